//! Where an answer goes: to standard output, or to a file that is complete
//! or not there at all.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use huigu_answers::{Sheet, WriteError, csv, system, texts::files};
use huigu_quantity::Lang;
use serde::Serialize;

use crate::args::Format;
use crate::outcome::{Console, Failure};

/// An answer in the form asked for: `people` lays it out as text, `programs`
/// as rows.
///
/// # Errors
/// [`Failure::Environment`] when it cannot be made.
pub fn in_form(
    format: Format,
    answer: &impl Serialize,
    people: impl FnOnce() -> String,
    programs: impl FnOnce() -> Sheet,
    lang: Lang,
) -> Result<Vec<u8>, Failure> {
    match format {
        Format::Table => Ok(people().into_bytes()),
        Format::Json => json(answer, lang),
        Format::Csv => csv::for_programs(programs(), lang).map_err(|error| unwritten(&error, lang)),
    }
}

/// The answer as JSON, indented, ended by a line feed.
///
/// # Errors
/// [`Failure::Environment`] when it cannot be made.
pub fn json(answer: &impl Serialize, lang: Lang) -> Result<Vec<u8>, Failure> {
    let text = huigu_desk::json(answer);
    let text = text.map_err(|error| Failure::Environment(lang.say(error)))?;
    Ok(text.into_bytes())
}

/// What is told of a file of an answer that could not be made.
pub fn unwritten(error: &WriteError, lang: Lang) -> Failure {
    Failure::Environment(lang.say(files::AnswerNotWritten { why: error }))
}

/// Gives a text as the answer, or writes it to the file asked for.
///
/// # Errors
/// [`Failure::Environment`] when it cannot be written, [`Failure::Stopped`]
/// when the reader has gone.
pub fn deliver(console: &mut Console<'_, '_>, to: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    match to {
        None => console.answer_bytes(bytes),
        Some(path) => {
            whole_file(path, console.lang, |part| fs::write(part, bytes))?;
            console.tell(files::Written { path: &path.display() });
            Ok(())
        }
    }
}

/// As [`deliver`], but never shows bytes that are not text on a terminal.
///
/// # Errors
/// As [`deliver`], and [`Failure::Usage`] when the output is a terminal.
pub fn deliver_binary(console: &mut Console<'_, '_>, to: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    if to.is_none() && console.context.out_is_terminal {
        return Err(Failure::Usage(console.lang.say(files::NOT_ON_A_TERMINAL)));
    }
    deliver(console, to, bytes)
}

/// Lets `write` fill a file beside `path` and then puts it in its place, so
/// that a failure leaves nothing half done. A link stays, what it leads to is
/// replaced; what is no file (a device, a pipe) is written into as it stands.
///
/// # Errors
/// [`Failure::Environment`], naming the file.
pub fn whole_file(path: &Path, lang: Lang, write: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), Failure> {
    let target = fs::canonicalize(path);
    let path = target.as_deref().unwrap_or(path);
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return write(path).map_err(|error| not_written(path, &error, lang));
    }
    let part = beside(path);
    let done = write(&part).and_then(|()| fs::rename(&part, path));
    done.map_err(|error| {
        // What is left of a failed write is of no use; if it cannot be removed either, the error below is told.
        drop(fs::remove_file(&part));
        not_written(path, &error, lang)
    })
}

/// The message for a file that cannot be written.
pub fn not_written(path: &Path, error: &io::Error, lang: Lang) -> Failure {
    Failure::Environment(lang.say(files::WriteFailed { path: &path.display(), why: &system(error, lang) }))
}

fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}
