//! How the events of a district are shared among its loans, so that they add
//! up exactly and any part of the district can be made by itself.
//!
//! Loans are taken in stretches of [`STRETCH`]. A stretch gets its share of
//! all events by its number of loans; within it each loan first gets the
//! least that tells its story (paid out, and paid back if it was), and the
//! rest goes by how lively the loan is. Where there are not even enough for
//! the least, the least is shared in proportion.

use crate::loan::{DrawnLoan, Reporting};
use crate::setting::{STRETCH, Setting};

/// Makes the loans of stretch number `stretch`, each with its number of events.
pub(crate) fn stretch(setting: &Setting<'_>, events: u64, stretch: u64) -> Vec<(DrawnLoan, u64)> {
    let from = stretch * STRETCH;
    let to = (from + STRETCH).min(setting.loans);
    let mut loans: Vec<(DrawnLoan, u64)> = (from..to).map(|index| (DrawnLoan::new(setting, index), 0)).collect();
    let quota = share(events, to, setting.loans) - share(events, from, setting.loans);
    if quota > 0 && loans.iter().all(|(loan, _)| loan.reporting != Reporting::Events) {
        // Somebody has to report the events there are.
        loans.iter_mut().for_each(|(loan, _)| loan.reporting = Reporting::Events);
    }
    let wants: Vec<(u64, u64)> = loans.iter().map(|(loan, _)| loan.wants_events(setting)).collect();
    let least: u64 = wants.iter().map(|(least, _)| least).sum();
    let lively: u64 = wants.iter().map(|(_, more)| more).sum();
    let enough = quota >= least && (lively > 0 || quota == least);
    let (rest, total) = if enough { (quota - least, lively) } else { (quota, least) };
    let mut passed = 0;
    for ((_, count), (least, more)) in loans.iter_mut().zip(wants) {
        let (base, weight) = if enough { (least, more) } else { (0, least) };
        *count = base + share(rest, passed + weight, total) - share(rest, passed, total);
        passed += weight;
    }
    loans
}

/// The first `part` of `whole` parts of a sum, rounded down; nothing of no parts.
fn share(sum: u64, part: u64, whole: u64) -> u64 {
    (u128::from(sum) * u128::from(part)).checked_div(u128::from(whole)).unwrap_or(0) as u64
}
