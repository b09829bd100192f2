//! Files of column forms in a folder: written aside, named when whole, opened
//! without a copy.

use std::cell::Cell;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use memmap2::MmapOptions;

use crate::private;

/// Held by whoever writes in the folder.
const LOCK: &str = "book.columns.lock";

/// What is being written.
const DRAFT: &str = "book.columns.new";

/// A file being written; gone if it is never named.
pub(super) struct Draft {
    folder: PathBuf,
    file: File,
    named: Cell<bool>,
    _lock: File,
}

impl Draft {
    /// Begins a file; `None` while another process writes in the folder.
    pub(super) fn begin(folder: &Path) -> io::Result<Option<Self>> {
        private::make_folder(folder)?;
        let lock = private::file_options().write(true).create(true).truncate(false).open(folder.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let draft = folder.join(DRAFT);
        // What is there is of a process that died.
        match fs::remove_file(&draft) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o400);
        }
        let file = options.open(&draft)?;
        Ok(Some(Self { folder: folder.to_owned(), file, named: Cell::new(false), _lock: lock }))
    }

    /// Where its bytes go.
    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// Gives the file its name, now that its bytes are on the disk.
    pub(super) fn name(&self, path: &Path) -> io::Result<()> {
        fs::rename(self.folder.join(DRAFT), path)?;
        self.named.set(true);
        // A name that a loss of power takes away costs another writing, no more:
        // where a folder cannot be opened, that is the price.
        drop(File::open(&self.folder).and_then(|folder| folder.sync_all()));
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.named.get() {
            drop(fs::remove_file(self.folder.join(DRAFT)));
        }
    }
}

/// The names of column forms in a folder, sorted.
pub(super) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.starts_with("book-") && name.ends_with(".columns")).collect();
    names.sort();
    names
}

/// The bytes of a file of a length, mapped into memory; where that cannot be, copied.
pub(super) fn open(path: &Path, length: u64) -> io::Result<Bytes> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() != length {
        return Err(io::Error::new(ErrorKind::InvalidData, "another length than the register's"));
    }
    map(&file).or_else(|_| copy(&mut file))
}

/// The bytes of a file, copied: the safe twin of [`map`].
fn copy(file: &mut File) -> io::Result<Bytes> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes.into())
}

#[expect(unsafe_code, reason = "a mapped file is not copied; its safe twin `copy` reads it, and both are tested equal")]
fn map(file: &File) -> io::Result<Bytes> {
    // SAFETY: the bytes must not change while they are mapped. Only `Draft`
    // writes such files: under another name, and it opens none that is there,
    // neither under that name nor under a given one. It renames and removes
    // whole files, which leaves a mapped one as it is. Others have no reason to
    // open it for writing, and its permissions forbid it. Who does so all the
    // same could change the register's database too; what is read then is other
    // numbers or an end of the process, never a value that is none, as whoever
    // reads the bytes takes them for plain numbers and checks every text.
    // All of it is read next, to be hashed, so its pages are fetched at once.
    let map = unsafe { MmapOptions::new().populate().map(file) }?;
    Ok(Bytes::from_owner(map))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn made(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
        let draft = Draft::begin(folder).unwrap().unwrap();
        draft.file().write_all(bytes).unwrap();
        let path = folder.join(name);
        draft.name(&path).unwrap();
        path
    }

    #[test]
    fn a_mapped_file_and_a_copied_one_are_equal() {
        let folder = tempfile::tempdir().unwrap();
        for length in [0usize, 1, 4095, 4096, 4097, 300_000] {
            let bytes: Vec<u8> = (0..length).map(|at| (at * 7 % 251) as u8).collect();
            let path = made(folder.path(), &format!("book-{length}.columns"), &bytes);
            let copied = copy(&mut File::open(&path).unwrap()).unwrap();
            // No system maps nothing; what is opened is nothing all the same.
            let mapped = map(&File::open(&path).unwrap());
            assert!(mapped.is_ok_and(|mapped| mapped == copied) || length == 0);
            assert_eq!((copied.as_ref(), open(&path, length as u64).unwrap().as_ref()), (&bytes[..], &bytes[..]));
            assert!(open(&path, length as u64 + 1).is_err(), "another length");
        }
        assert_eq!(names(folder.path()).len(), 6);
    }

    #[test]
    fn a_removed_or_replaced_file_stays_for_who_has_it_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = made(folder.path(), "book-1.columns", &[1; 9000]);
        let first = open(&path, 9000).unwrap();
        let path = made(folder.path(), "book-1.columns", &[2; 9000]);
        let second = open(&path, 9000).unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!((first.as_ref(), second.as_ref()), (&[1; 9000][..], &[2; 9000][..]));
    }

    #[test]
    fn one_writes_at_a_time_and_a_draft_that_is_dropped_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let draft = Draft::begin(folder.path()).unwrap().unwrap();
        assert!(Draft::begin(folder.path()).unwrap().is_none(), "the lock is held");
        assert!(folder.path().join(DRAFT).exists());
        drop(draft);
        assert!(!folder.path().join(DRAFT).exists());
        // What a process left that died is in nobody's way.
        fs::write(folder.path().join(DRAFT), "half").unwrap();
        let path = made(folder.path(), "book-1.columns", b"whole");
        assert_eq!(fs::read(path).unwrap(), b"whole");
        assert_eq!(names(folder.path()), ["book-1.columns"]);
    }
}
