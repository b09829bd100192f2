//! Books written and read: the same again, and no bytes that break a reader.

use bytes::Bytes;
use huigu_book::{Book, FormError, Issues};
use huigu_oracle::random_books;
use huigu_plan::shipped;
use huigu_quantity::{Day, Period};
use proptest::prelude::*;

use crate::{book, form};

fn random(seed: u64) -> (Book, Issues) {
    let rules = shipped().rules_at(Period::year(2021).last()).expect("a year of the plan");
    book(&random_books(seed, &rules))
}

/// Bytes at an address that columns may lie at.
fn aligned(form: &[u8]) -> Bytes {
    let mut room = vec![0; form.len() + 64];
    let from = room.as_ptr().align_offset(64);
    room[from..from + form.len()].copy_from_slice(form);
    Bytes::from(room).slice(from..from + form.len())
}

/// Asks a book whatever can be asked of it.
fn ask(book: &Book) {
    let day = Day::new_year(2022);
    for loan in 0..book.loans.len() {
        let _ = (book.loans.id(loan), book.loans.balance(loan, day), book.loans.class_on(loan, day));
        let row = &book.parties.rows[book.loans.party_rows[loan] as usize];
        let _ = (book.parties.ids.get(row.party), book.parties.name(row.party), row.dual_days(), row.is_dual_on(day));
        let _ = (book.towns.get(row.town), book.parks.get(row.park), book.industries.get(row.industry));
        let _ = (row.kind(), row.ownership(), row.scale(), row.section(), book.loans.words[loan].first());
        let _ = book.products.get(book.loans.products[loan].into());
        let _ = book.organisations.ids.get(book.loans.lender(loan));
    }
    for guarantee in 0..book.guarantees.len() {
        let _ =
            (book.guarantees.id(guarantee), book.guarantees.balance(guarantee, day), book.guarantees.fee(guarantee));
        let _ = book.organisations.ids.get(book.guarantees.guarantor(guarantee));
    }
    assert!(book.guarantees.behind(0..book.loans.len()).len() <= book.guarantees.len());
    (0..book.parties.ids.len() as u32)
        .for_each(|party| assert!(book.parties.row_on(party, day) < book.parties.rows.len() as u32));
    (0..book.claims.len()).for_each(|claim| assert!(book.claims.get(claim).measure.len() < 1_000));
    for (at, demand) in book.demands.rows.iter().enumerate() {
        let _ = (book.demands.ids.get(at), demand.date().ymd(), demand.qualifies(), demand.outcome());
    }
    for (at, deal) in book.deals.rows.iter().enumerate() {
        let _ = (book.deals.ids.get(at), deal.date().ymd(), deal.kind(), deal.stage(), deal.amount());
    }
    for line in &book.credit_lines {
        let _ = (line.granted().ymd(), line.in_force(day), line.amount());
    }
}

#[test]
fn a_book_is_the_same_again() {
    for seed in 0..60 {
        let made = random(seed);
        let bytes = form(&made);
        let read = Book::read_form(aligned(&bytes)).expect("it was written so");
        assert!(
            read.0.loans.is_empty() || read.0.loans.words.is_shared(),
            "seed {seed}: big columns are read in place"
        );
        assert_eq!(format!("{:?}", read.0), format!("{:?}", made.0), "seed {seed}");
        assert_eq!(read.1, made.1, "seed {seed}");
        assert!(form(&read) == bytes, "seed {seed}");
        // Bytes that do not lie aligned are read too.
        let mut moved = vec![0];
        moved.extend_from_slice(&bytes);
        let moved = Book::read_form(Bytes::from(moved).slice(1..)).expect("it was written so");
        assert!(form(&moved) == bytes, "seed {seed}");
    }
}

#[test]
fn bare_books_go_without_what_only_an_update_asks_for() {
    let rules = shipped().rules_at(Period::year(2021).last()).expect("a year of the plan");
    let books = random_books(5, &rules);
    let rows = books.rows();
    let mut bare = huigu_book::Builder::of_bare_books();
    crate::numbered(&rows).into_iter().for_each(|(origin, row)| bare.add(origin, row));
    let products: Vec<&str> = rules.products.iter().map(|product| product.id.as_str()).collect();
    let (bare, whole) = (form(&bare.finish(&products)), form(&random(5)));
    let loans = books.loans.len();
    let filled_up = |length: usize| length.next_multiple_of(64);
    let spared = filled_up(8 * loans) + 2 * filled_up(2 * loans);
    assert_eq!(bare.len() + spared, whole.len());
    let read = Book::read_form(aligned(&bare)).expect("it was written so");
    assert!(form(&read) == bare);
    ask(&read.0);
}

#[test]
fn a_book_of_nothing_has_a_form() {
    let made = huigu_book::Builder::of_bare_books().finish(&[]);
    let read = Book::read_form(aligned(&form(&made))).expect("it was written so");
    assert_eq!(format!("{read:?}"), format!("{made:?}"));
}

#[test]
fn what_is_no_form_is_told_so() {
    let bytes = form(&random(1));
    let changed = |at: usize, byte: u8| {
        let mut bytes = bytes.clone();
        bytes[at] = byte;
        Book::read_form(aligned(&bytes)).map(|_| ())
    };
    assert_eq!(Book::read_form(Bytes::new()).map(|_| ()), Err(FormError::NotAForm));
    assert_eq!(changed(0, b'h'), Err(FormError::NotAForm));
    assert_eq!(changed(16, 1), Err(FormError::Version { found: 1 }));
    assert_eq!(changed(20, 0), Err(FormError::ByteOrder));
    assert!(matches!(changed(24, 0), Err(FormError::Section { name: "party ids", .. })));
    assert_eq!(changed(32, bytes[32] ^ 1), Err(FormError::CutOff));
    assert_eq!(changed(63, 1), Err(FormError::Header));
    assert!(matches!(changed(64, 0), Err(FormError::Section { name: "party ids", .. })));
}

#[test]
fn a_form_cut_off_anywhere_is_refused() {
    let bytes = form(&random(2));
    for length in (0..bytes.len()).step_by(7).chain(bytes.len() - 65..bytes.len()) {
        assert!(Book::read_form(aligned(&bytes[..length])).is_err(), "{length} of {}", bytes.len());
    }
}

#[test]
fn no_changed_byte_breaks_a_reader() {
    let bytes = form(&random(3));
    let (mut refused, mut read) = (0, 0);
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= [0x01, 0x80, 0xFF][at % 3];
        match Book::read_form(aligned(&changed)) {
            Err(_) => refused += 1,
            Ok(other) => {
                ask(&other.0);
                assert!(form(&other) == changed, "byte {at}: what is read is all there is");
                read += 1;
            }
        }
    }
    assert!(refused > 1_000 && read > 1_000, "{refused} refused, {read} read");
}

proptest! {
    #[test]
    fn no_bytes_break_a_reader(seed in 0u64..40, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = form(&random(seed));
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok((book, _)) = Book::read_form(aligned(&bytes)) {
            ask(&book);
        }
    }
}
