//! One's own account: profile, sessions, and the ways to the rest.

pub mod password;
pub mod second_factor;
pub mod tokens;

use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::state::{Show, State};
use crate::block::table::{Cell, Table, left};
use crate::page::audit::acts_table;
use crate::page::sign_in::button;
use crate::reply::{Outcome, Page, Reply};
use crate::trouble::Trouble;

/// Acts on a page of one's own trail.
const ACTS: usize = 200;

/// What an account stands for: its name in the plan or in the register, and its id.
fn home(id: &str, name: Option<&str>, ask: &Ask<'_>) -> Markup {
    let unit = ask.plan().units().iter().find(|unit| unit.id == id).map(|unit| ask.text(&unit.name));
    html! { @if let Some(name) = unit.or(name) { (name) " " } code { (id) } }
}

/// `/me`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let profile = ask.counter().profile(&ask.caller)?;
    let role = ask.pick(profile.role.chinese(), profile.role.english());
    let body = html! {
        section.sheet {
            h2 { (ask.t("账号")) }
            dl.fields {
                (field(ask.t("登录名"), &html! { (profile.login) }))
                (field(ask.t("姓名"), &html! { (profile.name) }))
                (field(ask.t("角色"), &html! { (role) }))
                @if let Some(home) = &profile.home { (field(ask.t("所属"), &self::home(home.id(), profile.home_name.as_deref(), ask))) }
                (field(ask.t("开立"), &html! { (ask.date(profile.created.day())) }))
            }
        }
        section.sheet {
            h2 { (ask.t("安全")) }
            dl.fields {
                (field(ask.t("密码"), &html! { a href="/me/password" { (ask.t("修改密码")) } }))
                (field(ask.t("第二因素"), &html! {
                    @if profile.second_factor { (State::Active.show(ask.lang)) } @else { (ask.t("未设置")) } " "
                    a href="/me/second-factor" { @if profile.second_factor { (ask.t("更换")) } @else { (ask.t("设置")) } }
                }))
                @if profile.second_factor { (field(ask.t("剩余恢复码"), &html! { (profile.recovery_codes) })) }
                @if profile.home.is_some() { (field(ask.t("接口令牌"), &html! { a href="/me/tokens" { (ask.t("管理令牌")) } })) }
                (field(ask.t("操作记录"), &html! { a href="/me/trail" { (ask.t("查看我的操作")) } }))
            }
        }
        (sessions(ask)?.show(ask))
    };
    Ok(Page::new("/me", ask.t("我的账号"), body).into())
}

fn field(name: &str, value: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

fn sessions(ask: &Ask<'_>) -> Result<Table, Trouble> {
    let columns = vec![
        left("began", ask.t("登录")),
        left("used", ask.t("最近使用")),
        left("address", ask.t("地址")),
        left("agent", ask.t("浏览器")),
        left("end", ask.t("结束会话")),
    ];
    let mut table = Table::new("sessions", ask.t("正在使用的会话"), columns);
    for one in ask.counter().sessions(&ask.caller)? {
        let end = if one.is_this {
            Cell::text(ask.t("当前会话"))
        } else {
            let action = format!("/me/sessions/{}/end", one.number);
            Cell::Drawn(button(&action, ask.t("结束"), ask))
        };
        table.row(vec![
            Cell::Moment(one.created),
            Cell::Moment(one.used),
            Cell::Text(one.address),
            Cell::Text(one.agent),
            end,
        ]);
    }
    Ok(table)
}

/// The number in a path.
pub fn number(ask: &Ask<'_>) -> Result<u32, Trouble> {
    ask.place("number").parse().map_err(|_| Trouble::NotThere { what: ask.place("number").to_owned() })
}

/// `POST /me/sessions/{number}/end`
pub fn end_session(ask: &Ask<'_>) -> Outcome {
    ask.counter().end_session(&ask.caller, number(ask)?)?;
    Ok(Reply::To("/me".to_owned()))
}

/// `/me/trail`
pub fn trail(ask: &Ask<'_>) -> Outcome {
    let before = ask.query.get("before").and_then(|text| text.parse().ok());
    let found = ask.counter().own_trail(&ask.caller, before, ACTS)?;
    let body = html! {
        (acts_table("trail", ask.t("我的操作"), &found.acts, ask).show(ask))
        @if let Some(next) = found.next {
            nav.turn { a.quiet href=(ask.here_with("before", &next.to_string())) { (ask.t("更早的操作")) } }
        }
    };
    Ok(Page::new("/me", ask.t("我的操作"), body).under("/me", ask.t("我的账号")).into())
}
