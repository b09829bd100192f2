//! Acts of the audit, looked for.

use std::collections::HashMap;

use huigu_answers::texts::{api, word};
use huigu_quantity::Day;
use huigu_store::Instant;
use huigu_store::chain::{AuditRow, Step};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AuditPage, READERS, before};
use crate::{
    Continuation, Error, Http, Operation, OperationKind, OperationSummary, PageSize, Rights, Run, TokenAccess,
};

/// See acts of the audit, the latest first; what is left out asks for all.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListAudit {
    /// Who acted: a login, or a part of it.
    #[schemars(title = word::WHO.en, extend("x-zh" = word::WHO.zh), length(max = 200), example = &"anyuan")]
    pub who: Option<String>,
    /// Which use case, by its word.
    #[schemars(title = word::ACTIVITY.en, extend("x-zh" = word::ACTIVITY.zh), length(max = 200), example = &"import")]
    pub use_case: Option<String>,
    /// A part of subject or detail.
    #[schemars(
        title = api::PARAM_AUDIT_TEXT.en,
        extend("x-zh" = api::PARAM_AUDIT_TEXT.zh),
        length(max = 200),
        example = &"loans"
    )]
    pub text: Option<String>,
    /// First day, in Shanghai.
    #[schemars(title = api::PARAM_FROM.en, extend("x-zh" = api::PARAM_FROM.zh), example = "2022-01-01")]
    pub from: Option<Day>,
    /// Last day.
    #[schemars(title = api::PARAM_TO.en, extend("x-zh" = api::PARAM_TO.zh), example = "2022-12-31")]
    pub to: Option<Day>,
    /// How many at most.
    #[serde(default)]
    pub limit: PageSize,
    /// Where to go on.
    pub cursor: Option<Continuation>,
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
    const SUMMARY: OperationSummary =
        OperationSummary { zh: "审计记录，最近的在前", en: "The audit, the latest first" };
    const HTTP: Http = Http::get("/audit").untagged();
    type Output = AuditPage;

    fn run(self, run: &mut Run<'_, AuditPage>) -> Result<AuditPage, Error> {
        let before = before::<Self>(self.cursor.as_ref())?;
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
        Ok(AuditPage::of::<Self>(acts, self.limit))
    }

    fn next(page: &AuditPage) -> Option<&Continuation> {
        page.next.as_ref()
    }
}
