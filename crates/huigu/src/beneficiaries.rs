//! Whom a measure pays or might have paid: everybody with a line, a claim, or
//! business in the year that could be a near miss.

use std::collections::BTreeSet;

use huigu_book::Book;
use huigu_engine::{Explanation, Settlement, explain};
use huigu_plan::{Beneficiary, Counts, Rules, Standing, Terms};
use huigu_quantity::{Day, Period};

/// The explanation of each of them, measure by measure, in the order of ids.
/// Who has only near misses stands in no settlement, but in these.
pub fn explanations<'a>(
    settlement: &'a Settlement,
    book: &'a Book,
    rules: &'a Rules,
) -> impl Iterator<Item = Explanation> + 'a {
    let year = settlement.year;
    settlement.measures.iter().zip(&rules.measures).flat_map(move |(found, measure)| {
        let mut ids: BTreeSet<&str> = found.beneficiaries.iter().map(|entitlement| entitlement.id.as_str()).collect();
        if let Standing::Active(terms) = &measure.standing {
            ids.extend(in_business(book, terms, Period::year(year)));
        }
        ids.into_iter().filter_map(move |id| explain(book, rules, year, &measure.id, id).ok())
    })
}

/// Those in the role of the measure with an item that lived in the year.
fn in_business<'a>(book: &'a Book, terms: &Terms, year: Period) -> BTreeSet<&'a str> {
    let party = |row: u32| book.parties.rows[row as usize].party;
    let places: BTreeSet<u32> = match (terms.counts, terms.beneficiary) {
        (Counts::Loans, role) => (0..book.loans.len())
            .filter(|&loan| lived(year, book.loans.start(loan), book.loans.events(loan)))
            .map(|loan| match role {
                Beneficiary::Borrower => party(book.loans.party_rows[loan]),
                _ => book.loans.lender(loan),
            })
            .collect(),
        (Counts::Guarantees, role) => (0..book.guarantees.len())
            .filter(|&one| lived(year, Day::from(book.guarantees.starts[one]), book.guarantees.deltas(one)))
            .map(|one| match role {
                Beneficiary::Borrower => party(book.guarantees.party_rows[one]),
                Beneficiary::Lender => book.guarantees.lenders[one],
                _ => book.guarantees.guarantor(one),
            })
            .collect(),
        (Counts::Deals, _) => {
            book.deals.iter().filter(|deal| year.contains(deal.date)).map(|deal| deal.party).collect()
        }
    };
    let organisations = matches!(terms.beneficiary, Beneficiary::Lender | Beneficiary::Guarantor);
    let ids = if organisations { &book.organisations.ids } else { &book.parties.ids };
    places.into_iter().map(|place| ids.get(place)).collect()
}

/// Started in the year, or with a balance above zero on a day of it: that of
/// its first day or an event's.
fn lived(year: Period, start: Day, events: impl Iterator<Item = (Day, i64)>) -> bool {
    if year.contains(start) {
        return true;
    }
    let mut balance = 0;
    for (day, delta) in events.take_while(|(day, _)| *day < year.to) {
        if day >= year.from && (balance > 0 || delta > 0) {
            return true;
        }
        balance += delta;
    }
    balance > 0
}
