//! One's own password.

use huigu_desk::{Error, PASSWORD_LEAST, Pending};
use maud::html;

use crate::ask::Ask;
use crate::frame::csrf;
use crate::page::sign_in::{complaint, first_page};
use crate::reply::{Outcome, Page, Reply};

/// `GET /me/password`
pub fn page(ask: &Ask<'_>) -> Outcome {
    ask.caller.permit(huigu_desk::UseCase::ChangePassword)?;
    Ok(form(ask, None).into())
}

fn form(ask: &Ask<'_>, error: Option<&Error>) -> Page {
    let given = ask.caller.pending() == Some(Pending::NewPassword);
    let body = html! {
        form.card method="post" action="/me/password" {
            (complaint(error, ask))
            @if given { p { (ask.t("您正在使用分发的初始密码。请先设置自己的密码。")) } }
            (csrf(ask))
            // Password managers keep the new password under this name.
            input.sr name="login" autocomplete="username" value=(ask.caller.login()) readonly tabindex="-1" aria-hidden="true";
            label for="present" { (ask.t("当前密码")) }
            input #present name="present" type="password" autocomplete="current-password" required;
            label for="new" { (ask.t("新密码")) }
            input #new name="new" type="password" autocomplete="new-password" required minlength=(PASSWORD_LEAST);
            label for="again" { (ask.t("再输一次新密码")) }
            input #again name="again" type="password" autocomplete="new-password" required minlength=(PASSWORD_LEAST);
            p.small { (ask.say("至少 {least} 个字符。几个互不相关的词，好记也难猜。", &[("least", &PASSWORD_LEAST)])) }
            button { (ask.t("设置密码")) }
        }
    };
    Page::new("/me", ask.t("修改密码"), body).under("/me", ask.t("我的账号"))
}

/// `POST /me/password`
pub fn change(ask: &Ask<'_>) -> Outcome {
    let (present, new) = (ask.form.raw("present"), ask.form.raw("new"));
    if new != ask.form.raw("again") {
        let page = form(ask, None).told(ask.t("两次输入的新密码不一致。请重新输入。"));
        return Ok(page.into());
    }
    match ask.counter().change_password(&ask.caller, present, new) {
        Ok(()) => {
            let again = ask.counter().session(&ask.session)?;
            Ok(Reply::To(again.map_or_else(|| "/sign-in".to_owned(), |opened| first_page(&opened.caller))))
        }
        Err(error @ Error::Account(_)) => Ok(form(ask, Some(&error)).with_status(error.into()).into()),
        Err(error) => Err(error.into()),
    }
}
