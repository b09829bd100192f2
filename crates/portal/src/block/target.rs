//! A target as every page shows it: value, goal, state, and a bar.

use huigu_answers::figures::short;
use huigu_answers::target;
use huigu_engine::{TargetFinding, Unjudged};
use huigu_quantity::Lang;
use maud::{Markup, html};

use crate::block::chart;
use crate::block::state::{Show, State};
use huigu_answers::texts::{settlement, targets};

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
        Unjudged::Unset(figures) => lang.say(settlement::Pending { figures: &figures.join(lang.comma()) }),
        Unjudged::NoData => lang.t(targets::NOTHING_REPORTED).to_owned(),
        Unjudged::TooSteep => lang.t(targets::TOO_STEEP).to_owned(),
        Unjudged::NoGoal => lang.t(targets::NO_GOAL).to_owned(),
        Unjudged::TooEarly => lang.t(targets::TOO_EARLY).to_owned(),
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
