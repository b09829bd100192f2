//! A figure with its unit: what an answer holds in place of a text, so that
//! whoever shows it never guesses what it is.
//!
//! A figure is exact; its text ([`Display`](fmt::Display), JSON) is the form
//! of the interface, where it is rounded once.

use std::borrow::Cow;
use std::fmt;

use huigu_quantity::{Day, Fen, Ppm, Ratio};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::words::{Vocabulary, Word};

/// A value with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// Money in whole fen. Text: yuan, two decimals.
    Money(Fen),
    /// Money in yuan that need not be whole fen. Text: six decimals.
    Yuan(Ratio),
    /// A share, rate or growth; one is 100%. Text: six decimals.
    Share(Ratio),
    /// A change of a share, or two shares' difference; one is 100 percentage
    /// points. Text: six decimals.
    Points(Ratio),
    /// How many times one thing is another. Text: six decimals.
    Times(Ratio),
    /// A plain number that need not be whole. Text: six decimals.
    Number(Ratio),
    /// How many there are.
    Count(i128),
    /// A calendar day. Text: ISO 8601.
    Day(Day),
    /// A calendar year.
    Year(i32),
    /// Words of the books. Text: their codes.
    Words(Vec<&'static Word>),
    /// Names, ids or codes that no closed list holds.
    Names(Vec<String>),
    /// A loan, guarantee or deal: who holds it, and its id there.
    Item(String, String),
}

/// Decimals of a fraction's text.
const PLACES: u32 = 6;

impl Figure {
    /// A share of so many parts per million.
    #[must_use]
    pub fn rate(rate: Ppm) -> Self {
        Self::Share(&Ratio::whole(i128::from(rate.0)) / 1_000_000)
    }

    /// Words of one vocabulary.
    #[must_use]
    pub fn words<V: Vocabulary>(words: impl IntoIterator<Item = V>) -> Self {
        Self::Words(words.into_iter().map(Vocabulary::word).collect())
    }

    /// The number alone: money in yuan, shares and points as fractions of one;
    /// `None` of a day or year, of words and names.
    #[must_use]
    pub fn ratio(&self) -> Option<Ratio> {
        match self {
            Self::Money(fen) => Some(&Ratio::whole(i128::from(fen.0)) / 100),
            Self::Yuan(ratio) | Self::Share(ratio) | Self::Points(ratio) | Self::Times(ratio) | Self::Number(ratio) => {
                Some(ratio.clone())
            }
            Self::Count(count) => Some(Ratio::whole(*count)),
            Self::Day(_) | Self::Year(_) | Self::Words(_) | Self::Names(_) | Self::Item(..) => None,
        }
    }

    /// Another number in the same unit; what is no number stays one without a unit.
    #[must_use]
    pub fn like(&self, ratio: Ratio) -> Self {
        match self {
            Self::Money(_) | Self::Yuan(_) => Self::Yuan(ratio),
            Self::Share(_) => Self::Share(ratio),
            Self::Points(_) => Self::Points(ratio),
            Self::Times(_) => Self::Times(ratio),
            _ => Self::Number(ratio),
        }
    }

    /// A difference of two of a kind, in its unit: two shares differ by points.
    #[must_use]
    pub fn as_change(self) -> Self {
        match self {
            Self::Share(difference) => Self::Points(difference),
            difference => difference,
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Money(fen) => fen.fmt(f),
            Self::Yuan(ratio) | Self::Share(ratio) | Self::Points(ratio) | Self::Times(ratio) | Self::Number(ratio) => {
                f.pad(&ratio.decimal(PLACES))
            }
            Self::Count(count) => count.fmt(f),
            Self::Day(day) => day.fmt(f),
            Self::Year(year) => year.fmt(f),
            Self::Words(words) => f.pad(&words.iter().map(|word| word.code).collect::<Vec<_>>().join(", ")),
            Self::Names(names) => f.pad(&names.join(", ")),
            Self::Item(holder, id) => write!(f, "{holder}/{id}"),
        }
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Figure {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Figure".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "examples": ["0.650000"] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Purpose, Scale};

    fn third() -> Ratio {
        &Ratio::whole(1) / 3
    }

    #[test]
    fn the_text_is_the_form_of_the_interface() {
        let texts = [
            (Figure::Money(Fen(-5)), "-0.05"),
            (Figure::Yuan(third()), "0.333333"),
            (Figure::rate(Ppm(38_500)), "0.038500"),
            (Figure::Points(-third()), "-0.333333"),
            (Figure::Number(Ratio::whole(1_234)), "1234.000000"),
            (Figure::Count(1_234), "1234"),
            (Figure::Day(Day::FIRST), "1970-01-01"),
            (Figure::words([Scale::Small, Scale::Micro]), "small, micro"),
            (Figure::words([Purpose::Other]), "other"),
            (Figure::Names(vec!["C".to_owned(), "65".to_owned()]), "C, 65"),
            (Figure::Item("bank-a".to_owned(), "LN/1".to_owned()), "bank-a/LN/1"),
        ];
        for (figure, text) in texts {
            assert_eq!(figure.to_string(), text);
        }
    }

    #[test]
    fn two_shares_differ_by_points_and_all_else_by_its_own_unit() {
        assert_eq!(Figure::Share(third()).as_change(), Figure::Points(third()));
        for figure in [Figure::Points(third()), Figure::Times(third()), Figure::Money(Fen(1))] {
            assert_eq!(figure.clone().as_change(), figure);
        }
    }

    #[test]
    fn another_number_keeps_the_unit() {
        assert_eq!(Figure::rate(Ppm(1)).like(third()), Figure::Share(third()));
        assert_eq!(Figure::Money(Fen(1)).like(third()), Figure::Yuan(third()));
        assert_eq!(Figure::Count(1).like(third()), Figure::Number(third()));
    }

    #[test]
    fn the_number_alone_is_in_yuan_and_in_fractions_of_one() {
        assert_eq!(Figure::Money(Fen(150)).ratio(), Ratio::new(3, 2));
        assert_eq!(Figure::rate(Ppm(500_000)).ratio(), Ratio::new(1, 2));
        assert_eq!(Figure::Day(Day::FIRST).ratio(), None);
    }
}
