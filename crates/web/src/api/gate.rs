//! The way of a request through the API: who asks, whether it may and how
//! often, what it brings; then its endpoint; then the headers of the answer.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use huigu_answers::texts::problem;
use huigu_desk::{Caller, Hash, Permit, ProblemKind, Tag, UseCase};
use huigu_quantity::Lang;

use super::answer::{Answer, Outcome, PROBLEM};
use super::body::{self, ReceivedBody};
use super::describe;
use super::endpoint::Endpoint;
use super::limit::{Quota, counted};
use super::operation::{self, ApiRequest};
use super::param::{KEY_MOST, Values};
use super::problem::Problem;
use crate::language;
use crate::portal::Portal;
use crate::request::{RequestId, address, is_foreign};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
const FORM_TOKEN: HeaderName = HeaderName::from_static("x-csrf-token");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// What is known of a request.
struct Visit {
    portal: Arc<Portal>,
    lang: Lang,
    id: String,
    address: String,
    headers: HeaderMap,
    path: String,
    query: String,
    quota: Option<Quota>,
    tag: Option<String>,
    replayed: bool,
}

/// Who was let in, with what.
struct Entered {
    caller: Caller,
    permit: Permit,
    values: Values,
}

impl Visit {
    fn of(portal: Arc<Portal>, request: Request<Body>) -> (Self, Body) {
        let (parts, body) = request.into_parts();
        let visit = Self {
            lang: language::of_request(&parts.headers),
            id: parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            address: address(&portal, &parts),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts.headers,
            quota: None,
            tag: None,
            replayed: false,
            portal,
        };
        (visit, body)
    }

    fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Counts the request to whoever asks.
    fn count(&mut self, who: &str) -> Result<(), Problem> {
        let quota = self.portal.limits.count(who, self.portal.micros());
        self.quota = Some(quota);
        if quota.over { Err(Problem::of(ProblemKind::TooMany).after(quota.seconds)) } else { Ok(()) }
    }

    /// Who asks: by a token, else by a session of the browser, else the public.
    fn caller(&mut self, mutates: bool) -> Result<Caller, Problem> {
        let here = counted(&self.address);
        if let Some(given) = self.headers.get(header::AUTHORIZATION).cloned() {
            let token = given.to_str().ok().and_then(|text| {
                let (scheme, token) = text.split_once(' ')?;
                scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
            });
            let found = match &token {
                Some(token) => self.portal.desk().token(token)?,
                None => None,
            };
            // Guesses count to the address; a token that holds, to itself.
            let Some(caller) = found else {
                self.count(&here)?;
                return Err(Problem::of(ProblemKind::Token));
            };
            self.count(&format!("token {}", Hash::of(token.unwrap_or_default().as_bytes())))?;
            return Ok(caller);
        }
        let held = language::cookie(&self.headers, self.portal.session_cookie()).unwrap_or_default().to_owned();
        let opened = if held.is_empty() { None } else { self.portal.desk().session(&held)? };
        let Some(opened) = opened else {
            self.count(&here)?;
            return Ok(Caller::public());
        };
        self.count(&format!("session {}", Hash::of(held.as_bytes())))?;
        if mutates {
            let given = self.header(&FORM_TOKEN).unwrap_or_default();
            if is_foreign(&self.headers) || !self.portal.desk().csrf_holds(&held, given) {
                return Err(Problem::said(ProblemKind::Forged, problem::CSRF_NEEDED));
            }
        }
        Ok(opened.caller)
    }

    fn enter(&mut self, endpoint: &'static Endpoint, places: Option<&[(String, String)]>) -> Result<Entered, Problem> {
        let caller = self.caller(endpoint.mutates())?;
        let permit = caller.permit(endpoint.entry.use_case)?;
        let places = places.ok_or_else(|| Problem::said(ProblemKind::Parameter, problem::PATH_NOT_UTF8))?;
        let values = Values::read(&endpoint.params, places, &self.query)?;
        if values.get("as-known-at").is_some() {
            caller.permit(UseCase::AsKnownAt)?;
        }
        self.key()?;
        body::announced(endpoint.body, &self.headers)?;
        Ok(Entered { caller, permit, values })
    }

    /// The idempotency key, if one came.
    fn key(&self) -> Result<Option<String>, Problem> {
        let Some(given) = self.headers.get(KEY) else { return Ok(None) };
        let text = given.to_str().ok().map(str::trim).filter(|text| (1..=KEY_MOST).contains(&text.len()));
        let most = KEY_MOST.to_string();
        let wrong = || Problem::said(ProblemKind::Key, problem::KeyForm { most: &most });
        text.map(|text| Some(text.to_owned())).ok_or_else(wrong)
    }

    /// The tag of an answer that follows from register, plan, scope and question.
    fn register_tag(&self, entered: &Entered) -> Result<String, Problem> {
        let desk = self.portal.desk();
        let (batch, plan, today) = (desk.last_batch()?, desk.plan_hash(), desk.today());
        let (scope, role, version) = (entered.permit.scope(), entered.permit.role().code(), env!("CARGO_PKG_VERSION"));
        let (path, query) = (&self.path, &self.query);
        Ok(tag_of(format!("{version}\n{batch}\n{plan}\n{scope:?}\n{role}\n{today}\n{path}?{query}").as_bytes()))
    }

    /// Whether the asker has what a tag stands for.
    fn has(&self, tag: &str) -> bool {
        let given = self.headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        given
            .flat_map(|line| line.split(','))
            .any(|one| one.trim().trim_start_matches("W/") == tag.trim_start_matches("W/"))
    }

    fn act(&mut self, endpoint: &'static Endpoint, entered: &Entered, body: &ReceivedBody) -> Outcome {
        if endpoint.entry.http.tag == Tag::Batch {
            let tag = self.register_tag(entered)?;
            let has = self.has(&tag);
            self.tag = Some(tag);
            if has {
                return Ok(Answer { status: StatusCode::NOT_MODIFIED, ..Answer::nothing() });
            }
        }
        let portal = Arc::clone(&self.portal);
        let Entered { caller, values, .. } = entered;
        let request = ApiRequest { desk: portal.desk(), endpoint, caller, values, body };
        let key = self.key()?.filter(|_| endpoint.mutates());
        let asked = key.map(|key| Ok::<_, Problem>((key, self.hash(&request)?))).transpose()?;
        let (answer, replayed) = operation::answer(&request, asked.as_ref(), (self.lang, &self.id))?;
        self.replayed = replayed;
        if endpoint.entry.http.tag == Tag::Content {
            let tag = tag_of(&answer.body);
            let has = self.has(&tag);
            self.tag = Some(tag);
            if has {
                return Ok(Answer { status: StatusCode::NOT_MODIFIED, ..Answer::nothing() });
            }
        }
        Ok(answer)
    }

    /// The hash of all that was sent.
    fn hash(&self, request: &ApiRequest<'_>) -> Result<Hash, Problem> {
        let sent = request.body.hash().map_err(Problem::broken)?;
        let method = request.endpoint.entry.http.method.word();
        Ok(Hash::of(format!("{method}\n{}\n{}\n{sent}", self.path, self.query).as_bytes()))
    }

    /// The response to what came of it.
    fn response(&self, outcome: Outcome) -> Response {
        let mut response = match outcome {
            Ok(answer) => self.answered(answer),
            Err(problem) => self.refused(&problem),
        };
        let headers = response.headers_mut();
        let mut set = |name: HeaderName, value: String| {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        };
        if let Some(quota) = self.quota {
            set(POLICY, format!("\"default\";q={};w=60", quota.limit));
            set(LIMIT, format!("\"default\";r={};t={}", quota.remaining, quota.seconds));
        }
        set(header::VARY, "Authorization, Cookie, Accept-Language".to_owned());
        if self.replayed {
            set(REPLAYED, "true".to_owned());
        }
        response
    }

    fn answered(&self, answer: Answer) -> Response {
        let bare = matches!(answer.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
        let mut headers = HeaderMap::new();
        let mut set = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        if !bare {
            set(header::CONTENT_TYPE, answer.media);
        }
        if let Some(tag) = &self.tag {
            set(header::ETAG, tag);
            set(header::CACHE_CONTROL, "private, no-cache");
        }
        if !answer.place.is_empty() {
            set(header::LOCATION, &answer.place);
        }
        if let Some(next) = &answer.next {
            let kept = form_urlencoded::parse(self.query.as_bytes()).filter(|(name, _)| name != "cursor");
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(kept).append_pair("cursor", next);
            set(header::LINK, &format!("<{}?{}>; rel=\"next\"", self.path, query.finish()));
        }
        (answer.status, headers, answer.body).into_response()
    }

    fn refused(&self, problem: &Problem) -> Response {
        let status = problem.status();
        if status.is_server_error() {
            tracing::error!(request = %self.id, why = problem.for_log(), "not answered");
        }
        let details = huigu_desk::json(&problem.details(self.lang, &self.id)).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, PROBLEM)], details).into_response();
        let headers = response.headers_mut();
        match problem.kind() {
            ProblemKind::Token => {
                let value = HeaderValue::from_static("Bearer realm=\"huigu\", error=\"invalid_token\"");
                headers.insert(header::WWW_AUTHENTICATE, value);
            }
            ProblemKind::Credentials => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"huigu\""));
            }
            _ => {}
        }
        if let Some(seconds) = problem.wait() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// A weak tag: what is sent may be compressed.
fn tag_of(bytes: &[u8]) -> String {
    let hash: String = Hash::of(bytes).to_string().chars().take(32).collect();
    format!("W/\"{hash}\"")
}

/// Does something that may block, with the visit at hand and given back.
async fn blocking<T: Send + 'static>(
    visit: Visit,
    work: impl FnOnce(&mut Visit) -> Result<T, Problem> + Send + 'static,
) -> Result<(Visit, Result<T, Problem>), Response> {
    let id = visit.id.clone();
    let done = tokio::task::spawn_blocking(move || {
        let mut visit = visit;
        let done = work(&mut visit);
        (visit, done)
    });
    done.await.map_err(|error| {
        // A bug of ours: it is logged, and nothing of it gets out.
        tracing::error!(request = %id, %error, "an endpoint panicked");
        let details = Problem::of(ProblemKind::Broken).details(Lang::En, &id).to_string();
        (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, PROBLEM)], details).into_response()
    })
}

/// Answers a request of an endpoint; `places` is what its path holds, if that is text.
pub async fn answer(
    portal: Arc<Portal>,
    endpoint: &'static Endpoint,
    places: Option<Vec<(String, String)>>,
    request: Request<Body>,
) -> Response {
    let (visit, body) = Visit::of(portal, request);
    let entered = blocking(visit, move |visit| visit.enter(endpoint, places.as_deref())).await;
    let (visit, entered) = match entered {
        Ok((visit, Ok(entered))) => (visit, entered),
        Ok((visit, Err(problem))) => return visit.response(Err(problem)),
        Err(response) => return response,
    };
    // Not before it is known who sends it, and that it may.
    let taken = match body::receive(endpoint.body, body, &visit.portal).await {
        Ok(taken) => taken,
        Err(problem) => return visit.response(Err(problem)),
    };
    match blocking(visit, move |visit| visit.act(endpoint, &entered, &taken)).await {
        Ok((visit, outcome)) => visit.response(outcome),
        Err(response) => response,
    }
}

/// Refuses a request that belongs to no endpoint.
pub async fn refuse(portal: Arc<Portal>, request: Request<Body>, problem: Problem) -> Response {
    let (visit, _) = Visit::of(portal, request);
    visit.response(Err(problem))
}

/// The description of the API, to anybody.
pub async fn description(portal: Arc<Portal>, request: Request<Body>) -> Response {
    let (visit, _) = Visit::of(portal, request);
    let described = blocking(visit, |visit| {
        let who = counted(&visit.address);
        visit.count(&who)?;
        let answer = Answer::of(&describe::whole(visit.lang, visit.portal.session_cookie()))?;
        let tag = tag_of(&answer.body);
        let has = visit.has(&tag);
        visit.tag = Some(tag);
        if has { Ok(Answer { status: StatusCode::NOT_MODIFIED, ..Answer::nothing() }) } else { Ok(answer) }
    });
    match described.await {
        Ok((visit, outcome)) => visit.response(outcome),
        Err(response) => response,
    }
}
