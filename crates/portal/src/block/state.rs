//! How something stands: always a word with a shape, never a colour alone.

use huigu_quantity::Lang;
use maud::{Markup, html};

pub use huigu_answers::State;

/// How something stands, on a page.
pub trait Show {
    /// Mark and word.
    fn show(self, lang: Lang) -> Markup;
    /// The mark with a word that says more nearly what it is.
    fn show_as(self, word: &str) -> Markup;
}

impl Show for State {
    fn show(self, lang: Lang) -> Markup {
        self.show_as(lang.t(self.text()))
    }

    fn show_as(self, word: &str) -> Markup {
        let class = match self {
            Self::Met | Self::Active | Self::Well => "state is-well",
            Self::NotMet | Self::Wrong | Self::Behind | Self::Missing => "state is-short",
            _ => "state",
        };
        html! { span class=(class) { (mark(self)) (word) } }
    }
}

/// A mark of its own; the word says the same.
fn mark(state: State) -> Markup {
    html! {
        svg.mark viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false" {
            @match state {
                State::Met | State::Active | State::Well => {
                    circle.full cx="6" cy="6" r="5.5" {}
                    path.tick d="M3.2 6.2 5.2 8.2 8.8 4.2" {}
                }
                State::NotMet | State::Wrong | State::Behind | State::Missing => {
                    path.line d="M6 1 11 10.5H1Z" {}
                    path.line d="M6 4.6V7.2M6 8.4v.6" {}
                }
                State::NotJudged => {
                    circle.line cx="6" cy="6" r="5" {}
                    path.full d="M6 1a5 5 0 0 1 0 10Z" {}
                }
                State::NoData => { path.line d="M2 6h8" {} }
                State::Unset => { path.line d="M6 1 11 6 6 11 1 6Z" {} }
                State::Watched => { circle.line cx="6" cy="6" r="5" {} circle.full cx="6" cy="6" r="1.8" {} }
                State::Ended => { circle.line cx="6" cy="6" r="5" {} path.line d="M3.5 8.5l5-5" {} }
            }
        }
    }
}
