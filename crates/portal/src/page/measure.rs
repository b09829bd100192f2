//! One measure in one year: terms, total, beneficiaries.

use huigu_answers::texts::{plan, settlement, sheets, word};
use huigu_desk::{SettleYear, Year};
use huigu_engine::{Entitlement, MeasureFinding, Status};
use maud::{Markup, html};

use crate::ask::{Ask, escaped};
use crate::block::figure::money;
use crate::block::parts::{key_figure, year_choice};
use crate::block::state::{Show, State};
use crate::block::table::{Cell, Table, left, right};
use crate::reply::{Outcome, Page};
use crate::trouble::Trouble;
use crate::words::{clause_number, figure_name};

/// `/measures/{id}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let (year, at, id) = (ask.year()?, ask.known_at()?, ask.place("id"));
    let answer = ask.run(SettleYear { year: Year::new(year), as_known_at: at })?;
    let found = answer.found.measures.iter().find(|measure| measure.measure == id);
    let found = found.ok_or_else(|| Trouble::NotThere { what: id.to_owned() })?;
    let mut table = Table::new("beneficiaries", ask.t(word::BENEFICIARIES), columns(ask)).or_empty(nobody(found, ask));
    for one in &found.beneficiaries {
        let name = answer.names.shown(&one.id);
        table.row(row(one, &name, found, year, ask));
    }
    if found.beneficiaries.len() > 1 {
        table.total(vec![
            Cell::text(ask.t(word::TOTAL)),
            Cell::Count(found.lines()),
            Cell::Money(found.uncapped()),
            Cell::Money(found.total),
        ]);
    }
    let body = html! {
        div.lead {
            p { a href=(ask.link(&["/plan/", &found.clause].concat())) { (ask.say(plan::ClauseNumber { clause: &clause_number(ask.lang, &found.clause) })) } " · " code { (found.measure) } }
            (year_choice(ask, year))
        }
        (keys(found, year, ask))
        (terms(id, ask).show(ask))
        (table.show(ask))
    };
    let last = huigu_quantity::Period::year(year).last();
    let page = Page::new("/measures", ask.text(&found.name), body);
    Ok(page.under(ask.link_year("/measures", year), ask.t(settlement::MEASURES)).closing(last).into())
}

fn nobody(found: &MeasureFinding, ask: &Ask<'_>) -> String {
    if found.status == Status::Inactive {
        return ask.t(settlement::PENDING_THIS_YEAR).to_owned();
    }
    if found.total.0 == 0 {
        return ask.t(settlement::NO_BENEFICIARIES).to_owned();
    }
    ask.t(settlement::SIGN_IN_TO_SEE).to_owned()
}

fn keys(found: &MeasureFinding, year: i32, ask: &Ask<'_>) -> Markup {
    let active = found.status == Status::Active;
    html! {
        dl.keys {
            @if active {
                (key_figure(&ask.say(settlement::DueFor { year: &year }), &money(found.total, ask.lang), &html! {}))
            }
            (key_figure(ask.t(word::STATE), &(if active { State::Active } else { State::Unset }).show(ask.lang), &html! {
                @for (at, figure) in found.unset.iter().enumerate() { @if at > 0 { ", " } code { (figure) } }
            }))
        }
    }
}

/// The measure's own figures.
fn terms(id: &str, ask: &Ask<'_>) -> Table {
    let columns = vec![
        left("parameter", ask.t(plan::PARAMETER)),
        right("value", ask.t(plan::STANDARD)),
        left("from", ask.t(word::FROM)),
        left("last", ask.t(word::TO)),
    ];
    let mut table =
        Table::new("terms", ask.t(settlement::MEASURE_PARAMETERS), columns).or_empty(ask.t(settlement::NO_PARAMETERS));
    let prefix = [id, "."].concat();
    for parameter in ask.plan().parameters().into_iter().filter(|one| one.path.starts_with(&prefix)) {
        for dated in &parameter.values {
            let value = match dated.value {
                Some(value) => Cell::Text(ask.text(&value.text()).to_owned()),
                None => Cell::State(State::Unset),
            };
            let name = figure_name(ask.lang, &parameter.path[prefix.len()..]);
            let path = Cell::Own(html! { (name) " " code { (parameter.path) } }, parameter.path.clone());
            table.row(vec![path, value, Cell::Day(dated.period.from), Cell::Day(dated.period.last())]);
        }
    }
    table
}

fn columns(ask: &Ask<'_>) -> Vec<crate::block::table::Column> {
    vec![
        left("beneficiary", ask.t(word::BENEFICIARIES)),
        right("lines", ask.t(sheets::LINES)),
        right("uncapped", ask.t(word::BEFORE_CAPS)),
        right("amount", ask.t(word::DUE)),
        right("claimed", ask.t(word::CLAIMED)),
        right("difference", ask.t(settlement::CLAIMED_LESS_DUE)),
        left("note", ask.t(word::NOTE)),
    ]
}

fn row(one: &Entitlement, name: &str, found: &MeasureFinding, year: i32, ask: &Ask<'_>) -> Vec<Cell> {
    let path = ["/measures/", &found.measure, "/", &escaped(&one.id)].concat();
    let href = ask.link_year(&path, year);
    let note = one.incomplete.map_or_else(String::new, |day| ask.say(settlement::BooksFrom { date: &ask.date(day) }));
    vec![
        Cell::Named(name.to_owned(), if name == one.id { String::new() } else { one.id.clone() }, href.clone()),
        Cell::CountLink(one.lines, href.clone()),
        Cell::Money(one.uncapped),
        Cell::MoneyLink(one.amount, href),
        Cell::money(one.claimed),
        Cell::money(one.claimed.map(|claimed| claimed - one.amount)),
        Cell::Text(note),
    ]
}
