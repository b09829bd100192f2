//! What follows from all guarantees together: a borrower's account at a
//! guarantor, and the guarantees behind each loan.

use huigu_quantity::Day;
use rayon::prelude::*;

use crate::book::{Book, NONE};
use crate::columns::Guarantees;

/// Fills in the accounts and the order by loan.
pub(super) fn index(book: &mut Book) {
    let guarantees = &book.guarantees;
    let count = guarantees.len() as u32;
    let party = |at: usize| book.guaranteed(at);
    // Guarantees stand by guarantor, so one sort brings each account together.
    let mut keyed: Vec<(u32, u32, u32)> =
        (0..count).into_par_iter().map(|at| (guarantees.guarantor(at as usize), party(at as usize), at)).collect();
    keyed.par_sort_unstable();
    let accounts: Vec<Vec<(u32, i64)>> = keyed
        .par_chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .map(|own| own.iter().map(|&(_, _, at)| (at, account(guarantees, own, at))).collect())
        .collect();
    let mut column = vec![0; guarantees.len()];
    for (at, account) in accounts.into_iter().flatten() {
        column[at as usize] = account;
    }
    book.guarantees.accounts = column.into();
    by_loan(book);
}

/// Fills in the order by loan.
pub(crate) fn by_loan(book: &mut Book) {
    let loans = &*book.guarantees.loans;
    let mut by_loan: Vec<u32> = (0..loans.len() as u32).filter(|&at| loans[at as usize] != NONE).collect();
    by_loan.par_sort_unstable_by_key(|&at| (loans[at as usize], at));
    book.guarantees.set_by_loan(by_loan, book.loans.len());
}

/// The amount of one guarantee and the balances of the others of its account
/// at the end of its start day.
fn account(guarantees: &Guarantees, own: &[(u32, u32, u32)], at: u32) -> i64 {
    let day = Day::from(guarantees.starts[at as usize]);
    let others = own.iter().filter(|&&(_, _, other)| other != at);
    let balances = others.map(|&(_, _, other)| i128::from(guarantees.balance(other as usize, day)));
    let sum = balances.sum::<i128>() + i128::from(guarantees.amounts[at as usize]);
    i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
}
