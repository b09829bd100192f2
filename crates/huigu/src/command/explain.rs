//! `huigu explain`: why a beneficiary gets what it gets, and what it does not.

use huigu_answers::texts::{books, settlement};
use huigu_answers::{explanation, terminal};
use huigu_desk::{Error, ExplainEntitlement};

use crate::asked::Asked;
use crate::outcome::{Console, Failure};
use crate::plans;
use crate::progress::during;
use crate::source::at_source;

/// Explains one beneficiary's year under one measure.
pub fn run(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let (input, plan) = (asked.input::<ExplainEntitlement>(&[], lang)?, asked.plan(console)?);
    let rules = plans::rules_of_year(&plan.0, input.year.get(), lang)?;
    if !rules.measures.iter().any(|measure| measure.id == *input.measure) {
        // Said before the books are read.
        let known: Vec<&str> = rules.measures.iter().map(|measure| measure.id.as_str()).collect();
        let known = known.join(lang.comma());
        return Err(Failure::Usage(lang.say(settlement::UnknownMeasure { measure: &&*input.measure, known: &known })));
    }
    at_source(&asked.shared()?, plan, console, |source, console| {
        let at = source.at;
        let input = ExplainEntitlement { as_known_at: source.as_known_at, ..input };
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
        asked.deliver(found, people, || explanation::for_programs(found, &names, lang), console)
    })
}
