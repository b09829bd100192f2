//! `huigu notice`: publishes, lists and withdraws notices.

use huigu_answers::terminal;
use huigu_answers::texts::notices;
use huigu_desk::{ListNotices, NoticeKind, NoticeView, PublishNotice, WithdrawNotice, sheets};

use crate::args::{Format, NoticeVerb};
use crate::files::unreadable;
use crate::outcome::{Console, Failure};
use crate::output::in_form;
use crate::register::{at_desk, failure};

/// Runs one of its verbs.
pub fn run(verb: &NoticeVerb, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    match verb {
        NoticeVerb::Publish { title, text, kind, until, settlement, register, plan } => {
            let bytes = std::fs::read(text).map_err(|error| unreadable(text, &error, console.lang))?;
            let body = huigu_desk::text_of(&bytes)
                .map_err(|error| failure(&huigu_desk::Error::Unattachable(error), &[], console.lang))?;
            let kind = kind.as_deref().unwrap_or(match until.is_some() || settlement.is_some() {
                true => NoticeKind::PublicNotice.code(),
                false => NoticeKind::Announcement.code(),
            });
            let (until, settlement) = (until.map(|day| day.to_string()), settlement.map(|number| number.to_string()));
            let texts = [
                ("kind", kind),
                ("title", title),
                ("text", &body),
                ("until", until.as_deref().unwrap_or_default()),
                ("settlement", settlement.as_deref().unwrap_or_default()),
            ];
            let notice = at_desk(register, plan, console, |at, _| at.run(at.input::<PublishNotice>(&texts)?))?;
            let text = console.lang.say(notices::Published { number: &notice.notice });
            console.answer(&format!("{text}\n"))
        }
        NoticeVerb::List { register, plan, format } => {
            let mut lines = at_desk(register, plan, console, |at, _| at.run(ListNotices {}))?.notices;
            // The command lists them as they were numbered.
            lines.reverse();
            list(&lines, *format, console)
        }
        NoticeVerb::Withdraw { number, reason, register, plan } => {
            let number = number.to_string();
            let texts = [("notice", number.as_str()), ("reason", reason)];
            at_desk(register, plan, console, |at, _| at.run(at.input::<WithdrawNotice>(&texts)?))?;
            let text = console.lang.say(notices::Withdrawn { number: &number });
            console.answer(&format!("{text}\n"))
        }
    }
}

fn list(lines: &[NoticeView], format: Format, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (lang, sheet) = (console.lang, sheets::notices(lines, console.lang));
    let bytes = in_form(format, &lines, || terminal::table(&sheet, lang, ""), || sheet.clone(), lang)?;
    console.answer_bytes(&bytes)
}
