//! The desk: every use case by every role, within its own bounds and
//! without; signing in; and that nothing personal is told where it must not be.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

#[path = "use_cases/accounts.rs"]
mod accounts;
#[path = "use_cases/answers.rs"]
mod answers;
#[path = "use_cases/ask.rs"]
mod ask;
#[path = "use_cases/contacts.rs"]
mod contacts;
#[path = "use_cases/cut.rs"]
mod cut;
#[path = "use_cases/cuts.rs"]
mod cuts;
#[path = "use_cases/ground.rs"]
mod ground;
#[path = "use_cases/grown.rs"]
mod grown;
#[path = "use_cases/notices.rs"]
mod notices;
#[path = "use_cases/official.rs"]
mod official;
#[path = "use_cases/operations.rs"]
mod operations;
#[path = "use_cases/permission.rs"]
mod permission;
#[path = "use_cases/records.rs"]
mod records;
#[path = "use_cases/secrets.rs"]
mod secrets;
#[path = "use_cases/sending.rs"]
mod sending;
#[path = "use_cases/work.rs"]
mod work;
