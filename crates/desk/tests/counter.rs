//! The desk's counter: every use case by every role, within its own bounds and
//! without; signing in; and that nothing personal is told where it must not be.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

#[path = "counter/accounts.rs"]
mod accounts;
#[path = "counter/answers.rs"]
mod answers;
#[path = "counter/ask.rs"]
mod ask;
#[path = "counter/cut.rs"]
mod cut;
#[path = "counter/cuts.rs"]
mod cuts;
#[path = "counter/ground.rs"]
mod ground;
#[path = "counter/grown.rs"]
mod grown;
#[path = "counter/notices.rs"]
mod notices;
#[path = "counter/official.rs"]
mod official;
#[path = "counter/operations.rs"]
mod operations;
#[path = "counter/permission.rs"]
mod permission;
#[path = "counter/records.rs"]
mod records;
#[path = "counter/secrets.rs"]
mod secrets;
#[path = "counter/sending.rs"]
mod sending;
#[path = "counter/work.rs"]
mod work;
