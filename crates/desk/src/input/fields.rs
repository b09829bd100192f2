//! The members of an input, read out of its JSON Schema: their labels, limits
//! and forms, and the reading of what was handed in for them.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use huigu_quantity::Lang;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{MemberType, Wants};
use crate::Error;

/// A member of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputField {
    /// Its name.
    pub name: String,
    /// Its label in Chinese and English.
    pub labels: [String; 2],
    /// Whether it must be there.
    pub required: bool,
    /// What it may be.
    pub form: MemberType,
}

impl InputField {
    /// Its label.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &str {
        let [zh, en] = &self.labels;
        lang.pick(zh, en)
    }
}

/// The members of an input, in their order.
#[derive(Debug)]
pub struct Fields {
    all: Vec<InputField>,
    schema: Value,
}

/// The schema of a type, with all it refers to inside.
fn schema_of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// A schema without the alternative of being null.
fn present(schema: &Value) -> &Value {
    let ways = schema.get("anyOf").and_then(Value::as_array);
    let way = ways.and_then(|ways| ways.iter().find(|way| way.get("type").is_none_or(|ty| ty != "null")));
    way.unwrap_or(schema)
}

fn form(schema: &Value) -> MemberType {
    let schema = present(schema);
    let whole = |name: &str, default: i64| schema.get(name).and_then(Value::as_i64).unwrap_or(default);
    let is = |ty: &str| match schema.get("type") {
        Some(Value::Array(types)) => types.iter().any(|one| one == ty),
        Some(one) => one == ty,
        None => false,
    };
    let words = || {
        let listed = schema.get("enum").or_else(|| schema.get("oneOf")).and_then(Value::as_array)?;
        let word = |one: &Value| one.get("const").unwrap_or(one).as_str().map(str::to_owned);
        Some(listed.iter().filter_map(word).collect::<Vec<_>>())
    };
    if let Some(words) = words().filter(|words| !words.is_empty()) {
        return MemberType::Word(words);
    }
    if is("integer") && is("string") {
        return MemberType::BatchOrDay;
    }
    if schema.get("format").is_some_and(|format| format == "date") {
        return MemberType::Day;
    }
    if is("integer") {
        return MemberType::Number { least: whole("minimum", i64::MIN), most: whole("maximum", i64::MAX) };
    }
    if is("boolean") {
        return MemberType::Flag;
    }
    if is("array") {
        return MemberType::List;
    }
    let most = usize::try_from(whole("maxLength", 0)).unwrap_or(0);
    match schema.get("pattern").and_then(Value::as_str) {
        _ if most == 0 => MemberType::Text,
        Some("^[^\\u0000]*$") => MemberType::Paragraphs { most },
        _ => MemberType::Line { most },
    }
}

fn is_list_of_texts(value: Option<&Value>) -> bool {
    value.and_then(Value::as_array).is_some_and(|all| all.iter().all(Value::is_string))
}

impl Fields {
    /// Of an operation's input.
    #[must_use]
    pub fn of<O: JsonSchema + 'static>() -> Arc<Self> {
        static KNOWN: LazyLock<Mutex<HashMap<TypeId, Arc<Fields>>>> = LazyLock::new(Mutex::default);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(TypeId::of::<O>()).or_insert_with(|| Arc::new(Self::read_out(schema_of::<O>()))))
    }

    fn read_out(schema: Value) -> Self {
        let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        let field = |(name, schema): (&String, &Value)| {
            let text = |key: &str| schema.get(key).and_then(Value::as_str).unwrap_or(name).to_owned();
            let labels = [text("x-zh"), text("title")];
            let required = required.iter().any(|one| one == name);
            InputField { name: name.clone(), labels, required, form: form(schema) }
        };
        let members = schema.get("properties").and_then(Value::as_object);
        let all = members.into_iter().flatten().map(field).collect();
        Self { all, schema }
    }

    /// Every one.
    #[must_use]
    pub fn all(&self) -> &[InputField] {
        &self.all
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&InputField> {
        self.all.iter().find(|field| field.name == name)
    }

    /// The JSON Schema they were read out of.
    #[must_use]
    pub fn schema(&self) -> &Value {
        &self.schema
    }

    fn refused(&self, name: &str, wants: Wants, of_limits: bool) -> Error {
        let labels = self.get(name).map_or_else(|| [name.to_owned(), name.to_owned()], |field| field.labels.clone());
        Error::Input { field: name.to_owned(), labels, wants, of_limits }
    }

    /// Texts as they come from a form, a query or a command line, as the JSON
    /// of the members; empty texts of members that may be left out are left out.
    ///
    /// # Errors
    /// [`Error::Input`] for a text that is none of its member's.
    pub fn value_of<'t>(
        &self,
        texts: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Map<String, Value>, Error> {
        let mut members = Map::new();
        for (name, text) in texts {
            let Some(field) = self.get(name) else { return Err(self.refused(name, Wants::Nothing, false)) };
            if text.is_empty() && !field.required {
                continue;
            }
            let wrong = || self.refused(name, Wants::Form(field.form.clone()), false);
            let value = match field.form {
                MemberType::Number { .. } => text.trim().parse::<i64>().map_err(|_| wrong())?.into(),
                MemberType::BatchOrDay => text.parse::<u32>().map_or_else(|_| text.into(), Value::from),
                MemberType::Flag => matches!(text, "true" | "1").into(),
                MemberType::List => text.lines().map(str::trim).filter(|line| !line.is_empty()).collect(),
                _ => text.into(),
            };
            members.insert(name.to_owned(), value);
        }
        Ok(members)
    }

    /// The input that JSON members make.
    ///
    /// # Errors
    /// [`Error::Input`], which names the member and what is wanted of it.
    pub fn read<O: DeserializeOwned>(&self, members: Map<String, Value>) -> Result<O, Error> {
        if let Some(name) = members.keys().find(|name| self.get(name).is_none()) {
            return Err(self.refused(name, Wants::Nothing, false));
        }
        let is_there = |field: &InputField| members.get(&field.name).is_some_and(|value| !value.is_null());
        if let Some(missing) = self.all.iter().find(|field| field.required && !is_there(field)) {
            return Err(self.refused(&missing.name, Wants::Something, false));
        }
        let value = Value::Object(members);
        serde_path_to_error::deserialize(&value).map_err(|error| {
            let path = error.path().to_string();
            let name = path.split(['.', '[']).next().unwrap_or_default();
            let wants = match self.get(name).map(|field| field.form.clone()) {
                Some(MemberType::Line { most }) => Wants::Line { most },
                Some(MemberType::Paragraphs { most }) => Wants::Paragraphs { most },
                Some(form) => Wants::Form(form),
                None => Wants::Nothing,
            };
            let of_limits = match &wants {
                Wants::Line { .. } | Wants::Paragraphs { .. } => value.get(name).is_some_and(Value::is_string),
                Wants::Form(MemberType::List) => is_list_of_texts(value.get(name)),
                _ => false,
            };
            self.refused(name, wants, of_limits)
        })
    }
}
