//! Files are checked together with what a register holds, and kept; and what
//! was known in it at any time, as a book.
//!
//! A person's identity number ends here ([`Pseudonymizer`]): what goes on into the
//! register is a keyed hash. Every file is an act, with its opening in the
//! audit before anything is kept. Who acts, the time and random bytes are handed in.

mod bounds;
mod columns;
mod error;
mod gathered;
mod identity;
mod import;
mod known;
mod mending;
mod origin;
mod person;
mod reading;
mod register;
mod shelf;

pub use bounds::Bounds;
pub use columns::FORM;
pub use error::IngestError;
pub use gathered::CheckedImport;
pub use identity::identity;
pub use import::Kept;
pub use known::{Known, is_fault};
pub use mending::{mended, template};
pub use origin::{of_register, origin_of};
pub use person::{KEY_FILE, KeyPlace, PREFIX, PersonKey, Pseudonymizer, holds_number};
pub use reading::{File, Reading, Stage};
pub use register::{Context, Register, migrate, restore};
pub use shelf::{COLUMNS_FROM, SnapshotDir};
