//! Publishing a notice.

use huigu_quantity::{Day, Phrase};
use huigu_store::{NewNotice, NoticeKind};

use super::{NoticeError, NoticeView};
use crate::Role::{Centre, Operator};
use crate::{
    Error, Http, Number, Operation, OperationKind, Paragraphs, ProblemKind, Rights, Roles, Run, TextLine, TokenAccess,
};

input! {
    /// Publish a notice; nobody can change it afterwards.
    pub struct PublishNotice {
        kind: NoticeKind = "类别", "Kind";
        title: TextLine<100> = "标题", "Title", "Books are due";
        text: Paragraphs<6_000> = "正文，每段一行", "Text, a paragraph a line", "Send your books by the tenth.";
        until: Option<Day> = "公示截止日（公示）", "Last day of the period (public notice)";
        settlement: Option<Number> = "附核定结果（公示）：公开各受益方的名称和金额，个人姓名隐去", "Approved settlement it shows (public notice): names and amounts of all beneficiaries; persons are masked";
    }
}

impl Operation for PublishNotice {
    const RIGHTS: Rights = Rights {
        code: "publish-notice",
        roles: Roles::NOBODY.district(&[Centre, Operator]),
        token: TokenAccess::Never,
    };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("发布通知公告", "Publish a notice");
    const HTTP: Http = Http::post("/notices");
    const COMMAND: &'static str = "notice publish";
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::DecodeError, ProblemKind::NotThere];
    type Output = NoticeView;

    fn run(self, run: &mut Run<'_, NoticeView>) -> Result<NoticeView, Error> {
        if self.kind == NoticeKind::Announcement && (self.until.is_some() || self.settlement.is_some()) {
            return Err(NoticeError::NotPublic.into());
        }
        let published = run.today();
        if self.until.is_some_and(|until| until < published) {
            return Err(NoticeError::Until { published }.into());
        }
        let settlement = self.settlement.map(Number::get);
        if let Some(number) = settlement {
            run.read(|store| store.approved_one(number))?;
        }
        let (title, text) = (run.pseudonymized(&self.title)?, run.pseudonymized(&self.text)?);
        run.act(self.kind.code(), "", |run, opening| {
            let (who, clock, scope) = (run.who()?, run.clock(), run.scope());
            let new = NewNotice { kind: self.kind, title: &title, text: &text, until: self.until, settlement };
            run.commit(opening, |store| Ok(NoticeView::of(&store.publish_notice(opening, &new, &who, clock)?, scope)))
        })
    }

    fn location(made: &NoticeView) -> String {
        format!("/notices/{}", made.notice)
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        let text = format!("第 {} 段", at.count);
        Self {
            kind: NoticeKind::Announcement,
            title: TextLine::new("关于报送的通知").unwrap_or_else(|_| unreachable!("a line")),
            text: Paragraphs::new(&text).unwrap_or_else(|_| unreachable!("a paragraph")),
            until: None,
            settlement: None,
        }
    }
}

/// The number of a notice published for a sample.
#[cfg(feature = "samples")]
pub(super) fn published(at: &crate::Sampling<'_>) -> Number {
    let made = at.desk.run(&crate::Caller::operator("sampler"), PublishNotice::sample(at));
    let number = made.ok().and_then(|made| Number::new(made.notice));
    number.unwrap_or_else(|| unreachable!("a notice is published"))
}
