//! What goes wrong, as problem details (RFC 9457), each of one kind.

use axum::http::StatusCode;
use huigu_answers::texts::problem;
use huigu_desk::{Error, ProblemKind, Refused};
use huigu_quantity::{Lang, Say};
use serde_json::{Map, Value, json};

/// What stands behind a problem.
#[derive(Debug)]
enum Cause {
    Nothing,
    /// In Chinese and English.
    Said(Box<(String, String)>),
    /// For the log alone.
    Hidden(String),
}

/// A problem.
#[derive(Debug)]
pub struct Problem {
    kind: ProblemKind,
    cause: Cause,
    more: Map<String, Value>,
    wait: Option<u64>,
}

impl Problem {
    /// Of a kind.
    pub fn of(kind: ProblemKind) -> Self {
        Self { kind, cause: Cause::Nothing, more: Map::new(), wait: None }
    }

    /// With what happened.
    pub fn said(kind: ProblemKind, text: impl Say) -> Self {
        let cause = Cause::Said(Box::new((text.say(Lang::Zh), text.say(Lang::En))));
        Self { cause, ..Self::of(kind) }
    }

    /// Something of ours that broke; why, is for the log.
    pub fn broken(why: impl std::fmt::Display) -> Self {
        Self { cause: Cause::Hidden(why.to_string()), ..Self::of(ProblemKind::Broken) }
    }

    /// With a further member.
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    /// To be tried again after so many seconds.
    pub fn after(mut self, seconds: u64) -> Self {
        self.wait = Some(seconds);
        self
    }

    /// The kind.
    pub fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// Its status.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Seconds to wait, if waiting helps.
    pub fn wait(&self) -> Option<u64> {
        self.wait.or((self.kind.status() == 503).then_some(5))
    }

    fn detail(&self, lang: Lang) -> Option<String> {
        match (&self.cause, lang) {
            (Cause::Nothing, _) => None,
            (Cause::Said(said), Lang::Zh) => Some(said.0.clone()),
            (Cause::Said(said), Lang::En) => Some(said.1.clone()),
            _ if matches!(self.kind, ProblemKind::Broken | ProblemKind::Unavailable) => {
                Some(lang.t(problem::WHY_IN_LOG).to_owned())
            }
            (Cause::Hidden(_), _) => None,
        }
    }

    /// What the log says.
    pub fn for_log(&self) -> String {
        match &self.cause {
            Cause::Hidden(why) => why.clone(),
            Cause::Said(said) => said.1.clone(),
            Cause::Nothing => self.kind.code().to_owned(),
        }
    }

    /// As problem details.
    pub fn details(&self, lang: Lang, request: &str) -> Value {
        let mut details = json!({
            "type": self.kind.address(),
            "title": lang.t(self.kind.text()),
            "status": self.kind.status(),
        });
        if let Some(members) = details.as_object_mut() {
            members.extend(self.detail(lang).map(|detail| ("detail".to_owned(), detail.into())));
            members.insert("request_id".to_owned(), request.into());
            members.extend(self.more.clone());
        }
        details
    }
}

impl From<&Error> for Problem {
    fn from(error: &Error) -> Self {
        if let Error::BooksFaulty(sending) = error {
            let count = sending.import.faults().count();
            let sending = serde_json::to_value(sending).unwrap_or_default();
            return Self::said(ProblemKind::Faults, problem::BookFaults { count: &count }).with("sending", sending);
        }
        let kind = ProblemKind::of_class(error.class());
        let pending = match error {
            Error::Refused(Refused::FinishFirst { pending }) => Some(pending.code()),
            _ => None,
        };
        let cause = match kind {
            ProblemKind::Broken | ProblemKind::Unavailable => Cause::Hidden(error.to_string()),
            _ => Cause::Said(Box::new((error.say(Lang::Zh), error.to_string()))),
        };
        let problem = Self { cause, ..Self::of(kind) };
        match pending {
            Some(pending) => problem.with("pending", pending.into()),
            None => problem,
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::from(&error)
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Error::from(refused).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waiting_or_another_act_may_mend_is_not_final() {
        for kind in ProblemKind::ALL.iter().filter(|kind| kind.is_final()) {
            assert!((400..500).contains(&kind.status()) && Problem::of(*kind).wait().is_none(), "{kind:?}");
            assert!(![401, 403, 408, 429].contains(&kind.status()) || *kind == ProblemKind::NotYours, "{kind:?}");
        }
        for kind in
            [ProblemKind::Conflict, ProblemKind::HasDependents, ProblemKind::RegisterFaulty, ProblemKind::YearNotEnded]
        {
            assert!(!kind.is_final(), "{kind:?}: it was not done, and may be done later");
        }
    }

    #[test]
    fn what_is_busy_says_when_to_come_again() {
        let problem = Problem::from(Error::Busy);
        assert_eq!((problem.kind().status(), problem.wait()), (503, Some(5)));
        assert!(
            problem.details(Lang::En, "r1")["detail"].as_str().is_some_and(|detail| detail.contains("few seconds"))
        );
        let page = crate::page_error::PageError::from(Error::Busy);
        assert_eq!((page.status(), page.wait()), (StatusCode::SERVICE_UNAVAILABLE, Some(5)));
        assert!(page.message(Lang::En).contains("few seconds"));
    }

    #[test]
    fn what_broke_is_not_told() {
        let problem = Problem::broken("postgresql://user:secret@host");
        let details = problem.details(Lang::En, "r1").to_string();
        assert!(!details.contains("secret") && details.contains("r1"), "{details}");
        assert!(problem.for_log().contains("secret"));
    }
}
