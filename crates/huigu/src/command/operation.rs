//! The commands of operations: those that show their answer in a way of their
//! own, and how all others do.

use huigu_answers::{csv, terminal};

use super::{audit, backup, batches, check, explain, notice, simulate, targets, user, withdraw};
use crate::args::{Format, FormatFrom};
use crate::asked::Asked;
use crate::outcome::{Console, Failure};
use crate::output::unwritten;

/// Runs the command that was typed.
pub fn run(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    match asked.command.words[..] {
        ["audit", "export"] => audit::export(asked, console),
        ["audit", "verify"] => audit::verify(asked, console),
        ["backup"] => backup::run(asked, console),
        ["batches"] => batches::run(asked, console),
        ["check"] => check::run(asked, console),
        ["explain"] => explain::run(asked, console),
        ["simulate"] => simulate::run(asked, console),
        ["targets"] => targets::run(asked, console),
        ["notice", "publish"] => notice::publish(asked, console),
        ["notice", "withdraw"] => notice::withdraw(asked, console),
        ["user", "add"] => user::add(asked, console),
        ["user", "disable"] => user::disable(asked, console),
        ["user", "reset"] => user::reset(asked, console),
        ["withdraw"] => withdraw::run(asked, console),
        _ => show(asked, console),
    }
}

/// Shows the answer as a sheet, where it has one, else as JSON.
fn show(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (entry, lang) = (asked.entry(), console.lang);
    let members = asked.members(&(entry.fields)(), &[], lang)?;
    let shown = asked.at_desk(console, |at, _| {
        (entry.show)(&at.desk, &at.caller, members, lang).map_err(|error| at.failure(&error))
    })?;
    let bytes = match (asked.shared::<FormatFrom>()?.format, shown.sheet) {
        (Format::Table, Some(sheet)) => terminal::table(&sheet, lang, "").into_bytes(),
        (Format::Csv, Some(sheet)) => csv::for_programs(sheet, lang).map_err(|error| unwritten(&error, lang))?,
        (Format::Json, _) | (_, None) => shown.json.into_bytes(),
    };
    console.answer_bytes(&bytes)
}
