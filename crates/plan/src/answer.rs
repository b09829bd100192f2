//! The plan as it reads on one day: every figure in place, named filters,
//! product limits and readings spelled out.

use std::cell::RefCell;
use std::collections::BTreeSet;

use huigu_quantity::{ClosedList, Day, Fen, Period, Ppm};
use thiserror::Error;

use crate::filter::{Filter, Is};
use crate::items::{AmountEntry, CapEntry, Chosen, FormulaEntry, FormulaKind, MeasureEntry, ProductEntry, TargetEntry};
use crate::keys::Makes;
use crate::plan::Plan;
use crate::quantity::Quantity;
use crate::rules::{
    Amount, Cap, Condition, EventSum, Exclusion, Formula, Goal, Measure, Product, Rules, StagePrice, Standing, Target,
    Terms, WordSet,
};
use crate::words::Counts;

/// A question outside the dates of the plan or of one of its figures.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "{asked} is outside the validity [{}, {}) of {what}: ask for a date or year inside it, or use the plan in force then",
    period.from, period.to
)]
pub struct OutsideValidity {
    /// The plan's id or the figure's path.
    pub what: String,
    /// The days it holds for, half-open.
    pub period: Period,
    /// The day asked.
    pub asked: Day,
}

type Answer<T> = Result<T, OutsideValidity>;

/// One item being asked on a day.
struct Asked<'p> {
    plan: &'p Plan,
    day: Day,
    owner: &'p str,
    unset: RefCell<BTreeSet<String>>,
}

impl Plan {
    /// The plan as it reads on a day: the last day of a settled year, or a
    /// target's date.
    ///
    /// # Errors
    /// [`OutsideValidity`] when the day is outside the plan's validity or a
    /// figure's dates.
    pub fn rules_at(&self, day: Day) -> Result<Rules, OutsideValidity> {
        if !self.validity().contains(day) {
            return Err(OutsideValidity { what: self.id().to_owned(), period: self.validity(), asked: day });
        }
        let mut products =
            self.items.products.iter().map(|entry| self.product(entry, day)).collect::<Answer<Vec<_>>>()?;
        products.sort_by(|a, b| a.id.cmp(&b.id));
        let targets = |watched| self.items.targets.iter().filter(move |entry| entry.watched == watched);
        Ok(Rules {
            plan: self.id().to_owned(),
            validity: self.validity(),
            asked: day,
            base: self.base(),
            stacking: self.choose(&self.head.stacking),
            products,
            exclusions: self.exclusions_now(),
            measures: self.items.measures.iter().map(|entry| self.measure(entry, day)).collect::<Answer<_>>()?,
            targets: targets(false).map(|entry| self.target(entry, day)).collect::<Answer<_>>()?,
            watched: targets(true).map(|entry| self.target(entry, day)).collect::<Answer<_>>()?,
        })
    }

    fn ask<'p>(&'p self, owner: &'p str, day: Day) -> Asked<'p> {
        Asked { plan: self, day, owner, unset: RefCell::default() }
    }

    /// A word, or what the reading it follows chooses. Loading and setting let
    /// a reading choose only words that fit ([`crate::link`]).
    fn choose<T: ClosedList>(&self, chosen: &Chosen<T>) -> T {
        match chosen {
            Chosen::Fixed(word) => *word,
            Chosen::By(id) => self.items.reading(id).and_then(|reading| T::of(&reading.choice)).unwrap_or(T::ALL[0]),
        }
    }

    fn exclusions_now(&self) -> Vec<Exclusion> {
        let one = |entry: &crate::items::ExclusiveEntry| Exclusion {
            products: entry.products.clone(),
            time: self.choose(&entry.time),
        };
        self.items.exclusions.iter().map(one).collect()
    }

    fn product(&self, entry: &ProductEntry, day: Day) -> Answer<Product> {
        let asked = self.ask(&entry.id, day);
        Ok(Product {
            id: entry.id.clone(),
            clause: entry.clause.clone(),
            name: entry.name.clone(),
            limits: asked.conditions(&entry.limits)?,
            per_borrower: match &entry.per_borrower {
                Some(path) => asked.money(path)?,
                None => None,
            },
        })
    }

    fn measure(&self, entry: &MeasureEntry, day: Day) -> Answer<Measure> {
        let asked = self.ask(&entry.id, day);
        let mut conditions = Vec::new();
        if let Some(product) = entry.product.as_ref().and_then(|id| self.items.product(id)) {
            let limits = asked.product_conditions(product)?;
            match entry.counts {
                Counts::Guarantees => conditions.push(Condition::GuaranteedLoan(limits)),
                Counts::Loans | Counts::Deals => conditions.extend(limits),
            }
        }
        conditions.extend(asked.conditions(&entry.filter)?);
        let amount = asked.amount(&entry.amount)?;
        let mut caps = entry.caps.iter().map(|cap| asked.cap(cap)).collect::<Answer<Vec<_>>>()?;
        caps.sort_by_key(|cap| cap.as_ref().map(|cap| cap.scope));
        let unset: Vec<String> = asked.unset.into_inner().into_iter().collect();
        let standing = match (amount, caps.into_iter().collect::<Option<Vec<_>>>()) {
            (Some(amount), Some(caps)) if unset.is_empty() => Standing::Active(Terms {
                counts: entry.counts,
                beneficiary: entry.beneficiary,
                conditions: in_district(conditions),
                amount,
                caps,
            }),
            _ => Standing::Inactive { unset },
        };
        Ok(Measure {
            id: entry.id.clone(),
            clause: entry.clause.clone(),
            name: entry.name.clone(),
            product: entry.product.clone(),
            standing,
        })
    }

    fn target(&self, entry: &TargetEntry, day: Day) -> Answer<Target> {
        let asked = self.ask(&entry.id, day);
        let formula = asked.formula(&entry.formula)?;
        // A goal that is not set leaves the value to be watched.
        let goal = match &entry.goal {
            Some(path) => self.ask(&entry.id, day).figure(path)?.and_then(goal),
            None => None,
        };
        Ok(Target {
            id: entry.id.clone(),
            clause: entry.clause.clone(),
            name: entry.name.clone(),
            direction: entry.direction,
            goal,
            unset: asked.unset.into_inner().into_iter().collect(),
            formula,
        })
    }
}

/// Only parties in the district count: the first condition, where the plan
/// does not speak of the district itself.
fn in_district(mut conditions: Vec<Condition>) -> Vec<Condition> {
    if !conditions.iter().any(|condition| matches!(condition, Condition::InDistrict(_))) {
        conditions.insert(0, Condition::InDistrict(true));
    }
    conditions
}

fn goal(quantity: Quantity) -> Option<Goal> {
    Some(match quantity {
        Quantity::Percent(rate) | Quantity::Points(rate) => Goal::Share(rate),
        Quantity::Times(times) => Goal::Times(times),
        Quantity::Money(sum) => Goal::Money(sum),
        // A number of things is that many times one.
        Quantity::Number(number) => Goal::Times(Ppm(number.checked_mul(1_000_000)?)),
        Quantity::Years(_) => return None,
    })
}

impl Asked<'_> {
    /// A figure's value; unset, its name is noted.
    fn figure(&self, path: &str) -> Answer<Option<Quantity>> {
        let Some((path, figure)) = self.plan.figure(path) else { return Ok(None) };
        let value =
            figure.on(self.day).map_err(|period| OutsideValidity { what: path.to_owned(), period, asked: self.day })?;
        if value.is_none() {
            let own = path.strip_prefix(self.owner).and_then(|rest| rest.strip_prefix('.'));
            self.unset.borrow_mut().insert(own.unwrap_or(path).to_owned());
        }
        Ok(value)
    }

    fn money(&self, path: &str) -> Answer<Option<Fen>> {
        Ok(match self.figure(path)? {
            Some(Quantity::Money(sum)) => Some(sum),
            _ => None,
        })
    }

    fn share(&self, path: &str) -> Answer<Option<Ppm>> {
        Ok(match self.figure(path)? {
            Some(Quantity::Percent(rate)) => Some(rate),
            _ => None,
        })
    }

    fn conditions(&self, filter: &Filter) -> Answer<Vec<Condition>> {
        let mut out = Vec::new();
        for part in &filter.parts {
            match &part.is {
                Is::Fixed(condition, _) => out.push(condition.clone()),
                Is::Figure(path) => out.extend(self.limit(&part.key.makes, path)?),
                Is::Named(names) => {
                    for named in names.iter().filter_map(|name| self.plan.items.filter(name)) {
                        out.extend(self.conditions(&named.filter)?);
                    }
                }
                Is::Any(filters) => {
                    let lists = filters.iter().map(|inner| self.conditions(inner)).collect::<Answer<_>>()?;
                    out.push(Condition::Any(lists));
                }
                Is::Not(inner) => out.push(Condition::Not(self.conditions(inner)?)),
                Is::GuaranteedLoan(inner) => out.push(Condition::GuaranteedLoan(self.conditions(inner)?)),
                Is::ByReading(id, sides) => {
                    let choice = self.plan.items.reading(id).map_or("", |reading| reading.choice.as_str());
                    if let Some((_, side)) = sides.iter().find(|(word, _)| word == choice) {
                        out.extend(self.conditions(side)?);
                    }
                }
            }
        }
        Ok(out)
    }

    fn limit(&self, makes: &Makes, path: &str) -> Answer<Option<Condition>> {
        Ok(match (makes, self.figure(path)?) {
            (Makes::Sum(make), Some(Quantity::Money(sum))) => Some(make(sum)),
            (Makes::Years(make), Some(Quantity::Years(years))) => Some(make(years)),
            (Makes::Points(make), Some(Quantity::Points(points))) => Some(make(points)),
            _ => None,
        })
    }

    /// What a loan under a product must meet, in the order told by near misses.
    fn product_conditions(&self, product: &ProductEntry) -> Answer<Vec<Condition>> {
        let mut out = vec![Condition::Product(vec![product.id.clone()])];
        out.extend(self.conditions(&product.limits)?);
        if let Some(path) = &product.per_borrower
            && let Some(limit) = self.money(path)?
        {
            out.push(Condition::BorrowerLimit { product: product.id.clone(), limit });
        }
        for exclusion in self.plan.exclusions_now() {
            let [first, second] = exclusion.products;
            let by = match (first == product.id, second == product.id) {
                (true, _) => second,
                (_, true) => first,
                _ => continue,
            };
            out.push(Condition::NotExcluded { by, time: exclusion.time });
        }
        Ok(out)
    }

    fn amount(&self, entry: &AmountEntry) -> Answer<Option<Amount>> {
        Ok(match entry {
            AmountEntry::RateOnDailyAverage(path) => self.share(path)?.map(|rate| Amount::RateOnDailyAverage { rate }),
            AmountEntry::RateOnIncrease(path, by) => {
                let by = self.plan.choose(by);
                self.share(path)?.map(|rate| Amount::RateOnIncrease { rate, by })
            }
            AmountEntry::FixedEach(path) => self.money(path)?.map(|sum| Amount::FixedEach { sum }),
            AmountEntry::RateOnSum(path) => self.share(path)?.map(|rate| Amount::RateOnSum { rate }),
            AmountEntry::FixedPerStage(Err(path)) => {
                self.figure(path)?;
                None
            }
            AmountEntry::FixedPerStage(Ok(stages)) => {
                let price = |stage: &crate::items::StageEntry| {
                    let sum = self.money(&stage.sum)?;
                    Ok(sum.map(|sum| StagePrice { kind: stage.kind, stage: stage.stage, sum }))
                };
                let prices = stages.iter().map(price).collect::<Answer<Option<Vec<_>>>>()?;
                prices.map(|prices| Amount::FixedPerStage { prices })
            }
            AmountEntry::ShareOfInterest(path) => self.share(path)?.map(|share| Amount::ShareOfInterest { share }),
            AmountEntry::ShareOfFee(path) => self.share(path)?.map(|share| Amount::ShareOfFee { share }),
            AmountEntry::ShareOfPremium(path) => self.share(path)?.map(|share| Amount::ShareOfPremium { share }),
        })
    }

    fn cap(&self, entry: &CapEntry) -> Answer<Option<Cap>> {
        let scope = self.plan.choose(&entry.scope);
        Ok(self.money(&entry.sum)?.map(|sum| Cap { name: entry.name.to_owned(), scope, sum }))
    }

    fn formula(&self, entry: &FormulaEntry) -> Answer<Formula> {
        // Filters in the order of their keys; which of them stand alone, and so
        // speak of parties in the district, is said here.
        let mut lists = Vec::new();
        for (key, filter) in &entry.filters {
            let conditions = self.conditions(filter)?;
            let alone = !matches!(*key, "part" | "bad");
            lists.push(if alone { in_district(conditions) } else { conditions });
        }
        let mut lists = lists.into_iter();
        let mut next = || lists.next().unwrap_or_default();
        let indicator = entry.indicator.clone().unwrap_or_default();
        let kinds = |place: usize| entry.kinds.get(place).map_or_else(|| WordSet::of(&[]), |(kinds, _)| *kinds);
        Ok(match entry.kind {
            FormulaKind::ShareOfBalances => Formula::ShareOfBalances { of: next(), part: next() },
            FormulaKind::ShareChange => Formula::ShareChange { of: next(), part: next() },
            FormulaKind::BalanceGrowth => Formula::BalanceGrowth { of: next() },
            FormulaKind::CountGrowth => Formula::CountGrowth { of: next() },
            FormulaKind::DemandCoverage => Formula::DemandCoverage { of: next() },
            FormulaKind::BorrowerShare => Formula::BorrowerShare { of: next(), part: next() },
            FormulaKind::RatioExcess => {
                Formula::RatioExcess { of: next(), all: next(), bad: next(), reported: entry.indicator.clone() }
            }
            FormulaKind::EventRatio => Formula::EventRatio {
                numerator: EventSum { kinds: kinds(0), of: next() },
                denominator: EventSum { kinds: kinds(1), of: next() },
            },
            FormulaKind::BalanceOverSum => {
                let sum = match &entry.size {
                    Some(path) => self.money(path)?.unwrap_or_default(),
                    None => Fen::ZERO,
                };
                Formula::BalanceOverSum { of: next(), sum }
            }
            FormulaKind::MeanFee => Formula::MeanFee { of: next() },
            FormulaKind::ObservationLast => Formula::ObservationLast { indicator },
            FormulaKind::ObservationSum => Formula::ObservationSum { indicator },
            FormulaKind::ObservationGrowth => Formula::ObservationGrowth { indicator },
            FormulaKind::MeanRate => Formula::MeanRate { of: next(), with_fee: entry.with_fee },
            FormulaKind::BorrowerCount => Formula::BorrowerCount { of: next() },
            FormulaKind::ProductCount => Formula::ProductCount { of: next() },
        })
    }
}
