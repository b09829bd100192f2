//! Acts of the audit, looked for.

use std::collections::HashMap;

use huigu_quantity::{Day, Phrase};
use huigu_store::Instant;
use huigu_store::chain::{AuditRow, Step};

use super::page::{AuditPage, READERS, before};
use crate::{Continuation, Error, Http, Operation, OperationKind, PageSize, Rights, Run, TokenAccess};

input! {
    /// See acts of the audit, the latest first; what is left out asks for all.
    #[derive(Default)]
    pub struct ListAudit {
        #[schemars(length(max = 200))]
        who: Option<String> = "操作人", "Who", "anyuan";
        #[schemars(length(max = 200))]
        use_case: Option<String> = "操作", "Activity", "import";
        #[schemars(length(max = 200))]
        text: Option<String> = "对象或说明中的字", "A part of subject or detail", "loans";
        from: Option<Day> = "自哪一天", "First day", "2022-01-01";
        to: Option<Day> = "至哪一天", "Last day", "2022-12-31";
        #[serde(default)]
        limit: PageSize;
        cursor: Option<Continuation>;
    }
}

impl ListAudit {
    fn fits(&self, row: &AuditRow) -> bool {
        let day = Instant(row.instant).day();
        let holds = |wanted: &Option<String>, texts: &[&String]| {
            wanted.as_ref().is_none_or(|wanted| texts.iter().any(|text| text.contains(wanted)))
        };
        holds(&self.who, &[&row.who])
            && self.use_case.as_ref().is_none_or(|code| row.use_case == *code)
            && holds(&self.text, &[&row.subject, &row.detail])
            && self.from.is_none_or(|from| day >= from)
            && self.to.is_none_or(|to| day <= to)
    }
}

impl Operation for ListAudit {
    const RIGHTS: Rights = Rights { code: "audit", roles: READERS, token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("审计记录，最近的在前", "The audit, the latest first");
    const HTTP: Http = Http::get("/audit").untagged();
    type Output = AuditPage;

    fn run(self, run: &mut Run<'_, AuditPage>) -> Result<AuditPage, Error> {
        let before = before(&Self::HTTP, self.cursor.as_ref())?;
        let (mut acts, mut outcomes) = (Vec::new(), HashMap::new());
        run.read(|store| {
            store.audit_back(|row| {
                match row.step {
                    Step::Outcome => drop(outcomes.insert(row.act, row)),
                    Step::Opening => {
                        let outcome = outcomes.remove(&row.number);
                        if row.number < before && self.fits(&row) {
                            acts.push((row, outcome));
                        }
                    }
                }
                acts.len() <= self.limit.get()
            })
        })?;
        Ok(AuditPage::of(&Self::HTTP, acts, self.limit))
    }

    fn next(page: &AuditPage) -> Option<&Continuation> {
        page.next.as_ref()
    }
}
