//! The two languages people are answered in, and texts that stand in both.

use std::fmt::Display;

/// A language of pages, messages, tables and documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// Its code in addresses, settings and headers: `zh`, `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// A language by its code, or by the name of a locale: `zh_CN.UTF-8`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let language = name.split(['_', '-', '.']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(language))
    }

    /// Whichever of the two is in this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// A fixed text in this language.
    #[must_use]
    pub const fn t(self, phrase: Phrase) -> &'static str {
        match self {
            Self::Zh => phrase.zh,
            Self::En => phrase.en,
        }
    }

    /// A text with its values put in, in this language.
    #[must_use]
    pub fn say(self, text: impl Say) -> String {
        text.say(self)
    }

    /// What separates the words of a list: `、` or a comma.
    #[must_use]
    pub const fn comma(self) -> &'static str {
        self.t(Phrase::new("、", ", "))
    }

    /// What separates the clauses of a list: `；` or a semicolon.
    #[must_use]
    pub const fn semicolon(self) -> &'static str {
        self.t(Phrase::new("；", "; "))
    }

    /// Words as a list: `甲、乙`, `one, two`.
    #[must_use]
    pub fn list<T: Display>(self, words: impl IntoIterator<Item = T>) -> String {
        let words: Vec<String> = words.into_iter().map(|word| word.to_string()).collect();
        words.join(self.comma())
    }
}

/// A fixed text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phrase {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Phrase {
    /// A text of its two forms.
    #[must_use]
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }
}

/// A text that can be said in either language: a [`Phrase`], or one with values.
pub trait Say {
    /// The text in a language.
    fn say(&self, lang: Lang) -> String;
}

impl Say for Phrase {
    fn say(&self, lang: Lang) -> String {
        lang.t(*self).to_owned()
    }
}

impl<T: Say + ?Sized> Say for &T {
    fn say(&self, lang: Lang) -> String {
        (**self).say(lang)
    }
}

/// The text of each variant of an enum, in both languages side by side, as
/// [`Say`] and, in English, as `Display`: of an error its message, as log and audit write it.
///
/// A variant names the fields its text holds, one that is not shown as it is
/// with what is; it does not compile where a variant has no text, or a
/// language lacks a value. What needs more stands in arms behind `=>`.
#[macro_export]
macro_rules! texts_of {
    (
        $of:ident in $lang:ident;
        $($variant:ident $({ $($field:ident $(= $shown:expr)?),+ })? = $zh:literal, $en:literal;)+
        $(=> { $($arms:tt)+ })?
    ) => {
        impl $crate::Say for $of {
            fn say(&self, $lang: $crate::Lang) -> String {
                match self {
                    $(
                        Self::$variant { $($($field,)+)? .. } => {
                            $($(let $field = $crate::texts_of!(@shown $field $(, $shown)?);)+)?
                            match $lang {
                                $crate::Lang::Zh => format!($zh $(, $($field = $field),+)?),
                                $crate::Lang::En => format!($en $(, $($field = $field),+)?),
                            }
                        }
                    )+
                    $($($arms)+)?
                }
            }
        }

        impl std::fmt::Display for $of {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::Say::say(self, $crate::Lang::En))
            }
        }
    };
    (@shown $field:ident) => {
        $field
    };
    (@shown $field:ident, $shown:expr) => {
        $shown
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_code_or_locale() {
        assert_eq!(Lang::named("zh_CN.UTF-8"), Some(Lang::Zh));
        assert_eq!(Lang::named("EN"), Some(Lang::En));
        assert_eq!((Lang::named("fr"), Lang::named("")), (None, None));
    }
}
