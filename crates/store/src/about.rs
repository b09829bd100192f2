//! Reading what the register holds about one thing, and the names of parties.

use huigu_facts::{ItemKind, Kind, PartyKind, Row, Vocabulary};

use crate::db::{Db, DecodeError, Value};
use crate::facts::{handing, in_force, select};
use crate::names::Names;
use crate::tables::{self, ID_TABLES, IdTable, TABLES, Table};
use crate::{BatchNumber, Error, Store, Trace};

/// One thing the register holds facts about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About<'a> {
    /// A party: its own rows.
    Party(&'a str),
    /// An organisation.
    Organisation(&'a str),
    /// A loan: itself, its events, balances and classes.
    Loan {
        /// Lender.
        lender: &'a str,
        /// Loan id.
        loan_id: &'a str,
    },
    /// A guarantee: itself and its events.
    Guarantee {
        /// Guarantor or insurer.
        guarantor: &'a str,
        /// Guarantee id.
        guarantee_id: &'a str,
    },
    /// A deal.
    Deal {
        /// Issuer.
        issuer: &'a str,
        /// Deal id.
        deal_id: &'a str,
    },
}

/// Number of a pair, if the register has it.
fn number(db: &mut Db, table: &IdTable, owner: &str, id: &str) -> Result<Option<i64>, Error> {
    let [owner_column, id_column] = table.keys;
    let sql = format!(
        "SELECT {} FROM {} WHERE {} = $1 AND {} = $2",
        table.number.name, table.name, owner_column.name, id_column.name
    );
    let found = db.query(&sql, &[Value::Text(owner), Value::Text(id)])?;
    Ok(found.first().and_then(|row| row.int(0)))
}

fn read(
    db: &mut Db,
    table: &Table,
    names: &Names,
    (condition, values): (&str, &[Value<'_>]),
    after: Option<BatchNumber>,
    each: &mut dyn FnMut(Trace, &Row<'_>),
) -> Result<(), Error> {
    let sql = select(table, &format!("{condition} AND {}", in_force(after)));
    db.ask(&sql, values, &mut handing(table, names, each))
}

/// Rows of what belongs to a loan or guarantee, and itself.
fn read_numbered(
    db: &mut Db,
    item: ItemKind,
    (owner, id): (&str, &str),
    after: Option<BatchNumber>,
    each: &mut dyn FnMut(Trace, &Row<'_>),
) -> Result<(), Error> {
    let Some(ids) = ID_TABLES.iter().find(|ids| ids.item == item) else { return Ok(()) };
    let Some(number) = number(db, ids, owner, id)? else { return Ok(()) };
    let names = Names::of(u32::try_from(number).ok().map(|number| (number, owner, id)).into_iter());
    let condition = format!("{} = $1", ids.number.name);
    for table in TABLES.iter().filter(|table| table.ids == Some(ids)) {
        read(db, table, &names, (&condition, &[Value::Int(number)]), after, each)?;
    }
    Ok(())
}

/// Rows of a kind whose keys begin with the texts.
fn read_plain(
    db: &mut Db,
    kind: Kind,
    texts: &[&str],
    after: Option<BatchNumber>,
    each: &mut dyn FnMut(Trace, &Row<'_>),
) -> Result<(), Error> {
    let values: Vec<Value<'_>> = texts.iter().copied().map(Value::Text).collect();
    for table in tables::tables_of(kind) {
        let conditions: Vec<String> =
            (1..).zip(&table.keys[..texts.len()]).map(|(at, column)| format!("{} = ${at}", column.name)).collect();
        read(db, table, &Names::default(), (&conditions.join(" AND "), &values), after, each)?;
    }
    Ok(())
}

impl Store {
    /// Hands over the facts about one thing in force after a batch (`None`:
    /// after the last), in the order of [`Store::facts`]; none where the
    /// register does not know it.
    ///
    /// # Errors
    /// [`Error::Damaged`], or whatever the database answers.
    pub fn facts_about(
        &mut self,
        about: About<'_>,
        as_known_at: Option<BatchNumber>,
        mut each: impl FnMut(Trace, &Row<'_>),
    ) -> Result<(), Error> {
        let each: &mut dyn FnMut(Trace, &Row<'_>) = &mut each;
        self.db.read(|db| match about {
            About::Party(id) => read_plain(db, Kind::Parties, &[id], as_known_at, each),
            About::Organisation(id) => read_plain(db, Kind::Organisations, &[id], as_known_at, each),
            About::Loan { lender, loan_id } => read_numbered(db, ItemKind::Loan, (lender, loan_id), as_known_at, each),
            About::Guarantee { guarantor, guarantee_id } => {
                read_numbered(db, ItemKind::Guarantee, (guarantor, guarantee_id), as_known_at, each)
            }
            About::Deal { issuer, deal_id } => read_plain(db, Kind::Financings, &[issuer, deal_id], as_known_at, each),
        })
    }

    /// Hands over id, kind and name of every row of a party in force after a
    /// batch (`None`: after the last), by id and first day.
    ///
    /// # Errors
    /// [`Error::Damaged`], or whatever the database answers.
    pub fn party_names(
        &mut self,
        as_known_at: Option<BatchNumber>,
        mut each: impl FnMut(&str, PartyKind, &str),
    ) -> Result<(), Error> {
        let sql = format!(
            "SELECT party_id, kind, name FROM parties WHERE {} ORDER BY party_id, valid_from",
            in_force(as_known_at)
        );
        self.db.read(|db| {
            db.scan(&sql, &mut |cells| {
                let kind = cells.int(1)?.and_then(|number| u8::try_from(number).ok());
                let kind = kind.and_then(|number| PartyKind::ALL.iter().find(|kind| kind.index() == number));
                each(cells.text(0)?, *kind.ok_or(DecodeError(1))?, cells.text(2)?);
                Ok(())
            })
        })
    }
}
