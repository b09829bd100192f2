//! Closed lists: enums whose every value has a code that files, the API and the
//! register write, and a text in both languages that people read.

use schemars::{Schema, json_schema};

use crate::{Phrase, Say};

/// A list whose values are all known: declared by [`crate::closed_list!`].
pub trait ClosedList: Copy + Eq + Say + 'static {
    /// Every value, in the order of the interface.
    const ALL: &'static [Self];

    /// How files, the API and the register write it.
    #[must_use]
    fn code(self) -> &'static str;

    /// How people read it.
    #[must_use]
    fn text(self) -> Phrase;

    /// The value of a code.
    #[must_use]
    fn of(code: &str) -> Option<Self>;
}

/// Declares a closed list: a value a line, `Name = "code", "中文", "English";`,
/// and behind `with name: Type` one thing more of each, behind its texts.
///
/// It makes the enum, its [`ClosedList`] (also as items of the enum itself),
/// [`Say`](crate::Say), and codes as its JSON, with the schema. Two values of
/// one code do not compile.
#[macro_export]
macro_rules! closed_list {
    (
        $(#[$meta:meta])*
        $vis:vis enum $list:ident {
            $($(#[$about:meta])* $name:ident = $code:literal, $zh:literal, $en:literal;)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $list {
            $($(#[$about])* #[doc = ""] #[doc = concat!("`", $code, "`: ", $en, ".")] $name),+
        }

        const _: () = assert!($crate::closed::are_distinct(&[$($code),+]), "a code stands for one value");

        impl $list {
            /// Every value, in the order of the interface.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$name),+];

            /// How files, the API and the register write it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// How people read it.
            #[must_use]
            pub const fn text(self) -> $crate::Phrase {
                match self { $(Self::$name => $crate::Phrase::new($zh, $en)),+ }
            }

            /// The value of a code.
            #[must_use]
            pub fn of(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.code() == code)
            }
        }

        impl $crate::ClosedList for $list {
            const ALL: &'static [Self] = &Self::ALL;

            fn code(self) -> &'static str {
                self.code()
            }

            fn text(self) -> $crate::Phrase {
                self.text()
            }

            fn of(code: &str) -> Option<Self> {
                Self::of(code)
            }
        }

        impl $crate::Say for $list {
            fn say(&self, lang: $crate::Lang) -> String {
                lang.t(self.text()).to_owned()
            }
        }

        impl $crate::closed::serde::Serialize for $list {
            fn serialize<S: $crate::closed::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> $crate::closed::serde::Deserialize<'de> for $list {
            fn deserialize<D: $crate::closed::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::closed::read(deserializer)
            }
        }

        impl $crate::closed::schemars::JsonSchema for $list {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($list).into()
            }

            fn json_schema(_: &mut $crate::closed::schemars::SchemaGenerator) -> $crate::closed::schemars::Schema {
                $crate::closed::one_of(&[$($code),+])
            }
        }
    };
    (
        $(#[$meta:meta])*
        $vis:vis enum $list:ident with $more:ident: $type:ty {
            $($(#[$about:meta])* $name:ident = $code:literal, $zh:literal, $en:literal, $value:expr;)+
        }
    ) => {
        $crate::closed_list! {
            $(#[$meta])*
            $vis enum $list { $($(#[$about])* $name = $code, $zh, $en;)+ }
        }

        impl $list {
            #[doc = concat!("Its ", stringify!($more), ".")]
            #[must_use]
            $vis const fn $more(self) -> $type {
                match self { $(Self::$name => $value),+ }
            }
        }
    };
}

#[doc(hidden)]
pub use {schemars, serde};

/// The schema of a text that is one of these codes.
#[must_use]
pub fn one_of(codes: &[&str]) -> Schema {
    json_schema!({ "type": "string", "enum": codes, "examples": [codes.first()] })
}

/// A value by its code, as JSON has it.
///
/// # Errors
/// That of the deserializer, for a text that is no code of the list.
#[doc(hidden)]
pub fn read<'de, T: ClosedList, D: serde::Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let code: String = serde::Deserialize::deserialize(deserializer)?;
    T::of(&code).ok_or_else(|| {
        let codes: Vec<_> = T::ALL.iter().map(|one| one.code()).collect();
        serde::de::Error::custom(format!("one of {}", codes.join(", ")))
    })
}

/// Whether no code stands twice.
#[doc(hidden)]
#[must_use]
pub const fn are_distinct(codes: &[&str]) -> bool {
    let mut at = 0;
    while at < codes.len() {
        let mut other = at + 1;
        while other < codes.len() {
            if are_equal(codes[at].as_bytes(), codes[other].as_bytes()) {
                return false;
            }
            other += 1;
        }
        at += 1;
    }
    true
}

const fn are_equal(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    closed_list! {
        /// A colour.
        enum Colour with wave: u16 {
            /// Of roses.
            Red = "red", "红", "red", 700;
            LightBlue = "light-blue", "浅蓝", "light blue", 470;
        }
    }

    #[test]
    fn a_value_is_known_by_its_code_and_read_in_both_languages() {
        assert_eq!(Colour::ALL.map(Colour::code), ["red", "light-blue"]);
        assert_eq!((Colour::of("light-blue"), Colour::of("light blue")), (Some(Colour::LightBlue), None));
        assert_eq!(Lang::Zh.say(Colour::LightBlue) + &Lang::En.say(Colour::LightBlue), "浅蓝light blue");
        assert_eq!(Colour::Red.wave() + Colour::LightBlue.wave(), 1170);
    }

    #[test]
    fn json_has_the_code() {
        let codes = serde::de::value::StrDeserializer::<serde::de::value::Error>::new;
        assert_eq!(read::<Colour, _>(codes("red")), Ok(Colour::Red));
        assert_eq!(read::<Colour, _>(codes("green")).unwrap_err().to_string(), "one of red, light-blue");
        assert_eq!(one_of(&["red"]).as_value()["enum"][0], "red");
    }

    #[test]
    fn a_code_twice_is_seen() {
        assert!(are_distinct(&["a", "b", "ab"]));
        assert!(!are_distinct(&["a", "b", "a"]));
    }
}
