//! Answers about accounts as sheets: what was done, one's own sessions and
//! tokens.

use huigu_answers::texts::{account, audit, word};
use huigu_answers::{Cell, Fill, Sheet, State};
use huigu_quantity::Lang;

use super::moment::moment;
use crate::{ActView, SessionView, TokenView, UseCase};

/// What was done, each act with its outcome.
#[must_use]
pub fn acts(id: &'static str, title: &str, all: &[ActView], lang: Lang) -> Sheet {
    let result = |one: &ActView| one.result.as_deref().unwrap_or(lang.t(audit::INTERRUPTED)).to_owned();
    let detail = |one: &ActView| {
        let after = one.outcome.as_deref().unwrap_or_default();
        [one.detail.as_str(), after].join(" ").trim().to_owned()
    };
    Fill::new(id, title, all)
        .right("number", lang.t(word::SERIAL), |one| one.act)
        .left("instant", lang.t(word::WHEN), |one| moment(one.instant))
        .left("who", lang.t(audit::WHO_RECORDED), |one| &one.who)
        .left("what", lang.t(word::USE_CASE), |one| {
            let code = &one.use_case;
            UseCase::of(code).map_or_else(|| code.into(), |use_case| Cell::word(code.clone(), lang.t(use_case.text())))
        })
        .left("subject", lang.t(audit::SUBJECT_RECORDED), |one| &one.subject)
        .left("result", lang.t(word::OUTCOME), result)
        .left("detail", lang.t(audit::DETAIL_RECORDED), detail)
        .sheet()
        .or_empty(lang.t(audit::NO_ACTS))
}

/// One's own sessions.
#[must_use]
pub fn own_sessions(all: &[SessionView], lang: Lang) -> Sheet {
    Fill::new("sessions", lang.t(account::SESSIONS), all)
        .left("began", lang.t(account::SIGN_IN), |one| moment(one.created))
        .left("used", lang.t(account::LAST_USED), |one| moment(one.used))
        .left("address", lang.t(account::ADDRESS), |one| &*one.address)
        .left("agent", lang.t(account::BROWSER), |one| &*one.agent)
        .sheet()
}

/// One's own tokens.
#[must_use]
pub fn tokens(all: &[TokenView], lang: Lang) -> Sheet {
    let opens = |one: &TokenView| lang.list(one.opens.iter().map(|scope| lang.t(scope.text())));
    Fill::new("tokens", lang.t(account::PRESENT_TOKENS), all)
        .left("name", lang.t(word::NAME), |one| &one.name)
        .left("opens", lang.t(account::PERMISSIONS), opens)
        .left("made", lang.t(account::MAKE), |one| one.created)
        .left("ends", lang.t(account::ENDS), |one| one.expires)
        .left("state", lang.t(word::STATE), |one| if one.holds { State::Active } else { State::Ended })
        .sheet()
        .or_empty(lang.t(account::NO_TOKENS))
}
