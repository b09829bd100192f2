//! The description, and whether an answer is what it says.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::client::{Reply, RequestContext};

/// The description as the server gives it.
pub struct Description(pub Value);

/// An operation: its method, its path with places in braces, what is said of it.
pub struct Operation<'d> {
    pub method: String,
    pub path: &'d str,
    pub said: &'d Value,
}

impl Operation<'_> {
    pub fn list(&self, key: &str) -> Vec<&str> {
        self.said[key].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect()
    }
}

impl Description {
    pub fn operations(&self) -> Vec<Operation<'_>> {
        let paths = self.0["paths"].as_object().unwrap();
        let each = paths.iter().flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().iter();
            methods.map(move |(method, said)| Operation { method: method.to_uppercase(), path, said })
        });
        each.collect()
    }

    fn operation(&self, method: &str, target: &str) -> Option<Operation<'_>> {
        let path = target.split('?').next().unwrap();
        let fits = |known: &str| {
            let (known, asked): (Vec<&str>, Vec<&str>) = (known.split('/').collect(), path.split('/').collect());
            let same = |(known, asked): (&&str, &&str)| known == asked || (known.starts_with('{') && !asked.is_empty());
            known.len() == asked.len() && known.iter().zip(&asked).all(same)
        };
        let mut fitting: Vec<Operation<'_>> =
            self.operations().into_iter().filter(|one| one.method == method && fits(one.path)).collect();
        // A path without places is meant before one with.
        fitting.sort_by_key(|one| one.path.matches('{').count());
        fitting.into_iter().next()
    }

    /// Holds an answer to what is said of it.
    pub fn hold(&self, context: &RequestContext, reply: &Reply) {
        let about = format!("{} {}\n{reply}", context.method, context.target);
        assert!(reply.status < 500, "{about}");
        if reply.status >= 400 {
            assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{about}");
            let told = reply.json();
            assert_eq!(told["status"], reply.status, "{about}");
            self.fits(&told, &self.0["components"]["schemas"]["Problem"], "problem");
        }
        let Some(operation) = self.operation(&context.method, &context.target) else { return };
        let said = &operation.said["responses"][reply.status.to_string()];
        assert!(said.is_object(), "not in the description: {about}");
        if let Some(headers) = said["headers"].as_object() {
            for name in headers.keys().filter(|name| *name != "Link" && *name != "Retry-After") {
                assert!(reply.header(&name.to_ascii_lowercase()).is_some(), "no {name}: {about}");
            }
        }
        let media = reply.header("content-type").unwrap_or_default();
        let schema = &said["content"][media]["schema"];
        if said["content"][media].as_object().is_some_and(serde_json::Map::is_empty) {
            assert!(!reply.body.is_empty(), "{about}");
        } else if said["content"].is_object() {
            assert!(schema.is_object(), "{media}: {about}");
            self.fits(&reply.json(), schema, operation.path);
        } else {
            assert!(reply.body.is_empty(), "{about}");
        }
    }

    fn resolved<'d>(&'d self, schema: &'d Value) -> &'d Value {
        match schema["$ref"].as_str() {
            Some(path) => {
                let name = path.strip_prefix("#/components/schemas/").unwrap();
                let found = &self.0["components"]["schemas"][name];
                assert!(found.is_object(), "{path}");
                found
            }
            None => schema,
        }
    }

    /// Whether a value is what a schema says: nothing missing, nothing more.
    pub fn fits(&self, value: &Value, schema: &Value, place: &str) {
        if let Err(why) = self.check(value, schema, place) {
            panic!("{why}");
        }
    }

    fn check(&self, value: &Value, schema: &Value, place: &str) -> Result<(), String> {
        let schema = self.resolved(schema);
        let wrong = |why: &str| Err(format!("{place}: {why}: {value} is not {schema}"));
        for key in ["oneOf", "anyOf"] {
            if let Some(all) = schema[key].as_array() {
                let fitting = all.iter().filter(|one| self.check(value, one, place).is_ok()).count();
                let good = if key == "oneOf" { fitting == 1 } else { fitting > 0 };
                return if good { Ok(()) } else { wrong(key) };
            }
        }
        let good = match &schema["type"] {
            Value::String(ty) => is_of(ty, value),
            Value::Array(types) => types.iter().filter_map(Value::as_str).any(|ty| is_of(ty, value)),
            _ => return wrong("no type"),
        };
        if !good {
            return wrong("type");
        }
        if value.is_null() {
            return Ok(());
        }
        if schema.get("const").is_some_and(|word| word != value) {
            return wrong("another word");
        }
        if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
            return wrong("none of the words");
        }
        if let (Some(pattern), Some(text)) = (schema["pattern"].as_str(), value.as_str()) {
            let known = patterns();
            let fits = known.get(pattern).unwrap_or_else(|| panic!("a pattern this test does not know: {pattern}"));
            if !fits(text) {
                return wrong("pattern");
            }
        }
        for (at, item) in value.as_array().into_iter().flatten().enumerate() {
            self.check(item, &schema["items"], &format!("{place}[{at}]"))?;
        }
        let Some(members) = value.as_object().filter(|_| schema["properties"].is_object()) else {
            let others = &schema["additionalProperties"];
            for (name, member) in value.as_object().into_iter().flatten().filter(|_| others.is_object()) {
                self.check(member, others, &format!("{place}.{name}"))?;
            }
            return Ok(());
        };
        let required = schema["required"].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
        if let Some(name) = required.into_iter().find(|name| !members.contains_key(*name)) {
            return wrong(&format!("no {name}"));
        }
        for (name, member) in members {
            match schema["properties"].get(name) {
                Some(schema) => self.check(member, schema, &format!("{place}.{name}"))?,
                None => return wrong(&format!("{name} is not described")),
            }
        }
        Ok(())
    }
}

fn is_of(ty: &str, value: &Value) -> bool {
    match ty {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => false,
    }
}

fn decimals(text: &str, count: Option<usize>) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, part)) => digits(whole) && digits(part) && count.is_none_or(|count| part.len() == count),
        None => digits(text) && count.is_none(),
    }
}

/// What each pattern of the description means, so that no engine is needed.
fn patterns() -> BTreeMap<&'static str, fn(&str) -> bool> {
    BTreeMap::from([
        ("^-?[0-9]+\\.[0-9]{2}$", (|text| decimals(text, Some(2))) as fn(&str) -> bool),
        ("^-?[0-9]+\\.[0-9]{6}$", |text| decimals(text, Some(6))),
        ("^-?[0-9]+(\\.[0-9]+)?$", |text| decimals(text, None)),
        ("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", |text| huigu_quantity::Day::parse(text).is_ok() && text.len() == 10),
        ("^[a-z0-9-]+$", |text| {
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        }),
        ("^[0-9a-f]{64}$", |text| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())),
        ("^[0-9]+:[0-9a-f]{64}$", |text| text.parse::<huigu_desk::Head>().is_ok()),
        ("^[^\\u0000-\\u001f\\u007f]*$", |text| !text.chars().any(char::is_control)),
        ("^[^\\u0000]*$", |text| !text.contains('\0')),
        ("^[^\\u0000\\u000a\\u000d]*$", |text| !text.contains(['\0', '\n', '\r'])),
    ])
}
