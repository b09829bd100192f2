//! `huigu targets`: the plan's targets on a date, whole or by a dimension.

use huigu_book::Book;
use huigu_engine::{targets, targets_by};
use huigu_plan::Rules;
use huigu_quantity::Lang;
use huigu_answers::texts::books;

use crate::answer::wording::Names;
use crate::answer::{self, breakdown, json};
use crate::args::{By, Format, Targets};
use crate::books::{PartyNames, gather};
use crate::flat;
use crate::outcome::{Console, Failure};
use crate::output::deliver;
use crate::plans;
use crate::progress::during;

/// Computes the targets and gives them in the form asked for.
pub fn run(args: &Targets, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let plan = plans::load(&args.plan, console)?;
    let rules = plans::rules(&plan, args.as_of, &args.as_of.to_string(), lang)?;
    let books = gather(&args.source, &rules, PartyNames::NotWanted, console)?;
    let bytes = during(console.around.err_is_terminal, |progress| {
        progress.says(lang.t(books::COMPUTING).to_owned());
        match args.by {
            None => whole(&books.book, &rules, &books.names, args.format, lang),
            Some(by) => by_dimension(&books.book, &rules, &books.names, by, args.format, lang),
        }
    })?;
    deliver(console, args.output.as_deref(), &bytes)
}

fn whole(book: &Book, rules: &Rules, names: &Names, format: Format, lang: Lang) -> Result<Vec<u8>, Failure> {
    let found = targets(book, rules);
    match format {
        Format::Table => Ok(answer::targets::table(&found, names, lang).into_bytes()),
        Format::Json => json(&found, lang),
        Format::Csv => flat::csv(answer::targets::COLUMNS, answer::targets::rows(&found, lang), lang),
    }
}

fn by_dimension(
    book: &Book,
    rules: &Rules,
    names: &Names,
    by: By,
    format: Format,
    lang: Lang,
) -> Result<Vec<u8>, Failure> {
    let found = targets_by(book, rules, by.dimension());
    match format {
        Format::Table => Ok(breakdown::table(&found, names, lang).into_bytes()),
        Format::Json => json(&found, lang),
        Format::Csv => flat::csv(breakdown::COLUMNS, breakdown::rows(&found), lang),
    }
}
