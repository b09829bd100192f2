//! Answers of a register as sheets.

mod accounts;
pub(crate) mod approvals;
mod books;
mod datasets;
mod moment;
pub(crate) mod notices;
mod parties;
mod scenarios;
pub(crate) mod users;

pub use crate::desk::KnownNames;
pub use accounts::{acts, own_sessions, tokens};
pub use approvals::{approved, differences, verification};
pub use books::{batches, corrections, events, faults, findings, imported, institutions, standing};
pub use datasets::{datasets, records};
pub use moment::{clock_time, moment};
pub use notices::{notices, published};
pub use parties::{found_parties, guarantees, loans, qualifying, scale, unqualified};
pub use scenarios::scenarios;
pub use users::users;
