//! `huigu targets`: the plan's targets on a date, whole or by a dimension.

use huigu_answers::{breakdown, targets, terminal};
use huigu_desk::{AsOf, BreakDownTargets, ShowTargets};

use crate::args::Targets;
use crate::outcome::{Console, Failure};
use crate::output::{deliver, in_form};
use crate::plans;
use crate::source::{SourceDesk, at_source};

/// Computes the targets and gives them in the form asked for.
pub fn run(args: &Targets, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let plan = plans::load_with_hash(&args.plan, console)?;
    plans::rules(&plan.0, args.as_of, &args.as_of.to_string(), console.lang)?;
    at_source(&args.source, plan, console, |source, console| {
        let bytes = match args.by.as_deref() {
            None => whole(source, args, console)?,
            Some(by) => by_dimension(source, by, args, console)?,
        };
        deliver(console, args.output.as_deref(), &bytes)
    })
}

fn whole(source: &SourceDesk<'_>, args: &Targets, console: &Console<'_, '_>) -> Result<Vec<u8>, Failure> {
    let (lang, as_known_at) = (console.lang, source.as_known_at);
    let answer = source.compute(ShowTargets { as_of: AsOf::on(args.as_of), as_known_at }, console)?;
    let (found, names) = (&answer.found, source.at.names(&answer.names));
    let people = || terminal::answer(&targets::sheets(found, &names, lang), lang);
    in_form(args.format, found, people, || targets::for_programs(found, lang), lang)
}

fn by_dimension(
    source: &SourceDesk<'_>,
    by: &str,
    args: &Targets,
    console: &Console<'_, '_>,
) -> Result<Vec<u8>, Failure> {
    let (lang, as_known_at) = (console.lang, source.as_known_at);
    let input = source.at.input::<BreakDownTargets>(&[("dimension", by)])?;
    let answer = source.compute(BreakDownTargets { as_of: AsOf::on(args.as_of), as_known_at, ..input }, console)?;
    let (found, names) = (&answer.found, source.at.names(&answer.names));
    let people = || terminal::answer(&breakdown::sheets(found, &names, lang), lang);
    in_form(args.format, found, people, || breakdown::for_programs(found), lang)
}
