//! `huigu import`: takes books into the register, or shows what would come of it.

use huigu_book::Book;
use huigu_desk::{Gathered, Imported, Kept, Register};
use huigu_facts::Kind;
use huigu_plan::Plan;
use huigu_quantity::Lang;
use huigu_answers::texts::{books, word};
use serde::Serialize;

use crate::answer::{differences, json};
use crate::args::{Format, Import};
use crate::books::{BookFile, Wish, files_of, places_of, reading, tell_refused};
use crate::flat::{self, Cell};
use crate::outcome::{Console, Failure};
use crate::register::{self, failure};
use crate::table::{Side, Table, grouped};
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
    let kind = args.kind.as_ref().map(|name| super::template::kind_named(name, lang)).transpose()?;
    let plan = plans::load(&args.plan, console)?;
    let mut files = files_of(&args.paths, kind, console)?;
    if let Some(mended) = &args.faults.mended {
        for folder in args.paths.iter().filter(|path| path.is_dir()) {
            mending::not_among_the_books(mended, folder, lang)?;
        }
    }
    let products: Vec<&str> = plan.products().iter().map(|product| product.id.as_str()).collect();
    let wish = Wish { products: &products, good_rows: args.faults.accept_good_rows };
    register::with(&args.register, plan.id(), !args.check, console, |register, console| {
        if args.check {
            let read = reading(&files, &wish, console, |reading| register.preview(reading, &mut |_| ()))?;
            let gathered = read.map_err(|error| failure(&error, &files, lang))?;
            named_as_shown(&mut files, &gathered);
            told(&gathered, &files, args, register, console)?;
            return effect(&gathered, &plan, register, console);
        }
        let kept = reading(&files, &wish, console, |reading| register.import(reading))?;
        let kept = kept.map_err(|error| failure(&error, &files, lang))?;
        named_as_shown(&mut files, &kept.gathered);
        told(&kept.gathered, &files, args, register, console)?;
        answer(&lines(&kept, &files), args.format, console)
    })
}

/// From here on a file goes by the name it may be shown under.
fn named_as_shown(files: &mut [BookFile], gathered: &Gathered) {
    for (file, name) in files.iter_mut().zip(&gathered.names) {
        file.name.clone_from(name);
    }
}

/// Tells faults and findings.
fn told(
    gathered: &Gathered,
    files: &[BookFile],
    args: &Import,
    register: &mut Register<'_>,
    console: &mut Console<'_, '_>,
) -> Result<(), Failure> {
    let places = places_of(register, files, console)?;
    let count = gathered.faults().count();
    if count > 0 {
        tell_faults(&gathered.issues, &places, Listed::all_if(args.faults.all_faults), console);
        return Err(Failure::Input(console.lang.say(books::ImportRefused { count: &count })));
    }
    tell_refused(gathered, files, &args.faults, console)?;
    tell_findings(&gathered.counts, &gathered.issues, &places, args.faults.findings, console);
    Ok(())
}

fn lines(kept: &Kept, files: &[BookFile]) -> Vec<Line> {
    let line = |((place, file), imported): ((usize, &BookFile), &Option<Imported>)| {
        let refused = kept.gathered.refused.iter().filter(|fault| fault.origin.file as usize == place);
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

const COLUMNS: &[&str] = &["file", "kind", "batch", "new", "corrected", "unchanged", "refused"];

fn answer(lines: &[Line], format: Format, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    match format {
        Format::Table => console.answer(&table(lines, lang)),
        Format::Json => console.answer_bytes(&json(&lines, lang)?),
        Format::Csv => {
            let rows = lines.iter().map(|line| {
                vec![
                    Cell::text(&line.file),
                    Cell::text(line.kind.name()),
                    Cell::figure_or_nothing(line.batch),
                    Cell::figure(line.new),
                    Cell::figure(line.corrected),
                    Cell::figure(line.unchanged),
                    Cell::figure(line.refused),
                ]
            });
            console.answer_bytes(&flat::csv(COLUMNS, rows, lang)?)
        }
    }
}

fn table(lines: &[Line], lang: Lang) -> String {
    let mut table = Table::new([
        (lang.t(word::FILE), Side::Left),
        (lang.t(word::BOOK), Side::Left),
        (lang.t(word::BATCH), Side::Right),
        (lang.t(word::NEW), Side::Right),
        (lang.t(word::CORRECTED), Side::Right),
        (lang.t(books::UNCHANGED), Side::Right),
        (lang.t(books::REFUSED_ROWS), Side::Right),
    ]);
    for line in lines {
        table.row([
            line.file.clone(),
            lang.pick(line.kind.chinese(), line.kind.name()).to_owned(),
            line.batch.map(|batch| batch.to_string()).unwrap_or_default(),
            grouped(line.new),
            grouped(line.corrected),
            grouped(line.unchanged),
            grouped(line.refused),
        ]);
    }
    let mut text = table.text("");
    if lines.iter().all(|line| line.batch.is_none()) {
        text.push_str(lang.t(books::NOTHING_NEW));
        text.push('\n');
    } else if lines.iter().any(|line| line.corrected > 0) {
        text.push_str(lang.t(books::CORRECTIONS_HINT));
        text.push('\n');
    }
    text
}

/// What the files would change in the years settled already.
fn effect(
    gathered: &Gathered,
    plan: &Plan,
    register: &mut Register<'_>,
    console: &mut Console<'_, '_>,
) -> Result<(), Failure> {
    let rows = grouped(gathered.rows);
    console.answer(&format!("{}\n", console.lang.say(books::CheckedWell { rows: &rows })))?;
    let lang = console.lang;
    let title = |year| lang.say(books::EffectOnApproved { year: &year });
    effect_on_approved(&gathered.book, title, plan, register, console)
}

/// What would change in the years approved already if a book were what is
/// known, each year below its title.
///
/// # Errors
/// Whatever the register answers.
pub fn effect_on_approved(
    book: &Book,
    title: impl Fn(i32) -> String,
    plan: &Plan,
    register: &mut Register<'_>,
    console: &mut Console<'_, '_>,
) -> Result<(), Failure> {
    let lang = console.lang;
    let approved = register.approved().map_err(|error| failure(&error, &[], lang))?;
    let years: std::collections::BTreeSet<i32> = approved.iter().map(|one| one.year).collect();
    for year in years {
        let rules = plans::rules_of_year(plan, year, lang)?;
        let known = register.known(None, &crate::books::products(&rules));
        let known = known.map_err(|error| failure(&error, &[], lang))?;
        let found = huigu_desk::differences(&known.book, book, &rules, year);
        console.answer(&differences::effect(&title(year), &found, lang))?;
    }
    Ok(())
}
