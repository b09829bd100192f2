//! Which rows a sender may send: an institution its own, everybody else's
//! facts by nobody else.

use std::collections::HashMap;

use huigu_facts::{Code, Expected, Issue, Kind, Origin, Row, Sender};
use huigu_store::{BatchNumber, Store, Trace};

use crate::IngestError;
use crate::identity::identity;
use huigu_access::{Permit, Role, Scope};

/// What a sender may send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    role: Role,
    scope: Scope,
}

/// Rows handed in that name no owner: what they say, and where they stand.
pub(crate) type Shared = HashMap<Vec<u8>, (Origin, Vec<(&'static str, String)>)>;

impl Bounds {
    /// Of a permit; `None` for the whole district, which has none.
    pub fn of(permit: &Permit) -> Option<Self> {
        let scope = permit.scope();
        (!scope.is_district()).then(|| Self { role: permit.role(), scope: scope.clone() })
    }

    /// Whether books of a kind are the sender's to send at all.
    pub fn allow(&self, kind: Kind) -> bool {
        if let Kind::Dataset(dataset) = kind {
            return self.scope.own().is_some_and(|own| dataset.is_from(own));
        }
        let sender = match self.role {
            Role::Bank => Sender::Bank,
            Role::Guarantor => Sender::Guarantor,
            Role::PeoplesBank => Sender::PeoplesBank,
            Role::Finance | Role::Unit => Sender::Unit,
            _ => return false,
        };
        kind.schema().senders.contains(&sender)
    }

    /// What is wrong with a row that is not the sender's.
    pub fn fault(&self, origin: Origin, row: &Row<'_>) -> Option<Issue> {
        let (schema, own) = (row.kind().schema(), self.scope.own().unwrap_or_default());
        let value = row.owner().unwrap_or_default();
        if self.allow(row.kind()) && (row.owner().is_none() || value == own) {
            return None;
        }
        let column = schema.owner.map_or("", |slot| schema.columns[slot].name);
        Some(Issue { origin, column, code: Code::NotYours, value: value.to_owned(), expected: own.into() })
    }

    /// Keeps what a row without an owner says, to be set against the register's.
    pub fn keep(&self, shared: &mut Shared, origin: Origin, row: &Row<'_>) {
        if self.is_shared(row.kind()) {
            shared.insert(identity(row).0, (origin, row.fields()));
        }
    }

    fn is_shared(&self, kind: Kind) -> bool {
        kind.schema().owner.is_none() && !kind.schema().senders.is_empty()
    }

    /// What is wrong with a row that would replace the register's, if another
    /// sent the batch that brought that.
    pub fn replaces(&self, shared: &Shared, trace: Trace, row: &Row<'_>) -> Option<(BatchNumber, Issue)> {
        if !self.is_shared(row.kind()) {
            return None;
        }
        let (origin, new) = shared.get(&identity(row).0)?;
        let old = row.fields();
        let (column, value) = new.iter().zip(&old).find(|(new, old)| new != old).map(|(new, _)| new.clone())?;
        // What another sent is not told to who may not see it.
        let (code, expected) = (Code::NotYoursToReplace, Expected::default());
        Some((trace.origin, Issue { origin: *origin, column, code, value, expected }))
    }

    /// What of [`Bounds::replaces`] is wrong indeed: what the sender's own
    /// batches brought it may correct.
    pub fn of_others(&self, store: &mut Store, found: Vec<(BatchNumber, Issue)>) -> Result<Vec<Issue>, IngestError> {
        let batches = store.batches_of(found.iter().map(|(batch, _)| *batch))?;
        let own = |number: &BatchNumber| batches.get(number).is_some_and(|batch| self.scope.has_sent(&batch.sender));
        Ok(found.into_iter().filter(|(number, _)| !own(number)).map(|(_, issue)| issue).collect())
    }
}
