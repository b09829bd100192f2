//! Members of inputs that ask for a page of a list. Both carry their labels,
//! which are the same for every list.

use std::borrow::Cow;
use std::str::FromStr;

use huigu_quantity::Phrase;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::Wants;
use crate::{Error, Http};

/// How many entries a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct PageSize(u32);

impl PageSize {
    /// The most a page may have.
    pub const MOST: u32 = 1000;

    /// How many.
    #[must_use]
    pub fn get(self) -> usize {
        self.0 as usize
    }

    /// A size, if a page may have it.
    #[must_use]
    pub fn new(entries: u32) -> Option<Self> {
        (1..=Self::MOST).contains(&entries).then_some(Self(entries))
    }

    /// A size beyond what may be asked for over the network.
    #[must_use]
    pub const fn of_any(entries: u32) -> Self {
        Self(if entries == 0 { 1 } else { entries })
    }

    /// Takes a page out of what is left of a list in its order, and where the
    /// list goes on after it; `key` names an entry.
    #[must_use]
    pub fn page<T>(
        self,
        list: &Http,
        rest: impl Iterator<Item = T>,
        key: impl Fn(&T) -> String,
    ) -> (Vec<T>, Option<Continuation>) {
        let size = self.get();
        let mut page: Vec<T> = rest.take(size + 1).collect();
        let more = page.len() > size;
        page.truncate(size);
        let next = page.last().filter(|_| more).map(|last| Continuation::after(list, &key(last)));
        (page, next)
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self(100)
    }
}

impl<'de> Deserialize<'de> for PageSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u32::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("from 1 to 1000"))
    }
}

/// Where a list goes on, as its last page said: of that list alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Continuation(String);

impl Continuation {
    const LABEL: Phrase = Phrase::new("上一页给出的 next", "The `next` of the page before");

    /// After an entry of a list.
    #[must_use]
    pub fn after(list: &Http, key: &str) -> Self {
        let plain = format!("{}{}\n{key}", Http::ROOT, list.path);
        Self(plain.bytes().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The entry after which a list goes on.
    ///
    /// # Errors
    /// [`Error::Input`] for what that list did not give.
    pub fn of<K: FromStr>(&self, list: &Http) -> Result<K, Error> {
        let text = &self.0;
        let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
        let bytes: Option<Vec<u8>> = (0..text.len()).step_by(2).map(byte).collect();
        let plain = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        let key = plain.as_deref().and_then(|plain| {
            let (path, key) = plain.split_once('\n')?;
            (path.strip_prefix(Http::ROOT) == Some(list.path) && !key.is_empty()).then(|| key.parse().ok())?
        });
        key.ok_or_else(|| {
            let labels = [Self::LABEL.zh, Self::LABEL.en].map(str::to_owned);
            Error::Input { field: "cursor".to_owned(), labels, wants: Wants::Continuation, of_limits: false }
        })
    }

    /// As it goes over the wire.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl JsonSchema for PageSize {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "PageSize".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "integer", "minimum": 1, "maximum": Self::MOST, "examples": [100],
            "title": "Most entries of a page", "x-zh": "每页最多多少项",
        })
    }
}

impl JsonSchema for Continuation {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Continuation".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string", "format": "cursor", "maxLength": 2000, "examples": ["2f"],
            "title": Self::LABEL.en, "x-zh": Self::LABEL.zh,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FindParties, ListNotices, Operation};

    #[test]
    fn a_continuation_is_of_its_list() {
        let after = Continuation::after(&FindParties::HTTP, "宁波");
        assert_eq!(after.of::<String>(&FindParties::HTTP).ok().as_deref(), Some("宁波"));
        assert!(after.of::<u64>(&FindParties::HTTP).is_err(), "no number");
        assert!(after.of::<String>(&ListNotices::HTTP).is_err(), "another list");
        for wrong in ["", "0", "00", "zz", "+1", "ff", "2f6170692f76312f706172746965730a"] {
            assert!(Continuation(wrong.to_owned()).of::<String>(&FindParties::HTTP).is_err(), "{wrong}");
        }
        let (page, next) = PageSize(2).page(&FindParties::HTTP, 1..=3, i32::to_string);
        assert_eq!((page, next.map(|next| next.of::<i32>(&FindParties::HTTP).ok())), (vec![1, 2], Some(Some(2))));
        assert_eq!(PageSize(3).page(&FindParties::HTTP, 1..=3, i32::to_string), (vec![1, 2, 3], None));
    }
}
