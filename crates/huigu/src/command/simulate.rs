//! `huigu simulate`: the plan's figures turned, and what that would cost.

use huigu_answers::texts::{books, plan};
use huigu_answers::{simulation, terminal};
use huigu_engine::simulate;
use huigu_plan::{Mistake, Plan, Setting};

use crate::args::Simulate;
use crate::books::gather;
use crate::outcome::{Console, Failure};
use crate::output::{deliver, in_form};
use crate::plans;
use crate::progress::during;

/// Settles the year by the plan as it stands and as it was set.
pub fn run(args: &Simulate, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let plan = plans::load(&args.plan, console)?;
    let before = plans::rules_of_year(&plan, args.year, lang)?;
    let turned = turned(&plan, &args.set, console)?;
    let after = plans::rules_of_year(&turned, args.year, lang)?;
    let books = gather(&args.source, &before, console)?;
    let answer = during(console.context.err_is_terminal, |progress| {
        progress.says(lang.t(books::COMPUTING).to_owned());
        simulate(&books.book, &before, &after, args.year, args.set.clone())
    });
    let people = || terminal::answer(&simulation::sheets(&answer, &books.names, lang), lang);
    let programs = || simulation::for_programs(&answer, &books.names);
    let bytes = in_form(args.format, &answer, people, programs, lang)?;
    deliver(console, args.output.as_deref(), &bytes)
}

/// The plan with every setting, or all that is wrong with them.
fn turned(plan: &Plan, set: &[String], console: &mut Console<'_, '_>) -> Result<Plan, Failure> {
    let mut mistakes: Vec<Mistake> = Vec::new();
    let mut settings = Vec::new();
    for text in set {
        match Setting::parse(text) {
            Ok(setting) => settings.push(setting),
            Err(found) => mistakes.extend(found),
        }
    }
    let turned = plan.with(&settings);
    match turned {
        Ok(plan) if mistakes.is_empty() => Ok(plan),
        Ok(_) => Err(wrong(&mistakes, console)),
        Err(more) => {
            mistakes.extend(more);
            Err(wrong(&mistakes, console))
        }
    }
}

fn wrong(mistakes: &[Mistake], console: &mut Console<'_, '_>) -> Failure {
    for mistake in mistakes {
        let text = mistake.render(console.lang);
        console.tell_text(&text);
    }
    Failure::Usage(console.lang.say(plan::SettingsWrong { count: &mistakes.len() }))
}
