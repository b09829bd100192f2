//! Two plans compared, as a note of changes.

use huigu_quantity::{Day, Lang, Phrase};

use crate::describe::{self, Described, Field};
use crate::figure::Figure;
use crate::items::Unit;
use crate::plan::{Plan, clause_order};
use crate::quantity::Quantity;
use crate::rules::Text;

/// One change from a plan to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The clause it concerns, as the newer plan numbers it where it has it;
    /// empty for the plan's head.
    pub clause: String,
    /// The item: an id, or `plan`.
    pub item: String,
    /// What changed.
    pub text: Text,
}

impl Change {
    /// The change in one language: `clause 3.1: first-borrower-reward: sum …`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let text = self.text.get(lang);
        match (lang, self.clause.is_empty()) {
            (_, true) => format!("{}: {text}", self.item),
            (Lang::Zh, _) if self.item == self.clause => format!("条款 {}：{text}", self.clause),
            (Lang::En, _) if self.item == self.clause => format!("clause {}: {text}", self.clause),
            (Lang::Zh, _) => format!("条款 {}：{}：{text}", self.clause, self.item),
            (Lang::En, _) => format!("clause {}: {}: {text}", self.clause, self.item),
        }
    }
}

impl Plan {
    /// What changes from this plan to another, in the order of the clauses.
    #[must_use]
    pub fn diff(&self, other: &Self) -> Vec<Change> {
        let mut changes = self.head_changes(other);
        let (old, new) = (self.described(), other.described());
        let same = |a: &Described, b: &Described| a.id == b.id && (a.kind.en == "clause") == (b.kind.en == "clause");
        let mut notes: Vec<Change> = Vec::new();
        for before in &old {
            match new.iter().find(|after| same(before, after)) {
                Some(after) => self.item_changes(other, before, after, &mut notes),
                None => notes.push(note(before, whole("删去", "removed", before))),
            }
        }
        for after in new.iter().filter(|after| !old.iter().any(|before| same(before, after))) {
            notes.push(note(after, whole("新增", "added", after)));
        }
        notes.sort_by_key(|change| clause_order(&change.clause));
        changes.extend(notes);
        changes
    }

    fn head_changes(&self, other: &Self) -> Vec<Change> {
        let days = |plan: &Self| {
            let validity = plan.validity();
            Text::same(format!("{} – {}", validity.from, validity.last()))
        };
        let roles = |plan: &Self| {
            let named = |name: &str, id: &str| format!("{id} {name}");
            let of = |unit: &Unit| {
                let Phrase { zh, en } = unit.role?.text();
                Some(Text::of(named(zh, &unit.id), named(en, &unit.id)))
            };
            Text::list(&plan.units().iter().filter_map(of).collect::<Vec<_>>())
        };
        let head = |plan: &Self| {
            [
                ("编号", "id", Text::same(plan.id())),
                ("名称", "name", plan.name().clone()),
                ("有效期", "in force", days(plan)),
                ("印发", "issued", Text::same(plan.issued().to_string())),
                ("叠加", "stacking", describe::chosen(&plan.head.stacking)),
                ("单位角色", "roles of units", roles(plan)),
            ]
        };
        let rows = head(self).into_iter().zip(head(other)).filter(|(old, new)| old.2 != new.2);
        let mut changes: Vec<Change> = rows
            .map(|((zh, en, old), (_, _, new))| Change {
                clause: String::new(),
                item: "plan".to_owned(),
                text: turned(&Text::of(zh, en), &old, &new),
            })
            .collect();
        for (plan, than, zh, en) in [(self, other, "删去", "removed"), (other, self, "新增", "added")] {
            for unit in plan.units().iter().filter(|unit| !than.units().iter().any(|known| known.id == unit.id)) {
                let text = Text::of(
                    format!("{zh}责任单位 {}：{}", unit.id, unit.name.zh),
                    format!("unit {} {en}: {}", unit.id, unit.name.en),
                );
                changes.push(Change { clause: String::new(), item: "plan".to_owned(), text });
            }
        }
        changes
    }

    fn item_changes(&self, other: &Self, before: &Described, after: &Described, notes: &mut Vec<Change>) {
        let mut texts = Vec::new();
        if before.kind != after.kind {
            texts.push(turned(&Text::of("类别", "kind"), &before.kind, &after.kind));
        }
        if before.clause != after.clause {
            texts.push(turned(&Text::of("条款", "clause"), &Text::same(&before.clause), &Text::same(&after.clause)));
        }
        if before.name != after.name {
            texts.push(turned(&Text::of("名称", "name"), &before.name, &after.name));
        }
        fields(&before.fields, &after.fields, &mut texts);
        for path in &before.figures {
            let name = figure_name(&before.id, path);
            match (self.figures.get(path), other.figures.get(path)) {
                (Some(old), Some(new)) => texts.extend(figure_changes(name, old, new)),
                (Some(_), None) => texts.push(Text::of(format!("删去 {name}"), format!("{name} removed"))),
                (None, _) => {}
            }
        }
        for path in after.figures.iter().filter(|path| !before.figures.contains(path)) {
            let name = figure_name(&after.id, path);
            let value = other.figures.get(path).map(describe::figure).unwrap_or_default();
            texts.push(Text::of(format!("新增 {name} {}", value.zh), format!("{name} added: {}", value.en)));
        }
        notes.extend(texts.into_iter().map(|text| note(after, text)));
    }
}

fn note(item: &Described, text: Text) -> Change {
    Change { clause: item.clause.clone(), item: item.id.clone(), text }
}

/// An item that came or went.
fn whole(zh: &str, en: &str, item: &Described) -> Text {
    Text::of(format!("{zh}{}“{}”", item.kind.zh, item.name.zh), format!("{} {en}: {}", item.kind.en, item.name.en))
}

fn turned(label: &Text, old: &Text, new: &Text) -> Text {
    // A text may change in one language only.
    let note = |label: &str, old: &str, new: &str, arrow: &str, other: &str| {
        if old == new { format!("{label} {other}") } else { format!("{label} {old} {arrow} {new}") }
    };
    Text::of(
        note(&label.zh, &old.zh, &new.zh, "→", "的英文有改动"),
        note(&label.en, &old.en, &new.en, "->", "changed in Chinese"),
    )
}

fn figure_name<'p>(id: &str, path: &'p str) -> &'p str {
    path.strip_prefix(id).and_then(|rest| rest.strip_prefix('.')).unwrap_or(path)
}

fn fields(before: &[Field], after: &[Field], texts: &mut Vec<Text>) {
    for old in before {
        match after.iter().find(|new| new.label.en == old.label.en) {
            Some(new) if new.value == old.value => {}
            Some(_) if old.prose => {
                texts.push(Text::of(format!("{}有改动", old.label.zh), format!("{} changed", old.label.en)));
            }
            Some(new) => texts.push(turned(&old.label, &old.value, &new.value)),
            None => texts.push(Text::of(format!("删去{}", old.label.zh), format!("{} removed", old.label.en))),
        }
    }
    for new in after.iter().filter(|new| !before.iter().any(|old| old.label.en == new.label.en)) {
        let value = if new.prose { Text::default() } else { new.value.clone() };
        texts.push(Text::of(
            format!("新增{} {}", new.label.zh, value.zh),
            format!("{} added {}", new.label.en, value.en),
        ));
    }
}

/// Where, on the newer figure's days, its value is no longer the older one's.
/// Before and after the older figure's own days its first and last value are
/// taken on, so that a figure carried over into the next plan does not change.
fn figure_changes(name: &str, old: &Figure, new: &Figure) -> Vec<Text> {
    let mut days: Vec<Day> = new.values.iter().map(|dated| dated.period.from).collect();
    let within = |day: &Day| new.on(*day).is_ok();
    days.extend(old.values.iter().map(|dated| dated.period.from).filter(within));
    days.sort_unstable();
    days.dedup();
    let before = |day: Day| match old.on(day) {
        Ok(value) => value,
        Err(period) if day < period.from => old.values.first().and_then(|dated| dated.value),
        Err(_) => old.values.last().and_then(|dated| dated.value),
    };
    let mut texts = Vec::new();
    // What a reader of the note takes the figure to be before the next day of
    // change: the older plan's value, or what the line above said.
    let mut last: Option<(Option<Quantity>, Option<Quantity>)> = None;
    for day in days {
        let (was, is) = (before(day), new.on(day).ok().flatten());
        let from = match last {
            Some((older, newer)) if older == was => newer,
            _ => was,
        };
        if from != is {
            let (old, new) = (describe::value(from), describe::value(is));
            texts.push(Text::of(
                format!("{name} {} → {}，自{day}起", old.zh, new.zh),
                format!("{name} {} -> {} from {day}", old.en, new.en),
            ));
        }
        last = Some((was, is));
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Setting, shipped};

    #[test]
    fn a_plan_does_not_differ_from_itself() {
        assert_eq!(shipped().diff(&shipped()), []);
    }

    #[test]
    fn settings_read_like_a_change_note() {
        let settings =
            ["first-borrower-reward.sum=1500 yuan", "stacking=higher-only", "tech-loan.preferential-rate=50个基点"];
        let settings: Vec<Setting> = settings.iter().map(|text| Setting::parse(text).unwrap()).collect();
        let changed = shipped().with(&settings).unwrap();
        let rendered: Vec<String> = shipped().diff(&changed).iter().map(|change| change.render(Lang::En)).collect();
        assert_eq!(
            rendered,
            [
                "clause 3.1: first-borrower-reward: sum 1,000 yuan -> 1,500 yuan from 2021-01-01",
                "clause 3.2: stacking: choice both (it may; what is counted twice is reported) -> higher-only (only under the measure that gives it more)",
                "clause 3.2: tech-loan: preferential-rate unset -> 0.5 percentage points from 2021-01-01",
            ]
        );
        let rendered: Vec<String> = shipped().diff(&changed).iter().map(|change| change.render(Lang::Zh)).collect();
        assert_eq!(rendered[0], "条款 3.1：first-borrower-reward：sum 1,000元 → 1,500元，自2021-01-01起");
    }
}
