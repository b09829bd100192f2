//! Why a use case did not do what was asked: what happened, where, and what
//! to do next, in Chinese and in English.

use huigu_answers::texts::books::ImportRefused;
use huigu_facts::{Issue, Kind};
use huigu_plan::{Mistake, Unattachable};
use huigu_quantity::Day;
use huigu_store::{BatchNumber, ErrorClass};

use crate::input::Wants;
use crate::{AccountError, NoticeError, Refused, Sending};

/// Why a use case did not do what was asked.
#[derive(Debug)]
pub enum Error {
    /// The register did not.
    Store(huigu_store::Error),
    /// Files were not read or checked, or the key of identity numbers is not to be had.
    Ingest(huigu_ingest::IngestError),
    /// Rows stand on what a withdrawal would take away.
    HasDependents {
        /// The batch.
        number: BatchNumber,
        /// The rows, each with what it would want.
        faults: Vec<Issue>,
    },
    /// An approval needs somebody's name, and none is known.
    NobodyApproves,
    /// The year has not ended, so it cannot be approved.
    YearNotEnded {
        /// The year.
        year: i32,
    },
    /// The caller may not.
    Refused(Refused),
    /// Something about an account was not done.
    Account(AccountError),
    /// The plan is not in force on what was asked.
    OutsideValidity {
        /// The day or year.
        asked: String,
        /// First day of the plan.
        from: Day,
        /// Last day of the plan.
        last: Day,
    },
    /// What was asked for is not there, or not for the caller to see.
    NotThere {
        /// What was asked for.
        what: String,
    },
    /// Settings of a what-if that the plan cannot take.
    Settings {
        /// What is wrong with them.
        mistakes: Vec<Mistake>,
    },
    /// Rows that are not the sender's to send.
    NotYours {
        /// Kind of book.
        kind: Kind,
    },
    /// What was sent has faults, and nothing of it was taken in.
    BooksFaulty(Box<Sending>),
    /// A file cannot be attached as the official text.
    Unattachable(Unattachable),
    /// A notice was not published or withdrawn.
    Notice(NoticeError),
    /// Too much that is costly is asked at once.
    Busy,
    /// The system gave no random bytes.
    NoRandomness,
    /// What was handed in does not fit what is asked for.
    Input {
        /// Which member.
        field: String,
        /// Its label in Chinese and English.
        labels: [String; 2],
        /// What is wanted of it.
        wants: Wants,
        /// Whether it is what belongs there, but for its limits.
        of_limits: bool,
    },
    /// Another request came with the same key.
    KeyReused,
    /// An answer could not be written as JSON.
    Answer(String),
}

impl Error {
    /// What sort of thing went wrong.
    #[must_use]
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Store(error) => error.class(),
            Self::Ingest(error) => error.class(),
            Self::Refused(refused) => refused.class(),
            Self::Account(error) => error.class(),
            Self::NotYours { .. } => ErrorClass::NotYours,
            Self::NotThere { .. } => ErrorClass::NotFound,
            Self::OutsideValidity { .. } => ErrorClass::OutsideValidity,
            Self::Settings { .. } => ErrorClass::Settings,
            Self::Busy => ErrorClass::Busy,
            Self::YearNotEnded { .. } => ErrorClass::YearNotEnded,
            Self::HasDependents { .. } => ErrorClass::HasDependents,
            Self::Input { of_limits: false, .. } => ErrorClass::Malformed,
            Self::KeyReused => ErrorClass::KeyReused,
            Self::Input { .. } | Self::Notice(_) | Self::NobodyApproves => ErrorClass::Invalid,
            Self::Unattachable(_) | Self::BooksFaulty(_) => ErrorClass::BadInput,
            Self::NoRandomness | Self::Answer(_) => ErrorClass::Broken,
        }
    }

    /// Whether nobody knows if what was asked was done.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        matches!(self, Self::Store(huigu_store::Error::InDoubt { .. }))
    }

    /// The same, where doing it again is safe: it is known that it was not
    /// done, or doing it twice changes nothing.
    pub(crate) fn repeatable(self) -> Self {
        match self {
            Self::Store(error) => Self::Store(error.repeatable()),
            other => other,
        }
    }

    /// The outcome in the audit of an act that ended with this.
    pub(crate) fn outcome(&self) -> (&'static str, String) {
        match self {
            Self::Store(huigu_store::Error::KeyTaken) => ("refused", self.to_string()),
            Self::Store(_) => ("failed", self.to_string()),
            Self::HasDependents { faults, .. } => ("refused", format!("faults={}", faults.len())),
            _ => ("refused", self.to_string()),
        }
    }
}

/// Says that an error of this kind is one of a use case.
macro_rules! from {
    ($($variant:ident($error:ty);)+) => {
        $(
            impl From<$error> for Error {
                fn from(error: $error) -> Self {
                    Self::$variant(error)
                }
            }
        )+
    };
}

from! {
    Store(huigu_store::Error);
    Refused(Refused);
    Account(AccountError);
    Unattachable(Unattachable);
    Notice(NoticeError);
}

impl From<huigu_ingest::IngestError> for Error {
    fn from(error: huigu_ingest::IngestError) -> Self {
        match error {
            huigu_ingest::IngestError::Store(error) => Self::Store(error),
            other => Self::Ingest(other),
        }
    }
}

impl std::error::Error for Error {}

huigu_quantity::texts_of! {
    Error in lang;
    HasDependents { number, faults = faults.len() } = "撤回第 {number} 批会使登记库中 {faults} 行失去依据，未撤回。请先报送或更正这些行；确需先撤回的，由经办人在命令行用 --even-with-faults，改正前不能据以计算。", "rows that stand on batch {number}: {faults}; it was not withdrawn. Send or mend those rows first. Whoever must withdraw it before that can on the command line, with --even-with-faults; nothing is computed until they are mended.";
    NobodyApproves = "不知核定人姓名（系统没有登录名），未核定。请用环境变量 HUIGU_WHO 写明核定人。", "the system has no login name, so nobody is known to approve; nothing was approved. Name who does with HUIGU_WHO.";
    YearNotEnded { year } = "{year} 年度尚未结束，不能核定。请在年度结束后再核定。", "the year {year} has not ended and cannot be approved; approve it when it has";
    OutsideValidity { asked, from, last } = "{asked} 不在方案有效期（{from} 至 {last}）内，没有答案。请改选有效期内的日期或年度。", "{asked} is outside the plan's validity ({from} to {last}), so there is no answer. Choose a date or year within it.";
    NotThere { what } = "没有找到“{what}”，或不在您的权限范围内。请核对编号。", "There is no `{what}`, or it is not for you to see. Check the id.";
    NotYours { kind = lang.t(kind.text()) } = "“{kind}”台账不由本单位报送。请由负责的单位报送，或联系金融服务中心。", "Books of {kind} are not for your organisation to send. Ask whoever is responsible, or the Centre.";
    Busy = "同时进行的大量计算过多，这一项尚未进行。请稍候几秒再试。", "Too much is being computed at once, and this was not begun. Try again in a few seconds.";
    NoRandomness = "系统未能给出随机数，操作未进行。请稍后重试。", "The system gave no random bytes; nothing was done. Try again.";
    KeyReused = "同一幂等键已用于另一个请求。请换一个键。", "The key was used for another request. Choose another.";
    => {
        Self::Store(error) => error.say(lang),
        Self::Ingest(error) => error.say(lang),
        Self::Refused(refused) => refused.say(lang),
        Self::Account(error) => error.say(lang),
        Self::Notice(why) => why.say(lang),
        Self::BooksFaulty(sending) => lang.say(ImportRefused { count: &sending.import.faults().count() }),
        Self::Unattachable(why) => lang.say(why),
        Self::Settings { mistakes } => mistakes.iter().map(|mistake| mistake.render(lang)).collect::<Vec<_>>().join("\n"),
        Self::Input { labels: [zh, en], wants, .. } => {
            let wants = wants.say(lang);
            lang.pick(format!("“{zh}”{wants}。"), format!("{en}: it should be {wants}."))
        }
        Self::Answer(why) => lang.pick(format!("结果无法输出：{why}"), format!("the answer cannot be written: {why}")),
    }
}
