//! A target as every page shows it: value, goal, state, and a bar.

use huigu_answers::figures::short;
use huigu_answers::target;
use huigu_engine::{TargetFinding, Unjudged};
use huigu_quantity::Lang;
use maud::{Markup, html};

use crate::block::chart;
use crate::block::state::{Show, State};
use crate::words::{say, t};

/// How a target stands.
pub fn state(finding: &TargetFinding, watched: bool) -> State {
    match (&finding.why, finding.met, &finding.value) {
        (Some(Unjudged::Unset(_)), _, _) => State::Unset,
        (_, Some(true), _) => State::Met,
        (_, Some(false), _) => State::NotMet,
        (_, None, None) => State::NoData,
        (_, None, Some(_)) if watched || finding.goal.is_none() => State::Watched,
        (_, None, Some(_)) => State::NotJudged,
    }
}

/// Why there is no value or no judgement.
pub fn why(finding: &TargetFinding, lang: Lang) -> Option<String> {
    Some(match finding.why.as_ref()? {
        Unjudged::Unset(figures) => {
            say(lang, "所需数值尚待通知规定：{figures}", &[("figures", &figures.join(lang.comma()))])
        }
        Unjudged::NoData => t(lang, "没有报送数据").to_owned(),
        Unjudged::TooSteep => t(lang, "距基期天数过少，不能折算为年率").to_owned(),
        Unjudged::NoGoal => t(lang, "方案未定目标值").to_owned(),
        Unjudged::TooEarly => t(lang, "距基期不满 365 天，先列数值，暂不评判").to_owned(),
    })
}

/// The bar of a value against its goal; where there is no goal, none.
pub fn bar(finding: &TargetFinding) -> Markup {
    match (&finding.value, &finding.goal) {
        (Some(value), Some(goal)) => chart::bar(value, Some(goal)),
        _ => html! {},
    }
}

/// A target in a list: name, value, goal, bar, state, leading to its page.
pub fn line(finding: &TargetFinding, watched: bool, href: &str, lang: Lang) -> Markup {
    html! {
        li.target {
            a.name href=(href) { (finding.name.get(lang)) }
            span.figure {
                @match &finding.value {
                    Some(value) => { a href=(href) title=(value) { (short(value, lang)) } }
                    None => { span.none { "—" } }
                }
            }
            span.goal { (target::goal(finding, lang)) }
            span.track { (bar(finding)) }
            (state(finding, watched).show(lang))
        }
    }
}
