//! Who is who: the party's row that judges, its scale, its section; the
//! lender's credit line; the LPR of the same period; first-time borrowers.

use huigu_facts::Scale;
use huigu_quantity::{Day, Fen, Ppm};

use crate::books::{Books, CreditLine, Loan, Organisation, Party};

/// "judged by the row in force on its start or date (before the first row:
/// the first)"; a row is "in force from its `valid_from` (empty: from the
/// beginning)".
#[must_use]
pub fn party<'b>(books: &'b Books, id: &str, day: Day) -> Option<&'b Party> {
    let mut rows: Vec<_> = books.parties.iter().filter(|row| row.party_id == id).collect();
    rows.sort_by_key(|row| row.valid_from);
    let in_force = rows.iter().rev().find(|row| row.valid_from.is_none_or(|from| from <= day));
    in_force.or(rows.first()).copied()
}

/// The organisation of an id.
#[must_use]
pub fn organisation<'b>(books: &'b Books, id: &str) -> Option<&'b Organisation> {
    books.organisations.iter().find(|row| row.org_id == id)
}

/// Section letter and digits of a code of GB/T 4754: "a letter, a letter and
/// digits, or digits alone; where there are two digits the section follows
/// from the division".
#[must_use]
pub fn section_and_digits(code: &str) -> (Option<char>, String) {
    let code = code.trim();
    let letter = code.chars().next().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_uppercase());
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let division = digits.get(..2).and_then(|two| two.parse::<u32>().ok());
    (division.map_or(letter, section_of_division), digits)
}

/// The sections of GB/T 4754-2017 by their divisions.
fn section_of_division(division: u32) -> Option<char> {
    const FIRST_TO_LAST: [(u32, u32, char); 20] = [
        (1, 5, 'A'),
        (6, 12, 'B'),
        (13, 43, 'C'),
        (44, 46, 'D'),
        (47, 50, 'E'),
        (51, 52, 'F'),
        (53, 60, 'G'),
        (61, 62, 'H'),
        (63, 65, 'I'),
        (66, 69, 'J'),
        (70, 70, 'K'),
        (71, 72, 'L'),
        (73, 75, 'M'),
        (76, 79, 'N'),
        (80, 82, 'O'),
        (83, 83, 'P'),
        (84, 85, 'Q'),
        (86, 90, 'R'),
        (91, 96, 'S'),
        (97, 97, 'T'),
    ];
    let found = FIRST_TO_LAST.iter().find(|(first, last, _)| (*first..=*last).contains(&division));
    found.map(|(_, _, section)| *section)
}

/// What one scale asks for: employees, revenue and assets in 10,000 yuan.
type Limits = [Option<i64>; 3];

/// The row of the table of scales: limits of large, medium and small.
fn scale_row(section: char, digits: &str) -> Option<[Limits; 3]> {
    let x_y = |rows: [(i64, i64); 3]| Some(rows.map(|(x, y)| [Some(x), Some(y), None]));
    let y = |rows: [i64; 3]| Some(rows.map(|y| [None, Some(y), None]));
    let y_z = |rows: [(i64, i64); 3]| Some(rows.map(|(y, z)| [None, Some(y), Some(z)]));
    let x_z = |rows: [(i64, i64); 3]| Some(rows.map(|(x, z)| [Some(x), None, Some(z)]));
    let x = |rows: [i64; 3]| Some(rows.map(|x| [Some(x), None, None]));
    let begins = |with: &str| digits.starts_with(with);
    match section {
        'A' => y([20_000, 500, 50]),
        'B' | 'C' | 'D' => x_y([(1_000, 40_000), (300, 2_000), (20, 300)]),
        'E' => y_z([(80_000, 80_000), (6_000, 5_000), (300, 300)]),
        'F' if begins("51") => x_y([(200, 40_000), (20, 5_000), (5, 1_000)]),
        'F' if begins("52") => x_y([(300, 20_000), (50, 500), (10, 100)]),
        'G' if ["54", "55", "56", "57", "58", "591"].iter().any(|with| begins(with)) => {
            x_y([(1_000, 30_000), (300, 3_000), (20, 200)])
        }
        'G' if begins("59") && digits.len() > 2 => x_y([(200, 30_000), (100, 1_000), (20, 100)]),
        'G' if begins("60") => x_y([(1_000, 30_000), (300, 2_000), (20, 100)]),
        'H' => x_y([(300, 10_000), (100, 2_000), (10, 100)]),
        'I' if begins("63") || begins("64") => x_y([(2_000, 100_000), (100, 1_000), (10, 100)]),
        'I' if begins("65") => x_y([(300, 10_000), (100, 1_000), (10, 50)]),
        'K' if begins("701") => y_z([(200_000, 10_000), (1_000, 5_000), (100, 2_000)]),
        'K' if begins("702") => x_y([(1_000, 5_000), (300, 1_000), (100, 500)]),
        'L' => x_z([(300, 120_000), (100, 8_000), (10, 100)]),
        'M' | 'N' | 'O' | 'R' => x([300, 100, 10]),
        'Q' if begins("85") => x([300, 100, 10]),
        'K' if begins("703") || begins("709") => x([300, 100, 10]),
        _ => None,
    }
}

/// "Large, medium and small need *all* the listed limits; below small is
/// micro"; what the table does not cover, or "where a figure the row needs is
/// missing, the reported scale stands; without one the scale is unknown".
#[must_use]
pub fn scale(party: &Party) -> Option<Scale> {
    computed_scale(party).or(party.scale)
}

fn computed_scale(party: &Party) -> Option<Scale> {
    // 10,000 yuan in fen.
    const WAN: i128 = 1_000_000;
    let (section, digits) = section_and_digits(&party.industry);
    let row = scale_row(section?, &digits)?;
    let figures = [
        party.employees.map(i128::from),
        party.revenue.map(|revenue| i128::from(revenue.0)),
        party.assets.map(|assets| i128::from(assets.0)),
    ];
    let units = [1, WAN, WAN];
    for (scale, limits) in [Scale::Large, Scale::Medium, Scale::Small].into_iter().zip(row) {
        let mut all = true;
        for ((figure, unit), limit) in figures.iter().zip(units).zip(limits) {
            if let Some(limit) = limit {
                all &= (*figure)? >= i128::from(limit) * unit;
            }
        }
        if all {
            return Some(scale);
        }
    }
    Some(Scale::Micro)
}

/// "`dual_innovation_since` <= t, and `dual_innovation_until` empty or > t".
#[must_use]
pub fn is_dual_innovation(party: &Party, day: Day) -> bool {
    party.dual_innovation_since.is_some_and(|since| since <= day)
        && party.dual_innovation_until.is_none_or(|until| until > day)
}

/// "the loan's `credit_line`, else the lender's line to the borrower in
/// `credit_lines` in force at the start (…; the latest granted; a line of
/// amount 0 is a reported line), else not reported".
#[must_use]
pub fn credit_line(books: &Books, loan: &Loan) -> Option<Fen> {
    let lines = books.credit_lines.iter().filter(|line| line.lender == loan.lender && line.borrower == loan.borrower);
    let latest = lines.filter(|line| in_force(line, loan.start)).max_by_key(|line| line.granted);
    loan.credit_line.or(latest.map(|line| line.amount))
}

/// "granted <= start, no `expires` or `expires` > start".
#[must_use]
pub fn in_force(line: &CreditLine, day: Day) -> bool {
    line.granted <= day && line.expires.is_none_or(|expires| expires > day)
}

/// "the quote published last on or before the loan's start, from the books;
/// one-year quote for terms up to and including five years (due <= start + 5
/// years), five-year quote beyond".
#[must_use]
pub fn lpr(books: &Books, loan: &Loan) -> Option<Ppm> {
    let published = books.lpr.iter().filter(|quote| quote.date <= loan.start);
    let quote = published.max_by_key(|quote| quote.date)?;
    Some(if loan.due <= loan.start.plus_years(5) { quote.one_year } else { quote.five_year })
}

/// A loan's id for every order "by id": the pair (lender, loan_id), by bytes.
#[must_use]
pub fn loan_key(loan: &Loan) -> (&str, &str) {
    (&loan.lender, &loan.loan_id)
}

/// Whether `other` comes before `loan` "in the order (start, id)".
#[must_use]
pub fn comes_before(other: &Loan, loan: &Loan) -> bool {
    (other.start, loan_key(other)) < (loan.start, loan_key(loan))
}

/// Why a loan did not make its borrower a first-time borrower; `None`: it did.
///
/// "the loan is the borrower's first in the whole register *and* reported as
/// first by its lender; if only one of the two holds it is a discrepancy and
/// not first. Where several loans start on that first day, the lowest id among
/// those reported first counts."
#[must_use]
pub fn why_not_first(books: &Books, loan: &Loan) -> Option<&'static str> {
    let own: Vec<_> = books.loans.iter().filter(|other| other.borrower == loan.borrower).collect();
    let first_day = own.iter().map(|other| other.start).min();
    let on_first_day = own.iter().filter(|other| Some(other.start) == first_day);
    let counting = on_first_day.filter(|other| other.first_loan == Some(true)).map(|other| loan_key(other)).min();
    if Some(loan.start) != first_day {
        let discrepancy = loan.first_loan == Some(true);
        return Some(if discrepancy { "first-loan-discrepancy" } else { "not-first-loan" });
    }
    match (counting, loan.first_loan) {
        (Some(first), _) if first == loan_key(loan) => None,
        (Some(_), _) => Some("another-first-loan"),
        (None, Some(_)) => Some("first-loan-discrepancy"),
        (None, None) => Some("first-loan-not-reported"),
    }
}
