//! `/api/v1`: what the pages can do, for the systems of institutions.
//!
//! All endpoints stand in one table ([`endpoint::ENDPOINTS`]): the router, the
//! description (`/api/v1/openapi.json`), the reading of parameters and the
//! tests of permission are made of it. A request passes the gate ([`gate`]):
//! who asks, whether it may, how often; then its endpoint asks the desk.
//! Whatever goes wrong is told as problem details ([`problem`]), and every
//! figure in the words of the commands' JSON.

mod answer;
mod body;
mod describe;
mod endpoint;
mod gate;
pub mod limit;
mod operation;
mod param;
mod problem;
mod schema;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::portal::Portal;
use describe::DESCRIPTION;
use endpoint::{ENDPOINTS, Endpoint};
use huigu_desk::{Method, ProblemKind};
use problem::Problem;

/// Whether a path is the API's, if only in vain.
pub fn holds(path: &str) -> bool {
    path.strip_prefix("/api").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

type Places = Result<RawPathParams, RawPathParamsRejection>;

fn method_of(endpoint: &'static Endpoint) -> MethodRouter<Arc<Portal>> {
    let filter = match endpoint.entry.http.method {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Delete => MethodFilter::DELETE,
    };
    on(filter, move |State(portal): State<Arc<Portal>>, places: Places, request: Request<Body>| {
        let places = places
            .map(|found| found.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>());
        gate::answer(portal, endpoint, places.ok(), request)
    })
}

/// The routes of the API.
pub fn routes(mut router: Router<Arc<Portal>>) -> Router<Arc<Portal>> {
    let refused = |State(portal): State<Arc<Portal>>, request: Request<Body>| {
        gate::refuse(portal, request, Problem::of(ProblemKind::Method))
    };
    let mut all: Vec<(&'static str, MethodRouter<Arc<Portal>>)> = Vec::new();
    for endpoint in ENDPOINTS.iter() {
        let method = method_of(endpoint);
        match all.iter_mut().find(|(path, _)| *path == endpoint.path) {
            Some((_, methods)) => *methods = std::mem::take(methods).merge(method),
            None => all.push((endpoint.path, method)),
        }
    }
    let description = on(MethodFilter::GET, |State(portal): State<Arc<Portal>>, request: Request<Body>| {
        gate::description(portal, request)
    });
    all.push((DESCRIPTION, description));
    for (path, methods) in all {
        router = router.route(path, methods.fallback(refused));
    }
    router
}

/// What is not there.
pub async fn nothing(portal: Arc<Portal>, request: Request<Body>) -> axum::response::Response {
    gate::refuse(portal, request, Problem::of(ProblemKind::NoResource)).await
}
