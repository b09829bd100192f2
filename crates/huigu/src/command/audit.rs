//! `huigu audit`: verifies the chain of a register, or an exported one alone.

use std::fs;

use huigu_answers::figures::grouped;
use huigu_answers::texts::{audit, files};
use huigu_desk::{AuditVerdict, ExportAudit, Head, VerifyAudit, verify_export};

use crate::args::{ChainFile, OutputTo};
use crate::asked::Asked;
use crate::files::unreadable;
use crate::outcome::{Console, Failure};

/// Verifies the chain of the register, or of a file that was exported.
pub fn verify(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let input = asked.input::<VerifyAudit>(&[], console.lang)?;
    let verdict = match asked.shared::<ChainFile>()?.file {
        Some(file) => {
            let bytes = fs::read(&file).map_err(|error| unreadable(&file, &error, console.lang))?;
            verify_export(&bytes, input.head).into()
        }
        None => asked.at_desk(console, |at, _| at.run(input))?,
    };
    told(&verdict, input.head.is_some(), console)
}

/// Writes the chain to a file.
pub fn export(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let output = asked.shared::<OutputTo>()?.output.unwrap_or_default();
    let head = asked.at_desk(console, |at, _| at.run_to_file(ExportAudit {}, &output))?;
    console.tell(files::Written { path: &output.display() });
    tell_head(head, console)
}

/// The head of a chain, to be kept elsewhere.
pub fn tell_head(head: Option<Head>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    match head {
        Some(head) => console.answer(&format!("{}\n", console.lang.say(audit::HeadIs { head: &head }))),
        None => Ok(()),
    }
}

fn told(verdict: &AuditVerdict, known: bool, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    if let Some(flaw) = &verdict.flaw {
        let why = lang.pick(flaw.text.as_str(), &flaw.text_en);
        let text = lang.say(audit::Broken { row: &flaw.row, why: &why });
        console.answer(&format!("{text}\n"))?;
        return Err(Failure::Negative);
    }
    let (rows, interrupted) = (&grouped(verdict.rows), &grouped(verdict.interrupted));
    console.answer(&format!("{}\n", lang.say(audit::Holds { rows, interrupted })))?;
    tell_head(verdict.head, console)?;
    if !known {
        console.tell(audit::HEAD_HINT);
    }
    Ok(())
}
