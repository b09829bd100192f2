//! A target's goal as people read it.

use huigu_engine::TargetFinding;
use huigu_quantity::Lang;

use crate::figures;

/// The goal with its direction: `≥ 65%`; empty where there is none.
#[must_use]
pub fn goal(finding: &TargetFinding, lang: Lang) -> String {
    let Some(goal) = &finding.goal else {
        return String::new();
    };
    let sign = if finding.direction == Some("at-most") { "≤" } else { "≥" };
    format!("{sign} {}", figures::goal(goal, lang))
}
