//! What was taken in and withdrawn.

use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use super::SentBatch;
use crate::Role::{Auditor, Bank, Centre, Finance, Guarantor, Operator, PeoplesBank, Unit};
use crate::{
    BatchNumber, Continuation, Cursor, Error, Http, Operation, OperationKind, PageSize, Permit, Rights, Roles, Run,
    Scope, TokenAccess, TokenScope,
};

input! {
    /// See what was sent and withdrawn, the oldest first.
    #[derive(Default)]
    pub struct ListBatches {
        #[serde(default)]
        limit: PageSize;
        cursor: Option<Continuation>;
        /// Which page, the newest first, instead of one that goes on; beyond the
        /// last it is the last.
        #[serde(skip)]
        newest: Option<usize>;
    }
}

/// Batches, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Batches")]
pub struct BatchPage {
    /// The batches.
    pub batches: Vec<SentBatch>,
    /// Where the list goes on.
    pub next: Option<Continuation>,
    /// Where the newest were asked for: how many there are.
    #[serde(skip)]
    pub all: usize,
}

/// For whom the batches were sent that a permit reaches: `Some(None)`: for
/// anybody; `None`: it reaches none.
fn sender(permit: &Permit) -> Option<Option<&str>> {
    match permit.scope() {
        Scope::District => Some(None),
        scope => scope.own().filter(|own| scope.has_sent(own)).map(Some),
    }
}

impl Operation for ListBatches {
    const RIGHTS: Rights = Rights {
        code: "batches",
        roles: Roles::NOBODY.district(&[Centre, Finance, PeoplesBank, Auditor, Operator]).own(&[Unit, Bank, Guarantor]),
        token: TokenAccess::Of(TokenScope::Books),
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("报送的批次", "Batches sent");
    const HTTP: Http = Http::get("/batches").by_content();
    const COMMAND: &'static str = "batches";
    type Output = BatchPage;

    fn run(self, run: &mut Run<'_, BatchPage>) -> Result<BatchPage, Error> {
        let after = self.cursor.as_ref().map_or(Ok(0), |cursor| cursor.of::<u32>(&Self::HTTP))?;
        let Some(sender) = sender(run.permit()) else {
            return Ok(BatchPage { batches: Vec::new(), next: None, all: 0 });
        };
        let size = self.limit.get();
        let Some(page) = self.newest else {
            // One more than the page, to know whether there is another.
            let part = (0, size.saturating_add(1));
            let found = run.read(|store| store.sent(sender, Cursor::After(BatchNumber(after)), part))?;
            let (batches, next) =
                self.limit.page(&Self::HTTP, found.into_iter().map(SentBatch::of), |one| one.batch.batch.to_string());
            return Ok(BatchPage { batches, next, all: 0 });
        };
        let all = usize::try_from(run.read(|store| store.count_sent(sender))?).unwrap_or(usize::MAX);
        let skipped = (page.clamp(1, all.div_ceil(size).max(1)) - 1) * size;
        let found = run.read(|store| store.sent(sender, Cursor::Before(BatchNumber(u32::MAX)), (skipped, size)))?;
        Ok(BatchPage { batches: found.into_iter().map(SentBatch::of).collect(), next: None, all })
    }

    fn next(page: &BatchPage) -> Option<&Continuation> {
        page.next.as_ref()
    }
}
