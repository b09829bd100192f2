//! Whether the chain of the audit holds.

use huigu_quantity::{Lang, Phrase};
use huigu_store::chain::{Head, Verdict};
use schemars::JsonSchema;
use serde::Serialize;

use super::page::READERS;
use crate::{Error, Http, Operation, OperationKind, Rights, Run, TokenAccess};

input! {
    /// Verify the audit's chain.
    #[derive(Copy)]
    pub struct VerifyAudit {
        #[schemars(extend("format" = "head"))]
        head: Option<Head> = "先前留存的链头", "A head given out earlier";
    }
}

/// What a chain shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AuditVerdict {
    /// Whether it holds.
    pub holds: bool,
    /// Rows that hold.
    pub rows: u64,
    /// Acts among them without an outcome.
    pub interrupted: u64,
    /// The last of them, to be kept elsewhere.
    pub head: Option<Head>,
    /// The first row that does not hold.
    pub flaw: Option<AuditFlaw>,
}

/// A row that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AuditFlaw {
    /// Its place, from 1.
    pub row: u64,
    /// Why, in Chinese.
    pub text: String,
    /// Why, in English.
    pub text_en: String,
}

impl From<Verdict> for AuditVerdict {
    fn from(verdict: Verdict) -> Self {
        let holds = verdict.holds();
        let Verdict { rows, head, interrupted, flaw } = verdict;
        let flaw = flaw.map(|(row, flaw)| AuditFlaw { row, text: Lang::Zh.say(flaw), text_en: Lang::En.say(flaw) });
        Self { holds, rows, interrupted, head, flaw }
    }
}

impl Operation for VerifyAudit {
    const RIGHTS: Rights = Rights { code: "verify-audit", roles: READERS, token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("核验审计链", "Verify the audit's chain");
    const HTTP: Http = Http::get("/audit/verification").untagged();
    const COMMAND: &'static str = "audit verify";
    type Output = AuditVerdict;

    fn run(self, run: &mut Run<'_, AuditVerdict>) -> Result<AuditVerdict, Error> {
        Ok(run.read(|store| store.verify(self.head))?.into())
    }
}
