//! Rows of a data set, the last period first.

use huigu_facts::RecordKey;
use huigu_quantity::Phrase;
use huigu_store::RecordQuery;
use schemars::JsonSchema;
use serde::Serialize;

use super::scope::Sight;
use super::{ListDatasets, RecordView, found};
use crate::{AsKnownAt, Continuation, Error, Http, Operation, OperationKind, PageSize, Rights, Run, Scope, TextLine};

input! {
    /// See rows of a data set: those the caller supplies, or those about it, unless
    /// the district is its to see. A look at others' is written into the audit
    /// before it is answered.
    pub struct ListRecords {
        dataset: TextLine<100> = "数据项目编号", "Id of the data set", "power";
        party: Option<TextLine<200>> = "主体编号", "Id of the party", "91330211MA00000075";
        period: Option<TextLine<20>> = "所属期", "Period", "2022-06";
        as_known_at: Option<AsKnownAt>;
        #[serde(default)]
        limit: PageSize;
        cursor: Option<Continuation>;
    }
}

/// Rows of a data set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Records")]
pub struct RecordPage {
    /// The last batch known to it.
    pub batch: u32,
    /// The rows.
    pub records: Vec<RecordView>,
    /// Where the list goes on.
    pub next: Option<Continuation>,
}

impl Operation for ListRecords {
    const RIGHTS: Rights = ListDatasets::RIGHTS;
    const KIND: OperationKind = OperationKind::LookAtPerson;
    const SUMMARY: Phrase =
        Phrase::new("一个数据项目的各行，最近的所属期在前", "Rows of a data set, the last period first");
    const HTTP: Http = Http::get("/datasets/{dataset}").untagged();
    type Output = RecordPage;

    fn run(self, run: &mut Run<'_, RecordPage>) -> Result<RecordPage, Error> {
        let (dataset, scope) = (found(run.plan(), &self.dataset)?, run.scope());
        let after = self.cursor.as_ref().map(Continuation::of::<Self, RecordKey>).transpose()?;
        let party = self.party.map(|party| run.register(|register| register.pseudonymized(&party))).transpose()?;
        let batch = run.known_at(self.as_known_at)?;
        let subject = party.clone().unwrap_or_else(|| dataset.id().to_owned());
        let look = |run: &mut Run<'_, RecordPage>| {
            let asked = RecordQuery {
                party: party.as_deref(),
                period: self.period.as_deref(),
                after: after.as_ref(),
                // One more tells whether the list goes on.
                ..RecordQuery::of(dataset, self.limit.get() + 1)
            };
            let records = match Sight::of(scope, dataset).narrow(asked) {
                None => Vec::new(),
                Some(asked) => run.register(|register| {
                    let (store, mut found) = (&mut register.store, Vec::new());
                    store.records(asked, Some(batch), |one| found.push(RecordView::of(&one)))?;
                    RecordView::named(store, found)
                })?,
            };
            let (records, next) = self.limit.page::<Self, _>(records.into_iter(), |one| one.record.clone());
            Ok(RecordPage { batch: batch.0, records, next })
        };
        if matches!(scope, Scope::Party(_)) { look(run) } else { run.look_at_person(&subject, look) }
    }

    fn next(page: &RecordPage) -> Option<&Continuation> {
        page.next.as_ref()
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        at.recorded().0
    }
}
