//! Users as a sheet.

use huigu_answers::texts::{account, users, word};
use huigu_answers::{Cell, Fill, Sheet, State, View};
use huigu_plan::Unit;
use huigu_quantity::Lang;

use crate::UserView;

/// Who may sign in; what they stand for is named where it is a unit of the plan.
#[must_use]
pub fn users(all: &[UserView], units: &[Unit], lang: Lang) -> Sheet {
    let yes_no = |yes: bool| if yes { "true" } else { "false" };
    Fill::new("users", lang.t(users::USERS), all)
        .left("login", lang.t(word::LOGIN), |user| &user.login)
        .left("name", lang.t(word::PERSON_NAME), |user| &*user.name)
        .left("role", lang.t(word::ROLE), |user| Cell::listed(user.role, lang))
        .left("for", lang.t(word::AFFILIATION), |user| {
            let home = user.home.as_deref()?;
            let unit = units.iter().find(|unit| unit.id == home);
            Some(unit.map_or_else(|| home.into(), |unit| Cell::word(home.to_owned(), unit.name.get(lang))))
        })
        .data("second_factor", |user| yes_no(user.second_factor))
        .data("password_given", |user| yes_no(user.password_given))
        .left(
            "factor",
            lang.t(account::SECOND_FACTOR),
            |user| {
                if user.second_factor { State::Active } else { State::NoData }
            },
        )
        .seen(View::PAGES)
        .left("created", lang.t(users::SINCE), |user| user.created)
        .data("disabled", |user| user.disabled)
        .left("state", lang.t(word::STATE), |user| if user.disabled.is_some() { State::Ended } else { State::Well })
        .seen(View::PAGES)
        .left("note", lang.t(word::NOTE), |user| match user.disabled {
            Some(since) => lang.say(users::DisabledOn { date: &since }),
            None if user.password_given => lang.t(users::AWAITED).to_owned(),
            None if user.second_factor => lang.t(users::HAS_FACTOR).to_owned(),
            None => String::new(),
        })
        .seen(View::PEOPLE)
        .sheet()
        .or_empty(lang.t(users::NONE_YET))
}
