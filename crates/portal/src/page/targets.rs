//! The targets on a date, and the figures watched without a goal.

use huigu_answers as answers;
use huigu_answers::texts::targets;
use huigu_desk::{AsOf, ShowTargets};
use maud::html;

use crate::ask::Ask;
use crate::block::parts::date_choice;
use crate::block::tables::Tables;
use crate::reply::Outcome;

/// `/targets`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let (day, at) = (ask.as_of()?, ask.known_at()?);
    let rules = ask.counter().rules(day)?;
    let answer = ask.run(ShowTargets { as_of: AsOf::on(day), as_known_at: at })?;
    let (found, names, mut tables) = (&answer.found, ask.names(&answer.names), Tables::of(ask));
    let base = ask.date(rules.base);
    let body = html! {
        div.lead {
            p { (ask.say(targets::Lead { base: &base })) }
            (date_choice(ask)?)
        }
        (tables.show(answers::targets::goals(&found.targets, day, &names, ask.lang)))
        @if !found.watched.is_empty() { (tables.show(answers::targets::watched(&found.watched, &names, ask.lang))) }
    };
    Ok(tables.page("/targets", ask.t(targets::TARGETS), body).closing(day).into())
}
