//! A target as every page shows it: value, goal, state, and a bar.

use std::collections::HashMap;

use huigu_engine::{TargetFinding, Unjudged};
use huigu_plan::{Lang, Rules};
use huigu_quantity::parse_decimal;
use huigu_wording::figures::{self, Unit};
use huigu_wording::{pick, target};
use maud::{Markup, html};

use crate::block::chart;
use crate::block::state::State;
use crate::words::{say, t};

/// What each target's value is, by the target's id.
pub struct Units(HashMap<String, Unit>);

impl Units {
    /// Those of the plan as it reads on a day.
    pub fn of(rules: &Rules) -> Self {
        Self(rules.targets.iter().chain(&rules.watched).map(|one| (one.id.clone(), Unit::of(one))).collect())
    }

    /// That of one target.
    pub fn get(&self, target: &str) -> Unit {
        self.0.get(target).copied().unwrap_or(Unit::Number)
    }
}

/// A decimal of the interface in millionths.
pub fn millionths(text: &str) -> Option<i128> {
    parse_decimal(text, 6).and_then(Result::ok)
}

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

/// The value in its unit, short enough to stand large: four decimals of a
/// percentage are for the detail.
pub fn value(finding: &TargetFinding, unit: Unit, lang: Lang) -> Option<String> {
    finding.value.as_deref().map(|text| short(text, unit, lang))
}

/// A decimal of the interface in its unit, with two decimals.
pub fn short(text: &str, unit: Unit, lang: Lang) -> String {
    let rounded = |text: &str| {
        let value = millionths(text)?;
        let hundredths = huigu_quantity::round_half_away(value, 100);
        let sign = if hundredths < 0 { "-" } else { "" };
        let magnitude = hundredths.unsigned_abs();
        Some([sign, &(magnitude / 100).to_string(), ".", &format!("{:02}", magnitude % 100)].concat())
    };
    match unit {
        Unit::Share => rounded(text).map_or_else(|| text.to_owned(), |figure| figure + "%"),
        Unit::Points => {
            rounded(text).map_or_else(|| text.to_owned(), |figure| figure + pick(lang, " 个百分点", " points"))
        }
        _ => figures::in_unit(text, unit, lang),
    }
}

/// The goal with its direction; where there is none, empty.
pub fn goal(finding: &TargetFinding, unit: Unit, lang: Lang) -> String {
    target::goal(finding, unit, lang)
}

/// Why there is no value or no judgement.
pub fn why(finding: &TargetFinding, lang: Lang) -> Option<String> {
    Some(match finding.why.as_ref()? {
        Unjudged::Unset(figures) => {
            say(lang, "所需数值尚待通知规定：{figures}", &[("figures", &figures.join(pick(lang, "、", ", ")))])
        }
        Unjudged::NoData => t(lang, "没有报送数据").to_owned(),
        Unjudged::TooSteep => t(lang, "距基期天数过少，不能折算为年率").to_owned(),
        Unjudged::NoGoal => t(lang, "方案未定目标值").to_owned(),
        Unjudged::TooEarly => t(lang, "距基期不满 365 天，先列数值，暂不评判").to_owned(),
    })
}

/// The bar of a value against its goal.
pub fn bar(finding: &TargetFinding) -> Markup {
    let Some(value) = finding.value.as_deref().and_then(millionths) else { return html! {} };
    let goal = finding.goal.as_deref().and_then(millionths);
    if goal.is_none() {
        return html! {};
    }
    chart::bar(value, goal)
}

/// A target in a list: name, value, goal, bar, state, leading to its page.
pub fn line(finding: &TargetFinding, units: &Units, watched: bool, href: &str, lang: Lang) -> Markup {
    let unit = units.get(&finding.target);
    html! {
        li.target {
            a.name href=(href) { (finding.name.get(lang)) }
            span.figure {
                @match value(finding, unit, lang) {
                    Some(shown) => { a href=(href) title=[finding.value.as_deref()] { (shown) } }
                    None => { span.none { "—" } }
                }
            }
            span.goal { (goal(finding, unit, lang)) }
            span.track { (bar(finding)) }
            (state(finding, watched).show(lang))
        }
    }
}
