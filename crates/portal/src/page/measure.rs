//! One measure in one year: terms, total, beneficiaries.

use huigu_answers::texts::{plan, settlement, word};
use huigu_answers::{self as answers, Sheet, parameters};
use huigu_desk::{SettleYear, Year};
use huigu_engine::{MeasureFinding, Status};
use maud::{Markup, html};

use crate::block::figure::money;
use crate::block::parts::{key_figure, year_choice};
use crate::block::state::{Show, State};
use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::reply::Outcome;
use crate::words::{clause_number, figure_name};
use huigu_web::PageError;

/// `/measures/{id}`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let (year, at, id) = (context.year()?, context.known_at()?, context.place("id"));
    let answer = context.run(SettleYear { year: Year::new(year), as_known_at: at })?;
    let found = answer.found.measures.iter().find(|measure| measure.measure == id);
    let found = found.ok_or_else(|| PageError::NotThere { what: id.to_owned() })?;
    let who = answers::settlement::beneficiaries(year, [found], &context.names(&answer.names), context.lang);
    let mut tables = Tables::of(context);
    let body = html! {
        div.lead {
            p { a href=(context.link(&["/plan/", &found.clause].concat())) { (context.say(plan::ClauseNumber { clause: &clause_number(context.lang, &found.clause) })) } }
            (year_choice(context, year))
        }
        (keys(found, year, context))
        (tables.show(terms(id, context)))
        (tables.show(who.or_empty(nobody(found, context))))
    };
    let last = huigu_quantity::Period::year(year).last();
    let page = tables.page("/measures", context.text(&found.name), body);
    Ok(page.under(context.link_year("/measures", year), context.t(settlement::MEASURES)).closing(last).into())
}

fn nobody(found: &MeasureFinding, context: &RequestContext<'_>) -> String {
    if found.status == Status::Inactive {
        return context.t(settlement::PENDING_THIS_YEAR).to_owned();
    }
    if found.total.0 == 0 {
        return context.t(settlement::NO_BENEFICIARIES).to_owned();
    }
    context.t(settlement::SIGN_IN_TO_SEE).to_owned()
}

fn keys(found: &MeasureFinding, year: i32, context: &RequestContext<'_>) -> Markup {
    let active = found.status == Status::Active;
    html! {
        dl.keys {
            @if active {
                (key_figure(&context.say(settlement::DueFor { year: &year }), &money(found.total, context.lang), &html! {}))
            }
            (key_figure(context.t(word::STATE), &(if active { State::Active } else { State::Unset }).show(context.lang), &html! {
                @for (at, figure) in found.unset.iter().enumerate() { @if at > 0 { (context.lang.comma()) } span title=(figure) { (figure_name(context.lang, figure)) } }
            }))
        }
    }
}

/// The measure's own figures.
fn terms(id: &str, context: &RequestContext<'_>) -> Sheet {
    let prefix = [id, "."].concat();
    let name = |path: &str| figure_name(context.lang, &path[prefix.len()..]);
    let own = context.plan().parameters().into_iter().filter(|one| one.path.starts_with(&prefix));
    let title = context.t(settlement::MEASURE_PARAMETERS);
    parameters::dated("terms", title, &own.collect::<Vec<_>>(), &name, context.lang)
        .or_empty(context.t(settlement::NO_PARAMETERS))
}
