//! Why a request was not answered: a status, what happened, and what to do
//! next, in both languages. What is for the log only never gets out.

use axum::http::StatusCode;
use huigu_desk::{Error, Refused, StoreError};
use huigu_quantity::Lang;

use crate::problem_kind::Kind;
use crate::words::{say, t};

/// Why a request was not answered.
#[derive(Debug)]
pub enum Trouble {
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

impl From<Error> for Trouble {
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

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        Self::Desk(Error::Refused(refused))
    }
}

impl Trouble {
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
            Self::Desk(error) => Kind::of(error.class()).status(),
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
            StatusCode::NOT_FOUND => t(lang, "没有这一页"),
            StatusCode::UNAUTHORIZED => t(lang, "请先登录"),
            StatusCode::FORBIDDEN => t(lang, "没有权限"),
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::URI_TOO_LONG => {
                t(lang, "请求有误")
            }
            StatusCode::METHOD_NOT_ALLOWED => t(lang, "此处不接受这种请求"),
            StatusCode::PAYLOAD_TOO_LARGE => t(lang, "内容过大"),
            StatusCode::REQUEST_TIMEOUT => t(lang, "请求正文迟迟未到"),
            StatusCode::TOO_MANY_REQUESTS => t(lang, "请求过于频繁"),
            StatusCode::CONFLICT => t(lang, "暂时不能回答"),
            StatusCode::SERVICE_UNAVAILABLE => t(lang, "服务暂时不可用"),
            _ => t(lang, "系统出错"),
        }
    }

    /// What happened and what to do next.
    pub fn told(&self, lang: Lang) -> String {
        match self {
            Self::NoPage => t(lang, "网址有误，或者该页已经移动。请检查网址，或从首页查找。").to_owned(),
            Self::NotThere { what } => {
                say(lang, "没有找到“{what}”，或者它不在您可以查看的范围之内。请核对编号。", &[("what", what)])
            }
            Self::Asked { what } => {
                say(lang, "无法理解“{what}”。日期请写作 2022-06-30，年度请写作 2022。", &[("what", what)])
            }
            Self::TooLong => t(lang, "网址过长，没有处理。请从页面上的按钮或链接操作。").to_owned(),
            Self::Method => t(lang, "请返回上一页，从页面上的按钮或链接操作。").to_owned(),
            Self::TooLarge => t(lang, "所发送的内容超过上限。台账请在“台账报送”页上传，或拆分后再发送。").to_owned(),
            Self::NoFile => t(lang, "没有选择文件。请返回选择要报送的文件。").to_owned(),
            Self::KindUnknown { file } => {
                say(lang, "从文件名“{file}”看不出台账种类。请在表单中选定种类，或按模板命名。", &[("file", file)])
            }
            Self::Forged => t(lang, "表单已失效或并非来自本系统。请刷新页面后重新提交。").to_owned(),
            Self::TooMany { seconds } => say(lang, "请在 {seconds} 秒后再试。", &[("seconds", seconds)]),
            Self::TimedOut => t(lang, "内容来得太慢，已停止接收。请检查网络，然后重新发送。").to_owned(),
            Self::Desk(error) if self.status().is_server_error() && !matches!(error, Error::Busy) => broken(lang),
            Self::Desk(error) => match lang {
                Lang::Zh => error.chinese(),
                Lang::En => error.english(),
            },
            Self::Broken(_) => broken(lang),
        }
    }

    /// What the log says.
    pub fn for_log(&self) -> String {
        match self {
            Self::Desk(error) => error.english(),
            Self::Broken(why) => why.clone(),
            other => other.told(Lang::En),
        }
    }
}

fn broken(lang: Lang) -> String {
    t(lang, "系统内部出错，已记入日志。请稍后重试；若仍出错，请把下面的请求编号告诉管理员。").to_owned()
}
