//! Keeping the register well: backups and checks.

mod backup;
mod check;
mod issues;

pub use backup::WriteBackup;
pub use check::{CheckRegister, Checked};
pub use issues::{ListIssues, RowIssues};
