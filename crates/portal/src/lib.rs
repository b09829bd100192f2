//! The portal: pages and a JSON interface over the desk, for everyone who
//! works with a plan.
//!
//! A request becomes an `Ask`: who asks, in which language, what.
//! A page is a function from the ask to a reply; what it may show, the desk's
//! permit decides ([`huigu_desk::Counter`]). There is no SQL and no rule of a
//! plan here. All routes stand in one table (`routes.rs`); [`serve`] runs the
//! server until it is told to stop.

mod api;
mod ask;
mod block;
mod frame;
mod front;
mod page;
mod portal;
mod problem_kind;
mod reply;
mod routes;
#[cfg(test)]
mod tests;
mod trouble;
mod words;

pub use api::limit::Limits;
pub use front::listen::{Listening, Tls, serve, until_told};
pub use front::patience::Patience;
pub use portal::{Options, Portal};
