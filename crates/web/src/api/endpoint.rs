//! Every endpoint, made of the desk's list of operations: where it is, what it
//! takes and answers, as the types of input and answer say.

use std::sync::LazyLock;

use huigu_desk::{Fields, Http, Method, OPERATIONS, OperationEntry, ProblemKind};
use huigu_quantity::Phrase;
use serde_json::Value;

use super::body::BodyType;
use super::param::{Param, Place};
use super::schema;

/// An endpoint.
pub struct Endpoint {
    /// The operation that answers.
    pub entry: &'static OperationEntry,
    /// The path, with places in braces.
    pub path: &'static str,
    /// Its parameters.
    pub params: Vec<Param>,
    /// What it takes besides.
    pub body: BodyType,
    /// The schema of its answer, or the media type of a file; empty: nothing is answered.
    pub response: &'static str,
}

/// The endpoints.
pub static ENDPOINTS: LazyLock<Vec<Endpoint>> =
    LazyLock::new(|| OPERATIONS.iter().filter(|entry| !entry.http.path.is_empty()).map(Endpoint::of).collect());

impl Endpoint {
    /// Whether it acts, or what it asks comes in a body.
    pub fn mutates(&self) -> bool {
        self.entry.http.method != Method::Get
    }

    /// The statuses of its answer.
    pub fn statuses(&self) -> impl Iterator<Item = u16> {
        [self.entry.http.or, self.entry.http.status].into_iter().filter(|status| *status > 0)
    }

    /// What can go wrong with it, beyond what can with any.
    pub fn problems(&self) -> &'static [ProblemKind] {
        self.entry.problems
    }

    fn of(entry: &'static OperationEntry) -> Self {
        let fields = (entry.fields)();
        let query = entry.http.method == Method::Get || entry.http.takes_file;
        let params = fields.all().iter().filter(|field| query || is_in_path(entry, &field.name));
        let params = params.map(|field| {
            let schema = &fields.schema()["properties"][&field.name];
            let example =
                schema["examples"][0].as_str().map_or_else(|| schema["examples"][0].to_string(), str::to_owned);
            Param {
                name: kept_text(&field.name),
                place: if is_in_path(entry, &field.name) { Place::Path } else { Place::Query },
                schema: kept(Box::new(of_parameter(schema.clone(), field.required))),
                required: field.required || is_in_path(entry, &field.name),
                description: Phrase::new(kept_text(&field.labels[0]), kept_text(&field.labels[1])),
                example: kept_text(&example),
            }
        });
        let has_body = !query && fields.all().iter().any(|field| !is_in_path(entry, &field.name));
        Self {
            entry,
            path: kept_text(&format!("{}{}", Http::ROOT, entry.http.path)),
            params: params.collect(),
            body: match has_body {
                true => BodyType::Input(kept(Box::new(body(entry, &fields)))),
                false if entry.http.takes_file => BodyType::Book,
                false => BodyType::Nothing,
            },
            response: match entry.http.media {
                "" if entry.http.status == 204 => "",
                "" => name_of((entry.output)(&mut schema::generator()).as_value()),
                media => media,
            },
        }
    }
}

/// Keeps what is made once for as long as the program runs.
fn kept<T: ?Sized>(made: Box<T>) -> &'static T {
    Box::leak(made)
}

fn kept_text(text: &str) -> &'static str {
    kept(text.into())
}

/// Whether the path of an operation names a member.
fn is_in_path(entry: &OperationEntry, name: &str) -> bool {
    entry.http.path.split('/').any(|part| part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) == Some(name))
}

/// The name of the schema that another refers to.
fn name_of(schema: &Value) -> &'static str {
    let name = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    kept_text(name)
}

/// The schema of an operation's body: its input without what the path names.
fn body(entry: &OperationEntry, fields: &Fields) -> Value {
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
