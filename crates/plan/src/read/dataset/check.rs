//! Reads the checks of a data set's rows: `"lease_until > lease_from"`.

use std::mem::discriminant;

use huigu_facts::{Column, DatasetCheck, Relation, ValueType};

use super::columns::Columns;
use crate::node::{Fields, Value};
use crate::rules::Text;

pub(super) fn read(fields: &Fields<'_>, columns: &Columns<'_>) -> Vec<DatasetCheck> {
    let Some(value) = fields.get("checks") else { return Vec::new() };
    value.strings();
    value.list().unwrap_or_default().iter().filter_map(|value| check(value, columns)).collect()
}

fn check(value: &Value<'_>, columns: &Columns<'_>) -> Option<DatasetCheck> {
    let text = value.string()?;
    let parts: Vec<&str> = text.split_whitespace().collect();
    let sign = |sign: &str| Relation::SIGNS.iter().find(|(known, _)| *known == sign).map(|(_, relation)| *relation);
    let [one, relation, other] = parts.as_slice() else { return unread(value, text) };
    let Some(relation) = sign(relation) else { return unread(value, text) };
    let (slot, other) = (columns.named(one, value.at)?, columns.named(other, value.at)?);
    if !comparable(&columns.all[slot], &columns.all[other]) {
        value.wrong(
            Text::of("两列不能比较大小", "these two columns cannot be compared"),
            Text::of(
                "比较两个日期、两笔金额或同一单位的两个数",
                "compare two dates, two amounts, or two numbers of one unit",
            ),
        );
        return None;
    }
    Some(DatasetCheck { slot, relation, other })
}

fn unread(value: &Value<'_>, text: &str) -> Option<DatasetCheck> {
    let what = Text::of(format!("“{text}”不是一条核对规则"), format!("\"{text}\" is no check"));
    value.wrong(
        what,
        Text::of("例如写成 \"until > from\"，可用 > >= < <=", "write for example \"until > from\", with > >= < <="),
    );
    None
}

fn comparable(one: &Column, other: &Column) -> bool {
    let ordered = matches!(
        one.value,
        ValueType::Date
            | ValueType::Money(_)
            | ValueType::MoneyWan
            | ValueType::Percent { .. }
            | ValueType::Count
            | ValueType::Year
            | ValueType::Decimal
    );
    let both_money = one.is_money() && other.is_money();
    let same_unit = one.unit.map(|unit| unit.chinese) == other.unit.map(|unit| unit.chinese);
    ordered && same_unit && (both_money || discriminant(&one.value) == discriminant(&other.value))
}
