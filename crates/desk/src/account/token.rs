//! Tokens: how programs of an institution come in.

mod held;
mod list;
mod make;
mod revoke;

pub use held::MOST_DAYS;
pub use list::{ListTokens, TokenView};
pub use make::{MakeToken, TokenMade};
pub use revoke::RevokeToken;
