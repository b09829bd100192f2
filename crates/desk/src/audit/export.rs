//! The audit as a file that can be verified alone.

use huigu_store::chain::Head;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::VerifyAudit;
use crate::{Error, Operation, OperationKind, OperationSummary, Rights, Run};

/// Take the audit away, as a file that can be verified without the register.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportAudit {}

impl Operation for ExportAudit {
    const RIGHTS: Rights = VerifyAudit::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: OperationSummary = OperationSummary { zh: "导出审计链", en: "Take the audit away" };
    const COMMAND: &'static str = "audit export";
    /// Its head.
    type Output = Option<Head>;

    fn run(self, run: &mut Run<'_, Option<Head>>) -> Result<Option<Head>, Error> {
        run.write_file(|store, file| store.export_audit(file))
    }
}
