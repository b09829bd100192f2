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
use huigu_answers::{WriteError, csv};
use huigu_desk::{Caller, Error, Refused};
use huigu_quantity::{Day, Lang};
use maud::{Markup, html};

use crate::context::RequestContext;
use crate::frame;
use crate::page::{NAVIGATION, sign_in};
use crate::reply::{Export, Outcome, Page, Reply};
use crate::route::{NOWHERE, Route, RouteMethod};
use huigu_web::Portal;
use huigu_web::language;
use huigu_web::upload::{self, MultipartForm};
use huigu_web::{PageError, RequestId, address, header_text, is_foreign};
use huigu_web::{Pairs, escaped};

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
        return refused(portal, taken, PageError::TooLong).await;
    }
    if parts.method == Method::POST {
        match tokio::time::timeout(portal.timeouts.body, to_bytes(body, FORM)).await {
            Ok(Ok(bytes)) => taken.form = Pairs::parse(&String::from_utf8_lossy(&bytes)),
            Ok(Err(_)) => return refused(portal, taken, PageError::TooLarge).await,
            Err(_) => return refused(portal, taken, PageError::TimedOut).await,
        }
    }
    blocking(portal, taken, |context, taken| {
        if taken.route.method != RouteMethod::Get {
            checked(context, taken)?;
        }
        (taken.route.page)(context)
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
        let context = move || {
            let opened = asked.desk().session(&held)?;
            let caller = opened.map_or_else(Caller::public, |opened| opened.caller);
            caller.permit(route.needs)?;
            if foreign || !asked.desk().csrf_holds(&held, &given) { Err(PageError::Forged) } else { Ok(()) }
        };
        tokio::task::spawn_blocking(context).await.map_err(|error| PageError::Broken(error.to_string()))?
    };
    match upload::take(Request::from_parts(parts, body), &portal, may).await {
        Ok(mut sending) => {
            taken.form = std::mem::take(&mut sending.form);
            taken.sending = Some(sending);
            blocking(portal, taken, |context, taken| (taken.route.page)(context)).await
        }
        Err(page_error) => refused(portal, taken, page_error).await,
    }
}

/// Tells a trouble on a page of its own.
async fn refused(portal: Arc<Portal>, taken: Taken, page_error: PageError) -> Response {
    blocking(portal, taken, move |_, _| Err(page_error)).await
}

/// What is asked for is no page.
pub async fn no_page(portal: Arc<Portal>, request: Request<Body>, page_error: PageError) -> Response {
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
    refused(portal, taken, page_error).await
}

async fn blocking(
    portal: Arc<Portal>,
    taken: Taken,
    work: impl FnOnce(&RequestContext<'_>, &Taken) -> Outcome + Send + 'static,
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
fn checked(context: &RequestContext<'_>, taken: &Taken) -> Result<(), PageError> {
    let given = context.form.get("csrf").unwrap_or_default();
    let own = context.session.is_empty() || context.desk().csrf_holds(&context.session, given);
    if taken.foreign || !own { Err(PageError::Forged) } else { Ok(()) }
}

fn respond(portal: &Portal, mut taken: Taken, work: impl FnOnce(&RequestContext<'_>, &Taken) -> Outcome) -> Response {
    let files = taken.sending.as_mut().map(|sending| std::mem::take(&mut sending.files));
    let uploads = RefCell::new(files.unwrap_or_default());
    let opened = if taken.held.is_empty() { Ok(None) } else { portal.desk().session(&taken.held) };
    let (caller, session, page_error) = match opened {
        Ok(Some(opened)) => (opened.caller, taken.held.clone(), None),
        Ok(None) => (Caller::public(), String::new(), None),
        Err(error) => (Caller::public(), String::new(), Some(PageError::Desk(error))),
    };
    let csrf = if session.is_empty() { String::new() } else { portal.desk().csrf(&session) };
    let context = RequestContext {
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
        today: portal.desk().today(),
        batch: portal.desk().last_batch().unwrap_or(huigu_desk::BatchNumber(0)),
        uploads,
    };
    let done = page_error.map_or_else(|| work(&context, &taken), Err).and_then(|reply| as_asked(reply, &context));
    let mut response = match done {
        Ok(reply) => response(reply, &context),
        Err(page_error) => error_page(&page_error, &context),
    };
    for cookie in context.cookies.take() {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

/// A page, or the one of its tables that was asked for as a file.
fn as_asked(reply: Reply, context: &RequestContext<'_>) -> Outcome {
    match reply {
        Reply::Page(Page { export: Some(export), title, closing, .. }) => file_of(*export, title, closing, context),
        other => Ok(other),
    }
}

/// A table of a page as a file; in a workbook the title of the page and its
/// closing date stand above it.
fn file_of(export: Export, title: String, closing: Option<Day>, context: &RequestContext<'_>) -> Outcome {
    let Export { mut sheet, workbook } = export;
    let stem = ["huigu-", sheet.id].concat();
    let unwritten = |error: WriteError| PageError::Broken(error.to_string());
    if !workbook {
        let bytes = csv::for_people(&sheet, context.lang).map_err(unwritten)?;
        return Ok(Reply::File { name: stem + ".csv", media: "text/csv; charset=utf-8", bytes });
    }
    sheet.about = vec![title.clone()];
    sheet.about.extend(closing.map(|day| [context.t(texts::frame::CLOSING_DATE), context.date(day).as_str()].concat()));
    let (plan, office) = (context.text(context.plan().name()).to_owned(), context.office().to_owned());
    let head = Letterhead { plan, office, date: context.today, lang: context.lang };
    let bytes = workbook::of_one(&title, sheet, &head).map_err(unwritten)?;
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(Reply::File { name: stem + ".xlsx", media, bytes })
}

fn page_response(status: StatusCode, markup: Markup) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], markup.into_string()).into_response()
}

fn response(reply: Reply, context: &RequestContext<'_>) -> Response {
    match reply {
        Reply::Page(page) => page_response(page.status, frame::whole(&page, NAVIGATION, context)),
        Reply::Part(markup) => page_response(StatusCode::OK, markup),
        Reply::Redirect(path) => match HeaderValue::from_str(&path) {
            Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
            Err(_) => error_page(&PageError::Broken("a path that is no header".to_owned()), context),
        },
        Reply::File { name, media, bytes } => {
            let disposition = format!("attachment; filename=\"{}\"", escaped(&name));
            let headers = [(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
            (headers, bytes).into_response()
        }
    }
}

/// Where one goes on instead of being refused, if there is such a place.
fn instead(page_error: &PageError, context: &RequestContext<'_>) -> Option<String> {
    match page_error {
        PageError::Desk(Error::Refused(Refused::FinishFirst { pending })) => {
            Some(sign_in::first_of(*pending).to_owned())
        }
        PageError::Desk(Error::Refused(Refused::SignIn)) => {
            let here = format!("{}{}", context.path, context.query.query());
            Some(format!("/sign-in{}", Pairs::default().with("to", &here).query()))
        }
        _ => None,
    }
}

/// A page that tells what happened and what to do.
fn error_page(page_error: &PageError, context: &RequestContext<'_>) -> Response {
    if let Some(to) = instead(page_error, context) {
        return response(Reply::Redirect(to), context);
    }
    let status = page_error.status();
    if status.is_server_error() {
        tracing::error!(request = context.id, route = context.path, why = page_error.for_log(), "not answered");
    }
    let body = html! {
        div.trouble {
            @for line in page_error.message(context.lang).lines() { p { (line) } }
            p { a href="/" { (context.t(problem::BACK_HOME)) } }
            p.small { (context.t(problem::REQUEST)) code { (context.id) } }
        }
    };
    let mut response =
        page_response(status, frame::whole(&Page::new("", page_error.title(context.lang), body), NAVIGATION, context));
    if let Some(seconds) = page_error.wait() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
