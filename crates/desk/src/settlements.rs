//! Approved settlements: frozen with what they were made of, computed again at
//! any later time, and set against what is known since.

use std::collections::{BTreeMap, BTreeSet};

use huigu_book::Book;
use huigu_engine::{Explainer, Item, Settlement as Answer, settle};
use huigu_facts::{ItemKind, Kind, Row};
use huigu_plan::DATASETS;
use huigu_plan::Rules;
use huigu_quantity::{Fen, Period};
use huigu_store::chain::Hash;
use huigu_store::{Approval, BatchNumber, Settlement, Trace, What};
use serde::Serialize;

use crate::frozen::FrozenSettlement;
use crate::{AsKnownAt, Error, Register, UseCase, json};

/// SM3 of a plan's files: of each, in the order of names, name and text, each
/// after its length in bytes as 8 bytes, big-endian. Files of data sets are left
/// out: no settlement follows from them.
#[must_use]
pub fn plan_hash<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Hash {
    let files: BTreeMap<&str, &str> = files.into_iter().filter(|(name, _)| !name.starts_with(DATASETS)).collect();
    let mut bytes = Vec::new();
    for part in files.into_iter().flat_map(|(name, text)| [name, text]) {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    Hash::of(&bytes)
}

/// A settlement's JSON: the very bytes `huigu settle --format json` prints, of
/// which the SM3 is the result's hash.
///
/// # Errors
/// [`Error::Answer`].
pub fn result_bytes(answer: &Answer) -> Result<String, Error> {
    json(answer)
}

/// A row that was not known when a settlement was approved, or is not any more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cause {
    /// The batch that brought it, or took it away.
    pub batch: u32,
    /// Name of its file.
    pub file: String,
    /// Row of the file; 0 where a batch was withdrawn.
    pub row: u32,
    /// Kind of book.
    pub kind: Kind,
    /// Whether the batch is a withdrawal.
    pub withdrawal: bool,
}

/// What a beneficiary was approved, and what it would get by what is known since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The measure.
    pub measure: String,
    /// Organisation or party.
    pub beneficiary: String,
    /// As approved.
    pub approved: Fen,
    /// By what is known now.
    pub now: Fen,
    /// `now` less `approved`: above zero it gets more, below it owes back.
    pub difference: Fen,
    /// The loans, guarantees or deals whose part changed.
    pub items: Vec<Item>,
    /// The rows that concern them; all rows since where none does by name.
    pub because_of: Vec<Cause>,
}

/// What came of verifying an approved settlement.
pub struct Verification {
    /// What was approved.
    pub approved: Settlement,
    /// Whether the plan is the same, byte for byte.
    pub same_plan: bool,
    /// Whether computing it again, as known then, gives the same bytes.
    pub same_result: bool,
    /// What would be paid otherwise by what is known now; `None` where the
    /// register has faults now, so that nothing is computed from it.
    pub differences: Option<Vec<Difference>>,
}

impl Verification {
    /// Whether the approval can be repeated to the fen.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.same_plan && self.same_result
    }
}

/// What is due, by measure and beneficiary.
type Amounts = BTreeMap<(String, String), Fen>;

fn amounts(answer: &Answer) -> Amounts {
    let each = answer.measures.iter().flat_map(|measure| {
        measure.beneficiaries.iter().map(|one| ((measure.measure.clone(), one.id.clone()), one.amount))
    });
    each.collect()
}

/// The amounts of a settlement as it was frozen; `None` where it cannot be read.
fn frozen(result: &str) -> Option<Amounts> {
    let found = FrozenSettlement::read(result).ok()?;
    let amounts = found.amounts();
    Some(amounts.map(|(measure, id, amount)| ((measure.to_owned(), id.to_owned()), amount)).collect())
}

/// What a year comes to by two books: every beneficiary whose amount differs,
/// with the items whose part changed; `because_of` is left empty.
#[must_use]
pub fn differences(before: &Book, after: &Book, rules: &Rules, year: i32) -> Vec<Difference> {
    against(&amounts(&settle(before, rules, year)), before, after, rules, year)
}

/// What a year comes to by a book, against amounts that another gave.
fn against(old: &Amounts, before: &Book, after: &Book, rules: &Rules, year: i32) -> Vec<Difference> {
    let new = amounts(&settle(after, rules, year));
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let changed: Vec<_> = keys
        .into_iter()
        .map(|key| (key, [old, &new].map(|amounts| amounts.get(key).copied().unwrap_or(Fen::ZERO))))
        .filter(|(_, [approved, now])| approved != now)
        .collect();
    if changed.is_empty() {
        return Vec::new();
    }
    let explainers = [before, after].map(|book| Explainer::new(book, rules, year));
    let difference = |((measure, beneficiary), [approved, now]): (&(String, String), [Fen; 2])| {
        let parts = explainers.each_ref().map(|explainer| {
            let explained = explainer.explain(measure, beneficiary).map(|one| one.lines).unwrap_or_default();
            explained.into_iter().map(|line| (line.item, line.amount)).collect::<BTreeMap<_, _>>()
        });
        let items: BTreeSet<&Item> = parts.iter().flat_map(BTreeMap::keys).collect();
        let items = items.into_iter().filter(|item| parts[0].get(item) != parts[1].get(item)).cloned().collect();
        let (measure, beneficiary) = (measure.clone(), beneficiary.clone());
        let difference = now - approved;
        Difference { measure, beneficiary, approved, now, difference, items, because_of: Vec::new() }
    };
    changed.into_iter().map(difference).collect()
}

/// Whether a row tells of an item: the loan, guarantee or deal itself, or what happened to it.
fn tells_of(row: &Row<'_>, item: &Item) -> bool {
    let item = match item {
        Item::Loan { lender, loan_id } => (ItemKind::Loan, lender.as_str(), loan_id.as_str()),
        Item::Guarantee { guarantor, guarantee_id } => (ItemKind::Guarantee, guarantor.as_str(), guarantee_id.as_str()),
        Item::Deal { issuer, deal_id } => (ItemKind::Deal, issuer.as_str(), deal_id.as_str()),
    };
    row.item() == Some(item)
}

impl Register<'_> {
    /// Approves a year's settlement of what is known now; gives its number.
    ///
    /// # Errors
    /// [`Error::NobodyApproves`], [`Error::YearNotEnded`], [`Error::Faulty`], or whatever the register answers.
    pub fn approve(&mut self, year: i32, rules: &Rules, plan: Hash, note: &str) -> Result<(u32, Answer), Error> {
        if self.around.who.is_empty() {
            return Err(Error::NobodyApproves);
        }
        let note = self.veiled_to_keep(note)?;
        let opening = self.open_act(UseCase::Approve, &format!("year {year}"), "")?;
        let done = self.approve_opened(year, rules, plan, &note, &opening);
        if let Err(error) = &done {
            self.not_done(&opening, error);
        }
        done
    }

    fn approve_opened(
        &mut self,
        year: i32,
        rules: &Rules,
        plan: Hash,
        note: &str,
        opening: &huigu_store::Opening,
    ) -> Result<(u32, Answer), Error> {
        if (self.around.clock)().day() < Period::year(year).to {
            return Err(Error::YearNotEnded { year });
        }
        let known = self.sound(None, &products(rules))?;
        let answer = settle(&known.book, rules, year);
        let result = result_bytes(&answer)?;
        let who = self.who()?;
        let approval = Approval {
            year,
            batch: known.batch,
            plan_hash: plan,
            result_hash: Hash::of(result.as_bytes()),
            result: &result,
            note,
            who: &who,
        };
        let number = self.store.approve(opening, &approval, self.around.clock)?;
        Ok((number, answer))
    }

    /// Computes an approved settlement again as it was known, and tells what
    /// would be paid otherwise by what is known now. `rules` is the plan as it
    /// reads when the year is settled; `None` where there is no such settlement.
    ///
    /// # Errors
    /// [`huigu_store::Error::NoSuchSettlement`], or whatever the register answers.
    pub fn verify_settlement(&mut self, number: u32, plan: Hash, rules: Option<&Rules>) -> Result<Verification, Error> {
        let approved = self.store.approved_one(number)?;
        let rules = rules.ok_or(huigu_store::Error::NoSuchSettlement { number })?;
        self.verify_by(approved, plan, rules)
    }

    fn verify_by(&mut self, approved: Settlement, plan: Hash, rules: &Rules) -> Result<Verification, Error> {
        let products = products(rules);
        let then = self.known(Some(AsKnownAt::Batch(approved.batch)), &products)?;
        let answer = settle(&then.book, rules, approved.year);
        let result = result_bytes(&answer)?;
        let same_result = Hash::of(result.as_bytes()) == approved.result_hash && result == approved.result;
        let differences = match self.sound(None, &products) {
            Ok(now) => {
                let old = frozen(&approved.result).unwrap_or_else(|| amounts(&answer));
                let mut found = against(&old, &then.book, &now.book, rules, approved.year);
                self.causes(approved.batch, &mut found)?;
                Some(found)
            }
            Err(Error::Faulty { .. }) => None,
            Err(error) => return Err(error),
        };
        let same_plan = plan == approved.plan_hash;
        Ok(Verification { approved, same_plan, same_result, differences })
    }

    /// Hands over the rows in force that batches after one have appended.
    fn rows_since(&mut self, since: BatchNumber, each: &mut dyn FnMut(Trace, &Row<'_>)) -> Result<(), Error> {
        let mut each = |trace: Trace, row: &Row<'_>| {
            if trace.batch > since {
                each(trace, row);
            }
        };
        // They are rows of what was touched since, where that is known.
        match self.store.touched_since(since)? {
            Some(touched) => self.store.facts_of(&touched.keys, &touched.whole_kinds(), touched.until, each)?,
            None => drop(self.store.facts(None, &mut each)?),
        }
        Ok(())
    }

    /// Names the rows since a batch that concern each difference.
    fn causes(&mut self, since: BatchNumber, differences: &mut [Difference]) -> Result<(), Error> {
        if differences.is_empty() {
            return Ok(());
        }
        let batches = self.store.batches()?;
        let file = |number: BatchNumber| {
            let found = batches.iter().find(|batch| batch.number == number);
            found.map(|batch| batch.file.clone()).unwrap_or_default()
        };
        let mut all = BTreeSet::new();
        let mut of: Vec<BTreeSet<Cause>> = vec![BTreeSet::new(); differences.len()];
        self.rows_since(since, &mut |trace, row| {
            let withdrawal = trace.origin != trace.batch;
            let (batch, kind) = (trace.batch.0, row.kind());
            let cause = Cause { batch, file: file(trace.batch), row: trace.row, kind, withdrawal };
            for (difference, causes) in differences.iter().zip(&mut of) {
                if difference.items.iter().any(|item| tells_of(row, item)) {
                    causes.insert(cause.clone());
                }
            }
            all.insert(cause);
        })?;
        let withdrawals = batches.iter().filter(|batch| batch.number > since);
        for batch in withdrawals.filter(|batch| matches!(batch.what, What::Withdrawal { .. })) {
            let (number, file) = (batch.number.0, batch.file.clone());
            all.insert(Cause { batch: number, file, row: 0, kind: batch.kind, withdrawal: true });
        }
        for (difference, causes) in differences.iter_mut().zip(of) {
            let causes = if causes.is_empty() { &all } else { &causes };
            difference.because_of = causes.iter().cloned().collect();
        }
        Ok(())
    }
}

fn products(rules: &Rules) -> Vec<&str> {
    rules.products.iter().map(|product| product.id.as_str()).collect()
}
