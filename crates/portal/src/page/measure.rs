//! One measure in one year: terms, total, beneficiaries.

use huigu_answers::texts::{plan, settlement, word};
use huigu_answers::{self as answers, Sheet, parameters};
use huigu_desk::{SettleYear, Year};
use huigu_engine::{MeasureFinding, Status};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::figure::money;
use crate::block::parts::{key_figure, year_choice};
use crate::block::state::{Show, State};
use crate::block::tables::Tables;
use crate::reply::Outcome;
use crate::words::{clause_number, figure_name};
use huigu_web::Trouble;

/// `/measures/{id}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let (year, at, id) = (ask.year()?, ask.known_at()?, ask.place("id"));
    let answer = ask.run(SettleYear { year: Year::new(year), as_known_at: at })?;
    let found = answer.found.measures.iter().find(|measure| measure.measure == id);
    let found = found.ok_or_else(|| Trouble::NotThere { what: id.to_owned() })?;
    let who = answers::settlement::beneficiaries(year, [found], &ask.names(&answer.names), ask.lang);
    let mut tables = Tables::of(ask);
    let body = html! {
        div.lead {
            p { a href=(ask.link(&["/plan/", &found.clause].concat())) { (ask.say(plan::ClauseNumber { clause: &clause_number(ask.lang, &found.clause) })) } }
            (year_choice(ask, year))
        }
        (keys(found, year, ask))
        (tables.show(terms(id, ask)))
        (tables.show(who.or_empty(nobody(found, ask))))
    };
    let last = huigu_quantity::Period::year(year).last();
    let page = tables.page("/measures", ask.text(&found.name), body);
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
                @for (at, figure) in found.unset.iter().enumerate() { @if at > 0 { (ask.lang.comma()) } span title=(figure) { (figure_name(ask.lang, figure)) } }
            }))
        }
    }
}

/// The measure's own figures.
fn terms(id: &str, ask: &Ask<'_>) -> Sheet {
    let prefix = [id, "."].concat();
    let name = |path: &str| figure_name(ask.lang, &path[prefix.len()..]);
    let own = ask.plan().parameters().into_iter().filter(|one| one.path.starts_with(&prefix));
    let title = ask.t(settlement::MEASURE_PARAMETERS);
    parameters::dated("terms", title, &own.collect::<Vec<_>>(), &name, ask.lang)
        .or_empty(ask.t(settlement::NO_PARAMETERS))
}
