//! The figures of loans, all in one walk: balances, counts, rates and ratios
//! by group.

use std::sync::Arc;

use huigu_book::{Book, NO_RATE};
use huigu_plan::{Condition, Formula};
use huigu_quantity::Day;

use super::counts::Sighting;
use super::grouping::Grouping;
use super::parts::Parts;
use crate::judge::Moment;
use crate::scan::{
    BackingGuarantees, BalanceMeasure, Bits, Figures, ListId, Program, View, nonzero, rates_within, shorts_within, sum,
    sums_within,
};

/// A day and a figure's place.
type Key = (Day, usize);
/// Days as the columns have them, both ends in it.
type Days = (u16, u16);

/// What is asked of loans for one figure on one day; balances are the places of columns.
#[derive(Debug)]
enum LoanQuery {
    /// Balance meeting `of` and `part` over balance meeting `of`.
    Share { of: ListId, part: ListId, balance: usize },
    /// Balance meeting `of`.
    Balance { of: ListId, balance: usize },
    /// Number of loans started on some days over that on others.
    Started { of: ListId, now: Days, then: Days },
    /// Rate times principal of the loans started on some days, over their principal.
    Rates { of: ListId, with_fee: bool, now: Days },
    /// Parties that took a loan on some days; above, one that meets `part` too.
    NewBorrowers { of: ListId, part: ListId, now: Days },
    /// Parties with a balance above zero.
    Borrowers { of: ListId, balance: usize },
    /// Products with a balance above zero.
    Products { of: ListId, balance: usize },
    /// Bad balance over balance, of loans meeting `of` and of all, by lender.
    Excess { of: ListId, all: ListId, bad: ListId, balance: usize },
    /// Guarantees that stand behind loans meeting `of`.
    BackingGuarantees { of: ListId },
}

/// Bad balance over balance of one lender: of some loans by group, of all.
#[derive(Debug, Clone, Default)]
pub(super) struct Ratios {
    pub(super) of: Vec<Option<Parts>>,
    pub(super) all: Parts,
}

/// What has been found of one figure on one day.
#[derive(Debug)]
pub(super) enum Found {
    /// Sums by group.
    Sums(Vec<Option<Parts>>),
    /// Everything seen once or more.
    Sightings(Vec<Sighting>),
    /// What was seen, a bit each, group after group.
    Marks(Vec<u64>),
    /// By lender.
    Ratios(Vec<(u32, Ratios)>),
}

/// All figures of loans.
#[derive(Debug)]
pub(super) struct LoanFigures<'a> {
    book: &'a Book,
    grouping: Grouping<'a>,
    /// By (day, figure's place).
    asked: Vec<(Key, LoanQuery)>,
    /// What conditions on guarantees ask of the loans behind them.
    behind: Vec<(Vec<Condition>, LoanQuery)>,
}

/// The days from 1 January to a day.
fn this_year(day: Day) -> Days {
    days(Day::new_year(day.year()), day)
}

fn days(from: Day, to: Day) -> Days {
    let column = |day: Day| day.column().unwrap_or(if day < Day::FIRST { 0 } else { u16::MAX });
    (column(from), column(to))
}

impl<'a> LoanFigures<'a> {
    pub(super) fn new(book: &'a Book, grouping: Grouping<'a>) -> Self {
        Self { book, grouping, asked: Vec::new(), behind: Vec::new() }
    }

    /// Asks a figure on a day; whether it is one of loans.
    pub(super) fn ask(
        &mut self,
        key: Key,
        formula: &Formula,
        program: &mut Program<'_>,
        figures: &mut Figures,
    ) -> bool {
        let day = key.0;
        let (on, start, now) = (Moment::On(day), Moment::Start, this_year(day));
        let mut balance = || figures.place(BalanceMeasure::Balance(day));
        let query = match formula {
            Formula::ShareOfBalances { of, part } | Formula::ShareChange { of, part } => {
                LoanQuery::Share { of: program.list(of, on), part: program.list(part, on), balance: balance() }
            }
            Formula::BalanceGrowth { of } | Formula::BalanceOverSum { of, .. } => {
                LoanQuery::Balance { of: program.list(of, on), balance: balance() }
            }
            Formula::CountGrowth { of } => {
                let then = days(Day::new_year(day.year() - 1), day.plus_years(-1));
                LoanQuery::Started { of: program.list(of, start), now, then }
            }
            Formula::MeanRate { of, with_fee } => {
                LoanQuery::Rates { of: program.list(of, start), with_fee: *with_fee, now }
            }
            Formula::BorrowerShare { of, part } => {
                LoanQuery::NewBorrowers { of: program.list(of, start), part: program.list(part, start), now }
            }
            Formula::BorrowerCount { of } => LoanQuery::Borrowers { of: program.list(of, on), balance: balance() },
            Formula::ProductCount { of } => LoanQuery::Products { of: program.list(of, on), balance: balance() },
            Formula::RatioExcess { of, all, bad, .. } => {
                let [of, all, bad] = [of, all, bad].map(|list| program.list(list, on));
                LoanQuery::Excess { of, all, bad, balance: balance() }
            }
            Formula::EventRatio { numerator, denominator } => {
                [&numerator.of, &denominator.of].into_iter().for_each(|list| self.ask_behind(list, program));
                return false;
            }
            Formula::MeanFee { of } => {
                self.ask_behind(of, program);
                return false;
            }
            _ => return false,
        };
        self.asked.push((key, query));
        true
    }

    /// Asks the loans behind guarantees what a list asks of them, once.
    fn ask_behind(&mut self, list: &[Condition], program: &mut Program<'_>) {
        for condition in list {
            if let Condition::GuaranteedLoan(of) = condition
                && !self.behind.iter().any(|(known, _)| known == of)
            {
                let query = LoanQuery::BackingGuarantees { of: program.list(of, Moment::Start) };
                self.behind.push((of.clone(), query));
            }
        }
    }

    fn query(&self) -> impl Iterator<Item = &LoanQuery> {
        self.asked.iter().map(|(_, query)| query).chain(self.behind.iter().map(|(_, query)| query))
    }

    pub(super) fn fresh(&self) -> Vec<Found> {
        let marks = |width: usize| Found::Marks(vec![0; (width * self.grouping.len()).div_ceil(64)]);
        let fresh = |query: &LoanQuery| match query {
            LoanQuery::Share { .. }
            | LoanQuery::Balance { .. }
            | LoanQuery::Started { .. }
            | LoanQuery::Rates { .. } => Found::Sums(vec![None; self.grouping.len()]),
            LoanQuery::Borrowers { .. } if self.grouping.is_whole() => marks(self.book.parties.rows.len()),
            // Two sets of rows: all, and those that belong above.
            LoanQuery::NewBorrowers { .. } if self.grouping.is_whole() => {
                Found::Marks(vec![0; 2 * self.words_of_rows()])
            }
            LoanQuery::BackingGuarantees { .. } => Found::Marks(vec![0; self.book.guarantees.len().div_ceil(64)]),
            LoanQuery::NewBorrowers { .. } | LoanQuery::Borrowers { .. } => Found::Sightings(Vec::new()),
            LoanQuery::Products { .. } => marks(self.book.products.len()),
            LoanQuery::Excess { .. } => Found::Ratios(Vec::new()),
        };
        self.query().map(fresh).collect()
    }

    /// Words of a set of parties' rows.
    pub(super) fn words_of_rows(&self) -> usize {
        self.book.parties.rows.len().div_ceil(64)
    }

    /// Takes a chunk's loans.
    pub(super) fn take(&self, found: &mut [Found], view: &mut View<'_>) {
        for (query, found) in self.query().zip(found) {
            match found {
                Found::Sums(sums) => self.add(query, sums, view),
                Found::Sightings(sightings) => self.see(query, sightings, view),
                Found::Marks(marks) => self.mark(query, marks, view),
                Found::Ratios(ratios) => self.compare(query, ratios, view),
            }
        }
    }

    /// Some of the chunk's loans, group by group.
    fn by_group(&self, of: Bits, view: &View<'_>) -> Vec<(u32, Bits)> {
        if of.is_empty() {
            return Vec::new();
        }
        if self.grouping.is_whole() || self.grouping.is_by_lender() {
            return vec![(self.grouping.of(|| view.chunk.owner, 0), of)];
        }
        let mut groups: Vec<(u32, Bits)> = Vec::new();
        for place in of.places() {
            let group = self.group_of(place, view);
            match groups.iter_mut().find(|(known, _)| *known == group) {
                Some((_, bits)) => bits.set(place, true),
                None => {
                    let mut bits = Bits::NONE;
                    bits.set(place, true);
                    groups.push((group, bits));
                }
            }
        }
        groups
    }

    fn group_of(&self, place: usize, view: &View<'_>) -> u32 {
        self.grouping.of(|| view.chunk.owner, self.book.loans.party_rows[view.chunk.first + place])
    }

    fn add(&self, query: &LoanQuery, sums: &mut [Option<Parts>], view: &mut View<'_>) {
        let parts = |above: i128, below: i128| Parts { above, below, excess: None };
        let started =
            |days: &Days, view: &View<'_>| shorts_within(view.column(&self.book.loans.starts), days.0, days.1);
        match query {
            LoanQuery::Share { of, part, balance } => {
                let among = nonzero(view.figure(*balance)) & view.all();
                let of = view.meeting(*of, among);
                let part = view.meeting(*part, of);
                let balances = view.figure(*balance);
                self.sum_up(sums, of, view, |of| parts(sum(balances, &(part & *of)), sum(balances, of)));
            }
            LoanQuery::Balance { of, balance } => {
                let among = nonzero(view.figure(*balance)) & view.all();
                let of = view.meeting(*of, among);
                let balances = view.figure(*balance);
                self.sum_up(sums, of, view, |of| parts(sum(balances, of), 0));
            }
            LoanQuery::Started { of, now, then } => {
                let (now, then) = (started(now, view), started(then, view));
                let mut among = now;
                among |= then;
                let of = view.meeting(*of, among);
                let counts = |bits: Bits| i128::from(bits.count());
                self.sum_up(sums, of, view, |of| parts(counts(now & *of), counts(then & *of)));
            }
            LoanQuery::Rates { of, with_fee, now } => {
                let rated = rates_within(view.column(&self.book.loans.rates), NO_RATE + 1, i32::MAX);
                let among = rated & started(now, view);
                let of = view.meeting(*of, among);
                self.sum_up(sums, of, view, |of| {
                    let fees = if *with_fee { self.fees_of(of, view) } else { 0 };
                    let principals = view.column(&self.book.loans.principals);
                    parts(self.rates_of(of, view) + fees, sum(principals, of))
                });
            }
            _ => {}
        }
    }

    fn sum_up(&self, sums: &mut [Option<Parts>], of: Bits, view: &View<'_>, parts: impl Fn(&Bits) -> Parts) {
        for (group, bits) in self.by_group(of, view) {
            let sum = &mut sums[group as usize];
            *sum = Some(sum.unwrap_or_default().plus(parts(&bits)));
        }
    }

    /// Rate times principal.
    fn rates_of(&self, of: &Bits, view: &View<'_>) -> i128 {
        let (rates, principals) = (view.column(&self.book.loans.rates), view.column(&self.book.loans.principals));
        of.places().map(|place| i128::from(rates[place]) * i128::from(principals[place])).sum()
    }

    /// Fee rate times amount of the guarantees behind them.
    fn fees_of(&self, of: &Bits, view: &View<'_>) -> i128 {
        let (first, guarantees) = (view.chunk.first, &self.book.guarantees);
        let behind = guarantees.behind(first..first + view.chunk.count);
        let own = behind.iter().map(|&guarantee| guarantee as usize);
        let own = own.filter(|&guarantee| of.has(guarantees.loans[guarantee] as usize - first));
        own.map(|at| i128::from(guarantees.fee(at).0) * i128::from(guarantees.amounts[at])).sum()
    }

    fn party(&self, place: usize, view: &View<'_>) -> u32 {
        self.book.parties.of_rows[self.book.loans.party_rows[view.chunk.first + place] as usize]
    }

    fn see(&self, query: &LoanQuery, sightings: &mut Vec<Sighting>, view: &mut View<'_>) {
        let (of, above) = match query {
            LoanQuery::NewBorrowers { of, part, now } => {
                let taken = shorts_within(view.column(&self.book.loans.starts), now.0, now.1);
                let of = view.meeting(*of, taken);
                (of, view.meeting(*part, of))
            }
            LoanQuery::Borrowers { of, balance } => {
                let of = view.meeting(*of, sums_within(view.figure(*balance), 1, i64::MAX));
                (of, of)
            }
            _ => return,
        };
        let view = &*view;
        sightings.extend(of.places().map(|at| (self.group_of(at, view), self.party(at, view), above.has(at))));
    }

    fn mark(&self, query: &LoanQuery, marks: &mut [u64], view: &mut View<'_>) {
        let mut mark = |place: usize| marks[place / 64] |= 1 << (place % 64);
        match query {
            LoanQuery::Borrowers { of, balance } => {
                let of = view.meeting(*of, sums_within(view.figure(*balance), 1, i64::MAX));
                let rows = view.column(&self.book.loans.party_rows);
                of.places().for_each(|place| mark(rows[place] as usize));
            }
            LoanQuery::NewBorrowers { of, part, now } => {
                let taken = shorts_within(view.column(&self.book.loans.starts), now.0, now.1);
                let of = view.meeting(*of, taken);
                let above = view.meeting(*part, of);
                let rows = view.column(&self.book.loans.party_rows);
                let second = 64 * self.words_of_rows();
                of.places().for_each(|place| mark(rows[place] as usize));
                above.places().for_each(|place| mark(second + rows[place] as usize));
            }
            LoanQuery::BackingGuarantees { of } => {
                let (first, guarantees) = (view.chunk.first, &self.book.guarantees);
                let behind = guarantees.behind(first..first + view.chunk.count);
                if !behind.is_empty() {
                    let of = view.meeting(*of, view.all());
                    let meets = |&&guarantee: &&u32| of.has(guarantees.loans[guarantee as usize] as usize - first);
                    behind.iter().filter(meets).for_each(|&guarantee| mark(guarantee as usize));
                }
            }
            LoanQuery::Products { of, balance } => {
                let products = view.column(&self.book.loans.products);
                // A loan without a product counts for none.
                let under = shorts_within(products, 1, u16::MAX);
                let of = view.meeting(*of, under & sums_within(view.figure(*balance), 1, i64::MAX));
                for (group, bits) in self.by_group(of, view) {
                    let first = group as usize * self.book.products.len();
                    bits.places().for_each(|place| mark(first + usize::from(products[place])));
                }
            }
            _ => {}
        }
    }

    fn compare(&self, query: &LoanQuery, ratios: &mut Vec<(u32, Ratios)>, view: &mut View<'_>) {
        let LoanQuery::Excess { of, all, bad, balance } = query else { return };
        let lender = view.chunk.owner;
        if ratios.last().is_none_or(|(last, _)| *last != lender) {
            ratios.push((lender, Ratios { of: vec![None; self.grouping.len()], all: Parts::default() }));
        }
        let Some((_, own)) = ratios.last_mut() else { return };
        let among = nonzero(view.figure(*balance)) & view.all();
        let all = view.meeting(*all, among);
        let of = view.meeting(*of, among);
        let mut either = all;
        either |= of;
        let bad = view.meeting(*bad, either);
        let balances = view.figure(*balance);
        let parts = |of: &Bits| Parts { above: sum(balances, &(bad & *of)), below: sum(balances, of), excess: None };
        self.sum_up(&mut own.of, of, view, parts);
        own.all = own.all.plus(parts(&all));
    }

    /// What all parts of a walk found, by (day, figure's place), and which
    /// guarantees stand behind loans that meet what was asked of them.
    pub(super) fn merged(&self, parts: Vec<Vec<Found>>) -> (Vec<(Key, Found)>, Vec<BackingGuarantees>) {
        let mut all = self.fresh();
        for part in parts {
            all.iter_mut().zip(part).for_each(|(found, more)| found.merge(more));
        }
        let behind = all.split_off(self.asked.len());
        let behind = self.behind.iter().zip(behind).filter_map(|((of, _), found)| match found {
            Found::Marks(marks) => {
                Some(BackingGuarantees { of: of.clone(), at: Moment::Start, marks: Arc::new(marks) })
            }
            _ => None,
        });
        let behind = behind.collect();
        (self.asked.iter().map(|(key, _)| *key).zip(all).collect(), behind)
    }
}

impl Found {
    fn merge(&mut self, more: Self) {
        match (self, more) {
            (Self::Sums(sums), Self::Sums(more)) => plus(sums, more),
            (Self::Sightings(sightings), Self::Sightings(more)) => sightings.extend(more),
            (Self::Marks(marks), Self::Marks(more)) => {
                marks.iter_mut().zip(more).for_each(|(marks, more)| *marks |= more);
            }
            (Self::Ratios(ratios), Self::Ratios(more)) => {
                for (lender, more) in more {
                    match ratios.last_mut() {
                        Some((last, own)) if *last == lender => {
                            plus(&mut own.of, more.of);
                            own.all = own.all.plus(more.all);
                        }
                        _ => ratios.push((lender, more)),
                    }
                }
            }
            // Parts of one walk find the same things.
            _ => {}
        }
    }
}

fn plus(sums: &mut [Option<Parts>], more: Vec<Option<Parts>>) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum = match (*sum, more) {
            (Some(sum), Some(more)) => Some(sum.plus(more)),
            (one, other) => one.or(other),
        };
    }
}
