//! `huigu check`: named integrity checks; silent when well.

use huigu_answers::texts::operation;
use huigu_desk::{CheckRegister, Checked};

use crate::asked::Asked;
use crate::books::places_at;
use crate::outcome::{Console, Failure};
use crate::trouble::{Listed, tell_faults};

/// Runs every check; what is found is the answer.
pub fn run(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    asked.at_desk(console, |at, console| {
        let Checked { findings, faults } = at.run(CheckRegister {})?;
        for found in &findings {
            let (check, place) = (&found.check.code(), &found.place);
            let text =
                lang.say(operation::CheckFound { check, about: &lang.t(found.check.text()), place, what: &found.what });
            console.answer(&format!("{text}\n"))?;
        }
        if !faults.is_empty() {
            let count = faults.len();
            console.answer(&format!("{}\n", lang.say(operation::CheckBooks { count: &count })))?;
            let places = places_at(at, &[], console)?;
            tell_faults(&faults, &places, Listed::FirstHere, console);
        }
        if findings.is_empty() && faults.is_empty() { Ok(()) } else { Err(Failure::Negative) }
    })
}
