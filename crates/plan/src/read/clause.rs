//! Reads a clause's file: what it says, and all that it yields.

use huigu_quantity::Day;

use super::fields::{chosen, named, units};
use super::{measure, target};
use crate::draft::{Draft, Owner, Use};
use crate::filter::{Filter, Place};
use crate::items::{Clause, ExclusiveEntry, FigureEntry, NamedFilter, Pool, ProductEntry, Reading, Task};
use crate::mistake::At;
use crate::node::{Fields, Value};
use crate::plan::Items;
use crate::quantity::Want;
use crate::read::figure;
use crate::rules::Text;
use crate::subject::Subject;

/// The tables a clause's file may hold beside `[clause]`.
const TABLES: &[&str] =
    &["reading", "filter", "product", "exclusive", "pool", "figure", "measure", "target", "watch", "task"];

pub(super) fn read(fields: Fields<'_>, file: &str, items: &mut Items) {
    let draft = fields.draft;
    let clause = head(&fields, file, items);
    for entry in fields.each("reading") {
        reading(entry, &clause, items);
    }
    for entry in fields.each("filter") {
        filter(entry, &clause, items);
    }
    for entry in fields.each("product") {
        product(entry, &clause, items);
    }
    for entry in fields.each("exclusive") {
        exclusive(entry, draft, &clause, items);
    }
    for entry in fields.each("pool") {
        pool(entry, &clause, items);
    }
    for entry in fields.each("figure") {
        plain_figure(entry, &clause, items);
    }
    for entry in fields.each("measure") {
        measure::read(entry, &clause, items);
    }
    for entry in fields.each("target") {
        target::read(entry, &clause, false, items);
    }
    for entry in fields.each("watch") {
        target::read(entry, &clause, true, items);
    }
    for entry in fields.each("task") {
        task(entry, &clause, items);
    }
    fields.finish();
}

/// Reads `[clause]` and gives its number.
fn head(fields: &Fields<'_>, file: &str, items: &mut Items) -> String {
    let Some(table) = fields.get("clause") else {
        without_clause(fields);
        return String::new();
    };
    let Some(table) = table.table() else { return String::new() };
    let id = table.need("id").and_then(|value| clause_number(&value, file)).unwrap_or_default();
    items.place(&id, table.at, "clause");
    let clause = Clause {
        title: table.text("title"),
        says: table.text("says"),
        units: units(&table),
        no_effect: table
            .get("no-effect")
            .and_then(|value| value.list())
            .unwrap_or_default()
            .iter()
            .filter_map(Value::both)
            .collect(),
        file: file.to_owned(),
        id: id.clone(),
    };
    table.finish();
    items.clauses.push(clause);
    id
}

/// Tells whatever stands in a file without a clause, by its kind.
fn without_clause(fields: &Fields<'_>) {
    let remedy = Text::of(
        "在文件开头写 [clause]：id、title、says、units",
        "begin the file with [clause]: id, title, says, units",
    );
    let mut is_headed = false;
    for (name, value) in fields.entries() {
        if TABLES.contains(&name) {
            is_headed = true;
            let what = Text::of(format!("`{name}` 没有所属条款"), format!("`{name}` without a clause"));
            fields.draft.report.add(value.key_at, what, remedy.clone());
        }
    }
    if !is_headed {
        fields.draft.report.add(fields.at, Text::of("文件没有 [clause]", "the file has no [clause]"), remedy);
    }
}

fn clause_number(value: &Value<'_>, file: &str) -> Option<String> {
    let id = value.string()?;
    let good = !id.is_empty()
        && id.split('.').all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    if !good {
        let what = Text::of(format!("条款编号“{id}”无效"), format!("\"{id}\" is no clause number"));
        value.wrong(what, Text::of("例如写成 \"3.1\"", "write for example \"3.1\""));
    } else if !file.strip_prefix(id).is_some_and(|rest| rest.starts_with('-') || rest == ".toml") {
        let what = Text::of(
            format!("文件名 {file} 与条款编号 {id} 不符"),
            format!("the file's name {file} is not clause {id}'s"),
        );
        value.wrong(what, Text::of(format!("文件改名为 {id}-….toml"), format!("name the file {id}-….toml")));
    }
    Some(id.to_owned())
}

fn reading(fields: Fields<'_>, clause: &str, items: &mut Items) {
    let (id, at) = fields.id();
    items.place(&id, at, "reading");
    let choices: Vec<(String, Text)> = fields
        .need("choices")
        .and_then(|value| value.table())
        .map(|table| {
            table
                .entries()
                .into_iter()
                .map(|(word, value)| (word.to_owned(), value.both().unwrap_or_default()))
                .collect()
        })
        .unwrap_or_default();
    let choice = fields.need("choice");
    let word = choice.and_then(|value| value.string()).unwrap_or_default();
    if let Some(choice) = choice.filter(|_| !choices.iter().any(|(known, _)| known == word)) {
        let what =
            Text::of(format!("“{word}”不在本口径的选项之内"), format!("\"{word}\" is not among the reading's choices"));
        choice.wrong(what, crate::near::remedy(word, choices.iter().map(|(word, _)| word.as_str())));
    }
    let both = fields.flag("both");
    if both && choices.len() < 2 {
        let what = Text::of("标明两可的口径至少要有两个选项", "a reading marked both needs two choices at least");
        fields.draft.report.add(
            at,
            what,
            Text::of("补上另一种理解，或去掉 both", "add the other way to read it, or leave both out"),
        );
    }
    items.readings.push(Reading {
        id,
        clause: clause.to_owned(),
        question: fields.text("question"),
        choices,
        choice: word.to_owned(),
        reason: fields.text("reason"),
        by: fields.text("by"),
        on: fields.need("on").and_then(|value| value.day()).unwrap_or(Day::FIRST),
        both,
    });
    fields.finish();
}

fn filter(fields: Fields<'_>, clause: &str, items: &mut Items) {
    let (id, name, owner) = named(&fields, clause, "filter", items);
    fields.need("where");
    let filter = Filter::under(&fields, "where", &Place::of(&owner, None, ""));
    items.filters.push(NamedFilter { id, clause: clause.to_owned(), name, filter });
    fields.finish();
}

fn product(fields: Fields<'_>, clause: &str, items: &mut Items) {
    let (id, name, owner) = named(&fields, clause, "product", items);
    let per_borrower =
        fields.get("per-borrower").map(|value| figure::read(&owner, "per-borrower", &value, Want::MONEY));
    let limits = Filter::under(&fields, "limits", &Place::of(&owner, Some(Subject::Loans), ""));
    items.products.push(ProductEntry { id, clause: clause.to_owned(), name, limits, per_borrower });
    fields.finish();
}

fn exclusive(fields: Fields<'_>, draft: &Draft<'_>, clause: &str, items: &mut Items) {
    let time = fields.need("time").and_then(|value| chosen(&value));
    let products = fields.need("products");
    let pair = products.and_then(|value| product_ids(&value));
    fields.finish();
    let (Some(products), Some(pair), Some(time)) = (products, pair, time) else { return };
    let [(first, _), (second, _)] = pair.as_slice() else {
        let what = Text::of("互斥要写两个不同的产品", "an exclusion names two different products");
        products.wrong(what, Text::of("写成 [\"甲\", \"乙\"]", "write [\"one\", \"other\"]"));
        return;
    };
    let mut pair = [(*first).to_owned(), (*second).to_owned()];
    pair.sort();
    if items.exclusions.iter().any(|known| known.products == pair) {
        let what = Text::of("这一对产品的互斥已经写过", "these two products exclude each other already");
        draft.report.add(products.at, what, Text::of("只留一处", "keep it once"));
    }
    items.exclusions.push(ExclusiveEntry { clause: clause.to_owned(), products: pair, time });
}

/// Ids of products, each of which must exist.
pub(super) fn product_ids<'a>(value: &Value<'a>) -> Option<Vec<(&'a str, At)>> {
    let ids = value.strings()?;
    for (id, at) in &ids {
        value.draft.needs(Use::Product { id: (*id).to_owned(), at: *at });
    }
    Some(ids)
}

fn pool(fields: Fields<'_>, clause: &str, items: &mut Items) {
    let (id, name, owner) = named(&fields, clause, "pool", items);
    let products = fields.need("products").and_then(|value| product_ids(&value)).unwrap_or_default();
    let figures = [
        ("size", Want::MONEY),
        ("suspension-line", Want::SHARE),
        ("government-share", Want::SHARE),
        ("lender-share", Want::SHARE),
        ("guarantor-share", Want::SHARE),
    ];
    let figures = figures
        .into_iter()
        .filter_map(|(name, want)| fields.get(name).map(|value| figure::read(&owner, name, &value, want)));
    let figures = figures.collect();
    let products = products.into_iter().map(|(id, _)| id.to_owned()).collect();
    items.pools.push(Pool { id, clause: clause.to_owned(), name, products, figures });
    fields.finish();
}

fn plain_figure(fields: Fields<'_>, clause: &str, items: &mut Items) {
    let (id, name, owner) = named(&fields, clause, "figure", items);
    let owner: Owner = owner;
    if let Some(value) = fields.need("value") {
        let path = figure::read(&owner, "value", &value, Want::ANY);
        items.plain_figures.push(FigureEntry { id, clause: clause.to_owned(), name, path });
    }
    fields.finish();
}

fn task(fields: Fields<'_>, clause: &str, items: &mut Items) {
    let (id, at) = fields.id();
    items.place(&id, at, "task");
    items.tasks.push(Task {
        id,
        clause: clause.to_owned(),
        units: units(&fields),
        does: fields.text("does"),
        due: fields.get("due").and_then(|value| value.day()),
    });
    fields.finish();
}
