//! Named checks of a register's integrity: empty when well.

use std::collections::HashMap;

use huigu_facts::{Kind, VOCABULARIES};
use huigu_quantity::closed_list;
use schemars::JsonSchema;
use serde::Serialize;

use crate::account::user;
use crate::column::{self, Held, Reference};
use crate::db::Db;
use crate::schema::{Audit, TableDef};
use crate::tables::{self, ID_TABLES, Table};
use crate::{BatchNumber, Cursor, Error, Store, batch, person_key};

closed_list! {
    /// What is checked.
    pub enum Check {
        /// The database's own pages and indexes.
        Database = "database", "数据库自身", "database";
        /// The closed words have the numbers this program gives them.
        Words = "words", "词表", "words";
        /// The audit chain holds.
        Chain = "chain", "审计链", "chain";
        /// Batches and approvals are what the chain says of their acts.
        Acts = "acts", "操作", "acts";
        /// Whatever is referred to is there.
        Orphans = "orphans", "引用", "orphans";
        /// The versions of a key follow one another, at most one in force.
        Versions = "versions", "版本", "versions";
        /// Batches brought and closed as many rows as they say, in one order.
        Counts = "counts", "批次计数", "counts";
        /// Every fact can be read.
        Facts = "facts", "内容", "facts";
        /// The book's column form is what the rows make: asked by whoever knows books.
        Snapshot = "snapshot", "列式快照", "snapshot";
        /// Every user was added by an act, and what users hold is a user's.
        Accounts = "accounts", "账号", "accounts";
    }
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// By which check.
    pub check: Check,
    /// Where: a table, a batch, a row.
    pub place: String,
    /// How many rows, or what.
    pub what: String,
}

type Findings = Vec<Finding>;

fn found(check: Check, place: impl Into<String>, what: impl Into<String>) -> Finding {
    Finding { check, place: place.into(), what: what.into() }
}

/// Counts rows that must not be there.
fn none(db: &mut Db, check: Check, place: &str, from: &str, out: &mut Findings) -> Result<(), Error> {
    let count = db.number(&format!("SELECT CAST(COUNT(*) AS BIGINT) FROM {from}"), &[])?;
    if count > 0 {
        out.push(found(check, place, count.to_string()));
    }
    Ok(())
}

fn words(db: &mut Db, out: &mut Findings) -> Result<(), Error> {
    let rows = db.query("SELECT vocabulary, number, code FROM words ORDER BY vocabulary, number", &[])?;
    let kept: Vec<_> = rows.iter().map(|row| (row.text(0), row.int(1), row.text(2))).collect();
    for (vocabulary, words) in VOCABULARIES {
        for (number, word) in words.iter().enumerate() {
            if !kept.contains(&(Some(vocabulary), Some(number as i64), Some(word.code))) {
                out.push(found(Check::Words, *vocabulary, word.code));
            }
        }
    }
    let expected: usize = VOCABULARIES.iter().map(|(_, words)| words.len()).sum();
    if kept.len() > expected {
        out.push(found(Check::Words, "words", (kept.len() - expected).to_string()));
    }
    Ok(())
}

/// What a table's rows refer to is there.
fn references(db: &mut Db, table: &TableDef, out: &mut Findings) -> Result<(), Error> {
    for column in table.columns.iter() {
        let Some(Reference { table: other, column: there, held }) = column.reference else { continue };
        let check = if other == user::TABLE.name { Check::Accounts } else { Check::Orphans };
        let (name, here) = (table.name, column.name);
        let unless_none = match held {
            Held::CheckButZero => format!("t.{here} <> 0 AND "),
            _ if column.nullable => format!("t.{here} IS NOT NULL AND "),
            _ => String::new(),
        };
        // Facts come from batches of their own kind.
        let kind = table.kind.filter(|_| other == "batches");
        let kind = match kind {
            None => String::new(),
            Some(Kind::Dataset(_)) => " AND r.kind = t.dataset".to_owned(),
            Some(kind) => format!(" AND r.kind = '{}'", kind.name()),
        };
        let from = format!(
            "{name} t WHERE {unless_none}NOT EXISTS (SELECT 1 FROM {other} r WHERE r.{there} = t.{here}{kind})"
        );
        none(db, check, &format!("{name}.{here}"), &from, out)?;
    }
    Ok(())
}

/// Loans and guarantees are numbered from 1 without a gap.
fn numbered(db: &mut Db, out: &mut Findings) -> Result<(), Error> {
    for ids in &ID_TABLES {
        let gaps = format!(
            "(SELECT COUNT(*) AS held, COALESCE(MAX({0}), 0) AS last FROM {1}) t WHERE t.held <> t.last",
            ids.number.name, ids.name
        );
        none(db, Check::Orphans, ids.name, &gaps, out)?;
    }
    Ok(())
}

/// Whether the outcomes in the chain say of every row of a table that is told
/// there what stands in it: so whoever changes one must change the chain too.
fn acts(store: &mut Store, tables: &[TableDef], out: &mut Findings) -> Result<(), Error> {
    let outcomes = store.db.query("SELECT act, detail FROM audit WHERE step = 2 AND result = 'done'", &[])?;
    let said: HashMap<u64, &str> =
        outcomes.iter().filter_map(|row| Some((u64::try_from(row.int(0)?).ok()?, row.text(1)?))).collect();
    for table in tables {
        let Audit::Outcome(rows) = table.audit else { continue };
        for row in rows(store)? {
            if said.get(&row.act) != Some(&row.detail.as_str()) {
                out.push(found(Check::Acts, format!("{} {}", table.name, row.number), row.detail));
            }
        }
    }
    Ok(())
}

/// Whether somebody, as the audit writes it, may have sent for an organisation
/// (empty: for none): an account for what stands behind its login, whoever is
/// none under its own name.
fn may_have_sent(who: &str, sender: &str) -> bool {
    match who.split_once('@') {
        Some((_, home)) => home == sender,
        None => sender.is_empty() || who == sender,
    }
}

/// Whether what was worked out of the audit once, and stands beside it, is
/// what the audit tells still: who sent each batch, and the key's fingerprint.
fn worked_out(store: &mut Store, out: &mut Findings) -> Result<(), Error> {
    for (batch, who) in store.sent(None, Cursor::After(BatchNumber(0)), (0, usize::MAX))? {
        if !may_have_sent(&who, &batch.sender) {
            out.push(found(Check::Acts, format!("{} {}", batch::TABLE.name, batch.number), batch.sender));
        }
    }
    let (kept, in_audit_row) = (person_key::kept(&mut store.db)?, person_key::in_audit(&mut store.db)?);
    if kept != in_audit_row {
        out.push(found(Check::Acts, "register.person_key", in_audit_row));
    }
    Ok(())
}

/// Rows that an act of a use case brought, without such an act.
fn opened(db: &mut Db, table: &TableDef, out: &mut Findings) -> Result<(), Error> {
    let Audit::Opened(use_case) = table.audit else { return Ok(()) };
    let check = if table.name == user::TABLE.name { Check::Accounts } else { Check::Acts };
    let from = format!(
        "{} t WHERE NOT EXISTS \
         (SELECT 1 FROM audit a WHERE a.number = t.act AND a.step = 1 AND a.use_case = '{use_case}')",
        table.name
    );
    none(db, check, table.name, &from, out)
}

/// Versions of a key, by batch: each but the last is closed, none later than
/// the next begins, and none before it begins itself.
fn versions(db: &mut Db, table: &Table, out: &mut Findings) -> Result<(), Error> {
    let key = column::list(&table.full_key(), "");
    let from = format!(
        "(SELECT closed_by, batch, LEAD(batch) OVER (PARTITION BY {key} ORDER BY batch) AS next FROM {}) t \
         WHERE (closed_by <> 0 AND closed_by <= batch) OR (next IS NOT NULL AND (closed_by = 0 OR closed_by > next)) \
         OR batch <= 0 OR next = batch",
        table.name
    );
    none(db, Check::Versions, &table.name, &from, out)?;
    let origins = format!("{} WHERE origin > batch OR origin_row < 1", table.name);
    none(db, Check::Versions, &format!("{}.origin", table.name), &origins, out)
}

fn counts(db: &mut Db, out: &mut Findings) -> Result<(), Error> {
    let side = |column: &str| {
        let one = |table: &Table| {
            format!(
                "SELECT {column} AS number, COUNT(*) AS held FROM {} WHERE {column} <> 0 GROUP BY {column}",
                table.name
            )
        };
        tables::all().map(one).collect::<Vec<_>>().join(" UNION ALL ")
    };
    for (column, said, place) in
        [("batch", "added + b.corrected", "batches.added"), ("closed_by", "closed", "batches.closed")]
    {
        let from = format!(
            "batches b LEFT JOIN (SELECT number, SUM(held) AS held FROM ({}) t GROUP BY number) h \
             ON h.number = b.number WHERE COALESCE(h.held, 0) <> b.{said}",
            side(column)
        );
        none(db, Check::Counts, place, &from, out)?;
    }
    let order = "(SELECT number, instant, LAG(number) OVER (ORDER BY number) AS before, \
                 LAG(instant) OVER (ORDER BY number) AS earlier FROM batches) t \
                 WHERE number <> COALESCE(before, 0) + 1 OR instant < earlier";
    none(db, Check::Counts, "batches.number", order, out)?;
    let withdrawals = "batches w JOIN batches b ON b.number = w.withdraws \
                       WHERE b.number >= w.number OR b.withdraws IS NOT NULL OR b.kind <> w.kind";
    none(db, Check::Counts, "batches.withdraws", withdrawals, out)?;
    let imports = "batches WHERE withdraws IS NULL AND (closed <> corrected OR added + corrected = 0)";
    none(db, Check::Counts, "batches.corrected", imports, out)
}

impl Store {
    /// Runs every check but [`Check::Snapshot`]; what was found, in the order of
    /// [`Check::ALL`].
    ///
    /// # Errors
    /// Whatever the database answers when asked.
    pub fn check(&mut self) -> Result<Vec<Finding>, Error> {
        let mut out: Findings = self.db.own_check()?.into_iter().map(|what| found(Check::Database, "", what)).collect();
        self.db.read(|db| words(db, &mut out))?;
        let verdict = self.verify(None)?;
        if let Some((number, flaw)) = verdict.flaw {
            out.push(found(Check::Chain, number.to_string(), flaw.to_string()));
        }
        let schema = crate::every_table();
        acts(self, &schema, &mut out)?;
        worked_out(self, &mut out)?;
        self.db.read(|db| {
            schema.iter().try_for_each(|table| opened(db, table, &mut out))?;
            schema.iter().try_for_each(|table| references(db, table, &mut out))?;
            numbered(db, &mut out)?;
            for table in tables::all() {
                versions(db, table, &mut out)?;
            }
            counts(db, &mut out)
        })?;
        let read = self.facts(None, |_, _| ()).and_then(|_| self.try_records());
        match read {
            Ok(()) => {}
            Err(Error::Damaged { what, .. }) => out.push(found(Check::Facts, "", what)),
            Err(error) => return Err(error),
        }
        out.sort_by_key(|finding| finding.check);
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::Check;

    #[test]
    fn every_check_stands_on_the_page_for_operators() {
        let page = include_str!("../../../docs/REGISTER.md");
        for check in Check::ALL {
            assert!(page.contains(&format!("\n| `{}` | ", check.code())), "{}", check.code());
        }
    }
}
