//! Named checks of a register's integrity: empty when well.

use std::collections::HashMap;

use crate::column::VOCABULARIES;
use crate::db::Db;
use crate::tables::{self, ID_TABLES, TABLES, Table};
use crate::{Error, Store};

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// The database's own pages and indexes.
    Database,
    /// The closed words have the numbers this program gives them.
    Words,
    /// The audit chain holds.
    Chain,
    /// Batches and approvals are what the chain says of their acts.
    Acts,
    /// Whatever is referred to is there.
    Orphans,
    /// The versions of a key follow one another, at most one in force.
    Versions,
    /// Batches brought and closed as many rows as they say, in one order.
    Counts,
    /// Every fact can be read.
    Facts,
    /// The book's column form is what the rows make: asked by whoever knows books.
    Snapshot,
    /// Every user was added by an act, and what users hold is a user's.
    Accounts,
}

impl Check {
    /// Every check.
    pub const ALL: [Self; 10] = [
        Self::Database,
        Self::Words,
        Self::Chain,
        Self::Acts,
        Self::Orphans,
        Self::Versions,
        Self::Counts,
        Self::Facts,
        Self::Snapshot,
        Self::Accounts,
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Words => "words",
            Self::Chain => "chain",
            Self::Acts => "acts",
            Self::Orphans => "orphans",
            Self::Versions => "versions",
            Self::Counts => "counts",
            Self::Facts => "facts",
            Self::Snapshot => "snapshot",
            Self::Accounts => "accounts",
        }
    }

    /// What it is about, in Chinese.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Database => "数据库自身",
            Self::Words => "词表",
            Self::Chain => "审计链",
            Self::Acts => "操作",
            Self::Orphans => "引用",
            Self::Versions => "版本",
            Self::Counts => "批次计数",
            Self::Facts => "内容",
            Self::Snapshot => "列式快照",
            Self::Accounts => "账号",
        }
    }
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
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

fn orphans(db: &mut Db, table: &Table, out: &mut Findings) -> Result<(), Error> {
    let name = table.name;
    for column in ["batch", "origin", "closed_by"] {
        let from = format!(
            "{name} t WHERE t.{column} <> 0 AND NOT EXISTS (SELECT 1 FROM batches b WHERE b.number = t.{column} \
             AND b.kind = '{}')",
            table.kind.name()
        );
        none(db, Check::Orphans, &format!("{name}.{column}"), &from, out)?;
    }
    if let Some(ids) = table.ids.map(tables::Ids::table) {
        let number = ids.number.name;
        let from = format!("{name} t WHERE NOT EXISTS (SELECT 1 FROM {} i WHERE i.{number} = t.{number})", ids.name);
        none(db, Check::Orphans, &format!("{name}.{number}"), &from, out)?;
    }
    Ok(())
}

fn references(db: &mut Db, out: &mut Findings) -> Result<(), Error> {
    let no_batch = "settlements t WHERE t.batch <> 0 AND NOT EXISTS \
                    (SELECT 1 FROM batches b WHERE b.number = t.batch)";
    none(db, Check::Orphans, "settlements.batch", no_batch, out)?;
    for table in ["touched", "snapshots"] {
        let from = format!("{table} t WHERE NOT EXISTS (SELECT 1 FROM batches b WHERE b.number = t.batch)");
        none(db, Check::Orphans, &format!("{table}.batch"), &from, out)?;
    }
    for ids in &ID_TABLES {
        let gaps = format!(
            "(SELECT COUNT(*) AS held, COALESCE(MAX({0}), 0) AS last FROM {1}) t WHERE t.held <> t.last",
            ids.number.name, ids.name
        );
        none(db, Check::Orphans, ids.name, &gaps, out)?;
    }
    Ok(())
}

/// Whether the outcomes in the chain say of every batch and approval what
/// stands there: so whoever changes one must change the chain too.
fn acts(store: &mut Store, out: &mut Findings) -> Result<(), Error> {
    let outcomes = store.db.query("SELECT act, detail FROM audit WHERE step = 2 AND result = 'done'", &[])?;
    let said: HashMap<u64, &str> =
        outcomes.iter().filter_map(|row| Some((u64::try_from(row.int(0)?).ok()?, row.text(1)?))).collect();
    let batches = store.batches()?;
    let batches = batches.iter().map(|batch| (format!("batches {}", batch.number), batch.act, batch.detail()));
    let approved = store.approved()?;
    let approved = approved.iter().map(|one| (format!("settlements {}", one.number), one.act, one.detail()));
    let texts = store.official_texts()?;
    let texts = texts.iter().map(|one| (format!("official_texts {}", one.number), one.act, one.detail()));
    let notices = store.notices()?;
    let published = notices.iter().map(|one| (format!("notices {}", one.number), one.act, one.detail()));
    let withdrawn = notices.iter().filter_map(|one| {
        let said = one.withdrawn.as_ref()?;
        Some((format!("notices_withdrawn {}", one.number), said.act, said.detail(one.number)))
    });
    for (place, act, expected) in batches.chain(approved).chain(texts).chain(published).chain(withdrawn) {
        if said.get(&act) != Some(&expected.as_str()) {
            out.push(found(Check::Acts, place, expected));
        }
    }
    Ok(())
}

/// Versions of a key, by batch: each but the last is closed, none later than
/// the next begins, and none before it begins itself.
fn versions(db: &mut Db, table: &Table, out: &mut Findings) -> Result<(), Error> {
    let key = tables::list(&table.full_key(), "");
    let from = format!(
        "(SELECT closed_by, batch, LEAD(batch) OVER (PARTITION BY {key} ORDER BY batch) AS next FROM {}) t \
         WHERE (closed_by <> 0 AND closed_by <= batch) OR (next IS NOT NULL AND (closed_by = 0 OR closed_by > next)) \
         OR batch <= 0 OR next = batch",
        table.name
    );
    none(db, Check::Versions, table.name, &from, out)?;
    let origins = format!("{} WHERE origin > batch OR origin_row < 1", table.name);
    none(db, Check::Versions, &format!("{}.origin", table.name), &origins, out)
}

fn counts(db: &mut Db, out: &mut Findings) -> Result<(), Error> {
    let side = |column: &str| {
        let one = |table: &&Table| {
            format!(
                "SELECT {column} AS number, COUNT(*) AS held FROM {} WHERE {column} <> 0 GROUP BY {column}",
                table.name
            )
        };
        TABLES.iter().map(one).collect::<Vec<_>>().join(" UNION ALL ")
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

/// Users without the act that added them, and what belongs to no user.
fn accounts(db: &mut Db, out: &mut Findings) -> Result<(), Error> {
    let added = "users u WHERE NOT EXISTS \
                 (SELECT 1 FROM audit a WHERE a.number = u.act AND a.step = 1 AND a.use_case = 'add-user')";
    none(db, Check::Accounts, "users", added, out)?;
    for table in ["second_factors", "recovery_codes", "tokens", "sessions", "answers"] {
        let from = format!("{table} t WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.number = t.account)");
        none(db, Check::Accounts, table, &from, out)?;
    }
    Ok(())
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
            out.push(found(Check::Chain, number.to_string(), flaw.english()));
        }
        acts(self, &mut out)?;
        self.db.read(|db| {
            for table in TABLES {
                orphans(db, table, &mut out)?;
            }
            references(db, &mut out)?;
            for table in TABLES {
                versions(db, table, &mut out)?;
            }
            counts(db, &mut out)
        })?;
        match self.facts(None, |_, _| ()) {
            Ok(_) => {}
            Err(Error::Damaged { what, .. }) => out.push(found(Check::Facts, "", what)),
            Err(error) => return Err(error),
        }
        self.db.read(|db| accounts(db, &mut out))?;
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
            assert!(page.contains(&format!("\n| `{}` | ", check.name())), "{}", check.name());
        }
    }
}
