//! What can go wrong with a request: a closed list of kinds, each with a name,
//! a status and a title in both languages. The kind of an error follows from
//! its class.

use axum::http::StatusCode;
use huigu_desk::ErrorClass;
use huigu_quantity::Lang;

use crate::words::t;

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
    /// What an error of a class is answered with.
    pub fn of(class: ErrorClass) -> Self {
        match class {
            ErrorClass::SignIn => Self::Credentials,
            ErrorClass::FinishFirst => Self::FinishFirst,
            ErrorClass::NotAllowed => Self::NotAllowed,
            ErrorClass::TokenLacks => Self::TokenLacks,
            ErrorClass::NotYours => Self::NotYours,
            ErrorClass::NotFound => Self::NotThere,
            ErrorClass::Malformed => Self::Body,
            ErrorClass::KeyReused => Self::KeyReused,
            ErrorClass::Invalid | ErrorClass::BadInput => Self::Unfit,
            ErrorClass::Settings => Self::Settings,
            ErrorClass::OutsideValidity => Self::OutsideValidity,
            ErrorClass::YearNotEnded => Self::YearNotEnded,
            ErrorClass::RegisterFaulty => Self::RegisterFaulty,
            ErrorClass::HasDependents => Self::StoodOn,
            ErrorClass::AlreadyWithdrawn => Self::AlreadyWithdrawn,
            ErrorClass::MovedOn => Self::MovedOn,
            ErrorClass::TooMany => Self::TooMany,
            ErrorClass::Busy => Self::Busy,
            ErrorClass::Unavailable => Self::Unavailable,
            // Which of them, and why, is for the log.
            ErrorClass::Misdirected | ErrorClass::Broken => Self::Broken,
        }
    }

    /// That of a name.
    pub fn named(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.slug() == slug)
    }

    /// Its status.
    pub fn status(self) -> StatusCode {
        StatusCode::from_u16(self.code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Its title.
    pub fn titled(self, lang: Lang) -> &'static str {
        t(lang, self.title())
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
}
