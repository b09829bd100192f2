//! What answers and requests look like, as JSON Schema (2020-12). A test holds
//! every answer to its schema, both ways: nothing is missing, nothing more.

use serde_json::{Map, Value, json};

/// A text.
fn text(example: &str) -> Value {
    json!({ "type": "string", "examples": [example] })
}

fn flag() -> Value {
    json!({ "type": "boolean", "examples": [true] })
}

fn words(all: &[&str]) -> Value {
    json!({ "type": "string", "enum": all, "examples": [all.first()] })
}

fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

fn to(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// An object; a name that ends with `?` may be absent.
fn object(members: &[(&str, Value)]) -> Value {
    let required: Vec<&str> = members.iter().map(|(name, _)| *name).filter(|name| !name.ends_with('?')).collect();
    let properties: Map<String, Value> =
        members.iter().map(|(name, schema)| (name.trim_end_matches('?').to_owned(), schema.clone())).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

fn problem_kind() -> Value {
    object(&[
        ("problem", text("faults")),
        ("type", text("/api/v1/problems/faults")),
        ("status", json!({ "type": "integer", "examples": [422] })),
        ("final", flag()),
        ("title", to("Text")),
    ])
}

/// Every schema by its name.
pub fn all() -> Map<String, Value> {
    let all = [
        ("ProblemKind", problem_kind()),
        ("ProblemKinds", object(&[("problems", list(to("ProblemKind")))])),
        (
            "Problem",
            json!({
                "type": "object",
                "description": "RFC 9457. `sending` stands with `faults`, `pending` with `finish-first`, `why` with `bad-body`.",
                "required": ["type", "title", "status", "request_id"],
                "properties": {
                    "type": text("/api/v1/problems/not-there"), "title": text("not there"), "status": { "type": "integer", "examples": [404] },
                    "detail": text("There is no x."), "request_id": text("0123456789abcdef"), "why": text("expected value at line 1 column 1"),
                    "pending": words(&["new-password", "second-factor"]), "sending": to("Sending"),
                },
            }),
        ),
    ];
    all.map(|(name, schema): (&str, Value)| (name.to_owned(), schema)).into_iter().collect()
}

/// An example of a schema, made of those of its parts.
pub fn example(schema: &Value, all: &Map<String, Value>) -> Value {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()) {
        return all.get(name).map_or(Value::Null, |schema| example(schema, all));
    }
    if let Some(example) = schema.get("examples").and_then(|examples| examples.get(0)) {
        return example.clone();
    }
    if let Some(word) = schema.get("const").or_else(|| schema.get("enum")?.get(0)) {
        return word.clone();
    }
    if let Some(first) = ["oneOf", "anyOf"].iter().find_map(|key| schema.get(key)?.get(0)) {
        return example(first, all);
    }
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        return properties
            .iter()
            .map(|(name, schema)| (name.clone(), example(schema, all)))
            .collect::<Map<_, _>>()
            .into();
    }
    let of_type = |ty: &str| schema.get("type").is_some_and(|is| is == ty || is.get(0).is_some_and(|is| is == ty));
    match schema.get("items") {
        Some(items) => Value::Array(vec![example(items, all)]),
        None if of_type("integer") => 12.into(),
        None if of_type("boolean") => true.into(),
        None if of_type("string") => "text".into(),
        None => Value::Null,
    }
}
