//! The description of the API, in OpenAPI 3.1, made of the table of endpoints.

use huigu_answers::texts::api;
use huigu_desk::{ProblemKind, Reach, Role, Tag, TokenScope, UseCase};
use huigu_quantity::Lang;
use serde_json::{Map, Value, json};

use super::answer::{JSON, PROBLEM};
use super::body::{BOOK_MOST, BOOKS, BodyType, JSON_MOST};
use super::endpoint::{ENDPOINTS, Endpoint};
use super::param::{KEY_MOST, Place};

use super::schema;

/// Where the description is.
pub const DESCRIPTION: &str = "/api/v1/openapi.json";

/// What can go wrong with any endpoint.
const ANY: [ProblemKind; 5] =
    [ProblemKind::Token, ProblemKind::TooMany, ProblemKind::Broken, ProblemKind::Busy, ProblemKind::Unavailable];
/// What can go wrong with one that brings a body.
const BODY: [ProblemKind; 4] = [ProblemKind::Body, ProblemKind::TooSlow, ProblemKind::TooLarge, ProblemKind::Media];
/// What can go wrong with one that is not open to everybody in full.
const PERMIT: [ProblemKind; 5] = [
    ProblemKind::Credentials,
    ProblemKind::NotAllowed,
    ProblemKind::TokenLacks,
    ProblemKind::FinishFirst,
    ProblemKind::Forged,
];
/// What can go wrong with one that acts.
const ACT: [ProblemKind; 2] = [ProblemKind::Key, ProblemKind::KeyReused];

fn is_public(endpoint: &Endpoint) -> bool {
    endpoint.entry.use_case.reach(Role::Public).is_some()
}

/// What can go wrong with an endpoint, each once.
pub fn kinds(endpoint: &Endpoint) -> Vec<ProblemKind> {
    let mut kinds: Vec<ProblemKind> = ANY.to_vec();
    kinds.push(ProblemKind::Parameter);
    let asks_register = endpoint.params.iter().any(|param| param.place == Place::Path || param.name == "as-known-at");
    kinds.extend(asks_register.then_some(ProblemKind::NotThere));
    // The plan is open to everybody, whatever they come with.
    if endpoint.entry.use_case != UseCase::Plan {
        kinds.extend(PERMIT);
    }
    if endpoint.mutates() {
        kinds.extend(ACT);
    }
    if endpoint.body != BodyType::Nothing {
        kinds.extend(BODY);
    }
    kinds.extend(endpoint.problems());
    kinds.sort_by_key(|kind| (kind.status(), kind.code()));
    kinds.dedup();
    kinds
}

fn header(description: &str, schema: Value) -> Value {
    json!({ "description": description, "schema": schema })
}

fn headers() -> Value {
    json!({
        "RateLimit": header("draft-ietf-httpapi-ratelimit-headers: left (r), seconds to the next window (t)", json!({ "type": "string", "examples": ["\"default\";r=599;t=60"] })),
        "RateLimit-Policy": header("requests (q) in a window of seconds (w)", json!({ "type": "string", "examples": ["\"default\";q=600;w=60"] })),
    })
}

fn problem_response(kinds: &[ProblemKind], lang: Lang) -> Value {
    let listed = kinds.iter().map(|kind| format!("`{}` {}", kind.code(), lang.t(kind.text())));
    let mut headers = headers();
    let waits =
        kinds.iter().any(|kind| matches!(kind, ProblemKind::TooMany | ProblemKind::Busy | ProblemKind::Unavailable));
    if let (true, Some(headers)) = (waits, headers.as_object_mut()) {
        headers.insert("Retry-After".to_owned(), header("seconds", json!({ "type": "integer", "examples": [30] })));
    }
    let example = kinds.first().map(|kind| {
        json!({ "type": kind.address(), "title": lang.t(kind.text()), "status": kind.status(), "request_id": "0123456789abcdef" })
    });
    json!({
        "description": listed.collect::<Vec<_>>().join("; "),
        "headers": headers,
        "content": { PROBLEM: { "schema": { "$ref": "#/components/schemas/Problem" }, "example": example } },
    })
}

fn success(endpoint: &Endpoint, status: u16, all: &Map<String, Value>, lang: Lang) -> Value {
    let mut headers = headers();
    if let Some(headers) = headers.as_object_mut() {
        let text = || json!({ "type": "string" });
        if endpoint.entry.http.tag != Tag::None {
            headers.insert("ETag".to_owned(), header("weak; send it back with If-None-Match", text()));
        }
        if endpoint.params.iter().any(|param| param.name == "cursor") {
            headers.insert("Link".to_owned(), header("rel=\"next\": the next page, if there is one", text()));
        }
        if status == 201 {
            headers.insert("Location".to_owned(), header("where it is to be found", text()));
        }
    }
    let mut response = json!({ "description": lang.t(endpoint.entry.summary), "headers": headers });
    let Some(members) = response.as_object_mut().filter(|_| !endpoint.response.is_empty() && status != 204) else {
        return response;
    };
    if endpoint.response.contains('/') {
        members.insert("content".to_owned(), json!({ endpoint.response: {} }));
    } else {
        let schema = json!({ "$ref": format!("#/components/schemas/{}", endpoint.response) });
        let example = schema::example(&schema, all);
        members.insert("content".to_owned(), json!({ JSON: { "schema": schema, "example": example } }));
    }
    response
}

fn parameters(endpoint: &Endpoint, lang: Lang) -> Value {
    let mut listed: Vec<Value> = endpoint
        .params
        .iter()
        .map(|param| {
            let example = match param.schema.get("type").and_then(Value::as_str) {
                Some("integer") => param.example.parse::<i64>().map_or(Value::Null, Value::from),
                Some("boolean") => (param.example == "true").into(),
                _ => param.example.into(),
            };
            json!({
                "name": param.name,
                "in": if param.place == Place::Path { "path" } else { "query" },
                "required": param.required,
                "description": lang.t(param.description),
                "schema": param.schema,
                "example": example,
            })
        })
        // Where a list goes on, only a list can say: no example would hold.
        .map(|mut listed| {
            if listed["name"] == "cursor"
                && let Some(members) = listed.as_object_mut()
            {
                members.remove("example");
            }
            listed
        })
        .collect();
    if endpoint.mutates() {
        listed.push(json!({ "$ref": "#/components/parameters/IdempotencyKey" }));
    }
    if endpoint.entry.http.tag != Tag::None {
        listed.push(json!({ "$ref": "#/components/parameters/IfNoneMatch" }));
    }
    listed.into()
}

fn body(endpoint: &Endpoint, all: &Map<String, Value>) -> Option<Value> {
    match endpoint.body {
        BodyType::Nothing => None,
        BodyType::Input(schema) => {
            let example = schema::example(schema, all);
            Some(json!({ "required": true, "description": format!("at most {JSON_MOST} bytes"),
                "content": { JSON: { "schema": schema, "example": example } } }))
        }
        BodyType::Book => {
            let content: Map<String, Value> = BOOKS.iter().map(|media| ((*media).to_owned(), json!({}))).collect();
            Some(json!({ "required": true, "content": content,
                "description": format!("CSV, XLSX or Parquet as docs/BOOKS.md says; at most {BOOK_MOST} bytes, as a stream") }))
        }
    }
}

fn security(endpoint: &Endpoint) -> Value {
    let mut ways = vec![json!({ "token": [] }), json!({ "session": [] })];
    if is_public(endpoint) {
        ways.insert(0, json!({}));
    }
    ways.into()
}

fn who_may(endpoint: &Endpoint) -> (Value, Value) {
    let word = |reach| match reach {
        Reach::District => "district",
        Reach::Own => "own",
        Reach::Public => "public",
    };
    let of = |role: &Role| Some((role.code().to_owned(), word(endpoint.entry.use_case.reach(*role)?).into()));
    let roles: Map<String, Value> = Role::ALL.iter().filter(|role| **role != Role::Operator).filter_map(of).collect();
    let scopes = TokenScope::ALL
        .iter()
        .filter(|scope| endpoint.entry.use_case.token().is_open_to(&[**scope]))
        .map(|scope| scope.code());
    (roles.into(), scopes.collect())
}

fn operation(endpoint: &Endpoint, all: &Map<String, Value>, lang: Lang) -> Value {
    let mut responses = Map::new();
    for status in endpoint.statuses() {
        responses.insert(status.to_string(), success(endpoint, status, all, lang));
    }
    if endpoint.entry.http.tag != Tag::None {
        responses.insert("304".to_owned(), json!({ "description": "not modified", "headers": headers() }));
    }
    let kinds = kinds(endpoint);
    for part in kinds.chunk_by(|one, other| one.status() == other.status()) {
        let code = part.first().map_or(0, |kind| kind.status());
        responses.insert(code.to_string(), problem_response(part, lang));
    }
    let (roles, scopes) = who_may(endpoint);
    let section = endpoint.path.split('/').nth(3).unwrap_or_default();
    let mut operation = json!({
        "operationId": operation_id(endpoint),
        "tags": [section],
        "summary": lang.t(endpoint.entry.summary),
        "security": security(endpoint),
        "x-use-case": endpoint.entry.use_case.code(),
        "x-roles": roles,
        "x-token-scopes": scopes,
        "parameters": parameters(endpoint, lang),
        "responses": responses,
    });
    if let (Some(body), Some(operation)) = (body(endpoint, all), operation.as_object_mut()) {
        operation.insert("requestBody".to_owned(), body);
    }
    operation
}

fn operation_id(endpoint: &Endpoint) -> String {
    let parts = endpoint.path.split('/').skip(3).map(|part| part.trim_matches(['{', '}']));
    let method = endpoint.entry.http.method.word().to_ascii_lowercase();
    std::iter::once(method.as_str()).chain(parts).collect::<Vec<_>>().join("_")
}

/// The whole description; `cookie` is the name of the browser's session.
pub fn whole(lang: Lang, cookie: &str) -> Value {
    let all = schema::all();
    let mut paths: Map<String, Value> = Map::new();
    for endpoint in ENDPOINTS.iter() {
        let path = paths.entry(endpoint.path).or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(endpoint.entry.http.method.word().to_ascii_lowercase(), operation(endpoint, &all, lang));
        }
    }
    paths.insert(DESCRIPTION.to_owned(), json!({ "get": {
        "operationId": "get_openapi", "tags": ["openapi"], "summary": lang.t(api::THIS_DESCRIPTION), "security": [{}],
        "responses": {
            "200": { "description": "OpenAPI 3.1", "headers": headers(), "content": { JSON: { "schema": { "type": "object" } } } },
            "304": { "description": "not modified", "headers": headers() },
            "429": problem_response(&[ProblemKind::TooMany], lang),
            "500": problem_response(&[ProblemKind::Broken], lang),
        },
    } }));
    let mut whole = json!({
        "openapi": "3.1.0",
        "info": {
            "title": lang.t(api::TITLE), "version": env!("CARGO_PKG_VERSION"), "summary": lang.t(api::SUMMARY),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": all,
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "bearerFormat": "hgt_...", "description": lang.t(api::TOKEN_SCHEME) },
                "session": { "type": "apiKey", "in": "cookie", "name": cookie, "description": lang.t(api::SESSION_SCHEME) },
            },
            "parameters": {
                "IdempotencyKey": { "name": "Idempotency-Key", "in": "header", "required": false,
                    "description": lang.t(api::IDEMPOTENCY_KEY),
                    "schema": { "type": "string", "minLength": 1, "maxLength": KEY_MOST, "pattern": "^[!-~]+$" }, "example": "books-2022-03-01-1" },
                "IfNoneMatch": { "name": "If-None-Match", "in": "header", "required": false, "description": lang.t(api::IF_NONE_MATCH),
                    "schema": { "type": "string" }, "example": "W/\"0\"" },
            },
        },
    });
    schema::in_language(&mut whole, lang);
    whole
}
