//! Figures as a plan writes them: a number and its unit, in either language.

use huigu_quantity::{Fen, Ppm, parse_decimal};

use crate::near;
use crate::rules::Text;

/// What a figure is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureUnit {
    /// A share or rate: `2%`.
    Percent,
    /// A difference of shares or rates: `2 percentage points`.
    Points,
    /// Money: `1000 yuan`, `400万元`.
    Money,
    /// A multiple: `10 times`.
    Times,
    /// Whole years: `3 years`.
    Years,
    /// A whole number of things: `500 parties`.
    Number,
}

/// A figure's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// A share or rate.
    Percent(Ppm),
    /// A difference of shares or rates.
    Points(Ppm),
    /// Money.
    Money(Fen),
    /// A multiple, in millionths.
    Times(Ppm),
    /// Whole years.
    Years(i32),
    /// A whole number of things.
    Number(i64),
}

/// What a field accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Want {
    /// Units; one figure keeps to one of them.
    pub units: &'static [FigureUnit],
    /// Whether it may be below zero.
    pub signed: bool,
    /// Whether it may be above 100%.
    pub above_one: bool,
}

impl Want {
    pub const SHARE: Self = Self { units: &[FigureUnit::Percent], signed: false, above_one: false };
    pub const MONEY: Self = Self { units: &[FigureUnit::Money], signed: false, above_one: true };
    pub const YEARS: Self = Self { units: &[FigureUnit::Years], signed: false, above_one: true };
    pub const TIMES: Self = Self { units: &[FigureUnit::Times], signed: false, above_one: true };
    pub const NUMBER: Self = Self { units: &[FigureUnit::Number], signed: false, above_one: true };
    pub const POINTS: Self = Self { units: &[FigureUnit::Points], signed: true, above_one: true };
    pub const GROWTH: Self = Self { units: &[FigureUnit::Percent], signed: true, above_one: true };
    pub const OBSERVED: Self = Self {
        units: &[FigureUnit::Percent, FigureUnit::Money, FigureUnit::Times, FigureUnit::Number],
        signed: true,
        above_one: true,
    };
    /// Only "unset" fits: what would be set is no single figure.
    pub const NOTHING: Self = Self { units: &[], signed: false, above_one: false };
    pub const ANY: Self = Self {
        units: &[
            FigureUnit::Percent,
            FigureUnit::Points,
            FigureUnit::Money,
            FigureUnit::Times,
            FigureUnit::Years,
            FigureUnit::Number,
        ],
        signed: true,
        above_one: true,
    };

    /// How such a figure is written, for remedies.
    pub fn example(self) -> String {
        self.units.iter().map(|unit| format!("\"{}\"", unit.example())).collect::<Vec<_>>().join(" / ")
    }
}

/// How many decimals of the written number the value keeps, and of what.
struct UnitWord(&'static str, FigureUnit, u32);

/// Every unit a plan may write. The number is how many decimals of a figure in
/// this unit are left when it is kept in parts per million, fen or wholes.
const WORDS: &[UnitWord] = &[
    UnitWord("%", FigureUnit::Percent, 4),
    UnitWord("％", FigureUnit::Percent, 4),
    UnitWord("percent", FigureUnit::Percent, 4),
    UnitWord("percentage points", FigureUnit::Points, 4),
    UnitWord("percentage point", FigureUnit::Points, 4),
    UnitWord("个百分点", FigureUnit::Points, 4),
    UnitWord("百分点", FigureUnit::Points, 4),
    UnitWord("basis points", FigureUnit::Points, 2),
    UnitWord("个基点", FigureUnit::Points, 2),
    UnitWord("yuan", FigureUnit::Money, 2),
    UnitWord("元", FigureUnit::Money, 2),
    UnitWord("thousand yuan", FigureUnit::Money, 5),
    UnitWord("千元", FigureUnit::Money, 5),
    UnitWord("万元", FigureUnit::Money, 6),
    UnitWord("million yuan", FigureUnit::Money, 8),
    UnitWord("亿元", FigureUnit::Money, 10),
    UnitWord("billion yuan", FigureUnit::Money, 11),
    UnitWord("times", FigureUnit::Times, 6),
    UnitWord("倍", FigureUnit::Times, 6),
    UnitWord("years", FigureUnit::Years, 0),
    UnitWord("year", FigureUnit::Years, 0),
    UnitWord("year", FigureUnit::Years, 0),
    UnitWord("年", FigureUnit::Years, 0),
    UnitWord("parties", FigureUnit::Number, 0),
    UnitWord("户", FigureUnit::Number, 0),
    UnitWord("products", FigureUnit::Number, 0),
    UnitWord("个", FigureUnit::Number, 0),
];

impl FigureUnit {
    /// A figure in this unit, as a plan writes it.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Percent => "2%",
            Self::Points => "2 percentage points",
            Self::Money => "1000 yuan",
            Self::Times => "10 times",
            Self::Years => "3 years",
            Self::Number => "500 parties",
        }
    }

    /// The unit's name.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Percent => Text::of("百分比", "percent"),
            Self::Points => Text::of("百分点", "percentage points"),
            Self::Money => Text::of("金额", "money"),
            Self::Times => Text::of("倍数", "times"),
            Self::Years => Text::of("年数", "years"),
            Self::Number => Text::of("个数", "number"),
        }
    }
}

impl Quantity {
    /// The unit.
    #[must_use]
    pub fn unit(self) -> FigureUnit {
        match self {
            Self::Percent(_) => FigureUnit::Percent,
            Self::Points(_) => FigureUnit::Points,
            Self::Money(_) => FigureUnit::Money,
            Self::Times(_) => FigureUnit::Times,
            Self::Years(_) => FigureUnit::Years,
            Self::Number(_) => FigureUnit::Number,
        }
    }

    /// The value as people read it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Percent(rate) => Text::same(rate.percent()),
            Self::Points(rate) => {
                let number = rate.percent().replace('%', "");
                Text::of(format!("{number}个百分点"), format!("{number} percentage points"))
            }
            Self::Money(sum) => {
                let grouped = sum.grouped();
                let yuan = grouped.strip_suffix(".00").unwrap_or(&grouped);
                let wan = sum.0 != 0 && sum.0 % 1_000_000 == 0;
                let zh = if wan {
                    format!("{}万元", Fen(sum.0 / 10_000).grouped().replace(".00", ""))
                } else {
                    format!("{yuan}元")
                };
                Text::of(zh, format!("{yuan} yuan"))
            }
            Self::Times(times) => {
                let number = times.to_string();
                let number = number.trim_end_matches('0').trim_end_matches('.');
                Text::of(format!("{number}倍"), format!("{number} times"))
            }
            Self::Years(1) => Text::of("1年", "1 year"),
            Self::Years(years) => Text::of(format!("{years}年"), format!("{years} years")),
            Self::Number(number) => Text::of(format!("{number}个"), number.to_string()),
        }
    }

    /// Reads a number and its unit where `want` says what is accepted.
    ///
    /// # Errors
    /// What is wrong and what to do about it.
    pub(crate) fn parse(text: &str, want: Want) -> Result<Self, (Text, Text)> {
        let text = text.trim();
        if want.units.is_empty() {
            let what = Text::of("这里不是单个数值，只能写 \"unset\"", "no single figure fits here, only \"unset\"");
            return Err((what, Text::of("在方案文件中写出各项", "write the entries in the plan's file")));
        }
        let cut = text.find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | ',' | '，')).unwrap_or(text.len());
        let (number, word) = (text[..cut].trim(), text[cut..].trim());
        let remedy = || {
            Text::of(
                format!("例如写成 {}，未定的写 \"unset\"", want.example()),
                format!("write for example {}, or \"unset\"", want.example()),
            )
        };
        if number.is_empty() {
            return Err((Text::of(format!("“{text}”不是数值"), format!("\"{text}\" is not a figure")), remedy()));
        }
        if word.is_empty() {
            return Err((Text::of(format!("“{text}”缺少单位"), format!("\"{text}\" has no unit")), remedy()));
        }
        let Some(UnitWord(_, unit, places)) = WORDS.iter().find(|UnitWord(name, ..)| *name == word) else {
            let what = Text::of(format!("不认识的单位“{word}”"), format!("unknown unit \"{word}\""));
            return Err((what, near::remedy(word, WORDS.iter().filter(|w| want.units.contains(&w.1)).map(|w| w.0))));
        };
        if !want.units.contains(unit) {
            let (is, name) =
                (unit.name(), Text::joined(&want.units.iter().map(|u| u.name()).collect::<Vec<_>>(), "或", " or "));
            let what = Text::of(
                format!("单位不对：这里要{}，写的是{}", name.zh, is.zh),
                format!("wrong unit: {} wanted here, not {}", name.en, is.en),
            );
            return Err((what, remedy()));
        }
        Self::scaled(number, *unit, *places, want).map_err(|what| (what, remedy()))
    }

    fn scaled(number: &str, unit: FigureUnit, places: u32, want: Want) -> Result<Self, Text> {
        let value = match parse_decimal(number, places) {
            Some(Ok(value)) => value,
            Some(Err(())) => {
                return Err(Text::of(format!("“{number}”小数位过多"), format!("\"{number}\" has too many decimals")));
            }
            None => return Err(Text::of(format!("“{number}”不是数"), format!("\"{number}\" is not a number"))),
        };
        if value < 0 && !want.signed {
            return Err(Text::of("不得为负", "must not be negative"));
        }
        if unit == FigureUnit::Percent && value > 1_000_000 && !want.above_one {
            return Err(Text::of("不得超过 100%", "must not be above 100%"));
        }
        let most: i64 = match unit {
            FigureUnit::Percent | FigureUnit::Points => 10_000_000_000,
            FigureUnit::Money => Fen::MAX_AMOUNT.0,
            FigureUnit::Times => 1_000_000_000_000,
            FigureUnit::Years => 100,
            FigureUnit::Number => 1_000_000_000,
        };
        let Some(value) = i64::try_from(value).ok().filter(|value| value.abs() <= most) else {
            return Err(Text::of(format!("“{number}”过大"), format!("\"{number}\" is too large")));
        };
        Ok(match unit {
            FigureUnit::Percent => Self::Percent(Ppm(value)),
            FigureUnit::Points => Self::Points(Ppm(value)),
            FigureUnit::Money => Self::Money(Fen(value)),
            FigureUnit::Times => Self::Times(Ppm(value)),
            // At most 100, as checked above.
            FigureUnit::Years => Self::Years(value as i32),
            FigureUnit::Number => Self::Number(value),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_languages() {
        for (text, want) in [
            ("2%", Quantity::Percent(Ppm(20_000))),
            ("0.5 percent", Quantity::Percent(Ppm(5_000))),
            ("2 percentage points", Quantity::Points(Ppm(20_000))),
            ("-0.5个百分点", Quantity::Points(Ppm(-5_000))),
            ("50 basis points", Quantity::Points(Ppm(5_000))),
            ("4,000,000 yuan", Quantity::Money(Fen(400_000_000))),
            ("400万元", Quantity::Money(Fen(400_000_000))),
            ("0.5亿元", Quantity::Money(Fen(5_000_000_000))),
            ("50 million yuan", Quantity::Money(Fen(5_000_000_000))),
            ("10 times", Quantity::Times(Ppm(10_000_000))),
            ("3年", Quantity::Years(3)),
            ("1 year", Quantity::Years(1)),
            ("500户", Quantity::Number(500)),
        ] {
            assert_eq!(Quantity::parse(text, Want::ANY), Ok(want), "{text}");
            assert_eq!(Quantity::parse(&want.text().zh, Want::ANY), Ok(want), "what is shown is read back");
            let english = Quantity::parse(&want.text().en, Want::ANY);
            assert!(english == Ok(want) || matches!(want, Quantity::Number(_)), "{english:?}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, want, says) in [
            ("two", Want::SHARE, "\"two\" is not a figure"),
            ("2", Want::SHARE, "\"2\" has no unit"),
            ("2 yuans", Want::MONEY, "unknown unit \"yuans\""),
            ("2 yuan", Want::SHARE, "wrong unit: percent wanted here, not money"),
            ("1.2.3%", Want::SHARE, "\"1.2.3\" is not a number"),
            ("1.001 yuan", Want::MONEY, "\"1.001\" has too many decimals"),
            ("-1%", Want::SHARE, "must not be negative"),
            ("101%", Want::SHARE, "must not be above 100%"),
            ("101 years", Want::YEARS, "\"101\" is too large"),
            ("99999999亿元", Want::MONEY, "\"99999999\" is too large"),
        ] {
            assert_eq!(Quantity::parse(text, want).map_err(|(what, _)| what.en), Err(says.to_owned()), "{text}");
        }
    }

    #[test]
    fn shows_money_in_wan_to_chinese_readers() {
        let shown = Quantity::Money(Fen(400_000_000)).text();
        assert_eq!((shown.zh.as_str(), shown.en.as_str()), ("400万元", "4,000,000 yuan"));
        assert_eq!(Quantity::Money(Fen(100_050)).text().zh, "1,000.50元");
        assert_eq!(Quantity::Times(Ppm(2_500_000)).text().en, "2.5 times");
    }
}
