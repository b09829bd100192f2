//! The notices of the sample register: that books are due, and the approved
//! year put before the public.

use huigu_desk::{NoticeKind, Number, Paragraphs, PublishNotice, TextLine};
use huigu_quantity::Day;

use crate::story::{APPROVER, CLERK, SampleError, Story};

/// Days a public notice lasts, with the day it is published.
const PERIOD: i32 = 7;

impl Story<'_> {
    /// The centre says that the books of a year are due.
    pub fn books_are_due(&mut self, year: i32, day: Day) -> Result<(), SampleError> {
        self.begins(CLERK, day);
        let title = format!("关于报送 {year} 年度台账的通知");
        let text = format!(
            "各银行、担保机构和有关单位：\n请在一月底前登录本平台，报送 {year} 年度的贷款、担保和申报台账。模板可在“台账报送”页下载；报送前可先核对，有误的行改正后再报。\n逾期未报的，当年扶持资金按已报台账测算。"
        );
        self.publish(NoticeKind::Announcement, &title, &text, None, None)
    }

    /// The approved year is put before the public.
    pub fn before_the_public(&mut self, year: i32, settlement: u32, day: Day) -> Result<(), SampleError> {
        self.begins(APPROVER, day);
        let title = format!("{year} 年度扶持资金核定结果公示");
        let text = format!("{year} 年度扶持资金已经联席会议核定，现将各项措施的受益方和金额予以公示。");
        let until = Some(Day(day.0 + PERIOD - 1));
        self.publish(NoticeKind::PublicNotice, &title, &text, until, Number::new(settlement))
    }

    fn publish(
        &self,
        kind: NoticeKind,
        title: &str,
        text: &str,
        until: Option<Day>,
        settlement: Option<Number>,
    ) -> Result<(), SampleError> {
        let (title, text) = (TextLine::new(title)?, Paragraphs::new(text)?);
        self.does(PublishNotice { kind, title, text, until, settlement }).map(drop)
    }
}
