//! The unit of money that a text declares: a heading's remark, a cell above the
//! header, a cell of a row of units. What holds a word of a unit either parses
//! to its end or declares an unknown one, never nothing: money would be wrong
//! by orders of magnitude. Limits (不超过1000万元) and names (负责人：张开元)
//! are told apart by what stands before them.

use huigu_quantity::MoneyUnit;

use crate::remarks::remarks;

/// What a text says about a unit of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Declared {
    /// Nothing: it is a remark of another kind.
    Nothing,
    /// A unit of money that is known.
    Money(MoneyUnit),
    /// A unit, but not one that is known (百万元, 美元), or two that disagree.
    Unknown,
}

impl Declared {
    /// What two parts of one text say together.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, said) | (said, Self::Nothing) => said,
            (one, other) if one == other => one,
            _ => Self::Unknown,
        }
    }
}

/// The units of money with the words for them, 人民币 aside.
pub(crate) const UNITS: &[(MoneyUnit, &[&str])] = &[
    (MoneyUnit::Yuan, &["元", "yuan"]),
    (MoneyUnit::ThousandYuan, &["千元", "thousandyuan", "1000yuan"]),
    (MoneyUnit::WanYuan, &["万元", "万", "wan", "wanyuan", "10000yuan", "10kyuan"]),
    (MoneyUnit::YiYuan, &["亿元", "亿", "yi", "yiyuan", "100millionyuan"]),
];

/// Words of money that is no yuan, and of scales in English.
const FOREIGN: &[&str] = &[
    "美元", "欧元", "日元", "港元", "澳元", "加元", "新元", "韩元", "港币", "美金", "英镑", "外币", "usd", "eur",
    "hkd", "jpy", "gbp", "dollar", "$", "€", "£",
];
const ENGLISH: &[&str] = &["yuan", "rmb", "cny", "¥", "million", "thousand", "billion"];

/// Letters that stand for a scale where they stand alone.
const SCALES: &[&str] = &["k", "m", "mn", "bn", "000", "'000", "千", "百", "十", "百万", "千万", "十万", "百亿"];

/// What may stand around a unit: the currency, and how one says 以万元计.
const BEFORE: &[&str] = &[
    "均以",
    "以",
    "按",
    "均为",
    "为",
    "金额单位",
    "货币单位",
    "计量单位",
    "单位",
    "unit",
    "in",
    "人民币",
    "rmb",
    "cny",
];
const AFTER: &[&str] = &["为单位", "计价", "计算", "计", "整", "人民币", "rmb", "cny"];

/// Labels of who made or sent a file: no unit stands behind them.
pub(crate) const WHO: &[&str] = &[
    "报送", "填报", "编制", "制表", "申报", "上报", "所属", "主管", "承办", "责任", "牵头", "合作", "借款", "担保",
    "用款",
];

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a title, without a label.
    Title,
    /// In a remark, or behind a label that says 单位.
    Unit,
    /// Behind a label that says 币种.
    Currency,
    /// Behind another label: a name, a date.
    Other,
}

/// A text as its words are compared: half width, lower case, simplified.
fn folded(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{3000}' | '\u{a0}' => ' ',
            '圆' | '圓' => '元',
            '萬' => '万',
            '億' => '亿',
            '￥' => '¥',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect();
    // Digits in groups are one number, and English scales one word with their yuan.
    let digits: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| digits.get(at)).is_some_and(char::is_ascii_digit);
    let in_group = |at: usize| digits[at] == ',' && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    let joined: String = (0..digits.len()).filter(|at| !in_group(*at)).map(|at| digits[at]).collect();
    joined.replace("单 位", "单位").replace(" million", "million").replace(" yuan", "yuan")
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九两几".contains(c)
}

fn is_scale(c: char) -> bool {
    "十百千万亿".contains(c)
}

/// A word without the amounts in it (不超过1000万元, 五百万元以下), and whether there were any.
fn without_amounts(word: &str) -> (String, bool) {
    let (mut rest, mut found) = (String::new(), false);
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        if !is_number(c) {
            rest.push(c);
            continue;
        }
        let mut number = String::from(c);
        while let Some(c) = chars.next_if(|c| is_number(*c) || is_scale(*c) || *c == '.') {
            number.push(c);
        }
        match chars.next_if_eq(&'元') {
            Some(_) => found = true,
            None if number.chars().any(is_scale) => found = true,
            None => rest.push_str(&number),
        }
    }
    (rest, found)
}

/// A word without the currency and what else stands before a unit.
fn without_before(mut word: &str) -> &str {
    while let Some(rest) = BEFORE.iter().find_map(|part| word.strip_prefix(part)) {
        word = rest;
    }
    word
}

/// The unit that a word is and no more.
fn exact(word: &str) -> Option<MoneyUnit> {
    let mut word = without_before(word);
    let known = |word: &str| UNITS.iter().find(|(_, words)| words.contains(&word)).map(|(unit, _)| *unit);
    loop {
        if let Some(unit) = known(word) {
            return Some(unit);
        }
        word = AFTER.iter().find_map(|after| word.strip_suffix(after))?;
    }
}

/// A word without the currency and what else stands around a unit.
fn bare(word: &str) -> &str {
    let mut word = without_before(word);
    while let Some(rest) = AFTER.iter().find_map(|part| word.strip_suffix(part)) {
        word = rest;
    }
    word
}

/// What one word says of a unit where it stands; `after` is the word before it.
fn of_word(word: &str, place: Place, after: &str) -> Declared {
    let follows_number = after.chars().last().is_some_and(is_number) && word.starts_with(|c| is_scale(c) || c == '元');
    if follows_number && place != Place::Unit {
        return Declared::Nothing;
    }
    if place == Place::Currency {
        return if bare(word).is_empty() || exact(word) == Some(MoneyUnit::Yuan) {
            Declared::Nothing
        } else {
            Declared::Unknown
        };
    }
    match exact(word) {
        // In a title 万 and `yi` are words like others.
        Some(unit) if place == Place::Unit || word.ends_with('元') => return Declared::Money(unit),
        _ if bare(word).is_empty() || place == Place::Other => return Declared::Nothing,
        _ => {}
    }
    let (rest, has_amount) = without_amounts(word);
    let holds = |words: &[&str]| words.iter().any(|word| rest.contains(word));
    let scaled = rest.char_indices().any(|(at, c)| c == '元' && rest[..at].ends_with(is_scale));
    let unknown = match place {
        Place::Unit => {
            // A remark that is an amount and nothing else may mean the unit.
            has_amount && rest.is_empty()
                || SCALES.contains(&bare(&rest))
                || rest.contains(['元', '万', '亿', '千'])
                || holds(ENGLISH)
        }
        _ => scaled || holds(ENGLISH),
    };
    if unknown || holds(FOREIGN) { Declared::Unknown } else { Declared::Nothing }
}

/// Where the words behind a label stand.
fn labelled(label: &str) -> Place {
    let kind = label.trim();
    if kind.ends_with("币种") || kind.ends_with("币别") || kind == "currency" {
        return Place::Currency;
    }
    let of_unit = kind.strip_suffix("单位").is_some_and(|whose| !WHO.iter().any(|who| whose.ends_with(who)));
    if of_unit || kind == "unit" || kind == "units" { Place::Unit } else { Place::Other }
}

/// What the words of a text say together, the first standing at `place`; but for
/// units of something else.
fn of_words(text: &str, mut place: Place, is_other: &dyn Fn(&str) -> bool) -> Declared {
    let (mut declared, mut word, mut before) = (Declared::Nothing, String::new(), String::new());
    for c in text.chars().chain([' ']) {
        match c {
            ':' => place = labelled(&std::mem::take(&mut word)),
            ',' | ';' | '、' | '。' | '/' | '|' | '(' | ')' | '[' | ']' | '【' | '】' => {}
            c if c.is_whitespace() => {}
            c => {
                word.push(c);
                continue;
            }
        }
        if !word.is_empty() {
            // 单位万元 without a colon.
            let unlabelled =
                ["金额单位", "计量单位", "货币单位", "单位"].iter().find_map(|label| word.strip_prefix(label));
            let is_unit = place == Place::Title && unlabelled.is_some_and(|rest| exact(rest).is_some());
            if !is_other(&word) {
                declared = declared.and(of_word(&word, if is_unit { Place::Unit } else { place }, &before));
            }
            before = std::mem::take(&mut word);
        }
    }
    declared
}

/// The unit that a whole text is, blanks and colons aside.
fn whole(text: &str) -> Option<MoneyUnit> {
    exact(&text.chars().filter(|c| !c.is_whitespace() && *c != ':').collect::<String>())
}

/// What a remark declares: `万元`, `人民币万元`, `RMB 10,000 yuan`, `万元，保留两位小数`.
pub(crate) fn of_remark(remark: &str) -> Declared {
    let text = folded(remark);
    whole(&text).map_or_else(|| of_words(&text, Place::Unit, &|_| false), Declared::Money)
}

/// What a cell above the header declares for the whole table; `is_other` knows the
/// units of its columns that hold no money.
pub(crate) fn above_header(cell: &str, is_other: &dyn Fn(&str) -> bool) -> Declared {
    let text = folded(cell);
    if let Some(unit) = whole(&text) {
        return Declared::Money(unit);
    }
    let (base, remarks) = remarks(&text);
    // A remark behind a name belongs to the name.
    let inside = remarks.iter().map(|remark| of_words(remark, Place::Unit, is_other));
    inside.fold(of_words(&base, Place::Title, is_other), Declared::and)
}

#[cfg(test)]
mod tests {
    use super::Declared::{Money, Nothing, Unknown};
    use super::*;

    const WAN: Declared = Money(MoneyUnit::WanYuan);
    const YUAN: Declared = Money(MoneyUnit::Yuan);

    #[test]
    fn remarks_declare_units() {
        for (remark, declared) in [
            ("万元", WAN),
            ("人民币 万元", WAN),
            ("单位：元", YUAN),
            ("10,000 yuan", WAN),
            ("RMB 10,000 yuan", WAN),
            ("千元", Money(MoneyUnit::ThousandYuan)),
            ("thousand yuan", Money(MoneyUnit::ThousandYuan)),
            ("亿元", Money(MoneyUnit::YiYuan)),
            ("万元，保留两位小数", WAN),
            ("单位：万元 人民币", WAN),
            ("万元人民币", WAN),
            ("万元/人民币", WAN),
            ("万元、不含息", WAN),
            ("以万元计", WAN),
            ("万元整", WAN),
            ("万圆", WAN),
            ("萬元", WAN),
            ("元，上年", YUAN),
            ("KRMB", Unknown),
            ("RMB'000", Unknown),
            ("百万元", Unknown),
            ("万美元", Unknown),
            ("USD", Unknown),
            ("万元或元", Unknown),
            ("万元、元", Unknown),
            ("1000元", Unknown),
            ("千", Unknown),
            ("不超过1000万元", Nothing),
            ("五百万元以下", Nothing),
            ("原", Nothing),
            ("街道", Nothing),
            ("人民币", Nothing),
            ("保留两位小数", Nothing),
            ("", Nothing),
        ] {
            assert_eq!(of_remark(remark), declared, "{remark}");
        }
    }

    #[test]
    fn cells_above_the_header_declare_units() {
        for (cell, declared) in [
            ("单位：万元", WAN),
            ("金额单位: 人民币万元", WAN),
            ("（单位：万元、%）", WAN),
            ("贷款台账（千元）", Money(MoneyUnit::ThousandYuan)),
            ("万元", WAN),
            ("单位：万元  币种：人民币", WAN),
            ("单位：万元,%", WAN),
            ("单位：人民币万元  报告期：2021年12月", WAN),
            ("金额单位：万元。", WAN),
            ("计量单位：万元（人民币）", WAN),
            ("单位：万元 填报人：张", WAN),
            ("填报单位：镇海某银行　单位：万元", WAN),
            ("单位万元", WAN),
            ("单 位：万元", WAN),
            ("2021年贷款台账 万元", WAN),
            ("币种：人民币", Nothing),
            ("币种：美元", Unknown),
            ("单位：万元 币种：USD", Unknown),
            ("单位：万美元", Unknown),
            ("单位：万元或元", Unknown),
            ("单位：元 单位：万元", Unknown),
            ("普惠小微贷款台账（单户授信不超过1000万元）", Nothing),
            ("单户 500 万元 以下贷款台账", Nothing),
            ("单位负责人：张开元", Nothing),
            ("制表：李元", Nothing),
            ("填报单位：镇海某银行", Nothing),
            ("开元支行千企万户行动台账", Nothing),
            ("2021年贷款台账", Nothing),
        ] {
            assert_eq!(above_header(cell, &|_| false), declared, "{cell}");
        }
    }

    /// Every unit beside everything that may stand with it.
    #[test]
    fn no_surrounding_hides_a_unit() {
        let shapes = [
            "单位：{}",
            "单位:{}",
            "金额单位：{}。",
            "计量单位：{}（人民币）",
            "单位：{}  币种：人民币",
            "单位：{},%",
            "单位：{} 填报人：张开元",
            "报告期：2021年  单位：{}",
            "单位：人民币{}",
            "（单位：{}）",
            "台账（{}）",
            "台账（以{}计）",
            "{}",
            "Unit: {}",
            "单位：{}、户",
        ];
        for (unit, words) in UNITS {
            for word in *words {
                for shape in shapes {
                    let cell = shape.replace("{}", word);
                    assert_eq!(above_header(&cell, &|_| false), Money(*unit), "{cell}");
                }
                for shape in
                    ["{}", "{}，保留两位小数", "以{}计", "{}整", "人民币{}", "{}/人民币", "{}、不含息", "单位：{}"]
                {
                    let remark = shape.replace("{}", word);
                    assert_eq!(of_remark(&remark), Money(*unit), "{remark}");
                }
            }
        }
        for word in ["百万元", "千万元", "万美元", "USD", "KRMB", "mn", "million yuan", "港币", "欧元", "bn"]
        {
            for shape in shapes {
                let cell = shape.replace("{}", word);
                let found = above_header(&cell, &|_| false);
                assert!(found == Unknown || shape == "{}" && found == Nothing, "{cell}: {found:?}");
            }
        }
    }
}
