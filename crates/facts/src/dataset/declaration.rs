//! What a plan declares of a data set: the same as of a book ([`Schema`]), and
//! a little more.
//!
//! A declaration is kept as long as the process runs, once for all plans that
//! say the same: so a data set is named as a book is, by a plain copy.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use crate::column::{Column, NumberUnit};
use crate::schema::Schema;
use crate::words::{PartyKind, Word};

/// How long the periods of a data set are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodLength {
    /// A month: `2021-06`.
    Month,
    /// A quarter: `2021-Q1`.
    Quarter,
    /// A year: `2021`.
    Year,
}

impl PeriodLength {
    /// Every length, with its word and a period of it.
    pub const WORDS: [(&'static str, Self, &'static str); 3] =
        [("month", Self::Month, "2021-06"), ("quarter", Self::Quarter, "2021-Q1"), ("year", Self::Year, "2021")];

    /// Whether a period, as written, is so long.
    pub(crate) fn fits(self, text: &str) -> bool {
        let found = if text.contains("-Q") {
            Self::Quarter
        } else if text.contains('-') {
            Self::Month
        } else {
            Self::Year
        };
        found == self
    }

    /// A period so long.
    #[must_use]
    pub fn example(self) -> &'static str {
        Self::WORDS[self as usize].2
    }
}

/// How the value of one column must stand to another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Above it, or later.
    Above,
    /// Not below it, or not earlier.
    NotBelow,
    /// Below it, or earlier.
    Below,
    /// Not above it, or not later.
    NotAbove,
}

impl Relation {
    /// Every relation with its sign.
    pub const SIGNS: [(&'static str, Self); 4] =
        [(">", Self::Above), (">=", Self::NotBelow), ("<", Self::Below), ("<=", Self::NotAbove)];

    /// The sign people read.
    #[must_use]
    pub fn sign(self) -> &'static str {
        ["＞", "≥", "＜", "≤"][self as usize]
    }

    pub(crate) fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Above => order == Ordering::Greater,
            Self::NotBelow => order != Ordering::Less,
            Self::Below => order == Ordering::Less,
            Self::NotAbove => order != Ordering::Greater,
        }
    }
}

/// A check of one row: what stands in `slot` to what stands in `other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatasetCheck {
    /// The column that is wrong where it does not hold.
    pub slot: usize,
    /// How it must stand.
    pub relation: Relation,
    /// To which.
    pub other: usize,
}

/// What a plan declares of a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declaration {
    /// What it has in common with books.
    pub schema: Schema,
    /// Its English name; the Chinese one is the schema's first.
    pub english: &'static str,
    /// What it is, in one sentence, in Chinese and in English.
    pub says: [&'static str; 2],
    /// The units that supply it: id and name; where they are several, the
    /// column that is the schema's owner says whose a row is.
    pub sources: &'static [Word],
    /// Kinds of the parties it is about.
    pub subjects: &'static [PartyKind],
    /// Places of the columns that say whom a row is about: one at least is given.
    pub subject_by: &'static [usize],
    /// Place of the column of its period and how long those are, if it has one.
    pub period: Option<(usize, PeriodLength)>,
    /// Checks of single rows.
    pub checks: &'static [DatasetCheck],
}

/// A data set. Two are the same if their ids are.
#[derive(Clone, Copy)]
pub struct Dataset(&'static Declaration);

impl Dataset {
    /// The data set of a declaration.
    #[must_use]
    pub fn of(declaration: Declaration) -> Self {
        Self(&keep(vec![declaration])[0])
    }

    /// The data set of a declaration that is kept.
    pub(crate) const fn declared_by(declaration: &'static Declaration) -> Self {
        Self(declaration)
    }

    /// A data set of which nothing is known but its id: kept once, and no
    /// longer in the plan.
    #[must_use]
    pub fn undeclared(id: &str) -> Self {
        let id = keep_text(id);
        let schema = Schema {
            name: id,
            chinese: keep(vec![id]),
            columns: &[],
            item: None,
            key: &[],
            event_id: None,
            owner: None,
            senders: &[],
        };
        Self::of(Declaration {
            schema,
            english: id,
            says: [""; 2],
            sources: &[],
            subjects: &[],
            subject_by: &[],
            period: None,
            checks: &[],
        })
    }

    /// Whether a text may be the id of one: small letters, digits and hyphens.
    #[must_use]
    pub fn is_id(text: &str) -> bool {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !text.is_empty() && text.chars().all(plain)
    }

    /// What is declared of it.
    #[must_use]
    pub const fn declared(self) -> &'static Declaration {
        self.0
    }

    /// Its id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.0.schema.name
    }

    /// Whether a unit supplies it.
    #[must_use]
    pub fn is_from(self, unit: &str) -> bool {
        self.0.sources.iter().any(|source| source.code == unit)
    }

    /// The columns of the key, but for source and period.
    pub(crate) fn own_key(self) -> impl Iterator<Item = usize> {
        let Declaration { schema, period, .. } = self.0;
        let period = period.map(|(slot, _)| slot);
        schema.key.iter().copied().filter(move |slot| Some(*slot) != schema.owner && Some(*slot) != period)
    }
}

impl fmt::Debug for Dataset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Dataset").field(&self.id()).finish()
    }
}

impl PartialEq for Dataset {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Dataset {}

impl PartialOrd for Dataset {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Dataset {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id().cmp(other.id())
    }
}

impl Hash for Dataset {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id().hash(state);
    }
}

type Pool<T> = Mutex<Vec<&'static [T]>>;

/// What declarations are made of.
pub trait DeclarationPart: PartialEq + Sized + 'static {
    /// Those kept so far.
    #[doc(hidden)]
    fn pool() -> &'static Pool<Self>;
}

macro_rules! kept {
    ($($part:ty),+) => {$(
        impl DeclarationPart for $part {
            fn pool() -> &'static Pool<Self> {
                static POOL: Pool<$part> = Mutex::new(Vec::new());
                &POOL
            }
        }
    )+};
}

kept!(
    &'static str,
    usize,
    Word,
    PartyKind,
    (&'static str, i128),
    NumberUnit,
    Column,
    DatasetCheck,
    Declaration,
    &'static Declaration
);

/// Keeps a part of a declaration as long as the process runs: what is equal
/// to one kept before is that.
#[must_use]
pub fn keep<T: DeclarationPart>(items: Vec<T>) -> &'static [T] {
    let mut pool = T::pool().lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = pool.iter().find(|known| ***known == *items) {
        return known;
    }
    let items: &'static [T] = Box::leak(items.into_boxed_slice());
    pool.push(items);
    items
}

/// As [`keep`], of a text.
#[must_use]
pub fn keep_text(text: &str) -> &'static str {
    static POOL: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = pool.get(text) {
        return known;
    }
    let text: &'static str = Box::leak(text.into());
    pool.insert(text);
    text
}
