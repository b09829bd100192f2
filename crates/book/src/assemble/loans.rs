//! Loans in the order of (lender, loan id), with what follows from the other books.

use std::cmp::Ordering;

use huigu_facts::{Code, Expectation, Origin};
use huigu_quantity::{Day, Fen};

use crate::book::{Book, NO_LINE, NONE};
use crate::builder::{Builder, LoanDraft};
use crate::columns::{Class, Loans};
use crate::issues::Issues;
use crate::names::Texts;
use crate::texts::Keys;
use crate::word::{Field, FirstVerdict, Word};

use super::judge::Judge;
use super::lines::{line_on, over_lpr};
use super::places::{LoanPlaces, People, REFUSED, known, missing, names, offsets, shown};
use super::rows::Rows;

pub(super) fn assemble(builder: &mut Builder, people: &People, book: &mut Book, issues: &mut Issues) -> LoanPlaces {
    let keys = std::mem::take(&mut builder.loan_keys);
    let (products, product_places) = names(&mut builder.products);
    book.products = products;
    let loans = std::mem::take(&mut builder.loans);
    let mut places = vec![NONE; keys.len()];
    loans.iter().for_each(|loan| places[loan.key as usize] = REFUSED);
    let kept = good_loans(loans, people, &keys, &product_places, issues);
    for (at, loan) in kept.iter().enumerate() {
        places[loan.key as usize] = at as u32;
    }
    let loan_places = LoanPlaces { keys, places };
    let lender = |loan: &LoanDraft| people.organisations[loan_places.keys.owner(loan.key) as usize];
    book.loans.by_lender = offsets(kept.iter().map(lender), book.organisations.rows.len());
    let classes = classes(builder, people, &loan_places, issues);
    book.loans.set_classes(classes, kept.len());
    columns(&kept, people, &loan_places, &product_places, book);
    findings(&kept, &loan_places, book, issues);
    loan_places
}

/// The loans without faults, in order.
fn good_loans(
    loans: Vec<LoanDraft>,
    people: &People,
    keys: &Keys,
    product_places: &[u32],
    issues: &mut Issues,
) -> Vec<LoanDraft> {
    let order = |a: &LoanDraft, b: &LoanDraft| -> Ordering {
        let rank = |key: u32| people.organisation_ranks[keys.owner(key) as usize];
        rank(a.key).cmp(&rank(b.key)).then_with(|| keys.id(a.key).cmp(keys.id(b.key)))
    };
    let mut rows =
        Rows::keyed(loans, order, |loan| loan.origin, "loan_id", |loan| shown(people, keys, loan.key), issues);
    for (loan, refused) in rows.list.iter().zip(&mut rows.refused) {
        let lender = people.lender(keys.owner(loan.key), loan.origin, "lender", Code::UnknownLender, issues);
        let borrower = people.party(loan.borrower, loan.origin, "borrower", issues);
        if loan.due < loan.start {
            issues.add(loan.origin, "due", Code::DueBeforeStart, || due_before_start(loan.due, loan.start));
        }
        // Places of products are 16 bits wide.
        let product = product_places[loan.product as usize] <= u32::from(u16::MAX);
        if !product {
            issues.add(loan.origin, "product", Code::UnknownWord, || {
                (String::new(), Expectation::Products { most: u16::MAX })
            });
        }
        *refused |= lender.is_none() || borrower.is_none() || loan.due < loan.start || !product;
    }
    refuse_renewals(&mut rows, keys, issues);
    rows.kept().collect()
}

/// Value and expectation of a due date before the start.
pub(super) fn due_before_start(due: u16, start: u16) -> (String, Expectation) {
    (Day::from(due).to_string(), Expectation::NotBefore { day: start.into() })
}

/// Refuses the loans that renew no earlier good loan of the same lender and borrower.
fn refuse_renewals(rows: &mut Rows<LoanDraft>, keys: &Keys, issues: &mut Issues) {
    let mut renewals: Vec<u32> =
        (0..rows.list.len() as u32).filter(|&at| rows.list[at as usize].renewal_of != NONE).collect();
    if renewals.is_empty() {
        return;
    }
    let mut row_of_key = vec![NONE; keys.len()];
    for (at, loan) in rows.list.iter().enumerate() {
        row_of_key[loan.key as usize] = at as u32;
    }
    // What a loan renews starts before it, so it has been judged by then.
    renewals.sort_unstable_by_key(|&at| (rows.list[at as usize].start, at));
    for at in renewals {
        let loan = rows.list[at as usize];
        let row = row_of_key[loan.renewal_of as usize];
        let refused = row != NONE && rows.refused[row as usize];
        let renewed = (row != NONE && !refused).then(|| rows.list[row as usize]);
        if renewed.is_some_and(|renewed| renewed.borrower == loan.borrower && renewed.start < loan.start) {
            continue;
        }
        rows.refused[at as usize] = true;
        issues.add(loan.origin, "renewal_of", Code::BadRenewal, || {
            let place = if refused { REFUSED } else { NONE };
            (keys.id(loan.renewal_of).to_owned(), missing(place, Expectation::EarlierLoan))
        });
    }
}

/// Classes of the good loans, by (loan, day).
fn classes(builder: &mut Builder, people: &People, loans: &LoanPlaces, issues: &mut Issues) -> Vec<Class> {
    let place = |key: u32| loans.places[key as usize];
    let rows = Rows::keyed(
        std::mem::take(&mut builder.loan_classes),
        |a, b| (place(a.0), a.0, a.1).cmp(&(place(b.0), b.0, b.1)),
        |row| row.3,
        "date",
        |row| format!("{} {}", shown(people, &loans.keys, row.0), Day::from(row.1)),
        issues,
    );
    let mut taken = Vec::with_capacity(rows.list.len());
    for (&(key, day, class, origin), refused) in rows.list.iter().zip(&rows.refused) {
        let loan = loans.good(key, origin, issues);
        if let (Some(loan), false) = (loan, *refused) {
            taken.push(Class::new(loan, day, class));
        }
    }
    taken
}

impl LoanPlaces {
    /// The loan of a key, or a fault.
    pub(super) fn good(&self, key: u32, origin: Origin, issues: &mut Issues) -> Option<u32> {
        let place = self.places[key as usize];
        if known(place).is_none() {
            issues.add(origin, "loan_id", Code::UnknownLoan, || {
                (self.keys.id(key).to_owned(), missing(place, Expectation::Loan))
            });
        }
        known(place)
    }
}

fn columns(kept: &[LoanDraft], people: &People, places: &LoanPlaces, product_places: &[u32], book: &mut Book) {
    let mut loans = std::mem::take(&mut book.loans);
    loans.first_events = vec![0; kept.len() + 1].into();
    reserve(&mut loans, kept.len());
    let mut ids = Texts::default();
    for loan in kept {
        let lender = people.organisations[places.keys.owner(loan.key) as usize];
        let party = people.parties[loan.borrower as usize];
        let start = Day::from(loan.start);
        let party_row = book.parties.row_on(party, start);
        let line = match loan.credit_line {
            NO_LINE => line_on(&book.credit_lines, lender, party, start),
            own => own,
        };
        ids.push(places.keys.id(loan.key));
        let row = &book.parties.rows[party_row as usize];
        let (dual_since, dual_last) = row.dual_days();
        loans.words.push(row.packed_into(loan.word));
        loans.dual_since.push(dual_since);
        loans.dual_last.push(dual_last);
        loans.party_rows.push(party_row);
        loans.products.push(product_places[loan.product as usize] as u16);
        loans.starts.push(loan.start);
        loans.dues.push(loan.due);
        loans.origins.push([loan.origin.file, loan.origin.row]);
        loans.last_dues.push(loan.last_due);
        loans.principals.push(loan.principal);
        loans.credit_lines.push(line);
        loans.rates.push(loan.rate);
        loans.over_lpr.push(over_lpr(&book.quotes, loan.rate, start, loan.word.term_years()));
        loans.renews.push(if loan.renewal_of == NONE { NONE } else { places.places[loan.renewal_of as usize] });
    }
    loans.ids = ids;
    let words = loans.words.own();
    for class in loans.classes.iter().filter(|class| class.class().is_non_performing()) {
        let word = &mut words[class.loan as usize];
        *word = word.with(Field::EVER_CLASSED, 1);
    }
    first_verdicts(kept, people, book.parties.ids.len(), words);
    book.loans = loans;
}

fn reserve(loans: &mut Loans, count: usize) {
    loans.words.own().reserve_exact(count);
    loans.party_rows.own().reserve_exact(count);
    loans.dual_since.own().reserve_exact(count);
    loans.dual_last.own().reserve_exact(count);
    loans.products.own().reserve_exact(count);
    loans.starts.own().reserve_exact(count);
    loans.dues.own().reserve_exact(count);
    loans.principals.own().reserve_exact(count);
    loans.credit_lines.own().reserve_exact(count);
    loans.rates.own().reserve_exact(count);
    loans.over_lpr.own().reserve_exact(count);
    loans.renews.own().reserve_exact(count);
    loans.origins.own().reserve_exact(count);
    loans.last_dues.own().reserve_exact(count);
}

/// Sets whether each loan made its borrower a first-time borrower: the lowest
/// of those reported as first on the first day the register knows.
fn first_verdicts(kept: &[LoanDraft], people: &People, parties: usize, words: &mut [Word]) {
    let party = |loan: &LoanDraft| people.parties[loan.borrower as usize] as usize;
    let mut first_days = vec![u16::MAX; parties];
    for loan in kept {
        let day = &mut first_days[party(loan)];
        *day = loan.start.min(*day);
    }
    let mut counting = vec![NONE; parties];
    for (at, loan) in kept.iter().enumerate() {
        let reported = loan.first_reported == Some(true) && loan.start == first_days[party(loan)];
        let counts = &mut counting[party(loan)];
        // Loans stand in the order of their ids.
        if reported && *counts == NONE {
            *counts = at as u32;
        }
    }
    for (at, (loan, word)) in kept.iter().zip(words).enumerate() {
        let on_first_day = loan.start == first_days[party(loan)];
        let verdict = match (on_first_day, counting[party(loan)], loan.first_reported) {
            (false, _, Some(true)) | (true, NONE, Some(_)) => FirstVerdict::Discrepancy,
            (false, _, _) => FirstVerdict::No,
            (true, NONE, None) => FirstVerdict::NotReported,
            (true, first, _) if first as usize == at => FirstVerdict::First,
            (true, _, _) => FirstVerdict::Another,
        };
        *word = word.with_first(verdict);
    }
}

fn findings(kept: &[LoanDraft], places: &LoanPlaces, book: &Book, issues: &mut Issues) {
    let loans = &book.loans;
    let judge = Judge::new(book);
    let mut classed = loans.classes.iter().map(|class| class.loan as usize).peekable();
    let mut lender = 0;
    for (at, loan) in kept.iter().enumerate() {
        while loans.by_lender[lender + 1] as usize <= at {
            lender += 1;
        }
        while classed.next_if(|&of| of < at).is_some() {}
        let is_classed = classed.peek() == Some(&at);
        let party = judge.party(at);
        for (code, column) in judge.findings(lender, at, is_classed) {
            issues.find(loan.origin, column, code, party, || match code {
                Code::PrincipalAboveLine => (Fen(loan.principal).to_string(), Fen(loans.credit_lines[at]).to_string()),
                Code::FirstLoanDiscrepancy => {
                    let reported = if loan.first_reported == Some(true) { "是" } else { "否" };
                    (reported.to_owned(), String::new())
                }
                Code::BooksBeginLater => {
                    let from = book.organisations.rows[lender].books_from.map(|from| from.to_string());
                    (Day::from(loan.start).to_string(), from.unwrap_or_default())
                }
                Code::UnknownProduct => {
                    (book.products.get(u32::from(loans.products[at])).to_owned(), book.catalogue.join(", "))
                }
                _ => (places.keys.id(loan.key).to_owned(), String::new()),
            });
        }
    }
}
