//! The API as its users meet it: over a socket, by tokens and sessions, held
//! to its own description. Every answer any of these tests gets is checked
//! against the description: its status, its media type, its schema.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod acts;
mod answers;
mod books;
mod client;
mod conform;
mod ground;
mod hostile;
mod limits;
mod lists;
mod roles;
mod slow;
