//! `huigu audit`: verifies the chain of a register, or an exported one alone.

use std::fs;
use std::path::Path;

use huigu_answers::figures::grouped;
use huigu_answers::texts::audit;
use huigu_desk::{Verdict, verify_export};

use crate::args::{AuditVerb, PlanFrom, RegisterFrom};
use crate::books::unreadable;
use crate::outcome::{Console, Failure};
use crate::output::deliver;
use crate::plans;
use crate::register::{self, failure};

/// Runs one of its verbs.
pub fn run(verb: &AuditVerb, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    match verb {
        AuditVerb::Verify { head, file: Some(file), .. } => {
            let bytes = fs::read(file).map_err(|error| unreadable(file, &error, lang))?;
            told(&verify_export(&bytes, *head), head.is_some(), console)
        }
        AuditVerb::Verify { head, file: None, register, plan } => {
            let plan = plans::load(plan, console)?;
            let verdict = register::with(register, plan.id(), false, console, |register, _| {
                register.verify_audit(*head).map_err(|error| failure(&error, &[], lang))
            })?;
            told(&verdict, head.is_some(), console)
        }
        AuditVerb::Export { output, register, plan } => export(output, register, plan, console),
    }
}

fn export(
    output: &Path,
    register: &RegisterFrom,
    plan: &PlanFrom,
    console: &mut Console<'_, '_>,
) -> Result<(), Failure> {
    let lang = console.lang;
    let plan = plans::load(plan, console)?;
    let (bytes, head) = register::with(register, plan.id(), false, console, |register, _| {
        register.export_audit().map_err(|error| failure(&error, &[], lang))
    })?;
    deliver(console, Some(output), &bytes)?;
    match head {
        Some(head) => console.answer(&format!("{}\n", lang.say(audit::HeadIs { head: &head }))),
        None => Ok(()),
    }
}

fn told(verdict: &Verdict, known: bool, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    if let Some((row, flaw)) = verdict.flaw {
        let why = lang.say(flaw);
        let text = lang.say(audit::Broken { row: &row, why: &why });
        console.answer(&format!("{text}\n"))?;
        return Err(Failure::Negative);
    }
    let (rows, interrupted) = (&grouped(verdict.rows), &grouped(verdict.interrupted));
    console.answer(&format!("{}\n", lang.say(audit::Holds { rows, interrupted })))?;
    if let Some(head) = verdict.head {
        console.answer(&format!("{}\n", lang.say(audit::HeadIs { head: &head })))?;
    }
    if !known {
        console.tell(audit::HEAD_HINT);
    }
    Ok(())
}
