//! Data sets: which there are, their rows, and where a row comes from. All of it
//! follows from what the plan declares of each.

mod list;
mod records;
mod scope;
mod trace;
mod view;

pub use list::{DatasetColumn, DatasetView, Datasets, ListDatasets};
pub use records::{ListRecords, RecordPage};
pub use trace::{RecordTrace, TraceRecord};
pub(crate) use view::records_of_party;
pub use view::{RECORDS_OF_PARTY, RecordVersion, RecordView};
