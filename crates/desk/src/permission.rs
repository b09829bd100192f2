//! Who may what: one table of roles against use cases, and the permit that
//! only it gives out.
//!
//! Whoever asks the desk is a [`Caller`]. A question of the desk takes the
//! caller, asks the table for the [`Permit`], and answers from the part of the
//! register that the permit's [`Scope`] names; there is no way to an answer
//! without one. What lies outside a scope is answered as if it were not there.

mod caller;
mod rights;
mod role;
mod scope;
mod table;
mod token_scope;

pub use caller::{Caller, Home, Pending, Permit, Refused};
pub use rights::{Rights, Roles, TokenAccess};
pub use role::Role;
pub use scope::{Reach, Scope};
pub use table::reach;
pub use token_scope::TokenScope;
