//! Why a beneficiary gets what it gets: lines, adjustments, near misses, claims.

use huigu_answers::texts::{plan, settlement, word};
use huigu_answers::{Names, explanation};
use huigu_desk::ExplainEntitlement;
use huigu_engine::Explanation;
use maud::{Markup, html};

use crate::block::figure::money;
use crate::block::parts::{key_figure, year_choice};
use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::reply::Outcome;
use crate::words::clause_number;

/// `/measures/{id}/{beneficiary}`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let (year, beneficiary) = (context.year()?, context.place("beneficiary"));
    let mut input: ExplainEntitlement = context.input(&[
        ("year", &year.to_string()),
        ("measure", context.place("id")),
        ("beneficiary", beneficiary),
    ])?;
    input.as_known_at = context.known_at()?;
    let answer = context.run(input)?;
    let (found, names, lang) = (&answer.found, context.names(&answer.names), context.lang);
    let (name, mut tables) = (names.shown(beneficiary), Tables::of(context));
    let body = html! {
        div.lead {
            p { a href=(context.link(&["/plan/", &found.clause].concat())) { (context.say(plan::ClauseNumber { clause: &clause_number(context.lang, &found.clause) })) }
                " · " (context.text(&found.name)) @if name != beneficiary { " · " code { (beneficiary) } } }
            (year_choice(context, year))
        }
        (keys(found, context))
        (tables.show(explanation::lines(found, &names, lang)))
        (tables.show(explanation::near_misses_by_item(found, &names, lang)))
        @if found.claims.is_some() { (tables.show(explanation::claimed(found, &names, lang))) }
        @if let Some(unclaimed) = explanation::unclaimed(found, &names, lang) { (tables.show(unclaimed)) }
    };
    let measure = context.link_year(&["/measures/", &found.measure].concat(), year);
    let last = huigu_quantity::Period::year(year).last();
    let page = tables
        .page("/measures", name, body)
        .under(context.link_year("/measures", year), context.t(settlement::MEASURES));
    Ok(page.under(measure, context.text(&found.name)).closing(last).into())
}

fn keys(found: &Explanation, context: &RequestContext<'_>) -> Markup {
    let lang = context.lang;
    let lines = context.count(found.lines.len());
    html! {
        dl.keys {
            (key_figure(&context.say(settlement::DueFor { year: &found.year }), &money(found.amount, lang), &html! {
                (context.say(settlement::FromLines { lines: &lines }))
            }))
            @if found.uncapped != found.amount {
                (key_figure(context.t(word::BEFORE_CAPS), &money(found.uncapped, lang), &html! {
                    @for one in &found.adjustments { p { (explanation::adjusted(one, lang)) " " (one.amount.grouped()) " " (context.t(word::YUAN)) } }
                }))
            }
            (key_figure(context.t(settlement::NOT_COUNTED), &html! { a.sum href="#near" { (context.count(found.near_misses.len())) span.unit { (context.t(word::ITEMS_UNIT)) } } }, &html! {
                (context.t(settlement::EACH_WITH_CONDITIONS))
            }))
        }
    }
}
