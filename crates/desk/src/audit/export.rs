//! The audit as a file that can be verified alone.

use huigu_quantity::Phrase;
use huigu_store::chain::Head;

use super::VerifyAudit;
use crate::{Error, Operation, OperationKind, Rights, Run};

input! {
    /// Take the audit away, as a file that can be verified without the register.
    #[derive(Copy)]
    pub struct ExportAudit {}
}

impl Operation for ExportAudit {
    const RIGHTS: Rights = VerifyAudit::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("导出审计链", "Take the audit away");
    const COMMAND: &'static str = "audit export";
    /// Its head.
    type Output = Option<Head>;

    fn run(self, run: &mut Run<'_, Option<Head>>) -> Result<Option<Head>, Error> {
        run.write_file(|store, file| store.export_audit(file))
    }
}
