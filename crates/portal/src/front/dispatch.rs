//! A request becomes an ask, is answered on a thread where calls may block,
//! and the reply becomes a response.

use std::cell::RefCell;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use huigu_desk::Caller;
use huigu_plan::Lang;
use maud::{Markup, html};

use crate::ask::{Ask, Pairs, escaped};
use crate::block::export;
use crate::block::table::Export;
use crate::frame;
use crate::front::guard::RequestId;
use crate::front::language;
use crate::portal::Portal;
use crate::reply::{Outcome, Page, Reply};
use crate::routes::Route;
use crate::trouble::Trouble;

/// Most bytes of a form.
const FORM: usize = 64 * 1024;

/// What of a request is handed to another thread.
struct Taken {
    route: &'static Route,
    lang: Lang,
    path: String,
    query: Pairs,
    form: Pairs,
    id: String,
    places: Vec<(String, String)>,
}

/// Answers a request of a route.
pub async fn answer(
    portal: Arc<Portal>,
    route: &'static Route,
    places: Vec<(String, String)>,
    request: Request<Body>,
) -> Response {
    let (parts, body) = request.into_parts();
    let id = parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let lang = language::of_request(&parts.headers);
    let mut taken = Taken {
        route,
        lang,
        path: parts.uri.path().to_owned(),
        query: Pairs::parse(parts.uri.query().unwrap_or_default()),
        form: Pairs::default(),
        id,
        places,
    };
    if parts.method == Method::POST {
        match to_bytes(body, FORM).await {
            Ok(bytes) => taken.form = Pairs::parse(&String::from_utf8_lossy(&bytes)),
            Err(_) => return refused(portal, taken, Trouble::TooLarge).await,
        }
    }
    blocking(portal, taken, |ask, taken| (taken.route.page)(ask)).await
}

/// Tells a trouble on a page of its own.
async fn refused(portal: Arc<Portal>, taken: Taken, trouble: Trouble) -> Response {
    blocking(portal, taken, move |_, _| Err(trouble)).await
}

/// What is asked for is no page.
pub async fn no_page(portal: Arc<Portal>, request: Request<Body>, trouble: Trouble) -> Response {
    let taken = Taken {
        route: &crate::routes::NOWHERE,
        lang: language::of_request(request.headers()),
        path: request.uri().path().to_owned(),
        query: Pairs::default(),
        form: Pairs::default(),
        id: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
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
    let done = tokio::task::spawn_blocking(move || respond(&portal, &taken, work)).await;
    done.unwrap_or_else(|error| {
        // A bug of ours: it is logged, and nothing of it gets out.
        tracing::error!(request = %id, %error, "a page panicked");
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    })
}

fn respond(portal: &Portal, taken: &Taken, work: impl FnOnce(&Ask<'_>, &Taken) -> Outcome) -> Response {
    let ask = Ask {
        portal,
        caller: Caller::public(),
        csrf: String::new(),
        lang: taken.lang,
        path: &taken.path,
        places: taken.places.clone(),
        query: taken.query.clone(),
        form: taken.form.clone(),
        id: &taken.id,
        today: portal.counter().today(),
        batch: portal.counter().last_batch().unwrap_or(huigu_desk::BatchNumber(0)),
        export: RefCell::new(None),
    };
    let done = work(&ask, taken).and_then(|reply| match ask.export.take() {
        Some(asked) => file_of(&asked, &reply, &ask),
        None => Ok(reply),
    });
    match done {
        Ok(reply) => response(reply, &ask),
        Err(trouble) => told(&trouble, &ask),
    }
}

/// A table as a file.
fn file_of(asked: &Export, reply: &Reply, ask: &Ask<'_>) -> Outcome {
    let stem = asked.table.id;
    if !asked.workbook {
        let bytes = export::csv(&asked.table, ask.lang)?;
        return Ok(Reply::File { name: format!("huigu-{stem}.csv"), media: "text/csv; charset=utf-8", bytes });
    }
    let mut about = vec![ask.text(ask.plan().name()).to_owned()];
    if let Reply::Page(Page { title, closing, .. }) = reply {
        about.push(title.clone());
        about.extend(closing.map(|day| [ask.t("截止日期："), ask.date(day).as_str()].concat()));
    }
    about.push([ask.t("填报单位："), ask.portal.office()].concat());
    about.push([ask.t("金额单位："), ask.t("元")].concat());
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let bytes = export::workbook(&asked.table, &about, ask.lang)?;
    Ok(Reply::File { name: format!("huigu-{stem}.xlsx"), media, bytes })
}

fn page_response(status: StatusCode, markup: Markup) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], markup.into_string()).into_response()
}

fn response(reply: Reply, ask: &Ask<'_>) -> Response {
    match reply {
        Reply::Page(page) => page_response(StatusCode::OK, frame::whole(&page, ask)),
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

/// A page that tells what happened and what to do.
fn told(trouble: &Trouble, ask: &Ask<'_>) -> Response {
    let status = trouble.status();
    if status.is_server_error() {
        tracing::error!(request = ask.id, route = ask.path, why = trouble.for_log(), "not answered");
    }
    let body = html! {
        div.trouble {
            @for line in trouble.told(ask.lang).lines() { p { (line) } }
            p { a href="/" { (ask.t("返回首页")) } }
            p.small { (ask.t("请求编号：")) code { (ask.id) } }
        }
    };
    page_response(status, frame::whole(&Page::new("", trouble.title(ask.lang), body), ask))
}
