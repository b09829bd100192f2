//! What each kind of caller is left of an answer, member by member: a cut that is forgotten shows.

use huigu_desk::{BreakDownTargets, Caller, Error, Role};
use huigu_engine::{Dimension, Explanation};
use huigu_facts::Kind;
use huigu_quantity::Fen;

use crate::ground::{BANKS, GUARANTORS, Ground, PARTIES, breakdown, explain, operator, settle};

/// Every explanation of a year, as the operator is given it.
fn all(ground: &Ground) -> Vec<Explanation> {
    let settled = ground.ask(&operator(), settle(2021)).unwrap();
    let of = |measure: &str, one: &str| ground.ask(&operator(), explain(measure, one)).unwrap();
    let pairs = settled.measures.iter().flat_map(|one| one.beneficiaries.iter().map(|who| (&one.measure, &who.id)));
    pairs.map(|(measure, who)| of(measure, who)).collect()
}

#[test]
fn a_unit_sees_the_sums_of_its_clauses_without_the_loans() {
    let ground = Ground::with(true);
    let unit = ground.user("office", Role::Unit, "science-bureau");
    let (mut lines, mut misses, mut claims, mut others) = (0, 0, 0, 0);
    for whole in all(&ground) {
        let told = ground.ask(&unit, explain(&whole.measure, &whole.beneficiary));
        if whole.clause != "3.2" {
            assert!(matches!(told, Err(Error::NotThere { .. })), "{} is not its clause", whole.clause);
            others += 1;
            continue;
        }
        let told = told.unwrap();
        assert_eq!((told.amount, told.uncapped), (whole.amount, whole.uncapped));
        assert!(told.lines.is_empty() && told.near_misses.is_empty() && told.claims.is_none(), "{told:?}");
        lines += whole.lines.len();
        misses += whole.near_misses.len();
        claims += usize::from(whole.claims.is_some());
    }
    assert!(lines > 0 && misses > 0 && others > 0, "there was something to cut: {lines} {misses} {claims} {others}");
}

#[test]
fn an_institution_is_not_told_whose_books_begin_later() {
    let ground = Ground::with(true);
    let later = |one: &&Explanation| one.lines.iter().any(|line| !line.books_begin_later.is_empty());
    let explained = all(&ground);
    let whole = explained.iter().find(later).expect("the sample has a lender whose books begin later");
    let bank = ground.user("bank", Role::Bank, &whole.beneficiary);
    let own = ground.ask(&bank, explain(&whole.measure, &whole.beneficiary)).unwrap();
    assert_eq!(own.lines.len(), whole.lines.len());
    assert!(own.lines.iter().all(|line| line.books_begin_later.is_empty()));
}

#[test]
fn a_total_is_of_what_is_shown_and_loans_counted_twice_are_for_the_staff() {
    let ground = Ground::with(true);
    let whole = ground.ask(&operator(), settle(2021)).unwrap();
    assert!(!whole.counted_twice.is_empty() && whole.total > Fen::ZERO);
    let bank = ground.user("bank", Role::Bank, BANKS[0]);
    let own = ground.ask(&bank, settle(2021)).unwrap();
    let sum: Fen = own.measures.iter().flat_map(|one| &one.beneficiaries).map(|one| one.amount).sum();
    assert!(own.total == sum && sum > Fen::ZERO && sum < whole.total, "{sum:?}");
    let unit = ground.user("office", Role::Unit, "science-bureau");
    for caller in [&bank, &unit, &Caller::public()] {
        assert!(ground.ask(caller, settle(2021)).unwrap().counted_twice.is_empty(), "{caller:?}");
    }
}

#[test]
fn a_breakdown_reaches_as_far_as_its_reader() {
    let ground = Ground::with(true);
    let dimensions = [Dimension::Lender, Dimension::Industry, Dimension::Town, Dimension::Park, Dimension::Month];
    let but_lenders = &dimensions[1..];
    let own = &[Dimension::Lender, Dimension::Month][..];
    let months = &[Dimension::Month][..];
    let callers = [
        (operator(), &dimensions[..]),
        (ground.user("office", Role::Unit, "science-bureau"), but_lenders),
        (ground.user("bank", Role::Bank, BANKS[0]), own),
        (ground.user("guarantor", Role::Guarantor, GUARANTORS[0]), own),
        (ground.user("firm", Role::Enterprise, PARTIES[0]), months),
        (Caller::public(), months),
    ];
    for (caller, expected) in &callers {
        assert_eq!(BreakDownTargets::dimensions(caller), *expected, "{:?}", caller.role());
        for by in dimensions {
            let told = ground.ask(caller, breakdown(by));
            assert_eq!(told.is_ok(), expected.contains(&by), "{:?} by {by:?}", caller.role());
            let Ok(told) = told else { continue };
            let groups: Vec<_> = told.targets.iter().flat_map(|one| &one.groups).collect();
            let parts = groups.iter().filter(|group| group.numerator.is_some() || group.denominator.is_some()).count();
            // Sums behind a share: to the staff and units, and of one's own group.
            let sees = matches!(caller.role(), Role::Operator | Role::Unit) || by == Dimension::Lender;
            assert!(if sees { parts > 0 || groups.is_empty() } else { parts == 0 }, "{:?} by {by:?}", caller.role());
            let foreign = groups.iter().any(|group| caller.role() == Role::Bank && group.key != BANKS[0]);
            assert!(by != Dimension::Lender || !foreign);
        }
    }
}

#[test]
fn a_lender_is_told_which_other_loan_of_its_own_is_in_the_way() {
    let ground = Ground::with(true);
    let loan = |id: &str, product: &str, start: &str| {
        format!("{},{id},{},{product},{start},2022-05-01,100,3.5,unsecured,working-capital", BANKS[0], PARTIES[0])
    };
    let rows = [
        "lender,loan_id,borrower,product,start,due,principal,rate,security,purpose".to_owned(),
        loan("t0", "tech-loan", "2021-04-01"),
        loan("s0", "huigu-startup-loan", "2021-05-01"),
    ];
    ground.send(&operator(), &[(Kind::Loans, "l.csv", rows.join("\n"))]).unwrap();
    let bank = ground.user("bank", Role::Bank, BANKS[0]);
    let found = ground.ask(&bank, explain("startup-loan-subsidy", BANKS[0])).unwrap();
    let reasons = found.near_misses.iter().flat_map(|near| &near.reasons);
    let excluded = reasons.filter(|one| one.code.code() == "excluded-by-product");
    let actual: Vec<_> = excluded.filter_map(|one| Some(one.actual.as_ref()?.to_string())).collect();
    assert_eq!(actual, [format!("{}/t0", BANKS[0])]);
}
