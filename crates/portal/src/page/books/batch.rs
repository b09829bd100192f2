//! One batch: what it brought, what it corrected, and taking it back.

use huigu_answers::texts::{books, word};
use huigu_desk::{ListCorrections, PageSize, ShowBatch, UseCase, WithdrawBatch, sheets};
use maud::html;

use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::frame::csrf;
use crate::reply::{Outcome, Reply};
use crate::words::moment;

use super::words::{did, sender};

/// Corrections on the page.
const SHOWN: PageSize = PageSize::of_any(5_000);

/// `/books/{number}`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let ShowBatch { batch: number } = context.input(&[("batch", context.place("number"))])?;
    let found = context.run(ShowBatch { batch: number })?;
    let changes = context.run(ListCorrections { batch: number, limit: SHOWN, cursor: None })?.corrections;
    let mut tables = Tables::of(context);
    let batch = &found.batch;
    let may = context.caller.may(UseCase::Withdraw) && batch.withdrawn_by.is_none();
    let field = |name: &str, value: String| html! { div { dt { (name) } dd { (value) } } };
    let body = html! {
        section.sheet {
            dl.fields {
                (field(context.t(word::BOOK), context.t(batch.kind.text()).to_owned()))
                (field(context.t(word::FILE), batch.file.clone()))
                (field(context.t(books::SAVED_ON), moment(context.lang, batch.instant)))
                (field(context.t(books::SENT_BY), sender(found.organisation.as_deref(), &found.login, context)))
                (field(context.t(word::OUTCOME), did(batch, context)))
                (field(context.t(books::FILE_SM3), batch.file_sm3.to_string()))
                @if let Some(by) = batch.withdrawn_by { (field(context.t(word::STATE), context.say(books::WithdrawnByBatch { batch: &by }))) }
            }
        }
        (tables.show(sheets::corrections(&changes, batch.kind, context.lang)))
        @if may && batch.withdraws.is_none() {
            form.sheet.stacked method="post" action={ "/books/" (batch.batch) "/withdraw" } {
                h2 { (context.t(books::WITHDRAW_BATCH)) }
                (csrf(context))
                p { (context.t(books::WITHDRAWAL_MEANS)) }
                label.check { input type="checkbox" name="sure" value="1" required; " " (context.t(books::YES_WITHDRAW)) }
                button { (context.t(books::WITHDRAW)) }
            }
        }
    };
    let title = context.say(books::BatchNumbered { batch: &batch.batch });
    Ok(tables.page("/books", title, body).under("/books", context.t(books::SUBMISSIONS)).into())
}

/// `POST /books/{number}/withdraw`
pub fn withdraw(context: &RequestContext<'_>) -> Outcome {
    let place = context.place("number");
    let input = context.input::<WithdrawBatch>(&[("batch", place)])?;
    if context.form.get("sure").is_none() {
        return Ok(Reply::Redirect(format!("/books/{place}")));
    }
    Ok(context.act(input, |done| format!("/books/{}", done.batch))?)
}
