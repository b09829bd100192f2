//! `rusqlite` by itself.

use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use huigu_store::Place;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use tempfile::TempDir;

use crate::bare::{Bare, COUNTED, NAMED, Rows, WITHOUT_KEYS, selects};

pub struct Sqlite {
    folder: TempDir,
    count: AtomicU32,
}

impl Sqlite {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), count: AtomicU32::new(0) }
    }
}

/// A connection with the register's own settings.
fn connect(place: &Place) -> Connection {
    let connection = Connection::open(place.file().unwrap()).unwrap();
    for (name, value) in [("journal_mode", "WAL"), ("synchronous", "FULL"), ("temp_store", "MEMORY")] {
        connection.pragma_update(None, name, value).unwrap();
    }
    connection.pragma_update(None, "cache_size", -131_072).unwrap();
    connection
}

fn insert(transaction: &Transaction<'_>, prefix: &str, rows: &Rows) {
    for (table, columns, _) in [COUNTED, NAMED] {
        let sql = format!("INSERT INTO {prefix}{table} ({columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        let mut statement = transaction.prepare(&sql).unwrap();
        if table == COUNTED.0 {
            for row in &rows.counted {
                for (at, value) in row.iter().enumerate() {
                    statement.raw_bind_parameter(at + 1, value).unwrap();
                }
                statement.raw_execute().unwrap();
            }
        } else {
            for (loan, id, rest) in &rows.named {
                statement.raw_bind_parameter(1, loan).unwrap();
                statement.raw_bind_parameter(2, id.as_str()).unwrap();
                for (at, value) in rest.iter().enumerate() {
                    statement.raw_bind_parameter(at + 3, value).unwrap();
                }
                statement.raw_execute().unwrap();
            }
        }
    }
}

impl Bare for Sqlite {
    fn name(&self) -> &'static str {
        "SQLite"
    }

    fn place(&self) -> Place {
        let folder = self.folder.path().join(self.count.fetch_add(1, Ordering::Relaxed).to_string());
        fs::create_dir(&folder).unwrap();
        Place::Folder(folder)
    }

    fn copy(&self, of: &Place) -> Place {
        let place = self.place();
        fs::copy(of.file().unwrap(), place.file().unwrap()).unwrap();
        // What the copy left to be written must not be paid for by whoever commits next.
        fs::File::open(place.file().unwrap()).unwrap().sync_all().unwrap();
        place
    }

    fn remove(&self, place: &Place) {
        fs::remove_dir_all(place.file().unwrap().parent().unwrap()).unwrap();
    }

    fn rows(&self, place: &Place) -> Rows {
        let connection = connect(place);
        let mut rows = Rows::default();
        for (table, columns, order) in [COUNTED, NAMED] {
            let sql = format!("SELECT {columns} FROM {table} ORDER BY {order}");
            let mut statement = connection.prepare(&sql).unwrap();
            let mut found = statement.query([]).unwrap();
            while let Some(row) = found.next().unwrap() {
                let int = |at: usize| row.get::<_, i64>(at).unwrap();
                if table == COUNTED.0 {
                    rows.counted.push(std::array::from_fn(int));
                } else {
                    rows.named.push((int(0), row.get(1).unwrap(), std::array::from_fn(|at| int(at + 2))));
                }
            }
        }
        rows
    }

    fn insert(&self, place: &Place, rows: &Rows, keyed: bool) -> Duration {
        let mut connection = connect(place);
        let prefix = if keyed { "" } else { "bare_" };
        if !keyed {
            connection.execute_batch(WITHOUT_KEYS).unwrap();
        }
        let start = Instant::now();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
        insert(&transaction, prefix, rows);
        transaction.commit().unwrap();
        start.elapsed()
    }

    fn read(&self, place: &Place) -> (Duration, i64) {
        let connection = connect(place);
        let start = Instant::now();
        let mut sum = 0i64;
        for sql in selects() {
            let mut statement = connection.prepare(&sql).unwrap();
            let columns = statement.column_count();
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next().unwrap() {
                for at in 0..columns {
                    sum = sum.wrapping_add(match row.get_ref(at).unwrap() {
                        ValueRef::Integer(value) => value,
                        ValueRef::Text(text) => str::from_utf8(text).unwrap().len() as i64,
                        _ => 0,
                    });
                }
            }
        }
        (start.elapsed(), sum)
    }
}
