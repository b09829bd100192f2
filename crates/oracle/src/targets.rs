//! Every target and watched figure at the end of one day.

use std::collections::BTreeSet;

use huigu_facts::GuaranteeEventKind;
use huigu_plan::{Condition, Direction, EventSum, Formula, Goal, Rules, Target};
use huigu_quantity::{Day, Period, Ratio};
use num_bigint::BigInt;

use crate::balance;
use crate::books::{Books, Guarantee, Loan, Observation};
use crate::conditions::{Figure, Item, guaranteed_loan, meets};
use crate::who;

/// What a target came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Watched {
    /// The target.
    pub target: String,
    /// Its numerator on the day, in its own unit, where the figure is one
    /// fraction: fen, fen times parts per million, parties, loans.
    pub numerator: Option<i128>,
    /// Its denominator.
    pub denominator: Option<i128>,
    /// The value; `None`: no data.
    pub value: Option<Value>,
    /// Whether the goal is met; `None` without goal, without value, or before
    /// an annualised figure is judged.
    pub met: Option<bool>,
}

/// A value, exact or (the growth rate) in floating point.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Exact; money in yuan.
    Exact(Ratio),
    /// "right to 1e-6".
    Approximate(f64),
}

impl Value {
    /// Six decimals, as answers write it.
    #[must_use]
    pub fn decimal(&self) -> String {
        match self {
            Self::Exact(ratio) => ratio.decimal(6),
            Self::Approximate(value) => {
                let text = format!("{value:.6}");
                if text == "-0.000000" { "0.000000".to_owned() } else { text }
            }
        }
    }
}

/// Targets, then watched figures, of [`Rules`] at the end of [`Rules::asked`].
#[must_use]
pub fn targets(books: &Books, rules: &Rules) -> Vec<Watched> {
    let look = Look { books, day: rules.asked, base: rules.base };
    rules.targets.iter().chain(&rules.watched).map(|target| look.watch(target)).collect()
}

/// One figure on the way to its value.
#[derive(Default)]
struct Figures {
    numerator: Option<i128>,
    denominator: Option<i128>,
    value: Option<Value>,
}

impl Figures {
    /// "A share or growth whose denominator is zero … has no value".
    fn share(numerator: i128, denominator: i128) -> Self {
        let value = Ratio::new(numerator, denominator).map(Value::Exact);
        Self { numerator: Some(numerator), denominator: Some(denominator), value }
    }

    /// That share, minus 1.
    fn growth(numerator: i128, denominator: i128) -> Self {
        let value = Ratio::new(numerator - denominator, denominator).map(Value::Exact);
        Self { value, ..Self::share(numerator, denominator) }
    }

    fn count(number: usize) -> Self {
        Self { value: Some(Value::Exact(Ratio::whole(number as i128))), ..Self::default() }
    }

    /// Of millionths.
    fn observed(millionths: Option<i128>) -> Self {
        let value = millionths.and_then(|value| Ratio::new(value, 1_000_000)).map(Value::Exact);
        Self { value, ..Self::default() }
    }
}

struct Look<'b> {
    books: &'b Books,
    day: Day,
    base: Day,
}

impl<'b> Look<'b> {
    fn watch(&self, target: &Target) -> Watched {
        let figures = if target.unset.is_empty() { self.figures(&target.formula) } else { Figures::default() };
        let met = figures.value.as_ref().and_then(|value| self.met(target, value));
        Watched {
            target: target.id.clone(),
            numerator: figures.numerator,
            denominator: figures.denominator,
            value: figures.value,
            met,
        }
    }

    fn days_since_base(&self) -> i64 {
        Period { from: self.base, to: self.day }.days()
    }

    /// "judged (`met`) only once 365 days have passed since the base".
    fn met(&self, target: &Target, value: &Value) -> Option<bool> {
        let goal = match target.goal? {
            Goal::Share(goal) | Goal::Times(goal) => Ratio::new(i128::from(goal.0), 1_000_000)?,
            Goal::Money(goal) => Ratio::new(i128::from(goal.0), 100)?,
        };
        if target.formula.is_annualised() && self.days_since_base() < 365 {
            return None;
        }
        let order = match (value, &target.formula) {
            (Value::Exact(value), _) => value.cmp(&goal),
            (Value::Approximate(_), Formula::BalanceGrowth { of }) => self.growth_against(of, &goal)?,
            (Value::Approximate(_), _) => return None,
        };
        Some(match target.direction {
            Direction::AtLeast => order.is_ge(),
            Direction::AtMost => order.is_le(),
        })
    }

    /// Compares (b / b0)^(365/days) - 1 with the goal exactly: both sides to
    /// the power of `days`, over a common denominator.
    fn growth_against(&self, of: &[Condition], goal: &Ratio) -> Option<std::cmp::Ordering> {
        let power = |base: BigInt, exponent: i64| -> Option<BigInt> { Some(base.pow(u32::try_from(exponent).ok()?)) };
        let million: BigInt = BigInt::from(1_000_000);
        let goal = (goal.scaled(6) + &million).max(BigInt::ZERO);
        let days = self.days_since_base();
        let left = power(BigInt::from(self.balance(of, self.day)), 365)? * power(million, days)?;
        let right = power(goal, days)? * power(BigInt::from(self.balance(of, self.base)), 365)?;
        Some(left.cmp(&right))
    }

    fn figures(&self, formula: &Formula) -> Figures {
        match formula {
            Formula::ShareOfBalances { of, part } => {
                Figures::share(self.balance_of_both(of, part, self.day), self.balance(of, self.day))
            }
            Formula::ShareChange { of, part } => self.share_change(of, part),
            Formula::BalanceGrowth { of } => self.balance_growth(of),
            Formula::CountGrowth { of } => self.count_growth(of),
            Formula::DemandCoverage { of } => self.demand_coverage(of),
            Formula::BorrowerShare { of, part } => self.borrower_share(of, part),
            Formula::RatioExcess { of, all, bad, reported } => {
                let value = self.ratio_excess(of, all, bad, reported.as_deref());
                Figures { value: value.map(Value::Exact), ..Figures::default() }
            }
            Formula::EventRatio { numerator, denominator } => {
                Figures::share(self.event_sum(numerator), self.event_sum(denominator))
            }
            Formula::BalanceOverSum { of, sum } => Figures::share(self.balance(of, self.day), i128::from(sum.0)),
            Formula::MeanFee { of } => self.mean_fee(of),
            Formula::ObservationLast { indicator } => {
                let latest = self.ended(indicator, "").max_by_key(|row| row.period.last);
                Figures::observed(latest.map(|row| row.value))
            }
            Formula::ObservationSum { indicator } => {
                let values: Vec<i128> = self.of_the_year(indicator).map(|row| row.value).collect();
                // "none: no value"
                Figures::observed((!values.is_empty()).then(|| values.iter().sum()))
            }
            Formula::ObservationGrowth { indicator } => self.observation_growth(indicator),
            Formula::MeanRate { of, with_fee } => self.mean_rate(of, *with_fee),
            Formula::BorrowerCount { of } => {
                let borrowers: BTreeSet<_> = self.owing(of).into_iter().map(|loan| &loan.borrower).collect();
                Figures::count(borrowers.len())
            }
            Formula::ProductCount { of } => {
                let products: BTreeSet<_> = self.owing(of).into_iter().map(|loan| &loan.product).collect();
                Figures::count(products.into_iter().filter(|product| !product.is_empty()).count())
            }
        }
    }

    /// Loans meeting the conditions when a figure of balances of `day` asks.
    fn loans(&self, of: &[Condition], day: Day) -> impl Iterator<Item = &'b Loan> {
        let all = self.books.loans.iter();
        all.filter(move |loan| meets(self.books, Item::Loan(loan), of, Figure::Balance(day)))
    }

    /// Loans taken from `from` to `to`, both days included.
    fn taken(&self, of: &[Condition], from: Day, to: Day) -> impl Iterator<Item = &'b Loan> {
        let started = self.books.loans.iter().filter(move |loan| from <= loan.start && loan.start <= to);
        started.filter(move |loan| meets(self.books, Item::Loan(loan), of, Figure::Taken(to)))
    }

    fn new_year(&self) -> Day {
        Day::new_year(self.day.year())
    }

    fn loan_balance(&self, loan: &Loan, day: Day) -> i128 {
        balance::of_loan(self.books, loan).balance(day)
    }

    fn balance(&self, of: &[Condition], day: Day) -> i128 {
        self.loans(of, day).map(|loan| self.loan_balance(loan, day)).sum()
    }

    fn balance_of_both(&self, of: &[Condition], part: &[Condition], day: Day) -> i128 {
        self.balance(&[of, part].concat(), day)
    }

    fn owing(&self, of: &[Condition]) -> Vec<&'b Loan> {
        self.loans(of, self.day).filter(|loan| self.loan_balance(loan, self.day) > 0).collect()
    }

    /// "(share(d) - share(base)) / (days since base / 365)"
    fn share_change(&self, of: &[Condition], part: &[Condition]) -> Figures {
        let share = |day| Figures::share(self.balance_of_both(of, part, day), self.balance(of, day));
        let (now, then) = (share(self.day), share(self.base));
        let value = match (&now.value, &then.value) {
            (Some(Value::Exact(now)), Some(Value::Exact(then))) => {
                let years = Ratio::new(i128::from(self.days_since_base()), 365);
                years.and_then(|years| (now - then).checked_div(&years)).map(Value::Exact)
            }
            _ => None,
        };
        Figures { value, ..now }
    }

    /// "(balance(d) / balance(base))^(365/days since base) - 1"
    fn balance_growth(&self, of: &[Condition]) -> Figures {
        let (now, then) = (self.balance(of, self.day), self.balance(of, self.base));
        let days = self.days_since_base();
        let growth = |ratio: Ratio| ratio.approximate().powf(365.0 / days as f64) - 1.0;
        let value = Ratio::new(now, then).filter(|_| days > 0).map(|ratio| Value::Approximate(growth(ratio)));
        Figures { numerator: Some(now), denominator: Some(then), value }
    }

    /// "started from 1 January to d, over those from 1 January of the year
    /// before to the same calendar day (29 February: the 28th), minus 1"
    fn count_growth(&self, of: &[Condition]) -> Figures {
        let now = self.taken(of, self.new_year(), self.day).count();
        let then = self.taken(of, self.new_year().plus_years(-1), self.day.plus_years(-1)).count();
        Figures::growth(now as i128, then as i128)
    }

    /// "parties … of a demand made from 1 January to d …: those holding at d a
    /// row of `credit_lines` (amount > 0, granted <= d, no `expires` or
    /// `expires` > d, any lender, also where a later row of the same lender
    /// has another amount) / all of them"
    fn demand_coverage(&self, of: &[Condition]) -> Figures {
        let made = self.books.demands.iter().filter(|demand| self.new_year() <= demand.date && demand.date <= self.day);
        let counted = made.filter(|demand| meets(self.books, Item::Demand(demand), of, Figure::Taken(self.day)));
        let parties: BTreeSet<&String> = counted.map(|demand| &demand.borrower).collect();
        let holds = |party: &&&String| {
            let mut own = self.books.credit_lines.iter().filter(|line| line.borrower == ***party);
            own.any(|line| line.amount.0 > 0 && who::in_force(line, self.day))
        };
        let holding = parties.iter().filter(holds).count();
        Figures::share(holding as i128, parties.len() as i128)
    }

    /// "that took a loan from 1 January to d: those of them one of these loans
    /// of which made them first-time borrowers / all of them"
    fn borrower_share(&self, of: &[Condition], part: &[Condition]) -> Figures {
        let borrowers = |of: &[Condition]| -> BTreeSet<&String> {
            self.taken(of, self.new_year(), self.day).map(|loan| &loan.borrower).collect()
        };
        Figures::share(borrowers(&[of, part].concat()).len() as i128, borrowers(of).len() as i128)
    }

    /// "per lender: NPL ratio … - NPL ratio of all its loans …; the value is
    /// the largest difference; a lender with a zero denominator has none"
    fn ratio_excess(
        &self,
        of: &[Condition],
        all: &[Condition],
        bad: &[Condition],
        reported: Option<&str>,
    ) -> Option<Ratio> {
        let lenders: BTreeSet<&String> = self.books.loans.iter().map(|loan| &loan.lender).collect();
        let excess = |lender: &String| -> Option<Ratio> {
            let ratio = |of: &[Condition]| {
                let sum = |of: &[Condition]| -> i128 {
                    let own = self.loans(of, self.day).filter(|loan| loan.lender == *lender);
                    own.map(|loan| self.loan_balance(loan, self.day)).sum()
                };
                Ratio::new(sum(&[of, bad].concat()), sum(of))
            };
            // "(the observation `npl-ratio-all` of that `org` for the last
            // period ended by d, else from the book …)"
            let observed =
                reported.and_then(|indicator| self.ended(indicator, lender).max_by_key(|row| row.period.last));
            let whole = match observed {
                Some(row) => Ratio::new(row.value, 1_000_000),
                None => ratio(all),
            };
            Some(&ratio(of)? - &whole?)
        };
        lenders.into_iter().filter_map(excess).max()
    }

    /// Events "from 1 January to d", those taken as read included.
    fn event_sum(&self, sum: &EventSum) -> i128 {
        let meeting = |guarantee: &&Guarantee| self.guarantee_meets(guarantee, &sum.of, Figure::Balance(self.day));
        let events = self.books.guarantees.iter().filter(meeting);
        let events = events.flat_map(|guarantee| balance::guarantee_events(self.books, guarantee));
        let counts = |(date, kind, _): &(Day, GuaranteeEventKind, i128)| {
            self.new_year() <= *date && *date <= self.day && sum.kinds.has(Some(*kind))
        };
        events.filter(counts).map(|(_, _, amount)| amount).sum()
    }

    fn guarantee_meets(&self, guarantee: &Guarantee, of: &[Condition], figure: Figure) -> bool {
        meets(self.books, Item::Guarantee(guarantee), of, figure)
    }

    /// "sum(fee_rate x amount) / sum(amount), guarantees … started from 1
    /// January to d"
    fn mean_fee(&self, of: &[Condition]) -> Figures {
        let started = self.books.guarantees.iter();
        let started = started.filter(|guarantee| self.new_year() <= guarantee.start && guarantee.start <= self.day);
        let counted: Vec<_> =
            started.filter(|guarantee| self.guarantee_meets(guarantee, of, Figure::Taken(self.day))).collect();
        let amount = |guarantee: &&Guarantee| i128::from(guarantee.amount.0);
        let fees = counted.iter().map(|guarantee| i128::from(guarantee.fee_rate.0) * amount(guarantee)).sum();
        mean(fees, counted.iter().map(amount).sum())
    }

    /// "average rate of new loans weighted by amount (and with the guarantee
    /// fee)": new loans with a reported rate.
    fn mean_rate(&self, of: &[Condition], with_fee: bool) -> Figures {
        let rated = self.taken(of, self.new_year(), self.day).filter_map(|loan| Some((loan, loan.rate?)));
        let (mut weighted, mut sum) = (0, 0);
        for (loan, rate) in rated {
            sum += i128::from(loan.principal.0);
            weighted += i128::from(rate.0) * i128::from(loan.principal.0);
            if with_fee {
                let behind = |guarantee: &&Guarantee| guaranteed_loan(self.books, guarantee) == Some(loan);
                let fee = |guarantee: &Guarantee| i128::from(guarantee.fee_rate.0) * i128::from(guarantee.amount.0);
                weighted += self.books.guarantees.iter().filter(behind).map(fee).sum::<i128>();
            }
        }
        mean(weighted, sum)
    }

    /// "Targets read the rows without org and place (npl-ratio-all: of that
    /// org, without place)", of periods ended by d.
    fn ended(&self, indicator: &str, org: &str) -> impl Iterator<Item = &'b Observation> {
        self.books.observations.iter().filter(move |row| {
            row.indicator == indicator && row.org == org && row.place.is_empty() && row.period.last <= self.day
        })
    }

    /// "its observations for periods of the year ended by d"
    fn of_the_year(&self, indicator: &str) -> impl Iterator<Item = &'b Observation> {
        self.ended(indicator, "").filter(|row| row.period.from.year() == self.day.year())
    }

    /// "sum of its observations for the year's periods ended by d over the sum
    /// for the same periods of the year before, minus 1; where one of those of
    /// the year before has no observation: no value; a period this year
    /// without one is left out on both sides"
    fn observation_growth(&self, indicator: &str) -> Figures {
        let (mut now, mut then, mut any) = (0, 0, false);
        for row in self.of_the_year(indicator) {
            let (from, last) = (row.period.from.plus_years(-1), row.period.last.plus_years(-1).month_end());
            let mut rows = self.ended(indicator, "");
            let Some(before) = rows.find(|before| before.period.from == from && before.period.last == last) else {
                return Figures::default();
            };
            now += row.value;
            then += before.value;
            any = true;
        }
        if any { Figures::growth(now, then) } else { Figures::default() }
    }
}

/// A mean of parts per million, as a fraction.
fn mean(weighted: i128, weights: i128) -> Figures {
    let value = Ratio::new(weighted, weights * 1_000_000).map(Value::Exact);
    Figures { numerator: Some(weighted), denominator: Some(weights), value }
}
