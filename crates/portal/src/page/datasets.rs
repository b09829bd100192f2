//! Data sets: which there are, the rows of one, and where a row comes from.

use huigu_answers::Sheet;
use huigu_answers::texts::{datasets, frame};
use huigu_desk::{
    Continuation, ListDatasets, ListRecords, PageSize, RecordView, TextLine, TraceRecord, UseCase, sheets,
};
use huigu_facts::RecordKey;
use huigu_plan::DatasetEntry;
use huigu_web::{Trouble, escaped};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::tables::{Tables, is_exported};
use crate::page::trace::row_itself;
use crate::reply::{Outcome, Page};

/// Rows that are listed.
const LISTED: u32 = 500;
/// Most rows of a file.
const IN_FILE: u32 = 100_000;

/// `/datasets`
pub fn list(ask: &Ask<'_>) -> Outcome {
    let found = ask.run(ListDatasets {})?;
    let mut tables = Tables::of(ask);
    let body = html! {
        div.lead { p { (ask.t(datasets::LEAD)) } }
        (tables.show(sheets::datasets(&found.datasets, &|one| address(&one.dataset), ask.lang)))
    };
    Ok(tables.page("/datasets", ask.t(datasets::DATASETS), body).into())
}

fn address(dataset: &str) -> String {
    ["/datasets/", dataset].concat()
}

fn entry<'a>(ask: &'a Ask<'_>) -> Result<&'a DatasetEntry, Trouble> {
    let id = ask.place("dataset");
    let found = ask.plan().datasets().iter().find(|entry| entry.id == id);
    found.ok_or_else(|| Trouble::NotThere { what: id.to_owned() })
}

/// `/datasets/{dataset}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let entry = entry(ask)?;
    let name = ask.text(&entry.name);
    let asked = |what: &str| ask.query.get(what);
    let line = |text: &str| Trouble::Asked { what: text.to_owned() };
    let party = asked("party").map(|text| TextLine::new(text).map_err(|_| line(text))).transpose()?;
    let period = asked("period").map(|text| TextLine::new(text).map_err(|_| line(text))).transpose()?;
    let mut input: ListRecords = ask.input(&[("dataset", &entry.id)])?;
    (input.as_known_at, input.party, input.period) = (ask.known_at()?, party, period);
    let whole = is_exported(entry.dataset.id(), ask);
    if !whole {
        input.cursor = ask.query.get("after").map(Continuation::after::<ListRecords>);
    }
    input.limit = PageSize::of_any(if whole { IN_FILE } else { LISTED });
    let found = ask.run(input)?;
    if whole && found.next.is_some() {
        return Ok(too_many(entry, ask).into());
    }
    let title = match asked("period") {
        Some(period) => ask.say(datasets::RowsOfPeriod { name: &name, period: &period }),
        None => ask.say(datasets::RowsOf { name: &name }),
    };
    let mut tables = Tables::of(ask);
    let body = html! {
        (lead(entry, ask))
        (tables.show(table(entry, title, &found.records.iter().collect::<Vec<_>>(), false, ask)))
        @if let Some(last) = found.records.last().filter(|_| found.next.is_some()) {
            nav.turn { a.quiet href=(ask.here_with("after", &last.record)) { (ask.t(datasets::EARLIER)) } }
        }
    };
    Ok(tables.page("/datasets", name, body).under("/datasets", ask.t(datasets::DATASETS)).into())
}

fn too_many(entry: &DatasetEntry, ask: &Ask<'_>) -> Page {
    let most = ask.count(IN_FILE as usize);
    let page = Page::new("/datasets", ask.text(&entry.name), lead(entry, ask));
    page.under("/datasets", ask.t(datasets::DATASETS)).told(ask.say(datasets::TooManyRows { most: &most }))
}

/// What it is and who supplies it, and the choice of a period.
fn lead(entry: &DatasetEntry, ask: &Ask<'_>) -> Markup {
    let period = entry.dataset.declared().period;
    html! {
        div.lead {
            p { (ask.text(&entry.says)) }
            @if let Some((_, length)) = period {
                form.choice method="get" action=(ask.path) {
                    @for (key, value) in ask.query.with("period", "").with("after", "").with("export", "").iter() {
                        input type="hidden" name=(key) value=(value);
                    }
                    label for="period" { (ask.t(datasets::PERIOD)) }
                    input #period name="period" value=[ask.query.get("period")] placeholder=(length.example()) size="8";
                    button.quiet { (ask.t(frame::SHOW)) }
                }
            }
        }
        @if let Some(party) = ask.query.get("party") {
            p { (ask.t(datasets::ABOUT_ONE)) code { (party) } " " a href=(ask.here_with("party", "")) { (ask.t(datasets::ABOUT_ALL)) } }
        }
    }
}

fn table(entry: &DatasetEntry, title: String, rows: &[&RecordView], of_one: bool, ask: &Ask<'_>) -> Sheet {
    let place = |one: &RecordView| ask.link(&[&address(&entry.id), "/", &escaped(&one.record)].concat());
    sheets::records(entry.dataset, title, rows, of_one, &place, ask.lang)
}

/// The last rows about a party, a table a data set.
pub fn of_party(records: &[RecordView], party: &str, tables: &mut Tables<'_>, ask: &Ask<'_>) -> Markup {
    html! {
        @for entry in ask.plan().datasets() {
            @let own: Vec<&RecordView> = records.iter().filter(|one| one.row.kind.name() == entry.id).collect();
            @if !own.is_empty() {
                (tables.show(table(entry, ask.text(&entry.name).to_owned(), &own, true, ask)))
                @if own.len() >= huigu_desk::RECORDS_OF_PARTY && ask.caller.may(UseCase::Records) {
                    p.more { a href={ (ask.link(&address(&entry.id))) "?party=" (escaped(party)) } { (ask.t(datasets::EARLIER)) } }
                }
            }
        }
    }
}

/// `/datasets/{dataset}/{record}`
pub fn record(ask: &Ask<'_>) -> Outcome {
    let entry = entry(ask)?;
    let mut input: TraceRecord = ask.input(&[("dataset", &entry.id), ("record", ask.place("record"))])?;
    input.as_known_at = ask.known_at()?;
    let found = ask.run(input)?;
    let name = ask.text(&entry.name);
    let (period, source) = found.record.parse().map(|key: RecordKey| (key.period, key.source)).unwrap_or_default();
    let source = ask.plan().unit(&source).map_or(source.as_str(), |unit| ask.text(&unit.name));
    let title = if period.is_empty() { name.to_owned() } else { [name, " ", &period].concat() };
    let may = !found.party.is_empty() && ask.caller.may(UseCase::Party);
    let body = html! {
        div.lead { p {
            (ask.say(datasets::SuppliedBy { unit: &source }))
            @if may { " · " a href=(ask.link(&["/parties/", &escaped(&found.party)].concat())) { (found.party) } }
        } }
        @for one in &found.versions {
            @let head = match one.closed_by {
                None => ask.t(datasets::IN_FORCE).to_owned(),
                Some(batch) => ask.say(datasets::ReplacedBy { batch: &batch }),
            };
            (row_itself(&one.row, &head, ask))
        }
    };
    let page = Page::new("/datasets", title, body).under("/datasets", ask.t(datasets::DATASETS));
    Ok(page.under(ask.link(&address(&entry.id)), name).into())
}
