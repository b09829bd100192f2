//! Users: who there are, adding one, and keeping one out.

use huigu_desk::{Error, NewAccount, Role, Secret, UseCase};
use maud::{Markup, html};

use crate::ask::{Ask, escaped};
use crate::block::state::State;
use crate::block::table::{Cell, Table, left};
use crate::frame::csrf;
use crate::page::sign_in::{button, complaint};
use crate::reply::{Outcome, Page, Reply};
use crate::trouble::Trouble;

/// `GET /users`
pub fn page(ask: &Ask<'_>) -> Outcome {
    Ok(whole(None, None, ask)?.into())
}

fn whole(given: Option<(&str, &Secret)>, error: Option<&Error>, ask: &Ask<'_>) -> Result<Page, Trouble> {
    let body = html! {
        @if let Some((login, secret)) = given {
            section.sheet role="status" {
                h2 { (ask.say("{login} 的初始密码", &[("login", &login)])) }
                p { (ask.t("请当面或以安全方式交给本人。一周内有效，首次登录须更改；本页关闭后不再显示。")) }
                p.secret { code { (secret.reveal()) } }
            }
        }
        (list(ask)?.show(ask))
        @if ask.caller.may(UseCase::AddUser) { (form(error, ask)) }
    };
    Ok(Page::new("/users", ask.t("用户"), body))
}

fn list(ask: &Ask<'_>) -> Result<Table, Trouble> {
    let columns = vec![
        left("login", ask.t("登录名")),
        left("name", ask.t("姓名")),
        left("role", ask.t("角色")),
        left("home", ask.t("所属")),
        left("factor", ask.t("第二因素")),
        left("state", ask.t("状态")),
        left("acts", ask.t("操作")),
    ];
    let mut table = Table::new("users", ask.t("用户"), columns);
    for one in ask.counter().users(&ask.caller)? {
        let path = ["/users/", &escaped(&one.login)].concat();
        let disabled = one.disabled.is_some();
        let acts = html! {
            @if ask.caller.may(UseCase::DisableUser) {
                @if disabled { (button(&[&path, "/enable"].concat(), ask.t("恢复"), ask)) } @else { (button(&[&path, "/disable"].concat(), ask.t("停用"), ask)) }
            }
            @if ask.caller.may(UseCase::ResetUser) { " " (button(&[&path, "/reset"].concat(), ask.t("重置密码"), ask)) }
        };
        table.row(vec![
            Cell::text(&one.login),
            Cell::text(&one.name),
            Cell::text(ask.pick(one.role.chinese(), one.role.english())),
            Cell::text(one.home.as_ref().map_or("", |home| home.id())),
            Cell::State(if one.second_factor { State::Active } else { State::NoData }),
            Cell::State(if disabled { State::Ended } else { State::Well }),
            Cell::Drawn(acts),
        ]);
    }
    Ok(table)
}

fn form(error: Option<&Error>, ask: &Ask<'_>) -> Markup {
    let typed = |name: &str| ask.form.get(name).unwrap_or_default();
    html! {
        form.sheet.stacked method="post" action="/users" {
            h2 { (ask.t("添加用户")) }
            (complaint(error, ask))
            (csrf(ask))
            label for="login" { (ask.t("登录名")) }
            input #login name="login" required autocomplete="off" autocapitalize="none" value=(typed("login"));
            label for="name" { (ask.t("姓名")) }
            input #name name="name" required autocomplete="off" value=(typed("name"));
            label for="role" { (ask.t("角色")) }
            select #role name="role" { @for role in Role::of_users() { option value=(role.code()) selected[role.code() == typed("role")] { (ask.pick(role.chinese(), role.english())) } } }
            label for="home" { (ask.t("所属机构或主体的编号（责任单位用方案中的编号）")) }
            input #home name="home" autocomplete="off" value=(typed("home"));
            button { (ask.t("添加")) }
        }
    }
}

/// `POST /users`
pub fn add(ask: &Ask<'_>) -> Outcome {
    let typed = |name: &str| ask.form.get(name).unwrap_or_default();
    let role = Role::of(typed("role")).ok_or_else(|| Trouble::Asked { what: typed("role").to_owned() })?;
    let new = NewAccount { login: typed("login"), name: typed("name"), role, home: typed("home") };
    match ask.counter().add_user(&ask.caller, &new) {
        Ok(secret) => Ok(whole(Some((new.login, &secret)), None, ask)?.into()),
        Err(error @ (Error::Account(_) | Error::Store(huigu_desk::StoreError::LoginTaken { .. }))) => {
            Ok(whole(None, Some(&error), ask)?.with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}

fn set_disabled(disabled: bool, ask: &Ask<'_>) -> Outcome {
    ask.counter().set_user_disabled(&ask.caller, ask.place("login"), disabled)?;
    Ok(Reply::To("/users".to_owned()))
}

/// `POST /users/{login}/disable`
pub fn disable(ask: &Ask<'_>) -> Outcome {
    set_disabled(true, ask)
}

/// `POST /users/{login}/enable`
pub fn enable(ask: &Ask<'_>) -> Outcome {
    set_disabled(false, ask)
}

/// `POST /users/{login}/reset`
pub fn reset(ask: &Ask<'_>) -> Outcome {
    let login = ask.place("login");
    let secret = ask.counter().reset_user(&ask.caller, login)?;
    Ok(whole(Some((login, &secret)), None, ask)?.into())
}
