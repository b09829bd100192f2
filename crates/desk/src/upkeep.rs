//! Keeping the register well: backups and checks.

mod backup;
mod check;

pub use backup::WriteBackup;
pub use check::{CheckRegister, Checked};
