//! The audit, as it may be seen: its acts, one's own, and the chain.

mod export;
mod list;
mod own_trail;
mod page;
mod verify;

pub use export::ExportAudit;
pub use list::ListAudit;
pub use own_trail::OwnTrail;
pub(crate) use page::READERS;
pub use page::{ActView, AuditPage};
pub use verify::{AuditFlaw, AuditVerdict, VerifyAudit};
