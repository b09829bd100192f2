//! Data sets and their rows as sheets: heads, words and units are those that
//! the plan declares.

use huigu_answers::texts::{datasets, trace, word};
use huigu_answers::{Cell, Column, Fill, Link, Sheet, declared};
use huigu_facts::{Dataset, Refers};
use huigu_quantity::Lang;

use crate::{DatasetView, RecordView};

/// Data sets; `address` is where the rows of one are.
#[must_use]
pub fn datasets(all: &[DatasetView], address: &dyn Fn(&DatasetView) -> String, lang: Lang) -> Sheet {
    let units = |one: &DatasetView| {
        let names: Vec<&str> = one.sources.iter().map(|unit| unit.name.get(lang)).collect();
        names.join(lang.comma())
    };
    Fill::new("datasets", lang.t(datasets::DATASETS), all)
        .left("dataset", lang.t(word::NAME), |one| Cell::text(one.name.get(lang)).to_path(address(one)))
        .left("says", lang.t(datasets::SAYS), |one| one.says.get(lang))
        .wide(48)
        .left("sources", lang.t(datasets::SUPPLIED_BY), units)
        .left("clause", lang.t(word::CLAUSE), |one| Cell::clause(&one.clause))
        .sheet()
        .or_empty(lang.t(datasets::NONE_TO_SEE))
}

/// Rows of a data set, `of_one` party or of any; `address` is where one is
/// followed to its files.
#[must_use]
pub fn records(
    dataset: Dataset,
    title: String,
    rows: &[&RecordView],
    of_one: bool,
    address: &dyn Fn(&RecordView) -> String,
    lang: Lang,
) -> Sheet {
    let (schema, subject_by) = (&dataset.declared().schema, dataset.declared().subject_by);
    let mut sheet = Fill::new(dataset.id(), title, rows).sheet().or_empty(lang.t(datasets::NO_ROWS));
    for (slot, column) in schema.columns.iter().enumerate() {
        // Who it is stands above the table.
        if of_one && subject_by.contains(&slot) && !schema.key.contains(&slot) {
            continue;
        }
        let texts = rows.iter().map(|one| one.row.fields.0.get(slot).map_or("", |(_, text)| text));
        let cells = texts.map(|text| match declared::cell(column, text, lang) {
            cell if column.refers == Some(Refers::Party) && !text.is_empty() => cell.to(Link::Party(text.to_owned())),
            cell => cell,
        });
        sheet = sheet.with("", declared::column(column, lang), cells);
    }
    let origin = |one: &&RecordView| {
        let (file, row) = (&one.row.origin.file, &one.row.origin.row);
        Cell::text(lang.say(datasets::FileAndRow { file, row })).to_path(address(one))
    };
    let dates = rows.iter().map(|one| one.row.origin.date.into());
    sheet.with("", Column::left("kept", lang.t(trace::SAVED_ON)), dates).with(
        "",
        Column::left("origin", lang.t(datasets::ORIGIN)).wide(32),
        rows.iter().map(origin),
    )
}
