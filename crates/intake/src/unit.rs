//! Units that a heading declares: 贷款本金（万元）, 单位：万元. A unit that is not
//! known is never ignored: money would be wrong by orders of magnitude.

use huigu_facts::NumberUnit;
use huigu_quantity::MoneyUnit;

/// What a heading's remark says about a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Declared {
    /// Nothing: it is a remark of another kind.
    Nothing,
    /// A unit of money that is known.
    Money(MoneyUnit),
    /// A unit, but not one that is known: 百万元, 美元.
    Unknown,
}

/// The units of money with the words for them, white space and 人民币 aside.
const UNITS: &[(MoneyUnit, &[&str])] = &[
    (MoneyUnit::Yuan, &["元", "yuan"]),
    (MoneyUnit::ThousandYuan, &["千元", "thousandyuan", "1000yuan", "1,000yuan"]),
    (MoneyUnit::WanYuan, &["万元", "万", "wan", "wanyuan", "10000yuan", "10,000yuan", "10kyuan"]),
    (MoneyUnit::YiYuan, &["亿元", "亿", "yi", "yiyuan", "100millionyuan"]),
];

/// Endings and words that tell a unit of money, known or not.
const SIGNS_OF_MONEY: &[&str] = &["yuan", "usd", "eur", "hkd", "dollar", "$", "€", "¥", "￥", "million", "thousand"];

/// Reads one remark: `万元`, `人民币万元`, `RMB 10,000 yuan`.
pub(crate) fn money(remark: &str) -> Declared {
    let mut word: String = remark.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    for prefix in ["单位", "unit", "in", "：", ":", "人民币", "rmb", "cny"] {
        if let Some(rest) = word.strip_prefix(prefix) {
            word = rest.to_owned();
        }
    }
    if let Some((unit, _)) = UNITS.iter().find(|(_, words)| words.contains(&word.as_str())) {
        return Declared::Money(*unit);
    }
    let scaled = ["百万", "千万", "百亿", "十万", "千", "百"].contains(&word.as_str());
    let moneyed = word.ends_with('元') || SIGNS_OF_MONEY.iter().any(|sign| word.contains(sign));
    if scaled || moneyed { Declared::Unknown } else { Declared::Nothing }
}

/// Whether a remark at a percentage says anything but percent a year.
pub(crate) fn is_foreign_to_percent(remark: &str) -> bool {
    let remark = remark.to_lowercase();
    ["‰", "千分", "万分", "月", "日", "天", "bp", "基点", "小数", "fraction", "month", "daily"]
        .iter()
        .any(|word| remark.contains(word))
}

/// The unit a cell above the header declares for the whole table.
pub(crate) fn above_header(cell: &str) -> Declared {
    let mut declared = money(cell);
    for remark in remarks(cell).1.into_iter().chain(said_above(cell)) {
        declared = later(declared, money(&remark));
    }
    declared
}

/// Every word that a cell above the header calls a unit.
pub(crate) fn said_above(cell: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, mark) in cell.match_indices("单位").chain(cell.match_indices("unit:")) {
        let who = ["报送", "填报", "编制", "制表", "申报", "上报", "所属", "主管"];
        if who.iter().any(|word| cell[..at].trim_end().ends_with(word)) {
            continue;
        }
        let rest = cell[at + mark.len()..].trim_start_matches([':', '：', ' ', '\u{3000}']);
        words.extend(rest.split([';', '；', '、', '，', '/', ')', '）', '\t']).map(|word| word.trim().to_owned()));
    }
    words.retain(|word| !word.is_empty());
    words
}

/// How many of a plain number's unit a heading counts in; `None` where it says a unit
/// that is not known, or two.
pub(crate) fn multiple(unit: &NumberUnit, heading: &str, above: &[String]) -> Option<i128> {
    let own: Vec<String> = remarks(heading).1;
    let own = own.iter().map(|remark| {
        let remark = remark.trim();
        unit.multiple(remark.strip_prefix("单位").unwrap_or(remark).trim_start_matches([':', '：']))
    });
    let own: Vec<Option<i128>> = own.collect();
    let said = if own.is_empty() {
        above.iter().map(|word| unit.multiple(word)).filter(Option::is_some).collect()
    } else {
        own
    };
    let first = said.first().copied().unwrap_or(Some(1));
    first.filter(|_| said.iter().all(|other| *other == first))
}

/// The later of two declarations; one that says nothing changes nothing.
pub(crate) fn later(one: Declared, other: Declared) -> Declared {
    if other == Declared::Nothing { one } else { other }
}

/// A heading apart from its remarks in parentheses, and the remarks.
pub(crate) fn remarks(heading: &str) -> (String, Vec<String>) {
    let mut base = String::new();
    let mut remarks = Vec::new();
    let mut open: Option<String> = None;
    for c in heading.chars() {
        match (c, open.as_mut()) {
            ('(' | '（' | '[' | '【', None) => open = Some(String::new()),
            (')' | '）' | ']' | '】', Some(_)) => remarks.extend(open.take()),
            (c, Some(remark)) => remark.push(c),
            (c, None) => base.push(c),
        }
    }
    remarks.extend(open);
    (base, remarks)
}

/// A heading that ends in a unit without parentheses: `借据金额万元`,
/// `金额:万元`; the rest and the unit.
pub(crate) fn trailing(heading: &str) -> Option<(&str, MoneyUnit)> {
    let endings = UNITS.iter().flat_map(|(unit, words)| words.iter().map(|word| (*word, *unit)));
    endings
        .filter(|(word, _)| word.ends_with('元'))
        .filter_map(|(word, unit)| heading.trim_end().strip_suffix(word).map(|rest| (rest, unit, word.len())))
        .max_by_key(|(.., length)| *length)
        .map(|(rest, unit, _)| (rest.trim_end_matches([' ', ':', '：', '-', '_', '/', ',', '，', '、']), unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Declared::{Money, Nothing, Unknown};

    #[test]
    fn remarks_declare_units() {
        for (remark, declared) in [
            ("万元", Money(MoneyUnit::WanYuan)),
            ("人民币 万元", Money(MoneyUnit::WanYuan)),
            ("单位：元", Money(MoneyUnit::Yuan)),
            ("10,000 yuan", Money(MoneyUnit::WanYuan)),
            ("千元", Money(MoneyUnit::ThousandYuan)),
            ("亿元", Money(MoneyUnit::YiYuan)),
            ("百万元", Unknown),
            ("万美元", Unknown),
            ("USD", Unknown),
            ("原", Nothing),
            ("街道", Nothing),
            ("", Nothing),
        ] {
            assert_eq!(money(remark), declared, "{remark}");
        }
    }

    #[test]
    fn lines_above_the_header_declare_units() {
        for (cell, declared) in [
            ("单位：万元", Money(MoneyUnit::WanYuan)),
            ("金额单位: 人民币万元", Money(MoneyUnit::WanYuan)),
            ("（单位：万元、%）", Money(MoneyUnit::WanYuan)),
            ("贷款台账（千元）", Money(MoneyUnit::ThousandYuan)),
            ("万元", Money(MoneyUnit::WanYuan)),
            ("单位：万美元", Unknown),
            ("填报单位：镇海某银行", Nothing),
            ("2021年贷款台账", Nothing),
        ] {
            assert_eq!(above_header(cell), declared, "{cell}");
        }
    }

    #[test]
    fn headings_end_in_units() {
        assert_eq!(trailing("借据金额万元"), Some(("借据金额", MoneyUnit::WanYuan)));
        assert_eq!(trailing("金额：元"), Some(("金额", MoneyUnit::Yuan)));
        assert_eq!(trailing("principal"), None);
    }

    #[test]
    fn percentages_are_a_year() {
        assert!(["‰", "月", "万分之", "BP"].iter().all(|remark| is_foreign_to_percent(remark)));
        assert!(["%", "年", "百分数"].iter().all(|remark| !is_foreign_to_percent(remark)));
    }
}
