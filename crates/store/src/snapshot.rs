//! The book's column form beside the database: a file that is believed only
//! if its length and hash are those the register has written down.
//!
//! What stands in the file is the caller's: bytes written once and given back.
//! The register's rows alone decide what is true, so a file may be deleted at
//! any time, and one that is damaged, cut off, older or another register's is
//! passed over. A file gets its name when it is whole and on the disk and is
//! never changed under it; one process at a time writes in a folder.

mod files;

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;

use crate::chain::Hash;
use crate::column::{Column, Held};
use crate::db::{Record, Value};
use crate::schema::{Part, TableDef};
use crate::{BatchNumber, Error, Store};

use files::Draft;

/// Column forms that were written: of the book after a batch, in a version of
/// the form, made with what `basis` is the hash of (the plan's products). A
/// file is believed if its length and hash (BLAKE3) stand here. One book can
/// have several: of findings, a book brought up to date may know fewer beyond
/// those listed.
pub(crate) static TABLE: TableDef = TableDef::new(
    "snapshots",
    &["batch", "form", "basis", "hash"],
    &[
        Column::int("batch").references("batches", "number", Held::Check),
        Column::int("form"),
        Column::bytes("basis"),
        Column::big("length"),
        Column::bytes("hash"),
    ],
)
.part(Part::Derived);

/// How long a snapshot's row waits for another writer: a snapshot that could
/// not be kept is made again when it is next asked for.
const PATIENCE: Duration = Duration::from_millis(200);

/// What a column form is made by and of, besides the register's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Version of the form and of how books are made.
    pub version: u32,
    /// Hash of whatever else the book is made with.
    pub basis: Hash,
}

/// A snapshot as the register has written it down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The batch after which the book is.
    pub batch: BatchNumber,
    /// Length in bytes.
    pub length: u64,
    /// BLAKE3 of the bytes.
    pub hash: [u8; 32],
}

impl Written {
    /// Name of its file.
    #[must_use]
    pub fn file(&self) -> String {
        let hash: String = self.hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("book-{}-{hash}.columns", self.batch)
    }
}

/// A snapshot that is the register's.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// What the register says of it.
    pub written: Written,
    /// Its bytes.
    pub bytes: Bytes,
}

/// What came of keeping a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotOutcome {
    /// The file stands, and the register says so.
    Kept(Written),
    /// Another process is writing in the folder.
    Busy,
}

/// Takes a form's bytes, counts and hashes them.
pub struct Hashing<W> {
    out: W,
    hasher: blake3::Hasher,
    length: u64,
}

/// Bytes from which hashing on all cores pays.
const LARGE: usize = 1 << 17;

impl<W: Write> Hashing<W> {
    /// Passes bytes on to `out`.
    pub fn new(out: W) -> Self {
        Self { out, hasher: blake3::Hasher::new(), length: 0 }
    }

    /// What a snapshot of these bytes is to a register.
    pub fn written(&self, batch: BatchNumber) -> Written {
        Written { batch, length: self.length, hash: *self.hasher.finalize().as_bytes() }
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        let bytes = &bytes[..taken];
        if taken < LARGE {
            self.hasher.update(bytes)
        } else {
            self.hasher.update_rayon(bytes)
        };
        self.length += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn hash_of(bytes: &[u8]) -> [u8; 32] {
    *blake3::Hasher::new().update_rayon(bytes).finalize().as_bytes()
}

const SELECT: &str = "SELECT batch, length, hash FROM snapshots";

fn written(row: &Record) -> Option<Written> {
    Some(Written {
        batch: BatchNumber(u32::try_from(row.int(0)?).ok()?),
        length: u64::try_from(row.int(1)?).ok()?,
        hash: row.bytes(2)?.try_into().ok()?,
    })
}

impl Store {
    /// The snapshots of a form that were written, the newest first.
    ///
    /// # Errors
    /// [`Error::Damaged`], or whatever the database answers.
    pub fn snapshots(&mut self, form: Form) -> Result<Vec<Written>, Error> {
        let values = [Value::Int(i64::from(form.version)), Value::Bytes(&form.basis.0)];
        let sql = format!("{SELECT} WHERE form = $1 AND basis = $2 ORDER BY batch DESC");
        let found = self.db.query(&sql, &values)?;
        found.iter().map(|row| written(row).ok_or_else(|| self.db.damaged("snapshots"))).collect()
    }

    /// The newest snapshot of a form up to a batch that stands in a folder and
    /// is the register's, byte for byte.
    ///
    /// # Errors
    /// Whatever the database answers. A file that cannot be read is none.
    pub fn snapshot(&mut self, folder: &Path, form: Form, until: BatchNumber) -> Result<Option<Snapshot>, Error> {
        let written = self.snapshots(form)?;
        let mut here = written.into_iter().filter(|one| one.batch <= until);
        Ok(here.find_map(|written| believed(folder, written).ok()))
    }

    /// Writes a snapshot and, once it stands, removes the older ones. If this
    /// fails or is cut off, no file is there that would be believed. `write` is
    /// called twice, first to be hashed, and must write the same bytes.
    ///
    /// # Errors
    /// [`Error::SnapshotNotWritten`], or whatever the database answers.
    pub fn keep_snapshot(
        &mut self,
        folder: &Path,
        form: Form,
        batch: BatchNumber,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> Result<SnapshotOutcome, Error> {
        let failed = |error: &io::Error| Error::SnapshotNotWritten {
            place: folder.display().to_string(),
            why: error.to_string(),
        };
        let Some(draft) = Draft::begin(folder).map_err(|error| failed(&error))? else {
            return Ok(SnapshotOutcome::Busy);
        };
        // The row first: whoever may not write it need not write the file, and
        // a named file without a row would stay for ever.
        let mut hashing = Hashing::new(io::sink());
        write(&mut hashing).map_err(|error| failed(&error))?;
        let made = hashing.written(batch);
        self.write_down(form, made)?;
        let mut out = BufWriter::with_capacity(LARGE, draft.file());
        let done = write(&mut out).and_then(|()| out.flush()).and_then(|()| draft.file().sync_all());
        done.map_err(|error| failed(&error))?;
        draft.name(&folder.join(made.file())).map_err(|error| failed(&error))?;
        for older in self.all_written()? {
            if older != made && older.batch <= made.batch {
                // Whoever still has it open keeps it; what stays is found by the check.
                drop(std::fs::remove_file(folder.join(older.file())));
            }
        }
        Ok(SnapshotOutcome::Kept(made))
    }

    /// Writes a snapshot down, unless it is.
    fn write_down(&mut self, form: Form, made: Written) -> Result<(), Error> {
        if self.snapshots(form)?.contains(&made) {
            return Ok(());
        }
        let patience = self.patience();
        self.set_patience(PATIENCE)?;
        let values = [
            Value::Int(i64::from(made.batch.0)),
            Value::Int(i64::from(form.version)),
            Value::Bytes(&form.basis.0),
            Value::Int(made.length as i64),
            Value::Bytes(&made.hash),
        ];
        let done = self.db.execute(&format!("{} ON CONFLICT DO NOTHING", TABLE.insert()), &values);
        self.set_patience(patience)?;
        done.map(drop)
    }

    /// Every snapshot of every form.
    fn all_written(&mut self) -> Result<Vec<Written>, Error> {
        let found = self.db.query(SELECT, &[])?;
        found.iter().map(|row| written(row).ok_or_else(|| self.db.damaged("snapshots"))).collect()
    }

    /// The files of column forms in a folder that are not what the register
    /// says of them: their names, and why.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn unbelieved(&mut self, folder: &Path) -> Result<Vec<(PathBuf, String)>, Error> {
        let written = self.all_written()?;
        let mut found = Vec::new();
        for name in files::names(folder) {
            let path = folder.join(&name);
            let why = match written.iter().find(|one| one.file() == name) {
                None => Some("not of this register".to_owned()),
                Some(one) => believed(folder, *one).err().map(|why| why.to_string()),
            };
            found.extend(why.map(|why| (path, why)));
        }
        Ok(found)
    }
}

/// The bytes of a file if they are those that were written down.
fn believed(folder: &Path, written: Written) -> io::Result<Snapshot> {
    let bytes = files::open(&folder.join(written.file()), written.length)?;
    if hash_of(&bytes) != written.hash {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "another hash than the register's"));
    }
    Ok(Snapshot { written, bytes })
}
