//! Where the column forms of big registers are kept.

use std::path::{Path, PathBuf};

/// Registers with fewer rows are simply read, unless said otherwise.
pub const COLUMNS_FROM: u64 = 1_000_000;

/// Where column forms are kept, and of which registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotDir {
    /// The folder; `None`: nowhere.
    pub folder: Option<PathBuf>,
    /// From how many rows on a register has one.
    pub from_rows: u64,
}

impl SnapshotDir {
    /// In the folder of a database, of registers that are big by default.
    #[must_use]
    pub fn in_folder(folder: Option<&Path>) -> Self {
        Self { folder: folder.map(Path::to_owned), from_rows: COLUMNS_FROM }
    }
}
