//! `huigu simulate`: the plan's figures changed, and what that would cost.

use huigu_answers::texts::plan;
use huigu_answers::{simulation, terminal};
use huigu_desk::{Error, SimulateYear};
use huigu_plan::Mistake;

use crate::asked::Asked;
use crate::outcome::{Console, Failure};
use crate::plans;
use crate::register::failure;
use crate::source::at_source;

/// Settles the year by the plan as it stands and as it was set.
pub fn run(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let (input, plan) = (asked.input::<SimulateYear>(&[], lang)?, asked.plan(console)?);
    plans::rules_of_year(&plan.0, input.year.get(), lang)?;
    // Said before the books are read.
    input.set.made_in(&plan.0).map_err(|error| match error {
        Error::Settings { mistakes } => wrong(&mistakes, console),
        error => failure(&error, &[], lang),
    })?;
    at_source(&asked.shared()?, plan, console, |source, console| {
        let answer = source.compute(SimulateYear { as_known_at: source.as_known_at, ..input }, console)?;
        let (found, names) = (&answer.found, source.at.names(&answer.names));
        let people = || terminal::answer(&simulation::sheets(found, &names, lang), lang);
        asked.deliver(found, people, || simulation::for_programs(found, &names), console)
    })
}

fn wrong(mistakes: &[Mistake], console: &mut Console<'_, '_>) -> Failure {
    for mistake in mistakes {
        let text = mistake.render(console.lang);
        console.tell_text(&text);
    }
    Failure::Usage(console.lang.say(plan::SettingsWrong { count: &mistakes.len() }))
}
