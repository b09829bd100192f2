//! The portal's router: its pages, its assets, and where nothing is.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, RawPathParams, Request, State};
use axum::routing::{self, MethodFilter, on};
use huigu_web::{PageError, Portal, is_of_api, not_in_api, within};

use crate::page::{self, ROUTES};
use crate::route::RouteMethod;
use crate::{assets, dispatch};

/// The router over a portal.
pub fn router(portal: &Arc<Portal>) -> Router {
    let mut router = Router::new()
        .route("/language", routing::post(page::language::choose))
        // Browsers ask for it where a page has no head of its own.
        .route("/favicon.ico", routing::get(|| async { assets::file(assets::path("huigu.svg")) }))
        .route("/assets/{*file}", routing::get(|request: Request| async move { assets::file(request.uri().path()) }));
    for route in ROUTES {
        let filter = match route.method {
            RouteMethod::Get => MethodFilter::GET,
            RouteMethod::Post | RouteMethod::Upload => MethodFilter::POST,
        };
        let answer = move |State(portal): State<Arc<Portal>>, places: RawPathParams, request: Request<Body>| {
            let places = places.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            dispatch::answer(portal, route, places, request)
        };
        // Of files the upload itself counts the bytes; a limit of the framework's would be two megabytes.
        router = router.route(route.path, on(filter, answer).layer(DefaultBodyLimit::disable()));
    }
    let nowhere = |State(portal): State<Arc<Portal>>, request: Request<Body>| async move {
        match is_of_api(request.uri().path()) {
            true => not_in_api(portal, request).await,
            false => dispatch::no_page(portal, request, PageError::NoPage).await,
        }
    };
    let method = |State(portal): State<Arc<Portal>>, request: Request<Body>| {
        dispatch::no_page(portal, request, PageError::Method)
    };
    within(router.fallback(nowhere).method_not_allowed_fallback(method), portal)
}
