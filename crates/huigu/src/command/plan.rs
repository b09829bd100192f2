//! `huigu plan`: checks, shows and compares plans, lists their figures.

use huigu_answers::parameters::Parameters;
use huigu_answers::terminal;
use huigu_answers::texts::plan;
use huigu_plan::Plan;
use huigu_quantity::Lang;

use crate::args::{Format, PlanFrom, PlanVerb};
use crate::command::official;
use crate::outcome::{Console, Failure};
use crate::output::in_form;
use crate::plans;

/// Runs one of its verbs.
pub fn run(verb: &PlanVerb, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    match verb {
        PlanVerb::Check { plan } => check(plan, console),
        PlanVerb::Show { plan } => {
            let text = plans::load(plan, console)?.show(console.lang);
            console.answer(&text)
        }
        PlanVerb::Diff { other, plan } => {
            let before = plans::load(plan, console)?;
            let after = plans::load(&PlanFrom { dir: Some(other.clone()) }, console)?;
            diff(&before, &after, console)
        }
        PlanVerb::AttachText(args) => official::attach(args, console),
        PlanVerb::Parameters { plan, format } => {
            let plan = plans::load(plan, console)?;
            parameters(&plan, *format, console)
        }
    }
}

fn check(from: &PlanFrom, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    match plans::checked(from, console)? {
        Ok(plan) => {
            let text = console.lang.say(plan::Sound { plan: &plan.id() });
            console.answer(&format!("{text}\n"))
        }
        Err(mistakes) => {
            // Here the mistakes are the answer.
            for mistake in &mistakes {
                console.answer(&format!("{}\n", mistake.render(console.lang)))?;
            }
            let text = console.lang.say(plan::Mistakes { count: &mistakes.len() });
            console.answer(&format!("{text}\n"))?;
            Err(Failure::Negative)
        }
    }
}

fn diff(before: &Plan, after: &Plan, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let changes = before.diff(after);
    let (old, new) = (before.id(), after.id());
    console.answer(&format!("{}\n", lang.say(plan::ChangesTitle { before: &old, after: &new })))?;
    if changes.is_empty() {
        return console.answer(&format!("{}\n", lang.t(plan::SAME)));
    }
    let mut clause = None;
    for change in &changes {
        if clause != Some(&change.clause) {
            clause = Some(&change.clause);
            let heading = match change.clause.as_str() {
                "" => lang.t(plan::AS_A_WHOLE).to_owned(),
                number => lang.say(plan::ClauseNumber { clause: &number }),
            };
            console.answer(&format!("\n{heading}\n"))?;
        }
        let text = change.text.get(lang);
        // What concerns the plan's head or the clause itself needs no further name.
        let line = if change.clause.is_empty() || change.item == change.clause {
            text.to_owned()
        } else {
            lang.say(plan::ChangedItem { item: &change.item, text: &text })
        };
        console.answer(&format!("  {line}\n"))?;
    }
    console.answer(&format!("\n{}\n", lang.say(plan::Changes { count: &changes.len() })))
}

fn parameters(plan: &Plan, format: Format, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    // Programs read one form, whatever the language.
    let answer = Parameters::of(plan, if format == Format::Table { lang } else { Lang::En });
    let people = || terminal::answer(&[answer.sheet(lang)], lang);
    let bytes = in_form(format, &answer, people, || answer.sheet(lang), lang)?;
    console.answer_bytes(&bytes)
}
