//! Acts of the audit as they are answered, a page at a time, and who sees them.

use huigu_quantity::Day;
use huigu_store::Instant;
use huigu_store::chain::AuditRow;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Role::{Administrator, Auditor, Centre, Operator};
use crate::{Continuation, Error, Http, PageSize, Roles};

/// Who sees the audit, and whether the register is sound.
pub(crate) const READERS: Roles = Roles::NOBODY.district(&[Centre, Auditor, Administrator, Operator]);

/// One act: its opening and its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditAct")]
pub struct ActView {
    /// Number of its opening.
    pub act: u64,
    /// The day, in Shanghai.
    pub date: Day,
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub instant: Instant,
    /// Who acted.
    #[schemars(example = "wang@bank-a")]
    pub who: String,
    /// Which use case, by its word.
    #[schemars(example = &"import")]
    pub use_case: String,
    /// What it was about.
    #[schemars(example = "loans-2021.csv")]
    pub subject: String,
    /// Further detail.
    pub detail: String,
    /// How it ended; null: unknown, interrupted or still under way.
    #[schemars(example = &"done")]
    pub result: Option<String>,
    /// What came of it.
    #[schemars(example = "batch=1")]
    pub outcome: Option<String>,
}

impl ActView {
    fn of((opening, outcome): (AuditRow, Option<AuditRow>)) -> Self {
        let (result, outcome) = outcome.map(|row| (row.result, row.detail)).unzip();
        let instant = Instant(opening.instant);
        Self {
            act: opening.number,
            date: instant.day(),
            instant,
            who: opening.who,
            use_case: opening.use_case,
            subject: opening.subject,
            detail: opening.detail,
            result,
            outcome,
        }
    }
}

/// Acts, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Audit")]
pub struct AuditPage {
    /// The acts.
    pub acts: Vec<ActView>,
    /// Where the list goes on.
    pub next: Option<Continuation>,
}

impl AuditPage {
    /// A page of what was found, which is one more where there are more.
    pub(super) fn of(list: &Http, found: Vec<(AuditRow, Option<AuditRow>)>, size: PageSize) -> Self {
        let (acts, next) = size.page(list, found.into_iter().map(ActView::of), |act| act.act.to_string());
        Self { acts, next }
    }
}

/// Before which act a page begins.
pub(super) fn before(list: &Http, cursor: Option<&Continuation>) -> Result<u64, Error> {
    cursor.map_or(Ok(u64::MAX), |cursor| cursor.of(list))
}
