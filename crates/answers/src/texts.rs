//! The catalogue: every text of commands, pages, errors and documents, keyed by
//! name, in both languages side by side.
//!
//! A fixed text is a constant ([`Phrase`]); a text with values is a struct with
//! a field for each, so that whoever says it names them all:
//! `lang.say(books::NoBooks { path: &path })`. It does not compile where a
//! language lacks a value the entry declares, names one it does not, or where
//! a caller asks for a text there is none of. A test finds entries nobody uses.

use std::fmt::Display;

use huigu_quantity::{Lang, Say};

pub use huigu_quantity::Phrase;

macro_rules! texts {
    ($($name:ident $({ $($value:ident),+ })? = $zh:literal, $en:literal;)+) => {
        $(text! { $name $({ $($value),+ })? = $zh, $en })+
    };
}

macro_rules! text {
    ($name:ident = $zh:literal, $en:literal) => {
        #[doc = $en]
        pub const $name: $crate::texts::Phrase = $crate::texts::fixed($zh, $en);
    };
    ($name:ident { $($value:ident),+ } = $zh:literal, $en:literal) => {
        #[doc = $en]
        pub struct $name<'v> {
            $(
                #[doc = concat!("What `{", stringify!($value), "}` stands for.")]
                pub $value: &'v dyn $crate::texts::Display,
            )+
        }

        impl $crate::texts::Say for $name<'_> {
            fn say(&self, lang: $crate::texts::Lang) -> String {
                match lang {
                    $crate::texts::Lang::Zh => format!($zh, $($value = self.$value),+),
                    $crate::texts::Lang::En => format!($en, $($value = self.$value),+),
                }
            }
        }
    };
}

pub mod account;
pub mod api;
pub mod approvals;
pub mod audit;
pub mod books;
pub mod datasets;
pub mod demo;
pub mod files;
pub mod frame;
pub mod help;
pub mod notices;
pub mod official;
pub mod operation;
pub mod overview;
pub mod parties;
pub mod plan;
pub mod problem;
pub mod settings;
pub mod settlement;
pub mod sheets;
pub mod simulation;
pub mod state;
pub mod targets;
pub mod trace;
pub mod usage;
pub mod users;
pub mod word;

/// A text without values: one that names some was meant to declare them.
const fn fixed(zh: &'static str, en: &'static str) -> Phrase {
    assert!(!holds_brace(zh) && !holds_brace(en), "a text with values declares them");
    assert!(!zh.is_empty() && !en.is_empty(), "a text stands in both languages");
    Phrase::new(zh, en)
}

const fn holds_brace(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'{' || bytes[at] == b'}' {
            return true;
        }
        at += 1;
    }
    false
}
