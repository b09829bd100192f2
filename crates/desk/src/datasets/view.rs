//! Rows of data sets as they are answered.

use huigu_facts::{Dataset, Row};
use huigu_store::{BatchNumber, KeptRecord, Store, Trace};
use schemars::JsonSchema;
use serde::Serialize;

use super::scope::RecordScope;
use crate::personal::masked_columns;
use crate::trace::{RowOrigin, TracedRow, name_origins};
use crate::{Error, Scope};

/// A row of a data set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Record")]
pub struct RecordView {
    /// What tells it from the data set's other rows: period, source and key.
    #[schemars(example = &"2022-06:power-company:33020001")]
    pub record: String,
    /// Its data set, columns and origin.
    #[serde(flatten)]
    pub row: TracedRow,
}

/// A version of a row of a data set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RecordVersion {
    /// Its data set, columns and origin.
    #[serde(flatten)]
    pub row: TracedRow,
    /// The batch that put another in its place or withdrew it; none: it is in force.
    pub closed_by: Option<u32>,
}

impl RecordVersion {
    pub(super) fn of(one: &KeptRecord<'_>) -> (Trace, Self) {
        let (row, closed_by) = (Row::Dataset(one.row), one.closed_by.map(|batch| batch.0));
        let origin = RowOrigin::unnamed(one.trace);
        (one.trace, Self { row: TracedRow { kind: row.kind(), fields: masked_columns(&row), origin }, closed_by })
    }
}

impl RecordView {
    pub(super) fn of(one: &KeptRecord<'_>) -> (Trace, Self) {
        let (trace, RecordVersion { row, .. }) = RecordVersion::of(one);
        (trace, Self { record: one.key.to_string(), row })
    }

    /// Rows with the names of the files they come from.
    pub(super) fn named(store: &mut Store, mut found: Vec<(Trace, Self)>) -> Result<Vec<Self>, Error> {
        name_origins(store, found.iter_mut().map(|(trace, one)| (*trace, &mut one.row.origin)).collect())?;
        Ok(found.into_iter().map(|(_, one)| one).collect())
    }
}

/// How many rows of a data set are told with a party.
pub const RECORDS_OF_PARTY: usize = 24;

/// The last rows about a party that somebody may see, of each data set that is
/// declared so many at most.
pub(crate) fn records_of_party(
    store: &mut Store,
    party: &str,
    scope: &Scope,
    as_known_at: Option<BatchNumber>,
) -> Result<Vec<RecordView>, Error> {
    let declared = |dataset: Dataset| !dataset.declared().schema.columns.is_empty();
    let mut found = Vec::new();
    store.records_of_party(party, RECORDS_OF_PARTY, as_known_at, |one| {
        let dataset = one.row.dataset();
        if declared(dataset) && RecordScope::of(scope, dataset).sees(&one.row) {
            found.push(RecordView::of(&one));
        }
    })?;
    RecordView::named(store, found)
}
