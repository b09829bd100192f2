//! Loans, their movements and classes, credit lines, demands and guarantees.

use std::collections::BTreeSet;

use huigu_facts::{Collateral, GuaranteeEventKind, LoanClassKind, LoanEventKind, LoanForm, Outcome, Purpose, Security};
use huigu_quantity::{Day, Fen, Ppm};
use huigu_testkit::Rng;

use super::hints::Hints;
use crate::books::{Books, CreditLine, Demand, Guarantee, GuaranteeEvent, Loan, LoanBalance, LoanClass, LoanEvent};

const BANKS: [&str; 4] = ["bank-a", "bank-b", "bank-b2", "Bank-c"];

pub(super) fn loans(books: &mut Books, hints: &Hints, rng: &mut Rng) {
    let most = *rng.of(&[3, 10, 41]);
    for number in 0..rng.below(most) {
        let loan = loan(books, hints, number, rng);
        match rng.below(4) {
            0 => {}
            1 => balances(books, hints, &loan, rng),
            _ => events(books, &loan, rng),
        }
        classes(books, &loan, rng);
        books.loans.push(loan);
    }
}

fn loan(books: &Books, hints: &Hints, number: usize, rng: &mut Rng) -> Loan {
    let lender = (*rng.of(&BANKS)).to_owned();
    let borrower = rng.of(&books.parties).party_id.clone();
    let start = hints.day(rng);
    let due = due(start, rng);
    let product = match rng.below(6) {
        0 => String::new(),
        1 => "no-such-product".to_owned(),
        _ if hints.products.is_empty() => String::new(),
        _ => rng.of(&hints.products).clone(),
    };
    let mut earlier =
        books.loans.iter().filter(|old| old.lender == lender && old.borrower == borrower && old.start < start);
    let renewal_of = earlier.next_back().filter(|_| rng.one_in(2)).map_or(String::new(), |old| old.loan_id.clone());
    let rates = [37_999, 38_000, 38_001, 38_500, 38_501, 41_500, 46_500, 46_501, 48_000].map(Ppm);
    Loan {
        lender,
        // Ids whose order by bytes is not the order of their numbers.
        loan_id: format!("L{}", number * 7 % 41),
        borrower,
        product,
        renewal_of,
        form: if rng.one_in(6) { *rng.of(&LoanForm::ALL) } else { LoanForm::Loan },
        start,
        due,
        principal: hints.amount(rng),
        rate: rng.maybe(&rates),
        security: if rng.one_in(2) { Security::Unsecured } else { *rng.of(&Security::ALL) },
        collateral: rng.maybe(&Collateral::ALL),
        credit_line: if rng.one_in(2) { Some(hints.amount(rng)) } else { None },
        purpose: if rng.one_in(2) { Some(Purpose::WorkingCapital) } else { rng.maybe(&Purpose::ALL) },
        first_loan: rng.maybe(&[true, true, false]),
        ..Loan::default()
    }
}

/// A due date at, or a day beside, a number of years.
fn due(start: Day, rng: &mut Rng) -> Day {
    let years = *rng.of(&[0, 1, 1, 3, 3, 5]);
    let beside = *rng.of(&[0, 0, 1, -1, 40, 200]);
    Day(start.plus_years(years).0 + beside).max(start)
}

/// Days from `start` on, some of them together.
fn days_from(start: Day, how_many: usize, rng: &mut Rng) -> Vec<Day> {
    let mut days = vec![start];
    while days.len() < how_many {
        let last = days.last().map_or(start, |day| *day);
        days.push(Day(last.0 + *rng.of(&[0, 1, 30, 184, 365, 366]) + rng.below(20) as i32 / 10));
    }
    days
}

fn events(books: &mut Books, loan: &Loan, rng: &mut Rng) {
    let mut push = |date, kind, amount: i64, number: usize| {
        books.loan_events.push(LoanEvent {
            lender: loan.lender.clone(),
            loan_id: loan.loan_id.clone(),
            event_id: if number.is_multiple_of(3) { format!("e{number}") } else { String::new() },
            date,
            kind,
            amount: Fen(amount),
        });
    };
    let mut balance = 0;
    let how_many = 1 + rng.below(8);
    for (number, date) in days_from(loan.start, how_many, rng).into_iter().enumerate() {
        let part = |rng: &mut Rng| (balance / (1 + rng.below(3) as i64)).max(1);
        let (kind, amount) = match rng.below(6) {
            _ if balance == 0 => (LoanEventKind::Disburse, (loan.principal.0 / (1 + rng.below(3) as i64)).max(1)),
            0 => (LoanEventKind::Disburse, 1 + rng.below(1_000_000) as i64),
            1 => (LoanEventKind::WriteOff, part(rng)),
            2 => (LoanEventKind::Adjust, -part(rng)),
            3 => (LoanEventKind::Adjust, 1 + rng.below(9_999) as i64),
            _ => (LoanEventKind::Repay, part(rng)),
        };
        push(date, kind, amount, number * 2);
        balance += match kind {
            LoanEventKind::Disburse | LoanEventKind::Adjust => amount,
            LoanEventKind::Repay | LoanEventKind::WriteOff => -amount,
        };
        if rng.one_in(8) {
            // Below zero between two events of one day.
            push(date, LoanEventKind::Repay, balance + 5, number * 2 + 1);
            push(date, LoanEventKind::Disburse, balance + 5, number * 2 + 1_000);
        }
    }
    // The events of a loan come in no order.
    let from = books.loan_events.len().saturating_sub(3);
    books.loan_events[from..].reverse();
}

fn balances(books: &mut Books, hints: &Hints, loan: &Loan, rng: &mut Rng) {
    let how_many = 1 + rng.below(4);
    let mut days: Vec<Day> = days_from(loan.start, how_many, rng);
    if rng.one_in(2) {
        days.retain(|day| *day != loan.start);
    }
    for date in days.into_iter().collect::<BTreeSet<_>>() {
        let balance = if rng.one_in(3) { Fen::ZERO } else { hints.amount(rng) };
        books.loan_balances.push(LoanBalance {
            lender: loan.lender.clone(),
            loan_id: loan.loan_id.clone(),
            date,
            balance,
        });
    }
}

fn classes(books: &mut Books, loan: &Loan, rng: &mut Rng) {
    let how_many = rng.below(3);
    for date in days_from(loan.start, how_many, rng).into_iter().take(how_many).collect::<BTreeSet<_>>() {
        let class = *rng.of(&LoanClassKind::ALL);
        books.loan_classes.push(LoanClass { lender: loan.lender.clone(), loan_id: loan.loan_id.clone(), date, class });
    }
}

pub(super) fn lines_and_demands(books: &mut Books, hints: &Hints, rng: &mut Rng) {
    let mut keys = BTreeSet::new();
    for _ in 0..rng.below(14) {
        let lender = (*rng.of(&BANKS)).to_owned();
        let borrower = rng.of(&books.parties).party_id.clone();
        let granted = hints.day(rng);
        if keys.insert((lender.clone(), borrower.clone(), granted)) {
            let expires = if rng.one_in(2) { None } else { Some(Day(granted.0 + 1 + rng.below(500) as i32)) };
            let amount = if rng.one_in(4) { Fen::ZERO } else { hints.amount(rng) };
            books.credit_lines.push(CreditLine { lender, borrower, amount, granted, expires });
        }
    }
    for number in 0..rng.below(10) {
        books.demands.push(Demand {
            demand_id: format!("demand-{number}"),
            borrower: rng.of(&books.parties).party_id.clone(),
            date: hints.day(rng),
            amount: hints.amount(rng),
            qualifies: rng.maybe(&[true, true, false]),
            outcome: rng.maybe(&Outcome::ALL),
            closed: None,
        });
    }
}

pub(super) fn guarantees(books: &mut Books, hints: &Hints, rng: &mut Rng) {
    for number in 0..rng.below(14) {
        let behind = books.loans.get(rng.below(books.loans.len().max(1))).filter(|_| !rng.one_in(4));
        let start = hints.day(rng);
        let guarantee = Guarantee {
            guarantor: (*rng.of(&["guarantor-a", "guarantor-b", "insurer-a"])).to_owned(),
            guarantee_id: format!("G{}", number * 5 % 17),
            borrower: behind.map_or_else(|| rng.of(&books.parties).party_id.clone(), |loan| loan.borrower.clone()),
            lender: behind.map_or_else(|| (*rng.of(&BANKS)).to_owned(), |loan| loan.lender.clone()),
            loan_id: behind.map_or(String::new(), |loan| loan.loan_id.clone()),
            counter_guarantee: String::new(),
            amount: hints.amount(rng),
            fee_rate: *rng.of(&[Ppm(10_000), Ppm(10_001), Ppm(0), Ppm(5_000)]),
            start,
            due: due(start, rng),
            reguaranteed: None,
        };
        guarantee_events(books, &guarantee, rng);
        books.guarantees.push(guarantee);
    }
}

fn guarantee_events(books: &mut Books, guarantee: &Guarantee, rng: &mut Rng) {
    let taken_as_read = rng.one_in(3);
    let mut balance = if taken_as_read { guarantee.amount.0 } else { 0 };
    let how_many = 1 + rng.below(5);
    for (number, date) in days_from(guarantee.start, how_many, rng).into_iter().enumerate() {
        let part = (balance / (1 + rng.below(3) as i64)).max(1);
        let (kind, amount) = match rng.below(5) {
            0 | 1 if !taken_as_read || balance == 0 => {
                if taken_as_read {
                    continue;
                }
                (GuaranteeEventKind::TakeOn, guarantee.amount.0)
            }
            2 => (GuaranteeEventKind::Recover, 1 + rng.below(100_000) as i64),
            3 if balance > 0 => (GuaranteeEventKind::Compensate, part),
            _ if balance > 0 && rng.one_in(2) => (GuaranteeEventKind::Release, part),
            _ => continue,
        };
        balance += match kind {
            GuaranteeEventKind::TakeOn => amount,
            GuaranteeEventKind::Release | GuaranteeEventKind::Compensate => -amount,
            GuaranteeEventKind::Recover => 0,
        };
        books.guarantee_events.push(GuaranteeEvent {
            guarantor: guarantee.guarantor.clone(),
            guarantee_id: guarantee.guarantee_id.clone(),
            event_id: format!("{}-{number}", guarantee.guarantee_id),
            date,
            kind,
            amount: Fen(amount),
        });
    }
}
