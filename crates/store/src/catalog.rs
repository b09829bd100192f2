//! Which tables a database has, and with which columns.

use crate::Error;
use crate::column::Type;
use crate::db::{Db, Record, Value};

/// A column as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub name: String,
    pub ty: Type,
    pub nullable: bool,
}

/// Names of the tables at the place.
pub(crate) fn tables(db: &mut Db) -> Result<Vec<String>, Error> {
    let sql = if db.is_sqlite() {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    } else {
        "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()"
    };
    Ok(db.query(sql, &[])?.iter().filter_map(|row| row.text(0)).map(str::to_owned).collect())
}

/// The columns of a table, in the database's order; none where there is no such table.
pub(crate) fn columns(db: &mut Db, table: &str) -> Result<Vec<Found>, Error> {
    let sql = if db.is_sqlite() {
        "SELECT name, type, 1 - \"notnull\" FROM pragma_table_info($1) ORDER BY cid"
    } else {
        "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT), CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END \
         FROM information_schema.columns WHERE table_schema = current_schema() \
         AND CAST(table_name AS TEXT) = $1 ORDER BY ordinal_position"
    };
    let read = |row: &Record| {
        Some(Found { name: row.text(0)?.to_owned(), ty: Type::named(row.text(1)?)?, nullable: row.int(2)? == 1 })
    };
    let found = db.query(sql, &[Value::Text(table)])?;
    found.iter().map(|row| read(row).ok_or_else(|| db.damaged(table))).collect()
}
