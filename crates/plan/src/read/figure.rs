//! Figures and their dates, read.

use huigu_quantity::Period;
use toml::de::DeValue;

use crate::draft::{Owner, Use};
use crate::figure::{Dated, Figure};
use crate::mistake::At;
use crate::node::Value;
use crate::quantity::{Quantity, Want};
use crate::rules::Text;

/// Reads a figure and enters it under `owner.id` + `name`; gives its path. A
/// reference `"@owner.figure"` makes the path another name of that figure.
pub(crate) fn read(owner: &Owner, name: &str, value: &Value<'_>, want: Want) -> String {
    let path = format!("{}.{name}", owner.id);
    if let Some(target) = value.as_str().and_then(|text| text.strip_prefix('@')) {
        value.draft.uses.borrow_mut().push(Use::Figure { path: target.to_owned(), want, at: value.at });
        value.draft.aliases.borrow_mut().insert(path.clone(), target.to_owned());
        return path;
    }
    let values = match value.raw {
        DeValue::Array(_) => dated(value, want),
        _ => one(value, want).map(|value| vec![Dated { period: owner.validity, value }]),
    };
    if let Some(values) = values {
        let figure = Figure { clause: owner.clause.clone(), want, values };
        let before = value.draft.figures.borrow_mut().insert(path.clone(), figure);
        if before.is_some() {
            value.wrong(
                Text::of(format!("数值 `{path}` 出现两次"), format!("the figure `{path}` stands twice")),
                Text::of("合并为一处", "write it once"),
            );
        }
    }
    path
}

/// A figure without dates: it holds for the plan's validity. `Some(None)` is
/// unset; `None` a mistake that was told.
pub(crate) fn one(value: &Value<'_>, want: Want) -> Option<Option<Quantity>> {
    let Some(text) = value.as_str() else {
        value.unfit("带单位的数值", "a figure with its unit", &want.example());
        return None;
    };
    if matches!(text.trim(), "unset" | "未定") {
        return Some(None);
    }
    match Quantity::parse(text, want) {
        Ok(quantity) => Some(Some(quantity)),
        Err((what, remedy)) => {
            value.wrong(what, remedy);
            None
        }
    }
}

/// `[ { value = "…", from = 2021-01-01, until = 2022-01-01 }, … ]`.
fn dated(value: &Value<'_>, want: Want) -> Option<Vec<Dated>> {
    let validity = value.draft.validity.get();
    let mut read: Vec<(Dated, At)> = Vec::new();
    let items = value.list()?;
    for item in &items {
        let fields = item.table()?;
        let quantity = fields.need("value").and_then(|v| one(&v, want));
        let from = fields.need("from").and_then(|v| v.day());
        let until = fields.need("until").and_then(|v| v.day());
        fields.finish();
        let (value, from, until) = (quantity?, from?, until?);
        read.push((Dated { period: Period { from, to: until }, value }, item.at));
    }
    if read.is_empty() {
        value.wrong(Text::of("列表为空", "the list is empty"), Text::of("至少写一项", "give one entry at least"));
        return None;
    }
    check_dates(value, &read, validity);
    check_units(value, &read);
    Some(read.into_iter().map(|(dated, _)| dated).collect())
}

fn check_dates(value: &Value<'_>, read: &[(Dated, At)], validity: Period) {
    let report = &value.draft.report;
    let mend = Text::of("让每项的 until 等于下一项的 from", "let each `until` be the next one's `from`");
    for (place, (dated, at)) in read.iter().enumerate() {
        let Period { from, to } = dated.period;
        if from >= to {
            let what = Text::of(format!("止日 {to} 不晚于起日 {from}"), format!("until {to} is not after from {from}"));
            report.add(*at, what, Text::of("起日含、止日不含", "from is included, until is not"));
        }
        if from < validity.from || to > validity.to {
            let what = Text::of(
                format!("[{from}, {to}) 超出方案有效期 [{}, {})", validity.from, validity.to),
                format!("[{from}, {to}) lies outside the plan's validity [{}, {})", validity.from, validity.to),
            );
            report.add(*at, what, Text::of("改日期，或改方案有效期", "mend the dates or the plan's validity"));
        }
        let Some((before, _)) = place.checked_sub(1).map(|before| &read[before]) else { continue };
        if from < before.period.to {
            let what = Text::of(
                format!("与上一项重叠：自 {from}，上一项至 {}", before.period.to),
                format!("overlaps the entry before: from {from}, that one until {}", before.period.to),
            );
            report.add(*at, what, mend.clone());
        } else if from > before.period.to {
            let what = Text::of(
                format!("与上一项之间有空档：{} 至 {from}", before.period.to),
                format!("leaves a gap after the entry before: {} to {from}", before.period.to),
            );
            report.add(*at, what, mend.clone());
        }
    }
}

fn check_units(value: &Value<'_>, read: &[(Dated, At)]) {
    let mut first = None;
    for (dated, at) in read {
        let Some(unit) = dated.value.map(Quantity::unit) else { continue };
        let first = *first.get_or_insert(unit);
        if unit != first {
            let what = Text::of(
                format!("单位前后不一：{}、{}", first.name().zh, unit.name().zh),
                format!("two units in one figure: {} and {}", first.name().en, unit.name().en),
            );
            value.draft.report.add(*at, what, Text::of("一个数值只用一种单位", "keep one figure to one unit"));
        }
    }
}
