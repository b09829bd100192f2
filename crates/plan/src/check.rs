//! What no single item shows: ids given twice, filters that name themselves,
//! readings that nothing follows, shares of loss above the whole.

use std::collections::BTreeMap;

use huigu_quantity::Ppm;

use crate::draft::Use;
use crate::figure::Figure;
use crate::filter::{Filter, Is};
use crate::mistake::{At, Report};
use crate::plan::{Items, Plan};
use crate::quantity::Quantity;
use crate::rules::Text;

pub(crate) fn items(plan: &Plan, uses: &[Use], report: &Report<'_>) {
    distinct(&plan.items, report);
    circles(&plan.items, report);
    unfollowed(plan, uses, report);
    loss_shares(plan, report);
}

/// One id, one thing: clauses among clauses, units among units, all else together.
fn distinct(items: &Items, report: &Report<'_>) {
    let mut seen: BTreeMap<(&str, &str), &'static str> = BTreeMap::new();
    for (id, at, what) in &items.places {
        let kind_of_item = match *what {
            "clause" => "clause",
            "unit" => "unit",
            _ => "",
        };
        if id.is_empty() {
            continue;
        }
        if let Some(before) = seen.insert((kind_of_item, id), what) {
            let text = Text::of(
                format!("编号 `{id}` 已被另一项（{before}）使用"),
                format!("two things with one id: `{id}` is a {before} already"),
            );
            report.add(*at, text, Text::of("换一个编号", "give it another id"));
        }
    }
}

fn place(items: &Items, id: &str) -> At {
    items.places.iter().find(|(known, ..)| known == id).map(|(_, at, _)| *at).unwrap_or_default()
}

pub(crate) fn circles(items: &Items, report: &Report<'_>) {
    for named in &items.filters {
        if reaches(items, &named.filter, &named.id, &mut Vec::new()) {
            let what = Text::of(
                format!("筛选条件 `{}` 绕回自身", named.id),
                format!("the filter `{}` comes back to itself", named.id),
            );
            report.add(place(items, &named.id), what, Text::of("去掉其中一处引用", "take one of the references out"));
        }
    }
}

fn reaches<'i>(items: &'i Items, filter: &'i Filter, goal: &str, seen: &mut Vec<&'i str>) -> bool {
    let mut names: Vec<&'i str> = Vec::new();
    filter.walk(&mut |part| {
        if let Is::Named(list) = &part.is {
            names.extend(list.iter().map(String::as_str));
        }
    });
    names.into_iter().any(|name| {
        if name == goal {
            return true;
        }
        if seen.contains(&name) {
            return false;
        }
        seen.push(name);
        items.filter(name).is_some_and(|named| reaches(items, &named.filter, goal, seen))
    })
}

/// A reading that runs either way must turn something.
fn unfollowed(plan: &Plan, uses: &[Use], report: &Report<'_>) {
    for reading in plan.items.readings.iter().filter(|reading| reading.both) {
        let followed = uses.iter().any(|used| matches!(used, Use::Reading { id, .. } if *id == reading.id));
        if !followed {
            let id = &reading.id;
            report.add(
                place(&plan.items, id),
                Text::of(
                    format!("口径 `{id}` 标明两可，却没有任何字段随它而定"),
                    format!("the reading `{id}` is marked both, but nothing follows it"),
                ),
                Text::of(
                    format!("在相应字段写 \"@{id}\"，或去掉 both"),
                    format!("write \"@{id}\" where it decides, or leave `both` out"),
                ),
            );
        }
    }
}

/// Shares of a pool's loss are shares of one whole, on every day.
pub(crate) fn loss_shares(plan: &Plan, report: &Report<'_>) {
    for pool in &plan.items.pools {
        let shares: Vec<&Figure> = pool
            .figures
            .iter()
            .filter(|path| path.ends_with("-share"))
            .filter_map(|path| plan.figure(path).map(|(_, figure)| figure))
            .collect();
        let days = shares.iter().flat_map(|figure| figure.values.iter().map(|dated| dated.period.from));
        let sum = |day| -> i64 {
            let set = shares.iter().filter_map(|figure| figure.on(day).ok().flatten());
            set.map(|share| if let Quantity::Percent(rate) = share { rate.0 } else { 0 }).sum()
        };
        if let Some(day) = days.into_iter().find(|day| sum(*day) > Ppm::ONE.0) {
            let total = Ppm(sum(day)).percent();
            let what = Text::of(
                format!("自{day}起各方分担合计 {total}，超过 100%"),
                format!("the shares of loss are {total} together from {day}, above 100%"),
            );
            report.add(place(&plan.items, &pool.id), what, Text::of("调低其中一方", "lower one of them"));
        }
    }
}
