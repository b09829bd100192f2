//! `huigu targets`: the plan's targets on a date, whole or by a dimension.

use huigu_answers::{breakdown, targets, terminal};
use huigu_desk::{BreakDownTargets, ShowTargets};

use crate::asked::Asked;
use crate::outcome::{Console, Failure};
use crate::plans;
use crate::source::{SourceDesk, at_source};

/// Computes the targets and gives them in the form asked for.
pub fn run(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (input, plan) = (asked.input::<ShowTargets>(&[], console.lang)?, asked.plan(console)?);
    if let Some(day) = input.as_of.day() {
        plans::rules(&plan.0, day, &day.to_string(), console.lang)?;
    }
    at_source(&asked.shared()?, plan, console, |source, console| match asked.entry().name {
        "BreakDownTargets" => by_dimension(source, asked, console),
        _ => whole(source, ShowTargets { as_known_at: source.as_known_at, ..input }, asked, console),
    })
}

fn whole(
    source: &SourceDesk<'_>,
    input: ShowTargets,
    asked: &Asked<'_>,
    console: &mut Console<'_, '_>,
) -> Result<(), Failure> {
    let (lang, answer) = (console.lang, source.compute(input, console)?);
    let (found, names) = (&answer.found, source.at.names(&answer.names));
    let people = || terminal::answer(&targets::sheets(found, &names, lang), lang);
    asked.deliver(found, people, || targets::for_programs(found, lang), console)
}

fn by_dimension(source: &SourceDesk<'_>, asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (lang, input) = (console.lang, asked.input::<BreakDownTargets>(&[], console.lang)?);
    let answer = source.compute(BreakDownTargets { as_known_at: source.as_known_at, ..input }, console)?;
    let (found, names) = (&answer.found, source.at.names(&answer.names));
    let people = || terminal::answer(&breakdown::sheets(found, &names, lang), lang);
    asked.deliver(found, people, || breakdown::for_programs(found), console)
}
