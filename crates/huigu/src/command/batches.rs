//! `huigu batches`: what was taken in and withdrawn; and one batch with the
//! rows it corrected, old and new.

use huigu_answers::terminal;
use huigu_answers::texts::books;
use huigu_desk::{BatchNumber, BatchTold, Correction, Register, sheets};
use huigu_quantity::Lang;
use serde::Serialize;

use crate::args::{Batches, Format};
use crate::outcome::{Console, Failure};
use crate::output::{in_form, json};
use crate::plans;
use crate::register::{self, failure};

/// A correction as it is told: each version's columns by name.
#[derive(Serialize)]
struct Corrected {
    old_file: String,
    old_row: u32,
    new_row: Option<u32>,
    old: serde_json::Map<String, serde_json::Value>,
    new: Option<serde_json::Map<String, serde_json::Value>>,
}

#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    line: BatchTold,
    corrections: Vec<Corrected>,
}

/// Lists the batches, or looks into one.
pub fn run(args: &Batches, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let plan = plans::load(&args.plan, console)?;
    register::with(&args.register, plan.id(), false, console, |register, console| {
        register.set_kinds(plan.kinds());
        match args.number {
            None => list(register, args.format, console),
            Some(number) => one(register, BatchNumber(number), args.format, console),
        }
    })
}

fn list(register: &mut Register<'_>, format: Format, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let batches = register.batches().map_err(|error| failure(&error, &[], lang))?;
    let lines: Vec<BatchTold> = batches.iter().map(BatchTold::of).collect();
    answer(&lines, format, console)
}

fn answer(lines: &[BatchTold], format: Format, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (lang, sheet) = (console.lang, sheets::batches(lines, console.lang));
    let bytes = in_form(format, &lines, || terminal::table(&sheet, lang, ""), || sheet.clone(), lang)?;
    console.answer_bytes(&bytes)
}

fn one(
    register: &mut Register<'_>,
    number: BatchNumber,
    format: Format,
    console: &mut Console<'_, '_>,
) -> Result<(), Failure> {
    let lang = console.lang;
    let failed = |error: huigu_desk::Error| failure(&error, &[], lang);
    let files: Vec<String> = register.batches().map_err(failed)?.into_iter().map(|batch| batch.file).collect();
    let mut corrections = Vec::new();
    let batch = register.batch(number, |found| corrections.push(corrected(&found, &files))).map_err(failed)?;
    let whole = Whole { line: BatchTold::of(&batch), corrections };
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
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let changed = found.new.as_ref().map(|new| {
        let columns = found.old.iter().filter(|(name, old)| new.get(*name) != Some(old));
        let each = columns
            .map(|(name, old)| format!("{name} {} → {}", text(old), new.get(name).map(text).unwrap_or_default()));
        each.collect::<Vec<_>>().join(lang.semicolon())
    });
    let changed = changed.unwrap_or_else(|| lang.t(books::TAKEN_AWAY).to_owned());
    // The first two columns name the fact in every kind of book.
    let key = found.old.values().take(2).map(text).collect::<Vec<_>>().join(" ");
    lang.say(books::CorrectionLine { key: &key, file: &found.old_file, row: &found.old_row, changed: &changed })
}

fn corrected(found: &Correction<'_>, files: &[String]) -> Corrected {
    let file = usize::try_from(found.old_trace.origin.0).ok().and_then(|number| files.get(number.wrapping_sub(1)));
    let columns = |row: &huigu_facts::Row<'_>| {
        row.fields().into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect()
    };
    Corrected {
        old_file: file.cloned().unwrap_or_default(),
        old_row: found.old_trace.row,
        new_row: found.new_trace.map(|trace| trace.row),
        old: columns(&found.old),
        new: found.new.as_ref().map(columns),
    }
}
