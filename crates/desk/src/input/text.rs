//! Members of inputs that are texts or numbers within limits.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::Wants;

/// One line of 1 to `MOST` characters, without blanks around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct TextLine<const MOST: usize>(String);

/// One or more paragraphs, a line each, of 1 to `MOST` characters in all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Paragraphs<const MOST: usize>(String);

/// A text of at most `MOST` characters, as it was typed; it may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct FreeText<const MOST: usize>(String);

/// The number of something, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Number(u32);

/// A year: any number, of which few are years of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Year(i32);

impl Year {
    /// A year.
    #[must_use]
    pub fn new(year: i32) -> Self {
        Self(year)
    }

    /// Itself.
    #[must_use]
    pub fn get(self) -> i32 {
        self.0
    }
}

fn fits(text: &str, most: usize) -> bool {
    !text.is_empty() && text.chars().count() <= most
}

impl<const MOST: usize> TextLine<MOST> {
    /// A text as a line.
    ///
    /// # Errors
    /// [`Wants::Line`] where it is empty, too long or more than a line.
    pub fn new(text: &str) -> Result<Self, Wants> {
        let text = text.trim();
        let plain = fits(text, MOST) && !text.chars().any(char::is_control);
        if plain { Ok(Self(text.to_owned())) } else { Err(Wants::Line { most: MOST }) }
    }
}

impl<const MOST: usize> Paragraphs<MOST> {
    /// A text as its paragraphs: empty lines, blanks around lines and control
    /// characters are left out.
    ///
    /// # Errors
    /// [`Wants::Paragraphs`] where nothing is left or too much, or it holds a
    /// zero character, which nothing can keep.
    pub fn new(text: &str) -> Result<Self, Wants> {
        let lines = text.split(['\n', '\r']).map(|line| line.replace(|c: char| c.is_control(), " "));
        let lines: Vec<String> = lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
        let text = if text.contains('\0') { String::new() } else { lines.join("\n") };
        if fits(&text, MOST) { Ok(Self(text)) } else { Err(Wants::Paragraphs { most: MOST }) }
    }
}

impl<const MOST: usize> FreeText<MOST> {
    /// A text as it is.
    ///
    /// # Errors
    /// [`Wants::Paragraphs`] where it is too long, or holds a zero character,
    /// which nothing can keep.
    pub fn new(text: &str) -> Result<Self, Wants> {
        let fits = text.chars().count() <= MOST && !text.contains('\0');
        if fits { Ok(Self(text.to_owned())) } else { Err(Wants::Paragraphs { most: MOST }) }
    }
}

impl Number {
    /// The greatest there can be.
    pub const MOST: u32 = i32::MAX as u32;

    /// The last: in any register of this world nobody's.
    pub const LAST: Self = Self(Self::MOST);

    /// A number, if it is one of something.
    #[must_use]
    pub fn new(number: u32) -> Option<Self> {
        (1..=Self::MOST).contains(&number).then_some(Self(number))
    }

    /// Itself.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! text_of_limits {
    ($name:ident, $schema:expr) => {
        impl<const MOST: usize> Deref for $name<MOST> {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl<'de, const MOST: usize> Deserialize<'de> for $name<MOST> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::new(&String::deserialize(deserializer)?).map_err(|wants| D::Error::custom(wants.to_string()))
            }
        }

        impl<const MOST: usize> JsonSchema for $name<MOST> {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                format!("{}{MOST}", stringify!($name)).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let schema: fn(usize) -> Schema = $schema;
                schema(MOST)
            }
        }
    };
}

text_of_limits!(TextLine, |most| json_schema!({
    "type": "string", "minLength": 1, "maxLength": most, "pattern": "^[^\\u0000-\\u001f\\u007f]*$",
}));
text_of_limits!(Paragraphs, |most| json_schema!({
    "type": "string", "minLength": 1, "maxLength": most, "pattern": "^[^\\u0000]*$",
}));
text_of_limits!(FreeText, |most| json_schema!({
    "type": "string", "maxLength": most, "pattern": "^[^\\u0000]*$",
}));

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u32::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("a number from 1"))
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 1, "maximum": Self::MOST, "examples": [1] })
    }
}

impl JsonSchema for Year {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Year".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "integer", "minimum": i32::MIN, "maximum": i32::MAX, "examples": [2021],
            "title": "Year", "x-zh": "年度",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_limits() {
        assert_eq!(TextLine::<3>::new(" a b ").as_deref(), Ok("a b"));
        assert_eq!(TextLine::<3>::new("银行台").as_deref(), Ok("银行台"), "characters, not bytes");
        for wrong in ["", "  ", "abcd", "a\nb", "a\u{7}"] {
            assert_eq!(TextLine::<3>::new(wrong), Err(Wants::Line { most: 3 }), "{wrong:?}");
        }
        assert_eq!(Paragraphs::<9>::new(" 一段 \r\n\r\n两\u{7}段").as_deref(), Ok("一段\n两 段"));
        for wrong in ["", "\n \n", "0123456789", "a\0"] {
            assert_eq!(Paragraphs::<9>::new(wrong), Err(Wants::Paragraphs { most: 9 }), "{wrong:?}");
        }
        assert_eq!(FreeText::<3>::new(" a ").as_deref(), Ok(" a "));
        assert_eq!(FreeText::<3>::new("").as_deref(), Ok(""));
        for wrong in ["abcd", "a\0"] {
            assert_eq!(FreeText::<3>::new(wrong), Err(Wants::Paragraphs { most: 3 }), "{wrong:?}");
        }
        assert_eq!([0, Number::MOST + 1].map(Number::new), [None, None]);
    }
}
