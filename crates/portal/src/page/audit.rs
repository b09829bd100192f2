//! The audit: acts with their outcomes, filtered; the chain, verified.

use huigu_desk::{AuditFilter, AuditShown, Head, Instant, UseCase};
use huigu_quantity::Day;
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::state::{Show, State};
use crate::block::table::{Cell, Table, left, right};
use crate::frame::csrf;
use crate::reply::{Outcome, Page, Reply};
use crate::trouble::Trouble;

/// Acts on a page.
const ACTS: usize = 200;

/// `/audit`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let text = |name: &str| ask.query.get(name).unwrap_or_default().to_owned();
    let day = |name: &str| {
        ask.query
            .get(name)
            .map(|text| Day::parse(text).map_err(|_| Trouble::Asked { what: text.to_owned() }))
            .transpose()
    };
    let filter = AuditFilter {
        who: text("who"),
        use_case: text("what"),
        text: text("text"),
        from: day("from")?,
        to: day("to")?,
        before: ask.query.get("before").and_then(|text| text.parse().ok()),
    };
    let found = ask.counter().audit(&ask.caller, &filter, ACTS)?;
    let body = html! {
        div.lead { p { (ask.t("每一次变更和每一次查看他人信息，都先记一行、再行事、再记结果。各行以国密 SM3 首尾相连，改动任何一行都会被发现。")) } }
        (filters(ask))
        (acts_table("audit", ask.t("操作"), &found.acts, ask).show(ask))
        @if let Some(next) = found.next {
            nav.turn { a.quiet href=(ask.here_with("before", &next.to_string())) { (ask.t("更早的操作")) } }
        }
        @if ask.caller.may(UseCase::VerifyAudit) { (verify_form(ask)) }
    };
    Ok(Page::new("/audit", ask.t("审计"), body).into())
}

fn filters(ask: &Ask<'_>) -> Markup {
    let value = |name: &str| ask.query.get(name).unwrap_or_default();
    html! {
        form.sheet.row method="get" action="/audit" role="search" aria-label=(ask.t("查找")) {
            div { label for="who" { (ask.t("操作人")) } input #who name="who" value=(value("who")); }
            div { label for="what" { (ask.t("事项")) }
                select #what name="what" {
                    option value="" { (ask.t("全部")) }
                    @for each in UseCase::ALL { option value=(each.code()) selected[each.code() == value("what")] { (each.code()) } }
                }
            }
            div { label for="text" { (ask.t("对象或详情")) } input #text name="text" value=(value("text")); }
            div { label for="from" { (ask.t("自")) } input #from type="date" name="from" value=(value("from")); }
            div { label for="to" { (ask.t("至")) } input #to type="date" name="to" value=(value("to")); }
            button.quiet { (ask.t("筛选")) }
        }
    }
}

/// Acts as a table.
pub fn acts_table(id: &'static str, caption: &str, acts: &[AuditShown], ask: &Ask<'_>) -> Table {
    let columns = vec![
        right("number", ask.t("序号")),
        left("instant", ask.t("时间")),
        left("who", ask.t("操作人")),
        left("what", ask.t("事项")),
        left("subject", ask.t("对象")),
        left("result", ask.t("结果")),
        left("detail", ask.t("详情")),
    ];
    let mut table = Table::new(id, caption, columns).or_empty(ask.t("没有操作记录。"));
    for one in acts {
        let (result, detail) = match &one.outcome {
            Some(outcome) => (outcome.result.clone(), outcome.detail.clone()),
            None => (ask.t("结果未知：中断或仍在进行").to_owned(), String::new()),
        };
        table.row(vec![
            Cell::Count(one.opening.number),
            Cell::Moment(Instant(one.opening.instant)),
            Cell::text(&one.opening.who),
            Cell::text(&one.opening.use_case),
            Cell::text(&one.opening.subject),
            Cell::Text(result),
            Cell::Text([one.opening.detail.as_str(), &detail].join(" ").trim().to_owned()),
        ]);
    }
    table
}

fn verify_form(ask: &Ask<'_>) -> Markup {
    html! {
        form.sheet.stacked method="post" action="/audit/verify" {
            h2 { (ask.t("校验审计链")) }
            p { (ask.t("逐行重算并核对全部哈希。填入以前留存的链头，可证明此后没有删去或重写。")) }
            (csrf(ask))
            label for="head" { (ask.t("链头（可不填），形如 序号:哈希")) }
            input #head name="head" placeholder="128:3f9a…" spellcheck="false" autocomplete="off";
            div.actions {
                button { (ask.t("校验")) }
                button.quiet name="export" value="1" { (ask.t("导出审计链")) }
            }
        }
    }
}

/// `POST /audit/verify`
pub fn verify(ask: &Ask<'_>) -> Outcome {
    if ask.form.get("export").is_some() {
        let (bytes, _) = ask.counter().export_audit(&ask.caller)?;
        return Ok(Reply::File { name: "huigu-audit.bin".to_owned(), media: "application/octet-stream", bytes });
    }
    let head: Option<Head> = match ask.form.get("head") {
        Some(text) => Some(text.parse().map_err(|_| Trouble::Asked { what: text.to_owned() })?),
        None => None,
    };
    let verdict = ask.counter().verify_audit(&ask.caller, head)?;
    let body = html! {
        section.sheet role="status" {
            p.verdict { (if verdict.holds() { State::Well } else { State::Wrong }.show(ask.lang)) " "
                @if let Some((row, flaw)) = verdict.flaw {
                    (ask.say("第 {row} 行{flaw}。请保全现场并报告。", &[("row", &row), ("flaw", &ask.pick(flaw.chinese(), flaw.english()))]))
                } @else {
                    (ask.say("{rows} 行前后相连，没有发现改动。", &[("rows", &verdict.rows)]))
                } }
            @if verdict.interrupted > 0 { p { (ask.say("其中 {count} 项操作没有结果：中断或仍在进行。", &[("count", &verdict.interrupted)])) } }
            @if let Some(head) = &verdict.head { p { (ask.t("当前链头，请另行留存：")) code { (head) } } }
        }
    };
    Ok(Page::new("/audit", ask.t("校验审计链"), body).under("/audit", ask.t("审计")).into())
}
