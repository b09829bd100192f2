//! The books: what each institution has sent, what is behind or missing,
//! sending more, and what came of a batch.

mod batch;
mod sent;
mod words;

use huigu_answers::texts::{books, word};
use huigu_answers::{Cell, Column};
use huigu_desk::{BatchView, Institution, ListBatches, ListInstitutions, PageSize, SentBatch, UseCase, sheets};
use huigu_quantity::Day;
use maud::{Markup, html};

use crate::block::state::State;
use crate::block::tables::{ROWS, Table, Tables, page_asked};
use crate::context::RequestContext;
use crate::frame::csrf;
use crate::reply::Outcome;
use huigu_web::PageError;
use words::sender;

pub use batch::{page as batch, withdraw};
pub use sent::{mended, send};

/// `/books`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    // All of them only where somebody looks for one among all.
    let page = page_asked("batches", context);
    let limit = PageSize::of_any(if page.is_some() { ROWS as u32 } else { u32::MAX });
    let found = context.run(ListBatches { limit, newest: Some(page.unwrap_or(1)), cursor: None })?;
    let batches = batches_table(&found.batches, context).of_all(page.map(|_| found.all));
    let mut tables = Tables::of(context);
    let institutions = context.run(ListInstitutions {}).map(|found| found.institutions);
    let body = html! {
        div.lead { p { (context.t(books::LEAD)) } }
        @if context.caller.may(UseCase::SendBooks) { (send_form(context)) }
        @match &institutions {
            Ok(all) => { (tables.show(sheets::institutions(all, end(context), context.lang))) }
            // Without a sound register there is no list; the way to mend it stays open.
            Err(error) => { p.complaint role="alert" { (context.say(error)) } }
        }
        (tables.show(batches))
    };
    Ok(tables.page("/books", context.t(books::SUBMISSIONS), body).into())
}

fn send_form(context: &RequestContext<'_>) -> Markup {
    html! {
        form.sheet.stacked #send method="post" action="/books" enctype="multipart/form-data" data-progress="progress" {
            h2 { (context.t(books::SEND_BOOKS)) }
            (csrf(context))
            label for="kind" { (context.t(word::BOOK_KIND)) }
            select #kind name="kind" {
                option value="" { (context.t(books::BY_FILE_NAME)) }
                @for kind in context.plan().kinds().all() { option value=(kind.name()) { (context.t(kind.text())) } }
            }
            label.check { input type="checkbox" name="good-rows" value="1"; " " (context.t(books::GOOD_ROWS)) }
            label for="files" { (context.t(books::FILES_FIELD)) }
            input #files type="file" name="files" multiple required accept=".csv,.xlsx,.parquet";
            div.actions {
                button { (context.t(books::SEND_AND_CHECK)) }
                button.quiet name="check" value="1" { (context.t(books::CHECK_ONLY)) }
            }
            p.small { (context.t(books::SEND_HINT))
                " " (context.t(books::TEMPLATES)) @for (at, kind) in context.plan().kinds().all().enumerate() { @if at > 0 { (context.pick("、", ", ")) } a href={ "/books/templates/" (kind.name()) } { (context.t(kind.text())) } } }
            progress #progress max="100" value="0" hidden aria-label=(context.t(books::PROGRESS)) {}
        }
    }
}

/// The last day books can tell of: a due date to come, or what lies after the
/// plan, makes nobody early.
fn end(context: &RequestContext<'_>) -> Day {
    context.today.min(context.plan().validity().last())
}

/// How many institutions are behind or have sent nothing.
pub fn behind(all: &[Institution], context: &RequestContext<'_>) -> usize {
    all.iter().filter(|one| sheets::standing(one, all, end(context)) != State::Well).count()
}

fn batches_table(batches: &[SentBatch], context: &RequestContext<'_>) -> Table {
    let lines: Vec<BatchView> = batches.iter().map(|one| one.batch.clone()).collect();
    let saved = batches.iter().map(|one| sheets::moment(one.batch.instant));
    let who = batches.iter().map(|one| Cell::from(sender(one.organisation.as_deref(), &one.login, context)));
    let state = batches.iter().map(|one| match one.batch.withdrawn_by {
        Some(_) => State::Ended.into(),
        None => State::Well.into(),
    });
    let table = sheets::batches(&lines, context.lang).or_empty(context.t(books::NOTHING_SENT));
    let table = table.with("file", Column::left("kept", context.t(books::SAVED_ON)), saved);
    let table = table.with("note", Column::left("who", context.t(books::SENT_BY)), who);
    table.with("note", Column::left("state", context.t(word::STATE)), state).into()
}

/// `/books/templates/{kind}`
pub fn template(context: &RequestContext<'_>) -> Outcome {
    let asked = context.place("kind");
    let kind = context.plan().kinds().all().find(|kind| kind.name() == asked);
    let kind = kind.ok_or_else(|| PageError::NotThere { what: asked.to_owned() })?;
    let bytes = huigu_desk::template(kind).map_err(PageError::Broken)?;
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(crate::reply::Reply::File { name: [kind.name(), ".xlsx"].concat(), media, bytes })
}
