//! Withdrawing a notice.

use huigu_quantity::Phrase;

use super::NoticeView;
use crate::Role::{Centre, Operator};
use crate::{
    Error, Http, Number, Operation, OperationKind, Paragraphs, ProblemKind, Rights, Roles, Run, StoreError, TokenAccess,
};

input! {
    /// Withdraw a notice; everybody sees why.
    pub struct WithdrawNotice {
        notice: Number = "编号", "Number of the notice";
        reason: Paragraphs<500> = "撤回原因，将公开显示", "Why; everybody will see it", "a wrong figure";
    }
}

impl Operation for WithdrawNotice {
    const RIGHTS: Rights = Rights {
        code: "withdraw-notice",
        roles: Roles::NOBODY.district(&[Centre, Operator]),
        token: TokenAccess::Never,
    };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("撤回一件通知公告", "Withdraw a notice");
    const HTTP: Http = Http::post("/notices/{notice}/withdrawal");
    const COMMAND: &'static str = "notice withdraw {notice}";
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::DecodeError, ProblemKind::AlreadyWithdrawn];
    type Output = NoticeView;

    fn run(self, run: &mut Run<'_, NoticeView>) -> Result<NoticeView, Error> {
        let number = self.notice.get();
        if run.read(|store| store.notice(number))?.withdrawn.is_some() {
            return Err(StoreError::NoticeWithdrawn { number }.into());
        }
        let reason = run.pseudonymized(&self.reason)?;
        run.act(&format!("notice {number}"), "", |run, opening| {
            let (who, clock, scope) = (run.who()?, run.clock(), run.scope());
            run.commit(opening, |store| {
                store.withdraw_notice(opening, number, (&reason, &who), clock)?;
                Ok(NoticeView::of(&store.notice(number)?, scope))
            })
        })
    }

    fn location(made: &NoticeView) -> String {
        format!("/notices/{}", made.notice)
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        let reason = Paragraphs::new("数字有误").unwrap_or_else(|_| unreachable!("a paragraph"));
        Self { notice: super::publish::published(at), reason }
    }
}
