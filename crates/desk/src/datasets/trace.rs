//! One row of a data set with every version it had, and the file, row and day
//! that brought each.

use huigu_facts::RecordKey;
use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use super::scope::{RecordScope, found};
use super::{ListDatasets, RecordVersion};
use crate::trace::name_origins;
use crate::{AsKnownAt, Error, Http, Operation, OperationKind, Rights, Run, Scope, TextLine};

input! {
    /// Follow a row of a data set to the files that brought it. A look at others'
    /// is written into the audit before it is answered.
    pub struct TraceRecord {
        dataset: TextLine<100> = "数据项目编号", "Id of the data set", "power";
        record: TextLine<1000> = "行的标识", "Key of the row", "2022-06:power-company:33020001";
        as_known_at: Option<AsKnownAt>;
    }
}

/// A row of a data set as the register holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RecordTrace {
    /// The last batch known to it.
    pub batch: u32,
    /// What tells it from the data set's other rows.
    #[schemars(example = &"2022-06:power-company:33020001")]
    pub record: String,
    /// The party it names; empty: none by its code.
    #[schemars(example = &"91330211MA00000075")]
    pub party: String,
    /// Its versions, the last first.
    pub versions: Vec<RecordVersion>,
}

impl Operation for TraceRecord {
    const RIGHTS: Rights = ListDatasets::RIGHTS;
    const KIND: OperationKind = OperationKind::LookAtPerson;
    const SUMMARY: Phrase = Phrase::new(
        "一个数据项目的一行：历次内容，及其出自哪个文件的哪一行",
        "A row of a data set: what it said from time to time, and the file and row that brought each",
    );
    const HTTP: Http = Http::get("/datasets/{dataset}/{record}").untagged();
    type Output = RecordTrace;

    fn run(self, run: &mut Run<'_, RecordTrace>) -> Result<RecordTrace, Error> {
        let not_there = || Error::NotThere { what: format!("{}/{}", &*self.dataset, &*self.record) };
        let (dataset, scope) = (found(run.plan(), &self.dataset)?, run.scope());
        let key: RecordKey = self.record.parse().map_err(|_| not_there())?;
        let (batch, sight) = (run.known_at(self.as_known_at)?, RecordScope::of(scope, dataset));
        let (party, versions) = run.register(|register| -> Result<_, Error> {
            let (store, mut party, mut found) = (&mut register.store, String::new(), Vec::new());
            store.record_versions(dataset, &key, Some(batch), |one| {
                if sight.sees(&one.row) {
                    if party.is_empty() {
                        party = huigu_facts::Row::Dataset(one.row).party().unwrap_or_default().to_owned();
                    }
                    found.push(RecordVersion::of(&one));
                }
            })?;
            name_origins(store, found.iter_mut().map(|(trace, one)| (*trace, &mut one.row.origin)).collect())?;
            Ok((party, found.into_iter().map(|(_, one)| one).collect::<Vec<_>>()))
        })?;
        if versions.is_empty() {
            return Err(not_there());
        }
        let subject = if party.is_empty() { dataset.id().to_owned() } else { party.clone() };
        let found = RecordTrace { batch: batch.0, record: self.record.to_string(), party, versions };
        if matches!(scope, Scope::Party(_)) { Ok(found) } else { run.look_at_person(&subject, |_| Ok(found)) }
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        let (asked, record) = at.recorded();
        Self { dataset: asked.dataset, record, as_known_at: None }
    }
}
