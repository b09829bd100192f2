//! Limits per borrower and mutual exclusion: judged over all loans of a
//! borrower in the order (start, lender, loan), once per question, and only
//! over borrowers with a loan under a product that has them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use huigu_book::Book;
use huigu_plan::{Condition, ExclusionTime, Rules, Standing};
use huigu_quantity::{Day, Fen};

/// What the loans of limited and exclusive products come to.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    /// By (product, limit): loan -> the borrower's sum with it, where over.
    limits: BTreeMap<(String, Fen), HashMap<usize, i128>>,
    /// By (the other product, time): loan -> the loan that excludes it.
    exclusions: Vec<(String, ExclusionTime, HashMap<usize, usize>)>,
    /// Loans under any of these products, by borrower, in the order (start, lender, loan).
    groups: HashMap<u32, Vec<usize>>,
}

impl Verdicts {
    /// Judges every limit and exclusion the rules ask for anywhere.
    pub(crate) fn new(book: &Book, rules: &Rules) -> Self {
        let mut wanted = Wanted::default();
        for measure in &rules.measures {
            if let Standing::Active(terms) = &measure.standing {
                wanted.note(&terms.conditions);
            }
        }
        let pairs: Vec<(String, String, ExclusionTime)> = rules
            .exclusions
            .iter()
            .flat_map(|e| {
                let [a, b] = &e.products;
                [(a.clone(), b.clone(), e.time), (b.clone(), a.clone(), e.time)]
            })
            .filter(|(_, by, time)| wanted.exclusions.contains(&(by.clone(), *time)))
            .collect();
        let products: Vec<&str> = wanted
            .limits
            .iter()
            .map(|(product, _)| product.as_str())
            .chain(wanted.exclusions.iter().map(|(by, _)| by.as_str()))
            .chain(pairs.iter().flat_map(|(a, b, _)| [a.as_str(), b.as_str()]))
            .collect();
        let groups = by_borrower(book, &products);
        let limits = wanted
            .limits
            .iter()
            .map(|(product, limit)| ((product.clone(), *limit), limits_passed(book, &groups, product, *limit)))
            .collect();
        let exclusions = wanted
            .exclusions
            .iter()
            .map(|(by, time)| {
                let found = excluded(book, &groups, by, *time, |product| {
                    pairs.iter().any(|(a, b, t)| a == product && b == by && t == time)
                });
                (by.clone(), *time, found)
            })
            .collect();
        let borrower = |group: &Vec<usize>| book.parties.rows[book.loans.party_rows[group[0]] as usize].party;
        let groups = groups.into_iter().map(|group| (borrower(&group), group)).collect();
        Self { limits, exclusions, groups }
    }

    /// The borrower's sum with this loan, where it goes over the limit.
    pub(crate) fn over_limit(&self, book: &Book, product: &str, limit: Fen, loan: usize) -> Option<i128> {
        if product_of(book, loan) == product {
            return self.limits.get(&(product.to_owned(), limit)).and_then(|over| over.get(&loan).copied());
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
        let found = self.exclusions.iter().find(|(product, t, _)| product == by && *t == time);
        if let Some((_, _, excluded)) = found
            && let Some(other) = excluded.get(&loan)
        {
            return Some(*other);
        }
        let start = book.loans.start(loan);
        end_of_time(book, loan, time)?;
        let earlier = self.earlier(book, loan).filter(|&other| product_of(book, other) == by);
        earlier.filter(|&other| end_of_time(book, other, time).is_some_and(|end| end > start)).last()
    }

    /// The borrower's loans under these products that come before this one.
    fn earlier(&self, book: &Book, loan: usize) -> impl Iterator<Item = usize> + '_ {
        let party = book.parties.rows[book.loans.party_rows[loan] as usize].party;
        let before = (book.loans.starts[loan], loan);
        let starts: Vec<(u16, usize)> = self
            .groups
            .get(&party)
            .map(|group| group.iter().map(|&other| (book.loans.starts[other], other)).collect())
            .unwrap_or_default();
        starts.into_iter().take_while(move |&other| other < before).map(|(_, other)| other)
    }
}

fn product_of(book: &Book, loan: usize) -> &str {
    book.products.get(u32::from(book.loans.products[loan]))
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

/// Loans under any of the products, by borrower, each group in the order
/// (start, lender, loan).
fn by_borrower(book: &Book, products: &[&str]) -> Vec<Vec<usize>> {
    let mut wanted = vec![false; book.products.len()];
    for product in products {
        if let Some(place) = book.products.find(product) {
            wanted[place as usize] = true;
        }
    }
    let loans = &book.loans;
    let mut found: Vec<(u32, u16, usize)> = (0..loans.len())
        .filter(|&loan| wanted[usize::from(loans.products[loan])])
        .map(|loan| (book.parties.rows[loans.party_rows[loan] as usize].party, loans.starts[loan], loan))
        .collect();
    found.sort_unstable();
    found.chunk_by(|a, b| a.0 == b.0).map(|group| group.iter().map(|&(_, _, loan)| loan).collect()).collect()
}

fn limits_passed(book: &Book, groups: &[Vec<usize>], product: &str, limit: Fen) -> HashMap<usize, i128> {
    let mut over = HashMap::new();
    let Some(place) = book.products.find(product) else { return over };
    let loans = &book.loans;
    for group in groups {
        // Movements of the loans that came before, waiting for their day.
        let mut waiting: BinaryHeap<Reverse<(Day, i64)>> = BinaryHeap::new();
        let mut owed: i128 = 0;
        for &loan in group.iter().filter(|&&loan| u32::from(loans.products[loan]) == place) {
            let start = loans.start(loan);
            while let Some(&Reverse((day, delta))) = waiting.peek()
                && day <= start
            {
                owed += i128::from(delta);
                waiting.pop();
            }
            let sum = owed + i128::from(loans.principals[loan]);
            if sum > i128::from(limit.0) {
                over.insert(loan, sum);
            }
            waiting.extend(loans.events(loan).map(Reverse));
        }
    }
    over
}

fn excluded(
    book: &Book,
    groups: &[Vec<usize>],
    by: &str,
    time: ExclusionTime,
    is_pair: impl Fn(&str) -> bool,
) -> HashMap<usize, usize> {
    let mut found = HashMap::new();
    let Some(other) = book.products.find(by) else { return found };
    let loans = &book.loans;
    for group in groups {
        let mut longest: Option<(Day, usize)> = None;
        for &loan in group {
            let product = u32::from(loans.products[loan]);
            let end = end_of_time(book, loan, time);
            if is_pair(book.products.get(product))
                && end.is_some()
                && let Some((until, first)) = longest
                && until > loans.start(loan)
            {
                found.insert(loan, first);
            }
            // Two loans of one borrower under one product do not exclude each other.
            if product == other
                && let Some(end) = end
                && longest.is_none_or(|(until, _)| end > until)
            {
                longest = Some((end, loan));
            }
        }
    }
    found
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
