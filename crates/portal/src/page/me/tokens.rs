//! Tokens for an institution's own programs.

use huigu_desk::{Error, Secret, TOKEN_MOST_DAYS, TokenScope};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::state::State;
use crate::block::table::{Cell, Table, left};
use crate::frame::csrf;
use crate::page::me::number;
use crate::page::sign_in::{button, complaint};
use crate::reply::{Outcome, Page, Reply};
use crate::trouble::Trouble;

/// `GET /me/tokens`
pub fn page(ask: &Ask<'_>) -> Outcome {
    Ok(whole(None, None, ask)?.into())
}

fn whole(made: Option<&Secret>, error: Option<&Error>, ask: &Ask<'_>) -> Result<Page, Trouble> {
    let body = html! {
        @if let Some(secret) = made {
            section.sheet role="status" {
                h2 { (ask.t("新令牌")) }
                p { (ask.t("请立即保存。本页关闭后不再显示，系统也不保留原文。")) }
                p.secret { code { (secret.reveal()) } }
            }
        }
        (list(ask)?.show(ask))
        (form(error, ask))
    };
    Ok(Page::new("/me", ask.t("接口令牌"), body).under("/me", ask.t("我的账号")))
}

fn list(ask: &Ask<'_>) -> Result<Table, Trouble> {
    let columns = vec![
        left("name", ask.t("名称")),
        left("opens", ask.t("权限")),
        left("made", ask.t("创建")),
        left("ends", ask.t("到期")),
        left("state", ask.t("状态")),
        left("revoke", ask.t("吊销")),
    ];
    let mut table = Table::new("tokens", ask.t("已有令牌"), columns).or_empty(ask.t("还没有令牌。"));
    for one in ask.counter().tokens(&ask.caller)? {
        let opens = one.scopes.iter().map(|scope| ask.pick(scope.chinese(), scope.english()));
        let action = format!("/me/tokens/{}/revoke", one.number);
        table.row(vec![
            Cell::Text(one.name),
            Cell::Text(opens.collect::<Vec<_>>().join(ask.pick("、", ", "))),
            Cell::Day(one.created.day()),
            Cell::Day(one.expires.day()),
            Cell::State(if one.holds { State::Active } else { State::Ended }),
            if one.holds { Cell::Drawn(button(&action, ask.t("吊销"), ask)) } else { Cell::Blank },
        ]);
    }
    Ok(table)
}

fn form(error: Option<&Error>, ask: &Ask<'_>) -> Markup {
    html! {
        form.sheet.stacked method="post" action="/me/tokens" {
            h2 { (ask.t("创建令牌")) }
            (complaint(error, ask))
            (csrf(ask))
            label for="name" { (ask.t("名称，例如所用系统")) }
            input #name name="name" required maxlength="60";
            fieldset {
                legend { (ask.t("权限")) }
                @for scope in TokenScope::ALL {
                    label.check { input type="checkbox" name="opens" value=(scope.code()); " " (ask.pick(scope.chinese(), scope.english())) }
                }
            }
            label for="days" { (ask.say("有效天数（至多 {most}）", &[("most", &TOKEN_MOST_DAYS)])) }
            input #days name="days" type="number" min="1" max=(TOKEN_MOST_DAYS) value="90" required;
            button { (ask.t("创建")) }
        }
    }
}

/// `POST /me/tokens`
pub fn make(ask: &Ask<'_>) -> Outcome {
    let opens: Vec<TokenScope> =
        ask.form.iter().filter(|(key, _)| *key == "opens").filter_map(|(_, value)| TokenScope::of(value)).collect();
    let days = ask.form.get("days").and_then(|text| text.parse().ok()).unwrap_or(0);
    match ask.counter().make_token(&ask.caller, ask.form.get("name").unwrap_or_default(), &opens, days) {
        Ok((_, secret)) => Ok(whole(Some(&secret), None, ask)?.into()),
        Err(error @ Error::Account(_)) => Ok(whole(None, Some(&error), ask)?.with_status(error.into()).into()),
        Err(error) => Err(error.into()),
    }
}

/// `POST /me/tokens/{number}/revoke`
pub fn revoke(ask: &Ask<'_>) -> Outcome {
    ask.counter().revoke_token(&ask.caller, number(ask)?)?;
    Ok(Reply::To("/me/tokens".to_owned()))
}
