//! What is wrong with a setting: where, what is expected, what to do. What
//! was found is repeated only where it cannot be a secret.

use std::path::{Path, PathBuf};

use huigu_answers::texts::settings;
use huigu_quantity::Lang;

use super::table::{SETTINGS, Setting};

/// One thing wrong.
#[derive(Debug)]
pub struct Fault {
    place: Place,
    wrong: Wrong,
}

#[derive(Debug)]
enum Place {
    File { path: PathBuf, line: usize, column: usize },
    Variable(&'static str),
}

/// What is wrong.
#[derive(Debug)]
pub enum Wrong {
    /// The file is no TOML.
    Syntax(String),
    /// The file is no text.
    NotText,
    /// The file is too long.
    TooLong,
    /// There is no such setting.
    Unknown(String),
    /// The file may not say it.
    NotInFile(&'static Setting),
    /// It is no value of the setting.
    Value(&'static Setting, Found),
    /// Both a folder and a database are named.
    TwoRegisters,
}

/// What stood where a value was expected, if it may be repeated.
#[derive(Debug)]
pub struct Found(Option<String>);

impl Found {
    /// What stood there; of a secret nothing.
    pub fn of(setting: &Setting, text: &str) -> Self {
        let first = text.lines().next().unwrap_or_default();
        Self((!setting.kind.secret()).then(|| first.chars().take(60).collect()))
    }
}

impl Fault {
    /// A fault of the file.
    pub fn in_file(path: &Path, line: usize, column: usize, wrong: Wrong) -> Self {
        Self { place: Place::File { path: path.to_owned(), line, column }, wrong }
    }

    /// A fault of the environment.
    pub fn of_variable(variable: &'static str, wrong: Wrong) -> Self {
        Self { place: Place::Variable(variable), wrong }
    }

    /// Line and column; of the environment none.
    pub fn place(&self) -> (usize, usize) {
        match self.place {
            Place::File { line, column, .. } => (line, column),
            Place::Variable(_) => (0, 0),
        }
    }

    /// Whether it stands in the file.
    pub fn stands_in_file(&self) -> bool {
        matches!(self.place, Place::File { .. })
    }

    /// The fault in a language: place, what is wrong, what to do.
    pub fn told(&self, lang: Lang) -> String {
        let place = match &self.place {
            Place::File { path, line, column } => format!("{}:{line}:{column}", path.display()),
            Place::Variable(name) => (*name).to_owned(),
        };
        let what = self.what(lang);
        lang.say(settings::Fault { place: &place, what: &huigu_answers::terminal::harmless(&what) })
    }

    fn what(&self, lang: Lang) -> String {
        match &self.wrong {
            Wrong::Syntax(why) => lang.say(settings::NotToml { why }),
            Wrong::NotText => lang.t(settings::NOT_TEXT).to_owned(),
            Wrong::TooLong => lang.t(settings::TOO_LONG).to_owned(),
            Wrong::Unknown(name) => {
                let names = SETTINGS.iter().filter(|setting| setting.in_file()).map(|setting| setting.name);
                let names = names.collect::<Vec<_>>().join(lang.comma());
                lang.say(settings::Unknown { name, names: &names })
            }
            Wrong::NotInFile(setting) => {
                lang.say(settings::NotInFile { name: &setting.name, variable: &setting.variable })
            }
            Wrong::Value(setting, Found(found)) => {
                let expected = setting.kind.expected(self.stands_in_file(), lang);
                let name = &setting.name;
                match found {
                    Some(found) => lang.say(settings::NoValue { name, found, expected: &expected }),
                    None => lang.say(settings::NoSecretValue { name, expected: &expected }),
                }
            }
            Wrong::TwoRegisters => lang.t(settings::TWO_REGISTERS).to_owned(),
        }
    }
}
