//! Credit lines and quotes of the loan prime rate, and what they say of a loan.

use huigu_facts::{Code, Expectation, Lpr};
use huigu_quantity::Day;

use crate::book::{Book, NO_LINE, NO_QUOTE, NO_RATE};
use crate::builder::Builder;
use crate::issues::Issues;
use crate::rows::CreditLineRow;

use super::places::{People, known, missing};
use super::rows::Rows;

pub(super) fn credit_lines(builder: &mut Builder, people: &People, book: &mut Book, issues: &mut Issues) {
    // Lender and party are symbols still.
    let key = |row: &CreditLineRow| {
        let lender = people.organisation_ranks[row.lender as usize];
        (lender, people.party_ranks[row.party as usize], row.granted())
    };
    let rows = Rows::keyed(
        std::mem::take(&mut builder.credit_lines),
        |(a, _), (b, _)| key(a).cmp(&key(b)),
        |row| row.1,
        "borrower",
        |(row, _)| {
            let (lender, borrower) = (people.organisation_ids.get(row.lender), people.party_ids.get(row.party));
            format!("{lender} {borrower} {}", row.granted())
        },
        issues,
    );
    let mut taken = Vec::with_capacity(rows.list.len());
    for (&(row, origin), refused) in rows.list.iter().zip(&rows.refused) {
        let lender = people.lender(row.lender, origin, "lender", Code::UnknownLender, issues);
        let party = people.party(row.party, origin, "borrower", issues);
        if let (Some(lender), Some(party), false) = (lender, party, *refused) {
            taken.push(CreditLineRow { lender, party, ..row });
        }
    }
    book.credit_lines = taken.into();
}

impl People {
    /// The organisation of a symbol, or a fault.
    pub(super) fn lender(
        &self,
        symbol: u32,
        origin: huigu_facts::Origin,
        column: &'static str,
        code: Code,
        issues: &mut Issues,
    ) -> Option<u32> {
        let place = self.organisations[symbol as usize];
        if known(place).is_none() {
            issues.add(origin, column, code, || {
                (self.organisation_ids.get(symbol).to_owned(), missing(place, Expectation::Organisation))
            });
        }
        known(place)
    }

    /// The party of a symbol, or a fault.
    pub(super) fn party(
        &self,
        symbol: u32,
        origin: huigu_facts::Origin,
        column: &'static str,
        issues: &mut Issues,
    ) -> Option<u32> {
        let place = self.parties[symbol as usize];
        if known(place).is_none() {
            issues.add(origin, column, Code::UnknownBorrower, || {
                (self.party_ids.get(symbol).to_owned(), missing(place, Expectation::Party))
            });
        }
        known(place)
    }
}

pub(super) fn quotes(builder: &mut Builder, book: &mut Book, issues: &mut Issues) {
    let rows = Rows::keyed(
        std::mem::take(&mut builder.quotes),
        |(a, _), (b, _)| a.date.cmp(&b.date),
        |row| row.1,
        "date",
        |(row, _)| row.date.to_string(),
        issues,
    );
    book.quotes = rows.kept().map(|(row, _)| row).collect();
}

/// Amount of the lender's latest line to the borrower in force on a day, or [`NO_LINE`].
pub(super) fn line_on(lines: &[CreditLineRow], lender: u32, party: u32, day: Day) -> i64 {
    let granted = lines.partition_point(|line| (line.lender, line.party, line.granted()) <= (lender, party, day));
    let own = lines[..granted].iter().rev().take_while(|line| (line.lender, line.party) == (lender, party));
    own.into_iter().find(|line| line.in_force(day)).map_or(NO_LINE, |line| line.amount().0)
}

/// The rate less the quote of the same period published last by the start.
pub(super) fn over_lpr(quotes: &[Lpr], rate: i32, start: Day, term_years: u8) -> i32 {
    if rate == NO_RATE {
        return NO_RATE;
    }
    let published = quotes.partition_point(|quote| quote.date <= start);
    let Some(quote) = published.checked_sub(1).map(|at| quotes[at]) else { return NO_QUOTE };
    let quote = if term_years <= 5 { quote.one_year } else { quote.five_year };
    // Only a quote beyond any sense could reach the marks at the lower end.
    i64::from(rate).saturating_sub(quote.0).clamp(i64::from(NO_QUOTE) + 1, i64::from(i32::MAX)) as i32
}
