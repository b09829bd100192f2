//! `huigu explain`: why a beneficiary gets what it gets, and what it does not.

use huigu_answers::texts::{books, settlement};
use huigu_answers::{explanation, terminal};
use huigu_desk::{Error, ExplainEntitlement};

use crate::args::Explain;
use crate::outcome::{Console, Failure};
use crate::output::{deliver, in_form};
use crate::plans;
use crate::progress::during;
use crate::source::at_source;

/// Explains one beneficiary's year under one measure.
pub fn run(args: &Explain, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let plan = plans::load_with_hash(&args.plan, console)?;
    let rules = plans::rules_of_year(&plan.0, args.year, lang)?;
    if !rules.measures.iter().any(|measure| measure.id == args.measure) {
        // Said before the books are read.
        let known: Vec<&str> = rules.measures.iter().map(|measure| measure.id.as_str()).collect();
        let known = known.join(lang.comma());
        return Err(Failure::Usage(lang.say(settlement::UnknownMeasure { measure: &args.measure, known: &known })));
    }
    at_source(&args.source, plan, console, |source, console| {
        let (at, year) = (source.at, args.year.to_string());
        let texts = [("year", year.as_str()), ("measure", &args.measure), ("beneficiary", &args.beneficiary)];
        let input = ExplainEntitlement { as_known_at: source.as_known_at, ..at.input(&texts)? };
        let answer = during(console.context.err_is_terminal, |progress| {
            progress.says(lang.t(books::COMPUTING).to_owned());
            at.desk.run(&at.caller, input)
        });
        let answer = answer.map_err(|error| match &error {
            // The measure is known: what is left is the beneficiary.
            Error::NotThere { what } => {
                let beneficiary = what.split_once(" / ").map_or(what.as_str(), |(_, beneficiary)| beneficiary);
                Failure::Usage(lang.say(settlement::UnknownBeneficiary { beneficiary: &beneficiary }))
            }
            error => at.failure(error),
        })?;
        let (found, names) = (&answer.found, at.names(&answer.names));
        let people = || terminal::answer(&explanation::sheets(found, &names, lang), lang);
        let bytes = in_form(args.format, found, people, || explanation::for_programs(found, &names, lang), lang)?;
        deliver(console, args.output.as_deref(), &bytes)
    })
}
