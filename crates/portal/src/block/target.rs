//! A target as every page shows it: value, goal, state, and a bar.

use huigu_answers::figures::short;
use huigu_answers::{target, targets};
use huigu_engine::TargetFinding;
use huigu_quantity::Lang;
use maud::{Markup, html};

use crate::block::chart;
use crate::block::state::Show;

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
            (targets::state(finding, watched).show(lang))
        }
    }
}
