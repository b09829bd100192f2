//! What answers look like, as JSON Schema (2020-12), by name. A test holds every
//! answer to its schema, both ways: nothing is missing, nothing more.

use huigu_desk::OPERATIONS;
use huigu_quantity::Lang;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// The generator of answers' schemas.
pub fn generator() -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.with(|settings| settings.definitions_path = "/components/schemas".into()).into_generator()
}

/// Every schema by its name: of the answers, and of what goes wrong.
pub fn all() -> Map<String, Value> {
    let mut generator = generator();
    for entry in OPERATIONS
        .iter()
        .filter(|entry| !entry.http.path.is_empty() && entry.http.status != 204 && entry.http.media.is_empty())
    {
        (entry.output)(&mut generator);
    }
    let mut all = generator.take_definitions(true);
    let text = |example: &str| json!({ "type": "string", "examples": [example] });
    let problem = json!({
        "type": "object",
        "description": "RFC 9457. `sending` stands with `faults`, `pending` with `finish-first`, `why` with `bad-body`.",
        "required": ["type", "title", "status", "request_id"],
        "properties": {
            "type": text("/api/v1/problems/not-there"), "title": text("not there"), "status": { "type": "integer", "examples": [404] },
            "detail": text("There is no x."), "request_id": text("0123456789abcdef"), "why": text("expected value at line 1 column 1"),
            "pending": { "type": "string", "enum": ["new-password", "second-factor"], "examples": ["new-password"] },
            "sending": { "$ref": "#/components/schemas/Sending" },
        },
    });
    all.insert("Problem".to_owned(), problem);
    all
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
