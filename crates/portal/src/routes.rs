//! Every route of the portal, in one table.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, RawPathParams, Request, State};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodFilter, get, on, post};
use huigu_desk::UseCase;

use crate::api;
use crate::ask::Ask;
use crate::front::{assets, dispatch, guard, watch};
use crate::page;
use crate::portal::Portal;
use crate::reply::Outcome;
use crate::trouble::Trouble;

/// The way a page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To look at.
    Get,
    /// To change something.
    Post,
    /// To send files.
    Send,
}

/// A route.
pub struct Route {
    /// How.
    pub way: Way,
    /// The path, with places in braces.
    pub path: &'static str,
    /// What the caller must be allowed to.
    pub needs: UseCase,
    /// What answers.
    pub page: fn(&Ask<'_>) -> Outcome,
}

const fn look(path: &'static str, needs: UseCase, page: fn(&Ask<'_>) -> Outcome) -> Route {
    Route { way: Way::Get, path, needs, page }
}

const fn change(path: &'static str, needs: UseCase, page: fn(&Ask<'_>) -> Outcome) -> Route {
    Route { way: Way::Post, path, needs, page }
}

const fn send(path: &'static str, needs: UseCase, page: fn(&Ask<'_>) -> Outcome) -> Route {
    Route { way: Way::Send, path, needs, page }
}

/// The pages.
pub static ROUTES: &[Route] = &[
    look("/", UseCase::Plan, page::home::page),
    look("/plan", UseCase::Plan, page::plan::page),
    look("/plan/text", UseCase::Plan, page::official::page),
    send("/plan/text", UseCase::AttachText, page::official::attach),
    look("/plan/{clause}", UseCase::Plan, page::clause::page),
    look("/targets", UseCase::Targets, page::targets::page),
    look("/targets/{id}", UseCase::Targets, page::target::page),
    look("/measures", UseCase::Settlement, page::measures::page),
    look("/measures/{id}", UseCase::Settlement, page::measure::page),
    look("/measures/{id}/{beneficiary}", UseCase::Explain, page::beneficiary::page),
    look("/trace/{owner}/{item}", UseCase::Trace, page::trace::page),
    look("/sign-in", UseCase::Plan, page::sign_in::page),
    change("/sign-in", UseCase::Plan, page::sign_in::come_in),
    change("/sign-in/code", UseCase::Plan, page::sign_in::with_code),
    change("/sign-out", UseCase::Plan, page::sign_in::go_out),
    look("/me", UseCase::Profile, page::me::page),
    look("/me/password", UseCase::ChangePassword, page::me::password::page),
    change("/me/password", UseCase::ChangePassword, page::me::password::change),
    look("/me/second-factor", UseCase::SecondFactor, page::me::second_factor::page),
    change("/me/second-factor", UseCase::SecondFactor, page::me::second_factor::offer),
    change("/me/second-factor/confirm", UseCase::SecondFactor, page::me::second_factor::confirm),
    change("/me/sessions/{number}/end", UseCase::Sessions, page::me::end_session),
    look("/me/tokens", UseCase::Tokens, page::me::tokens::page),
    change("/me/tokens", UseCase::Tokens, page::me::tokens::make),
    change("/me/tokens/{number}/revoke", UseCase::Tokens, page::me::tokens::revoke),
    look("/me/trail", UseCase::OwnTrail, page::me::trail),
    look("/audit", UseCase::Audit, page::audit::page),
    change("/audit/verify", UseCase::VerifyAudit, page::audit::verify),
    look("/simulate", UseCase::Simulate, page::simulate::page),
    look("/simulate/part", UseCase::Simulate, page::simulate::part),
    look("/simulate/compare", UseCase::Scenarios, page::simulate::compare),
    change("/simulate/keep", UseCase::KeepScenario, page::simulate::keep),
    change("/simulate/{number}/drop", UseCase::KeepScenario, page::simulate::drop),
    look("/books", UseCase::Batches, page::books::page),
    send("/books", UseCase::SendBooks, page::books::send),
    look("/books/mended/{key}", UseCase::SendBooks, page::books::mended),
    look("/books/templates/{kind}", UseCase::Plan, page::books::template),
    look("/books/{number}", UseCase::Batches, page::books::batch),
    change("/books/{number}/withdraw", UseCase::Withdraw, page::books::withdraw),
    look("/settlements", UseCase::Approved, page::settlements::page),
    change("/settlements", UseCase::Approve, page::settlements::approve),
    look("/settlements/{number}", UseCase::VerifyApproved, page::settlements::verify),
    look("/notices", UseCase::Notices, page::notices::list),
    change("/notices", UseCase::PublishNotice, page::notices::publish),
    look("/notices/new", UseCase::PublishNotice, page::notices::write),
    look("/notices/{number}", UseCase::Notices, page::notices::one),
    change("/notices/{number}/withdraw", UseCase::WithdrawNotice, page::notices::withdraw),
    look("/parties", UseCase::Parties, page::parties::list),
    look("/parties/{id}", UseCase::Party, page::parties::page),
    change("/parties/{id}/unmask", UseCase::Unmask, page::parties::unmask),
    look("/users", UseCase::Users, page::users::page),
    change("/users", UseCase::AddUser, page::users::add),
    change("/users/{login}/disable", UseCase::DisableUser, page::users::disable),
    change("/users/{login}/enable", UseCase::DisableUser, page::users::enable),
    change("/users/{login}/reset", UseCase::ResetUser, page::users::reset),
];

/// Where a request belongs that asks for no page.
pub static NOWHERE: Route = look("none", UseCase::Plan, |_| Err(Trouble::NoPage));

/// Paths that are not pages.
const OTHERS: [&str; 6] = ["/healthz", "/readyz", "/metrics", "/language", "/favicon.ico", "/assets/{*file}"];

/// The path of the table that is this path: a name fit for a label.
pub fn known(path: &str) -> &'static str {
    let pages = ROUTES.iter().map(|route| route.path);
    pages.chain(OTHERS).chain(api::paths()).find(|known| *known == path).unwrap_or("none")
}

/// The router over a portal.
pub fn router(portal: &Arc<Portal>) -> Router {
    let mut router = Router::new()
        .route("/healthz", get(watch::healthz))
        .route("/readyz", get(watch::readyz))
        .route("/metrics", get(watch::metrics))
        .route("/language", post(page::language::choose))
        // Browsers ask for it where a page has no head of its own.
        .route("/favicon.ico", get(|| async { assets::file(assets::path("huigu.svg")) }))
        .route("/assets/{*file}", get(|request: Request| async move { assets::file(request.uri().path()) }));
    for route in ROUTES {
        let filter = match route.way {
            Way::Get => MethodFilter::GET,
            Way::Post | Way::Send => MethodFilter::POST,
        };
        let answer = move |State(portal): State<Arc<Portal>>, places: RawPathParams, request: Request<Body>| {
            let places = places.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            dispatch::answer(portal, route, places, request)
        };
        // Of files the upload itself counts the bytes; a limit of the framework's would be two megabytes.
        router = router.route(route.path, on(filter, answer).layer(DefaultBodyLimit::disable()));
    }
    router = api::routes(router);
    let nowhere = |State(portal): State<Arc<Portal>>, request: Request<Body>| async move {
        match api::holds(request.uri().path()) {
            true => api::nothing(portal, request).await,
            false => dispatch::no_page(portal, request, Trouble::NoPage).await,
        }
    };
    let method =
        |State(portal): State<Arc<Portal>>, request: Request<Body>| dispatch::no_page(portal, request, Trouble::Method);
    router
        .fallback(nowhere)
        .method_not_allowed_fallback(method)
        // Bodies are limited where they are read, each by what it is for.
        .layer(DefaultBodyLimit::disable())
        // Within the compression: what waits is what lies in memory.
        .layer(from_fn(guard::owed))
        .layer(tower_http::compression::CompressionLayer::new())
        .layer(from_fn_with_state(Arc::clone(portal), guard::around))
        .with_state(Arc::clone(portal))
}
