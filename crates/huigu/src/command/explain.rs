//! `huigu explain`: why a beneficiary gets what it gets, and what it does not.

use huigu_answers::texts::{books, settlement};
use huigu_answers::{explanation, terminal};
use huigu_engine::explain;

use crate::args::Explain;
use crate::books::gather;
use crate::outcome::{Console, Failure};
use crate::output::{deliver, in_form};
use crate::plans;
use crate::progress::during;
use crate::register;

/// Explains one beneficiary's year under one measure.
pub fn run(args: &Explain, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let plan = plans::load(&args.plan, console)?;
    let rules = plans::rules_of_year(&plan, args.year, lang)?;
    if !rules.measures.iter().any(|measure| measure.id == args.measure) {
        // Said before the books are read.
        let known: Vec<&str> = rules.measures.iter().map(|measure| measure.id.as_str()).collect();
        let known = known.join(lang.comma());
        return Err(Failure::Usage(lang.say(settlement::UnknownMeasure { measure: &args.measure, known: &known })));
    }
    let beneficiary = register::pseudonymized(&args.source, plan.id(), &args.beneficiary, console)?;
    let books = gather(&args.source, &rules, console)?;
    let answer = during(console.context.err_is_terminal, |progress| {
        progress.says(lang.t(books::COMPUTING).to_owned());
        explain(&books.book, &rules, args.year, &args.measure, &beneficiary)
    });
    // The measure is known: what is left is the beneficiary.
    let answer =
        answer.map_err(|_| Failure::Usage(lang.say(settlement::UnknownBeneficiary { beneficiary: &beneficiary })))?;
    let people = || terminal::answer(&explanation::sheets(&answer, &books.names, lang), lang);
    let programs = || explanation::for_programs(&answer, &books.names, lang);
    let bytes = in_form(args.format, &answer, people, programs, lang)?;
    deliver(console, args.output.as_deref(), &bytes)
}
