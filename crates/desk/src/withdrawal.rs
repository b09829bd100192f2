//! Taking a batch back: refused where rows stand on what it takes away, unless
//! somebody wishes it all the same, and shown beforehand.

use std::collections::HashSet;

use huigu_book::{Book, Builder};
use huigu_facts::{Code, Issue, Origin};
use huigu_store::{BatchNumber, Store, Withdrawn};

use crate::reading::origin_of;
use crate::register::{in_order, is_fault};
use crate::{Error, Register, UseCase};

/// What a withdrawal leaves.
pub struct Leaving {
    /// What it takes away and brings back; of a preview, the number its batch would get.
    pub withdrawn: Withdrawn,
    /// The faults it makes: rows that stand on what it takes away.
    pub faults: Vec<Issue>,
    /// What is known then.
    pub book: Book,
}

/// What makes a fault the same before and after.
type Same = (Origin, &'static str, Code);

fn same(issue: &Issue) -> Same {
    (issue.origin, issue.column, issue.code)
}

/// The book after a batch, and its faults.
fn known(
    store: &mut Store,
    after: Option<BatchNumber>,
    products: &[&str],
) -> Result<(Book, Vec<Issue>), huigu_store::Error> {
    let mut builder = Builder::new();
    store.facts(after, |trace, row| builder.add(origin_of(trace), row))?;
    let (book, issues) = builder.finish(products);
    let faults = issues.list().iter().filter(|issue| is_fault(issue)).cloned().collect();
    Ok((book, faults))
}

/// What a register whose last batch is a withdrawal has come to by it.
fn left(store: &mut Store, products: &[&str]) -> Result<(Book, Vec<Issue>), huigu_store::Error> {
    let (book, mut faults) = known(store, None, products)?;
    if !faults.is_empty() {
        let before = BatchNumber(store.last_batch()?.0.saturating_sub(1));
        let (_, before) = known(store, Some(before), products)?;
        let before: HashSet<Same> = before.iter().map(same).collect();
        faults.retain(|fault| !before.contains(&same(fault)));
    }
    Ok((book, faults))
}

impl Register<'_> {
    /// Withdraws a batch on which no row stands. All rows are checked together
    /// inside the act's own transaction, so that nothing can come in between.
    ///
    /// # Errors
    /// [`Error::StoodOn`] with the rows, or whatever the register answers;
    /// then it is as before.
    pub fn withdraw(&mut self, number: BatchNumber, products: &[&str]) -> Result<Withdrawn, Error> {
        let sender = self.own_organisation()?;
        self.withdraw_for(&sender, number, products)
    }

    /// As [`Register::withdraw`], for an organisation (empty: for none).
    pub(crate) fn withdraw_for(
        &mut self,
        sender: &str,
        number: BatchNumber,
        products: &[&str],
    ) -> Result<Withdrawn, Error> {
        let leaving = self.withdraw_if((number, sender), products, "", |faults| faults.is_empty())?;
        if leaving.faults.is_empty() {
            return Ok(leaving.withdrawn);
        }
        Err(Error::StoodOn { number, faults: leaving.faults })
    }

    /// Withdraws a batch, whatever stands on it: until the faults are mended
    /// nothing is computed from what is known now.
    ///
    /// # Errors
    /// Whatever the register answers; then it is as before.
    pub fn withdraw_even_with_faults(&mut self, number: BatchNumber, products: &[&str]) -> Result<Leaving, Error> {
        let sender = self.own_organisation()?;
        self.withdraw_if((number, &sender), products, "even with faults", |_| true)
    }

    fn withdraw_if(
        &mut self,
        (number, sender): (BatchNumber, &str),
        products: &[&str],
        wish: &str,
        agrees: fn(&[Issue]) -> bool,
    ) -> Result<Leaving, Error> {
        let products = in_order(products);
        let opening = self.open_act(UseCase::Withdraw, &format!("batch {number}"), wish)?;
        let mut found = (Book::default(), Vec::new());
        let done = self.store.withdraw_if((&opening, sender), number, self.around.clock, |store| {
            found = left(store, &products)?;
            Ok(agrees(&found.1))
        });
        let (withdrawn, kept) = done.inspect_err(|error| self.failed(&opening, error))?;
        let (book, faults) = found;
        if kept {
            // What is withdrawn is withdrawn, whatever comes of the column form.
            drop(self.columns_now(&products));
        } else {
            self.close_act(&opening, "refused", &format!("faults={}", faults.len()))?;
        }
        Ok(Leaving { withdrawn, faults, book })
    }

    /// What withdrawing a batch would leave. Nothing is kept, in the audit neither.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn preview_withdrawal(&mut self, number: BatchNumber, products: &[&str]) -> Result<Leaving, Error> {
        let products = in_order(products);
        let mut found = (Book::default(), Vec::new());
        let withdrawn = self.store.try_withdrawal(number, self.around.clock, |store| {
            found = left(store, &products)?;
            Ok(())
        })?;
        let (book, faults) = found;
        Ok(Leaving { withdrawn, faults, book })
    }
}
