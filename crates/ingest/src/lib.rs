//! Files are checked together with what a register holds, and kept; and what
//! was known in it at any time, as a book.
//!
//! A person's identity number ends here ([`Pseudonymizer`]): what goes on into the
//! register is a keyed hash. Every file is an act, with its opening in the
//! audit before anything is kept. Who acts, the time and random bytes are handed in.

mod bounds;
mod checked;
mod columns;
mod error;
mod identity;
mod import;
mod known;
mod mending;
mod origin;
mod person;
mod reading;
mod register;
mod snapshots;

pub use bounds::Bounds;
pub use checked::CheckedImport;
pub use columns::FORM;
pub use error::IngestError;
pub use identity::identity;
pub use import::ImportOutcome;
pub use known::{Known, is_fault};
pub use mending::{mended, template};
pub use origin::{of_register, origin_of};
pub use person::{KEY_FILE, KeyPlace, PREFIX, PersonKey, Pseudonymizer, holds_number};
pub use reading::{File, Reading, Stage};
pub use register::{Context, Register, migrate, restore};
pub use snapshots::{COLUMNS_FROM, SnapshotDir};
