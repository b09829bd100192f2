//! What is handed back to whoever sends books: a kind's empty template, and
//! the rows of a file that are to be mended.

use huigu_facts::{Issue, Kind, Origin};
use huigu_intake::{Source, template_xlsx};

use crate::File;

/// The empty workbook of a kind of book.
///
/// # Errors
/// What the writer of workbooks says.
pub fn template(kind: Kind) -> Result<Vec<u8>, String> {
    template_xlsx(kind).map_err(|error| error.to_string())
}

/// The rows of a file that have faults, with their reasons, as a file that can
/// be mended and sent again. `place` is the file's among those read, by which
/// faults name it. The sender's own rows go back to the sender as they came.
#[must_use]
pub fn mended(file: &File, place: usize, bytes: &[u8], faults: &[Issue]) -> String {
    let number = u32::try_from(place).unwrap_or(u32::MAX);
    let of_file = |fault: &&Issue| matches!(fault.origin, Origin { file, .. } if file == number);
    let own: Vec<Issue> = faults.iter().filter(of_file).cloned().collect();
    let source = Source { name: &file.name, bytes, file: number, kind: Some(file.kind) };
    huigu_intake::mended(&source, &own)
}
