//! `huigu notice`: publishes, lists and withdraws notices.

use huigu_desk::{
    Caller, Counter, Fields, ListNotices, NoticeKind, NoticeView, Operation, PublishNotice, WithdrawNotice,
};
use huigu_quantity::{Day, Lang};
use huigu_answers::texts::{notices, word};

use crate::answer::json;
use crate::args::{Format, NoticeVerb};
use crate::books::unreadable;
use crate::flat::{self, Cell};
use crate::outcome::{Console, Failure};
use crate::register::{at_desk, failure};
use crate::table::{Side, Table};

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
            let publish = |desk: &Counter, caller: &Caller| desk.run(caller, input::<PublishNotice>(&texts)?);
            let notice = at_desk(register, plan, console, publish)?;
            let text = console.lang.say(notices::Published { number: &notice.notice });
            console.answer(&format!("{text}\n"))
        }
        NoticeVerb::List { register, plan, format } => {
            let list_them = |desk: &Counter, caller: &Caller| desk.run(caller, ListNotices {});
            let mut lines = at_desk(register, plan, console, list_them)?.notices;
            // The command lists them as they were numbered.
            lines.reverse();
            list(&lines, *format, console)
        }
        NoticeVerb::Withdraw { number, reason, register, plan } => {
            let number = number.to_string();
            let texts = [("notice", number.as_str()), ("reason", reason)];
            let withdraw = |desk: &Counter, caller: &Caller| desk.run(caller, input::<WithdrawNotice>(&texts)?);
            at_desk(register, plan, console, withdraw)?;
            let text = console.lang.say(notices::Withdrawn { number: &number });
            console.answer(&format!("{text}\n"))
        }
    }
}

/// An operation's input of what stands on the command line.
fn input<O: Operation>(texts: &[(&str, &str)]) -> Result<O, huigu_desk::Error> {
    let fields = Fields::of::<O>();
    fields.read(fields.value_of(texts.iter().copied())?)
}

const COLUMNS: &[&str] = &["notice", "kind", "title", "date", "until", "settlement", "who", "withdrawn", "reason"];

fn list(lines: &[NoticeView], format: Format, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    match format {
        Format::Json => console.answer_bytes(&json(&lines, lang)?),
        Format::Csv => console.answer_bytes(&flat::csv(COLUMNS, lines.iter().map(row), lang)?),
        Format::Table if lines.is_empty() => console.answer(&format!("{}\n", lang.t(notices::NONE_YET))),
        Format::Table => console.answer(&table(lines, lang)),
    }
}

fn row(line: &NoticeView) -> Vec<Cell> {
    let withdrawn = line.withdrawn.as_ref();
    vec![
        Cell::figure(line.notice),
        Cell::text(line.kind.code()),
        Cell::text(&line.title),
        Cell::figure(line.date),
        Cell::figure_or_nothing(line.until),
        Cell::figure_or_nothing(line.settlement),
        Cell::text(&line.who),
        Cell::figure_or_nothing(withdrawn.map(|withdrawn| withdrawn.date)),
        Cell::text(withdrawn.map(|withdrawn| withdrawn.reason.as_str()).unwrap_or_default()),
    ]
}

fn table(lines: &[NoticeView], lang: Lang) -> String {
    let mut table = Table::new([
        (lang.t(notices::NUMBER), Side::Right),
        (lang.t(word::CATEGORY), Side::Left),
        (lang.t(word::TITLE), Side::Left),
        (lang.t(notices::PUBLISHED_ON), Side::Left),
        (lang.t(notices::UNTIL), Side::Left),
        (lang.t(notices::SETTLEMENT), Side::Right),
        (lang.t(word::NOTE), Side::Left),
    ]);
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    for line in lines {
        let kind = if lang == Lang::Zh { line.kind.chinese() } else { line.kind.english() };
        let note = line
            .withdrawn
            .as_ref()
            .map(|withdrawn| lang.say(notices::WithdrawnOn { date: &withdrawn.date, reason: &withdrawn.reason }));
        table.row([
            line.notice.to_string(),
            kind.to_owned(),
            line.title.clone(),
            line.date.to_string(),
            day(line.until),
            line.settlement.map(|number| number.to_string()).unwrap_or_default(),
            note.unwrap_or_default(),
        ]);
    }
    table.without_empty_columns().text("")
}
