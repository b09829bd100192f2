//! Parties: looking for them, and one as the platform knows it.

use huigu_answers::figures::grouped;
use huigu_answers::texts::{frame, parties, settlement, trace, word};
use huigu_desk::{Answer, PartyAnswer, PartyRow, Standing, UseCase};
use huigu_facts::{Figure, Scale as Size, ScaleFigure, ScaleStep, Vocabulary};
use huigu_quantity::Fen;
use maud::{Markup, html};

use crate::ask::{Ask, escaped};
use crate::block::figure::Scale;
use crate::block::parts::date_choice;
use crate::block::table::{Cell, Table, left, right};
use crate::frame::csrf;
use crate::page::beneficiary::{key, reasons, trace_of};
use crate::reply::{Outcome, Page};
use crate::words::clause_number;

/// Parties in a list.
const LISTED: usize = 500;

/// A word of the books in the language.
fn word<V: Vocabulary>(value: V, ask: &Ask<'_>) -> String {
    ask.pick(value.chinese(), value.code()).to_owned()
}

/// `/parties`
pub fn list(ask: &Ask<'_>) -> Outcome {
    let text = ask.query.get("text").unwrap_or_default();
    let found = ask.counter().parties(&ask.caller, text, ask.query.get("after"), LISTED)?.found;
    let columns = vec![
        left("name", ask.t(word::NAME)),
        left("kind", ask.t(word::TYPE)),
        left("scale", ask.t(word::SCALE)),
        left("industry", ask.t(word::INDUSTRY_CODE)),
        left("town", ask.t(word::TOWN)),
    ];
    let mut table = Table::new("parties", ask.t(parties::PARTIES), columns).or_empty(ask.t(parties::NOTHING_FOUND));
    for one in &found {
        let (name, href) = (one.name.shown(), ask.link(&["/parties/", &escaped(&one.id)].concat()));
        table.row(vec![
            Cell::Named(name, one.id.clone(), href),
            Cell::Text(word(one.kind, ask)),
            one.scale.map_or(Cell::Blank, |scale| Cell::Text(word(scale, ask))),
            Cell::text(&one.industry),
            Cell::text(&one.town),
        ]);
    }
    let body = html! {
        form.sheet.row method="get" action="/parties" role="search" aria-label=(ask.t(word::SEARCH)) {
            div { label for="text" { (ask.t(parties::SEARCH_FIELD)) } input #text type="search" name="text" value=(text); }
            button { (ask.t(word::SEARCH)) }
            p.small { (ask.t(parties::PERSONS_HINT)) }
        }
        (table.show(ask))
        @if let Some(last) = found.last().filter(|_| found.len() == LISTED) {
            nav.turn { a.quiet href=(ask.here_with("after", &last.id)) { (ask.t(frame::NEXT)) } }
        }
    };
    Ok(Page::new("/parties", ask.t(parties::PARTIES), body).into())
}

/// `/parties/{id}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let day = ask.as_of()?;
    let answer = ask.counter().party(&ask.caller, ask.place("id"), day, ask.known_at()?)?;
    let party = &answer.found;
    let name = party.name.shown();
    let body = html! {
        div.lead { p { code { (party.id) } } (date_choice(ask)?) }
        @if party.name.is_personal() && ask.caller.may(UseCase::Unmask) { (unmask_form(party, ask)) }
        (entitled(&answer, ask))
        (itself(party, ask))
        (loans(&answer, ask).show(ask))
        (guarantees(&answer, ask).show(ask))
    };
    let page = Page::new("/parties", name, body).closing(day);
    Ok(if ask.caller.may(UseCase::Parties) { page.under("/parties", ask.t(parties::PARTIES)) } else { page }.into())
}

fn unmask_form(party: &PartyAnswer, ask: &Ask<'_>) -> Markup {
    html! {
        form.sheet.row method="post" action={ "/parties/" (escaped(&party.id)) "/unmask" } {
            (csrf(ask))
            div { label for="reason" { (ask.t(parties::UNMASK_REASON)) } input #reason name="reason" required maxlength="200"; }
            button.quiet { (ask.t(parties::SHOW_NAME)) }
        }
    }
}

/// `POST /parties/{id}/unmask`
pub fn unmask(ask: &Ask<'_>) -> Outcome {
    let id = ask.place("id");
    let leave = ask.counter().unmask(&ask.caller, id, ask.form.get("reason").unwrap_or_default())?;
    let found = ask.counter().party(&ask.caller, id, ask.as_of()?, None)?.found;
    let name = match &found.name {
        huigu_desk::PartyName::Personal(name) => name.unmasked(&leave).unwrap_or_default().to_owned(),
        huigu_desk::PartyName::Open(name) => name.clone(),
    };
    let back = ["/parties/", &escaped(id)].concat();
    let body = html! {
        section.sheet { p { (name) " " code { (found.id) } } p.small { (ask.t(parties::UNMASKED)) } p { a href=(back) { (ask.t(word::BACK)) } } }
    };
    Ok(Page::new("/parties", ask.t(parties::WHOLE_NAME), body).into())
}

/// What the year's measures bring by it, and what fails and why.
fn entitled(answer: &Answer<PartyAnswer>, ask: &Ask<'_>) -> Markup {
    let standings = &answer.found.standings;
    let (counts, fails): (Vec<&Standing>, Vec<&Standing>) = standings.iter().partition(|one| one.amount.is_some());
    let measure = |one: &Standing| {
        let found = ask.plan().measures().iter().find(|measure| measure.id == one.measure);
        let name = found.map_or(one.measure.as_str(), |measure| ask.text(&measure.name));
        Cell::Link(
            [&clause_number(ask.lang, &one.clause), " ", name].concat(),
            ask.link(&["/plan/", &one.clause].concat()),
        )
    };
    let item = |one: &Standing| Cell::Link(key(&one.item).1.to_owned(), trace_of(&one.item, ask));
    let who = |one: &Standing| Cell::Text(answer.names.shown(&one.beneficiary));
    let mut good = Table::new(
        "counts",
        ask.t(parties::QUALIFYING),
        vec![
            left("measure", ask.t(word::MEASURE)),
            left("item", ask.t(word::ID)),
            left("paid", ask.t(parties::PAID_TO)),
            right("amount", ask.t(word::AMOUNT)),
        ],
    )
    .or_empty(ask.t(parties::NONE_QUALIFY));
    for one in &counts {
        good.row(vec![measure(one), item(one), who(one), Cell::money(one.amount)]);
    }
    let mut bad = Table::new(
        "fails",
        ask.t(parties::NOT_QUALIFYING),
        vec![
            left("measure", ask.t(word::MEASURE)),
            left("item", ask.t(word::ID)),
            left("reasons", ask.t(settlement::UNMET)),
        ],
    )
    .or_empty(ask.t(settlement::NO_NEAR_MISSES));
    for one in &fails {
        bad.row(vec![measure(one), item(one), reasons(&one.reasons, ask)]);
    }
    html! { (good.show(ask)) (bad.show(ask)) }
}

/// What the register says of it, row by row, and why its scale is what it is.
fn itself(party: &PartyAnswer, ask: &Ask<'_>) -> Markup {
    html! {
        @for row in party.rows.iter().rev() {
            section.sheet {
                h2 { @match row.valid_from {
                    Some(day) => { (ask.say(parties::RegisteredFrom { date: &ask.date(day) })) }
                    None => { (ask.t(parties::REGISTERED)) }
                } }
                (fields(row, ask))
                @if let Some(steps) = &row.steps { (scale_why(steps, row.computed, ask)) }
                p.small { (ask.t(trace::FROM)) (ask.say(trace::Origin { file: &row.origin.file, row: &row.origin.row, batch: &row.origin.batch, date: &ask.date(row.origin.instant.day()) })) }
            }
        }
    }
}

fn fields(row: &PartyRow, ask: &Ask<'_>) -> Markup {
    let yes = |value: bool| ask.t(if value { word::YES } else { word::NO }).to_owned();
    let day = |value: Option<huigu_quantity::Day>| value.map(|day| ask.date(day)).unwrap_or_default();
    let all = [
        (word::TYPE, word(row.kind, ask)),
        (word::OWNERSHIP, row.ownership.map(|one| word(one, ask)).unwrap_or_default()),
        (word::INDUSTRY_CODE, row.industry.clone()),
        (word::SCALE, row.scale.map(|one| word(one, ask)).unwrap_or_default()),
        (word::ESTABLISHED, day(row.established)),
        (word::TOWN, row.town.clone()),
        (word::PARK, row.park.clone()),
        (word::IN_DISTRICT, yes(row.in_district)),
        (word::DUAL_FROM, day(row.dual_since)),
        (word::DUAL_UNTIL, day(row.dual_until)),
        (word::TECHNOLOGY, yes(row.technology)),
        (word::AGRICULTURAL, yes(row.agricultural)),
    ];
    html! {
        dl.fields { @for (name, value) in all.iter().filter(|(_, value)| !value.is_empty()) {
            div { dt { (ask.t(*name)) } dd { (value) } }
        } }
    }
}

fn scale_why(steps: &[ScaleStep], computed: Option<Size>, ask: &Ask<'_>) -> Markup {
    let columns = vec![
        left("figure", ask.t(parties::SCALE_FIGURE)),
        right("value", ask.t(parties::REPORTED)),
        right("large", ask.t(parties::LARGE_FROM)),
        right("medium", ask.t(parties::MEDIUM_FROM)),
        right("small", ask.t(parties::SMALL_FROM)),
    ];
    let caption = match computed {
        Some(scale) => ask.say(parties::WhyScale { scale: &word(scale, ask) }),
        None => ask.t(parties::SCALE_BASIS).to_owned(),
    };
    let mut table = Table::new("scale", caption, columns);
    for step in steps {
        let persons = step.figure == ScaleFigure::Employees;
        // Persons and sums stand in one column: each with its own unit.
        let show = |value: i64| {
            if persons {
                return Cell::Text([grouped(value.unsigned_abs()).as_str(), ask.t(word::PERSONS)].concat());
            }
            let scale = Scale::fitting([Fen(value)]);
            let shown = [&scale.write(Fen(value), ask.lang), " ", scale.name(ask.lang)].concat();
            Cell::Figure(Figure::Money(Fen(value)), shown)
        };
        let name = ask.t(match step.figure {
            ScaleFigure::Employees => word::EMPLOYEES,
            ScaleFigure::Revenue => word::REVENUE,
            ScaleFigure::Assets => word::ASSETS,
        });
        let mut row = vec![Cell::text(name), step.value.map_or(Cell::text(ask.t(word::NOT_REPORTED)), show)];
        row.extend(step.limits.map(show));
        table.row(row);
    }
    html! { (table.show(ask)) p.small { (ask.t(parties::SCALE_RULE)) } }
}

fn loans(answer: &Answer<PartyAnswer>, ask: &Ask<'_>) -> Table {
    let columns = vec![
        left("loan", ask.t(word::LOAN_ID)),
        left("lender", ask.t(word::LENDER)),
        left("product", ask.t(word::PRODUCT)),
        left("start", ask.t(word::START)),
        left("due", ask.t(word::DUE_DATE)),
        right("principal", ask.t(word::PRINCIPAL)),
        right("balance", ask.t(word::BALANCE)),
        left("class", ask.t(word::CLASS)),
    ];
    let mut table = Table::new("loans", ask.t(parties::LOANS), columns).or_empty(ask.t(parties::NO_LOANS));
    for one in &answer.found.loans {
        let item = huigu_engine::Item::Loan { lender: one.lender.clone(), loan_id: one.loan_id.clone() };
        let product = ask.plan().products().iter().find(|product| product.id == one.product);
        table.row(vec![
            Cell::Link(one.loan_id.clone(), trace_of(&item, ask)),
            Cell::Text(answer.names.shown(&one.lender)),
            Cell::text(product.map_or(one.product.as_str(), |product| ask.text(&product.name))),
            Cell::Day(one.start),
            Cell::Day(one.due),
            Cell::Money(one.principal),
            Cell::Money(one.balance),
            Cell::Text(word(one.class, ask)),
        ]);
    }
    table
}

fn guarantees(answer: &Answer<PartyAnswer>, ask: &Ask<'_>) -> Table {
    let columns = vec![
        left("guarantee", ask.t(word::GUARANTEE_ID)),
        left("guarantor", ask.t(word::GUARANTOR)),
        left("lender", ask.t(word::LENDER)),
        left("start", ask.t(word::TAKEN_ON)),
        left("due", ask.t(word::DUE_DATE)),
        right("amount", ask.t(word::GUARANTEED)),
        right("balance", ask.t(word::GUARANTEED_BALANCE)),
    ];
    let mut table =
        Table::new("guarantees", ask.t(parties::GUARANTEES), columns).or_empty(ask.t(parties::NO_GUARANTEES));
    for one in &answer.found.guarantees {
        let item =
            huigu_engine::Item::Guarantee { guarantor: one.guarantor.clone(), guarantee_id: one.guarantee_id.clone() };
        table.row(vec![
            Cell::Link(one.guarantee_id.clone(), trace_of(&item, ask)),
            Cell::Text(answer.names.shown(&one.guarantor)),
            Cell::Text(answer.names.shown(&one.lender)),
            Cell::Day(one.start),
            Cell::Day(one.due),
            Cell::Money(one.amount),
            Cell::Money(one.balance),
        ]);
    }
    table
}
