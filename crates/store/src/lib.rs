//! The register: facts that are never lost, on SQLite or PostgreSQL.
//!
//! A [`Store`] keeps every fact with the batch, file and row that brought it.
//! A correction is a newer version; the older one is closed by the batch that
//! corrected it, and that is the only change a stored row ever sees. So every
//! later question can be asked as the facts were known after any batch.
//!
//! Whatever changes a register does so in one transaction that also writes
//! the outcome of its act to the audit ([`chain`]); the act's opening was kept
//! before. A call that returned well is on the disk; one that failed, or was
//! killed, left the register as it was or wholly as it should be.
//!
//! This is the only SQL of the project. There is no rule of any plan here and
//! no clock: who asks hands in the time.

mod about;
mod account;
mod audit;
mod backup;
mod batch;
mod batch_number;
mod catalog;
pub mod chain;
mod check;
mod class;
mod column;
mod compare;
mod contact;
mod db;
mod error;
mod facts;
mod idempotency;
mod import;
mod incoming;
mod instant;
mod migrate;
mod names;
mod notice;
mod official;
mod open;
mod person_key;
mod place;
mod private;
mod records;
mod schema;
mod selection;
mod sent;
mod settlement;
mod snapshot;
mod store;
mod tables;
mod touched;
mod trace;
mod withdraw;

pub use about::About;
pub use account::{
    Affiliation, NewSession, NewToken, NewUser, Outcome, Proof, Scenario, SecondFactor, Session, Stage, Token, User,
};
pub use audit::{Act, Opening};
pub use backup::{Backup, Restored};
pub use batch::{Batch, Correction, What};
pub use batch_number::BatchNumber;
pub use check::{Check, Finding};
pub use class::ErrorClass;
pub use contact::{Contact, NewContact};
pub use db::Work;
#[cfg(feature = "faults")]
pub use db::faults;
pub use error::Error;
pub use idempotency::{Committed, IdempotencyKey, KeptAnswer, KeyState};
pub use import::{Imported, ImportedFile};
pub use incoming::Incoming;
pub use instant::{Clock, Instant};
pub use notice::{NewNotice, Notice, NoticeKind, NoticeWithdrawn};
pub use official::OfficialText;
pub use person_key::PERSON_KEY;
pub use place::{FILE, Place};
pub use private::file_options;
pub use records::{KeptRecord, RecordQuery};
pub use sent::{Cursor, SentBy};
pub use settlement::{Approval, Settlement};
pub use snapshot::{Form, Hashing, Snapshot, SnapshotOutcome, Written};
pub use store::Store;
pub use touched::{Keys, Touched};
pub use trace::Trace;
pub use withdraw::Withdrawn;

/// Every table of the newest version: what is referred to stands before what
/// refers to it, as a backup is read in this order.
pub(crate) fn every_table() -> Vec<schema::TableDef> {
    let first = [&migrate::REGISTER, &migrate::WORDS, &audit::TABLE, &batch::TABLE, &settlement::TABLE];
    let accounts = account::TABLES.into_iter();
    let published = [&official::TABLE, &notice::TABLE, &notice::WITHDRAWN, &contact::TABLE];
    let derived = [&touched::TABLE, &snapshot::TABLE];
    let ids = tables::ID_TABLES.iter().map(tables::IdTable::definition);
    let facts = tables::all().map(tables::Table::definition);
    let named = first.into_iter().chain(accounts).chain(published).cloned();
    named.chain(ids).chain(facts).chain(derived.into_iter().cloned()).collect()
}
