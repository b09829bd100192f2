//! What a database's driver does by itself, without the register.

use std::time::Duration;

use huigu_store::Place;

/// Whole numbers of a row of `loan_events`, in the table's order.
pub type Counted = [i64; 9];

/// A row of `loan_events_by_id`: loan, id, the whole numbers after it.
pub type Named = (i64, String, [i64; 7]);

/// The rows of loan events as the register keeps them, in the order in which it does.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rows {
    pub counted: Vec<Counted>,
    pub named: Vec<Named>,
}

/// The tables of loan events, their columns, and the key their rows stand by.
pub const COUNTED: (&str, &str, &str) = (
    "loan_events",
    "loan, date, kind, amount, occurrence, closed_by, batch, origin, origin_row",
    "loan, date, kind, amount, occurrence",
);
pub const NAMED: (&str, &str, &str) =
    ("loan_events_by_id", "loan, event_id, date, kind, amount, closed_by, batch, origin, origin_row", "loan, event_id");

/// The same tables without keys, on either database.
pub const WITHOUT_KEYS: &str = "\
    CREATE TABLE bare_loan_events (loan INTEGER NOT NULL, date INTEGER NOT NULL, kind SMALLINT NOT NULL, \
    amount BIGINT NOT NULL, occurrence INTEGER NOT NULL, closed_by INTEGER NOT NULL, batch INTEGER NOT NULL, \
    origin INTEGER NOT NULL, origin_row INTEGER NOT NULL); \
    CREATE TABLE bare_loan_events_by_id (loan INTEGER NOT NULL, event_id TEXT NOT NULL, date INTEGER NOT NULL, \
    kind SMALLINT NOT NULL, amount BIGINT NOT NULL, closed_by INTEGER NOT NULL, batch INTEGER NOT NULL, \
    origin INTEGER NOT NULL, origin_row INTEGER NOT NULL);";

/// The selects with which the register reads loan events and their loans' names.
pub fn selects() -> [String; 3] {
    let names = "SELECT loan, lender, loan_id FROM loan_ids ORDER BY loan".to_owned();
    let facts = |columns: &str, (table, _, order): (&str, &str, &str)| {
        format!("SELECT {columns}, batch, origin, origin_row FROM {table} WHERE closed_by = 0 ORDER BY {order}")
    };
    [
        names,
        facts("loan, date, kind, amount", (COUNTED.0, COUNTED.1, "loan, date, kind, amount, occurrence")),
        facts("loan, event_id, date, kind, amount", NAMED),
    ]
}

/// A database's driver by itself.
pub trait Bare {
    fn name(&self) -> &'static str;

    /// An empty place.
    fn place(&self) -> Place;

    /// A copy of a register nobody has open.
    fn copy(&self, of: &Place) -> Place;

    /// Removes a place nobody has open.
    fn remove(&self, place: &Place);

    /// The rows of loan events a register keeps.
    fn rows(&self, place: &Place) -> Rows;

    /// One transaction that inserts the rows: into the register's tables, or into some without keys.
    fn insert(&self, place: &Place, rows: &Rows, keyed: bool) -> Duration;

    /// Reads every cell of the [`selects`]; how long, and a sum over them.
    fn read(&self, place: &Place) -> (Duration, i64);
}
