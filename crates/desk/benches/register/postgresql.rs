//! `postgres` by itself, with binary COPY both ways.

use std::io::Write;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use huigu_store::Place;
use postgres::binary_copy::BinaryCopyOutIter;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::Type;
use postgres::{Client, NoTls};

use crate::bare::{Bare, COUNTED, NAMED, Rows, WITHOUT_KEYS, selects};
use huigu_testkit::Cluster;

pub struct Postgresql<'c> {
    cluster: &'c Cluster,
    count: AtomicU32,
}

impl<'c> Postgresql<'c> {
    pub fn new(cluster: &'c Cluster) -> Self {
        Self { cluster, count: AtomicU32::new(0) }
    }

    /// A name nobody has had.
    fn name(&self) -> String {
        format!("bench_{}", self.count.fetch_add(1, Ordering::Relaxed))
    }
}

fn url(place: &Place) -> &str {
    let Place::Database(url) = place else { panic!("not a folder") };
    url
}

fn database(place: &Place) -> &str {
    url(place).split(['/', '?']).nth(3).unwrap()
}

fn connect(place: &Place) -> Client {
    Client::connect(url(place), NoTls).unwrap()
}

const COUNTED_TYPES: [Type; 9] =
    [Type::INT4, Type::INT4, Type::INT2, Type::INT8, Type::INT4, Type::INT4, Type::INT4, Type::INT4, Type::INT4];

/// Gathers the bytes of a binary COPY and sends them in pieces: no writer of the driver's is faster.
struct Copy<W> {
    buffer: Vec<u8>,
    out: W,
}

impl<W: Write> Copy<W> {
    fn new(out: W) -> Self {
        Self { buffer: b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0".to_vec(), out }
    }

    fn begin(&mut self, fields: i16) {
        if self.buffer.len() > 256 * 1024 {
            self.out.write_all(&self.buffer).unwrap();
            self.buffer.clear();
        }
        self.buffer.extend_from_slice(&fields.to_be_bytes());
    }

    fn put(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(&(bytes.len() as i32).to_be_bytes());
        self.buffer.extend_from_slice(bytes);
    }

    fn whole(&mut self, ty: &Type, value: i64) {
        match *ty {
            Type::INT2 => self.put(&(value as i16).to_be_bytes()),
            Type::INT4 => self.put(&(value as i32).to_be_bytes()),
            _ => self.put(&value.to_be_bytes()),
        }
    }

    fn end(mut self) -> W {
        self.buffer.extend_from_slice(&(-1i16).to_be_bytes());
        self.out.write_all(&self.buffer).unwrap();
        self.out
    }
}

fn insert(client: &mut Client, prefix: &str, rows: &Rows) {
    let mut transaction = client.transaction().unwrap();
    for (table, columns, _) in [COUNTED, NAMED] {
        let sql = format!("COPY {prefix}{table} ({columns}) FROM STDIN (FORMAT binary)");
        let mut copy = Copy::new(transaction.copy_in(&sql).unwrap());
        if table == COUNTED.0 {
            for row in &rows.counted {
                copy.begin(9);
                row.iter().zip(&COUNTED_TYPES).for_each(|(value, ty)| copy.whole(ty, *value));
            }
        } else {
            for (loan, id, rest) in &rows.named {
                copy.begin(9);
                copy.whole(&Type::INT4, *loan);
                copy.put(id.as_bytes());
                let types = [&COUNTED_TYPES[1..4], &COUNTED_TYPES[5..]].concat();
                rest.iter().zip(&types).for_each(|(value, ty)| copy.whole(ty, *value));
            }
        }
        copy.end().finish().unwrap();
    }
    transaction.commit().unwrap();
}

impl Bare for Postgresql<'_> {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn place(&self) -> Place {
        let name = self.name();
        self.cluster.run("postgres", &format!("CREATE DATABASE {name} TEMPLATE template0"));
        Place::Database(self.cluster.url(&name))
    }

    fn copy(&self, of: &Place) -> Place {
        let name = self.name();
        self.cluster.run("postgres", &format!("CREATE DATABASE {name} TEMPLATE {}", database(of)));
        // What the copy left to be written must not be paid for by whoever commits next.
        self.cluster.run("postgres", "CHECKPOINT");
        Place::Database(self.cluster.url(&name))
    }

    fn remove(&self, place: &Place) {
        self.cluster.run("postgres", &format!("DROP DATABASE {} WITH (FORCE)", database(place)));
    }

    fn rows(&self, place: &Place) -> Rows {
        let mut client = connect(place);
        let mut rows = Rows::default();
        for (table, columns, order) in [COUNTED, NAMED] {
            let sql = format!("SELECT {columns} FROM {table} ORDER BY {order}");
            for row in client.query(&sql, &[]).unwrap() {
                let int = |at: usize| match *row.columns()[at].type_() {
                    Type::INT2 => i64::from(row.get::<_, i16>(at)),
                    Type::INT4 => i64::from(row.get::<_, i32>(at)),
                    _ => row.get::<_, i64>(at),
                };
                if table == COUNTED.0 {
                    rows.counted.push(std::array::from_fn(int));
                } else {
                    rows.named.push((int(0), row.get(1), std::array::from_fn(|at| int(at + 2))));
                }
            }
        }
        rows
    }

    fn insert(&self, place: &Place, rows: &Rows, keyed: bool) -> Duration {
        let mut client = connect(place);
        client.batch_execute("SET synchronous_commit = on").unwrap();
        let prefix = if keyed { "" } else { "bare_" };
        if !keyed {
            client.batch_execute(WITHOUT_KEYS).unwrap();
        }
        let start = Instant::now();
        insert(&mut client, prefix, rows);
        start.elapsed()
    }

    fn read(&self, place: &Place) -> (Duration, i64) {
        let mut client = connect(place);
        let start = Instant::now();
        let mut sum = 0i64;
        let typed = [
            vec![Type::INT4, Type::TEXT, Type::TEXT],
            [&COUNTED_TYPES[..4], &COUNTED_TYPES[6..]].concat(),
            [&[Type::INT4, Type::TEXT], &COUNTED_TYPES[1..4], &COUNTED_TYPES[6..]].concat(),
        ];
        for (sql, types) in selects().iter().zip(&typed) {
            let reader = client.copy_out(&format!("COPY ({sql}) TO STDOUT (FORMAT binary)")).unwrap();
            let mut rows = BinaryCopyOutIter::new(reader, types);
            while let Some(row) = rows.next().unwrap() {
                for (at, ty) in types.iter().enumerate() {
                    sum = sum.wrapping_add(match *ty {
                        Type::INT2 => i64::from(row.get::<i16>(at)),
                        Type::INT4 => i64::from(row.get::<i32>(at)),
                        Type::INT8 => row.get::<i64>(at),
                        _ => row.get::<&str>(at).len() as i64,
                    });
                }
            }
        }
        (start.elapsed(), sum)
    }
}
