//! Data sets: which there are, the rows of one, and where a row comes from.

use huigu_answers::Sheet;
use huigu_answers::texts::{datasets, frame};
use huigu_desk::{
    Continuation, ListDatasets, ListRecords, Operation, PageSize, RecordView, TextLine, TraceRecord, UseCase, sheets,
};
use huigu_facts::RecordKey;
use huigu_plan::DatasetEntry;
use huigu_web::{PageError, escaped};
use maud::{Markup, html};

use crate::block::tables::{Tables, is_exported};
use crate::context::RequestContext;
use crate::page::trace::row_itself;
use crate::reply::{Outcome, Page};

/// Rows that are listed.
const LISTED: u32 = 500;
/// Most rows of a file.
const IN_FILE: u32 = 100_000;

/// `/datasets`
pub fn list(context: &RequestContext<'_>) -> Outcome {
    let found = context.run(ListDatasets {})?;
    let mut tables = Tables::of(context);
    let body = html! {
        div.lead { p { (context.t(datasets::LEAD)) } }
        (tables.show(sheets::datasets(&found.datasets, &|one| address(&one.dataset), context.lang)))
    };
    Ok(tables.page("/datasets", context.t(datasets::DATASETS), body).into())
}

fn address(dataset: &str) -> String {
    ["/datasets/", dataset].concat()
}

fn entry<'a>(context: &'a RequestContext<'_>) -> Result<&'a DatasetEntry, PageError> {
    let id = context.place("dataset");
    let found = context.plan().datasets().iter().find(|entry| entry.id == id);
    found.ok_or_else(|| PageError::NotThere { what: id.to_owned() })
}

/// `/datasets/{dataset}`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let entry = entry(context)?;
    let name = context.text(&entry.name);
    let asked = |what: &str| context.query.get(what);
    let line = |text: &str| PageError::Asked { what: text.to_owned() };
    let party = asked("party").map(|text| TextLine::new(text).map_err(|_| line(text))).transpose()?;
    let period = asked("period").map(|text| TextLine::new(text).map_err(|_| line(text))).transpose()?;
    let mut input: ListRecords = context.input(&[("dataset", &entry.id)])?;
    (input.as_known_at, input.party, input.period) = (context.known_at()?, party, period);
    let whole = is_exported(entry.dataset.id(), context);
    if !whole {
        input.cursor = context.query.get("after").map(|key| Continuation::after(&ListRecords::HTTP, key));
    }
    input.limit = PageSize::of_any(if whole { IN_FILE } else { LISTED });
    let found = context.run(input)?;
    if whole && found.next.is_some() {
        return Ok(too_many(entry, context).into());
    }
    let title = match asked("period") {
        Some(period) => context.say(datasets::RowsOfPeriod { name: &name, period: &period }),
        None => context.say(datasets::RowsOf { name: &name }),
    };
    let mut tables = Tables::of(context);
    let body = html! {
        (lead(entry, context))
        (tables.show(table(entry, title, &found.records.iter().collect::<Vec<_>>(), false, context)))
        @if let Some(last) = found.records.last().filter(|_| found.next.is_some()) {
            nav.turn { a.quiet href=(context.here_with("after", &last.record)) { (context.t(datasets::EARLIER)) } }
        }
    };
    Ok(tables.page("/datasets", name, body).under("/datasets", context.t(datasets::DATASETS)).into())
}

fn too_many(entry: &DatasetEntry, context: &RequestContext<'_>) -> Page {
    let most = context.count(IN_FILE as usize);
    let page = Page::new("/datasets", context.text(&entry.name), lead(entry, context));
    page.under("/datasets", context.t(datasets::DATASETS))
        .with_message(context.say(datasets::TooManyRows { most: &most }))
}

/// What it is and who supplies it, and the choice of a period.
fn lead(entry: &DatasetEntry, context: &RequestContext<'_>) -> Markup {
    let period = entry.dataset.declared().period;
    html! {
        div.lead {
            p { (context.text(&entry.says)) }
            @if let Some((_, length)) = period {
                form.choice method="get" action=(context.path) {
                    @for (key, value) in context.query.with("period", "").with("after", "").with("export", "").iter() {
                        input type="hidden" name=(key) value=(value);
                    }
                    label for="period" { (context.t(datasets::PERIOD)) }
                    input #period name="period" value=[context.query.get("period")] placeholder=(length.example()) size="8";
                    button.quiet { (context.t(frame::SHOW)) }
                }
            }
        }
        @if let Some(party) = context.query.get("party") {
            p { (context.t(datasets::ABOUT_ONE)) code { (party) } " " a href=(context.here_with("party", "")) { (context.t(datasets::ABOUT_ALL)) } }
        }
    }
}

fn table(
    entry: &DatasetEntry,
    title: String,
    rows: &[&RecordView],
    of_one: bool,
    context: &RequestContext<'_>,
) -> Sheet {
    let place = |one: &RecordView| context.link(&[&address(&entry.id), "/", &escaped(&one.record)].concat());
    sheets::records(entry.dataset, title, rows, of_one, &place, context.lang)
}

/// The last rows about a party, a table a data set.
pub fn of_party(records: &[RecordView], party: &str, tables: &mut Tables<'_>, context: &RequestContext<'_>) -> Markup {
    html! {
        @for entry in context.plan().datasets() {
            @let own: Vec<&RecordView> = records.iter().filter(|one| one.row.kind.name() == entry.id).collect();
            @if !own.is_empty() {
                (tables.show(table(entry, context.text(&entry.name).to_owned(), &own, true, context)))
                @if own.len() >= huigu_desk::RECORDS_OF_PARTY && context.caller.may(UseCase::Records) {
                    p.more { a href={ (context.link(&address(&entry.id))) "?party=" (escaped(party)) } { (context.t(datasets::EARLIER)) } }
                }
            }
        }
    }
}

/// `/datasets/{dataset}/{record}`
pub fn record(context: &RequestContext<'_>) -> Outcome {
    let entry = entry(context)?;
    let mut input: TraceRecord = context.input(&[("dataset", &entry.id), ("record", context.place("record"))])?;
    input.as_known_at = context.known_at()?;
    let found = context.run(input)?;
    let name = context.text(&entry.name);
    let (period, source) = found.record.parse().map(|key: RecordKey| (key.period, key.source)).unwrap_or_default();
    let source = context.plan().unit(&source).map_or(source.as_str(), |unit| context.text(&unit.name));
    let title = if period.is_empty() { name.to_owned() } else { [name, " ", &period].concat() };
    let may = !found.party.is_empty() && context.caller.may(UseCase::Party);
    let body = html! {
        div.lead { p {
            (context.say(datasets::SuppliedBy { unit: &source }))
            @if may { " · " a href=(context.link(&["/parties/", &escaped(&found.party)].concat())) { (found.party) } }
        } }
        @for one in &found.versions {
            @let head = match one.closed_by {
                None => context.t(datasets::IN_FORCE).to_owned(),
                Some(batch) => context.say(datasets::ReplacedBy { batch: &batch }),
            };
            (row_itself(&one.row, &head, context))
        }
    };
    let page = Page::new("/datasets", title, body).under("/datasets", context.t(datasets::DATASETS));
    Ok(page.under(context.link(&address(&entry.id)), name).into())
}
