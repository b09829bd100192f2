//! Around every answer: headers that guard it, an id, a line in the log, a count.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::owed::Owed;
use crate::portal::Portal;
use crate::request::RequestId;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Nothing from outside, nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// An id nobody can guess, as 16 hexadecimal digits; of the time where there is no chance.
fn fresh_id(portal: &Portal) -> String {
    let bytes = portal.random().map_or_else(
        || portal.micros().to_be_bytes(),
        |bytes| {
            let mut first = [0; 8];
            first.copy_from_slice(&bytes[..8]);
            first
        },
    );
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Answers a request with all that stands around an answer.
pub async fn guarded(State(portal): State<Arc<Portal>>, mut request: Request, next: Next) -> Response {
    let began = portal.micros();
    let id = fresh_id(&portal);
    request.extensions_mut().insert(RequestId(id.clone()));
    // HTTP/2 names the host in the address, and so does whoever asks a proxy.
    if let Some(host) = request.uri().authority().and_then(|host| HeaderValue::from_str(host.as_str()).ok()) {
        request.headers_mut().insert(header::HOST, host);
    }
    let method = request.method().clone();
    let route =
        request.extensions().get::<MatchedPath>().map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let counted = portal.metrics.begins(method.as_str(), &route);
    let mut response = next.run(request).await;
    let micros = u64::try_from(portal.micros() - began).unwrap_or(0);
    let status = response.status();
    counted.ends(status.as_u16(), micros);
    // The route, not the path: ids of parties stay out of the log.
    tracing::info!(request = %id, method = %method, route, status = status.as_u16(), duration_us = micros, "answered");
    guard(&mut response, &portal, &id);
    response
}

/// Answers a request once not too much waits for its connection to be read,
/// and counts the answer to what does.
pub async fn owed(request: Request, next: Next) -> Response {
    let Some(owed) = request.extensions().get::<Owed>().cloned() else { return next.run(request).await };
    owed.room().await;
    owed.hold(next.run(request).await)
}

fn guard(response: &mut Response, portal: &Portal, id: &str) {
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if portal.is_behind_tls() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, value);
    }
}
