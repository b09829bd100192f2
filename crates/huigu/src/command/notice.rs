//! `huigu notice`: publishes, lists and withdraws notices.

use huigu_desk::{NewNotice, NoticeKind, NoticeTold, Register};
use huigu_quantity::{Day, Lang};
use huigu_wording::texts::{notices, word};

use crate::answer::json;
use crate::args::{Format, NoticeVerb, PlanFrom, RegisterFrom};
use crate::books::unreadable;
use crate::flat::{self, Cell};
use crate::outcome::{Console, Failure};
use crate::plans;
use crate::register::{self, failure};
use crate::table::{Side, Table};

/// Runs one of its verbs.
pub fn run(verb: &NoticeVerb, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    match verb {
        NoticeVerb::Publish { title, text, kind, until, settlement, register, plan } => {
            let kind = match kind.as_deref() {
                Some(word) => NoticeKind::of(word).ok_or(Failure::UsageTold)?,
                None if until.is_some() || settlement.is_some() => NoticeKind::PublicNotice,
                None => NoticeKind::Announcement,
            };
            let bytes = std::fs::read(text).map_err(|error| unreadable(text, &error, console.lang))?;
            let body = huigu_desk::text_of(&bytes)
                .map_err(|error| failure(&huigu_desk::Error::Unattachable(error), &[], console.lang))?;
            let new = NewNotice { kind, title, text: &body, until: *until, settlement: *settlement };
            let notice = act(register, plan, console, |register| register.publish_notice(&new))?;
            let text = console.lang.say(notices::Published { number: &notice.number });
            console.answer(&format!("{text}\n"))
        }
        NoticeVerb::List { register, plan, format } => {
            let notices = act(register, plan, console, |register| register.notices())?;
            let lines: Vec<NoticeTold> = notices.iter().map(NoticeTold::from).collect();
            list(&lines, *format, console)
        }
        NoticeVerb::Withdraw { number, reason, register, plan } => {
            act(register, plan, console, |register| register.withdraw_notice(*number, reason))?;
            let text = console.lang.say(notices::Withdrawn { number });
            console.answer(&format!("{text}\n"))
        }
    }
}

fn act<T>(
    from: &RegisterFrom,
    plan: &PlanFrom,
    console: &mut Console<'_, '_>,
    work: impl FnOnce(&mut Register<'_>) -> Result<T, huigu_desk::Error>,
) -> Result<T, Failure> {
    let plan = plans::load(plan, console)?;
    register::with(from, plan.id(), false, console, |register, console| {
        work(register).map_err(|error| failure(&error, &[], console.lang))
    })
}

const COLUMNS: &[&str] = &["notice", "kind", "title", "date", "until", "settlement", "who", "withdrawn", "reason"];

fn list(lines: &[NoticeTold], format: Format, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    match format {
        Format::Json => console.answer_bytes(&json(&lines, lang)?),
        Format::Csv => console.answer_bytes(&flat::csv(COLUMNS, lines.iter().map(row), lang)?),
        Format::Table if lines.is_empty() => console.answer(&format!("{}\n", lang.t(notices::NONE_YET))),
        Format::Table => console.answer(&table(lines, lang)),
    }
}

fn row(line: &NoticeTold) -> Vec<Cell> {
    let withdrawn = line.withdrawn.as_ref();
    vec![
        Cell::figure(line.notice),
        Cell::text(line.kind),
        Cell::text(&line.title),
        Cell::figure(line.date),
        Cell::figure_or_nothing(line.until),
        Cell::figure_or_nothing(line.settlement),
        Cell::text(&line.who),
        Cell::figure_or_nothing(withdrawn.map(|withdrawn| withdrawn.date)),
        Cell::text(withdrawn.map(|withdrawn| withdrawn.reason.as_str()).unwrap_or_default()),
    ]
}

fn table(lines: &[NoticeTold], lang: Lang) -> String {
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
        let kind =
            NoticeKind::of(line.kind).map_or("", |kind| if lang == Lang::Zh { kind.chinese() } else { kind.english() });
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
