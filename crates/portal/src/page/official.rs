//! The official text of the plan: beside its clauses, whole, and attached.

use std::io::{Read, Seek};

use huigu_answers::headings;
use huigu_answers::texts::{official, plan};
use huigu_desk::{AttachText, Error, OfficialTextView, PreviewText, ShowText, TextFile, UseCase};
use huigu_plan::{MOST_BYTES, Official, Section, Unattachable};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::tables::Tables;
use crate::frame::csrf;
use crate::page::sign_in::complaint;
use crate::reply::{Outcome, Page, Reply};
use huigu_web::Trouble;
use huigu_web::upload::Upload;

/// Most bytes of an official text that a page of all clauses shows.
const BESIDE: usize = 60_000;

/// The official text that is attached, if there is one.
pub fn attached(ask: &Ask<'_>) -> Result<Option<OfficialTextView>, Error> {
    match ask.run(ShowText {}) {
        Err(Error::NotThere { .. }) => Ok(None),
        found => found.map(Some),
    }
}

/// Where the text comes from: its file, the day, its hash.
fn source(attached: &OfficialTextView, ask: &Ask<'_>) -> Markup {
    let hash = attached.file_sm3.to_string();
    let short: String = hash.chars().take(12).collect();
    html! {
        (ask.say(official::FromFile { file: &attached.file, date: &ask.date(attached.date) }))
        " · SM3 " code title=(hash) { (short) "…" }
    }
}

/// Below the lead of the plan: where its official text comes from, and the way
/// to attach one.
pub fn told(attached: Option<&OfficialTextView>, ask: &Ask<'_>) -> Markup {
    let may = ask.caller.may(UseCase::AttachText);
    html! {
        @if let Some(attached) = attached {
            p.small { (source(attached, ask)) " · " a href="/plan/text" { (ask.t(official::WHOLE)) } }
        } @else if may {
            p.small { a href="/plan/text" { (ask.t(official::ATTACH_ONE)) } }
        }
    }
}

fn paragraphs(section: &Section) -> Markup {
    let (title, rest) = section.title();
    html! {
        p { b { (title) } (rest) }
        @for paragraph in &section.paragraphs { p { (paragraph) } }
    }
}

/// The official text of a clause, folded on a narrow screen; `among` all
/// clauses, only where the whole is no longer than a page can show.
pub fn beside(attached: Option<&OfficialTextView>, clause: &str, among: bool, ask: &Ask<'_>) -> Markup {
    let Some(attached) = attached else { return html! {} };
    let sections: Vec<&Section> = attached.official.of(clause).collect();
    let Some(first) = sections.first() else { return html! {} };
    let whole = format!("/plan/text#s{}", first.number);
    if among && attached.official.bytes() > BESIDE {
        return html! { p.small { a href=(whole) { (ask.t(official::OFFICIAL_TEXT)) } } };
    }
    let fold = ["official-", clause].concat();
    html! {
        input.fold type="checkbox" id=(fold);
        label.fold for=(fold) { (ask.t(official::SHOW)) }
        div.official {
            p.source {
                a href=(whole) { (ask.t(official::OFFICIAL_TEXT)) }
                @if !among { " · " (source(attached, ask)) }
            }
            div.words lang="zh-CN" { @for section in sections { (paragraphs(section)) } }
        }
    }
}

/// `GET /plan/text`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let attached = attached(ask)?;
    let found = attached.as_ref().map(|attached| &*attached.official);
    Ok(whole(attached.as_ref(), found, None, ask).into())
}

/// The page: of what is attached, and how a text was cut (that, or one that
/// was only looked at).
fn whole(attached: Option<&OfficialTextView>, cut: Option<&Official>, error: Option<&Error>, ask: &Ask<'_>) -> Page {
    let may = ask.caller.may(UseCase::AttachText);
    let is_looked_at = cut.is_some() && cut != attached.map(|attached| &*attached.official);
    let mut tables = Tables::of(ask);
    let body = html! {
        div.lead {
            p { (ask.t(official::LEAD)) }
            @if let Some(attached) = attached { p.small { (source(attached, ask)) } }
        }
        @if is_looked_at { p.verdict role="status" { (ask.t(official::NOT_ATTACHED_YET)) } }
        @if may {
            (form(error, ask))
            @if let Some(cut) = cut { (tables.show(headings::matched(cut, ask.plan(), ask.lang))) }
        }
        @match (attached, is_looked_at) {
            (_, true) => {},
            (Some(attached), _) => { (text(&attached.official, ask)) },
            (None, _) => { p.empty { (ask.t(official::NONE)) } },
        }
    };
    tables.page("/plan", ask.t(official::OFFICIAL_TEXT), body).under("/plan", ask.t(plan::CLAUSES))
}

fn form(error: Option<&Error>, ask: &Ask<'_>) -> Markup {
    html! {
        form.sheet.stacked method="post" action="/plan/text" enctype="multipart/form-data" {
            h2 { (ask.t(official::ATTACH_ONE)) }
            (complaint(error, ask))
            (csrf(ask))
            label for="file" { (ask.t(official::FILE_FIELD)) }
            input #file type="file" name="file" required accept=".txt,text/plain";
            p.small { (ask.t(official::FILE_HINT)) }
            div.actions {
                button { (ask.t(official::ATTACH)) }
                button.quiet name="check" value="1" { (ask.t(official::CHECK_ONLY)) }
            }
        }
    }
}

/// The text as it stands.
fn text(official: &Official, ask: &Ask<'_>) -> Markup {
    html! {
        article.sheet.notice lang="zh-CN" aria-label=(ask.t(official::WHOLE)) {
            @for line in &official.before { p { (line) } }
            @for section in &official.sections {
                div id={ "s" (section.number) } { (paragraphs(section)) }
            }
            @for line in &official.after { p { (line) } }
        }
    }
}

fn bytes_of(upload: &Upload) -> Result<Vec<u8>, Trouble> {
    let size = usize::try_from(upload.size).unwrap_or(usize::MAX);
    if size > MOST_BYTES {
        return Err(Error::from(Unattachable::TooLarge { bytes: size }).into());
    }
    let (mut file, mut bytes) = (&upload.file, Vec::with_capacity(size));
    let read = file.rewind().and_then(|()| file.read_to_end(&mut bytes));
    read.map_err(|error| Trouble::Broken(error.to_string()))?;
    Ok(bytes)
}

fn looked_at(bytes: &[u8], ask: &Ask<'_>) -> Result<Official, Error> {
    ask.caller.permit(UseCase::AttachText)?;
    ask.run(PreviewText { text: TextFile::of(bytes)? })
}

/// Under the form's key: sent twice, it is attached once.
fn attach_file(name: &str, bytes: &[u8], ask: &Ask<'_>) -> Result<(), Error> {
    ask.caller.permit(UseCase::AttachText)?;
    ask.once(AttachText::of(name, bytes)?, &|_| String::new()).map(drop)
}

/// `POST /plan/text`
pub fn attach(ask: &Ask<'_>) -> Outcome {
    let uploads = ask.uploads.take();
    let upload = uploads.first().ok_or(Trouble::NoFile)?;
    let done = match bytes_of(upload) {
        Ok(bytes) if ask.form.get("check").is_some() => looked_at(&bytes, ask).map(Some),
        Ok(bytes) => attach_file(&upload.name, &bytes, ask).map(|()| None),
        Err(Trouble::Desk(error)) => Err(error),
        Err(trouble) => return Err(trouble),
    };
    let attached = attached(ask)?;
    match done {
        Ok(None) => Ok(Reply::To("/plan/text".to_owned())),
        Ok(Some(cut)) => Ok(whole(attached.as_ref(), Some(&cut), None, ask).into()),
        Err(error @ Error::Unattachable(_)) => {
            let found = attached.as_ref().map(|attached| &*attached.official);
            Ok(whole(attached.as_ref(), found, Some(&error), ask).with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}
