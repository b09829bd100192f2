//! `huigu migrate`: brings a register's tables up to this program's version.

use huigu_answers::texts::operation;

use crate::args::Migrate;
use crate::outcome::{Console, Failure};
use crate::register::{self, failure};

/// Migrates and tells from which version to which.
pub fn run(args: &Migrate, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let place = register::place(&args.register, console)?;
    let (before, after) = huigu_desk::migrate(&place).map_err(|error| failure(&error.into(), &[], lang))?;
    let text = match before == after {
        true => lang.say(operation::MigratedNothing { after: &after }),
        false => lang.say(operation::Migrated { before: &before, after: &after }),
    };
    console.answer(&format!("{text}\n"))
}
