//! Approved settlements as sheets, and what differs from them by now.

use huigu_answers::texts::{approvals, word};
use huigu_answers::{Cell, Fill, Link, Names, Sheet, Style, Value, View, names};
use huigu_facts::Figure;
use huigu_quantity::Lang;

use super::moment::moment;
use crate::{ApprovalView, Cause, Difference, Verification};

/// How many items or rows are named of one difference; the JSON names all.
const NAMED: usize = 10;

/// What was approved, when, by whom and of what.
#[must_use]
pub fn approved(lines: &[ApprovalView], lang: Lang) -> Sheet {
    Fill::new("approved", lang.t(approvals::APPROVED_YEARS), lines)
        .right("settlement", lang.t(approvals::NUMBER), |one| {
            Cell::number(one.settlement).to(Link::Settlement(one.settlement))
        })
        .right("year", lang.t(word::YEAR), |one| Figure::Year(one.year))
        .left("date", lang.t(approvals::APPROVED_ON), |one| one.date)
        .seen(View::BUT_PAGES)
        .left("date", lang.t(approvals::APPROVED_ON), |one| moment(one.instant))
        .seen(View::PAGES)
        .left("who", lang.t(approvals::APPROVED_BY), |one| Cell::who(&one.who))
        .right("due", lang.t(word::DUE), |one| one.amount)
        .seen(View::PAGES)
        .left("note", lang.t(word::NOTE), |one| &one.note)
        .right("batch", lang.t(word::BATCH), |one| Cell::number(one.batch))
        .data("plan_sm3", |one| one.plan_sm3.to_string())
        .left("result_sm3", lang.t(approvals::RESULT_SM3), |one| Value::Digest(one.result_sm3.to_string()))
        .seen(&[View::Page, View::Data])
        .sheet()
        .or_empty(lang.t(approvals::NONE_YET))
}

/// What verifying an approved settlement found, as people read it from the top.
#[must_use]
pub fn verification(found: &Verification, names: &dyn Names, lang: Lang) -> Sheet {
    let mut sheet = match &found.differences {
        Some(all) => differences(all, found.year, names, lang),
        None => Sheet::new("differences", "", Vec::new()),
    };
    sheet.title = lang.say(approvals::VerifyTitle {
        number: &found.settlement,
        year: &found.year,
        date: &found.date,
        who: &found.who,
        batch: &found.batch,
    });
    let plan = if found.same_plan { approvals::SAME_PLAN } else { approvals::OTHER_PLAN };
    let result = if found.same_result { approvals::SAME_RESULT } else { approvals::OTHER_RESULT };
    sheet.about = vec![lang.t(plan).to_owned(), lang.t(result).to_owned()];
    if found.differences.is_none() {
        sheet.about.push(lang.t(approvals::DIFFERENCES_UNKNOWN).to_owned());
    }
    sheet
}

/// What is owed otherwise than approved for a year.
#[must_use]
pub fn differences(all: &[Difference], year: i32, names: &dyn Names, lang: Lang) -> Sheet {
    let measure =
        |one: &Difference| names.measure(&one.measure).map_or(one.measure.as_str(), |name| name.get(lang)).to_owned();
    let why = |one: &Difference| Link::Beneficiary(one.measure.clone(), one.beneficiary.clone(), year);
    Fill::new("differences", lang.t(approvals::DIFFERENCES), all)
        .left("measure", lang.t(word::MEASURE), |one| {
            Cell::text(measure(one)).to(Link::Measure(one.measure.clone(), year))
        })
        .left("beneficiary", lang.t(word::BENEFICIARY), |one| {
            Cell::named(names.shown(&one.beneficiary), one.beneficiary.as_str()).to(why(one))
        })
        .right("approved", lang.t(approvals::APPROVED), |one| one.approved)
        .right("now", lang.t(approvals::DUE_NOW), |one| one.now)
        .right("difference", lang.t(word::DIFFERENCE), |one| {
            Cell::figure(Some(&Figure::Money(one.difference)), Style::Change)
        })
        .left("items", lang.t(approvals::ITEMS_CHANGED), |one| {
            let items = one.items.iter().map(|item| {
                let (holder, id) = names::key(item);
                (format!("{holder} {id}"), Link::Item(item.clone()))
            });
            several(items, one.items.len(), lang)
        })
        .left("because", lang.t(approvals::BECAUSE_OF), |one| {
            let rows = one.because_of.iter().map(|cause| (row_of(cause, lang), Link::Batch(cause.batch)));
            several(rows, one.because_of.len(), lang)
        })
        .sheet()
        .or_empty(lang.t(approvals::NO_DIFFERENCES))
}

/// The first of several, and how many more there are.
fn several(each: impl Iterator<Item = (String, Link)>, count: usize, lang: Lang) -> Cell {
    let more = count.saturating_sub(NAMED);
    let more = if more > 0 { lang.say(approvals::AndMore { count: &more }) } else { String::new() };
    Value::Several(each.take(NAMED).collect(), more).into()
}

/// The row behind a difference.
fn row_of(cause: &Cause, lang: Lang) -> String {
    let (file, row, batch) = (&cause.file, &cause.row, &cause.batch);
    if cause.withdrawal {
        lang.say(approvals::CauseWithdrawal { file, batch })
    } else {
        lang.say(approvals::CauseRow { file, row, batch })
    }
}
