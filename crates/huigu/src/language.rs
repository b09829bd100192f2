//! The language people are answered in, and how it is chosen: `--lang`, then
//! the setting `lang`, then the locale, then Chinese.

use std::ffi::OsString;
use std::fmt::Display;
use std::io;

use clap::ValueEnum;

use crate::catalogue::Phrase;

/// A language of the messages, tables and help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    Zh,
    En,
}

impl Language {
    /// The phrase in this language, with every `{name}` replaced.
    pub fn say(self, phrase: Phrase, values: &[(&str, &dyn Display)]) -> String {
        huigu_wording::filled(self.pick(phrase.chinese(), phrase.english()), values)
    }

    /// The phrase as it stands, for titles and labels.
    pub fn word(self, phrase: Phrase) -> &'static str {
        self.pick(phrase.chinese(), phrase.english())
    }

    /// What the system says of a failure, in this language where the failure is a common one.
    pub fn system(self, error: &io::Error) -> String {
        let phrase = match error.kind() {
            io::ErrorKind::NotFound => Phrase::DoesNotExist,
            io::ErrorKind::PermissionDenied => Phrase::NoPermission,
            io::ErrorKind::NotADirectory => Phrase::NotAFolder,
            io::ErrorKind::IsADirectory => Phrase::NotAFile,
            io::ErrorKind::StorageFull => Phrase::DiskFull,
            _ => return error.to_string(),
        };
        self.word(phrase).to_owned()
    }

    /// As it is written in a setting.
    pub fn code(self) -> &'static str {
        self.pick("zh", "en")
    }

    /// Whichever of the two is in this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The language of a run: the arguments are looked through before they
    /// are parsed, so that even a complaint about them is understood. `set` is
    /// what environment and file say.
    pub fn of_run(arguments: &[OsString], set: Option<Self>, variable: &dyn Fn(&str) -> Option<OsString>) -> Self {
        if let Some(asked) = asked_for(arguments).or(set) {
            return asked;
        }
        // The first of these that is set and not empty is the locale (POSIX).
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
        match locale {
            Some(value) if value.to_string_lossy().to_ascii_lowercase().starts_with("zh") => Self::Zh,
            Some(_) => Self::En,
            None => Self::Zh,
        }
    }

    /// A language by its name, or by that of a locale: `zh_CN.UTF-8`.
    pub fn named(name: &str) -> Option<Self> {
        let language = name.split(['_', '-', '.']).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

fn asked_for(arguments: &[OsString]) -> Option<Language> {
    let mut arguments = arguments.iter().map(|argument| argument.to_string_lossy()).take_while(|text| text != "--");
    while let Some(argument) = arguments.next() {
        if argument == "--lang" {
            return arguments.next().and_then(|value| Language::named(&value));
        }
        if let Some(value) = argument.strip_prefix("--lang=") {
            return Language::named(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(arguments: &[&str], set: Option<Language>, variables: &[(&str, &str)]) -> Language {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        let variables: Vec<(String, OsString)> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), OsString::from(value))).collect();
        Language::of_run(&arguments, set, &|name| {
            variables.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
        })
    }

    #[test]
    fn the_nearest_wish_decides() {
        assert_eq!(chosen(&[], None, &[]), Language::Zh, "no locale");
        assert_eq!(chosen(&[], None, &[("LANG", "en_GB.UTF-8")]), Language::En);
        assert_eq!(chosen(&[], None, &[("LANG", "zh_CN.UTF-8")]), Language::Zh);
        assert_eq!(chosen(&[], None, &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C.UTF-8")]), Language::En);
        assert_eq!(
            chosen(&[], None, &[("LANG", "en_GB"), ("LC_ALL", "")]),
            Language::En,
            "an empty variable is not set"
        );
        assert_eq!(chosen(&[], Some(Language::Zh), &[("LANG", "en_GB")]), Language::Zh);
        assert_eq!(chosen(&["huigu", "settle", "--lang", "en"], Some(Language::Zh), &[]), Language::En);
        assert_eq!(chosen(&["huigu", "--lang=en", "settle"], None, &[("LANG", "zh_CN")]), Language::En);
        assert_eq!((Language::named("zh_CN.UTF-8"), Language::named("fr")), (Some(Language::Zh), None));
    }

    #[test]
    fn common_failures_are_told_in_the_readers_language() {
        let missing = io::Error::from(io::ErrorKind::NotFound);
        assert_eq!(Language::Zh.system(&missing), "不存在");
        assert_eq!(Language::En.system(&missing), "it does not exist");
        assert_eq!(Language::Zh.system(&io::Error::other("odd")), "odd");
    }

    #[test]
    fn values_are_put_in_once() {
        let text = Language::En.say(Phrase::ReadFailed, &[("path", &"{why}"), ("why", &"gone")]);
        assert!(text.contains("{why}") && text.contains("gone"), "{text}");
    }
}
