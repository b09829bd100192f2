//! What would be paid otherwise in approved years, as it is answered.

use huigu_engine::Item;
use huigu_facts::Kind;
use huigu_quantity::Fen;
use schemars::JsonSchema;
use serde::Serialize;

/// A row that was not known when a settlement was approved, or is not any more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Cause {
    /// The batch that brought it, or took it away.
    pub batch: u32,
    /// Name of its file.
    #[schemars(example = "loans-2021.csv")]
    pub file: String,
    /// Row of the file; 0 where a batch was withdrawn.
    pub row: u32,
    /// Kind of book.
    pub kind: Kind,
    /// Whether the batch is a withdrawal.
    pub withdrawal: bool,
}

/// What a beneficiary was approved, and what it would get by what is known since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Difference {
    /// The measure.
    pub measure: String,
    /// Organisation or party.
    pub beneficiary: String,
    /// As approved.
    pub approved: Fen,
    /// By what is known now.
    pub now: Fen,
    /// `now` less `approved`: above zero it gets more, below it owes back.
    pub difference: Fen,
    /// The loans, guarantees or deals whose part changed.
    pub items: Vec<Item>,
    /// The rows that concern them; all rows since where none does by name.
    pub because_of: Vec<Cause>,
}

/// What a book would change in a year that is approved already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct YearEffect {
    /// The year.
    #[schemars(example = 2021)]
    pub year: i32,
    /// What would be paid otherwise.
    pub differences: Vec<Difference>,
}
