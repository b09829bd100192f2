//! Reads a field of a data set: what its cells hold and how they are headed.

use huigu_facts::{Column, NumberUnit, Sign, ValueLimits, ValueType, Word, keep, keep_text};
use huigu_quantity::{Day, Fen, MoneyUnit, Ppm, parse_decimal};

use crate::node::{Fields, Value};
use crate::rules::Text;

/// What a field may hold, by its word; `word` and `number` take a list and a unit besides.
const TYPES: [(&str, ValueType); 14] = [
    ("id", ValueType::Id),
    ("text", ValueType::Text),
    ("date", ValueType::Date),
    ("money", ValueType::Money(Sign::Signed)),
    ("money-wan", ValueType::MoneyWan),
    ("percent", ValueType::Percent { refuses_fraction: false }),
    ("count", ValueType::Count),
    ("yes-no", ValueType::Boolean),
    ("word", ValueType::Word(&[])),
    ("industry", ValueType::Industry),
    ("period", ValueType::Period),
    ("year", ValueType::Year),
    ("decimal", ValueType::Decimal),
    ("number", ValueType::Decimal),
];

pub(super) fn read(fields: Fields<'_>) -> Option<Column> {
    let id = fields.need("id").and_then(|value| id(&value));
    let name = fields.text("name");
    let headers = fields.get("headers").and_then(|value| value.strings()).unwrap_or_default();
    let required = fields.flag("required");
    let says = fields.get("says").and_then(|value| value.both()).unwrap_or_else(|| name.clone());
    let kind = fields.need("type");
    let asked = kind.and_then(|value| Some((value.word(&TYPES)?, value.as_str()?)));
    let (value, word) = asked.unwrap_or((ValueType::Text, "text"));
    let value = match (value, word == "word") {
        (_, true) => ValueType::Word(keep(fields.need("words").and_then(|value| words(&value)).unwrap_or_default())),
        (value, _) => value,
    };
    let unit = if word == "number" { fields.need("unit").and_then(|value| unit(&value)) } else { None };
    let limit = |key| fields.get(key).and_then(|of| limit(&of, value));
    let limits = ValueLimits { least: limit("least"), most: limit("most") };
    if let (Some(least), Some(most)) = (limits.least, limits.most)
        && least > most
    {
        let what = Text::of("下限高于上限", "the least is above the most");
        fields.draft.report.add(fields.at, what, Text::of("改正 least 或 most", "mend least or most"));
    }
    fields.finish();
    // The English name is a header too, as files are compared without white space.
    let english: String = name.en.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let id = id?;
    let forms = headers.into_iter().map(|(header, _)| keep_text(header)).chain([keep_text(&english)]);
    let forms = forms.filter(|form| *form != id && *form != name.zh).collect();
    Some(Column {
        name: keep_text(id),
        chinese: keep_text(&name.zh),
        forms: keep(forms),
        required,
        value,
        has_default: false,
        refers: None,
        unit,
        limits,
        note: keep_text(&says.zh),
        note_english: keep_text(&says.en),
    })
}

/// The name of a column: small letters, digits and underscores.
fn id<'a>(value: &Value<'a>) -> Option<&'a str> {
    let id = value.string()?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !id.starts_with(|c: char| c.is_ascii_lowercase()) || !id.chars().all(plain) {
        value.wrong(
            Text::of(format!("列名“{id}”无效"), format!("\"{id}\" is no name of a column")),
            Text::of(
                "只用小写字母、数字和下划线，以字母开头",
                "use small letters, digits and underscores, a letter first",
            ),
        );
    }
    Some(id)
}

/// Words with the Chinese a cell may hold: `{ plaintiff = "原告", defendant = ["被告", "被申请人"] }`.
fn words(value: &Value<'_>) -> Option<Vec<Word>> {
    let table = value.table()?;
    let mut words: Vec<Word> = Vec::new();
    for (code, forms) in table.entries() {
        let chinese: Vec<&'static str> = match forms.as_str() {
            Some(one) => vec![keep_text(one)],
            None => forms.strings()?.into_iter().map(|(form, _)| keep_text(form)).collect(),
        };
        if chinese.iter().any(|form| form.trim().is_empty() || words.iter().any(|word| word.is(form))) {
            let what = Text::of("词为空，或与另一个相同", "the word is empty, or another's");
            forms.wrong(what, Text::of("每个词写一种说法", "give each word one of its own"));
        }
        words.push(Word { code: keep_text(code), chinese: keep(chinese) });
    }
    if words.is_empty() || words.len() > usize::from(u8::MAX) {
        let what = Text::of("要有一个以上、最多 255 个词", "between one and 255 words are wanted");
        value.wrong(what, Text::of("写成 { yes = \"是\" }", "write { yes = \"是\" }"));
        return None;
    }
    Some(words)
}

/// `{ zh = "千瓦时", en = "kWh", also = { "万千瓦时" = "10000" } }`.
fn unit(value: &Value<'_>) -> Option<NumberUnit> {
    let fields = value.table()?;
    let word = |key| fields.need(key).and_then(|value| value.string());
    let (zh, en) = (word("zh"), word("en"));
    let mut also = Vec::new();
    if let Some(others) = fields.get("also").and_then(|value| value.table()) {
        for (word, of) in others.entries() {
            match of
                .string()
                .and_then(|text| text.parse().ok())
                .filter(|multiple: &i128| (1..=1_000_000_000_000).contains(multiple))
            {
                Some(multiple) => also.push((keep_text(word), multiple)),
                None => of.wrong(
                    Text::of(
                        "要写这种单位合多少个本单位，整数",
                        "how many of the unit it is, a whole number, is wanted here",
                    ),
                    Text::of("例如写成 \"10000\"", "write for example \"10000\""),
                ),
            }
        }
    }
    fields.finish();
    let unit = NumberUnit { chinese: keep_text(zh?), english: keep_text(en?), also: keep(also) };
    let twice = unit.also.iter().find(|(word, multiple)| unit.multiple(word) != Some(*multiple));
    if let Some((word, _)) = twice {
        let what = Text::of(format!("单位“{word}”写了两次"), format!("the unit \"{word}\" is said twice"));
        value.wrong(what, Text::of("只留一处", "keep it once"));
    }
    Some(unit)
}

/// A limit, written as a file writes a value of the column.
fn limit(written: &Value<'_>, of: ValueType) -> Option<i128> {
    let text = written.string()?;
    let found = match of {
        ValueType::Date => Day::parse(text).ok().map(|day| i128::from(day.0)),
        ValueType::Money(_) => Fen::parse(text, MoneyUnit::Yuan).ok().map(|fen| i128::from(fen.0)),
        ValueType::MoneyWan => Fen::parse(text, MoneyUnit::WanYuan).ok().map(|fen| i128::from(fen.0)),
        ValueType::Percent { .. } => Ppm::parse_percent(text).ok().map(|rate| i128::from(rate.0)),
        ValueType::Count | ValueType::Year => text.parse().ok(),
        ValueType::Decimal => parse_decimal(text, 6).and_then(Result::ok),
        _ => None,
    };
    if found.is_none() {
        written.wrong(
            Text::of(format!("“{text}”不是这一列的值"), format!("\"{text}\" is no value of the column")),
            Text::of(
                "按文件中的写法写日期、金额或数，不带单位",
                "write a date, an amount or a number as a file does, without a unit",
            ),
        );
    }
    found
}
