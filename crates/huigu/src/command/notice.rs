//! `huigu notice`: publishes and withdraws notices.

use huigu_answers::texts::notices;
use huigu_desk::{NoticeKind, PublishNotice, WithdrawNotice};

use crate::asked::Asked;
use crate::outcome::{Console, Failure};

/// Publishes one; with a period or a settlement it is a public notice, unless
/// its kind is given.
pub fn publish(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let is_public = ["until", "settlement"].iter().any(|member| asked.text(member).is_some());
    let kind = if is_public { NoticeKind::PublicNotice } else { NoticeKind::Announcement };
    let notice = asked.run::<PublishNotice>(&[("kind", kind.code())], console)?;
    let text = console.lang.say(notices::Published { number: &notice.notice });
    console.answer(&format!("{text}\n"))
}

/// Withdraws one.
pub fn withdraw(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let input = asked.input::<WithdrawNotice>(&[], console.lang)?;
    let number = input.notice;
    asked.at_desk(console, |at, _| at.run(input))?;
    let text = console.lang.say(notices::Withdrawn { number: &number });
    console.answer(&format!("{text}\n"))
}
