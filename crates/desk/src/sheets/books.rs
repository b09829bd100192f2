//! Answers about books as sheets: batches, institutions, what an import found,
//! and what happened to an item.

use huigu_answers::figures::grouped;
use huigu_answers::texts::{books, state, trace, word};
use huigu_answers::{Cell, Fill, Link, Sheet, State, View, vocabulary};
use huigu_facts::{Issue, Kind, Severity};
use huigu_quantity::{Day, Fen, Lang, MoneyUnit};

use crate::{BatchView, CheckedImport, CorrectionView, File, Imported, Institution, TracedRow};

/// Days behind the latest institution from which one is called behind.
const BEHIND: i32 = 31;
/// Corrections and faults that are listed; files have them all.
const SHOWN: usize = 2_000;

/// What was taken in and withdrawn.
#[must_use]
pub fn batches(lines: &[BatchView], lang: Lang) -> Sheet {
    Fill::new("batches", lang.t(word::BATCH), lines)
        .right("batch", lang.t(word::BATCH), |one| Cell::number(one.batch).to(Link::Batch(one.batch)))
        .left("date", lang.t(word::DATE), |one| one.date.to_string())
        .seen(View::BUT_PAGES)
        .left("file", lang.t(word::FILE), |one| &one.file)
        .left("kind", lang.t(word::BOOK), |one| kind_of_book(one.kind, lang))
        .right("new", lang.t(word::NEW), |one| one.new)
        .right("corrected", lang.t(word::CORRECTED), |one| one.corrected)
        .right("unchanged", lang.t(books::UNCHANGED), |one| one.unchanged)
        .data("closed", |one| one.closed)
        .data("restored", |one| one.restored)
        .data("withdraws", |one| one.withdraws.map(Cell::number))
        .data("withdrawn_by", |one| one.withdrawn_by.map(Cell::number))
        .data("file_sm3", |one| one.file_sm3.to_string())
        .left("note", lang.t(word::NOTE), |one| note_of_batch(one, lang))
        .seen(View::PEOPLE)
        .sheet()
        .or_empty(lang.t(books::NO_BATCHES))
}

fn note_of_batch(one: &BatchView, lang: Lang) -> Option<String> {
    match (one.withdraws, one.withdrawn_by) {
        (Some(batch), _) => {
            let (closed, restored) = (grouped(one.closed), grouped(one.restored));
            Some(lang.say(books::WithdrawsBatch { batch: &batch, closed: &closed, restored: &restored }))
        }
        (None, Some(batch)) => Some(lang.say(books::WithdrawnByBatch { batch: &batch })),
        (None, None) => None,
    }
}

/// A kind of book by its name.
fn kind_of_book(kind: Kind, lang: Lang) -> Cell {
    Cell::word(kind.name(), lang.t(kind.text()))
}

/// Days an institution is behind the one that has sent the latest, as far as
/// books can tell of days up to `end`; `None`: it has sent nothing.
fn days_behind(one: &Institution, all: &[Institution], end: Day) -> Option<i32> {
    let latest = all.iter().filter_map(|one| one.last_day).map(|day| day.min(end)).max()?;
    one.last_day.map(|day| latest.0 - day.min(end).0)
}

/// How an institution stands with its books: a due date to come, or what lies
/// after `end`, makes nobody early.
#[must_use]
pub fn standing(one: &Institution, all: &[Institution], end: Day) -> State {
    match days_behind(one, all, end) {
        None => State::Missing,
        Some(days) if days > BEHIND => State::Behind,
        Some(_) => State::Well,
    }
}

/// What the books of each institution come to.
#[must_use]
pub fn institutions(all: &[Institution], end: Day, lang: Lang) -> Sheet {
    let sent = |one: &Institution| Link::BatchesOf(one.id.clone());
    Fill::new("institutions", lang.t(books::BY_INSTITUTION), all)
        .left("name", lang.t(word::INSTITUTION), |one| Cell::named(&one.name, &one.id).to(sent(one)))
        .left("kind", lang.t(word::TYPE), |one| Cell::listed(one.kind, lang))
        .right("items", lang.t(books::ITEM_COUNT), |one| one.items)
        .left("last", lang.t(books::DATA_UP_TO), |one| one.last_day)
        .right("behind", lang.t(books::DAYS_BEHIND), |one| {
            days_behind(one, all, end).map(|days| u64::try_from(days).unwrap_or(0))
        })
        .left("from", lang.t(books::BOOKS_BEGIN), |one| one.books_from)
        .left("sent", lang.t(books::LAST_SENT), |one| one.last_sent)
        .left("state", lang.t(word::STATE), |one| standing(one, all, end))
        .sheet()
        .or_empty(lang.t(books::NO_INSTITUTIONS))
}

/// What a batch corrected, a value a row.
#[must_use]
pub fn corrections(all: &[CorrectionView], kind: Kind, lang: Lang) -> Sheet {
    let mut rows: Vec<[String; 4]> = Vec::new();
    for CorrectionView { old: before, new: after, .. } in all {
        let before = &before.0;
        let key = before.iter().filter(|(_, value)| !value.is_empty()).take(2);
        let key = key.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" / ");
        let Some(after) = after else {
            rows.push([key, String::new(), lang.t(state::IN_FORCE).to_owned(), lang.say(State::Ended)]);
            continue;
        };
        let changed = before.iter().zip(&after.0).filter(|((_, old), (_, new))| old != new);
        rows.extend(changed.map(|((name, old), (_, new))| {
            let Some(column) = kind.columns().iter().find(|column| column.name == *name) else {
                return [key.clone(), (*name).to_owned(), old.clone(), new.clone()];
            };
            let value = |text: &str| vocabulary::value(column, text, lang);
            [key.clone(), lang.pick(column.chinese, column.name).to_owned(), value(old), value(new)]
        }));
    }
    Fill::new("corrections", lang.t(books::WHAT_IT_CORRECTED), &rows)
        .left("row", lang.t(word::ROW), |row| &row[0])
        .left("column", lang.t(word::COLUMN), |row| &row[1])
        .left("before", lang.t(books::OLD_VALUE), |row| &row[2])
        .left("after", lang.t(books::NEW_VALUE), |row| &row[3])
        .sheet()
        .or_empty(lang.t(books::CORRECTED_NOTHING))
}

/// What an import kept of each file.
#[must_use]
pub fn imported(names: &[String], kept: &[Option<Imported>], lang: Lang) -> Sheet {
    let rows: Vec<(&String, &Imported)> =
        names.iter().zip(kept).filter_map(|(name, one)| Some((name, one.as_ref()?))).collect();
    Fill::new("kept", lang.t(books::WHAT_WAS_SAVED), &rows)
        .left("file", lang.t(word::FILE), |(name, _)| *name)
        .right("batch", lang.t(word::BATCH), |(_, one)| match one.batch {
            Some(batch) => Cell::number(batch.0).to(Link::Batch(batch.0)),
            None => lang.t(books::NO_NEWS).into(),
        })
        .right("new", lang.t(word::NEW), |(_, one)| one.new)
        .right("corrected", lang.t(word::CORRECTED), |(_, one)| one.corrected)
        .right("unchanged", lang.t(books::UNCHANGED), |(_, one)| one.unchanged)
        .sheet()
}

/// Faults of what was sent, by file and row; only the first of very many.
#[must_use]
pub fn faults(faults: &[Issue], import: &CheckedImport, files: &[File], lang: Lang) -> Sheet {
    let title = if faults.len() > SHOWN {
        lang.say(books::FirstErrors { shown: &SHOWN })
    } else {
        lang.t(books::ERRORS).to_owned()
    };
    let place = |fault: &Issue| fault.origin.file as usize;
    let column = |fault: &Issue| {
        let columns = files.get(place(fault)).map_or(&[][..], |file| file.kind.columns());
        let column = columns.iter().find(|one| one.name == fault.column);
        column.map_or(fault.column, |one| lang.pick(one.chinese, one.name)).to_owned()
    };
    Fill::new("faults", title, &faults[..faults.len().min(SHOWN)])
        .left("file", lang.t(word::FILE), |fault| {
            import.names.get(place(fault)).map_or(lang.t(books::ROWS_OF_REGISTER), String::as_str)
        })
        .right("row", lang.t(word::ROW), |fault| (fault.origin.row > 0).then_some(fault.origin.row))
        .left("column", lang.t(word::COLUMN), column)
        .left("value", lang.t(books::AS_WRITTEN), |fault| &fault.value)
        .left("what", lang.t(books::ERRORS), |fault| lang.t(fault.code.text()))
        .left("expected", lang.t(books::EXPECTED), |fault| fault.expected.text(lang))
        .sheet()
}

/// What an import found that keeps nothing out, and how often.
#[must_use]
pub fn findings(import: &CheckedImport, lang: Lang) -> Sheet {
    let found = import.counts.iter().filter(|(code, count)| code.severity() == Severity::Finding && **count > 0);
    Fill::new("findings", lang.t(books::WARNINGS_TITLE), &found.collect::<Vec<_>>())
        .left("what", lang.t(books::WARNING), |(code, _)| lang.t(code.text()))
        .right("count", lang.t(books::TIMES), |(_, count)| **count)
        .sheet()
        .or_empty(lang.t(books::NO_WARNINGS))
}

/// What happened to a loan, guarantee or deal, and the rows that say so.
#[must_use]
pub fn events(rows: &[&TracedRow], lang: Lang) -> Sheet {
    let of = |row: &TracedRow, wanted: &[&str]| {
        let found = row.fields.0.iter().find(|(name, _)| wanted.contains(name));
        found.filter(|(_, value)| !value.is_empty()).cloned()
    };
    let what = |row: &TracedRow| {
        let (name, value) = of(row, &["event", "kind", "class"])?;
        let column = row.kind.columns().iter().find(|column| column.name == name);
        Some(column.map_or_else(|| value.clone(), |column| vocabulary::value(column, &value, lang)))
    };
    Fill::new("events", lang.t(trace::EVENTS), rows)
        .left("date", lang.t(word::DATE), |row| of(row, &["date"]).and_then(|(_, text)| Day::parse(&text).ok()))
        .left("book", lang.t(word::BOOK), |row| kind_of_book(row.kind, lang))
        .left("what", lang.t(trace::CONTENT), |row| what(row))
        .right("amount", lang.t(word::AMOUNT), |row| {
            of(row, &["amount", "balance"]).and_then(|(_, text)| Fen::parse(&text, MoneyUnit::Yuan).ok())
        })
        .left("file", lang.t(word::FILE), |row| &row.origin.file)
        .right("row", lang.t(word::ROW), |row| row.origin.row)
        .right("batch", lang.t(word::BATCH), |row| Cell::number(row.origin.batch))
        .left("kept", lang.t(trace::SAVED_ON), |row| row.origin.date)
        .sheet()
        .or_empty(lang.t(trace::NO_EVENTS))
}
