//! Cases a civil servant can read: books in, figures out, clause named. This
//! module reads their format (described in `cases/README.md`) and compares
//! what was computed with what a case expects.

mod case;
mod check;
mod parse;
mod rows;
mod tables;

use std::path::Path;

pub use case::{Case, Figure, Payment, Question};
pub use check::{check_issues, check_settlement, check_targets};
pub use parse::parse;

/// Reads every `*.txt` of a folder, in the order of their names.
///
/// # Errors
/// The file and line of the first mistake, or what the file system said.
pub fn read_folder(folder: &Path) -> Result<Vec<Case>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        parse(&name, &text)
    };
    paths.iter().map(read).collect()
}
