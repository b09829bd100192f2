//! The empty workbook of a kind of book or of a data set.

use huigu_quantity::Phrase;

use super::BookName;
use crate::{Error, Http, Operation, OperationKind, Rights, Run, ShowPlan};

input! {
    /// See the empty workbook of a kind of book.
    pub struct EmptyTemplate {
        kind: BookName;
    }
}

impl Operation for EmptyTemplate {
    const RIGHTS: Rights = ShowPlan::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("空白模板", "An empty template");
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
