//! Movements and reported balances of loans, grouped by loan.
//!
//! The rows are sorted in place and walked once beside the loans: nothing is
//! kept for each loan but its range.

use huigu_facts::{Code, Expectation, MAX_TURNOVER, Origin, movements_of_balances, movements_of_contract, repeats};
use huigu_quantity::{Day, Fen};
use rayon::prelude::*;
use std::collections::BTreeSet;

use crate::book::Book;
use crate::builder::{Builder, MoveDraft};
use crate::columns::Loans;
use crate::issues::Issues;
use crate::texts::{Keys, Symbols};
use crate::word::Field;

use super::judge::Judge;
use super::places::{LoanPlaces, People, known, shown};
use super::rows::{Rows, other_row};
use super::schedule::{Step, is_sound, refused};

/// What rows were given of each loan, taken or refused.
#[derive(Clone, Copy, Default)]
struct Given {
    events: bool,
    balances: bool,
}

pub(super) fn assemble(
    builder: &mut Builder,
    people: &People,
    loans: &LoanPlaces,
    book: &mut Book,
    issues: &mut Issues,
) {
    let mut given = vec![Given::default(); book.loans.len()];
    mark(&builder.loan_moves, loans, |place| given[place].events = true);
    mark(&builder.loan_balances, loans, |place| given[place].balances = true);
    let repeated =
        repeated(std::mem::take(&mut builder.named_moves[0]), &builder.event_ids, people, &loans.keys, issues);
    let events = events(std::mem::take(&mut builder.loan_moves), &repeated, loans, &book.loans, issues);
    let balances = balances(std::mem::take(&mut builder.loan_balances), people, loans, &given, book, issues);
    let latest = |rows: &[MoveDraft]| rows.iter().map(|row| row.day).max();
    book.horizon = latest(&events).max(latest(&balances));
    fill(&events, &balances, &given, book, issues);
    overdue(book, issues);
}

fn mark(rows: &[MoveDraft], loans: &LoanPlaces, mut mark: impl FnMut(usize)) {
    for row in rows {
        if let Some(place) = known(loans.places[row.key as usize]) {
            mark(place as usize);
        }
    }
}

/// The rows whose event id stands twice within one loan or guarantee.
pub(super) fn repeated(
    mut named: Vec<(u32, u32, Origin)>,
    ids: &Symbols,
    people: &People,
    keys: &Keys,
    issues: &mut Issues,
) -> BTreeSet<Origin> {
    let mut found = BTreeSet::new();
    if named.is_sorted_by(|a, b| (a.0, a.1) < (b.0, b.1)) {
        return found;
    }
    named.par_sort_unstable();
    for range in repeats(&named, |a, b| (a.0, a.1) == (b.0, b.1)) {
        for at in range.clone() {
            let (key, id, origin) = named[at];
            let other = named[if at == range.start { at + 1 } else { range.start }].2;
            found.insert(origin);
            issues.add(origin, "event_id", Code::DuplicateKey, || {
                (format!("{} {}", shown(people, keys, key), ids.get(id)), other_row(origin, other))
            });
        }
    }
    found
}

/// Value and expectation of a row before the start.
pub(super) fn before_start(day: u16, start: u16) -> (String, Expectation) {
    (Day::from(day).to_string(), Expectation::NotBefore { day: start.into() })
}

/// Movements of good loans by (loan, day, delta), the key now the loan's place.
fn events(
    mut rows: Vec<MoveDraft>,
    repeated: &BTreeSet<Origin>,
    loans: &LoanPlaces,
    book: &Loans,
    issues: &mut Issues,
) -> Vec<MoveDraft> {
    rows.retain_mut(|row| {
        let Some(loan) = loans.good(row.key, row.origin, issues) else { return false };
        row.key = loan;
        let start = book.starts[loan as usize];
        if row.day < start {
            issues.add(row.origin, "date", Code::EventBeforeStart, || before_start(row.day, start));
            return false;
        }
        repeated.is_empty() || !repeated.contains(&row.origin)
    });
    if !rows.is_sorted_by_key(|row| (row.key, row.day, row.fen)) {
        rows.par_sort_unstable_by_key(|row| (row.key, row.day, row.fen, row.origin));
    }
    rows
}

/// Reported balances of good loans without events by (loan, day), the key now the loan's place.
fn balances(
    rows: Vec<MoveDraft>,
    people: &People,
    loans: &LoanPlaces,
    given: &[Given],
    book: &Book,
    issues: &mut Issues,
) -> Vec<MoveDraft> {
    let place = |key: u32| loans.places[key as usize];
    let rows = Rows::keyed(
        rows,
        |a, b| (place(a.key), a.key, a.day).cmp(&(place(b.key), b.key, b.day)),
        |row| row.origin,
        "date",
        |row| format!("{} {}", shown(people, &loans.keys, row.key), Day::from(row.day)),
        issues,
    );
    let mut taken = Vec::with_capacity(rows.list.len());
    for (&row, &repeated) in rows.list.iter().zip(&rows.refused) {
        let Some(loan) = loans.good(row.key, row.origin, issues) else { continue };
        let start = book.loans.starts[loan as usize];
        let both = given[loan as usize].events;
        if both {
            issues.add(row.origin, "loan_id", Code::EventsAndBalances, || {
                (loans.keys.id(row.key).to_owned(), Expectation::EventsOrBalances)
            });
        }
        if row.day < start {
            issues.add(row.origin, "date", Code::EventBeforeStart, || before_start(row.day, start));
        }
        if !both && row.day >= start && !repeated {
            taken.push(MoveDraft { key: loan, ..row });
        }
    }
    taken
}

/// The next run of a loan's rows.
fn run_of<'a>(rows: &'a [MoveDraft], from: &mut usize, loan: u32) -> &'a [MoveDraft] {
    let start = *from;
    while rows.get(*from).is_some_and(|row| row.key == loan) {
        *from += 1;
    }
    &rows[start..*from]
}

fn fill(events: &[MoveDraft], balances: &[MoveDraft], given: &[Given], book: &mut Book, issues: &mut Issues) {
    let without = given.iter().filter(|given| !given.events && !given.balances).count();
    let expected = events.len() + 2 * balances.len() + 2 * without;
    let (parties, book) = (&book.parties, &mut book.loans);
    book.event_days.own().reserve_exact(expected);
    book.event_deltas.own().reserve_exact(expected);
    book.last_reports = vec![0; given.len()].into();
    let (mut next_event, mut next_balance) = (0, 0);
    for (loan, given) in given.iter().enumerate() {
        let own = run_of(events, &mut next_event, loan as u32);
        let reports = run_of(balances, &mut next_balance, loan as u32);
        let (start, due) = (Day::from(book.starts[loan]), Day::from(book.dues[loan]));
        let principal = Fen(book.principals[loan]);
        let party = parties.of_rows[book.party_rows[loan] as usize];
        if !own.is_empty() {
            fill_events(own, (loan, party), book, issues);
        } else if !reports.is_empty() {
            let reports = in_bounds(principal, start, reports, issues);
            let reports = reports.iter().map(|row| (Day::from(row.day), Fen(row.fen)));
            movements_of_balances(start, principal, reports).for_each(|(day, delta)| book.push(day, delta.0));
        } else if !given.events && !given.balances {
            let moves = movements_of_contract(start, due, principal);
            let mut moves = moves.map(|(day, delta)| (day, delta.0));
            moves.sort_unstable();
            moves.into_iter().for_each(|(day, delta)| book.push(day, delta));
            let word = &mut book.words.own()[loan];
            *word = word.with(Field::BY_CONTRACT, 1);
            issues.find(book.origin(loan), "", Code::NoEvents, party, || (book.id(loan).to_owned(), String::new()));
        }
        let last = own.iter().chain(reports).map(|row| row.day).max();
        book.last_reports.own()[loan] = last.unwrap_or(0);
        book.first_events.own()[loan + 1] = book.event_days.len() as u32;
    }
}

impl Loans {
    /// Appends an event; one that changes nothing is none.
    fn push(&mut self, day: Day, delta: i64) {
        if delta != 0 {
            // Days of the books are 16 bits wide.
            self.event_days.push(day.column().unwrap_or(u16::MAX));
            self.event_deltas.push(delta);
        }
    }
}

fn fill_events(run: &[MoveDraft], (loan, party): (usize, u32), book: &mut Loans, issues: &mut Issues) {
    let last_due = book.last_dues[loan];
    let mut late: u8 = 0;
    let mut keep = |row: &MoveDraft, book: &mut Loans, issues: &mut Issues| {
        if row.day > last_due {
            late = late.saturating_add(1);
            issues.find(row.origin, "date", Code::EventAfterDue, party, || {
                (Day::from(row.day).to_string(), Day::from(last_due).to_string())
            });
        }
        book.push(Day::from(row.day), row.fen);
    };
    if is_sound(run.iter().map(|row| (row.day, row.fen))) {
        run.iter().for_each(|row| keep(row, book, issues));
    } else {
        let steps: Vec<Step> =
            run.iter().map(|row| Step { day: row.day, delta: row.fen, origin: Some(row.origin) }).collect();
        let refused = refused(&steps, issues);
        for (row, _) in run.iter().zip(refused).filter(|(_, refused)| !refused) {
            keep(row, book, issues);
        }
    }
    if late > 0 {
        let word = &mut book.words.own()[loan];
        *word = word.with_late_events(late);
    }
}

/// The reports that keep the turnover within its bound.
fn in_bounds(principal: Fen, start: Day, reports: &[MoveDraft], issues: &mut Issues) -> Vec<MoveDraft> {
    let mut taken = Vec::with_capacity(reports.len());
    let opening = reports.first().filter(|row| Day::from(row.day) == start).map_or(principal.0, |row| row.fen);
    let (mut balance, mut turnover) = (opening, opening.unsigned_abs());
    for &row in reports {
        let more = turnover.saturating_add(row.fen.abs_diff(balance));
        if more > MAX_TURNOVER.0.unsigned_abs() {
            issues.add(row.origin, "balance", Code::TurnoverTooLarge, || {
                (Fen(row.fen).to_string(), format!("≤ {MAX_TURNOVER}"))
            });
        } else {
            (balance, turnover) = (row.fen, more);
            taken.push(row);
        }
    }
    taken
}

/// Loans with a balance after their last due date, as far as the books reach.
pub(crate) fn overdue(book: &Book, issues: &mut Issues) {
    let judge = Judge::new(book);
    let loans = (0..book.loans.len()).into_par_iter();
    let found: Vec<(usize, i64)> = loans.filter_map(|loan| Some((loan, judge.overdue(loan)?))).collect();
    for (loan, balance) in found {
        issues.find(book.loans.origin(loan), "due", Code::Overdue, judge.party(loan), || {
            (Day::from(book.loans.last_dues[loan]).to_string(), Expectation::Balance { balance: Fen(balance) })
        });
    }
}
