//! Where a case runs, and a register with a clock that the case can turn.

use std::cell::Cell;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use huigu_facts::{Kind, Row};
use huigu_store::chain::Hash;
use huigu_store::{
    Act, BatchNumber, Error, Imported, ImportedFile, Incoming, Instant, Opening, PERSON_KEY, Place, Store, Trace,
    Withdrawn,
};
use tempfile::TempDir;

use huigu_testkit::Cluster;

/// The plan of the registers here.
pub const PLAN: &str = "a-plan";

/// Midnight of 2021-01-01 in Shanghai.
pub const START: i64 = 1_609_430_400_000_000;

const SQLITE_CATALOGUE: &str = "WITH t AS (SELECT name, wr FROM pragma_table_list \
     WHERE type = 'table' AND name NOT LIKE 'sqlite_%') \
     SELECT name || ' ' || wr FROM t \
     UNION ALL SELECT t.name || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk \
         FROM t, pragma_table_info(t.name) c \
     UNION ALL SELECT t.name || ' ' || f.\"from\" || ' ' || f.\"table\" || ' ' || f.\"to\" \
         FROM t, pragma_foreign_key_list(t.name) f \
     UNION ALL SELECT t.name || ' ' || l.origin || ' ' || l.\"unique\" || ' ' || \
         (SELECT group_concat(i.name) FROM pragma_index_info(l.name) i) FROM t, pragma_index_list(t.name) l";

const POSTGRESQL_CATALOGUE: &str = "SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, collation_name) \
         FROM information_schema.columns WHERE table_schema = 'public' \
     UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) \
         FROM pg_constraint WHERE connamespace = 'public'::regnamespace \
     UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'";

/// A database to run cases on; each place is a new one.
pub enum Ground {
    Sqlite(TempDir, AtomicU32),
    Postgresql(Arc<Cluster>, AtomicU32),
}

impl Ground {
    pub fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap(), AtomicU32::new(0))
    }

    pub fn postgresql(cluster: Arc<Cluster>) -> Self {
        Self::Postgresql(cluster, AtomicU32::new(0))
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(..) => "sqlite",
            Self::Postgresql(..) => "postgresql",
        }
    }

    /// An empty place.
    pub fn place(&self) -> Place {
        match self {
            Self::Sqlite(folder, count) => {
                Place::Folder(folder.path().join(count.fetch_add(1, Ordering::Relaxed).to_string()))
            }
            Self::Postgresql(cluster, count) => {
                let name = format!("register_{}", count.fetch_add(1, Ordering::Relaxed));
                cluster.run("postgres", &format!("CREATE DATABASE {name} TEMPLATE template0"));
                Place::Database(cluster.url(&name))
            }
        }
    }

    /// Runs SQL on a place, past the register: what a meddler could do.
    pub fn meddle(&self, place: &Place, sql: &str) {
        match place {
            Place::Folder(_) => {
                let connection = rusqlite::Connection::open(place.file().unwrap()).unwrap();
                connection.execute_batch("PRAGMA foreign_keys = 0").unwrap();
                connection.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
            }
            Place::Database(url) => {
                let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
                client.batch_execute("SET session_replication_role = replica").unwrap();
                client.batch_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
            }
        }
    }

    /// What the database knows of the tables at a place, a line each: columns,
    /// keys, constraints and indexes, whatever order they were made in.
    pub fn catalogue(&self, place: &Place) -> Vec<String> {
        let mut lines: Vec<String> = match place {
            Place::Folder(_) => {
                let connection = rusqlite::Connection::open(place.file().unwrap()).unwrap();
                let mut statement = connection.prepare(SQLITE_CATALOGUE).unwrap();
                let lines = statement.query_map([], |row| row.get(0)).unwrap();
                lines.map(Result::unwrap).collect()
            }
            Place::Database(url) => {
                let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
                client.query(POSTGRESQL_CATALOGUE, &[]).unwrap().iter().map(|row| row.get(0)).collect()
            }
        };
        lines.sort();
        lines
    }

    /// A new register.
    pub fn register(&self) -> Register {
        Register::open(self.place())
    }
}

/// A register and its clock: an hour passes whenever it is asked.
pub struct Register {
    pub place: Place,
    pub store: Store,
    pub now: Cell<i64>,
}

impl Register {
    pub fn open(place: Place) -> Self {
        let store = Store::open(&place, PLAN).unwrap();
        Self { place, store, now: Cell::new(START) }
    }

    pub fn opening(&mut self, use_case: &str) -> Opening {
        let act = Act { who: "甲", use_case, subject: "a subject", detail: "" };
        let now = &self.now;
        self.store.append_opening(&act, &|| tick(now)).unwrap()
    }

    /// Takes rows in as one file, their places its row numbers.
    pub fn try_import(&mut self, kind: Kind, rows: &[Row<'_>]) -> Result<Imported, Error> {
        let opening = self.opening("import");
        let incoming = Incoming::of(kind, (1..).zip(rows.iter().copied()))?;
        let file = format!("{kind}.csv");
        let delivery = ImportedFile { file: &file, file_hash: Hash::of(file.as_bytes()), sender: "" };
        let now = &self.now;
        self.store.import(&opening, &delivery, incoming, &|| tick(now))
    }

    /// Keeps the fingerprint of a key; the one that is kept then.
    pub fn keep_key(&mut self, fingerprint: &str) -> String {
        let act = Act { who: "甲", use_case: PERSON_KEY, subject: fingerprint, detail: "" };
        let now = &self.now;
        let opening = self.store.append_opening(&act, &|| tick(now)).unwrap();
        self.store.keep_person_key(&opening, fingerprint, &|| tick(now)).unwrap()
    }

    /// Takes rows in as somebody, for an organisation.
    pub fn import_for(&mut self, who: &str, sender: &str, kind: Kind, rows: &[Row<'_>]) -> Imported {
        let act = Act { who, use_case: "import", subject: "a subject", detail: "" };
        let now = &self.now;
        let opening = self.store.append_opening(&act, &|| tick(now)).unwrap();
        let incoming = Incoming::of(kind, (1..).zip(rows.iter().copied())).unwrap();
        let delivery = ImportedFile { file: "a file", file_hash: Hash::of(b""), sender };
        self.store.import(&opening, &delivery, incoming, &|| tick(now)).unwrap()
    }

    pub fn import(&mut self, kind: Kind, rows: &[Row<'_>]) -> Imported {
        self.try_import(kind, rows).unwrap()
    }

    pub fn try_withdraw(&mut self, number: u32) -> Result<Withdrawn, Error> {
        let opening = self.opening("withdraw");
        let now = &self.now;
        self.store.withdraw((&opening, ""), BatchNumber(number), &|| tick(now))
    }

    pub fn withdraw(&mut self, number: u32) -> Withdrawn {
        self.try_withdraw(number).unwrap()
    }

    /// Facts in force after a batch, one a line, with where they come from.
    pub fn facts(&mut self, after: Option<u32>) -> Vec<String> {
        let mut lines = Vec::new();
        self.store.facts(after.map(BatchNumber), |trace, row| lines.push(line(&trace, row))).unwrap();
        lines
    }

    /// What a batch replaced, one a line.
    pub fn corrections(&mut self, number: u32) -> Vec<String> {
        let mut lines = Vec::new();
        let tell = |trace: Option<Trace>, row: Option<Row<'_>>| {
            trace.zip(row).map_or("nothing".to_owned(), |(trace, row)| line(&trace, &row))
        };
        let each = |found: huigu_store::Correction<'_>| {
            let old = tell(Some(found.old_trace), Some(found.old));
            lines.push(format!("{old} -> {}", tell(found.new_trace, found.new)));
        };
        self.store.corrections(BatchNumber(number), each).unwrap();
        lines
    }

    /// Nothing is found amiss.
    pub fn is_well(&mut self) {
        assert_eq!(self.store.check().unwrap(), []);
    }

    /// Everything there is to see, as text.
    pub fn all(&mut self) -> String {
        self.is_well();
        let mut out = String::new();
        for batch in self.store.batches().unwrap() {
            writeln!(out, "{batch:?}").unwrap();
            self.corrections(batch.number.0).iter().for_each(|line| writeln!(out, "  {line}").unwrap());
            self.facts(Some(batch.number.0)).iter().for_each(|line| writeln!(out, "  {line}").unwrap());
        }
        writeln!(out, "{:?}", self.store.head().unwrap()).unwrap();
        out
    }
}

/// The hour that has come.
pub fn tick(now: &Cell<i64>) -> Instant {
    now.set(now.get() + 3_600_000_000);
    Instant(now.get())
}

/// A fact and where it comes from.
pub fn line(trace: &Trace, row: &Row<'_>) -> String {
    format!("batch {} of {} row {}: {row:?}", trace.batch, trace.origin, trace.row)
}
