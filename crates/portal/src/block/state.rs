//! How something stands: always a word with a shape, never a colour alone.

use huigu_quantity::Lang;
use maud::{Markup, html};

use crate::words::t;

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A goal is reached.
    Met,
    /// A goal is not reached.
    NotMet,
    /// There is a value, and no judgement yet.
    NotJudged,
    /// Nothing was reported.
    NoData,
    /// A figure waits for a notice.
    Unset,
    /// A figure watched without a goal.
    Watched,
    /// A measure that pays.
    Active,
    /// Something is well.
    Well,
    /// Something is wrong.
    Wrong,
    /// Behind the others.
    Behind,
    /// Nothing came.
    Missing,
    /// Something is withdrawn or ended.
    Ended,
}

impl State {
    /// Its word.
    pub fn word(self, lang: Lang) -> &'static str {
        t(
            lang,
            match self {
                Self::Met => "已达成",
                Self::NotMet => "未达成",
                Self::NotJudged => "暂不评判",
                Self::NoData => "无数据",
                Self::Unset => "待通知",
                Self::Watched => "监测",
                Self::Active => "已启用",
                Self::Well => "正常",
                Self::Wrong => "有误",
                Self::Behind => "落后",
                Self::Missing => "缺报",
                Self::Ended => "已失效",
            },
        )
    }

    /// A mark of its own; the word says the same.
    fn mark(self) -> Markup {
        html! {
            svg.mark viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false" {
                @match self {
                    Self::Met | Self::Active | Self::Well => {
                        circle.full cx="6" cy="6" r="5.5" {}
                        path.tick d="M3.2 6.2 5.2 8.2 8.8 4.2" {}
                    }
                    Self::NotMet | Self::Wrong | Self::Behind | Self::Missing => {
                        path.line d="M6 1 11 10.5H1Z" {}
                        path.line d="M6 4.6V7.2M6 8.4v.6" {}
                    }
                    Self::NotJudged => {
                        circle.line cx="6" cy="6" r="5" {}
                        path.full d="M6 1a5 5 0 0 1 0 10Z" {}
                    }
                    Self::NoData => { path.line d="M2 6h8" {} }
                    Self::Unset => { path.line d="M6 1 11 6 6 11 1 6Z" {} }
                    Self::Watched => { circle.line cx="6" cy="6" r="5" {} circle.full cx="6" cy="6" r="1.8" {} }
                    Self::Ended => { circle.line cx="6" cy="6" r="5" {} path.line d="M3.5 8.5l5-5" {} }
                }
            }
        }
    }

    /// Mark and word.
    pub fn show(self, lang: Lang) -> Markup {
        self.show_as(self.word(lang))
    }

    /// Its mark with a word that says more nearly what it is.
    pub fn show_as(self, word: &str) -> Markup {
        let class = match self {
            Self::Met | Self::Active | Self::Well => "state is-well",
            Self::NotMet | Self::Wrong | Self::Behind | Self::Missing => "state is-short",
            _ => "state",
        };
        html! { span class=(class) { (self.mark()) (word) } }
    }
}
