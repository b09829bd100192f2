//! Whether the chain of the audit holds.

use huigu_answers::texts::api;
use huigu_quantity::Lang;
use huigu_store::chain::{Head, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::READERS;
use crate::{Error, Http, Operation, OperationKind, OperationSummary, Rights, Run, TokenAccess};

/// Verify the audit's chain.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyAudit {
    /// A head given out earlier: it proves that no row before it was cut off
    /// or made anew.
    #[schemars(title = api::PARAM_HEAD.en, extend("x-zh" = api::PARAM_HEAD.zh, "format" = "head"))]
    pub head: Option<Head>,
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
    const SUMMARY: OperationSummary = OperationSummary { zh: "核验审计链", en: "Verify the audit's chain" };
    const HTTP: Http = Http::get("/audit/verification").untagged();
    const COMMAND: &'static str = "audit verify";
    type Output = AuditVerdict;

    fn run(self, run: &mut Run<'_, AuditVerdict>) -> Result<AuditVerdict, Error> {
        Ok(run.read(|store| store.verify(self.head))?.into())
    }
}
