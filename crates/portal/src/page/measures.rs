//! A year's measures: what each comes to.

use huigu_answers as answers;
use huigu_answers::texts::settlement;
use huigu_desk::{SettleYear, Year};
use maud::html;

use crate::ask::Ask;
use crate::block::parts::year_choice;
use crate::block::tables::Tables;
use crate::reply::Outcome;

/// `/measures`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let (year, at) = (ask.year()?, ask.known_at()?);
    let answer = ask.run(SettleYear { year: Year::new(year), as_known_at: at })?;
    let (found, names, mut tables) = (&answer.found, ask.names(&answer.names), Tables::of(ask));
    let body = html! {
        div.lead {
            p { (ask.t(settlement::LEAD)) }
            (year_choice(ask, year))
        }
        (tables.show(answers::settlement::summary(found, &names, ask.lang)))
        @if !found.counted_twice.is_empty() { (tables.show(answers::settlement::counted_twice(found, &names, ask.lang))) }
    };
    let last = huigu_quantity::Period::year(year).last();
    Ok(tables.page("/measures", ask.t(settlement::MEASURES), body).closing(last).into())
}
