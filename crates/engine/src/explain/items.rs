//! Which items are a beneficiary's, which of them earn, and what they are called.

use huigu_book::Book;
use huigu_plan::{Beneficiary, Counts, Measure, Rules, Terms};
use rayon::prelude::*;

use crate::findings::Item;
use crate::judge::{Judge, Subject};
use crate::loans::{Keep, LoanMeasures};
use crate::scan::{Chunk, FigureSource, Figures, Program, chunks_of, walk};
use crate::settle::Due;
use crate::tally::{Earning, Tally, Years, stands_in, subject};

/// One question, with what answering it takes.
pub(super) struct Question<'a> {
    pub(super) judge: &'a Judge<'a>,
    pub(super) rules: &'a Rules,
    /// The measure's place in the plan.
    pub(super) asked: usize,
    pub(super) measure: &'a Measure,
    pub(super) terms: &'a Terms,
    pub(super) tally: &'a Tally,
    pub(super) years: Years,
    /// What every beneficiary gets, by beneficiary.
    pub(super) dues: Vec<Due>,
    /// How loans are asked again, where the measure counts loans.
    pub(super) loans: Option<LoanWalk<'a>>,
}

/// Items that could have counted, by the beneficiary they would be paid to.
#[derive(Debug)]
pub(super) struct Index(Vec<(u32, u32)>);

impl Index {
    /// Everybody with an item, each once.
    pub(super) fn beneficiaries(&self) -> impl Iterator<Item = u32> {
        self.0.chunk_by(|a, b| a.0 == b.0).map(|own| own[0].0)
    }

    fn of(&self, beneficiary: u32) -> Vec<u32> {
        let first = self.0.partition_point(|&(of, _)| of < beneficiary);
        self.0[first..].iter().take_while(|&&(of, _)| of == beneficiary).map(|&(_, item)| item).collect()
    }
}

/// A beneficiary's items in the year.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// Those that could have counted, in order.
    pub(super) items: Vec<u32>,
    /// Those that earn under the measure, in order.
    pub(super) earnings: Vec<Earning>,
    /// (item, place of a measure), for loans that earn under other measures; sorted.
    others: Vec<(u32, usize)>,
}

impl Own {
    /// Whether an item earns under the measure.
    pub(super) fn earns(&self, item: usize) -> bool {
        self.earnings.binary_search_by_key(&item, |earning| earning.item as usize).is_ok()
    }

    /// Places of the other measures under which a loan earns.
    pub(super) fn also_under(&self, item: u32) -> impl Iterator<Item = usize> {
        let first = self.others.partition_point(|&(of, _)| of < item);
        self.others[first..].iter().take_while(move |&&(of, _)| of == item).map(|&(_, place)| place)
    }
}

/// The measures on loans, ready to be asked of any loans again.
pub(super) struct LoanWalk<'a> {
    program: Program<'a>,
    measures: LoanMeasures<'a>,
    source: FigureSource,
}

impl<'a> LoanWalk<'a> {
    pub(super) fn new(judge: &'a Judge<'a>, rules: &'a Rules, years: Years) -> Self {
        let (mut program, mut figures) = (Program::new(judge), Figures::default());
        let measures = LoanMeasures::new(rules, years, &mut program, &mut figures, |_| true);
        Self { program, measures, source: FigureSource::streamed(&figures) }
    }
}

impl Question<'_> {
    fn count(&self) -> usize {
        match self.terms.counts {
            Counts::Loans => self.book().loans.len(),
            Counts::Guarantees => self.book().guarantees.len(),
            Counts::Deals => self.book().deals.rows.len(),
        }
    }

    fn beneficiary_of(&self, item: usize) -> Option<u32> {
        self.judge.beneficiary(self.terms.beneficiary, subject(self.terms.counts, item))
    }

    /// All items that could have counted, by beneficiary.
    pub(super) fn index(&self) -> Index {
        let candidates = (0..self.count()).into_par_iter().filter(|&item| self.is_candidate(item));
        let mut found: Vec<(u32, u32)> =
            candidates.filter_map(|item| Some((self.beneficiary_of(item)?, item as u32))).collect();
        found.par_sort_unstable();
        Index(found)
    }

    /// The beneficiary's items, and what they earn.
    pub(super) fn own(&self, beneficiary: u32, index: Option<&Index>) -> Own {
        let items = match index {
            Some(index) => index.of(beneficiary),
            None => self.items_of(beneficiary).filter(|&item| self.is_candidate(item)).map(|i| i as u32).collect(),
        };
        let Some(loans) = &self.loans else {
            let earnings = self.tally.earnings_of(beneficiary).to_vec();
            return Own { items, earnings, others: Vec::new() };
        };
        let chunks: Vec<Chunk> = match self.terms.beneficiary {
            Beneficiary::Lender => chunks_of(self.book(), beneficiary).collect(),
            _ => items.iter().map(|&loan| stretch_of(self.book(), loan as usize)).collect(),
        };
        let (earnings, others) = self.earnings_in(loans, &chunks);
        Own { items, earnings, others }
    }

    /// What loans earn under the measure, and under which others.
    fn earnings_in(&self, loans: &LoanWalk<'_>, chunks: &[Chunk]) -> (Vec<Earning>, Vec<(u32, usize)>) {
        let LoanWalk { program, measures, source } = loans;
        let fresh = || measures.fresh(Keep::Earnings);
        let parts = walk(program, source, chunks, fresh, |gathered, view| measures.take(gathered, view));
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for (measure, tally) in measures.measures.iter().zip(measures.tallies(self.book(), parts).0) {
            if measure.place == self.asked {
                own = tally.earnings;
            } else {
                others.extend(tally.earnings.iter().map(|earning| (earning.item, measure.place)));
            }
        }
        own.sort_unstable_by_key(|earning| earning.item);
        others.sort_unstable();
        (own, others)
    }

    pub(super) fn item(&self, subject: Subject) -> Item {
        let book = self.book();
        let organisation = |place: u32| book.organisations.ids.get(place).to_owned();
        match subject {
            Subject::Loan(loan) => {
                Item::Loan { lender: organisation(book.loans.lender(loan)), loan_id: book.loans.id(loan).to_owned() }
            }
            Subject::Guarantee(guarantee) => Item::Guarantee {
                guarantor: organisation(book.guarantees.guarantor(guarantee)),
                guarantee_id: book.guarantees.id(guarantee).to_owned(),
            },
            Subject::Deal(deal) => Item::Deal {
                issuer: book.parties.ids.get(book.deals.rows[deal].party).to_owned(),
                deal_id: book.deals.ids.get(deal).to_owned(),
            },
            // No measure counts demands; a demand is named by its own id.
            Subject::Demand(demand) => {
                Item::Deal { issuer: String::new(), deal_id: book.demands.ids.get(demand).to_owned() }
            }
            // Nor parties; a party is named as itself.
            Subject::Party(row) => {
                let issuer = book.parties.ids.get(book.parties.rows[row].party).to_owned();
                Item::Deal { issuer, deal_id: String::new() }
            }
        }
    }

    /// All items for which the beneficiary would be paid.
    fn items_of(&self, beneficiary: u32) -> Box<dyn Iterator<Item = usize> + '_> {
        let book = self.book();
        match (self.terms.counts, self.terms.beneficiary) {
            (Counts::Loans, Beneficiary::Lender) => Box::new(book.loans.of_lender(beneficiary)),
            (Counts::Guarantees, Beneficiary::Guarantor) => Box::new(book.guarantees.of_guarantor(beneficiary)),
            (counts, role) => {
                let all = match counts {
                    Counts::Loans => book.loans.len(),
                    Counts::Guarantees => book.guarantees.len(),
                    Counts::Deals => book.deals.rows.len(),
                };
                Box::new(
                    (0..all)
                        .filter(move |&item| self.judge.beneficiary(role, subject(counts, item)) == Some(beneficiary)),
                )
            }
        }
    }

    /// Whether the item could have counted this year at all.
    pub(super) fn is_candidate(&self, item: usize) -> bool {
        let year = self.years.year;
        let started = year.contains(self.judge.start(subject(self.terms.counts, item)));
        started
            || match self.terms.counts {
                Counts::Loans => stands_in(self.book().loans.events(item), year),
                Counts::Guarantees => stands_in(self.book().guarantees.deltas(item), year),
                Counts::Deals => false,
            }
    }

    /// The item of an owner with an id.
    pub(super) fn find(&self, owner: &str, id: &str) -> Option<usize> {
        let book = self.book();
        match self.terms.counts {
            Counts::Loans => book.loans.find(book.organisations.ids.find(owner)?, id),
            Counts::Guarantees => {
                let guarantor = book.organisations.ids.find(owner)?;
                book.guarantees.of_guarantor(guarantor).find(|&guarantee| book.guarantees.id(guarantee) == id)
            }
            Counts::Deals => {
                let issuer = book.parties.ids.find(owner)?;
                (0..book.deals.rows.len())
                    .find(|&deal| book.deals.rows[deal].party == issuer && book.deals.ids.get(deal) == id)
            }
        }
    }
}

/// One loan as a chunk of its own.
fn stretch_of(book: &Book, loan: usize) -> Chunk {
    Chunk { owner: book.loans.lender(loan), first: loan, count: 1 }
}

pub(super) fn owner_and_id(item: &Item) -> (&str, &str) {
    match item {
        Item::Loan { lender, loan_id } => (lender, loan_id),
        Item::Guarantee { guarantor, guarantee_id } => (guarantor, guarantee_id),
        Item::Deal { issuer, deal_id } => (issuer, deal_id),
    }
}
