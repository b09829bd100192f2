//! The book as it was known after a batch, with what was worked out of it.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use huigu_book::{Book, Issues};
use huigu_engine::{
    Breakdown, Dimension, Explainer, Explanation, Settlement, TargetsAnswer, settle, targets, targets_by,
};
use huigu_facts::GuaranteeEventKind;
use huigu_ingest::Known;
use huigu_plan::Rules;
use huigu_quantity::Day;
use huigu_store::{BatchNumber, SentBy};

use super::cache::AnswerCache;
use super::standings::Standings;
use crate::Error;
use crate::places::Places;

/// Loans and guarantees by the party that owes them.
#[derive(Debug, Default)]
pub(crate) struct Debts {
    /// Places of each party's first loan and guarantee; one more at the end.
    firsts: Vec<(u32, u32)>,
    loans: Vec<u32>,
    guarantees: Vec<u32>,
}

impl Debts {
    fn of(book: &Book) -> Self {
        let owner = |row: &u32| book.parties.rows[*row as usize].party as usize;
        let parties = book.parties.ids.len();
        let (loan_firsts, loans) = grouped(parties, book.loans.party_rows.iter().map(owner));
        let (guarantee_firsts, guarantees) = grouped(parties, book.guarantees.party_rows.iter().map(owner));
        Self { firsts: loan_firsts.into_iter().zip(guarantee_firsts).collect(), loans, guarantees }
    }

    /// Loans of a party, in their order.
    pub fn loans(&self, party: u32) -> &[u32] {
        let at = party as usize;
        &self.loans[self.firsts[at].0 as usize..self.firsts[at + 1].0 as usize]
    }

    /// Guarantees for a party, in their order.
    pub fn guarantees(&self, party: u32) -> &[u32] {
        let at = party as usize;
        &self.guarantees[self.firsts[at].1 as usize..self.firsts[at + 1].1 as usize]
    }
}

/// Places of items by owner: where each owner's begin, and the places.
fn grouped(owners: usize, of: impl Iterator<Item = usize> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut firsts = vec![0u32; owners + 1];
    for owner in of.clone() {
        firsts[owner + 1] += 1;
    }
    for at in 0..owners {
        firsts[at + 1] += firsts[at];
    }
    let mut next = firsts.clone();
    let mut places = vec![0; firsts[owners] as usize];
    for (item, owner) in of.enumerate() {
        places[next[owner] as usize] = item as u32;
        next[owner] += 1;
    }
    (firsts, places)
}

/// What was known after a batch, and what was worked out of it.
pub(crate) struct View {
    pub batch: BatchNumber,
    pub book: Arc<Book>,
    /// Findings of its rows together; there are no faults.
    pub issues: Issues,
    /// What the batches up to this one come to, by who they were sent for.
    pub sent_by: HashMap<String, SentBy>,
    debts: OnceLock<Debts>,
    last_days: OnceLock<Vec<Option<Day>>>,
    settlements: AnswerCache<i32, Settlement>,
    explanations: AnswerCache<(i32, String, String), Option<Explanation>>,
    standings: AnswerCache<i32, Standings>,
    targets: AnswerCache<Day, TargetsAnswer>,
    breakdowns: AnswerCache<(Day, Dimension), Breakdown>,
}

impl View {
    pub fn new(known: Known, sent_by: HashMap<String, SentBy>) -> Self {
        let Known { book, issues, batch } = known;
        Self {
            batch,
            book: Arc::new(book),
            issues,
            sent_by,
            debts: OnceLock::new(),
            last_days: OnceLock::new(),
            settlements: AnswerCache::new(16),
            explanations: AnswerCache::new(256),
            standings: AnswerCache::new(4),
            targets: AnswerCache::new(64),
            breakdowns: AnswerCache::new(64),
        }
    }

    pub fn debts(&self) -> &Debts {
        self.debts.get_or_init(|| Debts::of(&self.book))
    }

    /// The last day that anything of each organisation's loans and guarantees tells of.
    pub fn last_days(&self) -> &[Option<Day>] {
        let last = |place: u32| {
            let (loans, guarantees) = (&self.book.loans, &self.book.guarantees);
            // An end nobody reported is put where loan or guarantee is due, which may be years ahead.
            let reached = |day: &Day| Some(*day) <= self.book.horizon();
            let of_loan =
                |loan| loans.events(loan).map(|(day, _)| day).filter(reached).max().max(Some(loans.start(loan)));
            let of_guarantee = |at: usize| {
                let events = guarantees.events_of(at).map(|(day, kind, _)| (Day::from(day), kind));
                let counted = events.filter(|(day, kind)| *kind != GuaranteeEventKind::Release || reached(day));
                counted.map(|(day, _)| day).max()
            };
            let guaranteed = guarantees.of_guarantor(place).filter_map(of_guarantee);
            loans.of_lender(place).filter_map(of_loan).chain(guaranteed).max()
        };
        self.last_days.get_or_init(|| (0..self.book.organisations.rows.len() as u32).map(last).collect())
    }

    /// A year settled; `rules` are those of its last day, here and below.
    pub fn settlement(&self, rules: &Rules, year: i32) -> Arc<Settlement> {
        self.settlements.get(&year, || settle(&self.book, rules, year))
    }

    /// Why a beneficiary gets what it gets; `None` if nobody knows measure or beneficiary.
    pub fn explanation(&self, rules: &Rules, year: i32, measure: &str, beneficiary: &str) -> Arc<Option<Explanation>> {
        // What nobody knows is not kept: anybody could fill the memo with it.
        let known = rules.measures.iter().any(|one| one.id == measure)
            && (self.book.organisations.ids.find(beneficiary).is_some()
                || self.book.parties.ids.find(beneficiary).is_some()
                || !self.book.claims.of(measure, year, beneficiary).is_empty());
        if !known {
            return Arc::new(None);
        }
        let question = (year, measure.to_owned(), beneficiary.to_owned());
        self.explanations.get(&question, || Explainer::new(&self.book, rules, year).explain(measure, beneficiary).ok())
    }

    /// What each loan, guarantee and deal of a year comes to, by borrower.
    pub fn standings(&self, rules: &Rules, year: i32) -> Arc<Standings> {
        self.standings.get(&year, || Standings::of(&self.book, rules, year))
    }

    /// The targets; `rules` are those of the day. As anybody may ask for any
    /// day, they are worked out in few places.
    ///
    /// # Errors
    /// [`Error::Busy`].
    pub fn targets(&self, rules: &Rules, day: Day, places: &Places) -> Result<Arc<TargetsAnswer>, Error> {
        self.targets.try_get(&day, || places.work(Error::Busy, || Ok(targets(&self.book, rules))))
    }

    /// The targets by a dimension; likewise.
    ///
    /// # Errors
    /// [`Error::Busy`].
    pub fn breakdown(&self, rules: &Rules, day: Day, by: Dimension, places: &Places) -> Result<Arc<Breakdown>, Error> {
        self.breakdowns.try_get(&(day, by), || places.work(Error::Busy, || Ok(targets_by(&self.book, rules, by))))
    }
}
