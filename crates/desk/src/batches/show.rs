//! One batch, and what it corrected.

use huigu_quantity::Phrase;
use huigu_store::Trace;
use schemars::JsonSchema;
use serde::Serialize;

use super::{ListBatches, RowColumns, SentBatch, sent_one};
use crate::personal::masked_columns;
use crate::{BatchNumber, Continuation, Error, Http, Number, Operation, OperationKind, PageSize, Rights, Run};

input! {
    /// See a batch.
    #[derive(Copy)]
    pub struct ShowBatch {
        batch: Number = "批次号", "Number of the batch";
    }
}

impl Operation for ShowBatch {
    const RIGHTS: Rights = ListBatches::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("一个批次", "One batch");
    const HTTP: Http = Http::get("/batches/{batch}").by_content();
    const COMMAND: &'static str = "batches {batch}";
    type Output = SentBatch;

    fn run(self, run: &mut Run<'_, SentBatch>) -> Result<SentBatch, Error> {
        sent_one(run, BatchNumber(self.batch.get()))
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self { batch: at.sent() }
    }
}

input! {
    /// See what a batch closed, and what it put in its place. Names of persons are
    /// masked.
    pub struct ListCorrections {
        batch: Number = "批次号", "Number of the batch";
        #[serde(default)]
        limit: PageSize;
        cursor: Option<Continuation>;
    }
}

/// A row that was closed, and what is in force since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct CorrectionView {
    /// Its number among the batch's, from 1.
    pub correction: u64,
    /// What was in force.
    pub old: RowColumns,
    /// What is in force since; `None` where a withdrawal left nothing.
    pub new: Option<RowColumns>,
    /// Where the first came from.
    #[serde(skip)]
    pub old_trace: Trace,
    /// Where the second comes from.
    #[serde(skip)]
    pub new_trace: Option<Trace>,
}

/// The corrections of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Corrections")]
pub struct CorrectionPage {
    /// The batch.
    pub batch: u32,
    /// They themselves.
    pub corrections: Vec<CorrectionView>,
    /// Where the list goes on.
    pub next: Option<Continuation>,
}

impl Operation for ListCorrections {
    const RIGHTS: Rights = ListBatches::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("一个批次更正的行：原来与现在", "The rows a batch corrected: before and after");
    const HTTP: Http = Http::get("/batches/{batch}/corrections");
    type Output = CorrectionPage;

    fn run(self, run: &mut Run<'_, CorrectionPage>) -> Result<CorrectionPage, Error> {
        let after = self.cursor.as_ref().map_or(Ok(0), |cursor| cursor.of::<u64>(&Self::HTTP))?;
        let batch = sent_one(run, BatchNumber(self.batch.get()))?.batch.batch;
        // One more than the page, to know whether there is another.
        let (mut correction, last, mut found) = (0, after.saturating_add(self.limit.get() as u64 + 1), Vec::new());
        run.read(|store| {
            store.corrections(BatchNumber(batch), |one| {
                correction += 1;
                if correction > after && correction <= last {
                    let (old, new) = (masked_columns(&one.old), one.new.as_ref().map(masked_columns));
                    let (old_trace, new_trace) = (one.old_trace, one.new_trace);
                    found.push(CorrectionView { correction, old, new, old_trace, new_trace });
                }
            })
        })?;
        let (corrections, next) = self.limit.page(&Self::HTTP, found.into_iter(), |one| one.correction.to_string());
        Ok(CorrectionPage { batch, corrections, next })
    }

    fn next(page: &CorrectionPage) -> Option<&Continuation> {
        page.next.as_ref()
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self { batch: at.sent(), limit: PageSize::default(), cursor: None }
    }
}
