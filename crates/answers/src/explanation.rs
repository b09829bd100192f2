//! Why a beneficiary gets what it gets, as sheets: what counts, what nearly
//! does, and what was claimed.

use std::borrow::Cow;

use huigu_engine::{Adjustment, ClaimedLine, Explanation, Item, Line, NearMiss, Reason, Status};
use huigu_facts::Figure;
use huigu_quantity::Lang;

use crate::cell::{Cell, Link, Value};
use crate::figures::{exact, grouped};
use crate::names::figure_names;
use crate::names::{Names, key};
use crate::sheet::{Column, Fill, Sheet, View};
use crate::texts::{settlement, word};

/// The explanation as people read it from the top.
#[must_use]
pub fn sheets(found: &Explanation, names: &dyn Names, lang: Lang) -> Vec<Sheet> {
    let (clause, name, id) = (&found.clause, found.name.get(lang), &found.measure);
    let title = lang.say(settlement::MeasureHeading { clause, name: &name, id });
    let mut head = Sheet::new("explanation", title, Vec::new());
    let beneficiary = named(&found.beneficiary, names, lang);
    let (uncapped, amount) = (found.uncapped.grouped(), found.amount.grouped());
    head.about = vec![
        lang.say(settlement::ExplainHead { beneficiary: &beneficiary, year: &found.year }),
        lang.say(settlement::ExplainAmounts { uncapped: &uncapped, amount: &amount }),
    ];
    if found.status == Status::Inactive {
        head.notes.push(lang.say(settlement::Pending { figures: &figure_names(&found.unset, lang) }));
        return vec![head];
    }
    let mut lines = lines(found, names, lang);
    lines.title = lang.say(settlement::LinesTitle { count: &grouped(found.lines.len() as u64) });
    let mut near = near_misses(found, names, lang);
    near.title = lang.say(settlement::NearMissesTitle { count: &grouped(found.near_misses.len() as u64) });
    let claimed = found.claims.as_ref().map(|_| claimed(found, names, lang));
    [head, lines, near].into_iter().chain(claimed).chain(unclaimed(found, names, lang)).collect()
}

fn named(id: &str, names: &dyn Names, lang: Lang) -> String {
    match names.name(id) {
        Some(name) if !name.is_empty() => lang.say(settlement::NameAndId { name: &name, id: &id }),
        _ => id.to_owned(),
    }
}

/// Heads of holder and id, after what the items are.
fn heads(first: Option<&Item>, lang: Lang) -> [&'static str; 2] {
    match first {
        Some(Item::Guarantee { .. }) => [lang.t(word::GUARANTOR), lang.t(word::GUARANTEE_ID)],
        Some(Item::Deal { .. }) => [lang.t(word::ISSUER), lang.t(word::DEAL_ID)],
        Some(Item::Loan { .. }) | None => [lang.t(word::LENDER), lang.t(word::LOAN_ID)],
    }
}

/// With what every row of a file says again: clause, measure and beneficiary.
fn of_whom<'r, R>(fill: Fill<'r, R>, (found, names, lang): (&Explanation, &dyn Names, Lang)) -> Fill<'r, R> {
    fill.left("clause", lang.t(word::CLAUSE), |_| &found.clause)
        .wide(7)
        .seen(View::FILED)
        .left("measure", lang.t(word::MEASURE), |_| found.name.get(lang))
        .wide(26)
        .seen(View::FILED)
        .left("beneficiary", lang.t(word::BENEFICIARY_NAME), |_| names.shown(&found.beneficiary).into_owned())
        .wide(22)
        .seen(View::FILED)
}

/// Columns that say of which measure, whose, and which loan, guarantee or deal.
fn of_items<'r, R>(
    fill: Fill<'r, R>,
    (found, names, lang): (&Explanation, &dyn Names, Lang),
    item: impl Fn(&'r R) -> Option<(&'r Item, &'r str)>,
) -> Fill<'r, R> {
    let which = |of: &'r R| item(of).map_or(("", ""), |(item, _)| key(item));
    let to = |of: &'r R| item(of).map(|(item, _)| Link::Item(item.clone()));
    let borrower = |of: &'r R| item(of).map_or("", |(_, borrower)| borrower);
    let [holder, id] = heads(first(found), lang);
    of_whom(fill, (found, names, lang))
        .left("item", lang.t(word::ITEM), |of| which(of).1)
        .wide(18)
        .seen(View::FILED)
        .left("item", id, |of| Cell { link: to(of), ..which(of).1.into() })
        .seen(View::SCREENS)
        .left("holder", lang.t(word::HOLDER), |of| which(of).0)
        .wide(21)
        .seen(View::FILED)
        .left("holder", holder, |of| which(of).0)
        .seen(&[View::Terminal])
        .left("holder", holder, |of| names.shown(which(of).0).into_owned())
        .seen(View::PAGES)
        .left("borrower", lang.t(word::PARTY_ID), borrower)
        .wide(21)
        .seen(&[View::Terminal, View::Filed])
        .left("borrower", lang.t(word::PARTY_NAME), |of| Cell::named(names.shown(borrower(of)), borrower(of)))
        .seen(View::PAGES)
        .left("borrower_name", lang.t(word::PARTY_NAME), |of| names.party(borrower(of)).map(Cow::into_owned))
        .wide(26)
        .seen(&[View::Terminal, View::Filed])
}

/// Of which measure and whose a row is, where many stand in one table.
fn whose(found: &Explanation, names: &dyn Names, lang: Lang) -> [(&'static str, Cell); 3] {
    [
        ("clause", (&found.clause).into()),
        ("measure", found.name.get(lang).into()),
        ("beneficiary", names.shown(&found.beneficiary).into_owned().into()),
    ]
}

fn first(found: &Explanation) -> Option<&Item> {
    let lines = found.lines.iter().map(|line| &line.item);
    lines.chain(found.near_misses.iter().map(|miss| &miss.item)).next()
}

/// The loans, guarantees or deals that count.
#[must_use]
pub fn lines(found: &Explanation, names: &dyn Names, lang: Lang) -> Sheet {
    let fill = Fill::new("lines", lang.t(settlement::COUNTED), &found.lines);
    let fill = of_items(fill, (found, names, lang), |line| Some((&line.item, line.borrower.as_str())));
    let mut sheet = fill
        .right("average", lang.t(word::DAILY_AVERAGE), |line| line.daily_average)
        .right("before", lang.t(word::DAILY_AVERAGE_BEFORE), |line| line.daily_average_before)
        .right("amount", lang.t(word::AMOUNT), |line| Cell::from(line.amount).to(Link::Item(line.item.clone())))
        .left("note", lang.t(word::NOTE), |line| note(line, names, lang))
        .wide(28)
        .sheet()
        .or_empty(lang.t(settlement::NO_LINES));
    let whose = whose(found, names, lang);
    let sum = |title: &str, amount| {
        let own = [("item", title.into()), ("amount", Cell::from(amount))];
        sheet.by_key(whose.clone().into_iter().chain(own))
    };
    let mut totals = vec![sum(lang.t(word::BEFORE_CAPS), found.uncapped)];
    totals.extend(found.adjustments.iter().map(|one| sum(&adjusted(one, lang), one.amount)));
    totals.push(sum(lang.t(word::DUE), found.amount));
    sheet.totals = totals;
    sheet
}

/// What an adjustment is called, with the figure of the plan behind it.
#[must_use]
pub fn adjusted(one: &Adjustment, lang: Lang) -> String {
    let name = lang.t(one.kind.text());
    if one.cap.is_empty() {
        return name.to_owned();
    }
    lang.say(settlement::NameAndId { name: &name, id: &one.cap })
}

/// What else there is to say of a line.
fn note(line: &Line, names: &dyn Names, lang: Lang) -> String {
    let mut notes = Vec::new();
    if !line.also_under.is_empty() {
        notes.push(lang.say(settlement::AlsoUnder { measures: &names.measures(&line.also_under, lang) }));
    }
    if !line.books_begin_later.is_empty() {
        notes.push(lang.say(settlement::BooksBeginLater { lenders: &names.list(&line.books_begin_later, lang) }));
    }
    notes.join(lang.semicolon())
}

/// A near miss, and one condition it fails.
type Failed<'m> = (&'m NearMiss, &'m Reason);

/// What nearly counts, a condition it fails a row.
#[must_use]
pub fn near_misses(found: &Explanation, names: &dyn Names, lang: Lang) -> Sheet {
    let misses = found.near_misses.iter();
    let failed: Vec<Failed<'_>> =
        misses.flat_map(|miss| miss.reasons.iter().map(move |reason| (miss, reason))).collect();
    let fill = Fill::new("near", lang.t(settlement::NEAR_MISSES), &failed);
    of_items(fill, (found, names, lang), |(miss, _)| Some((&miss.item, miss.borrower.as_str())))
        .left("reason", lang.t(word::REASON), |(_, reason)| lang.t(reason.code.text()))
        .wide(34)
        .right("required", lang.t(word::REQUIRED), |(_, reason)| reason.limit.clone())
        .right("actual", lang.t(word::ACTUAL), |(_, reason)| reason.actual.clone())
        .sheet()
        .or_empty(lang.t(word::NONE))
}

/// What nearly counts, an item a row with every condition it fails.
#[must_use]
pub fn near_misses_by_item(found: &Explanation, names: &dyn Names, lang: Lang) -> Sheet {
    let fill = Fill::new("near", lang.t(settlement::NEAR_MISSES), &found.near_misses);
    of_items(fill, (found, names, lang), |miss| Some((&miss.item, miss.borrower.as_str())))
        .left("reasons", lang.t(settlement::UNMET), |miss| reasons(&miss.reasons, lang))
        .sheet()
        .or_empty(lang.t(settlement::NO_NEAR_MISSES))
}

/// Reasons, one a line, with what is required and what is there.
#[must_use]
pub fn reasons(all: &[Reason], lang: Lang) -> Cell {
    Value::Lines(all.iter().map(|one| reason(one, lang)).collect()).into()
}

fn reason(reason: &Reason, lang: Lang) -> String {
    let text = lang.t(reason.code.text());
    let figure = |figure: &Option<Figure>| figure.as_ref().map(|figure| exact(figure, lang));
    match (figure(&reason.limit), figure(&reason.actual)) {
        (None, None) => text.to_owned(),
        (Some(required), None) => lang.say(settlement::ReasonRequired { text: &text, required: &required }),
        (None, Some(actual)) => lang.say(settlement::ReasonActual { text: &text, actual: &actual }),
        (Some(required), Some(actual)) => {
            lang.say(settlement::ReasonBoth { text: &text, required: &required, actual: &actual })
        }
    }
}

/// What was claimed line by line, against the books.
#[must_use]
pub fn claimed(found: &Explanation, names: &dyn Names, lang: Lang) -> Sheet {
    let lines = found.claims.as_ref().map_or(&[][..], |claims| &claims.lines);
    let fill = Fill::new("claims", lang.t(word::CLAIMED_AND_VERIFIED), lines);
    let mut sheet = of_claims(fill, (found, names, lang))
        .right("claimed", lang.t(word::CLAIMED), |line| line.claimed)
        .right("verified", lang.t(word::VERIFIED), |line| line.verified)
        .right("difference", lang.t(word::DIFFERENCE), |line| line.difference)
        .left("verdict", lang.t(word::VERDICT), |line| lang.t(line.why.text()))
        .wide(16)
        .left("reasons", lang.t(settlement::UNMET), |line| reasons(&line.reasons, lang))
        .wide(40)
        .sheet()
        .or_empty(lang.t(settlement::CLAIMED_IN_ALL));
    if let Some(claims) = &found.claims {
        let sums = [
            ("item", lang.t(word::TOTAL).into()),
            ("claimed", claims.claimed.into()),
            ("verified", claims.verified.into()),
            ("difference", claims.difference.into()),
        ];
        let total = sheet.by_key(whose(found, names, lang).into_iter().chain(sums));
        sheet.total(total);
    }
    sheet
}

/// What counts by the books and was not claimed, where lines were claimed.
#[must_use]
pub fn unclaimed(found: &Explanation, names: &dyn Names, lang: Lang) -> Option<Sheet> {
    let items = &found.claims.as_ref().filter(|claims| !claims.unclaimed.is_empty())?.unclaimed;
    let [holder, id] = heads(items.first(), lang);
    let title = lang.say(settlement::Unclaimed { count: &grouped(items.len() as u64) });
    let fill = Fill::new("unclaimed", title, items)
        .left("item", id, |item| Cell::text(key(item).1).to(Link::Item(item.clone())))
        .left("holder", holder, |item| key(item).0)
        .seen(View::BUT_PAGES)
        .left("holder", holder, |item| names.shown(key(item).0).into_owned())
        .seen(View::PAGES);
    Some(fill.sheet())
}

fn of_claims<'r>(
    fill: Fill<'r, ClaimedLine>,
    (found, names, lang): (&Explanation, &dyn Names, Lang),
) -> Fill<'r, ClaimedLine> {
    of_whom(fill, (found, names, lang))
        .left("item", lang.t(word::ITEM), |line| &line.loan_id)
        .wide(18)
        .left("holder", lang.t(word::HOLDER), |line| &line.lender)
        .wide(21)
        .seen(&[View::Terminal, View::Filed])
        .left("holder", lang.t(word::HOLDER), |line| names.shown(&line.lender).into_owned())
        .seen(View::PAGES)
}

const DATA: &[&str] = &[
    "row",
    "holder",
    "item",
    "borrower",
    "borrower_name",
    "daily_average",
    "daily_average_before",
    "amount",
    "claimed",
    "verdict",
    "code",
    "reason",
    "limit",
    "actual",
    "also_under",
    "books_begin_later",
];

/// All of it for programs: one row a line, adjustment, reason of a near miss,
/// and claimed line; the first column tells which.
#[must_use]
pub fn for_programs(found: &Explanation, names: &dyn Names, lang: Lang) -> Sheet {
    let columns = DATA.iter().map(|key| Column::left(key, "").seen(View::DATA)).collect();
    let mut sheet = Sheet::new("explanation", "", columns);
    let of_item = |kind: &str, item: &Item| {
        let (holder, id) = key(item);
        [("row", kind.into()), ("holder", holder.into()), ("item", id.into())]
    };
    let of_party =
        |id: &str| [("borrower", Cell::from(id)), ("borrower_name", names.party(id).map(Cow::into_owned).into())];
    let of_reason = |reason: &Reason| {
        [
            ("code", reason.code.code().into()),
            ("reason", lang.t(reason.code.text()).into()),
            ("limit", reason.limit.clone().into()),
            ("actual", reason.actual.clone().into()),
        ]
    };
    for line in &found.lines {
        let cells = [
            ("daily_average", line.daily_average.into()),
            ("daily_average_before", line.daily_average_before.into()),
            ("amount", line.amount.into()),
            ("also_under", line.also_under.join(" ").into()),
            ("books_begin_later", line.books_begin_later.join(" ").into()),
        ];
        sheet.add(of_item("line", &line.item).into_iter().chain(of_party(&line.borrower)).chain(cells));
    }
    for one in &found.adjustments {
        let (kind, cap) = (one.kind.code().into(), one.cap.as_str().into());
        sheet.add([("row", "adjustment".into()), ("amount", one.amount.into()), ("code", kind), ("reason", cap)]);
    }
    for miss in &found.near_misses {
        for reason in &miss.reasons {
            let item = of_item("near-miss", &miss.item).into_iter().chain(of_party(&miss.borrower));
            sheet.add(item.chain(of_reason(reason)));
        }
    }
    let Some(claims) = &found.claims else { return sheet };
    for line in &claims.lines {
        let joined = |of: fn(&Reason, Lang) -> &'static str, by: &str| {
            line.reasons.iter().map(|reason| of(reason, lang)).collect::<Vec<_>>().join(by)
        };
        sheet.add([
            ("row", "claim".into()),
            ("holder", line.lender.as_str().into()),
            ("item", line.loan_id.as_str().into()),
            ("amount", line.verified.into()),
            ("claimed", line.claimed.into()),
            ("verdict", line.why.code().into()),
            ("code", joined(|reason, _| reason.code.code(), " ").into()),
            ("reason", joined(|reason, lang| lang.t(reason.code.text()), lang.semicolon()).into()),
        ]);
    }
    for item in &claims.unclaimed {
        sheet.add(of_item("unclaimed", item));
    }
    sheet
}
