//! Data sets: kinds that a plan declares and no code names.

mod cells;
mod declaration;
mod key;
mod read;

pub use cells::DatasetRow;
pub use declaration::{Dataset, DatasetCheck, Declaration, DeclarationPart, PeriodLength, Relation, keep, keep_text};
pub use key::{NoRecordKey, RecordKey};

#[cfg(test)]
mod tests;
