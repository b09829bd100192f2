//! `huigu check`: named integrity checks; silent when well.

use huigu_answers::texts::operation;

use crate::args::Check;
use crate::books::places_of;
use crate::outcome::{Console, Failure};
use crate::plans;
use crate::register::{self, failure};
use crate::trouble::{Listed, tell_faults};

/// Runs every check; what is found is the answer.
pub fn run(args: &Check, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let plan = plans::load(&args.plan, console)?;
    let products: Vec<&str> = plan.products().iter().map(|product| product.id.as_str()).collect();
    register::with(&args.register, plan.id(), false, console, |register, console| {
        register.set_kinds(plan.kinds());
        let (findings, faults) = register.check(&products).map_err(|error| failure(&error, &[], lang))?;
        for found in &findings {
            let (check, place) = (&found.check.code(), &found.place);
            let text =
                lang.say(operation::CheckFound { check, about: &lang.t(found.check.text()), place, what: &found.what });
            console.answer(&format!("{text}\n"))?;
        }
        if !faults.is_empty() {
            let count = faults.len();
            console.answer(&format!("{}\n", lang.say(operation::CheckBooks { count: &count })))?;
            let places = places_of(register, &[], console)?;
            tell_faults(&faults, &places, Listed::FirstHere, console);
        }
        if findings.is_empty() && faults.is_empty() { Ok(()) } else { Err(Failure::Negative) }
    })
}
