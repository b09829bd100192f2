//! Random books: no faults, in any order the same book, and what the book
//! works out is what the naive reading says.

use huigu_book::{Builder, FirstVerdict, Loans, NO_LINE, NO_QUOTE, NO_RATE, Word};
use huigu_facts::{Code, GuaranteeEventKind, Origin};
use huigu_oracle::books::{Books, Loan};
use huigu_oracle::{balance, random_books, who};
use huigu_plan::{Rules, shipped};
use huigu_quantity::{Day, Fen};

use crate::{book, form};

const SEEDS: std::ops::Range<u64> = 0..150;

fn rules() -> Rules {
    shipped().rules_at(Day::new_year(2022).before()).expect("the plan is in force")
}

#[test]
fn random_books_have_no_faults() {
    let mut loans = 0;
    for seed in SEEDS {
        let (made, issues) = book(&random_books(seed, &rules()));
        let faults: Vec<_> =
            issues.list().iter().filter(|i| i.code.severity() == huigu_facts::Severity::Fault).collect();
        assert!(faults.is_empty(), "seed {seed}: {faults:?}");
        loans += made.loans.len();
    }
    assert!(loans > 1_000, "only {loans} loans");
}

#[test]
fn the_order_of_rows_does_not_matter() {
    for seed in SEEDS {
        let books = random_books(seed, &rules());
        let rows = books.rows();
        let mut numbered = crate::numbered(&rows);
        numbered.reverse();
        assert!(form(&crate::made(&numbered)) == form(&book(&books)), "seed {seed}");
    }
}

/// The place of a loan, by its lender and id.
fn place(made: &huigu_book::Book, loan: &Loan) -> usize {
    let lender = made.organisations.ids.find(&loan.lender).expect("its lender is in the book");
    assert_eq!(made.loans.lender(made.loans.of_lender(lender).start), lender, "of_lender and lender agree");
    made.loans.find(lender, &loan.loan_id).expect("the loan is in the book")
}

fn verdict(books: &Books, loan: &Loan) -> FirstVerdict {
    match who::why_not_first(books, loan) {
        None => FirstVerdict::First,
        Some("first-loan-not-reported") => FirstVerdict::NotReported,
        Some("first-loan-discrepancy") => FirstVerdict::Discrepancy,
        Some("another-first-loan") => FirstVerdict::Another,
        Some(_) => FirstVerdict::No,
    }
}

fn over_lpr(books: &Books, loan: &Loan) -> i64 {
    match (loan.rate, who::lpr(books, loan)) {
        (None, _) => i64::from(NO_RATE),
        (Some(_), None) => i64::from(NO_QUOTE),
        (Some(rate), Some(quote)) => rate.0 - quote.0,
    }
}

#[test]
fn a_loan_is_what_the_naive_reading_says() {
    let mut verdicts = std::collections::BTreeMap::<String, usize>::new();
    for seed in SEEDS {
        let books = random_books(seed, &rules());
        let (made, _) = book(&books);
        let loans: &Loans = &made.loans;
        assert_eq!(loans.len(), books.loans.len(), "seed {seed}");
        for loan in &books.loans {
            let at = place(&made, loan);
            let word: Word = loans.words[at];
            let says = format!("seed {seed}: {loan:?}");
            assert_eq!(word.first(), verdict(&books, loan), "{says}");
            *verdicts.entry(format!("{:?}", word.first())).or_default() += 1;
            let line = who::credit_line(&books, loan).map_or(NO_LINE, |line| line.0);
            assert_eq!(loans.credit_lines[at], line, "{says}");
            assert_eq!(i64::from(loans.over_lpr[at]), over_lpr(&books, loan), "{says}");
            let row = &made.parties.rows[loans.party_rows[at] as usize];
            let party = who::party(&books, &loan.borrower, loan.start).expect("the borrower is in the books");
            assert_eq!(Day::from(row.valid_from), party.valid_from.unwrap_or(Day::FIRST), "{says}");
            assert_eq!(made.parties.ids.get(row.party), loan.borrower, "{says}");
            assert_eq!(row.scale(), who::scale(party), "{says}");
            assert_eq!(word.word(huigu_book::Field::SCALE), who::scale(party), "{says}");
            let renewed = (!loan.renewal_of.is_empty()).then(|| loans.id(loans.renews[at] as usize));
            assert_eq!(renewed.unwrap_or_default(), loan.renewal_of, "{says}");
            let classes: Vec<_> = books
                .loan_classes
                .iter()
                .filter(|class| class.lender == loan.lender && class.loan_id == loan.loan_id)
                .collect();
            let classed = classes.iter().any(|class| class.class.is_non_performing());
            assert_eq!(word.is(huigu_book::Field::EVER_CLASSED), classed, "{says}");
            let account = balance::of_loan(&books, loan);
            let days = loans.events(at).map(|(day, _)| day).chain([loan.start, loan.due]);
            for day in days.flat_map(|day| [day.before(), day, day.next()]).filter(|&day| day >= loan.start) {
                assert_eq!(i128::from(loans.balance(at, day)), account.balance(day), "{says} on {day}");
                let last = classes.iter().filter(|class| class.date <= day).max_by_key(|class| class.date);
                let class = last.map_or(huigu_facts::LoanClassKind::Normal, |class| class.class);
                assert_eq!(loans.class_on(at, day), class, "{says} on {day}");
            }
        }
    }
    assert_eq!(verdicts.len(), 5, "every verdict is met: {verdicts:?}");
}

#[test]
fn a_guarantee_is_what_the_naive_reading_says() {
    for seed in SEEDS {
        let books = random_books(seed, &rules());
        let (made, _) = book(&books);
        assert_eq!(made.guarantees.len(), books.guarantees.len(), "seed {seed}");
        for guarantee in &books.guarantees {
            let guarantor = made.organisations.ids.find(&guarantee.guarantor).expect("it is in the book");
            let at = made
                .guarantees
                .of_guarantor(guarantor)
                .find(|&at| made.guarantees.id(at) == guarantee.guarantee_id)
                .expect("it is in the book");
            let key = |&(day, kind, amount): &(Day, GuaranteeEventKind, i128)| (day, kind as u8, amount);
            let mut naive = balance::guarantee_events(&books, guarantee);
            naive.sort_by_key(key);
            let own: Vec<_> = made
                .guarantees
                .events_of(at)
                .map(|(day, kind, amount)| (Day::from(day), kind, i128::from(amount)))
                .collect();
            assert_eq!(own, naive, "seed {seed}: {guarantee:?}");
        }
    }
}

#[test]
fn findings_are_counted_beyond_those_listed() {
    let books = random_books(1, &rules());
    let mut builder = Builder::new();
    for (at, row) in books.rows().iter().enumerate() {
        builder.add(Origin { file: 1, row: at as u32 + 1 }, row);
    }
    let mut loan = books.loans[0].clone();
    (loan.principal, loan.credit_line, loan.renewal_of) = (Fen(2), Some(Fen(1)), String::new());
    for at in 0..1_500 {
        loan.loan_id = format!("many-{at}");
        builder.add(Origin { file: 2, row: at + 1 }, &loan.row());
    }
    let (_, issues) = builder.finish(&[]);
    assert!(!issues.has_faults());
    assert!(issues.counts()[&Code::PrincipalAboveLine] >= 1_500);
    assert_eq!(issues.list().iter().filter(|issue| issue.code == Code::PrincipalAboveLine).count(), 1_000);
}
