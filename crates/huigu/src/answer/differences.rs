//! What is owed otherwise than approved, as tables.

use huigu_desk::{Cause, Difference, Verification};

use super::wording;
use crate::catalogue::Phrase;
use crate::language::Language;
use crate::table::{Side, Table};

/// How many items or rows are named of one difference; the JSON names all.
const NAMED: usize = 10;

/// What verifying an approved settlement found.
pub fn verification(found: &Verification, lang: Language) -> String {
    let approved = &found.approved;
    let values: [(&str, &dyn std::fmt::Display); 5] = [
        ("number", &approved.number),
        ("year", &approved.year),
        ("date", &approved.instant.day()),
        ("who", &approved.who),
        ("batch", &approved.batch),
    ];
    let mut text = format!("{}\n", lang.say(Phrase::VerifyTitle, &values));
    let mut line = |phrase: Phrase| {
        text.push_str(lang.word(phrase));
        text.push('\n');
    };
    line(if found.same_plan { Phrase::SamePlan } else { Phrase::OtherPlanNow });
    line(if found.same_result { Phrase::SameResult } else { Phrase::OtherResult });
    text.push('\n');
    match &found.differences {
        Some(differences) => text.push_str(&list(differences, lang)),
        None => text.push_str(&format!("{}\n", lang.word(Phrase::DifferencesUnknown))),
    }
    text
}

/// What would change in a year approved already.
pub fn effect(title: Phrase, year: i32, found: &[Difference], lang: Language) -> String {
    format!("\n{}\n{}", lang.say(title, &[("year", &year)]), list(found, lang))
}

fn list(found: &[Difference], lang: Language) -> String {
    if found.is_empty() {
        return format!("{}\n", lang.word(Phrase::NoDifferences));
    }
    let mut table = Table::new([
        (lang.word(Phrase::Measure), Side::Left),
        (lang.word(Phrase::Beneficiary), Side::Left),
        (lang.word(Phrase::AmountApproved), Side::Right),
        (lang.word(Phrase::AmountNow), Side::Right),
        (lang.word(Phrase::Difference), Side::Right),
        (lang.word(Phrase::ItemsChanged), Side::Left),
        (lang.word(Phrase::BecauseOf), Side::Left),
    ]);
    for one in found {
        let items = one.items.iter().map(|item| {
            let (holder, id) = wording::key(item);
            format!("{holder} {id}")
        });
        table.row([
            one.measure.clone(),
            one.beneficiary.clone(),
            one.approved.grouped(),
            one.now.grouped(),
            crate::figures::signed(one.difference.grouped()),
            named(items, one.items.len(), lang),
            named(one.because_of.iter().map(|cause| told(cause, lang)), one.because_of.len(), lang),
        ]);
    }
    table.without_empty_columns().text("")
}

fn named(each: impl Iterator<Item = String>, count: usize, lang: Language) -> String {
    let mut text = each.take(NAMED).collect::<Vec<_>>().join(lang.pick("；", "; "));
    if count > NAMED {
        text.push_str(&lang.say(Phrase::AndMore, &[("count", &(count - NAMED))]));
    }
    text
}

/// The row behind a difference.
fn told(cause: &Cause, lang: Language) -> String {
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("file", &cause.file), ("row", &cause.row), ("batch", &cause.batch)];
    lang.say(if cause.withdrawal { Phrase::CauseWithdrawal } else { Phrase::CauseRow }, &values)
}
