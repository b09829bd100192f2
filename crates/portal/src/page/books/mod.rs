//! The books: what each institution has sent, what is behind or missing,
//! sending more, and what came of a batch.

mod batch;
mod sent;

use huigu_answers::texts::{books, word};
use huigu_answers::{Cell, Column};
use huigu_desk::{BatchView, Institution, ListBatches, ListInstitutions, PageSize, SentBatch, UseCase, sheets};
use huigu_quantity::Day;
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::state::State;
use crate::block::tables::{ROWS, Table, Tables, page_asked};
use crate::frame::csrf;
use crate::reply::Outcome;
use huigu_web::Trouble;

pub use batch::{page as batch, withdraw};
pub use sent::{mended, send};

/// `/books`
pub fn page(ask: &Ask<'_>) -> Outcome {
    // All of them only where somebody looks for one among all.
    let page = page_asked("batches", ask);
    let limit = PageSize::of_any(if page.is_some() { ROWS as u32 } else { u32::MAX });
    let found = ask.run(ListBatches { limit, newest: Some(page.unwrap_or(1)), cursor: None })?;
    let batches = batches_table(&found.batches, ask).of_all(page.map(|_| found.all));
    let mut tables = Tables::of(ask);
    let institutions = ask.run(ListInstitutions {}).map(|found| found.institutions);
    let body = html! {
        div.lead { p { (ask.t(books::LEAD)) } }
        @if ask.caller.may(UseCase::SendBooks) { (send_form(ask)) }
        @match &institutions {
            Ok(all) => { (tables.show(sheets::institutions(all, end(ask), ask.lang))) }
            // Without a sound register there is no list; the way to mend it stays open.
            Err(error) => { p.complaint role="alert" { (ask.say(error)) } }
        }
        (tables.show(batches))
    };
    Ok(tables.page("/books", ask.t(books::SUBMISSIONS), body).into())
}

fn send_form(ask: &Ask<'_>) -> Markup {
    html! {
        form.sheet.stacked #send method="post" action="/books" enctype="multipart/form-data" data-progress="progress" {
            h2 { (ask.t(books::SEND_BOOKS)) }
            (csrf(ask))
            label for="kind" { (ask.t(word::BOOK_KIND)) }
            select #kind name="kind" {
                option value="" { (ask.t(books::BY_FILE_NAME)) }
                @for kind in ask.plan().kinds().all() { option value=(kind.name()) { (ask.t(kind.text())) } }
            }
            label.check { input type="checkbox" name="good-rows" value="1"; " " (ask.t(books::GOOD_ROWS)) }
            label for="files" { (ask.t(books::FILES_FIELD)) }
            input #files type="file" name="files" multiple required accept=".csv,.xlsx,.parquet";
            div.actions {
                button { (ask.t(books::SEND_AND_CHECK)) }
                button.quiet name="check" value="1" { (ask.t(books::CHECK_ONLY)) }
            }
            p.small { (ask.t(books::SEND_HINT))
                " " (ask.t(books::TEMPLATES)) @for (at, kind) in ask.plan().kinds().all().enumerate() { @if at > 0 { (ask.pick("、", ", ")) } a href={ "/books/templates/" (kind.name()) } { (ask.t(kind.text())) } } }
            progress #progress max="100" value="0" hidden aria-label=(ask.t(books::PROGRESS)) {}
        }
    }
}

/// The last day books can tell of: a due date to come, or what lies after the
/// plan, makes nobody early.
fn end(ask: &Ask<'_>) -> Day {
    ask.today.min(ask.plan().validity().last())
}

/// How many institutions are behind or have sent nothing.
pub fn behind(all: &[Institution], ask: &Ask<'_>) -> usize {
    all.iter().filter(|one| sheets::standing(one, all, end(ask)) != State::Well).count()
}

/// What a batch did, in words.
fn did(batch: &BatchView, ask: &Ask<'_>) -> String {
    let BatchView { new, corrected, unchanged, closed, restored, .. } = batch;
    match &batch.withdraws {
        None => ask.say(books::BatchCounts { new, corrected, unchanged }),
        Some(of) => ask.say(books::WithdrewBatch { of, closed, restored }),
    }
}

/// Who sent a batch: the organisation, by its name where the plan has one, and the login.
fn sender(organisation: Option<&str>, login: &str, ask: &Ask<'_>) -> String {
    let Some(id) = organisation else { return login.to_owned() };
    let unit = ask.plan().unit(id);
    [unit.map_or(id, |unit| ask.text(&unit.name)), " ", login].concat()
}

fn batches_table(batches: &[SentBatch], ask: &Ask<'_>) -> Table {
    let lines: Vec<BatchView> = batches.iter().map(|one| one.batch.clone()).collect();
    let saved = batches.iter().map(|one| sheets::moment(one.batch.instant));
    let who = batches.iter().map(|one| Cell::from(sender(one.organisation.as_deref(), &one.login, ask)));
    let state = batches.iter().map(|one| match one.batch.withdrawn_by {
        Some(_) => State::Ended.into(),
        None => State::Well.into(),
    });
    let table = sheets::batches(&lines, ask.lang).or_empty(ask.t(books::NOTHING_SENT));
    let table = table.with("file", Column::left("kept", ask.t(books::SAVED_ON)), saved);
    let table = table.with("note", Column::left("who", ask.t(books::SENT_BY)), who);
    table.with("note", Column::left("state", ask.t(word::STATE)), state).into()
}

/// `/books/templates/{kind}`
pub fn template(ask: &Ask<'_>) -> Outcome {
    let asked = ask.place("kind");
    let kind = ask.plan().kinds().all().find(|kind| kind.name() == asked);
    let kind = kind.ok_or_else(|| Trouble::NotThere { what: asked.to_owned() })?;
    let bytes = huigu_desk::template(kind).map_err(Trouble::Broken)?;
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(crate::reply::Reply::File { name: [kind.name(), ".xlsx"].concat(), media, bytes })
}
