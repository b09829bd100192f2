//! What the programs of every version left behind (`testdata/registers`).
#![expect(clippy::unwrap_used, reason = "for tests: what is not as expected stops them")]

use std::fs;
use std::io::Read;
use std::path::PathBuf;

/// The plan of the registers there.
pub const PLAN: &str = "yunwan-2023";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../testdata/registers")
}

/// The versions that left something.
///
/// # Panics
/// Where there is no such folder.
pub fn versions() -> Vec<i64> {
    let entries = fs::read_dir(folder()).unwrap();
    let mut versions: Vec<i64> =
        entries.filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok()).collect();
    versions.sort_unstable();
    versions
}

/// A file that a version left: `register.sqlite3`, `register.sql` (a dump of
/// PostgreSQL), `register.backup` and `settle.json`, what it answered.
///
/// # Panics
/// Where there is no such file.
pub fn file(version: i64, name: &str) -> Vec<u8> {
    let path = folder().join(version.to_string()).join(format!("{name}.gz"));
    let packed = fs::File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
    bytes
}

/// The dump of PostgreSQL, as SQL.
///
/// # Panics
/// As [`file`].
pub fn sql(version: i64) -> String {
    String::from_utf8(file(version, "register.sql")).unwrap()
}
