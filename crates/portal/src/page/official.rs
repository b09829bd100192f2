//! The official text of the plan: beside its clauses, whole, and attached.

use std::io::{Read, Seek};

use huigu_answers::headings;
use huigu_answers::texts::{official, plan};
use huigu_desk::{AttachText, Error, OfficialTextView, PreviewText, ShowText, TextFile, UseCase};
use huigu_plan::{MOST_BYTES, Official, Section, Unattachable};
use maud::{Markup, html};

use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::frame::csrf;
use crate::page::sign_in::complaint;
use crate::reply::{Outcome, Page, Reply};
use huigu_web::PageError;
use huigu_web::upload::Upload;

/// Most bytes of an official text that a page of all clauses shows.
const BESIDE: usize = 60_000;

/// The official text that is attached, if there is one.
pub fn attached(context: &RequestContext<'_>) -> Result<Option<OfficialTextView>, Error> {
    match context.run(ShowText {}) {
        Err(Error::NotThere { .. }) => Ok(None),
        found => found.map(Some),
    }
}

/// Where the text comes from: its file, the day, its hash.
fn source(attached: &OfficialTextView, context: &RequestContext<'_>) -> Markup {
    let hash = attached.file_sm3.to_string();
    let short: String = hash.chars().take(12).collect();
    html! {
        (context.say(official::FromFile { file: &attached.file, date: &context.date(attached.date) }))
        " · SM3 " code title=(hash) { (short) "…" }
    }
}

/// Below the lead of the plan: where its official text comes from, and the way
/// to attach one.
pub fn attached_text(attached: Option<&OfficialTextView>, context: &RequestContext<'_>) -> Markup {
    let may = context.caller.may(UseCase::AttachText);
    html! {
        @if let Some(attached) = attached {
            p.small { (source(attached, context)) " · " a href="/plan/text" { (context.t(official::WHOLE)) } }
        } @else if may {
            p.small { a href="/plan/text" { (context.t(official::ATTACH_ONE)) } }
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
pub fn beside(attached: Option<&OfficialTextView>, clause: &str, among: bool, context: &RequestContext<'_>) -> Markup {
    let Some(attached) = attached else { return html! {} };
    let sections: Vec<&Section> = attached.official.of(clause).collect();
    let Some(first) = sections.first() else { return html! {} };
    let whole = format!("/plan/text#s{}", first.number);
    if among && attached.official.bytes() > BESIDE {
        return html! { p.small { a href=(whole) { (context.t(official::OFFICIAL_TEXT)) } } };
    }
    let fold = ["official-", clause].concat();
    html! {
        input.fold type="checkbox" id=(fold);
        label.fold for=(fold) { (context.t(official::SHOW)) }
        div.official {
            p.source {
                a href=(whole) { (context.t(official::OFFICIAL_TEXT)) }
                @if !among { " · " (source(attached, context)) }
            }
            div.words lang="zh-CN" { @for section in sections { (paragraphs(section)) } }
        }
    }
}

/// `GET /plan/text`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let attached = attached(context)?;
    let found = attached.as_ref().map(|attached| &*attached.official);
    Ok(whole(attached.as_ref(), found, None, context).into())
}

/// The page: of what is attached, and how a text was cut (that, or one that
/// was only looked at).
fn whole(
    attached: Option<&OfficialTextView>,
    cut: Option<&Official>,
    error: Option<&Error>,
    context: &RequestContext<'_>,
) -> Page {
    let may = context.caller.may(UseCase::AttachText);
    let is_looked_at = cut.is_some() && cut != attached.map(|attached| &*attached.official);
    let mut tables = Tables::of(context);
    let body = html! {
        div.lead {
            p { (context.t(official::LEAD)) }
            @if let Some(attached) = attached { p.small { (source(attached, context)) } }
        }
        @if is_looked_at { p.verdict role="status" { (context.t(official::NOT_ATTACHED_YET)) } }
        @if may {
            (form(error, context))
            @if let Some(cut) = cut { (tables.show(headings::matched(cut, context.plan(), context.lang))) }
        }
        @match (attached, is_looked_at) {
            (_, true) => {},
            (Some(attached), _) => { (text(&attached.official, context)) },
            (None, _) => { p.empty { (context.t(official::NONE)) } },
        }
    };
    tables.page("/plan", context.t(official::OFFICIAL_TEXT), body).under("/plan", context.t(plan::CLAUSES))
}

fn form(error: Option<&Error>, context: &RequestContext<'_>) -> Markup {
    html! {
        form.sheet.stacked method="post" action="/plan/text" enctype="multipart/form-data" {
            h2 { (context.t(official::ATTACH_ONE)) }
            (complaint(error, context))
            (csrf(context))
            label for="file" { (context.t(official::FILE_FIELD)) }
            input #file type="file" name="file" required accept=".txt,text/plain";
            p.small { (context.t(official::FILE_HINT)) }
            div.actions {
                button { (context.t(official::ATTACH)) }
                button.quiet name="check" value="1" { (context.t(official::CHECK_ONLY)) }
            }
        }
    }
}

/// The text as it stands.
fn text(official: &Official, context: &RequestContext<'_>) -> Markup {
    html! {
        article.sheet.notice lang="zh-CN" aria-label=(context.t(official::WHOLE)) {
            @for line in &official.before { p { (line) } }
            @for section in &official.sections {
                div id={ "s" (section.number) } { (paragraphs(section)) }
            }
            @for line in &official.after { p { (line) } }
        }
    }
}

fn bytes_of(upload: &Upload) -> Result<Vec<u8>, PageError> {
    let size = usize::try_from(upload.size).unwrap_or(usize::MAX);
    if size > MOST_BYTES {
        return Err(Error::from(Unattachable::TooLarge { bytes: size }).into());
    }
    let (mut file, mut bytes) = (&upload.file, Vec::with_capacity(size));
    let read = file.rewind().and_then(|()| file.read_to_end(&mut bytes));
    read.map_err(|error| PageError::Broken(error.to_string()))?;
    Ok(bytes)
}

fn looked_at(bytes: &[u8], context: &RequestContext<'_>) -> Result<Official, Error> {
    context.caller.permit(UseCase::AttachText)?;
    context.run(PreviewText { text: TextFile::of(bytes)? })
}

/// Under the form's key: sent twice, it is attached once.
fn attach_file(name: &str, bytes: &[u8], context: &RequestContext<'_>) -> Result<(), Error> {
    context.caller.permit(UseCase::AttachText)?;
    context.once(AttachText::of(name, bytes)?, &|_| String::new()).map(drop)
}

/// `POST /plan/text`
pub fn attach(context: &RequestContext<'_>) -> Outcome {
    let uploads = context.uploads.take();
    let upload = uploads.first().ok_or(PageError::NoFile)?;
    let done = match bytes_of(upload) {
        Ok(bytes) if context.form.get("check").is_some() => looked_at(&bytes, context).map(Some),
        Ok(bytes) => attach_file(&upload.name, &bytes, context).map(|()| None),
        Err(PageError::Desk(error)) => Err(error),
        Err(page_error) => return Err(page_error),
    };
    let attached = attached(context)?;
    match done {
        Ok(None) => Ok(Reply::Redirect("/plan/text".to_owned())),
        Ok(Some(cut)) => Ok(whole(attached.as_ref(), Some(&cut), None, context).into()),
        Err(error @ Error::Unattachable(_)) => {
            let found = attached.as_ref().map(|attached| &*attached.official);
            Ok(whole(attached.as_ref(), found, Some(&error), context).with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}
