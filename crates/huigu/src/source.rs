//! Where a command's figures come from: the desk of a register as it was known
//! at a time, or that of bare books in a folder. Faults are told, and nothing
//! is computed while there are any, unless the good rows alone are asked for.

use std::path::Path;

use huigu_answers::texts::books;
use huigu_desk::{Answer, AsKnownAt, Desk, Hash, IngestError, ListIssues, ListedOperation};
use huigu_plan::Plan;

use crate::args::{BooksFrom, SourceFrom};
use crate::books::{Wish, places_at, reading, tell_refused};
use crate::files::{book_files, books_alone};
use crate::mending;
use crate::outcome::{Console, Failure};
use crate::progress::during;
use crate::register::{AtDesk, at_desk_of, failure, settings, who};
use crate::trouble::{Listed, Places, faults, tell_faults, tell_findings};

/// The desk of a source.
pub struct SourceDesk<'a> {
    /// The desk.
    pub at: &'a AtDesk,
    /// As of when it is asked: of a register, after the batch whose issues have been told.
    pub as_known_at: Option<AsKnownAt>,
}

impl SourceDesk<'_> {
    /// Works an answer out, with a sign of life.
    ///
    /// # Errors
    /// What its refusal comes to.
    pub fn compute<O: ListedOperation<Output = Answer<T>>, T>(
        &self,
        input: O,
        console: &Console<'_, '_>,
    ) -> Result<Answer<T>, Failure> {
        during(console.context.err_is_terminal, |progress| {
            progress.says(console.lang.t(books::COMPUTING).to_owned());
            self.at.run(input)
        })
    }
}

/// Sits down at the desk of a source, once its faults and findings have been told.
///
/// # Errors
/// [`Failure::Input`] when rows have faults (they have been told) or there is
/// no file, [`Failure::Environment`] when something cannot be read, or whatever
/// `work` answers.
pub fn at_source<T>(
    from: &SourceFrom,
    plan: (Plan, Hash),
    console: &mut Console<'_, '_>,
    work: impl FnOnce(&SourceDesk<'_>, &mut Console<'_, '_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    if let Some(folder) = &from.books.dir {
        let at = of_folder(folder, &from.books, plan, console)?;
        return work(&SourceDesk { at: &at, as_known_at: None }, console);
    }
    at_desk_of(false, &from.register, plan, console, |at, console| {
        let as_known_at = of_register(at, from, console)?;
        work(&SourceDesk { at, as_known_at }, console)
    })
}

fn of_folder(
    folder: &Path,
    from: &BooksFrom,
    (plan, hash): (Plan, Hash),
    console: &mut Console<'_, '_>,
) -> Result<AtDesk, Failure> {
    if let Some(mended) = &from.faults.mended {
        mending::not_among_the_books(mended, folder, console.lang)?;
    }
    let files = books_alone(book_files(folder, plan.kinds(), console)?, console);
    let products: Vec<&str> = plan.products().iter().map(|product| product.id.as_str()).collect();
    let wish = Wish { products: &products, good_rows: from.faults.accept_good_rows };
    let import = reading(&files, &wish, console, |reading| reading.bare(&mut |_| ()))?;
    let import = import.map_err(|error| failure(&error.into(), &files, console.lang))?;
    let places = Places::of_files(&files);
    if import.faults().next().is_some() {
        tell_faults(&import.issues, &places, Listed::all_if(from.faults.all_faults), console);
        let count = faults(&import.issues).count();
        return Err(Failure::Input(console.lang.say(books::HaveFaults { count: &count })));
    }
    tell_refused(&import, &files, &from.faults, console)?;
    tell_findings(&import.counts, &import.issues, &places, from.faults.findings, console);
    let desk = Desk::of_books(import, plan, hash, settings(console));
    let desk = desk.map_err(|error| failure(&error, &[], console.lang))?;
    Ok(AtDesk::new(desk, &who(console), console.lang))
}

fn of_register(at: &AtDesk, from: &SourceFrom, console: &mut Console<'_, '_>) -> Result<Option<AsKnownAt>, Failure> {
    let as_known_at = from.as_known_at;
    let known = during(console.context.err_is_terminal, |progress| {
        progress.says(console.lang.t(books::READING_REGISTER).to_owned());
        at.run(ListIssues { as_known_at })
    })?;
    let (issues, wish) = (known.found, &from.books.faults);
    let places = places_at(at, &[], console)?;
    if issues.faults() > 0 {
        tell_faults(&issues.list, &places, Listed::all_if(wish.all_faults), console);
        return Err(at.failure(&IngestError::Faulty { count: issues.faults() }.into()));
    }
    tell_findings(&issues.counts, &issues.list, &places, wish.findings, console);
    if as_known_at.is_some() {
        console.tell(books::AsKnownAfter { batch: &known.batch });
    }
    // Whatever comes in meanwhile, the answer is that of the rows just told of.
    Ok(Some(AsKnownAt::Batch(known.batch)))
}
