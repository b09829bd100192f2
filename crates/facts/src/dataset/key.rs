//! What tells a row of a data set from the others, and how it is written in an
//! address.

use std::fmt;
use std::str::FromStr;

use super::cells::{BETWEEN, DatasetRow};

/// What stands between the parts of a written key.
const PART: &str = ":";

/// What tells a row of a data set from the others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordKey {
    /// Its period; empty where its data set has none.
    pub period: String,
    /// The unit it comes from.
    pub source: String,
    /// The cells of its own key, as [`DatasetRow::key`] puts them together.
    pub record: String,
}

impl RecordKey {
    /// Of a row.
    #[must_use]
    pub fn of(row: &DatasetRow<'_>) -> Self {
        Self { period: row.period().to_owned(), source: row.source().to_owned(), record: row.key() }
    }
}

/// A text that is no row's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRecordKey;

/// As one text: `2022-06:power-company:33020001`. In a part, `~` is written
/// `~0` and `:` is written `~1`.
impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [self.period.as_str(), self.source.as_str()].into_iter().chain(self.record.split(BETWEEN));
        let parts: Vec<String> = parts.map(|part| part.replace('~', "~0").replace(PART, "~1")).collect();
        f.pad(&parts.join(PART))
    }
}

impl FromStr for RecordKey {
    type Err = NoRecordKey;

    fn from_str(text: &str) -> Result<Self, NoRecordKey> {
        let mut parts = text.split(PART).map(|part| part.replace("~1", PART).replace("~0", "~"));
        let mut next = || parts.next().ok_or(NoRecordKey);
        let (period, source) = (next()?, next()?);
        let cells: Vec<String> = parts.collect();
        let key = Self { period, source, record: cells.join(BETWEEN) };
        if cells.is_empty() || key.to_string() != text { Err(NoRecordKey) } else { Ok(key) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let written = |period: &str, source: &str, cells: &[&str]| {
            let key = RecordKey { period: period.to_owned(), source: source.to_owned(), record: cells.join(BETWEEN) };
            assert_eq!(key.to_string().parse(), Ok(key.clone()), "{key:?}");
            key.to_string()
        };
        assert_eq!(written("2022-06", "power-company", &["33020001"]), "2022-06:power-company:33020001");
        assert_eq!(
            written("", "court", &["（2022）浙0211民初1号", "defendant"]),
            ":court:（2022）浙0211民初1号:defendant"
        );
        assert_ne!(written("", "a", &["b:", "c"]), written("", "a", &["b", ":c"]));
        assert_eq!(written("", "a", &["~1", "~", "/"]), ":a:~01:~0:/");
    }

    #[test]
    fn a_text_of_no_key_is_none() {
        for text in ["", "2022-06", "2022-06:power-company", "a:b:~", "a:b:~2", "a:b:c\u{1f}d"] {
            assert_eq!(text.parse::<RecordKey>(), Err(NoRecordKey), "{text}");
        }
    }
}
