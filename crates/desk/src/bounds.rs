//! Which rows a sender may send: an institution its own, everybody else's
//! facts by nobody else.

use std::collections::{HashMap, HashSet};

use huigu_facts::{Code, Issue, Kind, Origin, Row};
use huigu_store::{BatchNumber, Trace};

use crate::fields::fields;
use crate::identity::identity;
use crate::{Permit, Role, Scope};

/// What a sender may send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bounds {
    role: Role,
    own: String,
    /// The sender's own batches: what they brought it may correct.
    batches: HashSet<BatchNumber>,
}

/// Rows handed in that name no owner: what they say, and where they stand.
pub(crate) type Shared = HashMap<Vec<u8>, (Origin, Vec<(&'static str, String)>)>;

impl Bounds {
    /// Of a permit; `None` for the whole district, which has none.
    pub fn of(permit: &Permit, batches: HashSet<BatchNumber>) -> Option<Self> {
        match permit.scope() {
            Scope::District => None,
            scope => Some(Self { role: permit.role(), own: scope.own().unwrap_or_default().to_owned(), batches }),
        }
    }

    /// Whether books of a kind are the sender's to send at all.
    pub fn allow(&self, kind: Kind) -> bool {
        let list: &[Kind] = match self.role {
            Role::Bank => &[
                Kind::Parties,
                Kind::Loans,
                Kind::LoanEvents,
                Kind::LoanBalances,
                Kind::LoanClasses,
                Kind::CreditLines,
                Kind::Claims,
            ],
            Role::Guarantor => &[Kind::Parties, Kind::Guarantees, Kind::GuaranteeEvents, Kind::Claims],
            Role::PeoplesBank => &[Kind::Observations, Kind::Lpr],
            Role::Finance | Role::Unit => &[Kind::Parties, Kind::Demands, Kind::Financings, Kind::Observations],
            _ => &[],
        };
        list.contains(&kind)
    }

    /// What is wrong with a row that is not the sender's.
    pub fn fault(&self, origin: Origin, row: &Row<'_>) -> Option<Issue> {
        let (column, owner) = match row {
            Row::Loan(row) => ("lender", row.lender),
            Row::LoanEvent(row) => ("lender", row.lender),
            Row::LoanBalance(row) => ("lender", row.lender),
            Row::LoanClass(row) => ("lender", row.lender),
            Row::CreditLine(row) => ("lender", row.lender),
            Row::Guarantee(row) => ("guarantor", row.guarantor),
            Row::GuaranteeEvent(row) => ("guarantor", row.guarantor),
            Row::Claim(row) => ("beneficiary", row.beneficiary),
            _ if self.allow(row.kind()) => return None,
            _ => ("", ""),
        };
        if owner == self.own && self.allow(row.kind()) {
            return None;
        }
        let (value, expected) = (owner.to_owned(), self.own.clone());
        Some(Issue { origin, column, code: Code::NotYours, value, expected })
    }

    /// Keeps what a row without an owner says, to be set against the register's.
    pub fn keep(&self, shared: &mut Shared, origin: Origin, row: &Row<'_>) {
        if self.is_shared(row.kind()) {
            shared.insert(identity(row).0, (origin, fields(row)));
        }
    }

    fn is_shared(&self, kind: Kind) -> bool {
        matches!(kind, Kind::Parties | Kind::Demands | Kind::Financings | Kind::Observations | Kind::Lpr)
    }

    /// What is wrong with a row that would replace what another sent.
    pub fn replaces(&self, shared: &Shared, trace: Trace, row: &Row<'_>) -> Option<Issue> {
        if !self.is_shared(row.kind()) || self.batches.contains(&trace.origin) {
            return None;
        }
        let (origin, new) = shared.get(&identity(row).0)?;
        let old = fields(row);
        let (column, value) = new.iter().zip(&old).find(|(new, old)| new != old).map(|(new, _)| new.clone())?;
        // What another sent is not told to who may not see it.
        let (code, expected) = (Code::NotYoursToReplace, String::new());
        Some(Issue { origin: *origin, column, code, value, expected })
    }
}
