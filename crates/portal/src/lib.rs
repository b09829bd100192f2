//! The portal: pages over the desk, for everyone who works with a plan.
//!
//! A request becomes an `RequestContext`: who asks, in which language, what.
//! A page is a function from the ask to a reply; what it may show, the desk's
//! permit decides ([`huigu_desk::Permit`]). There is no SQL and no rule of a
//! plan here. All pages stand in one table (`page/mod.rs`); [`serve`] runs the
//! server, API included, until it is told to stop.

mod assets;
mod block;
mod context;
mod dispatch;
mod frame;
mod page;
mod reply;
mod route;
mod routes;
#[cfg(test)]
mod tests;
mod words;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

pub use huigu_web::{Limits, Listening, Options, Portal, Timeouts, Tls, until_stopped};

/// Serves a portal until `stop` is done; `ready` is told the address.
///
/// # Errors
/// Where the address cannot be had or the certificate cannot be read.
pub fn serve(
    portal: Portal,
    listening: &Listening,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let portal = Arc::new(portal);
    huigu_web::serve(&portal, routes::router(&portal), listening, ready, stop)
}
