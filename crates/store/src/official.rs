//! Official texts of the plan's notice: attached, never changed; the newest
//! is the one that holds.

use crate::account::next;
use crate::chain::Hash;
use crate::column::{Column, Held};
use crate::db::{Lock, Record, Value};
use crate::schema::{Audit, AuditClaim, TableDef};
use crate::settlement::{clean, kept};
use crate::{Clock, Error, Instant, Opening, Store, audit};

/// Official texts. `file_hash` is that of the file as it came, `text` what it
/// says in UTF-8.
pub(crate) static TABLE: TableDef = TableDef::new(
    "official_texts",
    &["number"],
    &[
        Column::int("number"),
        Column::text("file"),
        Column::bytes("file_hash"),
        Column::text("text"),
        Column::text("who"),
        Column::big("instant"),
        Column::big("act").references("audit", "number", Held::Database),
    ],
)
.rules(&["CHECK (number > 0)"])
.audit(Audit::Outcome(|store| {
    let said = |one: &OfficialText| AuditClaim { number: one.number, act: one.act, detail: one.detail() };
    Ok(store.official_texts()?.iter().map(said).collect())
}));

/// An official text that was attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficialText {
    /// Number, from 1.
    pub number: u32,
    /// Name of its file.
    pub file: String,
    /// SM3 of the file.
    pub file_hash: Hash,
    /// What it says.
    pub text: String,
    /// Who attached it.
    pub who: String,
    /// When.
    pub instant: Instant,
    /// Number of its act's opening in the audit.
    pub act: u64,
}

impl OfficialText {
    /// What the outcome of its act says of it, in the audit. `kept_sm3` is the
    /// SM3 of file, text and who, each after its length as 8 bytes.
    pub(crate) fn detail(&self) -> String {
        let kept = kept(&[&self.file, &self.text, &self.who]);
        format!("text={} file_sm3={} kept_sm3={kept}", self.number, self.file_hash)
    }
}

fn official_text(row: &Record) -> Option<OfficialText> {
    let text = |at| row.text(at).map(str::to_owned);
    Some(OfficialText {
        number: u32::try_from(row.int(0)?).ok()?,
        file: text(1)?,
        file_hash: Hash(row.bytes(2)?.try_into().ok()?),
        text: text(3)?,
        who: text(4)?,
        instant: Instant(row.int(5)?),
        act: u64::try_from(row.int(6)?).ok()?,
    })
}

impl Store {
    /// Attaches an official text (file, its hash, what it says), in one
    /// transaction with the act's outcome.
    ///
    /// # Errors
    /// [`Error::NoOpenAct`], or whatever the database answers; then the
    /// register is as before.
    pub fn attach_text(
        &mut self,
        opening: &Opening,
        (file, file_hash, text): (&str, Hash, &str),
        who: &str,
        clock: Clock<'_>,
    ) -> Result<OfficialText, Error> {
        self.db.write(Lock::Audit, |db| {
            let one = OfficialText {
                number: next(db, "official_texts")? as u32,
                file: clean(file),
                file_hash,
                text: clean(text),
                who: clean(who),
                instant: clock(),
                act: opening.number(),
            };
            let values = [
                Value::Int(i64::from(one.number)),
                Value::Text(&one.file),
                Value::Bytes(&one.file_hash.0),
                Value::Text(&one.text),
                Value::Text(&one.who),
                Value::Int(one.instant.0),
                Value::Int(one.act as i64),
            ];
            TABLE.append(db, &values)?;
            audit::close(db, opening, "done", &one.detail(), clock)?;
            Ok(one)
        })
    }

    /// Number of the newest official text; 0 where none was attached.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn official_number(&mut self) -> Result<u32, Error> {
        let newest = self.db.number("SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM official_texts", &[])?;
        u32::try_from(newest).map_err(|_| self.db.damaged("official_texts"))
    }

    /// Every official text, by number: the last is the one that holds.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn official_texts(&mut self) -> Result<Vec<OfficialText>, Error> {
        let found = self.db.query(&format!("{} ORDER BY number", TABLE.select()), &[])?;
        found.iter().map(|row| official_text(row).ok_or_else(|| self.db.damaged("official_texts"))).collect()
    }

    /// The newest official text.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn official_text(&mut self) -> Result<Option<OfficialText>, Error> {
        let found = self.db.query(&format!("{} ORDER BY number DESC LIMIT 1", TABLE.select()), &[])?;
        found.first().map(|row| official_text(row).ok_or_else(|| self.db.damaged("official_texts"))).transpose()
    }
}
