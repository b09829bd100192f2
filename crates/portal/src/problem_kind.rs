//! What can go wrong with a request: a closed list of kinds, each with a name,
//! a status and a title in both languages. The kind of an error follows from
//! its class.

use axum::http::StatusCode;
use huigu_answers::texts::problem;
use huigu_desk::ErrorClass;
use huigu_quantity::{Lang, Phrase};

macro_rules! kinds {
    ($($name:ident = $slug:literal, $status:literal, $holds:ident, $title:expr;)+) => {
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

            /// Its title.
            fn title(self) -> Phrase {
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
    Parameter = "bad-parameter", 400, always, problem::PARAMETER;
    Body = "bad-body", 400, always, problem::BODY;
    Key = "bad-idempotency-key", 400, always, problem::KEY;
    Credentials = "credentials-needed", 401, for_now, problem::CREDENTIALS;
    Token = "token-refused", 401, for_now, problem::TOKEN;
    NotAllowed = "not-allowed", 403, for_now, problem::NOT_ALLOWED;
    TokenLacks = "token-lacks", 403, for_now, problem::TOKEN_LACKS;
    FinishFirst = "finish-first", 403, for_now, problem::FINISH_FIRST;
    Forged = "forged", 403, for_now, problem::FORGED;
    NotYours = "not-yours", 403, always, problem::NOT_YOURS;
    NoResource = "no-resource", 404, always, problem::NO_RESOURCE;
    NotThere = "not-there", 404, for_now, problem::NOT_THERE;
    Method = "method", 405, always, problem::METHOD;
    TooSlow = "too-slow", 408, for_now, problem::TOO_SLOW;
    YearNotEnded = "year-not-ended", 409, for_now, problem::YEAR_NOT_ENDED;
    RegisterFaulty = "register-faulty", 409, for_now, problem::REGISTER_FAULTY;
    StoodOn = "stood-on", 409, for_now, problem::HAS_DEPENDENTS;
    AlreadyWithdrawn = "already-withdrawn", 409, always, problem::ALREADY_WITHDRAWN;
    MovedOn = "moved-on", 409, for_now, problem::MOVED_ON;
    TooLarge = "too-large", 413, always, problem::TOO_LARGE;
    Media = "media-type", 415, always, problem::MEDIA;
    Faults = "faults", 422, always, problem::FAULTS;
    OutsideValidity = "outside-validity", 422, always, problem::OUTSIDE_VALIDITY;
    Settings = "settings", 422, always, problem::SETTINGS;
    KeyReused = "idempotency-key-reused", 422, always, problem::KEY_REUSED;
    Unfit = "unfit", 422, always, problem::UNFIT;
    TooMany = "too-many-requests", 429, for_now, problem::TOO_MANY;
    Broken = "broken", 500, for_now, problem::BROKEN;
    Busy = "busy", 503, for_now, problem::BUSY;
    Unavailable = "unavailable", 503, for_now, problem::UNAVAILABLE;
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
        lang.t(self.title())
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
