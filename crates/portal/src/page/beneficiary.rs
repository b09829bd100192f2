//! Why a beneficiary gets what it gets: lines, adjustments, near misses, claims.

use huigu_answers::figures::exact;
use huigu_answers::texts::{plan, settlement, word};
use huigu_desk::{Directory, ExplainEntitlement};
use huigu_engine::{Adjustment, AdjustmentKind, ClaimFinding, ClaimVerdict, Explanation, Item, Line, NearMiss, Reason};
use huigu_facts::Figure;
use maud::{Markup, html};

use crate::ask::{Ask, escaped};
use crate::block::figure::money;
use crate::block::parts::{key_figure, year_choice};
use crate::block::table::{Cell, Column, Table, left, right};
use crate::reply::{Outcome, Page};
use crate::words::clause_number;

/// Who holds an item, and its id there.
pub fn key(item: &Item) -> (&str, &str) {
    match item {
        Item::Loan { lender, loan_id } => (lender, loan_id),
        Item::Guarantee { guarantor, guarantee_id } => (guarantor, guarantee_id),
        Item::Deal { issuer, deal_id } => (issuer, deal_id),
    }
}

/// What kind of item it is, as the path says it.
pub fn kind(item: &Item) -> &'static str {
    match item {
        Item::Loan { .. } => "loan",
        Item::Guarantee { .. } => "guarantee",
        Item::Deal { .. } => "deal",
    }
}

/// Where an item's events are shown.
pub fn trace_of(item: &Item, ask: &Ask<'_>) -> String {
    let (owner, id) = key(item);
    let path = ["/trace/", &escaped(owner), "/", &escaped(id)].concat();
    let link = ask.link(&path);
    let joint = if link.contains('?') { "&" } else { "?" };
    [&link, joint, "kind=", kind(item)].concat()
}

/// `/measures/{id}/{beneficiary}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let (year, beneficiary) = (ask.year()?, ask.place("beneficiary"));
    let mut input: ExplainEntitlement =
        ask.input(&[("year", &year.to_string()), ("measure", ask.place("id")), ("beneficiary", beneficiary)])?;
    input.as_known_at = ask.known_at()?;
    let answer = ask.run(input)?;
    let (found, names) = (&answer.found, &*answer.names);
    let name = names.shown(beneficiary);
    let body = html! {
        div.lead {
            p { a href=(ask.link(&["/plan/", &found.clause].concat())) { (ask.say(plan::ClauseNumber { clause: &clause_number(ask.lang, &found.clause) })) }
                " · " (ask.text(&found.name)) @if name != beneficiary { " · " code { (beneficiary) } } }
            (year_choice(ask, year))
        }
        (keys(found, ask))
        (lines(found, names, ask).show(ask))
        (near_misses(&found.near_misses, names, ask).show(ask))
        @if let Some(claims) = &found.claims { (claimed(claims, names, ask)) }
    };
    let measure = ask.link_year(&["/measures/", &found.measure].concat(), year);
    let last = huigu_quantity::Period::year(year).last();
    let page = Page::new("/measures", name, body).under(ask.link_year("/measures", year), ask.t(settlement::MEASURES));
    Ok(page.under(measure, ask.text(&found.name)).closing(last).into())
}

fn keys(found: &Explanation, ask: &Ask<'_>) -> Markup {
    let lang = ask.lang;
    let lines = ask.count(found.lines.len());
    html! {
        dl.keys {
            (key_figure(&ask.say(settlement::DueFor { year: &found.year }), &money(found.amount, lang), &html! {
                (ask.say(settlement::FromLines { lines: &lines }))
            }))
            @if found.uncapped != found.amount {
                (key_figure(ask.t(word::BEFORE_CAPS), &money(found.uncapped, lang), &html! {
                    @for one in &found.adjustments { p { (adjustment(one, ask)) " " (one.amount.grouped()) " " (ask.t(word::YUAN)) } }
                }))
            }
            (key_figure(ask.t(settlement::NOT_COUNTED), &html! { a.sum href="#near" { (ask.count(found.near_misses.len())) span.unit { (ask.t(word::ITEMS_UNIT)) } } }, &html! {
                (ask.t(settlement::EACH_WITH_CONDITIONS))
            }))
        }
    }
}

fn adjustment(one: &Adjustment, ask: &Ask<'_>) -> String {
    let name = ask.t(match one.kind {
        AdjustmentKind::Floor => settlement::FLOORED,
        AdjustmentKind::Cap => settlement::CAPPED,
        AdjustmentKind::Incomplete => settlement::BOOKS_INCOMPLETE,
    });
    if one.cap.is_empty() { name.to_owned() } else { [name, " ", &one.cap].concat() }
}

fn titles(first: Option<&Item>, ask: &Ask<'_>) -> [Column; 2] {
    let (holder, id) = match first {
        Some(Item::Guarantee { .. }) => (word::GUARANTOR, word::GUARANTEE_ID),
        Some(Item::Deal { .. }) => (word::ISSUER, word::DEAL_ID),
        Some(Item::Loan { .. }) | None => (word::LENDER, word::LOAN_ID),
    };
    [left("holder", ask.t(holder)), left("item", ask.t(id))]
}

fn borrower(id: &str, names: &Directory) -> Cell {
    let name = names.shown(id);
    if name == id { Cell::Text(name) } else { Cell::Text([&name, " ", id].concat()) }
}

fn lines(found: &Explanation, names: &Directory, ask: &Ask<'_>) -> Table {
    let [holder, item] = titles(found.lines.first().map(|line| &line.item), ask);
    let columns = vec![
        item,
        holder,
        left("borrower", ask.t(word::BORROWER)),
        right("average", ask.t(word::DAILY_AVERAGE)),
        right("before", ask.t(word::DAILY_AVERAGE_BEFORE)),
        right("amount", ask.t(word::AMOUNT)),
        left("note", ask.t(word::NOTE)),
    ];
    let mut table = Table::new("lines", ask.t(settlement::COUNTED), columns).or_empty(ask.t(settlement::NO_LINES));
    for line in &found.lines {
        let (owner, id) = key(&line.item);
        table.row(vec![
            Cell::Link(id.to_owned(), trace_of(&line.item, ask)),
            Cell::Text(names.shown(owner)),
            borrower(&line.borrower, names),
            Cell::money(line.daily_average),
            Cell::money(line.daily_average_before),
            Cell::MoneyLink(line.amount, trace_of(&line.item, ask)),
            Cell::Text(note(line, names, ask)),
        ]);
    }
    let sum = |title: String, amount| {
        vec![Cell::Text(title), Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank, Cell::Money(amount), Cell::Blank]
    };
    table.total(sum(ask.t(settlement::TOTAL_BEFORE_CAPS).to_owned(), found.uncapped));
    for one in &found.adjustments {
        table.total(sum(adjustment(one, ask), one.amount));
    }
    if !found.adjustments.is_empty() {
        table.total(sum(ask.t(word::DUE).to_owned(), found.amount));
    }
    table
}

fn note(line: &Line, names: &Directory, ask: &Ask<'_>) -> String {
    let mut notes = Vec::new();
    if !line.also_under.is_empty() {
        let name = |id: &String| {
            let found = ask.plan().measures().iter().find(|measure| measure.id == *id);
            found.map_or(id.as_str(), |measure| ask.text(&measure.name)).to_owned()
        };
        let all = line.also_under.iter().map(name).collect::<Vec<_>>().join(ask.pick("、", ", "));
        notes.push(ask.say(settlement::AlsoUnder { measures: &all }));
    }
    if !line.books_begin_later.is_empty() {
        let all = line.books_begin_later.iter().map(|id| names.shown(id)).collect::<Vec<_>>();
        let all = all.join(ask.pick("、", ", "));
        notes.push(ask.say(settlement::BooksBeginLater { lenders: &all }));
    }
    notes.join(ask.pick("；", "; "))
}

/// What a reason says, with what is wanted and what is there.
pub fn reason(reason: &Reason, ask: &Ask<'_>) -> String {
    let mut text = ask.pick(reason.code.chinese(), reason.code.english()).to_owned();
    let read = |figure: &Option<Figure>| figure.as_ref().map(|figure| exact(figure, ask.lang));
    let (limit, actual) = (read(&reason.limit), read(&reason.actual));
    let parts: Vec<String> = [
        limit.map(|limit| ask.say(settlement::Required { limit: &limit })),
        actual.map(|actual| ask.say(settlement::Actual { actual: &actual })),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !parts.is_empty() {
        text.push_str(ask.pick("（", " ("));
        text.push_str(&parts.join(ask.pick("，", ", ")));
        text.push_str(ask.pick("）", ")"));
    }
    text
}

/// Every reason, one a line.
pub fn reasons(all: &[Reason], ask: &Ask<'_>) -> Cell {
    let each: Vec<String> = all.iter().map(|one| reason(one, ask)).collect();
    let shown = html! { ul.reasons { @for one in &each { li { (one) } } } };
    Cell::Own(shown, each.join(ask.pick("；", "; ")))
}

fn near_misses(all: &[NearMiss], names: &Directory, ask: &Ask<'_>) -> Table {
    let [holder, item] = titles(all.first().map(|near| &near.item), ask);
    let columns =
        vec![item, holder, left("borrower", ask.t(word::BORROWER)), left("reasons", ask.t(settlement::UNMET))];
    let mut table =
        Table::new("near", ask.t(settlement::NEAR_MISSES), columns).or_empty(ask.t(settlement::NO_NEAR_MISSES));
    for near in all {
        let (owner, id) = key(&near.item);
        table.row(vec![
            Cell::Link(id.to_owned(), trace_of(&near.item, ask)),
            Cell::Text(names.shown(owner)),
            borrower(&near.borrower, names),
            reasons(&near.reasons, ask),
        ]);
    }
    table
}

fn claimed(claims: &ClaimFinding, names: &Directory, ask: &Ask<'_>) -> Markup {
    let columns = vec![
        left("item", ask.t(word::ID)),
        left("holder", ask.t(word::INSTITUTION)),
        right("claimed", ask.t(word::CLAIMED)),
        right("verified", ask.t(word::VERIFIED)),
        right("difference", ask.t(word::DIFFERENCE)),
        left("why", ask.t(word::VERDICT)),
        left("reasons", ask.t(settlement::UNMET)),
    ];
    let mut table =
        Table::new("claims", ask.t(word::CLAIMED_AND_VERIFIED), columns).or_empty(ask.t(settlement::CLAIMED_IN_ALL));
    for line in &claims.lines {
        let verdict = ask.t(match line.why {
            ClaimVerdict::Agrees => settlement::AGREES,
            ClaimVerdict::AmountDiffers => settlement::AMOUNT_DIFFERS,
            ClaimVerdict::DoesNotQualify => settlement::DOES_NOT_QUALIFY,
            ClaimVerdict::NoBalance => settlement::NO_BALANCE,
            ClaimVerdict::NotOnBooks => settlement::NOT_ON_BOOKS,
        });
        table.row(vec![
            Cell::text(&line.loan_id),
            Cell::Text(names.shown(&line.lender)),
            Cell::Money(line.claimed),
            Cell::Money(line.verified),
            Cell::Money(line.difference),
            Cell::text(verdict),
            if line.reasons.is_empty() { Cell::Blank } else { reasons(&line.reasons, ask) },
        ]);
    }
    table.total(vec![
        Cell::text(ask.t(word::TOTAL)),
        Cell::Blank,
        Cell::Money(claims.claimed),
        Cell::Money(claims.verified),
        Cell::Money(claims.difference),
    ]);
    html! { (table.show(ask)) }
}
