//! One batch: what it brought, what it corrected, and taking it back.

use huigu_desk::{BatchNumber, UseCase};
use maud::html;

use crate::ask::Ask;
use crate::block::table::{Cell, Table, left};
use crate::frame::csrf;
use crate::page::me::number;
use crate::reply::{Outcome, Page, Reply};
use crate::words::moment;

use super::did;

/// Corrections on the page.
const SHOWN: usize = 5_000;

/// `/books/{number}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let number = number(ask)?;
    let columns = vec![
        left("row", ask.t("行")),
        left("column", ask.t("列")),
        left("before", ask.t("原值")),
        left("after", ask.t("现值")),
    ];
    let mut table =
        Table::new("corrections", ask.t("更正的内容"), columns).or_empty(ask.t("这一批没有更正任何已有的行。"));
    let mut count = 0;
    let found = ask.counter().batch(&ask.caller, BatchNumber(number), |before, after| {
        count += 1;
        if count > SHOWN {
            return;
        }
        let key = before.iter().filter(|(_, value)| !value.is_empty()).take(2);
        let key = key.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" / ");
        let Some(after) = after else {
            return table.row(vec![Cell::Text(key), Cell::Blank, Cell::text(ask.t("有")), Cell::text(ask.t("已失效"))]);
        };
        for ((name, old), (_, new)) in before.iter().zip(&after).filter(|((_, old), (_, new))| old != new) {
            table.row(vec![Cell::text(&key), Cell::text(*name), Cell::text(old), Cell::text(new)]);
        }
    })?;
    let batch = &found.batch;
    let may = ask.caller.may(UseCase::Withdraw) && batch.withdrawn_by.is_none();
    let field = |name: &str, value: String| html! { div { dt { (name) } dd { (value) } } };
    let body = html! {
        section.sheet {
            dl.fields {
                (field(ask.t("台账"), ask.pick(batch.kind.chinese(), batch.kind.name()).to_owned()))
                (field(ask.t("文件"), batch.file.clone()))
                (field(ask.t("入库"), moment(ask.lang, batch.instant)))
                (field(ask.t("报送"), [found.organisation.as_deref().unwrap_or_default(), " ", &found.login].concat()))
                (field(ask.t("结果"), did(batch.what, ask)))
                (field(ask.t("文件 SM3"), batch.file_hash.to_string()))
                @if let Some(by) = batch.withdrawn_by { (field(ask.t("状态"), ask.say("已由第 {batch} 批撤回", &[("batch", &by)]))) }
            }
        }
        (table.show(ask))
        @if may && matches!(batch.what, huigu_desk::What::Import { .. }) {
            form.sheet.stacked method="post" action={ "/books/" (number) "/withdraw" } {
                h2 { (ask.t("撤回这一批")) }
                (csrf(ask))
                p { (ask.t("撤回后，这一批带来的内容失效，它更正过的旧内容恢复。撤回不能再撤回，需要时请重新报送文件。")) }
                label.check { input type="checkbox" name="sure" value="1" required; " " (ask.t("确认撤回")) }
                button { (ask.t("撤回")) }
            }
        }
    };
    let title = ask.say("第 {batch} 批", &[("batch", &batch.number)]);
    Ok(Page::new("/books", title, body).under("/books", ask.t("台账报送")).into())
}

/// `POST /books/{number}/withdraw`
pub fn withdraw(ask: &Ask<'_>) -> Outcome {
    let number = number(ask)?;
    if ask.form.get("sure").is_none() {
        return Ok(Reply::To(format!("/books/{number}")));
    }
    let done = ask.counter().withdraw(&ask.caller, BatchNumber(number))?;
    Ok(Reply::To(format!("/books/{}", done.batch)))
}
