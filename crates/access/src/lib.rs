//! Who may what, and who somebody is: roles, rights, permits, and what an
//! account proves itself with.
//!
//! Whoever asks the desk is a [`Caller`]; it is made of a user of the register
//! or is nobody in particular, never of what somebody says of themselves. A
//! question of the desk takes the caller, asks for the [`Permit`] that the
//! [`Rights`] of the use case give it, and answers from the part of the
//! register that the permit's [`Scope`] names; there is no way to an answer
//! without one. What lies outside a scope is answered as if it were not there.
//!
//! A password is argon2id, a second factor a code of the time; sessions and
//! tokens are random bytes of which only the hash is kept.

mod account_error;
mod caller;
pub mod password;
mod rights;
mod role;
mod scope;
pub mod second_factor;
pub mod secret;
pub mod throttle;
mod token_scope;

pub use account_error::AccountError;
pub use caller::{Affiliation, Caller, Pending, Permit, Refused, home, role};
pub use rights::{Rights, Roles, TokenAccess};
pub use role::Role;
pub use scope::{Reach, Scope};
pub use secret::{Secret, TypedSecret, Unprinted};
pub use token_scope::TokenScope;

/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;
/// Microseconds in a day.
pub const DAY: i64 = 24 * 3_600 * SECOND;
