//! What is wrong with a setting: where, what is expected, what to do. What
//! was found is repeated only where it cannot be a secret.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use super::table::{SETTINGS, Setting};
use crate::catalogue::Phrase;
use crate::language::Language;

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
    pub fn told(&self, lang: Language) -> String {
        let place = match &self.place {
            Place::File { path, line, column } => format!("{}:{line}:{column}", path.display()),
            Place::Variable(name) => (*name).to_owned(),
        };
        let what = self.what(lang);
        lang.say(Phrase::SettingFault, &[("place", &place), ("what", &crate::table::harmless(&what))])
    }

    fn what(&self, lang: Language) -> String {
        match &self.wrong {
            Wrong::Syntax(why) => lang.say(Phrase::SettingsNoToml, &[("why", why)]),
            Wrong::NotText => lang.word(Phrase::SettingsNoText).to_owned(),
            Wrong::TooLong => lang.word(Phrase::SettingsTooLong).to_owned(),
            Wrong::Unknown(name) => {
                let names = SETTINGS.iter().filter(|setting| setting.in_file()).map(|setting| setting.name);
                let names = names.collect::<Vec<_>>().join(lang.pick("、", ", "));
                lang.say(Phrase::SettingUnknown, &[("name", name), ("names", &names)])
            }
            Wrong::NotInFile(setting) => {
                let values: [(&str, &dyn Display); 2] = [("name", &setting.name), ("variable", &setting.variable)];
                lang.say(Phrase::SettingNotInFile, &values)
            }
            Wrong::Value(setting, Found(found)) => {
                let expected = setting.kind.expected(self.stands_in_file(), lang);
                let values: [(&str, &dyn Display); 3] = [
                    ("name", &setting.name),
                    ("found", &found.as_deref().unwrap_or_default()),
                    ("expected", &expected),
                ];
                let phrase = if found.is_some() { Phrase::SettingValue } else { Phrase::SettingSecretValue };
                lang.say(phrase, &values)
            }
            Wrong::TwoRegisters => lang.word(Phrase::SettingsTwoRegisters).to_owned(),
        }
    }
}
