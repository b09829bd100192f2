//! A plan: loaded whole or not at all.

use std::collections::BTreeMap;

use huigu_facts::Kinds;
use huigu_quantity::{Day, Period};

use crate::figure::{Dated, Figure};
use crate::items::{
    Chosen, Clause, DatasetEntry, ExclusiveEntry, FigureEntry, MeasureEntry, NamedFilter, Pool, ProductEntry, Reading,
    TargetEntry, Task, Unit,
};
use crate::mistake::At;
use crate::quantity::FigureUnit;
use crate::rules::Text;
use crate::words::Stacking;

/// A plan of a district, checked: what it says, and what that yields.
#[derive(Debug, Clone)]
pub struct Plan {
    pub(crate) head: Head,
    pub(crate) items: Items,
    pub(crate) figures: BTreeMap<String, Figure>,
    /// Other names of figures.
    pub(crate) aliases: BTreeMap<String, String>,
}

/// What stands in `plan.toml`.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub id: String,
    pub name: Text,
    pub validity: Period,
    pub issued: Day,
    pub stacking: Chosen<Stacking>,
}

impl Default for Head {
    /// A stand-in while a plan with mistakes in its head is read on.
    fn default() -> Self {
        Self {
            id: String::new(),
            name: Text::default(),
            validity: Period { from: Day::FIRST, to: Day::LAST },
            issued: Day::FIRST,
            stacking: Chosen::Fixed(Stacking::Both),
        }
    }
}

/// Everything a plan holds, in the order of its clauses.
#[derive(Debug, Clone, Default)]
pub(crate) struct Items {
    pub units: Vec<Unit>,
    pub clauses: Vec<Clause>,
    pub readings: Vec<Reading>,
    pub filters: Vec<NamedFilter>,
    pub products: Vec<ProductEntry>,
    pub exclusions: Vec<ExclusiveEntry>,
    pub pools: Vec<Pool>,
    pub plain_figures: Vec<FigureEntry>,
    pub measures: Vec<MeasureEntry>,
    pub targets: Vec<TargetEntry>,
    pub tasks: Vec<Task>,
    pub datasets: Vec<DatasetEntry>,
    /// Units that only supply data.
    pub suppliers: Vec<Unit>,
    /// Where each id was given, while the plan is read: id, place, of what.
    pub places: Vec<(String, At, &'static str)>,
}

/// A figure of a plan, as it may be asked and set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Path: `startup-loan-subsidy.rate`.
    pub path: String,
    /// Clause it stands in.
    pub clause: String,
    /// Unit.
    pub unit: FigureUnit,
    /// Values and the days they hold for.
    pub values: Vec<Dated>,
}

impl Parameter {
    /// Whether it waits for a notice on every day.
    #[must_use]
    pub fn is_unset(&self) -> bool {
        self.values.iter().all(|dated| dated.value.is_none())
    }
}

impl Items {
    pub fn place(&mut self, id: &str, at: At, what: &'static str) {
        self.places.push((id.to_owned(), at, what));
    }

    /// Brings everything into the order of the clauses, whatever the order of
    /// the files.
    pub fn in_order(&mut self) {
        self.clauses.sort_by_key(|clause| clause_order(&clause.id));
        self.readings.sort_by_key(|item| clause_order(&item.clause));
        self.filters.sort_by_key(|item| clause_order(&item.clause));
        self.products.sort_by_key(|item| clause_order(&item.clause));
        self.exclusions.sort_by_key(|item| clause_order(&item.clause));
        self.pools.sort_by_key(|item| clause_order(&item.clause));
        self.plain_figures.sort_by_key(|item| clause_order(&item.clause));
        self.measures.sort_by_key(|item| clause_order(&item.clause));
        self.targets.sort_by_key(|item| clause_order(&item.clause));
        self.tasks.sort_by_key(|item| clause_order(&item.clause));
        self.datasets.sort_by(|one, other| one.id.cmp(&other.id));
    }

    pub fn filter(&self, id: &str) -> Option<&NamedFilter> {
        self.filters.iter().find(|filter| filter.id == id)
    }

    pub fn product(&self, id: &str) -> Option<&ProductEntry> {
        self.products.iter().find(|product| product.id == id)
    }

    pub fn reading(&self, id: &str) -> Option<&Reading> {
        self.readings.iter().find(|reading| reading.id == id)
    }
}

/// `3.1` before `3.2` before `10.1`.
pub(crate) fn clause_order(id: &str) -> Vec<u32> {
    id.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect()
}

impl Plan {
    pub(crate) fn without_places(mut self) -> Self {
        self.items.places = Vec::new();
        self
    }

    /// The plan's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.head.id
    }

    /// The plan's name.
    #[must_use]
    pub fn name(&self) -> &Text {
        &self.head.name
    }

    /// The days the plan is in force, half-open.
    #[must_use]
    pub fn validity(&self) -> Period {
        self.head.validity
    }

    /// The day the plan was issued.
    #[must_use]
    pub fn issued(&self) -> Day {
        self.head.issued
    }

    /// The last day before the plan's first day: what changes are measured against.
    #[must_use]
    pub fn base(&self) -> Day {
        self.head.validity.from.before()
    }

    /// Clauses, in the order of the notice.
    #[must_use]
    pub fn clauses(&self) -> &[Clause] {
        &self.items.clauses
    }

    /// Units with tasks.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.items.units
    }

    /// Readings of unclear sentences.
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
        &self.items.readings
    }

    /// Named filters.
    #[must_use]
    pub fn filters(&self) -> &[NamedFilter] {
        &self.items.filters
    }

    /// Products on the shelf.
    #[must_use]
    pub fn products(&self) -> &[ProductEntry] {
        &self.items.products
    }

    /// Pairs of products that exclude each other.
    #[must_use]
    pub fn exclusions(&self) -> &[ExclusiveEntry] {
        &self.items.exclusions
    }

    /// Risk pools.
    #[must_use]
    pub fn pools(&self) -> &[Pool] {
        &self.items.pools
    }

    /// Figures that belong to no other item.
    #[must_use]
    pub fn figures(&self) -> &[FigureEntry] {
        &self.items.plain_figures
    }

    /// Measures.
    #[must_use]
    pub fn measures(&self) -> &[MeasureEntry] {
        &self.items.measures
    }

    /// Targets and watched figures.
    #[must_use]
    pub fn targets(&self) -> &[TargetEntry] {
        &self.items.targets
    }

    /// Tasks.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.items.tasks
    }

    /// Data sets, by id.
    #[must_use]
    pub fn datasets(&self) -> &[DatasetEntry] {
        &self.items.datasets
    }

    /// A unit by its id, be it one that only supplies data and has no task.
    #[must_use]
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.items.units.iter().chain(&self.items.suppliers).find(|unit| unit.id == id)
    }

    /// The kinds of what can be sent: books, and the plan's data sets.
    #[must_use]
    pub fn kinds(&self) -> Kinds {
        Kinds::with(&self.items.datasets.iter().map(|entry| entry.dataset).collect::<Vec<_>>())
    }

    /// Every figure, by path.
    #[must_use]
    pub fn parameters(&self) -> Vec<Parameter> {
        let one = |(path, figure): (&String, &Figure)| Parameter {
            path: path.clone(),
            clause: figure.clause.clone(),
            unit: figure.unit(),
            values: figure.values.clone(),
        };
        self.figures.iter().map(one).collect()
    }

    /// The figure of a path or of another name of it; the path it goes by.
    pub(crate) fn figure<'p>(&'p self, path: &'p str) -> Option<(&'p str, &'p Figure)> {
        let path = self.aliases.get(path).map_or(path, String::as_str);
        self.figures.get_key_value(path).map(|(path, figure)| (path.as_str(), figure))
    }
}
