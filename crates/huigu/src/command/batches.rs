//! `huigu batches`: what was taken in and withdrawn; and one batch with the
//! rows it corrected, old and new.

use huigu_answers::terminal;
use huigu_answers::texts::books;
use huigu_desk::{
    BatchNumber, BatchView, CorrectionView, Error, ListCorrections, Number, PageSize, RowColumns, ShowBatch,
    StoreError, sheets,
};
use huigu_quantity::Lang;
use serde::Serialize;

use crate::args::{Format, FormatFrom};
use crate::asked::Asked;
use crate::books::all_batches;
use crate::outcome::{Console, Failure};
use crate::output::{in_form, json};
use crate::register::AtDesk;

/// A correction as it is told: each version's columns by name.
#[derive(Serialize)]
struct Corrected {
    old_file: String,
    old_row: u32,
    new_row: Option<u32>,
    old: RowColumns,
    new: Option<RowColumns>,
}

#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    line: BatchView,
    corrections: Vec<Corrected>,
}

/// Lists the batches, or looks into one.
pub fn run(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let format = asked.shared::<FormatFrom>()?.format;
    if asked.text("batch").is_none() {
        return asked.at_desk(console, |at, console| answer(&all_batches(at)?, format, console));
    }
    let batch = asked.input::<ShowBatch>(&[], console.lang)?.batch;
    asked.at_desk(console, |at, console| one(at, batch, format, console))
}

fn answer(lines: &[BatchView], format: Format, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (lang, sheet) = (console.lang, sheets::batches(lines, console.lang));
    let bytes = in_form(format, &lines, || terminal::table(&sheet, lang, ""), || sheet.clone(), lang)?;
    console.answer_bytes(&bytes)
}

fn one(at: &AtDesk, batch: Number, format: Format, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let line = at.desk.run(&at.caller, ShowBatch { batch }).map_err(|error| match error {
        Error::NotThere { .. } => at.failure(&StoreError::NoSuchBatch { number: BatchNumber(batch.get()) }.into()),
        error => at.failure(&error),
    })?;
    let found = at.run(ListCorrections { batch, limit: PageSize::of_any(u32::MAX), cursor: None })?;
    let files: Vec<String> = all_batches(at)?.into_iter().map(|batch| batch.file).collect();
    let corrections = found.corrections.into_iter().map(|found| corrected(found, &files)).collect();
    let whole = Whole { line: line.batch, corrections };
    match format {
        Format::Json => return console.answer_bytes(&json(&whole, lang)?),
        Format::Table | Format::Csv => answer(std::slice::from_ref(&whole.line), format, console)?,
    }
    if format == Format::Csv || whole.corrections.is_empty() {
        return Ok(());
    }
    let count = whole.corrections.len();
    console.answer(&format!("\n{}\n", lang.say(books::CorrectionsTitle { count: &count })))?;
    for found in &whole.corrections {
        let text = correction(found, lang);
        console.answer(&format!("{}\n", terminal::harmless(&text)))?;
    }
    Ok(())
}

/// The older version, and which of its columns read otherwise since.
fn correction(found: &Corrected, lang: Lang) -> String {
    let changed = found.new.as_ref().map(|new| {
        let columns = found.old.0.iter().zip(&new.0).filter(|(old, new)| old != new);
        columns
            .map(|((name, old), (_, new))| format!("{name} {old} → {new}"))
            .collect::<Vec<_>>()
            .join(lang.semicolon())
    });
    let changed = changed.unwrap_or_else(|| lang.t(books::TAKEN_AWAY).to_owned());
    // The first two columns name the fact in every kind of book.
    let key = found.old.0.iter().take(2).map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" ");
    lang.say(books::CorrectionLine { key: &key, file: &found.old_file, row: &found.old_row, changed: &changed })
}

fn corrected(found: CorrectionView, files: &[String]) -> Corrected {
    let file = usize::try_from(found.old_trace.origin.0).ok().and_then(|number| files.get(number.wrapping_sub(1)));
    Corrected {
        old_file: file.cloned().unwrap_or_default(),
        old_row: found.old_trace.row,
        new_row: found.new_trace.map(|trace| trace.row),
        old: found.old,
        new: found.new,
    }
}
