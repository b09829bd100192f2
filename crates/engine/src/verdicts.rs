//! Limits per borrower and mutual exclusion: judged over all loans of a
//! borrower in the order (start, lender, loan), once per question, and only
//! over borrowers with a loan under a product that has them.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use huigu_book::Book;
use huigu_plan::{Condition, ExclusionTime, Rules, Standing};
use huigu_quantity::{Day, Fen};
use rayon::prelude::*;

/// What the loans of limited and exclusive products come to.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    limits: Vec<Limited>,
    exclusions: Vec<Excluded>,
    /// Loans under any of these products, in the order (borrower, start, lender, loan).
    placed: Arc<Vec<Placed>>,
    /// The products, by their places in the book.
    products: Vec<bool>,
}

/// A loan in the order of its borrower's loans, with what is asked of it
/// there: borrowers' loans lie far apart in the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Placed {
    party: u32,
    start: u16,
    loan: u32,
    product: u16,
    principal: i64,
}

/// The loans that go over a limit, with the borrower's sum.
#[derive(Debug, Clone)]
struct Limited {
    product: String,
    limit: Fen,
    /// The borrower's sum with each loan under the product: whatever the limit is.
    sums: Arc<Vec<(u32, i128)>>,
    over: HashMap<u32, i128>,
}

/// The loans that another loan excludes, with that loan.
#[derive(Debug, Clone)]
struct Excluded {
    by: String,
    time: ExclusionTime,
    /// The products that cannot be enjoyed together with it.
    pairs: Vec<String>,
    found: Arc<HashMap<u32, u32>>,
}

impl Verdicts {
    /// Judges every limit and exclusion the measures ask for anywhere; what
    /// has been judged before is taken over.
    pub(crate) fn new(book: &Book, rules: &Rules, before: Option<&Self>) -> Self {
        let mut wanted = Wanted::default();
        for measure in &rules.measures {
            if let Standing::Active(terms) = &measure.standing {
                wanted.note(&terms.conditions);
            }
        }
        let mut products = vec![false; book.products.len()];
        let mut of = |product: &str| {
            if let Some(place) = book.products.find(product) {
                products[place as usize] = true;
            }
        };
        wanted.limits.iter().for_each(|(product, _)| of(product));
        for (by, time) in &wanted.exclusions {
            of(by);
            pairs_of(rules, by, *time).for_each(&mut of);
        }
        let known = before.filter(|before| before.products == products);
        let placed = known.map_or_else(|| Arc::new(placed(book, &products)), |known| Arc::clone(&known.placed));
        let limits = wanted.limits.into_iter().map(|(product, limit)| {
            let same = |known: &&Limited| known.product == product;
            let known = known.and_then(|known| known.limits.iter().find(same));
            let sums =
                known.map_or_else(|| Arc::new(sums_with(book, &placed, &product)), |known| Arc::clone(&known.sums));
            let over = sums.iter().copied().filter(|(_, sum)| *sum > i128::from(limit.0)).collect();
            Limited { product, limit, sums, over }
        });
        let limits = limits.collect();
        let exclusions = wanted.exclusions.into_iter().map(|(by, time)| {
            let pairs: Vec<String> = pairs_of(rules, &by, time).map(str::to_owned).collect();
            let same = |known: &&Excluded| known.by == by && known.time == time && known.pairs == pairs;
            known.and_then(|known| known.exclusions.iter().find(same)).cloned().unwrap_or_else(|| {
                let found = Arc::new(excluded(book, &placed, &by, time, &pairs));
                Excluded { by, time, pairs, found }
            })
        });
        let exclusions = exclusions.collect();
        Self { limits, exclusions, placed, products }
    }

    /// The borrower's sum with this loan, where it goes over the limit.
    pub(crate) fn over_limit(&self, book: &Book, product: &str, limit: Fen, loan: usize) -> Option<i128> {
        if product_of(book, loan) == product {
            let limited = self.limits.iter().find(|known| known.product == product && known.limit == limit);
            return limited.and_then(|limited| limited.over.get(&(loan as u32)).copied());
        }
        // A loan under another product is asked only to tell why it does not count.
        let day = book.loans.start(loan);
        let earlier = self.earlier(book, loan).filter(|&other| product_of(book, other) == product);
        let owed: i128 = earlier.map(|other| i128::from(book.loans.balance(other, day))).sum();
        let sum = owed + i128::from(book.loans.principals[loan]);
        (sum > i128::from(limit.0)).then_some(sum)
    }

    /// The loan under the other product that excludes this one.
    pub(crate) fn excluded_by(&self, book: &Book, by: &str, time: ExclusionTime, loan: usize) -> Option<usize> {
        let judged = self.exclusions.iter().find(|known| known.by == by && known.time == time);
        if let Some(judged) = judged
            && let Some(&other) = judged.found.get(&(loan as u32))
        {
            return Some(other as usize);
        }
        if judged.is_some_and(|judged| judged.pairs.iter().any(|product| product == product_of(book, loan))) {
            return None;
        }
        let start = book.loans.start(loan);
        end_of_time(book, loan, time)?;
        let earlier = self.earlier(book, loan).filter(|&other| product_of(book, other) == by);
        earlier.filter(|&other| end_of_time(book, other, time).is_some_and(|end| end > start)).last()
    }

    /// The borrower's loans under these products that come before this one.
    fn earlier(&self, book: &Book, loan: usize) -> impl Iterator<Item = usize> + '_ {
        let party = book.parties.of_rows[book.loans.party_rows[loan] as usize];
        let own = (party, book.loans.starts[loan], loan as u32);
        let first = self.placed.partition_point(|placed| placed.party < party);
        let earlier = self.placed[first..].iter().take_while(move |other| (other.party, other.start, other.loan) < own);
        earlier.map(|placed| placed.loan as usize)
    }
}

fn product_of(book: &Book, loan: usize) -> &str {
    book.products.get(u32::from(book.loans.products[loan]))
}

/// The products that cannot be enjoyed together with one.
fn pairs_of<'r>(rules: &'r Rules, by: &str, time: ExclusionTime) -> impl Iterator<Item = &'r str> {
    let exclusions = rules.exclusions.iter().filter(move |exclusion| exclusion.time == time);
    exclusions.filter_map(move |exclusion| match &exclusion.products {
        [a, b] if b == by => Some(a.as_str()),
        [a, b] if a == by => Some(b.as_str()),
        _ => None,
    })
}

/// Limits and exclusions that some condition asks for.
#[derive(Default)]
struct Wanted {
    limits: Vec<(String, Fen)>,
    exclusions: Vec<(String, ExclusionTime)>,
}

impl Wanted {
    fn note(&mut self, conditions: &[Condition]) {
        for condition in conditions {
            match condition {
                Condition::BorrowerLimit { product, limit } => {
                    let key = (product.clone(), *limit);
                    if !self.limits.contains(&key) {
                        self.limits.push(key);
                    }
                }
                Condition::NotExcluded { by, time } => {
                    let key = (by.clone(), *time);
                    if !self.exclusions.contains(&key) {
                        self.exclusions.push(key);
                    }
                }
                Condition::Any(lists) => lists.iter().for_each(|list| self.note(list)),
                Condition::Not(list) | Condition::GuaranteedLoan(list) => self.note(list),
                _ => {}
            }
        }
    }
}

/// Loans looked through by one thread in one go.
const PART: usize = 1 << 16;

/// Loans under any of the products in the order (borrower, start, lender, loan).
fn placed(book: &Book, products: &[bool]) -> Vec<Placed> {
    let loans = &book.loans;
    let place = |loan: usize| Placed {
        party: book.parties.of_rows[loans.party_rows[loan] as usize],
        start: loans.starts[loan],
        loan: loan as u32,
        product: loans.products[loan],
        principal: loans.principals[loan],
    };
    let part = |(part, own): (usize, &[u16])| -> Vec<Placed> {
        let of = (part * PART..).zip(own).filter(|&(_, &product)| products[usize::from(product)]);
        of.map(|(loan, _)| place(loan)).collect()
    };
    let parts: Vec<Vec<Placed>> = loans.products.par_chunks(PART).enumerate().map(part).collect();
    let mut found = parts.concat();
    found.par_sort_unstable();
    found
}

/// Movements that wait for their day, the earliest first.
type Waiting = BinaryHeap<Reverse<(Day, i64)>>;

/// What each loan under a product brings its borrower to.
fn sums_with(book: &Book, placed: &[Placed], product: &str) -> Vec<(u32, i128)> {
    let Some(place) = book.products.find(product) else { return Vec::new() };
    let sums = |waiting: &mut Waiting, group: &[Placed]| {
        let own = group.iter().filter(|placed| u32::from(placed.product) == place);
        sums_of_one(book, own, waiting)
    };
    let groups = placed.par_chunk_by(|a, b| a.party == b.party);
    groups.map_init(Waiting::new, sums).flatten_iter().collect()
}

/// What one borrower owes under a product at the start of each loan, with it;
/// `loans` in the order they count.
fn sums_of_one<'p>(book: &Book, loans: impl Iterator<Item = &'p Placed>, waiting: &mut Waiting) -> Vec<(u32, i128)> {
    waiting.clear();
    let (mut sums, mut owed, mut before) = (Vec::new(), 0i128, None);
    for placed in loans {
        // A loan's movements are looked at only where another comes after it.
        if let Some(before) = before.replace(placed.loan) {
            waiting.extend(book.loans.events(before as usize).map(Reverse));
        }
        while let Some(&Reverse((day, delta))) = waiting.peek()
            && day <= Day::from(placed.start)
        {
            owed += i128::from(delta);
            waiting.pop();
        }
        sums.push((placed.loan, owed + i128::from(placed.principal)));
    }
    sums
}

fn excluded(book: &Book, placed: &[Placed], by: &str, time: ExclusionTime, pairs: &[String]) -> HashMap<u32, u32> {
    let Some(other) = book.products.find(by) else { return HashMap::new() };
    let pairs: Vec<u32> = pairs.iter().filter_map(|product| book.products.find(product)).collect();
    let judge = |group: &[Placed]| {
        let mut longest: Option<(Day, u32)> = None;
        let mut found = Vec::new();
        for &Placed { loan, start, product, .. } in group {
            let (at, product) = (loan as usize, u32::from(product));
            let (is_pair, is_other) = (pairs.contains(&product), product == other);
            if !is_other && (!is_pair || longest.is_none()) {
                continue;
            }
            let Some(end) = end_of_time(book, at, time) else { continue };
            if is_pair
                && let Some((until, first)) = longest
                && until > Day::from(start)
            {
                found.push((loan, first));
            }
            // Two loans of one borrower under one product do not exclude each other.
            if is_other && longest.is_none_or(|(until, _)| end > until) {
                longest = Some((end, loan));
            }
        }
        found
    };
    let found: Vec<Vec<(u32, u32)>> =
        placed.par_chunk_by(|a, b| a.party == b.party).map(judge).filter(|found| !found.is_empty()).collect();
    found.into_iter().flatten().collect()
}

/// The day a loan's time ends; `None`: it has no time.
fn end_of_time(book: &Book, loan: usize, time: ExclusionTime) -> Option<Day> {
    let loans = &book.loans;
    match time {
        ExclusionTime::Contract => Some(loans.due(loan)).filter(|due| *due > loans.start(loan)),
        ExclusionTime::Balance => {
            let mut balance = 0;
            let mut end = None;
            let mut events = loans.events(loan).peekable();
            while let Some((day, delta)) = events.next() {
                balance += delta;
                if events.peek().is_some_and(|(next, _)| *next == day) {
                    continue;
                }
                if balance > 0 {
                    // Open-ended, unless a later day brings it to zero.
                    end = Some(None);
                } else if end == Some(None) {
                    end = Some(Some(day));
                }
            }
            // A day after every day of the books stands for "never".
            end.map(|end| end.unwrap_or(Day(i32::MAX)))
        }
    }
}
