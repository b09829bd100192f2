//! `huigu import`: takes books into the register, or shows what would come of it.

use huigu_answers::figures::grouped;
use huigu_answers::texts::{approvals, books, word};
use huigu_answers::{Cell, Fill, NoNames, Sheet, terminal};
use huigu_desk::{CheckBooks, CheckedImport, Error, Imported, SendBooks, Sending, YearEffect, sheets};
use huigu_facts::Kind;
use huigu_quantity::Lang;
use serde::Serialize;

use crate::args::{Format, Import};
use crate::books::{Wish, places_at, reading, tell_refused};
use crate::files::{BookFile, files_of};
use crate::outcome::{Console, Failure};
use crate::output::in_form;
use crate::register::{AtDesk, at_desk_or_made, failure};
use crate::trouble::{Listed, tell_faults, tell_findings};
use crate::{mending, plans};

/// What came of one file.
#[derive(Serialize)]
struct Line {
    file: String,
    kind: Kind,
    batch: Option<u32>,
    new: u64,
    corrected: u64,
    unchanged: u64,
    refused: u64,
}

/// Takes the files in, or with `--check` does everything but that.
pub fn run(args: &Import, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let kinds = plans::load(&args.plan, console)?.kinds();
    let kind = args.kind.as_ref().map(|name| super::template::kind_named(name, kinds, lang)).transpose()?;
    let mut files = files_of(&args.paths, kind, kinds, console)?;
    if let Some(mended) = &args.faults.mended {
        for folder in args.paths.iter().filter(|path| path.is_dir()) {
            mending::not_among_the_books(mended, folder, lang)?;
        }
    }
    at_desk_or_made(!args.check, &args.register, &args.plan, console, |at, console| {
        let input = SendBooks { good_rows: args.faults.accept_good_rows, ..SendBooks::default() };
        let wish = Wish { products: &[], good_rows: false };
        let done = reading(&files, &wish, console, |reading| match args.check {
            true => at.desk.run_files(&at.caller, CheckBooks(input), Some(reading)),
            false => at.desk.run_files(&at.caller, input, Some(reading)),
        })?;
        let done = match done {
            Err(Error::BooksFaulty(sending)) => *sending,
            done => done.map_err(|error| failure(&error, &files, lang))?,
        };
        named_as_shown(&mut files, &done.import);
        told(&done.import, &files, args, at, console)?;
        if !args.check {
            return answer(&lines(&done, &files), args.format, console);
        }
        let rows = grouped(done.import.rows);
        console.answer(&format!("{}\n", lang.say(books::CheckedWell { rows: &rows })))?;
        let effect = done.effect.flatten();
        tell_effect(effect.as_deref(), |year| lang.say(books::EffectOnApproved { year: &year }), console)
    })
}

/// From here on a file goes by the name it may be shown under.
fn named_as_shown(files: &mut [BookFile], import: &CheckedImport) {
    for (file, name) in files.iter_mut().zip(&import.names) {
        file.name.clone_from(name);
    }
}

/// Tells faults and findings.
fn told(
    import: &CheckedImport,
    files: &[BookFile],
    args: &Import,
    at: &AtDesk,
    console: &mut Console<'_, '_>,
) -> Result<(), Failure> {
    let places = places_at(at, files, console)?;
    let count = import.faults().count();
    if count > 0 {
        tell_faults(&import.issues, &places, Listed::all_if(args.faults.all_faults), console);
        return Err(Failure::Input(console.lang.say(books::ImportRefused { count: &count })));
    }
    tell_refused(import, files, &args.faults, console)?;
    tell_findings(&import.counts, &import.issues, &places, args.faults.findings, console);
    Ok(())
}

fn lines(kept: &Sending, files: &[BookFile]) -> Vec<Line> {
    let line = |((place, file), imported): ((usize, &BookFile), &Option<Imported>)| {
        let refused = kept.import.refused.iter().filter(|fault| fault.origin.file as usize == place);
        let rows: std::collections::BTreeSet<u32> = refused.map(|fault| fault.origin.row).collect();
        let count = |count: fn(&Imported) -> u64| imported.as_ref().map_or(0, count);
        Line {
            file: file.name.clone(),
            kind: file.kind,
            batch: imported.and_then(|imported| imported.batch).map(|batch| batch.0),
            new: count(|imported| imported.new),
            corrected: count(|imported| imported.corrected),
            unchanged: count(|imported| imported.unchanged),
            refused: rows.len() as u64,
        }
    };
    files.iter().enumerate().zip(&kept.files).map(line).collect()
}

fn answer(lines: &[Line], format: Format, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (lang, sheet) = (console.lang, sheet(lines, console.lang));
    let bytes =
        in_form(format, &lines, || terminal::answer(std::slice::from_ref(&sheet), lang), || sheet.clone(), lang)?;
    console.answer_bytes(&bytes)
}

fn sheet(lines: &[Line], lang: Lang) -> Sheet {
    let mut sheet = Fill::new("kept", "", lines)
        .left("file", lang.t(word::FILE), |line| &line.file)
        .left("kind", lang.t(word::BOOK), |line| Cell::word(line.kind.name(), lang.t(line.kind.text())))
        .right("batch", lang.t(word::BATCH), |line| line.batch.map(Cell::number))
        .right("new", lang.t(word::NEW), |line| line.new)
        .right("corrected", lang.t(word::CORRECTED), |line| line.corrected)
        .right("unchanged", lang.t(books::UNCHANGED), |line| line.unchanged)
        .right("refused", lang.t(books::REFUSED_ROWS), |line| line.refused)
        .sheet();
    if lines.iter().all(|line| line.batch.is_none()) {
        sheet.notes.push(lang.t(books::NOTHING_NEW).to_owned());
    } else if lines.iter().any(|line| line.corrected > 0) {
        sheet.notes.push(lang.t(books::CORRECTIONS_HINT).to_owned());
    }
    sheet
}

/// Tells what would change in the years approved already, each below its
/// title; `None`: the register has faults, and nothing is computed from it.
pub fn tell_effect(
    effect: Option<&[YearEffect]>,
    title: impl Fn(i32) -> String,
    console: &mut Console<'_, '_>,
) -> Result<(), Failure> {
    let lang = console.lang;
    let Some(effect) = effect else {
        return console.answer(&format!("{}\n", lang.t(approvals::DIFFERENCES_UNKNOWN)));
    };
    for YearEffect { year, differences } in effect {
        let text = terminal::table(&sheets::differences(differences, *year, &NoNames, lang), lang, "");
        console.answer(&format!("\n{}\n{text}", title(*year)))?;
    }
    Ok(())
}
