//! A year's measures: what each comes to.

use huigu_answers as answers;
use huigu_answers::texts::settlement;
use huigu_desk::{SettleYear, Year};
use maud::html;

use crate::block::parts::year_choice;
use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::reply::Outcome;

/// `/measures`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let (year, at) = (context.year()?, context.known_at()?);
    let answer = context.run(SettleYear { year: Year::new(year), as_known_at: at })?;
    let (found, names, mut tables) = (&answer.found, context.names(&answer.names), Tables::of(context));
    let body = html! {
        div.lead {
            p { (context.t(settlement::LEAD)) }
            (year_choice(context, year))
        }
        (tables.show(answers::settlement::summary(found, &names, context.lang)))
        @if !found.counted_twice.is_empty() { (tables.show(answers::settlement::counted_twice(found, &names, context.lang))) }
    };
    let last = huigu_quantity::Period::year(year).last();
    Ok(tables.page("/measures", context.t(settlement::MEASURES), body).closing(last).into())
}
