//! What changed in a book, and why it may have to be built anew.

use std::collections::BTreeSet;

/// What changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Ids of the parties any of whose rows changed: their own, or of loans,
    /// events, balances, classes, guarantees, credit lines, demands or deals of
    /// theirs. Of a row that changed, whom the old one and whom the new one names.
    pub parties: BTreeSet<String>,
    /// Whether an observation changed.
    pub observations: bool,
    /// Whether a claim changed.
    pub claims: bool,
}

/// Why a book cannot be brought up to date and must be built from all rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rebuild {
    /// The book or the part is of bare books ([`crate::Builder::of_bare_books`]).
    Bare,
    /// The organisations are others.
    Organisations,
    /// The quotes of the loan prime rate are others.
    Quotes,
    /// The plan's products are others.
    Catalogue,
    /// There are faults, before or after: what is refused may depend on any row.
    Faults,
    /// A row of the part belongs to a party that is not among those touched, or
    /// a guarantee leads from a touched party to another.
    NotClosed,
    /// The part and what is kept have a key in common.
    Twice,
    /// So many findings went that the next to be listed are not known.
    Findings,
    /// There are more products, loans or events than columns can number.
    TooMany,
}
