//! What of a request's head is read alike for pages and API: its id, from
//! where it comes, and whether another site sends it.

use std::net::SocketAddr;

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};

use crate::portal::Portal;

/// The id of a request, for log and page.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// From where a request comes.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// Whether the browser says that another site sends this.
pub fn is_foreign(headers: &HeaderMap) -> bool {
    let site = header_text(headers, &HeaderName::from_static("sec-fetch-site"));
    let (origin, host) = (header_text(headers, &header::ORIGIN), header_text(headers, &header::HOST));
    let other = origin.split_once("://").is_some_and(|(_, from)| from != host);
    other || origin == "null" || matches!(site.as_str(), "cross-site" | "same-site")
}

/// A header as text; empty where there is none.
pub fn header_text(headers: &HeaderMap, name: &HeaderName) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// From where a request comes: the last hop that a trusted proxy tells, else
/// the connection's other end. A proxy may add its line below those that came.
pub fn address(portal: &Portal, parts: &Parts) -> String {
    let mut lines = parts.headers.get_all(HeaderName::from_static("x-forwarded-for")).iter();
    let forwarded = lines.next_back().and_then(|value| value.to_str().ok()).unwrap_or_default();
    let forwarded =
        forwarded.rsplit(',').next().map(str::trim).filter(|forwarded| portal.trusts_proxy() && !forwarded.is_empty());
    let peer = parts.extensions.get::<Peer>().map(|peer| peer.0.ip().to_string());
    forwarded.map(str::to_owned).or(peer).unwrap_or_default()
}
