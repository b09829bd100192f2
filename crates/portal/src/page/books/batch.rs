//! One batch: what it brought, what it corrected, and taking it back.

use huigu_answers::texts::{books, word};
use huigu_desk::{ListCorrections, PageSize, ShowBatch, UseCase, WithdrawBatch, sheets};
use maud::html;

use crate::ask::Ask;
use crate::block::tables::Tables;
use crate::frame::csrf;
use crate::reply::{Outcome, Reply};
use crate::words::moment;

use super::{did, sender};

/// Corrections on the page.
const SHOWN: PageSize = PageSize::of_any(5_000);

/// `/books/{number}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let ShowBatch { batch: number } = ask.input(&[("batch", ask.place("number"))])?;
    let found = ask.run(ShowBatch { batch: number })?;
    let changes = ask.run(ListCorrections { batch: number, limit: SHOWN, cursor: None })?.corrections;
    let mut tables = Tables::of(ask);
    let batch = &found.batch;
    let may = ask.caller.may(UseCase::Withdraw) && batch.withdrawn_by.is_none();
    let field = |name: &str, value: String| html! { div { dt { (name) } dd { (value) } } };
    let body = html! {
        section.sheet {
            dl.fields {
                (field(ask.t(word::BOOK), ask.t(batch.kind.text()).to_owned()))
                (field(ask.t(word::FILE), batch.file.clone()))
                (field(ask.t(books::SAVED_ON), moment(ask.lang, batch.instant)))
                (field(ask.t(books::SENT_BY), sender(found.organisation.as_deref(), &found.login, ask)))
                (field(ask.t(word::OUTCOME), did(batch, ask)))
                (field(ask.t(books::FILE_SM3), batch.file_sm3.to_string()))
                @if let Some(by) = batch.withdrawn_by { (field(ask.t(word::STATE), ask.say(books::WithdrawnByBatch { batch: &by }))) }
            }
        }
        (tables.show(sheets::corrections(&changes, batch.kind, ask.lang)))
        @if may && batch.withdraws.is_none() {
            form.sheet.stacked method="post" action={ "/books/" (batch.batch) "/withdraw" } {
                h2 { (ask.t(books::WITHDRAW_BATCH)) }
                (csrf(ask))
                p { (ask.t(books::WITHDRAWAL_MEANS)) }
                label.check { input type="checkbox" name="sure" value="1" required; " " (ask.t(books::YES_WITHDRAW)) }
                button { (ask.t(books::WITHDRAW)) }
            }
        }
    };
    let title = ask.say(books::BatchNumbered { batch: &batch.batch });
    Ok(tables.page("/books", title, body).under("/books", ask.t(books::SUBMISSIONS)).into())
}

/// `POST /books/{number}/withdraw`
pub fn withdraw(ask: &Ask<'_>) -> Outcome {
    let place = ask.place("number");
    let input = ask.input::<WithdrawBatch>(&[("batch", place)])?;
    if ask.form.get("sure").is_none() {
        return Ok(Reply::To(format!("/books/{place}")));
    }
    Ok(ask.act(input, |done| format!("/books/{}", done.batch))?)
}
