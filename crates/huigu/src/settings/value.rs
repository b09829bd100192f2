//! What a setting takes, and a value that was taken.

use std::ffi::OsStr;
use std::net::SocketAddr;
use std::path::PathBuf;

use huigu_answers::texts::settings;
use huigu_desk::{PersonKey, Place};
use huigu_quantity::Lang;
use serde::Serialize;
use toml::de::DeValue;
use tracing_subscriber::EnvFilter;

/// What a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Folder,
    File,
    /// The URL of a database, which may hold a password.
    Database,
    /// A key as 64 hexadecimal digits; nobody is shown it.
    PersonKey,
    Number {
        least: u64,
        most: u64,
    },
    Lang,
    Name,
    Address,
    Switch,
    Log,
}

/// A value taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Path(PathBuf),
    Text(String),
    Number(u64),
    Switch(bool),
    Address(SocketAddr),
    Lang(Lang),
}

/// A value as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Shown {
    Text(String),
    Number(u64),
    Switch(bool),
    /// There is one, and nobody is shown it.
    Secret(&'static str),
}

impl Kind {
    /// Whether a value of it, or a part of one, is to be kept from sight.
    pub fn secret(self) -> bool {
        matches!(self, Self::Database | Self::PersonKey)
    }

    /// The value of a text, from the environment or a flag.
    pub fn read(self, text: &OsStr) -> Option<Value> {
        if matches!(self, Self::Folder | Self::File) {
            return (!text.is_empty()).then(|| Value::Path(PathBuf::from(text)));
        }
        let text = text.to_str()?.trim();
        match self {
            Self::Folder | Self::File => None,
            Self::Database => matches!(Place::parse(text), Place::Database(_)).then(|| Value::Text(text.to_owned())),
            Self::PersonKey => PersonKey::parse(text).map(|_| Value::Text(text.to_owned())),
            Self::Number { least, most } => {
                text.parse().ok().filter(|number| (least..=most).contains(number)).map(Value::Number)
            }
            Self::Lang => Lang::named(text).map(Value::Lang),
            Self::Name => (!text.is_empty()).then(|| Value::Text(text.to_owned())),
            Self::Address => text.parse().ok().map(Value::Address),
            Self::Switch => match text.to_ascii_lowercase().as_str() {
                "true" | "1" => Some(Value::Switch(true)),
                "false" | "0" => Some(Value::Switch(false)),
                _ => None,
            },
            Self::Log => EnvFilter::try_new(text).is_ok().then(|| Value::Text(text.to_owned())),
        }
    }

    /// The value of what stands in the file, as TOML writes such values.
    pub fn of_file(self, value: &DeValue<'_>) -> Option<Value> {
        match (self, value) {
            (Self::Number { .. }, DeValue::Integer(number)) if number.radix() == 10 => {
                self.read(OsStr::new(number.as_str()))
            }
            (Self::Switch, DeValue::Boolean(on)) => Some(Value::Switch(*on)),
            (Self::Number { .. } | Self::Switch, _) => None,
            (_, DeValue::String(text)) => self.read(OsStr::new(text.as_ref())),
            _ => None,
        }
    }

    /// What it takes, in words; `in_file` as TOML writes it.
    pub fn expected(self, in_file: bool, lang: Lang) -> String {
        let phrase = match self {
            Self::Folder => settings::A_FOLDER,
            Self::File => settings::A_FILE,
            Self::Database => settings::A_DATABASE,
            Self::PersonKey => settings::A_KEY,
            Self::Number { least, most } => {
                return lang.say(settings::ANumber { least: &least, most: &most });
            }
            Self::Switch if in_file => settings::A_SWITCH,
            Self::Switch => settings::A_SWITCH_WORD,
            Self::Lang => settings::A_LANGUAGE,
            Self::Name => settings::A_TEXT,
            Self::Address => settings::AN_ADDRESS,
            Self::Log => settings::LOG_LEVELS,
        };
        let text = lang.t(phrase);
        if in_file && self != Self::Switch { lang.say(settings::Quoted { what: &text }) } else { text.to_owned() }
    }

    /// A value as it may be shown.
    pub fn shown(self, value: &Value) -> Shown {
        match (self, value) {
            (Self::PersonKey, _) => Shown::Secret("set"),
            (Self::Database, Value::Text(url)) => Shown::Text(Place::Database(url.clone()).to_string()),
            (_, Value::Path(path)) => Shown::Text(path.display().to_string()),
            (_, Value::Text(text)) => Shown::Text(text.clone()),
            (_, Value::Number(number)) => Shown::Number(*number),
            (_, Value::Switch(on)) => Shown::Switch(*on),
            (_, Value::Address(address)) => Shown::Text(address.to_string()),
            (_, Value::Lang(lang)) => Shown::Text(lang.code().to_owned()),
        }
    }

    /// Whether a value holds something nobody may see.
    pub fn hides(self, value: &Value) -> bool {
        match (self.shown(value), value) {
            (Shown::Secret(_), _) => true,
            (Shown::Text(shown), Value::Text(text)) => shown != *text,
            _ => false,
        }
    }
}
