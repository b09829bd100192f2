//! The pages, one module a family.

pub mod audit;
pub mod beneficiary;
pub mod books;
pub mod clause;
pub mod datasets;
pub mod home;
pub mod language;
pub mod me;
pub mod measure;
pub mod measures;
pub mod mine;
pub mod notices;
pub mod official;
pub mod parties;
pub mod plan;
pub mod settlements;
pub mod sign_in;
pub mod simulate;
pub mod target;
pub mod targets;
pub mod trace;
pub mod users;
