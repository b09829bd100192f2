//! `huigu restore`: a register from a backup, at an empty place.

use std::fs::File;
use std::io::BufReader;

use huigu_answers::figures::grouped;
use huigu_answers::texts::operation;

use super::audit::tell_head;
use crate::args::Restore;
use crate::files::unreadable;
use crate::outcome::{Console, Failure};
use crate::register::{self, failure};

/// Restores, and tells what stands there now.
pub fn run(args: &Restore, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let place = register::place(&args.register, console)?;
    let file = File::open(&args.input).map_err(|error| unreadable(&args.input, &error, lang))?;
    let restored =
        huigu_desk::restore(&place, &mut BufReader::new(file)).map_err(|error| failure(&error.into(), &[], lang))?;
    let (rows, batch) = (&grouped(restored.backup.rows), &restored.backup.last_batch);
    console.answer(&format!("{}\n", lang.say(operation::RestoredTo { place: &place, rows, batch })))?;
    tell_head(restored.backup.head, console)
}
