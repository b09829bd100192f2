//! The books: what each institution has sent, what is behind or missing,
//! sending more, and what came of a batch.

mod batch;
mod sent;

use huigu_answers::texts::{books, word};
use huigu_desk::{BatchNumber, Cursor, Institution, SentBatch, UseCase, What};
use huigu_facts::Vocabulary;
use huigu_quantity::Day;
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::state::State;
use crate::block::table::{self, Cell, ROWS, Table, left, right};
use crate::frame::csrf;
use crate::reply::{Outcome, Page};
use crate::trouble::Trouble;

pub use batch::{page as batch, withdraw};
pub use sent::{mended, send};

/// Days behind the latest institution from which one is called behind.
const BEHIND: i32 = 31;

/// `/books`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let newest = Cursor::Before(BatchNumber(u32::MAX));
    // All of them only where somebody looks for one among all.
    let (all, part) = match table::page_asked("batches", ask) {
        Some(page) => {
            let all = usize::try_from(ask.counter().count_batches(&ask.caller)?).unwrap_or(usize::MAX);
            let last = all.div_ceil(ROWS).max(1);
            (Some(all), ((page.min(last) - 1) * ROWS, ROWS))
        }
        None => (None, (0, usize::MAX)),
    };
    let batches = Table { all, ..batches_table(&ask.counter().batches(&ask.caller, newest, part)?, ask) };
    let institutions = ask.counter().institutions(&ask.caller);
    let body = html! {
        div.lead { p { (ask.t(books::LEAD)) } }
        @if ask.caller.may(UseCase::SendBooks) { (send_form(ask)) }
        @match &institutions {
            Ok(all) => { (institutions_table(all, ask).show(ask)) }
            // Without a sound register there is no list; the way to mend it stays open.
            Err(error) => { p.complaint role="alert" { (ask.say(error)) } }
        }
        (batches.show(ask))
    };
    Ok(Page::new("/books", ask.t(books::SUBMISSIONS), body).into())
}

fn send_form(ask: &Ask<'_>) -> Markup {
    html! {
        form.sheet.stacked #send method="post" action="/books" enctype="multipart/form-data" data-progress="progress" {
            h2 { (ask.t(books::SEND_BOOKS)) }
            (csrf(ask))
            label for="kind" { (ask.t(word::BOOK_KIND)) }
            select #kind name="kind" {
                option value="" { (ask.t(books::BY_FILE_NAME)) }
                @for kind in ask.plan().kinds().all() { option value=(kind.name()) { (ask.pick(kind.chinese(), kind.english())) } }
            }
            label.check { input type="checkbox" name="good-rows" value="1"; " " (ask.t(books::GOOD_ROWS)) }
            label for="files" { (ask.t(books::FILES_FIELD)) }
            input #files type="file" name="files" multiple required accept=".csv,.xlsx,.parquet";
            div.actions {
                button { (ask.t(books::SEND_AND_CHECK)) }
                button.quiet name="check" value="1" { (ask.t(books::CHECK_ONLY)) }
            }
            p.small { (ask.t(books::SEND_HINT))
                " " (ask.t(books::TEMPLATES)) @for (at, kind) in ask.plan().kinds().all().enumerate() { @if at > 0 { (ask.pick("、", ", ")) } a href={ "/books/templates/" (kind.name()) } { (ask.pick(kind.chinese(), kind.english())) } } }
            progress #progress max="100" value="0" hidden aria-label=(ask.t(books::PROGRESS)) {}
        }
    }
}

/// The last day books can tell of: a due date to come, or what lies after the
/// plan, makes nobody early.
fn end(ask: &Ask<'_>) -> Day {
    ask.today.min(ask.plan().validity().last())
}

/// Days an institution is behind the one that has sent the latest; `None`: it
/// has sent nothing.
fn days_behind(one: &Institution, all: &[Institution], end: Day) -> Option<i32> {
    let latest = all.iter().filter_map(|one| one.last_day).map(|day| day.min(end)).max()?;
    one.last_day.map(|day| latest.0 - day.min(end).0)
}

/// How many institutions are behind or have sent nothing.
pub fn behind(all: &[Institution], ask: &Ask<'_>) -> usize {
    all.iter().filter(|one| days_behind(one, all, end(ask)).is_none_or(|days| days > BEHIND)).count()
}

fn institutions_table(all: &[Institution], ask: &Ask<'_>) -> Table {
    let columns = vec![
        left("name", ask.t(word::INSTITUTION)),
        left("kind", ask.t(word::TYPE)),
        right("items", ask.t(books::ITEM_COUNT)),
        left("last", ask.t(books::DATA_UP_TO)),
        right("behind", ask.t(books::DAYS_BEHIND)),
        left("from", ask.t(books::BOOKS_BEGIN)),
        left("sent", ask.t(books::LAST_SENT)),
        left("state", ask.t(word::STATE)),
    ];
    let mut table =
        Table::new("institutions", ask.t(books::BY_INSTITUTION), columns).or_empty(ask.t(books::NO_INSTITUTIONS));
    for one in all {
        let behind = days_behind(one, all, end(ask));
        let state = match behind {
            None => State::Missing,
            Some(days) if days > BEHIND => State::Behind,
            Some(_) => State::Well,
        };
        let kind = ask.pick(one.kind.chinese(), one.kind.code());
        table.row(vec![
            Cell::Named(
                one.name.clone(),
                one.id.clone(),
                ["/books?batches.q=", &crate::ask::escaped(&one.id), "#batches"].concat(),
            ),
            Cell::text(kind),
            Cell::Count(one.items),
            one.last_day.map_or(Cell::Blank, Cell::Day),
            behind.map_or(Cell::Blank, |days| Cell::Count(u64::try_from(days).unwrap_or(0))),
            one.books_from.map_or(Cell::Blank, Cell::Day),
            one.last_sent.map_or(Cell::Blank, |instant| Cell::Day(instant.day())),
            Cell::State(state),
        ]);
    }
    table
}

/// What a batch did, in words.
fn did(what: What, ask: &Ask<'_>) -> String {
    match what {
        What::Import { new, corrected, unchanged } => {
            ask.say(books::BatchCounts { new: &new, corrected: &corrected, unchanged: &unchanged })
        }
        What::Withdrawal { of, closed, restored } => {
            ask.say(books::WithdrewBatch { of: &of, closed: &closed, restored: &restored })
        }
    }
}

fn batches_table(batches: &[SentBatch], ask: &Ask<'_>) -> Table {
    let columns = vec![
        right("batch", ask.t(word::BATCH)),
        left("kept", ask.t(books::SAVED_ON)),
        left("kind", ask.t(word::BOOK)),
        left("file", ask.t(word::FILE)),
        left("did", ask.t(word::OUTCOME)),
        left("who", ask.t(books::SENT_BY)),
        left("state", ask.t(word::STATE)),
    ];
    let mut table = Table::new("batches", ask.t(word::BATCH), columns).or_empty(ask.t(books::NOTHING_SENT));
    for one in batches {
        let batch = &one.batch;
        let who = one.organisation.as_deref().map_or(one.login.clone(), |home| [home, " ", &one.login].concat());
        table.row(vec![
            Cell::CountLink(u64::from(batch.number.0), format!("/books/{}", batch.number)),
            Cell::Moment(batch.instant),
            Cell::text(ask.pick(batch.kind.chinese(), batch.kind.name())),
            Cell::text(&batch.file),
            Cell::Text(did(batch.what, ask)),
            Cell::Text(who),
            Cell::State(if batch.withdrawn_by.is_some() { State::Ended } else { State::Well }),
        ]);
    }
    table
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
