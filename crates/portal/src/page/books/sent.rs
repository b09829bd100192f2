//! What came of a sending: kept, or its faults by row with the rows to mend.

use std::io::{Read, Seek};

use huigu_answers::texts::books;
use huigu_desk::{CheckBooks, CheckedImport, Error, File, Reading, SendBooks, Sending, sheets};
use huigu_facts::Issue;
use maud::{Markup, html};

use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::reply::{Outcome, Reply};
use huigu_web::PageError;
use huigu_web::upload::Upload;

/// What was sent, in the order of kinds.
fn files_of(context: &RequestContext<'_>, uploads: &[Upload]) -> Result<Vec<(File, usize)>, PageError> {
    let kinds = context.plan().kinds();
    let asked = context.form.get("kind").and_then(|name| kinds.all().find(|kind| kind.name() == name));
    let mut files = Vec::new();
    for (place, upload) in uploads.iter().enumerate() {
        let kind = asked.or_else(|| kinds.from_file_name(&upload.name));
        let kind = kind.ok_or_else(|| PageError::KindUnknown { file: upload.name.clone() })?;
        files.push((File { name: upload.name.clone(), kind, size: upload.size }, place));
    }
    files.sort_by_key(|(file, _)| file.kind);
    Ok(files)
}

/// `POST /books`
pub fn send(context: &RequestContext<'_>) -> Outcome {
    let uploads = context.uploads.take();
    if uploads.is_empty() {
        return Err(PageError::NoFile);
    }
    let placed = files_of(context, &uploads)?;
    let files: Vec<File> = placed.iter().map(|(file, _)| file.clone()).collect();
    let open = |place: usize| {
        let upload = uploads.get(placed[place].1).ok_or(std::io::ErrorKind::NotFound)?;
        let mut file = &upload.file;
        file.rewind()?;
        // Its size is counted: a buffer that grows would take up to twice as much.
        let mut bytes = Vec::with_capacity(usize::try_from(upload.size).unwrap_or(0));
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let input = SendBooks { good_rows: context.form.get("good-rows").is_some(), ..SendBooks::default() };
    let reading = Reading { files: &files, open: &open, products: &[], good_rows: false, progress: &|_| () };
    let checks = context.form.get("check").is_some();
    let done = match checks {
        true => context.desk().run_files(&context.caller, CheckBooks(input), Some(&reading)),
        false => context.desk().run_files(&context.caller, input, Some(&reading)),
    };
    let Sending { import, files: kept, .. } = match done {
        Err(Error::BooksFaulty(sending)) => *sending,
        done => done?,
    };
    let mut faults: Vec<Issue> = import.faults().chain(&import.refused).cloned().collect();
    // What concerns a whole file is told before its rows.
    faults.sort_by_key(|fault| (fault.origin.file, fault.origin.row > 0));
    let links = mended_files(&files, &faults, &open, context)?;
    let refused = import.faults().next().is_some();
    let mut tables = Tables::of(context);
    let body = html! {
        (verdict(refused, !checks, &import, context))
        @if !refused && !checks { (tables.show(sheets::imported(&import.names, &kept, context.lang))) }
        @if !faults.is_empty() {
            (links)
            (tables.show(sheets::faults(&faults, &import, &files, context.lang)))
        }
        (tables.show(sheets::findings(&import, context.lang)))
        p { a.button href="/books" { (context.t(books::BACK)) } }
    };
    let page = tables.page("/books", context.t(books::RESULT), body).under("/books", context.t(books::SUBMISSIONS));
    // A report is an answer, whatever it says.
    Ok(page.into())
}

fn verdict(refused: bool, kept: bool, import: &CheckedImport, context: &RequestContext<'_>) -> Markup {
    let (rows, faults) =
        (context.count(import.rows as usize), context.count(import.faults().count() + import.refused.len()));
    let left_out = context.count(import.refused_rows as usize);
    let said = match (refused, kept) {
        (true, _) => context.say(books::ResultFaults { faults: &faults }),
        (false, false) => context.say(books::ResultChecked { rows: &rows }),
        (false, true) if import.refused_rows > 0 => context.say(books::ResultPartly { rows: &rows, left: &left_out }),
        (false, true) => context.say(books::ResultSaved { rows: &rows }),
    };
    html! { p.verdict role="status" { (said) } }
}

/// Keeps each file's rows to mend, and links them.
fn mended_files(
    files: &[File],
    faults: &[Issue],
    open: &dyn Fn(usize) -> std::io::Result<Vec<u8>>,
    context: &RequestContext<'_>,
) -> Result<Markup, PageError> {
    let mut links = Vec::new();
    for (place, file) in files.iter().enumerate() {
        let own: Vec<Issue> = faults
            .iter()
            .filter(|fault| fault.origin.file as usize == place && fault.origin.row > 0)
            .cloned()
            .collect();
        if own.is_empty() {
            continue;
        }
        let bytes = open(place).map_err(|error| PageError::Broken(error.to_string()))?;
        let text = huigu_desk::mended(file, place, &bytes, &own);
        let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
        let name = [stem, "-mended.csv"].concat();
        let Some(random) = context.portal.random() else { continue };
        let key: String = random[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        context.portal.spool.keep(&key, context.caller.login(), &name, text.into_bytes(), context.portal.micros());
        links.push((["/books/mended/", &key].concat(), name));
    }
    Ok(html! {
        @if !links.is_empty() {
            section.sheet {
                h2 { (context.t(books::REJECTS)) }
                p { (context.t(books::REJECTS_HINT)) }
                ul.plain { @for (href, name) in &links { li { a href=(href) download { (name) } } } }
            }
        }
    })
}

/// `/books/mended/{key}`
pub fn mended(context: &RequestContext<'_>) -> Outcome {
    context.caller.permit(huigu_desk::UseCase::SendBooks)?;
    let found = context.portal.spool.get(context.place("key"), context.caller.login(), context.portal.micros());
    let (name, bytes) = found.ok_or_else(|| PageError::NotThere { what: context.place("key").to_owned() })?;
    Ok(Reply::File { name, media: "text/csv; charset=utf-8", bytes })
}
