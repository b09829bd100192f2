//! Notices as sheets, and the amounts a public one shows.

use huigu_answers::texts::{notices, word};
use huigu_answers::{Cell, Fill, Link, Sheet, View};
use huigu_plan::Plan;
use huigu_quantity::Lang;

use crate::{NoticeView, Publication};

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
