//! The register's tables, each declared once, beside the code that writes it.
//!
//! From a declaration ([`TableDef`]) follow: the table of a fresh register,
//! its part in a backup and the columns there, the check that whatever it
//! refers to is there, the check of its rows against the audit, and the lists
//! of columns in INSERT and SELECT. Columns are always named, so their order
//! in a database says nothing: one that a later step added stands last there,
//! wherever its declaration has it.
//!
//! The steps from one version of the tables to the next (`schema/NNNN.sql`)
//! are frozen: they make an older register, or a backup of one, a newer one.
//! What all of them make must be what is declared here; tests hold both to it
//! on both databases.

use std::borrow::Cow;

use huigu_facts::Kind;

use crate::column::{self, Column, Held};
use crate::db::{Db, Value};
use crate::{Error, Store};

/// A table's part in a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Its rows are in it.
    Kept,
    /// What it says stands in the heading of a backup.
    Heading,
    /// It follows from other tables, and whoever needs it makes it again.
    Derived,
    /// It is about the moment: a restored register begins without.
    Ephemeral,
}

/// What a row's act must say of it in the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AuditClaim {
    /// The row's number.
    pub number: u32,
    /// Number of its act's opening.
    pub act: u64,
    /// The detail of the act's outcome.
    pub detail: String,
}

/// How the audit vouches for a table's rows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Audit {
    /// It does not.
    Silent,
    /// The column `act` is the opening of an act of this use case.
    Opened(&'static str),
    /// The outcome of a row's act tells the whole row: what it must say, of every row.
    Outcome(fn(&mut Store) -> Result<Vec<AuditClaim>, Error>),
}

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct TableDef {
    pub name: &'static str,
    pub columns: Cow<'static, [Column]>,
    /// Names of the columns of the primary key, by which a backup orders the rows.
    pub key: Cow<'static, [&'static str]>,
    /// Further constraints, as SQL has them.
    pub rules: &'static [&'static str],
    /// Further indexes: name, and columns as SQL has them.
    pub indexes: &'static [(&'static str, &'static str)],
    pub part: Part,
    pub audit: Audit,
    /// Of a table of facts: the kind of the batches that bring its rows.
    pub kind: Option<Kind>,
}

impl TableDef {
    /// A table that a backup keeps, with its primary key.
    pub(crate) const fn new(name: &'static str, key: &'static [&'static str], columns: &'static [Column]) -> Self {
        Self::made(name, Cow::Borrowed(key), Cow::Borrowed(columns))
    }

    /// As [`TableDef::new`], of names and columns that were put together.
    pub(crate) const fn made(
        name: &'static str,
        key: Cow<'static, [&'static str]>,
        columns: Cow<'static, [Column]>,
    ) -> Self {
        let (rules, indexes, part, audit) = (&[], &[], Part::Kept, Audit::Silent);
        Self { name, columns, key, rules, indexes, part, audit, kind: None }
    }

    pub(crate) const fn rules(mut self, rules: &'static [&'static str]) -> Self {
        self.rules = rules;
        self
    }

    pub(crate) const fn indexes(mut self, indexes: &'static [(&'static str, &'static str)]) -> Self {
        self.indexes = indexes;
        self
    }

    pub(crate) const fn part(mut self, part: Part) -> Self {
        self.part = part;
        self
    }

    pub(crate) const fn audit(mut self, audit: Audit) -> Self {
        self.audit = audit;
        self
    }

    /// The statements that make it, in the dialect of the schema's steps.
    pub(crate) fn ddl(&self) -> String {
        let column = |column: &Column| {
            let null = if column.nullable { "" } else { " NOT NULL" };
            let reference = column.reference.filter(|reference| reference.held == Held::Database);
            let reference =
                reference.map_or(String::new(), |other| format!(" REFERENCES {} ({})", other.table, other.column));
            format!("{} {}{null}{reference}", column.name, column.ty.sql())
        };
        let key = format!("PRIMARY KEY ({})", self.key.join(", "));
        let rules = self.rules.iter().map(|rule| (*rule).to_owned());
        let lines: Vec<String> = self.columns.iter().map(column).chain([key]).chain(rules).collect();
        let mut sql = format!("CREATE TABLE {} ({}){};", self.name, lines.join(", "), self.storage());
        for (index, columns) in self.indexes {
            sql.push_str(&format!("CREATE INDEX {index} ON {} ({columns});", self.name));
        }
        sql
    }

    /// A single number as its key is the place of a row already; any other key
    /// is made the table itself where the database can.
    fn storage(&self) -> &'static str {
        let numbered = self.key.len() == 1
            && self.columns.iter().any(|column| column.name == self.key[0] && column.ty.is_number());
        if numbered { "" } else { "{keyed}" }
    }

    /// The statement that appends a row: a value a column, in the order declared.
    pub(crate) fn insert(&self) -> String {
        let marks: Vec<String> = (1..=self.columns.len()).map(|at| format!("${at}")).collect();
        let columns = column::list(&self.columns, "");
        format!("INSERT INTO {} ({columns}) VALUES ({})", self.name, marks.join(", "))
    }

    /// Reads rows: a cell a column, in the order declared.
    pub(crate) fn select(&self) -> String {
        format!("SELECT {} FROM {}", column::list(&self.columns, ""), self.name)
    }
    /// Appends a row: a value a column, in the order declared.
    pub(crate) fn append(&self, db: &mut Db, values: &[Value<'_>]) -> Result<(), Error> {
        db.execute(&self.insert(), values).map(drop)
    }
}
