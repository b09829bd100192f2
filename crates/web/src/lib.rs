//! The server between the network and the desk: listening with its limits, the
//! headers that guard an answer, counts, files that come in, and the API that
//! is made of the desk's list of use cases.
//!
//! Pages are not here: they hand in their router ([`within`]), and share how a
//! request is read and why it is refused. There is no SQL here and no rule of
//! a plan.

mod api;
mod guard;
pub mod language;
mod listen;
mod metrics;
mod owed;
mod page_error;
mod pairs;
mod portal;
mod preface;
mod request;
mod spool;
mod timeouts;
pub mod upload;
mod watch;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;

pub use api::limit::Limits;
pub use api::{holds as is_of_api, nothing as not_in_api};
pub use listen::{Listening, Tls, serve, until_stopped};
pub use page_error::PageError;
pub use pairs::{Pairs, escaped};
pub use portal::{Options, Portal};
pub use request::{RequestId, address, header_text, is_foreign};
pub use timeouts::Timeouts;

/// The router over a portal: the pages handed in, the API, what watches over
/// the server, and all that stands around an answer.
pub fn within(pages: Router<Arc<Portal>>, portal: &Arc<Portal>) -> Router {
    api::routes(pages)
        .route("/healthz", get(watch::healthz))
        .route("/readyz", get(watch::readyz))
        .route("/metrics", get(watch::metrics))
        // Bodies are limited where they are read, each by what it is for.
        .layer(DefaultBodyLimit::disable())
        // Within the compression: what waits is what lies in memory.
        .layer(from_fn(guard::owed))
        .layer(tower_http::compression::CompressionLayer::new())
        .layer(from_fn_with_state(Arc::clone(portal), guard::guarded))
        .with_state(Arc::clone(portal))
}
