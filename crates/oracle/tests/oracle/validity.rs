//! The random districts are such books as the checks of rows together let in.

use std::collections::BTreeSet;
use std::fmt::Debug;

use huigu_oracle::{Books, balance, random_books};
use huigu_plan::shipped;
use huigu_quantity::{Day, Period};

fn unique<K: Ord + Debug>(what: &str, keys: impl Iterator<Item = K>) {
    let mut seen = BTreeSet::new();
    for key in keys {
        let shown = format!("{key:?}");
        assert!(seen.insert(key), "{what} twice: {shown}");
    }
}

fn keys_are_unique(books: &Books) {
    unique("party", books.parties.iter().map(|row| (&row.party_id, row.valid_from)));
    unique("organisation", books.organisations.iter().map(|row| &row.org_id));
    unique("loan", books.loans.iter().map(|row| (&row.lender, &row.loan_id)));
    unique("balance", books.loan_balances.iter().map(|row| (&row.lender, &row.loan_id, row.date)));
    unique("class", books.loan_classes.iter().map(|row| (&row.lender, &row.loan_id, row.date)));
    unique("line", books.credit_lines.iter().map(|row| (&row.lender, &row.borrower, row.granted)));
    unique("demand", books.demands.iter().map(|row| &row.demand_id));
    unique("guarantee", books.guarantees.iter().map(|row| (&row.guarantor, &row.guarantee_id)));
    unique("deal", books.financings.iter().map(|row| (&row.issuer, &row.deal_id)));
    let observations = books.observations.iter();
    unique("observation", observations.map(|row| (&row.indicator, &row.period.text, &row.org, &row.place)));
    unique("quote", books.lpr.iter().map(|row| row.date));
    let named = books.loan_events.iter().filter(|row| !row.event_id.is_empty());
    unique("event", named.map(|row| (&row.lender, &row.loan_id, &row.event_id)));
    let named = books.guarantee_events.iter().filter(|row| !row.event_id.is_empty());
    unique("event", named.map(|row| (&row.guarantor, &row.guarantee_id, &row.event_id)));
}

fn loans_hold(books: &Books) {
    for loan in &books.loans {
        let at = format!("{loan:?}");
        assert!(loan.start <= loan.due && loan.principal.0 > 0, "{at}");
        assert!(books.parties.iter().any(|party| party.party_id == loan.borrower), "{at}");
        assert!(books.organisations.iter().any(|org| org.org_id == loan.lender), "{at}");
        let own = |lender: &str, loan_id: &str| lender == loan.lender && loan_id == loan.loan_id;
        let events: Vec<_> = books.loan_events.iter().filter(|row| own(&row.lender, &row.loan_id)).collect();
        let reports: Vec<_> = books.loan_balances.iter().filter(|row| own(&row.lender, &row.loan_id)).collect();
        assert!(events.is_empty() || reports.is_empty(), "{at}");
        assert!(events.iter().all(|event| event.date >= loan.start && event.amount.0 != 0), "{at}");
        assert!(reports.iter().all(|report| report.date >= loan.start && report.balance.0 >= 0), "{at}");
        let last = events.iter().map(|event| event.date).max().unwrap_or(loan.due);
        let account = balance::of_loan(books, loan);
        let life = Period { from: loan.start, to: last.next() };
        assert!(balance::days(life).all(|day| account.balance(day) >= 0), "{at} {events:?}");
        if !loan.renewal_of.is_empty() {
            let old = books.loans.iter().find(|old| old.lender == loan.lender && old.loan_id == loan.renewal_of);
            assert!(old.is_some_and(|old| old.start < loan.start && old.borrower == loan.borrower), "{at}");
        }
    }
}

fn guarantees_hold(books: &Books) {
    for guarantee in &books.guarantees {
        let at = format!("{guarantee:?}");
        assert!(guarantee.start <= guarantee.due && guarantee.amount.0 > 0, "{at}");
        let events = balance::guarantee_events(books, guarantee);
        assert!(events.iter().all(|(date, _, amount)| *date >= guarantee.start && *amount > 0), "{at} {events:?}");
        let last = events.iter().map(|(date, ..)| *date).max().unwrap_or(guarantee.due);
        let account = balance::of_guarantee(books, guarantee);
        let life = Period { from: guarantee.start, to: last.next() };
        assert!(balance::days(life).all(|day| account.balance(day) >= 0), "{at} {events:?}");
        if !guarantee.loan_id.is_empty() {
            let loan =
                books.loans.iter().find(|loan| loan.lender == guarantee.lender && loan.loan_id == guarantee.loan_id);
            assert!(loan.is_some_and(|loan| loan.borrower == guarantee.borrower), "{at}");
        }
    }
}

#[test]
fn random_books_are_valid() {
    let rules = shipped().rules_at(Day::new_year(2022).before()).expect("the plan is in force");
    for seed in 0..120 {
        let books = random_books(seed, &rules);
        assert_eq!(books, random_books(seed, &rules), "one seed, one district");
        keys_are_unique(&books);
        loans_hold(&books);
        guarantees_hold(&books);
        assert!(books.credit_lines.iter().all(|line| line.expires.is_none_or(|end| end > line.granted)));
        let ends = |party: &huigu_oracle::books::Party| (party.dual_innovation_since, party.dual_innovation_until);
        assert!(books.parties.iter().map(ends).all(|(since, until)| until.is_none() || until > since));
    }
}
