//! Brought up to date and built anew: the same bytes, over hundreds of random
//! districts and changes.

mod changes;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::BuildHasher;

use huigu_facts::{Origin, Row};
use huigu_oracle::{Books, random_books};
use huigu_plan::shipped;
use huigu_quantity::Period;
use huigu_testkit::Rng;

use changes::{KINDS, change, parties_of};

use super::{Rebuild, Touched};
use crate::issues::Bounds;
use crate::{Book, Builder, Issues};

/// Rows as a register holds them: one that changes comes from elsewhere.
fn register(books: &Books) -> BTreeMap<(String, u32), (Origin, Row<'_>)> {
    let mut seen = HashMap::new();
    let mut rows = BTreeMap::new();
    for row in books.rows() {
        let text = format!("{row:?}");
        let again: &mut u32 = seen.entry(text.clone()).or_default();
        let hash = foldhash::fast::FixedState::default().hash_one((&text, *again));
        let origin = Origin { file: (hash >> 40) as u32, row: hash as u32 };
        rows.insert((text, *again), (origin, row));
        *again += 1;
    }
    rows
}

fn made<'b>(rows: impl Iterator<Item = &'b (Origin, Row<'b>)>, bounds: Bounds) -> (Book, Issues) {
    let mut builder = Builder { issues: Issues::bounded(bounds), ..Builder::new() };
    rows.for_each(|(origin, row)| builder.add(*origin, row));
    let products: Vec<String> = shipped().products().iter().map(|product| product.id.clone()).collect();
    builder.finish(&products.iter().map(String::as_str).collect::<Vec<_>>())
}

fn form((book, issues): &(Book, Issues)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let written: Result<u64, std::convert::Infallible> = book.write_form(&issues.without_reserve(), &mut |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    });
    written.map(|_| bytes).unwrap()
}

/// What a change touched, as a caller finds it.
fn touched(before: &Books, after: &Books) -> Touched {
    let (old, new) = (register(before), register(after));
    let gone = old.iter().filter(|(key, _)| !new.contains_key(*key));
    let come = new.iter().filter(|(key, _)| !old.contains_key(*key));
    let mut touched = Touched::default();
    for (_, (_, row)) in gone.chain(come) {
        touched.parties.extend(parties_of(row, before));
        touched.parties.extend(parties_of(row, after));
        touched.observations |= matches!(row, Row::Observation(_));
        touched.claims |= matches!(row, Row::Claim(_));
    }
    touched
}

fn part(after: &Books, of: &Touched, bounds: Bounds) -> (Book, Issues) {
    let rows = register(after);
    let belongs = |row: &Row<'_>| match row {
        Row::Organisation(_) | Row::Lpr(_) => true,
        Row::Observation(_) => of.observations,
        Row::Claim(_) => of.claims,
        Row::Guarantee(row) => of.parties.contains(row.borrower),
        row => parties_of(row, after).iter().any(|party| of.parties.contains(party)),
    };
    made(rows.values().filter(|(_, row)| belongs(row)), bounds)
}

#[derive(Debug, Default)]
struct Seen {
    updated: usize,
    kinds: BTreeSet<usize>,
    refused: BTreeMap<String, usize>,
    untouched: usize,
    linked: usize,
}

/// Changes one district again and again, and holds each update against the book of all rows.
fn follow(seed: u64, rounds: usize, bounds: Bounds, seen: &mut Seen) {
    let rules = shipped().rules_at(Period::year(2021).last()).unwrap();
    let mut draws = Rng::new(seed);
    let mut before = random_books(seed, &rules);
    let mut book = made(register(&before).values(), bounds);
    for round in 0..rounds {
        let mut after = before.clone();
        let kinds: Vec<usize> = (0..1 + draws.below(3)).map(|_| draws.below(KINDS)).collect();
        for (at, &kind) in kinds.iter().enumerate() {
            change(&mut after, kind, &mut draws, seed as usize * 100 + round * 10 + at);
        }
        let whole = made(register(&after).values(), bounds);
        let direct = touched(&before, &after);
        let of = book.0.closure(&direct);
        seen.linked += usize::from(of.parties.len() > direct.parties.len());
        let part = part(&after, &of, bounds);
        match book.0.updated(&book.1, &part.0, &part.1, &of) {
            Ok(updated) => {
                let says = format!("seed {seed}, round {round}, {kinds:?}: {of:?}");
                assert_eq!(updated.1.counts(), whole.1.counts(), "{says}");
                assert_eq!(updated.1.list(), whole.1.list(), "{says}");
                assert_eq!(format!("{:?}", updated.0), format!("{:?}", whole.0), "{says}");
                assert!(form(&updated) == form(&whole), "{says}");
                seen.updated += 1;
                seen.untouched += usize::from(updated.0.loans.len() > part.0.loans.len() && !part.0.loans.is_empty());
                seen.kinds.extend(kinds);
                (before, book) = (after, updated);
            }
            Err(rebuild) => {
                if rebuild == Rebuild::Faults {
                    assert!(whole.1.has_faults() || book.1.has_faults(), "seed {seed}, round {round}, {kinds:?}");
                    // A change that brings faults is not taken.
                    *seen.refused.entry(format!("{rebuild:?}")).or_default() += 1;
                    continue;
                }
                assert_eq!(rebuild, Rebuild::Findings, "seed {seed}, round {round}, {kinds:?}");
                *seen.refused.entry(format!("{rebuild:?}")).or_default() += 1;
                (before, book) = (after, whole);
            }
        }
    }
}

#[test]
fn an_update_is_the_book_of_all_rows() {
    let mut seen = Seen::default();
    (0..120).for_each(|seed| follow(seed, 6, Bounds { listed: 1_000, kept: 4_000 }, &mut seen));
    assert!(seen.updated > 500 && seen.untouched > 300 && seen.linked > 50, "{seen:?}");
    assert_eq!(seen.kinds.len(), KINDS, "every kind of change is met: {seen:?}");
    assert!(!seen.refused.contains_key("Findings"), "{seen:?}");
}

#[test]
fn findings_beyond_those_listed_are_followed_or_refused() {
    let mut seen = Seen::default();
    (1_000..1_120).for_each(|seed| follow(seed, 6, Bounds { listed: 2, kept: 6 }, &mut seen));
    assert!(seen.updated > 200 && seen.refused.contains_key("Findings"), "{seen:?}");
}

#[test]
fn what_cannot_be_vouched_for_is_refused_by_name() {
    let bounds = Bounds { listed: 1_000, kept: 4_000 };
    let rules = shipped().rules_at(Period::year(2021).last()).unwrap();
    let mut twice = 0;
    for seed in 0..20 {
        let before = random_books(seed, &rules);
        let (book, issues) = made(register(&before).values(), bounds);
        let Some(loan) = before.loans.first() else { continue };
        let of = book.closure(&Touched { parties: [loan.borrower.clone()].into(), ..Touched::default() });
        let answer = |after: &Books, of: &Touched, asked: &Touched| {
            let (part, part_issues) = part(after, of, bounds);
            book.updated(&issues, &part, &part_issues, asked).map(|_| ())
        };
        assert_eq!(answer(&before, &of, &of), Ok(()), "seed {seed}");
        let nobody = Touched::default();
        assert_eq!(answer(&before, &of, &nobody), Err(Rebuild::NotClosed), "seed {seed}");
        let mut after = before.clone();
        after.organisations[0].in_district ^= true;
        assert_eq!(answer(&after, &of, &of), Err(Rebuild::Organisations), "seed {seed}");
        let mut after = before.clone();
        after.lpr[0].one_year.0 += 1;
        assert_eq!(answer(&after, &of, &of), Err(Rebuild::Quotes), "seed {seed}");
        let mut after = before.clone();
        after.loans.push(loan.clone());
        assert_eq!(answer(&after, &of, &of), Err(Rebuild::Faults), "seed {seed}");
        if let Some(other) = before.loans.iter().find(|other| !of.parties.contains(&other.borrower)) {
            let mut after = before.clone();
            after.loans.push(huigu_oracle::books::Loan { borrower: loan.borrower.clone(), ..other.clone() });
            let unclear = answer(&after, &of, &of);
            twice += usize::from(unclear == Err(Rebuild::Twice));
            assert!(matches!(unclear, Err(Rebuild::Twice | Rebuild::Faults)), "seed {seed}: {unclear:?}");
        }
        let mut other_products = Builder::new();
        register(&before).values().for_each(|(origin, row)| other_products.add(*origin, row));
        let (part, part_issues) = other_products.finish(&["another"]);
        let mut bare = Builder::of_bare_books();
        register(&before).values().for_each(|(origin, row)| bare.add(*origin, row));
        let bare = bare.finish(&[]);
        let into_bare = bare.0.updated(&bare.1, &part, &part_issues, &of).map(|_| ());
        assert_eq!(into_bare, Err(Rebuild::Bare), "seed {seed}");
        let by_bare = book.updated(&issues, &bare.0, &bare.1, &of).map(|_| ());
        assert_eq!(by_bare, Err(Rebuild::Bare), "seed {seed}");
        assert_eq!(book.updated(&issues, &part, &part_issues, &of).map(|_| ()), Err(Rebuild::Catalogue));
    }
    assert!(twice > 5, "{twice}");
}
