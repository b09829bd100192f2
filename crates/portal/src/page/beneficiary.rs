//! Why a beneficiary gets what it gets: lines, adjustments, near misses, claims.

use huigu_answers::texts::{plan, settlement, word};
use huigu_answers::{Names, explanation};
use huigu_desk::ExplainEntitlement;
use huigu_engine::Explanation;
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::figure::money;
use crate::block::parts::{key_figure, year_choice};
use crate::block::tables::Tables;
use crate::reply::Outcome;
use crate::words::clause_number;

/// `/measures/{id}/{beneficiary}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let (year, beneficiary) = (ask.year()?, ask.place("beneficiary"));
    let mut input: ExplainEntitlement =
        ask.input(&[("year", &year.to_string()), ("measure", ask.place("id")), ("beneficiary", beneficiary)])?;
    input.as_known_at = ask.known_at()?;
    let answer = ask.run(input)?;
    let (found, names, lang) = (&answer.found, ask.names(&answer.names), ask.lang);
    let (name, mut tables) = (names.shown(beneficiary), Tables::of(ask));
    let body = html! {
        div.lead {
            p { a href=(ask.link(&["/plan/", &found.clause].concat())) { (ask.say(plan::ClauseNumber { clause: &clause_number(ask.lang, &found.clause) })) }
                " · " (ask.text(&found.name)) @if name != beneficiary { " · " code { (beneficiary) } } }
            (year_choice(ask, year))
        }
        (keys(found, ask))
        (tables.show(explanation::lines(found, &names, lang)))
        (tables.show(explanation::near_misses_by_item(found, &names, lang)))
        @if found.claims.is_some() { (tables.show(explanation::claimed(found, &names, lang))) }
        @if let Some(unclaimed) = explanation::unclaimed(found, &names, lang) { (tables.show(unclaimed)) }
    };
    let measure = ask.link_year(&["/measures/", &found.measure].concat(), year);
    let last = huigu_quantity::Period::year(year).last();
    let page =
        tables.page("/measures", name, body).under(ask.link_year("/measures", year), ask.t(settlement::MEASURES));
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
                    @for one in &found.adjustments { p { (explanation::adjusted(one, lang)) " " (one.amount.grouped()) " " (ask.t(word::YUAN)) } }
                }))
            }
            (key_figure(ask.t(settlement::NOT_COUNTED), &html! { a.sum href="#near" { (ask.count(found.near_misses.len())) span.unit { (ask.t(word::ITEMS_UNIT)) } } }, &html! {
                (ask.t(settlement::EACH_WITH_CONDITIONS))
            }))
        }
    }
}
