//! Units that a heading declares: 贷款本金（万元）, 单位：万元. A unit that is not
//! known is never ignored: money would be wrong by orders of magnitude.

use huigu_facts::NumberUnit;
use huigu_quantity::MoneyUnit;

use crate::money_unit::{self, Declared, UNITS, WHO};
use crate::remarks::remarks;

/// Whether a remark at a percentage says anything but percent a year.
pub(crate) fn is_foreign_to_percent(remark: &str) -> bool {
    let remark = remark.to_lowercase();
    ["‰", "千分", "万分", "月", "日", "天", "bp", "基点", "小数", "fraction", "month", "daily"]
        .iter()
        .any(|word| remark.contains(word))
}

/// Every word that a cell above the header calls a unit.
pub(crate) fn said_above(cell: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, mark) in cell.match_indices("单位").chain(cell.match_indices("unit:")) {
        if WHO.iter().any(|word| cell[..at].trim_end().ends_with(word)) {
            continue;
        }
        let rest = cell[at + mark.len()..].trim_start_matches([':', '：', ' ', '\u{3000}']);
        words.extend(
            rest.split([';', '；', '、', '，', '/', ')', '）', '\t', '\u{3000}']).map(|word| word.trim().to_owned()),
        );
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

/// A column's own declaration, or else that of the whole table.
pub(crate) fn own_or(own: Declared, above: Declared) -> Declared {
    if own == Declared::Nothing { above } else { own }
}

/// What a cell says that holds a unit and nothing else, of money or not (`Nothing`);
/// `None` where it holds something else.
pub(crate) fn of_cell(text: &str) -> Option<Declared> {
    const OTHERS: &[&str] = &["%", "％", "‰", "bp", "户", "人", "个", "笔", "天", "日", "月", "年", "-", "—", "/"];
    let text = text.trim().trim_matches(['(', ')', '（', '）']);
    match money_unit::of_remark(text) {
        _ if OTHERS.contains(&text.to_lowercase().as_str()) => Some(Declared::Nothing),
        Declared::Nothing => None,
        declared => Some(declared),
    }
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
