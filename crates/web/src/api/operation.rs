//! The operations of the desk's list as endpoints: parameters, bodies and
//! answers as their types say, each run by the desk's one runner.

use std::fmt;

use huigu_answers::texts::problem;
use huigu_desk::{Entry, Error, Fields, Hash, KeptAnswer, Keyed, Method, OPERATIONS, Ran, Reading, Wants};
use huigu_quantity::{Lang, Phrase};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::ROOT;
use super::answer::{Answer, JSON};
use super::body::{Taken, Takes};
use super::call::Call;
use super::endpoint::{Does, Endpoint};
use super::gate::PROBLEM;
use super::param::{Param, Place};
use super::problem::{Kind, Problem};
use axum::http::StatusCode;

/// Keeps what is made once for as long as the program runs.
pub fn kept<T: ?Sized>(made: Box<T>) -> &'static T {
    Box::leak(made)
}

fn kept_text(text: &str) -> &'static str {
    kept(text.into())
}

/// Whether the path of an operation names a member.
fn is_in_path(entry: &Entry, name: &str) -> bool {
    entry.http.path.split('/').any(|part| part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) == Some(name))
}

/// The generator of answers' schemas.
fn generator() -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.with(|settings| settings.definitions_path = "/components/schemas".into()).into_generator()
}

/// The endpoint of an operation.
pub fn endpoint(entry: &'static Entry) -> Endpoint {
    let fields = (entry.fields)();
    let query = entry.http.method == Method::Get || entry.http.takes_file;
    let asks = fields.all().iter().filter(|field| query || is_in_path(entry, &field.name));
    let asks = asks.map(|field| {
        let schema = &fields.schema()["properties"][&field.name];
        let example = schema["examples"][0].as_str().map_or_else(|| schema["examples"][0].to_string(), str::to_owned);
        Param {
            name: kept_text(&field.name),
            place: if is_in_path(entry, &field.name) { Place::Path } else { Place::Query },
            schema: kept(Box::new(of_parameter(schema.clone(), field.required))),
            needed: field.required || is_in_path(entry, &field.name),
            says: Phrase::new(kept_text(&field.labels[0]), kept_text(&field.labels[1])),
            example: kept_text(&example),
        }
    });
    let asks: Vec<Param> = asks.collect();
    let has_body = !query && fields.all().iter().any(|field| !is_in_path(entry, &field.name));
    Endpoint {
        method: entry.http.method,
        path: kept_text(&format!("{ROOT}{}", entry.http.path)),
        needs: entry.use_case,
        says: entry.summary,
        asks,
        takes: match has_body {
            true => Takes::Input(kept(Box::new(body(entry, &fields)))),
            false if entry.http.takes_file => Takes::Book,
            false => Takes::Nothing,
        },
        gives: match entry.http.media {
            "" if entry.http.status == 204 => "",
            "" => name_of((entry.output)(&mut generator()).as_value()),
            media => media,
        },
        statuses: kept([entry.http.or, entry.http.status].into_iter().filter(|status| *status > 0).collect()),
        also: entry.problems.iter().filter_map(|slug| Kind::of(slug)).collect(),
        tagged: entry.http.tag,
        does: Does::Operation(entry),
    }
}

/// The name of the schema that another refers to.
fn name_of(schema: &Value) -> &'static str {
    let name = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    kept_text(name)
}

/// The schema of an operation's body: its input without what the path names.
fn body(entry: &Entry, fields: &Fields) -> Value {
    let mut schema = fields.schema().clone();
    let Some(members) = schema.as_object_mut() else { return schema };
    for key in ["$schema", "title", "$defs"] {
        members.remove(key);
    }
    if let Some(properties) = members.get_mut("properties").and_then(Value::as_object_mut) {
        properties.retain(|name, _| !is_in_path(entry, name));
    }
    if let Some(required) = members.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !name.as_str().is_some_and(|name| is_in_path(entry, name)));
    }
    schema
}

/// A parameter is labelled by its description, and left out rather than null.
fn of_parameter(mut schema: Value, required: bool) -> Value {
    if let Some(members) = schema.as_object_mut() {
        for key in ["title", "x-zh", "description"] {
            members.remove(key);
        }
        if members.get("default").is_some_and(Value::is_null) {
            members.remove("default");
        }
        // What is empty is left out.
        if !required {
            members.remove("minLength");
        }
        if let Some(Value::Array(types)) = members.get_mut("type") {
            types.retain(|ty| ty != "null");
            if let [only] = &types[..] {
                members["type"] = only.clone();
            }
        }
    }
    schema
}

/// Adds the schemas of the operations' answers, by name.
pub fn add_schemas(all: &mut Map<String, Value>) {
    let mut generator = generator();
    for entry in OPERATIONS
        .iter()
        .filter(|entry| !entry.http.path.is_empty() && entry.http.status != 204 && entry.http.media.is_empty())
    {
        (entry.output)(&mut generator);
    }
    all.extend(generator.take_definitions(true));
}

/// Puts every label into the language of the description.
pub fn in_language(value: &mut Value, lang: Lang) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| in_language(item, lang)),
        Value::Object(members) => {
            if let Some(zh) = members.remove("x-zh") {
                members.remove("description");
                members.extend((lang == Lang::Zh).then(|| ("title".to_owned(), zh)));
            }
            members.values_mut().for_each(|member| in_language(member, lang));
        }
        _ => {}
    }
}

/// Members of a body, each of which comes once.
struct Members(Map<String, Value>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members(Map::new()))
    }
}

impl<'de> Visitor<'de> for Members {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut body: A) -> Result<Self, A::Error> {
        while let Some((name, value)) = body.next_entry::<String, Value>()? {
            if self.0.contains_key(&name) {
                return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
            }
            self.0.insert(name, value);
        }
        Ok(self)
    }
}

/// The members of the input that a request makes.
fn members(call: &Call<'_>, fields: &Fields) -> Result<Map<String, Value>, Problem> {
    let mut members = fields.value_of(call.values.iter()).map_err(|error| parameter(call, error))?;
    if let Taken::Json(_) = call.body {
        let Members(body) = call.json()?;
        // What the path names comes from nowhere else.
        if let Some(name) = body.keys().find(|name| members.contains_key(*name)) {
            return Err(Problem::said(Kind::Body, problem::ParameterUnknown { name }));
        }
        members.extend(body);
    }
    Ok(members)
}

/// A refusal of the input as the problem it is: of a parameter, or of the body.
fn parameter(call: &Call<'_>, error: Error) -> Problem {
    let asks = &call.endpoint.asks;
    match &error {
        Error::Input { field, wants, .. } => match asks.iter().find(|param| param.name == field) {
            Some(_) if *wants == Wants::Continuation => Problem::said(Kind::Parameter, problem::NO_SUCH_CURSOR),
            Some(param) => param.problem(),
            None => error.into(),
        },
        _ => error.into(),
    }
}

/// Answers a request of an operation, under a key if it came with one; whether
/// the answer is one that was given before.
pub fn answer(
    call: &Call<'_>,
    entry: &'static Entry,
    asked: Option<&(String, Hash)>,
    (lang, id): (Lang, &str),
) -> Result<(Answer, bool), Problem> {
    let location = |below: &str| if below.is_empty() { String::new() } else { format!("{ROOT}{below}") };
    let members = members(call, &(entry.fields)())?;
    let keep = |done: &huigu_desk::Done| {
        let status = done.status(&entry.http);
        let body = if status == 204 { Vec::new() } else { done.body.clone() };
        KeptAnswer { status, location: location(&done.location), body }
    };
    let open = |_| call.body.book();
    let files = Reading { files: &[], open: &open, products: &[], good_rows: false, progress: &|_| () };
    let files = entry.http.takes_file.then_some(&files);
    let refusal = |error: &Error| {
        let problem = Problem::from(error);
        let told = problem.kind().is_final().then(|| huigu_desk::json(&problem.told(lang, id)).ok()).flatten()?;
        Some(KeptAnswer { status: problem.kind().answered().0, location: String::new(), body: told.into_bytes() })
    };
    let keyed = asked.map(|(key, request)| Keyed { key, request: *request, answer: &keep, refusal: &refusal });
    let ran = (entry.run)(call.desk(), call.caller, members, files, keyed.as_ref())
        .map_err(|error| parameter(call, error))?;
    let (kept, replayed, next) = match ran {
        Ran::Done(done) => (keep(&done), false, done.next.map(|next| next.text().to_owned())),
        Ran::Replayed(kept) => (kept, true, None),
    };
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
    let media = match entry.http.media {
        _ if status.is_client_error() => PROBLEM,
        "" => JSON,
        media => media,
    };
    Ok((Answer { status, media, body: kept.body, place: kept.location, next }, replayed))
}
