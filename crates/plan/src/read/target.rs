//! Reads a target, or a figure watched without a goal.

use super::fields::{named, word};
use crate::draft::Owner;
use crate::filter::{Filter, Place};
use crate::items::{FormulaEntry, FormulaKind, TargetEntry, filters_of, prefix_of};
use crate::node::Fields;
use crate::plan::Items;
use crate::quantity::Want;
use crate::read::figure;
use crate::rules::{Text, WordSet};
use huigu_facts::GuaranteeEventKind;

pub(super) fn read(fields: Fields<'_>, clause: &str, watched: bool, items: &mut Items) {
    let (id, name, owner) = named(&fields, clause, if watched { "watch" } else { "target" }, items);
    let direction = word(&fields, "direction");
    let kind: Option<FormulaKind> = word(&fields, "formula");
    if kind.is_none() {
        let keys =
            ["of", "part", "all", "bad", "reported", "numerator", "denominator", "size", "indicator", "with-fee"];
        fields.pardon(&keys);
    }
    let goal = if watched { None } else { goal(&fields, &owner, kind) };
    let formula = kind.map(|kind| formula(&fields, &owner, kind));
    fields.finish();
    if let (Some(direction), Some(formula)) = (direction, formula) {
        items.targets.push(TargetEntry { id, clause: clause.to_owned(), name, direction, watched, goal, formula });
    }
}

fn goal(fields: &Fields<'_>, owner: &Owner, kind: Option<FormulaKind>) -> Option<String> {
    let Some(value) = fields.get("goal") else {
        fields.draft.report.add(
            fields.at,
            Text::of("目标没有写目标值", "a target with no goal"),
            Text::of(
                "写 goal = \"…\"，未定写 \"unset\"；只作观察的改用 [[watch]]",
                "write goal = \"…\", or \"unset\"; or make it a [[watch]]",
            ),
        );
        return None;
    };
    Some(figure::read(owner, "goal", &value, kind.map_or(Want::ANY, goal_of)))
}

/// What a formula's goal is measured in.
fn goal_of(kind: FormulaKind) -> Want {
    match kind {
        FormulaKind::ShareOfBalances
        | FormulaKind::DemandCoverage
        | FormulaKind::BorrowerShare
        | FormulaKind::EventRatio
        | FormulaKind::MeanFee
        | FormulaKind::MeanRate => Want::SHARE,
        FormulaKind::ShareChange | FormulaKind::RatioExcess => Want::POINTS,
        FormulaKind::BalanceGrowth | FormulaKind::CountGrowth | FormulaKind::ObservationGrowth => Want::GROWTH,
        FormulaKind::BalanceOverSum => Want::TIMES,
        FormulaKind::ObservationLast | FormulaKind::ObservationSum => Want::OBSERVED,
        FormulaKind::BorrowerCount | FormulaKind::ProductCount => Want::NUMBER,
    }
}

fn formula(fields: &Fields<'_>, owner: &Owner, kind: FormulaKind) -> FormulaEntry {
    let mut kinds = Vec::new();
    let mut filters = Vec::new();
    for (key, subject) in filters_of(kind) {
        let place = Place::of(owner, Some(*subject), &prefix_of(key));
        let filter = if kind == FormulaKind::EventRatio {
            event_sum(fields, key, &place, &mut kinds)
        } else {
            if *key != "all" {
                fields.need(key);
            }
            Filter::under(fields, key, &place)
        };
        filters.push((*key, filter));
    }
    let observes =
        matches!(kind, FormulaKind::ObservationLast | FormulaKind::ObservationSum | FormulaKind::ObservationGrowth);
    let indicator = if observes {
        fields.need("indicator")
    } else if kind == FormulaKind::RatioExcess {
        fields.get("reported")
    } else {
        None
    };
    let size = if kind == FormulaKind::BalanceOverSum { fields.need("size") } else { None };
    FormulaEntry {
        kind,
        filters,
        kinds,
        size: size.map(|value| figure::read(owner, "size", &value, Want::MONEY)),
        indicator: indicator.and_then(|value| value.string()).map(str::to_owned),
        with_fee: kind == FormulaKind::MeanRate && fields.flag("with-fee"),
    }
}

/// `{ kinds = ["compensate"], of = { … } }`.
fn event_sum(
    fields: &Fields<'_>,
    key: &'static str,
    place: &Place<'_>,
    kinds: &mut Vec<(WordSet<GuaranteeEventKind>, Text)>,
) -> Filter {
    let Some(table) = fields.need(key).and_then(|value| value.table()) else { return Filter::default() };
    let words = table.need("kinds").and_then(|value| value.words());
    kinds.push(words.unwrap_or_else(|| (WordSet::of(&[]), Text::default())));
    let filter = Filter::under(&table, "of", place);
    table.finish();
    filter
}
