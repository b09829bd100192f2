//! What is owed otherwise than approved, as tables.

use huigu_desk::{Cause, Difference, Verification};
use huigu_quantity::{Lang, Phrase};
use huigu_answers::texts::{approvals, word};

use super::wording;
use crate::table::{Side, Table};

/// How many items or rows are named of one difference; the JSON names all.
const NAMED: usize = 10;

/// What verifying an approved settlement found.
pub fn verification(found: &Verification, lang: Lang) -> String {
    let approved = &found.approved;
    let title = approvals::VerifyTitle {
        number: &approved.number,
        year: &approved.year,
        date: &approved.instant.day(),
        who: &approved.who,
        batch: &approved.batch,
    };
    let mut text = format!("{}\n", lang.say(title));
    let mut line = |phrase: Phrase| {
        text.push_str(lang.t(phrase));
        text.push('\n');
    };
    line(if found.same_plan { approvals::SAME_PLAN } else { approvals::OTHER_PLAN });
    line(if found.same_result { approvals::SAME_RESULT } else { approvals::OTHER_RESULT });
    text.push('\n');
    match &found.differences {
        Some(differences) => text.push_str(&list(differences, lang)),
        None => text.push_str(&format!("{}\n", lang.t(approvals::DIFFERENCES_UNKNOWN))),
    }
    text
}

/// What would change in a year approved already, below its title.
pub fn effect(title: &str, found: &[Difference], lang: Lang) -> String {
    format!("\n{title}\n{}", list(found, lang))
}

fn list(found: &[Difference], lang: Lang) -> String {
    if found.is_empty() {
        return format!("{}\n", lang.t(approvals::NO_DIFFERENCES));
    }
    let mut table = Table::new([
        (lang.t(word::MEASURE), Side::Left),
        (lang.t(word::BENEFICIARY), Side::Left),
        (lang.t(approvals::APPROVED), Side::Right),
        (lang.t(approvals::DUE_NOW), Side::Right),
        (lang.t(word::DIFFERENCE), Side::Right),
        (lang.t(approvals::ITEMS_CHANGED), Side::Left),
        (lang.t(approvals::BECAUSE_OF), Side::Left),
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

fn named(each: impl Iterator<Item = String>, count: usize, lang: Lang) -> String {
    let mut text = each.take(NAMED).collect::<Vec<_>>().join(lang.semicolon());
    if count > NAMED {
        text.push_str(&lang.say(approvals::AndMore { count: &(count - NAMED) }));
    }
    text
}

/// The row behind a difference.
fn told(cause: &Cause, lang: Lang) -> String {
    let (file, row, batch) = (&cause.file, &cause.row, &cause.batch);
    if cause.withdrawal {
        lang.say(approvals::CauseWithdrawal { file, batch })
    } else {
        lang.say(approvals::CauseRow { file, row, batch })
    }
}
