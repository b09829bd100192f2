//! The empty workbook of a kind of book or of a data set.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::BookName;
use crate::{Error, Http, Operation, OperationKind, OperationSummary, Rights, Run, ShowPlan};

/// See the empty workbook of a kind of book.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmptyTemplate {
    /// Which kind.
    pub kind: BookName,
}

impl Operation for EmptyTemplate {
    const RIGHTS: Rights = ShowPlan::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: OperationSummary = OperationSummary { zh: "空白模板", en: "An empty template" };
    const HTTP: Http = Http {
        media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ..Http::get("/templates/{kind}")
    };
    type Output = Vec<u8>;

    fn run(self, run: &mut Run<'_, Vec<u8>>) -> Result<Vec<u8>, Error> {
        crate::template(self.kind.kind(run.plan())?).map_err(Error::Answer)
    }

    fn file(made: &Vec<u8>) -> &[u8] {
        made
    }

    #[cfg(feature = "samples")]
    fn sample(_: &crate::Sampling<'_>) -> Self {
        Self { kind: huigu_facts::Kind::Loans.into() }
    }
}
