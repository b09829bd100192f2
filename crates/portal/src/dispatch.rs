//! A request becomes an ask, is answered on a thread where calls may block,
//! and the reply becomes a response.

use std::cell::RefCell;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use huigu_answers::texts::{self, problem};
use huigu_answers::workbook::{self, Letterhead};
use huigu_answers::{Unwritten, csv};
use huigu_desk::{Caller, Error, Refused};
use huigu_quantity::{Day, Lang};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::frame;
use crate::page::sign_in;
use crate::reply::{Export, Outcome, Page, Reply};
use crate::route::{NOWHERE, Route, RouteMethod};
use huigu_web::Portal;
use huigu_web::language;
use huigu_web::upload::{self, MultipartForm};
use huigu_web::{Pairs, escaped};
use huigu_web::{RequestId, Trouble, address, header_text, is_foreign};

/// Most bytes of a form.
const FORM: usize = 64 * 1024;
/// Most bytes of a query: a what-if with every figure has less.
const QUERY: usize = 8 * 1024;

/// What of a request is handed to another thread.
struct Taken {
    route: &'static Route,
    lang: Lang,
    path: String,
    query: Pairs,
    form: Pairs,
    id: String,
    held: String,
    address: String,
    agent: String,
    foreign: bool,
    sending: Option<MultipartForm>,
    places: Vec<(String, String)>,
}

/// The page whose part is asked for: a part's links lead to the whole.
fn whole_page(path: &str) -> &str {
    path.strip_suffix("/part").unwrap_or(path)
}

/// What of a request's head is handed on.
fn taken(portal: &Portal, route: &'static Route, places: Vec<(String, String)>, parts: &Parts) -> Taken {
    let id = parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let lang = language::of_request(&parts.headers);
    Taken {
        route,
        lang,
        path: whole_page(parts.uri.path()).to_owned(),
        query: Pairs::parse(parts.uri.query().unwrap_or_default()),
        form: Pairs::default(),
        id,
        held: language::cookie(&parts.headers, portal.session_cookie()).unwrap_or_default().to_owned(),
        address: address(portal, parts),
        agent: header_text(&parts.headers, &header::USER_AGENT),
        foreign: is_foreign(&parts.headers),
        sending: None,
        places,
    }
}

/// Answers a request of a route.
pub async fn answer(
    portal: Arc<Portal>,
    route: &'static Route,
    places: Vec<(String, String)>,
    request: Request<Body>,
) -> Response {
    if route.method == RouteMethod::Upload {
        return sending(portal, route, places, request).await;
    }
    let (parts, body) = request.into_parts();
    let mut taken = taken(&portal, route, places, &parts);
    if parts.uri.query().is_some_and(|query| query.len() > QUERY) {
        // The links of a page repeat its query, also those of the page that refuses it.
        taken.query = Pairs::default();
        return refused(portal, taken, Trouble::TooLong).await;
    }
    if parts.method == Method::POST {
        match tokio::time::timeout(portal.timeouts.body, to_bytes(body, FORM)).await {
            Ok(Ok(bytes)) => taken.form = Pairs::parse(&String::from_utf8_lossy(&bytes)),
            Ok(Err(_)) => return refused(portal, taken, Trouble::TooLarge).await,
            Err(_) => return refused(portal, taken, Trouble::TimedOut).await,
        }
    }
    blocking(portal, taken, |ask, taken| {
        if taken.route.method != RouteMethod::Get {
            checked(ask, taken)?;
        }
        (taken.route.page)(ask)
    })
    .await
}

/// Answers a route that takes files: who sends is asked before the first byte
/// of a file is kept.
async fn sending(
    portal: Arc<Portal>,
    route: &'static Route,
    places: Vec<(String, String)>,
    request: Request<Body>,
) -> Response {
    let (parts, body) = request.into_parts();
    let mut taken = taken(&portal, route, places, &parts);
    let (held, foreign, asked) = (taken.held.clone(), taken.foreign, Arc::clone(&portal));
    let may = async move |form: &Pairs| {
        let given = form.get("csrf").unwrap_or_default().to_owned();
        let ask = move || {
            let opened = asked.counter().session(&held)?;
            let caller = opened.map_or_else(Caller::public, |opened| opened.caller);
            caller.permit(route.needs)?;
            if foreign || !asked.counter().csrf_holds(&held, &given) { Err(Trouble::Forged) } else { Ok(()) }
        };
        tokio::task::spawn_blocking(ask).await.map_err(|error| Trouble::Broken(error.to_string()))?
    };
    match upload::take(Request::from_parts(parts, body), &portal, may).await {
        Ok(mut sending) => {
            taken.form = std::mem::take(&mut sending.form);
            taken.sending = Some(sending);
            blocking(portal, taken, |ask, taken| (taken.route.page)(ask)).await
        }
        Err(trouble) => refused(portal, taken, trouble).await,
    }
}

/// Tells a trouble on a page of its own.
async fn refused(portal: Arc<Portal>, taken: Taken, trouble: Trouble) -> Response {
    blocking(portal, taken, move |_, _| Err(trouble)).await
}

/// What is asked for is no page.
pub async fn no_page(portal: Arc<Portal>, request: Request<Body>, trouble: Trouble) -> Response {
    let taken = Taken {
        route: &NOWHERE,
        lang: language::of_request(request.headers()),
        path: request.uri().path().to_owned(),
        query: Pairs::default(),
        form: Pairs::default(),
        id: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        held: language::cookie(request.headers(), portal.session_cookie()).unwrap_or_default().to_owned(),
        address: String::new(),
        agent: String::new(),
        foreign: false,
        sending: None,
        places: Vec::new(),
    };
    refused(portal, taken, trouble).await
}

async fn blocking(
    portal: Arc<Portal>,
    taken: Taken,
    work: impl FnOnce(&Ask<'_>, &Taken) -> Outcome + Send + 'static,
) -> Response {
    let id = taken.id.clone();
    let done = tokio::task::spawn_blocking(move || respond(&portal, taken, work)).await;
    done.unwrap_or_else(|error| {
        // A bug of ours: it is logged, and nothing of it gets out.
        tracing::error!(request = %id, %error, "a page panicked");
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    })
}

/// A form must come from a page of ours, and from the session that asks.
fn checked(ask: &Ask<'_>, taken: &Taken) -> Result<(), Trouble> {
    let given = ask.form.get("csrf").unwrap_or_default();
    let own = ask.session.is_empty() || ask.counter().csrf_holds(&ask.session, given);
    if taken.foreign || !own { Err(Trouble::Forged) } else { Ok(()) }
}

fn respond(portal: &Portal, mut taken: Taken, work: impl FnOnce(&Ask<'_>, &Taken) -> Outcome) -> Response {
    let files = taken.sending.as_mut().map(|sending| std::mem::take(&mut sending.files));
    let uploads = RefCell::new(files.unwrap_or_default());
    let opened = if taken.held.is_empty() { Ok(None) } else { portal.counter().session(&taken.held) };
    let (caller, session, trouble) = match opened {
        Ok(Some(opened)) => (opened.caller, taken.held.clone(), None),
        Ok(None) => (Caller::public(), String::new(), None),
        Err(error) => (Caller::public(), String::new(), Some(Trouble::Desk(error))),
    };
    let csrf = if session.is_empty() { String::new() } else { portal.counter().csrf(&session) };
    let ask = Ask {
        portal,
        caller,
        csrf,
        session,
        address: taken.address.clone(),
        agent: taken.agent.clone(),
        cookies: RefCell::default(),
        lang: taken.lang,
        path: &taken.path,
        places: taken.places.clone(),
        query: taken.query.clone(),
        is_question: taken.route.method == RouteMethod::Get,
        form: taken.form.clone(),
        id: &taken.id,
        today: portal.counter().today(),
        batch: portal.counter().last_batch().unwrap_or(huigu_desk::BatchNumber(0)),
        uploads,
    };
    let done = trouble.map_or_else(|| work(&ask, &taken), Err).and_then(|reply| as_asked(reply, &ask));
    let mut response = match done {
        Ok(reply) => response(reply, &ask),
        Err(trouble) => told(&trouble, &ask),
    };
    for cookie in ask.cookies.take() {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

/// A page, or the one of its tables that was asked for as a file.
fn as_asked(reply: Reply, ask: &Ask<'_>) -> Outcome {
    match reply {
        Reply::Page(Page { export: Some(export), title, closing, .. }) => file_of(*export, title, closing, ask),
        other => Ok(other),
    }
}

/// A table of a page as a file; in a workbook the title of the page and its
/// closing date stand above it.
fn file_of(export: Export, title: String, closing: Option<Day>, ask: &Ask<'_>) -> Outcome {
    let Export { mut sheet, workbook } = export;
    let stem = ["huigu-", sheet.id].concat();
    let unwritten = |error: Unwritten| Trouble::Broken(error.to_string());
    if !workbook {
        let bytes = csv::for_people(&sheet, ask.lang).map_err(unwritten)?;
        return Ok(Reply::File { name: stem + ".csv", media: "text/csv; charset=utf-8", bytes });
    }
    sheet.about = vec![title.clone()];
    sheet.about.extend(closing.map(|day| [ask.t(texts::frame::CLOSING_DATE), ask.date(day).as_str()].concat()));
    let (plan, office) = (ask.text(ask.plan().name()).to_owned(), ask.office().to_owned());
    let head = Letterhead { plan, office, date: ask.today, lang: ask.lang };
    let bytes = workbook::of_one(&title, sheet, &head).map_err(unwritten)?;
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(Reply::File { name: stem + ".xlsx", media, bytes })
}

fn page_response(status: StatusCode, markup: Markup) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], markup.into_string()).into_response()
}

fn response(reply: Reply, ask: &Ask<'_>) -> Response {
    match reply {
        Reply::Page(page) => page_response(page.status, frame::whole(&page, ask)),
        Reply::Part(markup) => page_response(StatusCode::OK, markup),
        Reply::To(path) => match HeaderValue::from_str(&path) {
            Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
            Err(_) => told(&Trouble::Broken("a path that is no header".to_owned()), ask),
        },
        Reply::File { name, media, bytes } => {
            let disposition = format!("attachment; filename=\"{}\"", escaped(&name));
            let headers = [(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
            (headers, bytes).into_response()
        }
    }
}

/// Where one goes on instead of being refused, if there is such a place.
fn instead(trouble: &Trouble, ask: &Ask<'_>) -> Option<String> {
    match trouble {
        Trouble::Desk(Error::Refused(Refused::FinishFirst { pending })) => Some(sign_in::first_of(*pending).to_owned()),
        Trouble::Desk(Error::Refused(Refused::SignIn)) => {
            let here = format!("{}{}", ask.path, ask.query.query());
            Some(format!("/sign-in{}", Pairs::default().with("to", &here).query()))
        }
        _ => None,
    }
}

/// A page that tells what happened and what to do.
fn told(trouble: &Trouble, ask: &Ask<'_>) -> Response {
    if let Some(to) = instead(trouble, ask) {
        return response(Reply::To(to), ask);
    }
    let status = trouble.status();
    if status.is_server_error() {
        tracing::error!(request = ask.id, route = ask.path, why = trouble.for_log(), "not answered");
    }
    let body = html! {
        div.trouble {
            @for line in trouble.told(ask.lang).lines() { p { (line) } }
            p { a href="/" { (ask.t(problem::BACK_HOME)) } }
            p.small { (ask.t(problem::REQUEST)) code { (ask.id) } }
        }
    };
    let mut response = page_response(status, frame::whole(&Page::new("", trouble.title(ask.lang), body), ask));
    if let Some(seconds) = trouble.wait() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
