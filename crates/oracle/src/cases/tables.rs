//! The small tables of a case, and what they may leave out.

use std::collections::BTreeSet;

use huigu_facts::Kind;

/// A table as written: a kind of book, its columns, and its rows.
pub(super) struct Table {
    pub kind: &'static str,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// What a required column that a table leaves out is taken to say: a value,
/// or (`=column`) what another column says.
const LEFT_OUT: [(&str, &str, &str); 9] = [
    ("parties", "name", "=party_id"),
    ("parties", "kind", "enterprise"),
    ("organisations", "name", "=org_id"),
    ("organisations", "kind", "bank"),
    ("loans", "security", "guaranteed"),
    ("guarantees", "lender", "bank-a"),
    ("guarantees", "fee_rate", "1"),
    ("demands", "amount", "100000"),
    ("lpr", "five_year", "4.65"),
];

/// Who is named where, and as what somebody not listed is taken.
const NAMED: [(&str, &str, &str); 9] = [
    ("loans", "lender", "bank"),
    ("guarantees", "lender", "bank"),
    ("credit_lines", "lender", "bank"),
    ("guarantees", "guarantor", "guarantor"),
    ("loans", "borrower", "party"),
    ("guarantees", "borrower", "party"),
    ("credit_lines", "borrower", "party"),
    ("demands", "borrower", "party"),
    ("financings", "issuer", "party"),
];

impl Table {
    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    fn fill(&mut self) {
        for (kind, column, value) in LEFT_OUT {
            if self.kind != kind || self.column(column).is_some() {
                continue;
            }
            let copied = value.strip_prefix('=').and_then(|other| self.column(other));
            for row in &mut self.rows {
                row.push(copied.map_or(value.to_owned(), |other| row[other].clone()));
            }
            self.columns.push(column.to_owned());
        }
    }

    /// CSV as a bank would send it.
    fn csv(&self) -> String {
        let lines = std::iter::once(&self.columns).chain(&self.rows).map(|cells| cells.join(","));
        lines.map(|line| line + "\n").collect()
    }
}

/// Fills in what the tables leave out and writes each kind once.
pub(super) fn books(mut tables: Vec<Table>) -> Vec<(&'static str, String)> {
    for (kind, columns) in [("organisations", ["org_id", "kind"].as_slice()), ("parties", &["party_id"])] {
        if !tables.iter().any(|table| table.kind == kind) {
            let columns = columns.iter().map(|&column| column.to_owned()).collect();
            tables.push(Table { kind, columns, rows: Vec::new() });
        }
    }
    // A lender that a table leaves out is named all the same.
    tables.iter_mut().filter(|table| !matches!(table.kind, "organisations" | "parties")).for_each(Table::fill);
    let mut added: Vec<(&str, String)> = Vec::new();
    for (kind, column, what) in NAMED {
        for table in tables.iter().filter(|table| table.kind == kind) {
            if let Some(place) = table.column(column) {
                added.extend(table.rows.iter().map(|row| (what, row[place].clone())));
            }
        }
    }
    for table in &mut tables {
        match table.kind {
            "organisations" => add(table, "org_id", &added, &["bank", "guarantor"], |what| vec![("kind", what)]),
            "parties" => add(table, "party_id", &added, &["party"], |_| {
                vec![("kind", "enterprise"), ("ownership", "private"), ("scale", "small")]
            }),
            _ => {}
        }
        table.fill();
    }
    Kind::ALL
        .iter()
        .filter_map(|kind| tables.iter().find(|table| table.kind == kind.name() && !table.rows.is_empty()))
        .map(|table| (table.kind, table.csv()))
        .collect()
}

/// Adds a row for everybody of `kinds` who is named but not listed.
fn add<'a>(
    table: &mut Table,
    id: &str,
    named: &[(&'a str, String)],
    kinds: &[&str],
    cells: impl Fn(&'a str) -> Vec<(&'static str, &'a str)>,
) {
    let Some(id_place) = table.column(id) else { return };
    let mut listed: BTreeSet<String> = table.rows.iter().map(|row| row[id_place].clone()).collect();
    for (what, who) in named.iter().filter(|(what, _)| kinds.contains(what)) {
        // A name that begins with ? is meant to be nobody's.
        if who.is_empty() || who.starts_with('?') || !listed.insert(who.clone()) {
            continue;
        }
        // Those listed keep what their own table leaves out.
        for (column, _) in cells(what) {
            if table.column(column).is_none() {
                let rows = LEFT_OUT.iter().find(|(kind, left_out, _)| *kind == table.kind && *left_out == column);
                let value = rows.map_or("", |(_, _, value)| value);
                table.rows.iter_mut().for_each(|row| row.push(value.to_owned()));
                table.columns.push(column.to_owned());
            }
        }
        let mut row = vec![String::new(); table.columns.len()];
        row[id_place].clone_from(who);
        for (column, value) in cells(what) {
            if let Some(place) = table.column(column) {
                row[place] = value.to_owned();
            }
        }
        if let Some(place) = table.column("name") {
            row[place].clone_from(who);
        }
        table.rows.push(row);
    }
}
