//! The names of the kinds of books, and how a file's name tells its kind.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::books::Kind;
use crate::column::Column;
use crate::dataset::{Dataset, Declaration, keep};
use huigu_quantity::Phrase;
use huigu_quantity::closed::one_of;

impl Kind {
    /// How many columns the widest book has.
    pub const WIDEST: usize = {
        let (mut at, mut widest) = (0, 0);
        while at < Self::ALL.len() {
            let columns = Self::ALL[at].schema().columns.len();
            widest = if columns > widest { columns } else { widest };
            at += 1;
        }
        widest
    };

    /// The name files, options and tables use: `loan_events`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.schema().name
    }

    /// The name people read: the first of the Chinese names; in English a book is
    /// called by its [`Kind::name`].
    #[must_use]
    pub fn text(self) -> Phrase {
        let english = match self {
            Self::Dataset(dataset) => dataset.declared().english,
            book => book.name(),
        };
        Phrase::new(self.chinese_forms()[0], english)
    }

    /// Every Chinese name a file may carry.
    #[must_use]
    pub const fn chinese_forms(self) -> &'static [&'static str] {
        self.schema().chinese
    }

    /// The columns of the book, in the order of the interface.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        self.schema().columns
    }

    /// The kind of book of that name: see [`Kinds::from_name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Kinds::default().from_name(name)
    }

    /// The kind of book a file's name tells: see [`Kinds::from_file_name`].
    #[must_use]
    pub fn from_file_name(path: &str) -> Option<Self> {
        Kinds::default().from_file_name(path)
    }
}

/// The kinds there are: of books, and the data sets of a plan.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kinds {
    datasets: &'static [&'static Declaration],
}

/// A name as it is compared: letter case, and hyphens for underscores, aside.
fn folded(name: &str) -> String {
    name.trim().to_lowercase().replace('-', "_")
}

impl Kinds {
    /// Those of books, and these data sets.
    #[must_use]
    pub fn with(datasets: &[Dataset]) -> Self {
        Self { datasets: keep(datasets.iter().map(|dataset| dataset.declared()).collect()) }
    }

    /// The data sets.
    pub fn datasets(self) -> impl Iterator<Item = Dataset> + Clone {
        self.datasets.iter().map(|declared| Dataset::declared_by(declared))
    }

    /// Every kind: books, then data sets.
    pub fn all(self) -> impl Iterator<Item = Kind> + Clone {
        Kind::ALL.iter().copied().chain(self.datasets().map(Kind::Dataset))
    }

    /// The kind of that name, English or Chinese: what `--kind` takes.
    #[must_use]
    pub fn from_name(self, name: &str) -> Option<Kind> {
        let name = folded(name);
        self.all().find(|kind| folded(kind.name()) == name || kind.chinese_forms().contains(&name.as_str()))
    }

    /// The kind a register keeps under that name; a data set may be in the plan no more.
    #[must_use]
    pub fn kept(self, name: &str) -> Option<Kind> {
        let known = self.all().find(|kind| kind.name() == name);
        known.or_else(|| Dataset::is_id(name).then(|| Kind::Dataset(Dataset::undeclared(name))))
    }

    /// The kind a file's name tells: `loans.csv`, `loans-2021-03.xlsx`,
    /// `贷款-2021.xlsx`, `bank-a_loan_events.csv`. The name, or a part of it
    /// after a separator, begins with a kind's name, and no letter follows.
    #[must_use]
    pub fn from_file_name(self, path: &str) -> Option<Kind> {
        let name = folded(path.rsplit(['/', '\\']).next().unwrap_or(path));
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let starts = stem
            .char_indices()
            .filter(|(at, _)| stem[..*at].chars().next_back().is_none_or(|before| !before.is_alphabetic()));
        starts.filter_map(|(at, _)| self.at_start(&stem[at..])).next()
    }

    /// The kind with the longest name the text begins with, if the name ends there.
    fn at_start(self, text: &str) -> Option<Kind> {
        let names = self.all().flat_map(|kind| {
            let chinese = kind.chinese_forms().iter().map(|name| (*name).to_owned());
            std::iter::once(folded(kind.name())).chain(chinese).map(move |name| (name, kind))
        });
        names
            .filter(|(name, _)| {
                text.strip_prefix(name.as_str()).is_some_and(|rest| {
                    let rest = ["台账", "明细", "表", "数据"].iter().fold(rest, |r, s| r.strip_prefix(s).unwrap_or(r));
                    rest.chars().next().is_none_or(|next| !next.is_alphabetic())
                })
            })
            .max_by_key(|(name, _)| name.len())
            .map(|(_, kind)| kind)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Kinds::default().kept(&name).ok_or_else(|| D::Error::custom("a kind of book"))
    }
}

impl JsonSchema for Kind {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Kind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let books = one_of(&Self::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>());
        // A data set is named by its id, which the plan gives.
        json_schema!({ "anyOf": [books, { "type": "string", "pattern": "^[a-z0-9-]+$" }] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_name_tells_its_kind() {
        for kind in Kind::ALL {
            for name in std::iter::once(kind.name()).chain(kind.chinese_forms().iter().copied()) {
                assert_eq!(Kind::from_name(name), Some(*kind), "{name}");
                for file in
                    ["X.csv", "X-2021-03.xlsx", "X_2021.parquet", "X2021年3月.csv", "a/b.c/X.CSV", "bank-a-X.csv"]
                {
                    let file = file.replace('X', name);
                    assert_eq!(Kind::from_file_name(&file), Some(*kind), "{file}");
                }
            }
        }
        assert_eq!(Kind::from_file_name("loan-events-2021.csv"), Some(Kind::LoanEvents));
        assert_eq!(Kind::from_file_name("贷款余额表.xlsx"), Some(Kind::LoanBalances));
        assert_eq!(Kind::from_file_name("LOANS.CSV"), Some(Kind::Loans));
    }

    #[test]
    fn other_names_tell_none() {
        for file in ["", ".csv", "loanshark.csv", "贷款合同.csv", "book.csv", "2021.xlsx", "预贷款.csv"] {
            assert_eq!(Kind::from_file_name(file), None, "{file}");
        }
    }

    #[test]
    fn headers_are_distinct_within_a_book() {
        for kind in Kind::ALL {
            let mut seen = HashSet::new();
            for column in kind.columns() {
                let chinese = column.chinese.split('（').next().unwrap_or(column.chinese);
                for header in [column.name, chinese].iter().chain(column.forms) {
                    assert!(seen.insert(*header), "{kind}: {header} stands for two columns");
                }
                assert!(!column.note.is_empty() && !column.note_english.is_empty(), "{kind}.{}", column.name);
            }
        }
    }
}
