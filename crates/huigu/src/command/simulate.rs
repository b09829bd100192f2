//! `huigu simulate`: the plan's figures changed, and what that would cost.

use huigu_answers::texts::plan;
use huigu_answers::{simulation, terminal};
use huigu_desk::{Changes, Error, SimulateYear, Year};
use huigu_plan::Mistake;

use crate::args::Simulate;
use crate::outcome::{Console, Failure};
use crate::output::{deliver, in_form};
use crate::plans;
use crate::register::failure;
use crate::source::at_source;

/// Settles the year by the plan as it stands and as it was set.
pub fn run(args: &Simulate, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let plan = plans::load_with_hash(&args.plan, console)?;
    plans::rules_of_year(&plan.0, args.year, lang)?;
    let set = Changes::new(args.set.clone()).map_err(|wants| Failure::Usage(lang.say(&wants)))?;
    // Said before the books are read.
    set.made_in(&plan.0).map_err(|error| match error {
        Error::Settings { mistakes } => wrong(&mistakes, console),
        error => failure(&error, &[], lang),
    })?;
    at_source(&args.source, plan, console, |source, console| {
        let input = SimulateYear { year: Year::new(args.year), set, as_known_at: source.as_known_at };
        let answer = source.compute(input, console)?;
        let (found, names) = (&answer.found, source.at.names(&answer.names));
        let people = || terminal::answer(&simulation::sheets(found, &names, lang), lang);
        let bytes = in_form(args.format, found, people, || simulation::for_programs(found, &names), lang)?;
        deliver(console, args.output.as_deref(), &bytes)
    })
}

fn wrong(mistakes: &[Mistake], console: &mut Console<'_, '_>) -> Failure {
    for mistake in mistakes {
        let text = mistake.render(console.lang);
        console.tell_text(&text);
    }
    Failure::Usage(console.lang.say(plan::SettingsWrong { count: &mistakes.len() }))
}
