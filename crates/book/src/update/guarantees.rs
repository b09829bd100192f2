//! Guarantees merged with their events.

use crate::assemble::accounts;
use crate::book::{Book, NONE};
use crate::columns::Guarantees;

use super::loans::{MovedLoans, owners};
use super::people::People;
use super::runs::Runs;
use super::touched::Rebuild;

/// Merges the guarantees; answers the old ones removed, ascending.
pub(super) fn merge(
    old: &Book,
    part: &Book,
    people: &People,
    loans: &MovedLoans,
    new: &mut Book,
) -> Result<Vec<usize>, Rebuild> {
    let (own, more) = (&old.guarantees, &part.guarantees);
    let goes = |guarantee: usize| people.touched[old.guaranteed(guarantee) as usize];
    for (guarantee, &loan) in own.loans.iter().enumerate().filter(|&(_, &loan)| loan != NONE) {
        if people.touched[old.borrower(loan as usize) as usize] != goes(guarantee) {
            return Err(Rebuild::NotClosed);
        }
    }
    let removed: Vec<usize> = (0..own.len()).filter(|&guarantee| goes(guarantee)).collect();
    let mut inserted = Vec::with_capacity(more.len());
    for guarantor in 0..more.by_guarantor.len().saturating_sub(1) as u32 {
        for guarantee in more.of_guarantor(guarantor) {
            inserted.push(match own.ids.search(own.of_guarantor(guarantor), more.id(guarantee)) {
                Ok(place) if !goes(place) => return Err(Rebuild::Twice),
                Ok(place) | Err(place) => place,
            });
        }
    }
    let runs = Runs::new(own.len(), &removed, &inserted);
    new.guarantees = columns([own, more], &runs, people, loans);
    new.guarantees.by_guarantor = owners(&own.by_guarantor, &more.by_guarantor, &removed);
    accounts::by_loan(new);
    Ok(removed)
}

/// Every column but the owners and the order by loan.
fn columns([own, more]: [&Guarantees; 2], runs: &Runs, people: &People, loans: &MovedLoans) -> Guarantees {
    let events = runs.owned(&own.first_events, &more.first_events);
    Guarantees {
        ids: runs.texts(&own.ids, &more.ids),
        words: runs.column(&own.words, &more.words),
        party_rows: runs.mapped(
            [&own.party_rows, &more.party_rows],
            |row| people.rows.old[row as usize],
            |row| people.rows.part[row as usize],
        ),
        lenders: runs.column(&own.lenders, &more.lenders),
        loans: runs.mapped([&own.loans, &more.loans], |loan| loans.old.of(loan), |loan| loans.part.of(loan)),
        amounts: runs.column(&own.amounts, &more.amounts),
        fees: runs.column(&own.fees, &more.fees),
        starts: runs.column(&own.starts, &more.starts),
        dues: runs.column(&own.dues, &more.dues),
        first_events: runs.offsets(&own.first_events, &more.first_events),
        event_days: events.column(&own.event_days, &more.event_days),
        event_kinds: events.column(&own.event_kinds, &more.event_kinds),
        event_amounts: events.column(&own.event_amounts, &more.event_amounts),
        // An account is of one borrower, and so wholly kept or wholly the part's.
        accounts: runs.column(&own.accounts, &more.accounts),
        ..Guarantees::default()
    }
}
