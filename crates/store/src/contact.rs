//! Where institutions can be reached: appended, and of each the last one holds.

use crate::account::next;
use crate::column::{Column, Held};
use crate::db::{Db, Lock, Record, Value};
use crate::schema::{Audit, AuditClaim, TableDef};
use crate::settlement::{clean, kept};
use crate::{Clock, Error, Instant, Opening, Store, audit};

/// Contacts of institutions.
pub(crate) static TABLE: TableDef = TableDef::new(
    "contacts",
    &["number"],
    &[
        Column::int("number"),
        Column::text("organisation"),
        Column::text("office"),
        Column::text("telephone"),
        Column::text("address"),
        Column::text("who"),
        Column::big("instant"),
        Column::big("act").references("audit", "number", Held::Database),
    ],
)
.rules(&["CHECK (number > 0)"])
.audit(Audit::Outcome(|store| {
    let said = |one: &Contact| AuditClaim { number: one.number, act: one.act, detail: one.detail() };
    Ok(store.select_contacts("")?.iter().map(said).collect())
}));

/// Where an institution is to be reached from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewContact<'a> {
    /// Id of the institution.
    pub organisation: &'a str,
    /// Who answers there: a department or a desk.
    pub office: &'a str,
    /// Its telephone.
    pub telephone: &'a str,
    /// Its address; empty: not given.
    pub address: &'a str,
}

/// Where an institution can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Number, from 1.
    pub number: u32,
    /// Id of the institution.
    pub organisation: String,
    /// Who answers there: a department or a desk.
    pub office: String,
    /// Its telephone.
    pub telephone: String,
    /// Its address; empty: not given.
    pub address: String,
    /// Who said so.
    pub who: String,
    /// When.
    pub instant: Instant,
    /// Number of its act's opening in the audit.
    pub act: u64,
}

impl Contact {
    /// What the outcome of its act says of it, in the audit. `kept_sm3` is the
    /// SM3 of organisation, office, telephone, address and who, each after its
    /// length as 8 bytes.
    fn detail(&self) -> String {
        let kept = kept(&[&self.organisation, &self.office, &self.telephone, &self.address, &self.who]);
        format!("contact={} kept_sm3={kept}", self.number)
    }

    fn read(row: &Record) -> Option<Self> {
        let text = |at| row.text(at).map(str::to_owned);
        Some(Self {
            number: u32::try_from(row.int(0)?).ok()?,
            organisation: text(1)?,
            office: text(2)?,
            telephone: text(3)?,
            address: text(4)?,
            who: text(5)?,
            instant: Instant(row.int(6)?),
            act: u64::try_from(row.int(7)?).ok()?,
        })
    }

    fn append(&self, db: &mut Db) -> Result<(), Error> {
        let values = [
            Value::Int(i64::from(self.number)),
            Value::Text(&self.organisation),
            Value::Text(&self.office),
            Value::Text(&self.telephone),
            Value::Text(&self.address),
            Value::Text(&self.who),
            Value::Int(self.instant.0),
            Value::Int(self.act as i64),
        ];
        TABLE.append(db, &values)
    }
}

impl Store {
    /// Keeps where an institution can be reached, in one transaction with the
    /// act's outcome.
    ///
    /// # Errors
    /// [`Error::NoOpenAct`], or whatever the database answers; then the register
    /// is as before.
    pub fn set_contact(
        &mut self,
        opening: &Opening,
        new: &NewContact<'_>,
        who: &str,
        clock: Clock<'_>,
    ) -> Result<Contact, Error> {
        self.db.write(Lock::Audit, |db| {
            let one = Contact {
                number: next(db, "contacts")? as u32,
                organisation: clean(new.organisation),
                office: clean(new.office),
                telephone: clean(new.telephone),
                address: clean(new.address),
                who: clean(who),
                instant: clock(),
                act: opening.number(),
            };
            one.append(db)?;
            audit::close(db, opening, "done", &one.detail(), clock)?;
            Ok(one)
        })
    }

    /// Where each institution can be reached, by its id.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn contacts(&mut self) -> Result<Vec<Contact>, Error> {
        self.select_contacts("WHERE number IN (SELECT MAX(number) FROM contacts GROUP BY organisation)")
    }

    fn select_contacts(&mut self, which: &str) -> Result<Vec<Contact>, Error> {
        let found = self.db.query(&format!("{} {which} ORDER BY organisation, number", TABLE.select()), &[])?;
        found.iter().map(|row| Contact::read(row).ok_or_else(|| self.db.damaged(TABLE.name))).collect()
    }
}
