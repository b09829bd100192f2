//! Notices, the newest first.

use huigu_quantity::{Lang, Phrase};
use schemars::JsonSchema;
use serde::Serialize;

use super::NoticeView;
use crate::Role::{Auditor, Centre, Operator};
use crate::sheets::notices::notices;
use crate::{CommandAnswer, Error, Http, Operation, OperationKind, Rights, Roles, Run, TokenAccess};

input! {
    /// See the notices; those withdrawn only where the whole district is reached.
    #[derive(Copy)]
    pub struct ListNotices {}
}

/// Notices, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Notices {
    /// The notices.
    pub notices: Vec<NoticeView>,
}

impl Operation for ListNotices {
    const RIGHTS: Rights = Rights {
        code: "notices",
        roles: Roles::EVERYBODY.district(&[Centre, Auditor, Operator]),
        token: TokenAccess::Any,
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("通知公告，最近的在前", "Notices, the latest first");
    const HTTP: Http = Http::get("/notices").by_content();
    const COMMAND: &'static str = "notice list";
    type Output = Notices;

    fn run(self, run: &mut Run<'_, Notices>) -> Result<Notices, Error> {
        let scope = run.scope();
        let all = run.read(|store| store.notices())?;
        let open = all.iter().rev().filter(|one| one.withdrawn.is_none() || scope.is_district());
        Ok(Notices { notices: open.map(|one| NoticeView::of(one, scope)).collect() })
    }

    fn shown(answer: &Notices, lang: Lang) -> Result<CommandAnswer, Error> {
        // A command lists them as they were numbered.
        let all: Vec<NoticeView> = answer.notices.iter().rev().cloned().collect();
        CommandAnswer::list(&all, notices(&all, lang))
    }
}
