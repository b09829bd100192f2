//! A table of small books for each code: which rows are named, and under which column.

use huigu_facts::{Expectation, Kind};
use huigu_oracle::cases::parse;

use crate::book;

/// Findings that nearly every small book has.
const USUAL: [&str; 2] = ["no-class", "no-events"];

/// What is wrong or remarkable with some books, each as `kind row column code`.
fn issues(tables: &str) -> Vec<String> {
    let text = format!("title: 例 / example\nclause: 4.1\nwhy: 例\n\n{tables}\n\ncheck\n");
    let case = parse("small", &text).unwrap_or_else(|wrong| panic!("{wrong} in {tables}"));
    let (_, issues) = book(&case.rows().unwrap_or_else(|wrong| panic!("{wrong}")));
    let mut all: Vec<String> = Vec::new();
    for issue in issues.list().iter().filter(|issue| !USUAL.contains(&issue.code.code())) {
        let kind = Kind::ALL[issue.origin.file as usize].name();
        all.push(format!("{kind} {} {} {}", issue.origin.row, issue.column, issue.code.code()));
    }
    all
}

macro_rules! small_books {
    ($($name:ident: $tables:literal => [$($issue:literal),*];)+) => {
        $(#[test] fn $name() { assert_eq!(issues($tables), [$($issue),*] as [&str; _]); })+
    };
}

small_books! {
    organisations_with_one_id_are_all_refused_and_so_are_their_loans:
        "[organisations]\norg_id\nbank-a\nbank-a\n\n[loans]\nlender, loan_id, borrower, start, due, principal\nbank-a, L1, E1, 2021-01-01, 2022-01-01, 100"
        => ["organisations 1 org_id duplicate-key", "organisations 2 org_id duplicate-key", "loans 1 lender unknown-lender"];

    a_party_has_one_row_a_day:
        "[parties]\nparty_id, valid_from\nE1,\nE1, 2021-01-01\nE1, 2021-01-01\n\n[loans]\nlender, loan_id, borrower, start, due, principal\nbank-a, L1, E1, 2021-01-01, 2022-01-01, 100"
        => ["parties 2 party_id duplicate-key", "parties 3 party_id duplicate-key"];

    a_refused_loan_takes_its_rows_and_renewals_with_it:
        "[loans]\nlender, loan_id, borrower, start, due, principal, renewal_of\nbank-a, L1, E1, 2020-01-02, 2020-01-01, 100,\nbank-a, L2, E1, 2021-01-01, 2022-01-01, 100, L1\nbank-a, L3, E1, 2022-01-01, 2023-01-01, 100, L2\n\n[loan_events]\nlender, loan_id, date, kind, amount\nbank-a, L3, 2022-01-01, disburse, 100\n\n[loan_balances]\nlender, loan_id, date, balance\nbank-a, L2, 2021-01-01, 100\n\n[loan_classes]\nlender, loan_id, date, class\nbank-a, L1, 2021-01-01, normal\n\n[guarantees]\nguarantor, guarantee_id, borrower, lender, loan_id, amount, start, due\ng, G1, E1, bank-a, L3, 100, 2021-01-01, 2022-01-01\n\n[guarantee_events]\nguarantor, guarantee_id, date, kind, amount\ng, G1, 2021-01-01, take-on, 100"
        => ["loans 1 due due-before-start", "loans 2 renewal_of bad-renewal", "loans 3 renewal_of bad-renewal",
            "loan_events 1 loan_id unknown-loan", "loan_balances 1 loan_id unknown-loan", "loan_classes 1 loan_id unknown-loan",
            "guarantees 1 loan_id unknown-loan", "guarantee_events 1 guarantee_id unknown-guarantee"];

    a_loan_of_one_day_renews_none_of_that_day:
        "[loans]\nlender, loan_id, borrower, start, due, principal, renewal_of\nbank-a, L1, E1, 2021-01-01, 2022-01-01, 100,\nbank-a, L2, E1, 2021-01-01, 2022-01-01, 100, L1\nbank-a, L3, E1, 2021-01-02, 2022-01-01, 100, L1"
        => ["loans 2 renewal_of bad-renewal"];

    only_the_last_lowering_row_of_the_short_day_is_refused:
        "[loans]\nlender, loan_id, borrower, start, due, principal\nbank-a, L1, E1, 2021-01-01, 2022-01-01, 100\n\n[loan_events]\nlender, loan_id, date, kind, amount\nbank-a, L1, 2021-03-02, repay, 60\nbank-a, L1, 2021-03-02, write-off, 50\nbank-a, L1, 2021-01-01, disburse, 100\nbank-a, L1, 2021-03-03, repay, 40\nbank-a, L1, 2021-03-04, repay, 0.01"
        => ["loan_events 2 amount negative-balance", "loan_events 5 amount negative-balance"];

    one_event_id_within_a_loan_once_and_in_another_again:
        "[loans]\nlender, loan_id, borrower, start, due, principal\nbank-a, L1, E1, 2021-01-01, 2022-01-01, 100\nbank-a, L2, E1, 2021-01-01, 2022-01-01, 100\n\n[loan_events]\nlender, loan_id, date, kind, amount, event_id\nbank-a, L1, 2021-01-01, disburse, 50, a\nbank-a, L1, 2021-01-02, disburse, 50, a\nbank-a, L2, 2021-01-01, disburse, 50, a"
        => ["loan_events 1 event_id duplicate-key", "loan_events 2 event_id duplicate-key"];

    a_balance_once_a_day_not_before_the_start_and_not_beside_events:
        "[loans]\nlender, loan_id, borrower, start, due, principal\nbank-a, L1, E1, 2021-01-01, 2022-01-01, 100\nbank-a, L2, E1, 2021-01-01, 2022-01-01, 100\n\n[loan_events]\nlender, loan_id, date, kind, amount\nbank-a, L2, 2020-12-31, disburse, 100\n\n[loan_balances]\nlender, loan_id, date, balance\nbank-a, L1, 2021-02-01, 50\nbank-a, L1, 2021-02-01, 50\nbank-a, L1, 2020-12-31, 50\nbank-a, L2, 2021-02-01, 50"
        => ["loan_events 1 date event-before-start", "loan_balances 1 date duplicate-key", "loan_balances 2 date duplicate-key",
            "loan_balances 3 date event-before-start", "loan_balances 4 loan_id events-and-balances"];

    a_class_once_a_day:
        "[loans]\nlender, loan_id, borrower, start, due, principal\nbank-a, L1, E1, 2021-01-01, 2022-01-01, 100\n\n[loan_classes]\nlender, loan_id, date, class\nbank-a, L1, 2021-01-01, normal\nbank-a, L1, 2021-01-01, loss\nbank-a, L1, 2021-01-02, loss"
        => ["loan_classes 1 date duplicate-key", "loan_classes 2 date duplicate-key"];

    credit_lines_name_who_is_listed_once_a_day:
        "[credit_lines]\nlender, borrower, amount, granted\n?x, E1, 100, 2021-01-01\nbank-a, ?y, 100, 2021-01-01\nbank-a, E1, 100, 2021-01-01\nbank-a, E1, 200, 2021-01-01\nbank-a, E1, 200, 2021-01-02"
        => ["credit_lines 1 lender unknown-lender", "credit_lines 2 borrower unknown-borrower",
            "credit_lines 3 borrower duplicate-key", "credit_lines 4 borrower duplicate-key"];

    guarantees_name_who_is_listed:
        "[guarantees]\nguarantor, guarantee_id, borrower, lender, loan_id, amount, start, due\n?g, G1, E1, bank-a, , 100, 2021-01-01, 2022-01-01\ng, G2, ?e, bank-a, , 100, 2021-01-01, 2022-01-01\ng, G3, E1, ?b, , 100, 2021-01-01, 2022-01-01\ng, G4, E1, bank-a, L9, 100, 2021-01-01, 2022-01-01\ng, G5, E1, bank-a, , 100, 2021-01-02, 2021-01-01\ng, G6, E1, bank-a, , 100, 2021-01-01, 2022-01-01\ng, G6, E1, bank-a, , 100, 2021-01-01, 2022-01-01"
        => ["guarantees 1 guarantor unknown-guarantor", "guarantees 2 borrower unknown-borrower", "guarantees 3 lender unknown-lender",
            "guarantees 4 loan_id unknown-loan", "guarantees 5 due due-before-start",
            "guarantees 6 guarantee_id duplicate-key", "guarantees 7 guarantee_id duplicate-key"];

    guarantee_events_are_checked_like_those_of_loans:
        "[guarantees]\nguarantor, guarantee_id, borrower, amount, start, due\ng, G1, E1, 100, 2021-01-01, 2022-01-01\n\n[guarantee_events]\nguarantor, guarantee_id, date, kind, amount, event_id\ng, G1, 2020-12-31, release, 1, \ng, G1, 2021-01-02, release, 1, a\ng, G1, 2021-01-02, release, 1, a\ng, G1, 2021-01-03, release, 60, \ng, G1, 2021-01-03, compensate, 60, \ng, G1, 2021-01-04, recover, 1000, \ng, G1, 2022-01-02, release, 40, "
        => ["guarantee_events 1 date event-before-start", "guarantee_events 2 event_id duplicate-key",
            "guarantee_events 3 event_id duplicate-key", "guarantee_events 5 amount negative-balance",
            "guarantee_events 7 date event-after-due"];

    demands_deals_claims_and_quotes_have_keys:
        "[demands]\ndemand_id, borrower, date\nD1, E1, 2021-01-01\nD1, E1, 2021-01-01\nD2, ?e, 2021-01-01\n\n[financings]\nissuer, deal_id, kind, date\nE1, F1, bond, 2021-01-01\nE1, F1, bond, 2021-01-02\nE2, F1, bond, 2021-01-02\n?e, F1, bond, 2021-01-02\n\n[claims]\nmeasure, year, beneficiary, amount\nm, 2021, bank-a, 1\nm, 2021, bank-a, 2\nm, 2022, bank-a, 2\n\n[lpr]\ndate, one_year\n2021-01-20, 3.85\n2021-01-20, 3.85\n2021-02-20, 3.85"
        => ["demands 1 demand_id duplicate-key", "demands 2 demand_id duplicate-key", "demands 3 borrower unknown-borrower",
            "financings 1 deal_id duplicate-key", "financings 2 deal_id duplicate-key", "financings 4 issuer unknown-borrower",
            "claims 1 measure duplicate-key", "claims 2 measure duplicate-key",
            "lpr 1 date duplicate-key", "lpr 2 date duplicate-key"];

    observations_have_one_source_and_one_length_a_year:
        "[observations]\nindicator, period, value, source\na, 2021-Q1, 1, x\na, 2021-Q1, 1, x\nb, 2021, 1, x\nb, 2021, 1, y\nc, 2021-Q2, 1, x\nc, 2021-01, 1, x\nc, 2021-Q1, 1, x\nc, 2022, 1, x"
        => ["observations 1 indicator duplicate-key", "observations 2 indicator duplicate-key",
            "observations 3 source two-sources", "observations 4 source two-sources", "observations 6 period period-lengths"];

    a_balance_on_the_last_due_day_is_overdue_once_the_books_reach_it:
        "[loans]\nlender, loan_id, borrower, start, due, extended_to, principal\nbank-a, L1, E1, 2021-01-01, 2021-02-01, , 100\nbank-a, L2, E1, 2021-01-01, 2021-02-01, 2021-02-02, 100\nbank-a, L3, E1, 2021-01-01, 2021-02-01, 2021-02-03, 100\nbank-a, L4, E1, 2021-01-01, 2021-02-01, , 100\n\n[loan_events]\nlender, loan_id, date, kind, amount\nbank-a, L1, 2021-01-01, disburse, 100\nbank-a, L2, 2021-01-01, disburse, 100\nbank-a, L3, 2021-01-01, disburse, 100\nbank-a, L2, 2021-02-02, repay, 99.99"
        => ["loans 1 due overdue", "loans 2 due overdue"];

    limits_themselves_are_no_findings:
        "[organisations]\norg_id, books_from\nbank-a, 2021-01-01\n\n[loans]\nlender, loan_id, borrower, product, start, due, principal, credit_line\nbank-a, L1, E1, tech-loan, 2021-01-01, 2021-02-01, 100, 100\n\n[loan_events]\nlender, loan_id, date, kind, amount\nbank-a, L1, 2021-01-01, disburse, 100\nbank-a, L1, 2021-02-01, repay, 100\n\n[guarantees]\nguarantor, guarantee_id, borrower, lender, loan_id, amount, start, due\ng, G1, E1, bank-a, L1, 100, 2021-01-01, 2021-02-01"
        => [];
}

#[test]
fn usual_findings_name_rows_without_others() {
    let text = "title: 例 / example\nclause: 4.1\nwhy: 例\n\n[loans]\nlender, loan_id, borrower, start, due, principal\nbank-a, L1, E1, 2021-01-01, 2022-01-01, 100\nbank-a, L2, E1, 2021-01-01, 2022-01-01, 100\n\n[loan_events]\nlender, loan_id, date, kind, amount\nbank-a, L2, 2020-01-01, disburse, 100\n\n[loan_classes]\nlender, loan_id, date, class\nbank-a, L1, 2021-01-01, normal\n\ncheck\n";
    let case = parse("small", text).expect("a case");
    let (made, issues) = book(&case.rows().expect("rows"));
    let found: Vec<_> = issues.list().iter().map(|issue| (issue.origin.row, issue.code.code())).collect();
    assert_eq!(found, [(1, "no-events"), (2, "no-class"), (1, "event-before-start")]);
    // A loan whose only event was refused is not taken as paid out.
    assert_eq!(made.loans.events(0).count(), 2);
    assert_eq!(made.loans.events(1).count(), 0);
}

#[test]
fn a_refusal_that_follows_says_so() {
    let text = "title: 例 / example\nclause: 4.1\nwhy: 例\n\n[loans]\nlender, loan_id, borrower, start, due, principal\nbank-a, L1, E1, 2021-01-02, 2021-01-01, 100\n\n[loan_events]\nlender, loan_id, date, kind, amount\nbank-a, L1, 2021-01-02, disburse, 100\nbank-a, L2, 2021-01-02, disburse, 100\n\ncheck\n";
    let case = parse("small", text).expect("a case");
    let (_, issues) = book(&case.rows().expect("rows"));
    let expected: Vec<_> =
        issues.list().iter().skip(1).map(|issue| issue.expected == Expectation::GoodRow.into()).collect();
    assert_eq!(expected, [true, false]);
}

#[test]
fn a_turnover_beyond_the_bound_refuses_the_row_that_crosses_it() {
    // Ten times the largest amount of a row is the bound.
    let largest = "10000000000000";
    let mut tables = "[loans]\nlender, loan_id, borrower, start, due, principal\nbank-a, L1, E1, 2021-01-01, 2022-01-01, 100\nbank-a, L2, E1, 2021-01-01, 2022-01-01, 100\n\n[loan_events]\nlender, loan_id, date, kind, amount\n".to_owned();
    for day in 1..=10 {
        let kind = if day % 2 == 1 { "disburse" } else { "repay" };
        tables += &format!("bank-a, L1, 2021-01-{day:02}, {kind}, {largest}\n");
    }
    tables += "bank-a, L1, 2021-01-11, disburse, 0.01\n\n[loan_balances]\nlender, loan_id, date, balance\n";
    for day in 1..=10 {
        let balance = if day % 2 == 1 { largest } else { "0" };
        tables += &format!("bank-a, L2, 2021-01-{day:02}, {balance}\n");
    }
    tables += "bank-a, L2, 2021-01-11, 0.01";
    assert_eq!(
        issues(&tables),
        ["loan_events 11 amount turnover-too-large", "loan_balances 11 balance turnover-too-large"]
    );
}
