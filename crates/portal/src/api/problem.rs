//! What goes wrong, as problem details (RFC 9457): a closed list of kinds,
//! each with a name, a status and a title in both languages.

use axum::http::StatusCode;
use huigu_desk::{AccountError, Error, Pending, Refused, StoreError};
use huigu_plan::Lang;
use serde_json::{Map, Value, json};

use super::ROOT;
use crate::words::{say, t};

macro_rules! kinds {
    ($($name:ident = $slug:literal, $status:literal, $holds:ident, $title:literal;)+) => {
        /// What can go wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind { $($name),+ }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name in the type's address.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug),+ }
            }

            /// The status it is answered with.
            pub fn code(self) -> u16 {
                match self { $(Self::$name => $status),+ }
            }

            /// Whether the same request is always answered so: then it is
            /// kept under an idempotency key. Else the request may fare
            /// otherwise when it is sent again, and its key stays free.
            pub fn is_final(self) -> bool {
                match self { $(Self::$name => holds!($holds)),+ }
            }

            /// Its title, in Chinese.
            fn title(self) -> &'static str {
                match self { $(Self::$name => $title),+ }
            }
        }
    };
}

/// Whether a problem is said `always` of the same request, or `for_now`.
macro_rules! holds {
    (always) => {
        true
    };
    (for_now) => {
        false
    };
}

kinds! {
    Parameter = "bad-parameter", 400, always, "参数无法理解";
    Body = "bad-body", 400, always, "请求正文无法理解";
    Key = "bad-idempotency-key", 400, always, "幂等键的写法不对";
    Credentials = "credentials-needed", 401, for_now, "请先出示令牌或登录";
    Token = "token-refused", 401, for_now, "令牌无效";
    NotAllowed = "not-allowed", 403, for_now, "没有权限";
    TokenLacks = "token-lacks", 403, for_now, "令牌不包括这项操作";
    FinishFirst = "finish-first", 403, for_now, "请先完成账号设置";
    Forged = "forged", 403, for_now, "请求并非来自本系统的页面";
    NotYours = "not-yours", 403, always, "不由本单位报送";
    NoResource = "no-resource", 404, always, "没有这个地址";
    NotThere = "not-there", 404, for_now, "没有找到";
    Method = "method", 405, always, "此处不接受这种请求方式";
    TooSlow = "too-slow", 408, for_now, "请求正文迟迟未到";
    YearNotEnded = "year-not-ended", 409, for_now, "年度尚未结束";
    RegisterFaulty = "register-faulty", 409, for_now, "登记库中有错误，暂不计算";
    StoodOn = "stood-on", 409, for_now, "其他行以该批为依据，未撤回";
    AlreadyWithdrawn = "already-withdrawn", 409, always, "批次已撤回，或本身是撤回";
    MovedOn = "moved-on", 409, for_now, "其间又有新批次入库";
    NoAnswerYet = "no-answer-yet", 409, for_now, "同一幂等键的请求尚无结果";
    TooLarge = "too-large", 413, always, "请求正文过大";
    Media = "media-type", 415, always, "请求正文的类型不对";
    Faults = "faults", 422, always, "台账有错误，未入库";
    OutsideValidity = "outside-validity", 422, always, "不在方案有效期内";
    Settings = "settings", 422, always, "设定值有误";
    KeyReused = "idempotency-key-reused", 422, always, "同一幂等键用于另一个请求";
    Unfit = "unfit", 422, always, "内容不合要求";
    TooMany = "too-many-requests", 429, for_now, "请求过于频繁";
    Broken = "broken", 500, for_now, "系统出错";
    Busy = "busy", 503, for_now, "计算繁忙";
    Unavailable = "unavailable", 503, for_now, "服务暂时不可用";
}

impl Kind {
    /// Its status.
    pub fn status(self) -> StatusCode {
        StatusCode::from_u16(self.code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The type's address.
    pub fn address(self) -> String {
        format!("{ROOT}/problems/{}", self.slug())
    }

    /// Its title.
    pub fn titled(self, lang: Lang) -> &'static str {
        t(lang, self.title())
    }
}

/// What stands behind a problem.
#[derive(Debug)]
enum Cause {
    Nothing,
    /// In Chinese and English.
    Said(Box<(String, String)>),
    Desk(Box<Error>),
    /// For the log alone.
    Hidden(String),
}

/// A problem.
#[derive(Debug)]
pub struct Problem {
    kind: Kind,
    cause: Cause,
    more: Map<String, Value>,
    wait: Option<u64>,
}

impl Problem {
    /// Of a kind.
    pub fn of(kind: Kind) -> Self {
        Self { kind, cause: Cause::Nothing, more: Map::new(), wait: None }
    }

    /// With what happened, in words of the source with values put in.
    pub fn said(kind: Kind, zh: &'static str, values: &[(&str, &str)]) -> Self {
        let values: Vec<(&str, &dyn std::fmt::Display)> =
            values.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
        let cause = Cause::Said(Box::new((say(Lang::Zh, zh, &values), say(Lang::En, zh, &values))));
        Self { cause, ..Self::of(kind) }
    }

    /// Something of ours that broke; why, is for the log.
    pub fn broken(why: impl std::fmt::Display) -> Self {
        Self { cause: Cause::Hidden(why.to_string()), ..Self::of(Kind::Broken) }
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
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Seconds to wait, if waiting helps.
    pub fn wait(&self) -> Option<u64> {
        self.wait.or((self.kind.code() == 503).then_some(5))
    }

    fn detail(&self, lang: Lang) -> Option<String> {
        match (&self.cause, lang) {
            (Cause::Nothing, _) => None,
            (Cause::Said(said), Lang::Zh) => Some(said.0.clone()),
            (Cause::Said(said), Lang::En) => Some(said.1.clone()),
            _ if matches!(self.kind, Kind::Broken | Kind::Unavailable) => {
                Some(t(lang, "原因已记入日志。请稍后重试；若仍出错，请把请求编号告诉管理员。").to_owned())
            }
            (Cause::Desk(error), Lang::Zh) => Some(error.chinese()),
            (Cause::Desk(error), Lang::En) => Some(error.english()),
            (Cause::Hidden(_), _) => None,
        }
    }

    /// What the log says.
    pub fn for_log(&self) -> String {
        match &self.cause {
            Cause::Desk(error) => error.english(),
            Cause::Hidden(why) => why.clone(),
            Cause::Said(said) => said.1.clone(),
            Cause::Nothing => self.kind.slug().to_owned(),
        }
    }

    /// As problem details.
    pub fn told(&self, lang: Lang, request: &str) -> Value {
        let mut told = json!({
            "type": self.kind.address(),
            "title": self.kind.titled(lang),
            "status": self.kind.code(),
        });
        if let Some(members) = told.as_object_mut() {
            members.extend(self.detail(lang).map(|detail| ("detail".to_owned(), detail.into())));
            members.insert("request_id".to_owned(), request.into());
            members.extend(self.more.clone());
        }
        told
    }
}

fn kind_of(error: &Error) -> Kind {
    match error {
        Error::Refused(Refused::SignIn { .. }) => Kind::Credentials,
        Error::Refused(Refused::FinishFirst { .. }) => Kind::FinishFirst,
        Error::Refused(Refused::TokenLacks { .. }) => Kind::TokenLacks,
        Error::Refused(Refused::NotAllowed { .. }) => Kind::NotAllowed,
        Error::NotYours { .. } => Kind::NotYours,
        Error::NotThere { .. } => Kind::NotThere,
        Error::OutsideValidity { .. } => Kind::OutsideValidity,
        Error::Settings { .. } => Kind::Settings,
        Error::YearNotEnded { .. } => Kind::YearNotEnded,
        Error::Faulty { .. } => Kind::RegisterFaulty,
        Error::StoodOn { .. } => Kind::StoodOn,
        Error::Account(AccountError::TooManyTries { .. } | AccountError::Busy) => Kind::TooMany,
        Error::Account(_) | Error::Unattachable(_) | Error::Notice(_) => Kind::Unfit,
        Error::Store(
            StoreError::NoSuchBatch { .. } | StoreError::NoSuchSettlement { .. } | StoreError::NoSuchNotice { .. },
        ) => Kind::NotThere,
        Error::Store(
            StoreError::AlreadyWithdrawn { .. } | StoreError::IsAWithdrawal { .. } | StoreError::NoticeWithdrawn { .. },
        ) => Kind::AlreadyWithdrawn,
        Error::Busy => Kind::Busy,
        Error::Store(StoreError::MovedOn { .. }) => Kind::MovedOn,
        Error::Store(StoreError::Locked { .. } | StoreError::Unreachable { .. } | StoreError::Cut { .. }) => {
            Kind::Unavailable
        }
        _ => Kind::Broken,
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let kind = kind_of(&error);
        let pending = match &error {
            Error::Refused(Refused::FinishFirst { pending: Pending::NewPassword }) => Some("new-password"),
            Error::Refused(Refused::FinishFirst { pending: Pending::SecondFactor }) => Some("second-factor"),
            _ => None,
        };
        let problem = Self { cause: Cause::Desk(Box::new(error)), ..Self::of(kind) };
        match pending {
            Some(pending) => problem.with("pending", pending.into()),
            None => problem,
        }
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
    fn every_kind_has_its_own_name_and_both_titles() {
        for (at, kind) in Kind::ALL.iter().enumerate() {
            assert!(Kind::ALL.iter().skip(at + 1).all(|other| other.slug() != kind.slug()), "{kind:?}");
            assert_ne!(kind.titled(Lang::Zh), kind.titled(Lang::En), "{kind:?}");
            assert!((400..600).contains(&kind.code()));
        }
    }

    #[test]
    fn what_waiting_or_another_act_may_mend_is_not_final() {
        for kind in Kind::ALL.iter().filter(|kind| kind.is_final()) {
            assert!((400..500).contains(&kind.code()) && Problem::of(*kind).wait().is_none(), "{kind:?}");
            assert!(![401, 403, 408, 429].contains(&kind.code()) || *kind == Kind::NotYours, "{kind:?}");
        }
        for kind in [Kind::MovedOn, Kind::StoodOn, Kind::NoAnswerYet, Kind::RegisterFaulty, Kind::YearNotEnded] {
            assert!(!kind.is_final(), "{kind:?}: it was not done, and may be done later");
        }
    }

    #[test]
    fn what_broke_is_not_told() {
        let problem = Problem::broken("postgresql://user:secret@host");
        let told = problem.told(Lang::En, "r1").to_string();
        assert!(!told.contains("secret") && told.contains("r1"), "{told}");
        assert!(problem.for_log().contains("secret"));
    }
}
