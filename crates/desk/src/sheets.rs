//! Answers of a register as sheets: approvals, notices, scenarios, differences;
//! those of books, parties and accounts stand below.

mod accounts;
mod books;
mod datasets;
mod moment;
mod parties;

use huigu_answers::texts::{approvals, notices, simulation, word};
use huigu_answers::{Cell, Fill, Link, Names, Sheet, Style, Value, View, names};
use huigu_facts::Figure;
use huigu_plan::Plan;
use huigu_quantity::Lang;

pub use crate::desk::KnownNames;
pub use accounts::{acts, own_sessions, tokens, users};
pub use books::{batches, corrections, events, faults, findings, imported, institutions, standing};
pub use datasets::{datasets, records};
pub use moment::{clock_time, moment};
pub use parties::{found_parties, guarantees, loans, qualifying, scale, unqualified};

use crate::{ApprovalView, Cause, Difference, NoticeView, Publication, ScenarioView, Verification};

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

/// Notices, by number.
#[must_use]
pub fn notices(lines: &[NoticeView], lang: Lang) -> Sheet {
    let withdrawn = |one: &'_ NoticeView| one.withdrawn.clone();
    Fill::new("notices", lang.t(notices::NOTICES), lines)
        .right("notice", lang.t(notices::NUMBER), |one| Cell::number(one.notice))
        .left("kind", lang.t(word::CATEGORY), |one| Cell::listed(one.kind, lang))
        .left("title", lang.t(word::TITLE), |one| Cell::text(&one.title).to(Link::Notice(one.notice)))
        .left("date", lang.t(notices::PUBLISHED_ON), |one| one.date)
        .left("until", lang.t(notices::UNTIL), |one| one.until)
        .right("settlement", lang.t(notices::SETTLEMENT), |one| one.settlement.map(Cell::number))
        .left("who", lang.t(notices::PUBLISHED_BY), |one| Cell::who(&one.who))
        .seen(&[View::Page, View::Data])
        .data("withdrawn", |one| withdrawn(one).map(|withdrawn| withdrawn.date))
        .data("reason", |one| withdrawn(one).map(|withdrawn| withdrawn.reason))
        .left("note", lang.t(word::NOTE), |one| {
            withdrawn(one)
                .map(|withdrawn| lang.say(notices::WithdrawnNote { date: &withdrawn.date, reason: &withdrawn.reason }))
        })
        .seen(View::PEOPLE)
        .sheet()
        .or_empty(lang.t(notices::NONE_YET))
}

/// What a public notice publishes: who gets how much, by measure, as a document.
#[must_use]
pub fn published(publication: &Publication, plan: &Plan, lang: Lang) -> Sheet {
    let each = publication.measures.iter().flat_map(|one| one.beneficiaries.iter().map(move |share| (one, share)));
    let name = |id: &str| {
        let found = plan.measures().iter().find(|measure| measure.id == id);
        found.map_or(id, |measure| measure.name.get(lang)).to_owned()
    };
    let title = lang.say(notices::ApprovedResult { year: &publication.year, settlement: &publication.settlement });
    let mut sheet = Fill::new("amounts", title, &each.collect::<Vec<_>>())
        .left("measure", lang.t(word::MEASURE), |(one, _)| name(&one.measure))
        .left("beneficiary", lang.t(word::BENEFICIARY_NAME), |(_, share)| &share.name)
        .right("amount", lang.t(word::AMOUNT), |(_, share)| share.amount)
        .sheet()
        .or_empty(lang.t(notices::NOTHING_DUE))
        .whole();
    let total = sheet.by_key([("measure", lang.t(word::TOTAL).into()), ("amount", publication.total.into())]);
    sheet.total(total);
    sheet
}

/// Scenarios that were saved; `address` is where one is opened.
#[must_use]
pub fn scenarios(lines: &[ScenarioView], address: &dyn Fn(&ScenarioView) -> String, lang: Lang) -> Sheet {
    Fill::new("scenarios", lang.t(simulation::SAVED), lines)
        .left("name", lang.t(word::NAME), |one| Cell::text(&one.name).to_path(address(one)))
        .right("year", lang.t(word::YEAR), |one| Figure::Year(one.year))
        .left("settings", lang.t(simulation::SETTINGS), |one| one.set.text())
        .left("who", lang.t(simulation::SAVED_BY), |one| Cell::who(&one.who))
        .sheet()
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
