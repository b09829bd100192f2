//! The targets on a date, and the figures watched without a goal.

use huigu_answers as answers;
use huigu_answers::texts::targets;
use huigu_desk::{AsOf, ShowTargets};
use maud::html;

use crate::block::parts::date_choice;
use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::reply::Outcome;

/// `/targets`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let (day, at) = (context.as_of()?, context.known_at()?);
    let rules = context.desk().rules(day)?;
    let answer = context.run(ShowTargets { as_of: AsOf::on(day), as_known_at: at })?;
    let (found, names, mut tables) = (&answer.found, context.names(&answer.names), Tables::of(context));
    let base = context.date(rules.base);
    let body = html! {
        div.lead {
            p { (context.say(targets::Lead { base: &base })) }
            (date_choice(context)?)
        }
        (tables.show(answers::targets::goals(&found.targets, day, &names, context.lang)))
        @if !found.watched.is_empty() { (tables.show(answers::targets::watched(&found.watched, &names, context.lang))) }
    };
    Ok(tables.page("/targets", context.t(targets::TARGETS), body).closing(day).into())
}
