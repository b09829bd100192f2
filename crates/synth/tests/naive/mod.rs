//! The rules of the books, once more and naively: everything in maps.

mod checker;
mod occurrences;
mod texts;

pub use checker::Checker;
pub use occurrences::Occurrences;
pub use texts::{RowTexts, read_csv, read_parquet};
