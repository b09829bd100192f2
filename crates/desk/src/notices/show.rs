//! One notice, with the approved settlement it shows.

use std::sync::Arc;

use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::publication::{Publication, read};
use super::{ListNotices, NoticeView};
use crate::desk::Desk;
use crate::{Error, Http, Number, Operation, OperationKind, Rights, Run};

input! {
    /// See one notice, also if it was withdrawn.
    #[derive(Copy)]
    pub struct ShowNotice {
        notice: Number = "通知公告的编号", "Number of the notice";
    }
}

/// A notice with the amounts it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NoticeWithAmounts {
    /// The notice.
    #[serde(flatten)]
    pub notice: NoticeView,
    /// Who gets how much by the approved settlement it shows.
    #[serde(serialize_with = "shared")]
    pub amounts: Option<Arc<Publication>>,
}

fn shared<S: Serializer>(amounts: &Option<Arc<Publication>>, serializer: S) -> Result<S::Ok, S::Error> {
    amounts.as_deref().serialize(serializer)
}

impl Desk {
    /// An approved settlement as a notice shows it. It is frozen, and so are
    /// the names known to it: what was read once holds.
    fn publication(&self, settlement: u32) -> Result<Arc<Publication>, Error> {
        self.publications.try_get(&settlement, || self.store(|store| read(store, settlement)))
    }
}

impl Operation for ShowNotice {
    const RIGHTS: Rights = ListNotices::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new(
        "一件通知公告；公示附核定结果的，各受益方的名称和金额",
        "One notice; of a public notice that shows a settlement, names and amounts of its beneficiaries",
    );
    const HTTP: Http = Http::get("/notices/{notice}").by_content();
    type Output = NoticeWithAmounts;

    fn run(self, run: &mut Run<'_, NoticeWithAmounts>) -> Result<NoticeWithAmounts, Error> {
        let notice = run.read(|store| store.notice(self.notice.get()))?;
        let notice = NoticeView::of(&notice, run.scope());
        let amounts = notice.settlement.map(|settlement| run.desk().publication(settlement)).transpose()?;
        Ok(NoticeWithAmounts { notice, amounts })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self { notice: super::publish::published(at) }
    }
}
