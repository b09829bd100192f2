//! Why a request was not answered: a status, what happened, and what to do
//! next, in both languages. What is for the log only never gets out.

use axum::http::StatusCode;
use huigu_answers::texts::problem;
use huigu_desk::{Error, ProblemKind, Refused, StoreError};
use huigu_quantity::Lang;

/// Why a request was not answered.
#[derive(Debug)]
pub enum PageError {
    /// There is no such page.
    NoPage,
    /// What was asked about is not there, or not the caller's.
    NotThere {
        /// What.
        what: String,
    },
    /// The question could not be read.
    Asked {
        /// As it came.
        what: String,
    },
    /// The query is longer than any page's.
    TooLong,
    /// Another method than the page knows.
    Method,
    /// The body is larger than is taken.
    TooLarge,
    /// A sending without a file.
    NoFile,
    /// The kind of a file is not known.
    KindUnknown {
        /// Its name.
        file: String,
    },
    /// The form was not one of ours, or too old.
    Forged,
    /// Too many tries or requests.
    TooMany {
        /// Seconds to wait.
        seconds: u64,
    },
    /// It took too long.
    TimedOut,
    /// The desk did not.
    Desk(Error),
    /// Something of ours broke; the log has it.
    Broken(String),
}

impl From<Error> for PageError {
    fn from(error: Error) -> Self {
        match error {
            // What the desk advises there is for the command line.
            Error::Store(StoreError::NoSuchBatch { number }) => Self::NotThere { what: number.to_string() },
            Error::Store(StoreError::NoSuchSettlement { number } | StoreError::NoSuchNotice { number }) => {
                Self::NotThere { what: number.to_string() }
            }
            other => Self::Desk(other),
        }
    }
}

impl From<Refused> for PageError {
    fn from(refused: Refused) -> Self {
        Self::Desk(Error::Refused(refused))
    }
}

impl PageError {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NoPage | Self::NotThere { .. } => StatusCode::NOT_FOUND,
            Self::Asked { .. } | Self::NoFile => StatusCode::BAD_REQUEST,
            Self::KindUnknown { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLong => StatusCode::URI_TOO_LONG,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Forged => StatusCode::FORBIDDEN,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TimedOut => StatusCode::REQUEST_TIMEOUT,
            Self::Desk(error) => {
                let status = ProblemKind::of_class(error.class()).status();
                StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Seconds after which to try again, where waiting helps.
    pub fn wait(&self) -> Option<u64> {
        match self {
            Self::TooMany { seconds } => Some(*seconds),
            _ => (self.status() == StatusCode::SERVICE_UNAVAILABLE).then_some(5),
        }
    }

    /// A short heading.
    pub fn title(&self, lang: Lang) -> &'static str {
        match self.status() {
            StatusCode::NOT_FOUND => lang.t(problem::NO_PAGE),
            StatusCode::UNAUTHORIZED => lang.t(problem::SIGN_IN_FIRST),
            StatusCode::FORBIDDEN => lang.t(ProblemKind::NotAllowed.text()),
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::URI_TOO_LONG => {
                lang.t(problem::REQUEST_WRONG)
            }
            StatusCode::METHOD_NOT_ALLOWED => lang.t(problem::METHOD_WRONG),
            StatusCode::PAYLOAD_TOO_LARGE => lang.t(problem::CONTENT_TOO_LARGE),
            StatusCode::REQUEST_TIMEOUT => lang.t(ProblemKind::TooSlow.text()),
            StatusCode::TOO_MANY_REQUESTS => lang.t(ProblemKind::TooMany.text()),
            StatusCode::CONFLICT => lang.t(problem::NO_ANSWER),
            StatusCode::SERVICE_UNAVAILABLE => lang.t(ProblemKind::Unavailable.text()),
            _ => lang.t(ProblemKind::Broken.text()),
        }
    }

    /// What happened and what to do next.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoPage => lang.t(problem::NO_PAGE_HINT).to_owned(),
            Self::NotThere { what } => lang.say(problem::NotFound { what }),
            Self::Asked { what } => lang.say(problem::NotUnderstood { what }),
            Self::TooLong => lang.t(problem::TOO_LONG_HINT).to_owned(),
            Self::Method => lang.t(problem::METHOD_HINT).to_owned(),
            Self::TooLarge => lang.t(problem::TOO_LARGE_HINT).to_owned(),
            Self::NoFile => lang.t(problem::NO_FILE).to_owned(),
            Self::KindUnknown { file } => lang.say(problem::KindUnknown { file }),
            Self::Forged => lang.t(problem::FORGED_HINT).to_owned(),
            Self::TooMany { seconds } => lang.say(problem::TryAgain { seconds }),
            Self::TimedOut => lang.t(problem::TOO_SLOW_HINT).to_owned(),
            Self::Desk(error) if self.status().is_server_error() && !matches!(error, Error::Busy) => broken(lang),
            Self::Desk(error) => lang.say(error),
            Self::Broken(_) => broken(lang),
        }
    }

    /// What the log says.
    pub fn for_log(&self) -> String {
        match self {
            Self::Desk(error) => error.to_string(),
            Self::Broken(why) => why.clone(),
            other => other.message(Lang::En),
        }
    }
}

fn broken(lang: Lang) -> String {
    lang.t(problem::BROKEN_HINT).to_owned()
}
