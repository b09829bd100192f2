//! A notice as it is answered.

use huigu_quantity::Day;
use huigu_store::{Notice, NoticeKind};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Scope;

/// A notice, as far as the caller may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Notice")]
pub struct NoticeView {
    /// Its number.
    pub notice: u32,
    /// What it is.
    pub kind: NoticeKind,
    /// Its title.
    #[schemars(example = "What is paid for 2021")]
    pub title: String,
    /// Its text, a paragraph a line; empty to the public once it is withdrawn.
    #[schemars(example = "A paragraph a line.")]
    pub text: String,
    /// The day it was published, in Shanghai.
    pub date: Day,
    /// The last day of a public notice's period.
    pub until: Option<Day>,
    /// The approved settlement it shows.
    pub settlement: Option<u32>,
    /// Who published it; empty to who sees only what is public.
    #[schemars(example = "zhang@finance-centre")]
    pub who: String,
    /// That it was withdrawn.
    pub withdrawn: Option<NoticeWithdrawnView>,
}

/// That a notice was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "NoticeWithdrawn")]
pub struct NoticeWithdrawnView {
    /// The day, in Shanghai.
    pub date: Day,
    /// Why.
    #[schemars(example = "a wrong figure")]
    pub reason: String,
    /// By whom; empty to who sees only what is public.
    #[schemars(example = "zhang@finance-centre")]
    pub who: String,
}

impl NoticeView {
    /// A notice as far as a scope may see it: nobody's name to who sees only
    /// what is public, and of what was withdrawn the title and the reason.
    pub(super) fn of(notice: &Notice, scope: &Scope) -> Self {
        let whole = scope.is_district();
        let open = whole || notice.withdrawn.is_none();
        let who = |who: &String| if whole { who.clone() } else { String::new() };
        let withdrawn = notice.withdrawn.as_ref().map(|withdrawn| NoticeWithdrawnView {
            date: withdrawn.instant.day(),
            reason: withdrawn.reason.clone(),
            who: who(&withdrawn.who),
        });
        Self {
            notice: notice.number,
            kind: notice.kind,
            title: notice.title.clone(),
            text: if open { notice.text.clone() } else { String::new() },
            date: notice.instant.day(),
            until: notice.until,
            settlement: notice.settlement.filter(|_| open),
            who: who(&notice.who),
            withdrawn,
        }
    }
}
