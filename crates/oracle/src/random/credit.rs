//! Loans, their movements and classes, credit lines, demands and guarantees.

use std::collections::BTreeSet;

use huigu_facts::{
    Collateral, GuaranteeEventKind, LoanClassKind, LoanEventKind, LoanForm, Outcome, Purpose, Security, Vocabulary,
};
use huigu_quantity::{Day, Fen, Ppm};

use super::{Chance, Hints};
use crate::books::{Books, CreditLine, Demand, Guarantee, GuaranteeEvent, Loan, LoanBalance, LoanClass, LoanEvent};

const BANKS: [&str; 4] = ["bank-a", "bank-b", "bank-b2", "Bank-c"];

pub(super) fn loans(books: &mut Books, hints: &Hints, chance: &mut Chance) {
    let most = *chance.of(&[3, 10, 41]);
    for number in 0..chance.below(most) {
        let loan = loan(books, hints, number, chance);
        match chance.below(4) {
            0 => {}
            1 => balances(books, hints, &loan, chance),
            _ => events(books, &loan, chance),
        }
        classes(books, &loan, chance);
        books.loans.push(loan);
    }
}

fn loan(books: &Books, hints: &Hints, number: usize, chance: &mut Chance) -> Loan {
    let lender = (*chance.of(&BANKS)).to_owned();
    let borrower = chance.of(&books.parties).party_id.clone();
    let start = hints.day(chance);
    let due = due(start, chance);
    let product = match chance.below(6) {
        0 => String::new(),
        1 => "no-such-product".to_owned(),
        _ if hints.products.is_empty() => String::new(),
        _ => chance.of(&hints.products).clone(),
    };
    let mut earlier =
        books.loans.iter().filter(|old| old.lender == lender && old.borrower == borrower && old.start < start);
    let renewal_of = earlier.next_back().filter(|_| chance.one_in(2)).map_or(String::new(), |old| old.loan_id.clone());
    let rates = [37_999, 38_000, 38_001, 38_500, 38_501, 41_500, 46_500, 46_501, 48_000].map(Ppm);
    Loan {
        lender,
        // Ids whose order by bytes is not the order of their numbers.
        loan_id: format!("L{}", number * 7 % 41),
        borrower,
        product,
        renewal_of,
        form: if chance.one_in(6) { *chance.of(LoanForm::ALL) } else { LoanForm::Loan },
        start,
        due,
        principal: hints.amount(chance),
        rate: chance.maybe(&rates),
        security: if chance.one_in(2) { Security::Unsecured } else { *chance.of(Security::ALL) },
        collateral: chance.maybe(Collateral::ALL),
        credit_line: if chance.one_in(2) { Some(hints.amount(chance)) } else { None },
        purpose: if chance.one_in(2) { Some(Purpose::WorkingCapital) } else { chance.maybe(Purpose::ALL) },
        first_loan: chance.maybe(&[true, true, false]),
        ..Loan::default()
    }
}

/// A due date at, or a day beside, a number of years.
fn due(start: Day, chance: &mut Chance) -> Day {
    let years = *chance.of(&[0, 1, 1, 3, 3, 5]);
    let beside = *chance.of(&[0, 0, 1, -1, 40, 200]);
    Day(start.plus_years(years).0 + beside).max(start)
}

/// Days from `start` on, some of them together.
fn days_from(start: Day, how_many: usize, chance: &mut Chance) -> Vec<Day> {
    let mut days = vec![start];
    while days.len() < how_many {
        let last = days.last().map_or(start, |day| *day);
        days.push(Day(last.0 + *chance.of(&[0, 1, 30, 184, 365, 366]) + chance.below(20) as i32 / 10));
    }
    days
}

fn events(books: &mut Books, loan: &Loan, chance: &mut Chance) {
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
    let how_many = 1 + chance.below(8);
    for (number, date) in days_from(loan.start, how_many, chance).into_iter().enumerate() {
        let part = |chance: &mut Chance| (balance / (1 + chance.below(3) as i64)).max(1);
        let (kind, amount) = match chance.below(6) {
            _ if balance == 0 => (LoanEventKind::Disburse, (loan.principal.0 / (1 + chance.below(3) as i64)).max(1)),
            0 => (LoanEventKind::Disburse, 1 + chance.below(1_000_000) as i64),
            1 => (LoanEventKind::WriteOff, part(chance)),
            2 => (LoanEventKind::Adjust, -part(chance)),
            3 => (LoanEventKind::Adjust, 1 + chance.below(9_999) as i64),
            _ => (LoanEventKind::Repay, part(chance)),
        };
        push(date, kind, amount, number * 2);
        balance += match kind {
            LoanEventKind::Disburse | LoanEventKind::Adjust => amount,
            LoanEventKind::Repay | LoanEventKind::WriteOff => -amount,
        };
        if chance.one_in(8) {
            // Below zero between two events of one day.
            push(date, LoanEventKind::Repay, balance + 5, number * 2 + 1);
            push(date, LoanEventKind::Disburse, balance + 5, number * 2 + 1_000);
        }
    }
    // The events of a loan come in no order.
    let from = books.loan_events.len().saturating_sub(3);
    books.loan_events[from..].reverse();
}

fn balances(books: &mut Books, hints: &Hints, loan: &Loan, chance: &mut Chance) {
    let how_many = 1 + chance.below(4);
    let mut days: Vec<Day> = days_from(loan.start, how_many, chance);
    if chance.one_in(2) {
        days.retain(|day| *day != loan.start);
    }
    for date in days.into_iter().collect::<BTreeSet<_>>() {
        let balance = if chance.one_in(3) { Fen::ZERO } else { hints.amount(chance) };
        books.loan_balances.push(LoanBalance {
            lender: loan.lender.clone(),
            loan_id: loan.loan_id.clone(),
            date,
            balance,
        });
    }
}

fn classes(books: &mut Books, loan: &Loan, chance: &mut Chance) {
    let how_many = chance.below(3);
    for date in days_from(loan.start, how_many, chance).into_iter().take(how_many).collect::<BTreeSet<_>>() {
        let class = *chance.of(LoanClassKind::ALL);
        books.loan_classes.push(LoanClass { lender: loan.lender.clone(), loan_id: loan.loan_id.clone(), date, class });
    }
}

pub(super) fn lines_and_demands(books: &mut Books, hints: &Hints, chance: &mut Chance) {
    let mut keys = BTreeSet::new();
    for _ in 0..chance.below(14) {
        let lender = (*chance.of(&BANKS)).to_owned();
        let borrower = chance.of(&books.parties).party_id.clone();
        let granted = hints.day(chance);
        if keys.insert((lender.clone(), borrower.clone(), granted)) {
            let expires = if chance.one_in(2) { None } else { Some(Day(granted.0 + 1 + chance.below(500) as i32)) };
            let amount = if chance.one_in(4) { Fen::ZERO } else { hints.amount(chance) };
            books.credit_lines.push(CreditLine { lender, borrower, amount, granted, expires });
        }
    }
    for number in 0..chance.below(10) {
        books.demands.push(Demand {
            demand_id: format!("demand-{number}"),
            borrower: chance.of(&books.parties).party_id.clone(),
            date: hints.day(chance),
            amount: hints.amount(chance),
            qualifies: chance.maybe(&[true, true, false]),
            outcome: chance.maybe(Outcome::ALL),
            closed: None,
        });
    }
}

pub(super) fn guarantees(books: &mut Books, hints: &Hints, chance: &mut Chance) {
    for number in 0..chance.below(14) {
        let behind = books.loans.get(chance.below(books.loans.len().max(1))).filter(|_| !chance.one_in(4));
        let start = hints.day(chance);
        let guarantee = Guarantee {
            guarantor: (*chance.of(&["guarantor-a", "guarantor-b", "insurer-a"])).to_owned(),
            guarantee_id: format!("G{}", number * 5 % 17),
            borrower: behind.map_or_else(|| chance.of(&books.parties).party_id.clone(), |loan| loan.borrower.clone()),
            lender: behind.map_or_else(|| (*chance.of(&BANKS)).to_owned(), |loan| loan.lender.clone()),
            loan_id: behind.map_or(String::new(), |loan| loan.loan_id.clone()),
            counter_guarantee: String::new(),
            amount: hints.amount(chance),
            fee_rate: *chance.of(&[Ppm(10_000), Ppm(10_001), Ppm(0), Ppm(5_000)]),
            start,
            due: due(start, chance),
            reguaranteed: None,
        };
        guarantee_events(books, &guarantee, chance);
        books.guarantees.push(guarantee);
    }
}

fn guarantee_events(books: &mut Books, guarantee: &Guarantee, chance: &mut Chance) {
    let taken_as_read = chance.one_in(3);
    let mut balance = if taken_as_read { guarantee.amount.0 } else { 0 };
    let how_many = 1 + chance.below(5);
    for (number, date) in days_from(guarantee.start, how_many, chance).into_iter().enumerate() {
        let part = (balance / (1 + chance.below(3) as i64)).max(1);
        let (kind, amount) = match chance.below(5) {
            0 | 1 if !taken_as_read || balance == 0 => {
                if taken_as_read {
                    continue;
                }
                (GuaranteeEventKind::TakeOn, guarantee.amount.0)
            }
            2 => (GuaranteeEventKind::Recover, 1 + chance.below(100_000) as i64),
            3 if balance > 0 => (GuaranteeEventKind::Compensate, part),
            _ if balance > 0 && chance.one_in(2) => (GuaranteeEventKind::Release, part),
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
