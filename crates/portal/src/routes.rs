//! Every route of the portal, in one table.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, RawPathParams, Request, State};
use axum::routing::{self, MethodFilter, on};
use huigu_desk::UseCase;
use huigu_web::{PageError, Portal, is_of_api, not_in_api, within};

use crate::page;
use crate::route::{Route, RouteMethod, get, post, upload};
use crate::{assets, dispatch};

/// The pages.
pub static ROUTES: &[Route] = &[
    get("/", UseCase::Plan, page::home::page),
    get("/plan", UseCase::Plan, page::plan::page),
    get("/plan/text", UseCase::Plan, page::official::page),
    upload("/plan/text", UseCase::AttachText, page::official::attach),
    get("/plan/{clause}", UseCase::Plan, page::clause::page),
    get("/targets", UseCase::Targets, page::targets::page),
    get("/targets/{id}", UseCase::Targets, page::target::page),
    get("/measures", UseCase::Settlement, page::measures::page),
    get("/measures/{id}", UseCase::Settlement, page::measure::page),
    get("/measures/{id}/{beneficiary}", UseCase::Explain, page::beneficiary::page),
    get("/trace/{owner}/{item}", UseCase::Trace, page::trace::page),
    get("/sign-in", UseCase::Plan, page::sign_in::page),
    post("/sign-in", UseCase::Plan, page::sign_in::come_in),
    post("/sign-in/code", UseCase::Plan, page::sign_in::with_code),
    post("/sign-out", UseCase::Plan, page::sign_in::go_out),
    get("/me", UseCase::Profile, page::me::page),
    get("/me/password", UseCase::ChangePassword, page::me::password::page),
    post("/me/password", UseCase::ChangePassword, page::me::password::change),
    get("/me/second-factor", UseCase::SecondFactor, page::me::second_factor::page),
    post("/me/second-factor", UseCase::SecondFactor, page::me::second_factor::offer),
    post("/me/second-factor/confirm", UseCase::SecondFactor, page::me::second_factor::confirm),
    post("/me/sessions/{number}/end", UseCase::Sessions, page::me::end_session),
    get("/me/tokens", UseCase::Tokens, page::me::tokens::page),
    post("/me/tokens", UseCase::Tokens, page::me::tokens::make),
    post("/me/tokens/{number}/revoke", UseCase::Tokens, page::me::tokens::revoke),
    get("/me/trail", UseCase::OwnTrail, page::me::trail),
    get("/audit", UseCase::Audit, page::audit::page),
    post("/audit/verify", UseCase::VerifyAudit, page::audit::verify),
    get("/simulate", UseCase::Simulate, page::simulate::page),
    get("/simulate/part", UseCase::Simulate, page::simulate::part),
    get("/simulate/compare", UseCase::Scenarios, page::simulate::compare),
    post("/simulate/keep", UseCase::KeepScenario, page::simulate::keep),
    post("/simulate/{number}/drop", UseCase::KeepScenario, page::simulate::drop),
    get("/books", UseCase::Batches, page::books::page),
    upload("/books", UseCase::SendBooks, page::books::send),
    get("/books/mended/{key}", UseCase::SendBooks, page::books::mended),
    get("/books/templates/{kind}", UseCase::Plan, page::books::template),
    get("/books/{number}", UseCase::Batches, page::books::batch),
    post("/books/{number}/withdraw", UseCase::Withdraw, page::books::withdraw),
    get("/settlements", UseCase::Approved, page::settlements::page),
    post("/settlements", UseCase::Approve, page::settlements::approve),
    get("/settlements/{number}", UseCase::VerifyApproved, page::settlements::verify),
    get("/notices", UseCase::Notices, page::notices::list),
    post("/notices", UseCase::PublishNotice, page::notices::publish),
    get("/notices/new", UseCase::PublishNotice, page::notices::write),
    get("/notices/{number}", UseCase::Notices, page::notices::one),
    post("/notices/{number}/withdraw", UseCase::WithdrawNotice, page::notices::withdraw),
    get("/parties", UseCase::Parties, page::parties::list),
    get("/parties/{id}", UseCase::Party, page::parties::page),
    post("/parties/{id}/unmask", UseCase::Unmask, page::parties::unmask),
    get("/datasets", UseCase::Records, page::datasets::list),
    get("/datasets/{dataset}", UseCase::Records, page::datasets::page),
    get("/datasets/{dataset}/{record}", UseCase::Records, page::datasets::record),
    get("/users", UseCase::Users, page::users::page),
    post("/users", UseCase::AddUser, page::users::add),
    post("/users/{login}/disable", UseCase::DisableUser, page::users::disable),
    post("/users/{login}/enable", UseCase::DisableUser, page::users::enable),
    post("/users/{login}/reset", UseCase::ResetUser, page::users::reset),
];

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
