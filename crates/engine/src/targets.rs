//! The plan's targets on a day: values, what stands behind them, and whether
//! the goals are met.
//!
//! All sums are whole numbers and all comparisons exact; a value is rounded
//! once, where it is written.

mod breakdown;
mod counts;
mod excess;
mod grouping;
mod growth;
mod loans;
mod observed;
mod pace;
mod parts;
mod sums;
mod table;

pub use pace::{Needed, NeededOf, needed, path};

use std::cmp::Ordering;
use std::collections::BTreeSet;

use huigu_book::Book;
use huigu_facts::Figure;
use huigu_plan::{Direction, Formula, Goal, Rules, Target};
use huigu_quantity::{Day, Ratio};

pub use breakdown::targets_by;

use crate::findings::{Settlement, TargetFinding, TargetsAnswer, Unjudged};
use crate::judge::Judge;
use crate::loans::{Keep, LoanMeasures};
use crate::scan::{FigureSource, Figures, Program, chunks, walk};
use crate::settle::settled;
use crate::tallies::Tallies;
use crate::tally::Years;
use grouping::Grouping;
use growth::Growth;
use parts::{Parts, figures, goal, in_unit, needs_base, shown_at_base, shown_parts, value};
use table::{Asking, Table, is_observed};

/// Days after the base from which an annualised figure is judged.
const JUDGED_AFTER: i64 = 365;

/// The plan's targets and watched figures on the day of the rules.
#[must_use]
pub fn targets(book: &Book, rules: &Rules) -> TargetsAnswer {
    let judge = Judge::of_targets(book);
    let figures = figures(rules);
    let table = Table::new(&judge, &figures, &days_asked(rules, &figures), Grouping::new(book, None));
    answer(book, rules, &figures, &table)
}

/// A year's settlement and the targets on its last day, from one walk over
/// the loans; the rules are those of that day.
#[must_use]
pub fn annual(book: &Book, rules: &Rules) -> (Settlement, TargetsAnswer) {
    let (judge, years) = (Judge::new(book, rules), Years::of(rules.asked.year()));
    let (mut program, mut columns) = (Program::new(&judge), Figures::default());
    let loans = LoanMeasures::new(rules, years, &mut program, &mut columns, |_| true);
    let figures = figures(rules);
    let wanted = days_asked(rules, &figures);
    let asking = Asking::new(&judge, &figures, &wanted, Grouping::new(book, None), &mut program, &mut columns);
    let parts = walk(
        &program,
        &FigureSource::streamed(&columns),
        &chunks(book),
        || (loans.fresh(Keep::Sums), asking.loans.fresh()),
        |(measures, targets), view| {
            loans.take(measures, view);
            asking.loans.take(targets, view);
        },
    );
    let (measures, targets) = parts.into_iter().unzip();
    let tallies = Tallies::of(&judge, rules, years, &loans, measures);
    (settled(&judge, rules, years, &tallies), answer(book, rules, &figures, &asking.table(targets)))
}

fn answer(book: &Book, rules: &Rules, figures: &[&Target], table: &Table) -> TargetsAnswer {
    let watched_from = rules.targets.len();
    let findings = figures.iter().enumerate().map(|(place, figure)| {
        let standing = TargetSums::of(rules, table, place, figure);
        standing.finding(book, place >= watched_from)
    });
    let mut targets: Vec<TargetFinding> = findings.collect();
    let watched = targets.split_off(watched_from);
    TargetsAnswer { plan: rules.plan.clone(), as_of: rules.asked, targets, watched }
}

fn days_asked(rules: &Rules, figures: &[&Target]) -> BTreeSet<(Day, usize)> {
    let set = figures.iter().enumerate().filter(|(_, figure)| figure.unset.is_empty());
    set.flat_map(|(place, figure)| {
        let is_watched = place >= rules.targets.len();
        let base = (is_watched || needs_base(&figure.formula)).then_some(rules.base);
        base.into_iter().chain([rules.asked]).map(move |day| (day, place))
    })
    .collect()
}

/// One figure with its sums on the day and at the base.
struct TargetSums<'a> {
    figure: &'a Target,
    /// Days since the base.
    days: i64,
    /// `None`: nothing was reported, or the figure waits for a notice.
    now: Option<Parts>,
    base: Option<Parts>,
}

impl<'a> TargetSums<'a> {
    fn of(rules: &Rules, table: &Table, place: usize, figure: &'a Target) -> Self {
        let set = figure.unset.is_empty();
        let at = |day: Day| table.get(day, place, &figure.formula, 0).filter(|_| set);
        let days = i64::from(rules.asked.0 - rules.base.0);
        Self { figure, days, now: at(rules.asked), base: at(rules.base) }
    }

    fn finding(&self, book: &Book, is_watched: bool) -> TargetFinding {
        let formula = &self.figure.formula;
        let base = self.base.unwrap_or_default();
        let value = self.now.and_then(|now| value(formula, now, base, self.days));
        let (numerator, denominator) = self.now.map_or((None, None), |now| shown_parts(formula, now, base));
        let excess = value.as_ref().and(self.now).and_then(|now| now.excess);
        let judged = self.judge(value.as_ref());
        let (met, why) = match judged {
            Ok(met) => (Some(met), None),
            Err(Unjudged::NoGoal) if is_watched => (None, None),
            Err(unjudged) => (None, Some(unjudged)),
        };
        TargetFinding {
            target: self.figure.id.clone(),
            name: self.figure.name.clone(),
            clause: self.figure.clause.clone(),
            direction: (!is_watched).then_some(self.figure.direction.code()),
            goal: self.figure.goal.map(|found| in_unit(self.figure, goal(found))),
            value: value.map(|value| in_unit(self.figure, value)),
            numerator,
            denominator,
            at_base: if is_watched { self.value_at_base() } else { self.base_behind() },
            lender: excess.map(|excess| book.organisations.ids.get(excess.lender).to_owned()),
            book_only: excess.map(|excess| excess.book_only),
            met,
            why,
        }
    }

    /// A watched figure as it stood at the base. A change since the base
    /// stood at nothing then, so what it is a change of is told instead.
    fn value_at_base(&self) -> Option<Figure> {
        let formula = &self.figure.formula;
        if needs_base(formula) {
            return self.base_behind();
        }
        let base = self.base?;
        value(formula, base, base, 0).map(|value| in_unit(self.figure, value))
    }

    fn base_behind(&self) -> Option<Figure> {
        self.base.and_then(|base| shown_at_base(&self.figure.formula, base))
    }

    /// Whether the goal is met, by the figure before rounding.
    fn judge(&self, value: Option<&Ratio>) -> Result<bool, Unjudged> {
        let formula = &self.figure.formula;
        if !self.figure.unset.is_empty() {
            return Err(Unjudged::Unset(self.figure.unset.clone()));
        }
        let value = value.ok_or_else(|| self.why_no_value())?;
        let goal = self.figure.goal.ok_or(Unjudged::NoGoal)?;
        if formula.is_annualised() && self.days < JUDGED_AFTER {
            return Err(Unjudged::TooEarly);
        }
        let stands = match (self.growth(), goal) {
            (Some(growth), Goal::Share(rate) | Goal::Times(rate)) => growth.against(rate.0),
            _ => value.cmp(&self::goal(goal)),
        };
        Ok(match self.figure.direction {
            Direction::AtLeast => stands != Ordering::Less,
            Direction::AtMost => stands != Ordering::Greater,
        })
    }

    fn growth(&self) -> Option<Growth> {
        match self.figure.formula {
            Formula::BalanceGrowth { .. } => Growth::new(self.now?.above, self.base?.above, self.days),
            _ => None,
        }
    }

    fn why_no_value(&self) -> Unjudged {
        // Only a growth of a few days can be beyond showing.
        if !is_observed(&self.figure.formula) && self.growth().is_some() {
            Unjudged::TooSteep
        } else {
            Unjudged::NoData
        }
    }
}
