//! `huigu targets`: the plan's targets on a date, whole or by a dimension.

use huigu_answers::texts::books;
use huigu_answers::{breakdown, targets, terminal};
use huigu_engine::targets_by;
use huigu_plan::Rules;
use huigu_quantity::Lang;

use crate::args::{By, Format, Targets};
use crate::books::{Books, gather};
use crate::outcome::{Console, Failure};
use crate::output::{deliver, in_form};
use crate::plans;
use crate::progress::during;

/// Computes the targets and gives them in the form asked for.
pub fn run(args: &Targets, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let plan = plans::load(&args.plan, console)?;
    let rules = plans::rules(&plan, args.as_of, &args.as_of.to_string(), lang)?;
    let books = gather(&args.source, &rules, console)?;
    let bytes = during(console.context.err_is_terminal, |progress| {
        progress.says(lang.t(books::COMPUTING).to_owned());
        match args.by {
            None => whole(&books, &rules, args.format, lang),
            Some(by) => by_dimension(&books, &rules, by, args.format, lang),
        }
    })?;
    deliver(console, args.output.as_deref(), &bytes)
}

fn whole(books: &Books, rules: &Rules, format: Format, lang: Lang) -> Result<Vec<u8>, Failure> {
    let found = huigu_engine::targets(&books.book, rules);
    let people = || terminal::answer(&targets::sheets(&found, &books.names, lang), lang);
    in_form(format, &found, people, || targets::for_programs(&found, lang), lang)
}

fn by_dimension(books: &Books, rules: &Rules, by: By, format: Format, lang: Lang) -> Result<Vec<u8>, Failure> {
    let found = targets_by(&books.book, rules, by.dimension());
    let people = || terminal::answer(&breakdown::sheets(&found, &books.names, lang), lang);
    in_form(format, &found, people, || breakdown::for_programs(&found), lang)
}
