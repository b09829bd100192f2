//! Reads a plan's files into its items: the head, then each clause.

mod clause;
mod dataset;
mod fields;
pub(crate) mod figure;
mod measure;
mod target;

pub use dataset::FOLDER as DATASETS;
#[cfg(test)]
pub(crate) use measure::amount_words;

use huigu_quantity::{Day, Period};
use toml::de::DeTable;

use crate::draft::Draft;
use crate::items::{Chosen, Unit, UnitRole};
use crate::mistake::{At, Mistake, Source, mistake};
use crate::node::{Fields, Value};
use crate::plan::{Head, Items, Plan};
use crate::rules::Text;
use crate::words::Stacking;
use crate::{check, link};
use fields::chosen;

/// The name of the file with a plan's head.
pub(crate) const HEAD_FILE: &str = "plan.toml";

impl Plan {
    /// Reads a plan from its files (name and text): `plan.toml` and one file a
    /// clause. Nothing is read from a disk here.
    ///
    /// # Errors
    /// Every mistake found, in the order of files and places; never only the first.
    pub fn from_files(files: &[(String, String)]) -> Result<Self, Vec<Mistake>> {
        let sources: Vec<Source> = files
            .iter()
            .map(|(name, text)| Source {
                name: name.clone(),
                text: text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
            })
            .collect();
        if sources.is_empty() {
            let nowhere = Source { name: HEAD_FILE.to_owned(), text: String::new() };
            let (what, remedy) = without_head();
            return Err(vec![mistake(&nowhere, At::default(), what, remedy)]);
        }
        // Until the head is read, no figure is outside the plan's dates.
        let draft = Draft::on(&sources, Period { from: Day::FIRST, to: Day::LAST });
        let parsed: Vec<_> = (0..sources.len()).map(|file| parse(&draft, &sources, file)).collect();
        let (head, items) = read_files(&draft, &sources, &parsed);
        let figures = draft.figures.take();
        let plan = Plan { head, items, figures, aliases: draft.aliases.take() };
        let uses = draft.uses.take();
        // While a file cannot be read, what it would have named seems to be missing.
        let whole = parsed.iter().all(Option::is_some) && sources.iter().any(|source| source.name == HEAD_FILE);
        if whole {
            link::check(&plan, &uses, &draft.report);
            check::items(&plan, &uses, &draft.report);
        }
        if draft.report.is_empty() { Ok(plan.without_places()) } else { Err(draft.report.into_mistakes()) }
    }
}

fn parse<'s>(draft: &Draft<'_>, sources: &'s [Source], file: usize) -> Option<DeTable<'s>> {
    match DeTable::parse(&sources[file].text) {
        Ok(table) => Some(table.into_inner()),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            let message = error.message().trim();
            draft.report.add(
                At { file, from: span.start, to: span.end },
                Text::of(format!("TOML 语法错误：{message}"), format!("TOML syntax: {message}")),
                Text::of(
                    "按 TOML 语法改正；字符串要加引号，表头要加方括号",
                    "mend the TOML: strings in quotes, headers in brackets",
                ),
            );
            None
        }
    }
}

fn read_files<'a>(draft: &'a Draft<'a>, sources: &[Source], parsed: &'a [Option<DeTable<'a>>]) -> (Head, Items) {
    let mut items = Items::default();
    let mut head = Head::default();
    let top = |file: usize| At { file, from: 0, to: 0 };
    match sources.iter().position(|source| source.name == HEAD_FILE) {
        Some(file) => {
            if let Some(table) = &parsed[file] {
                head = read_head(Fields::of(draft, top(file), table), &mut items);
            }
        }
        None => {
            let (what, remedy) = without_head();
            draft.report.add(top(0), what, remedy);
        }
    }
    for (file, table) in parsed.iter().enumerate() {
        let name = sources[file].name.as_str();
        if let (Some(table), false) = (table, name == HEAD_FILE || name.starts_with(DATASETS)) {
            clause::read(Fields::of(draft, top(file), table), name, &mut items);
        }
    }
    let datasets = parsed.iter().enumerate().filter(|(file, _)| sources[*file].name.starts_with(DATASETS));
    let datasets = datasets.filter_map(|(file, table)| Some(Fields::of(draft, top(file), table.as_ref()?)));
    let found = dataset::read(datasets.collect(), &items.units);
    (items.datasets, items.suppliers) = (found.datasets, found.suppliers);
    items.places.extend(found.places);
    items.in_order();
    (head, items)
}

fn without_head() -> (Text, Text) {
    let remedy = Text::of(
        "方案目录要有 plan.toml：编号、名称、有效期、责任单位",
        "a plan's folder needs plan.toml: id, name, validity, units",
    );
    (Text::of("没有 plan.toml", "there is no plan.toml"), remedy)
}

fn read_head(fields: Fields<'_>, items: &mut Items) -> Head {
    let draft = fields.draft;
    let (id, _) = fields.id();
    let name = fields.text("name");
    let validity = fields.need("validity").and_then(|value| validity(&value));
    if let Some(validity) = validity {
        draft.validity.set(validity);
    }
    let issued = fields.need("issued").and_then(|value| value.day()).unwrap_or(Day::FIRST);
    let stacking = fields.need("stacking").and_then(|value| chosen::<Stacking>(&value));
    for unit in fields.each("unit") {
        let (id, at) = unit.id();
        let name = unit.text("name");
        let role = unit.get("role").and_then(|value| unit_role(&value, items));
        items.place(&id, at, "unit");
        items.units.push(Unit { id, name, role });
        unit.finish();
    }
    fields.finish();
    Head {
        id,
        name,
        validity: draft.validity.get(),
        issued,
        stacking: stacking.unwrap_or(Chosen::Fixed(Stacking::Both)),
    }
}

/// A unit's role, which no other unit has.
fn unit_role(value: &Value<'_>, items: &Items) -> Option<UnitRole> {
    let role: UnitRole = value.listed()?;
    if let Some(unit) = items.units.iter().find(|unit| unit.role == Some(role)) {
        value.wrong(
            Text::of(
                format!("`{}` 已是{}", unit.id, role.text().zh),
                format!("`{}` is the {} already", unit.id, role.text().en),
            ),
            Text::of("每种角色只写在一个单位下", "give each role to one unit only"),
        );
    }
    Some(role)
}

fn validity(value: &Value<'_>) -> Option<Period> {
    let fields = value.table()?;
    let from = fields.need("from").and_then(|value| value.day());
    let until = fields.need("until").and_then(|value| value.day());
    fields.finish();
    let (from, until) = (from?, until?);
    if from >= until || from == Day::FIRST {
        let what = Text::of(format!("有效期 [{from}, {until}) 无效"), format!("[{from}, {until}) is no validity"));
        value.wrong(
            what,
            Text::of("from 含、until 不含，须晚于 from", "from is included, until is not and lies after it"),
        );
        return None;
    }
    Some(Period { from, to: until })
}
