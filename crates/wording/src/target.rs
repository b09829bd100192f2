//! A target's goal and base as people read them.

use huigu_engine::TargetFinding;
use huigu_plan::Lang;

use crate::figures::{self, Unit};

/// The goal with its direction: `≥ 65%`; empty where there is none.
#[must_use]
pub fn goal(finding: &TargetFinding, unit: Unit, lang: impl Into<Lang>) -> String {
    let Some(goal) = finding.goal.as_deref() else {
        return String::new();
    };
    let figure = match unit {
        Unit::Share => figures::short_percent(goal),
        Unit::Points => figures::short_points(goal, lang),
        Unit::Money => figures::in_unit(goal, unit, lang).replace(".00 ", " "),
        _ => figures::in_unit(goal, unit, lang),
    };
    match finding.direction {
        Some("at-most") => format!("≤ {figure}"),
        _ => format!("≥ {figure}"),
    }
}

/// What stood at the base: a balance has two decimals, whatever is in the
/// target's own unit has six.
#[must_use]
pub fn at_base(text: &str, unit: Unit, lang: impl Into<Lang>) -> String {
    match text.split_once('.') {
        // A change is told in points, the share it is a change of in percent.
        Some((_, decimals)) if decimals.len() == 6 && unit == Unit::Points => figures::percent(text),
        Some((_, decimals)) if decimals.len() == 6 => figures::in_unit(text, unit, lang),
        _ => figures::part(text),
    }
}
