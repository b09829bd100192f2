//! Books and answers, from one crate's words into the other's.

use std::collections::BTreeMap;

use huigu_book::{Book, Builder};
use huigu_engine::{AdjustmentKind, Explanation, Item, ReasonCode, Settlement};
use huigu_facts::{Origin, Row};
use huigu_oracle::{Adjustment, Books, Entitlement, Line, NearMiss, Settled};
use huigu_plan::Rules;

/// The book of some rows, which must be faultless.
pub fn book(rows: &[Row<'_>]) -> Book {
    let mut builder = Builder::new();
    for (at, row) in rows.iter().enumerate() {
        builder.add(Origin { file: 0, row: at as u32 + 1 }, row);
    }
    let (book, issues) = builder.finish(&[]);
    assert!(!issues.has_faults(), "{:?}", issues.list());
    book
}

/// The engine's whole settlement (every explanation of every beneficiary and
/// every possible one) in the oracle's words, averages aside.
pub fn settled(book: &Book, rules: &Rules, year: i32) -> Vec<Settled> {
    let settlement = huigu_engine::settle(book, rules, year);
    settlement.measures.iter().map(|measure| one(book, rules, &settlement, &measure.measure)).collect()
}

fn one(book: &Book, rules: &Rules, settlement: &Settlement, measure: &str) -> Settled {
    let found = settlement.measures.iter().find(|m| m.measure == measure).expect("asked by its own id");
    let ids = book.organisations.ids.iter().chain(book.parties.ids.iter());
    let mut beneficiaries = BTreeMap::new();
    let mut near_misses = Vec::new();
    for id in ids {
        let why = huigu_engine::explain(book, rules, settlement.year, measure, id).expect("a known beneficiary");
        let listed = found.beneficiaries.iter().find(|b| b.id == id && b.lines > 0);
        if let Some(listed) = listed {
            assert_eq!((listed.uncapped, listed.amount), (why.uncapped, why.amount), "{measure} {id}");
            assert_eq!(listed.lines, why.lines.len() as u64);
            beneficiaries.insert(id.to_owned(), entitlement(&why, listed.incomplete.is_some()));
        } else {
            assert!(why.lines.is_empty(), "{measure} {id} has lines and is not listed");
        }
        near_misses.extend(why.near_misses.iter().filter_map(|miss| near_miss(id, miss)));
    }
    near_misses.sort_by(|a, b| (&a.owner, &a.id).cmp(&(&b.owner, &b.id)));
    Settled { measure: measure.to_owned(), unset: found.unset.clone(), beneficiaries, near_misses }
}

fn key(item: &Item) -> (String, String) {
    match item {
        Item::Loan { lender: owner, loan_id: id }
        | Item::Guarantee { guarantor: owner, guarantee_id: id }
        | Item::Deal { issuer: owner, deal_id: id } => (owner.clone(), id.clone()),
    }
}

fn entitlement(why: &Explanation, incomplete: bool) -> Entitlement {
    let adjustments = why.adjustments.iter().map(|a| Adjustment {
        kind: match a.kind {
            AdjustmentKind::Floor => "floor",
            AdjustmentKind::Cap => "cap",
            AdjustmentKind::Incomplete => "incomplete",
        },
        name: a.cap.clone(),
        amount: i128::from(a.amount.0),
    });
    let lines = why.lines.iter().map(|line| {
        let (owner, id) = key(&line.item);
        Line { owner, id, average: None, average_before: None, amount: i128::from(line.amount.0) }
    });
    Entitlement {
        uncapped: i128::from(why.uncapped.0),
        amount: i128::from(why.amount.0),
        incomplete,
        lines: lines.collect(),
        adjustments: adjustments.collect(),
    }
}

/// A near miss; one that was left to a measure that gives more is the engine's own.
fn near_miss(beneficiary: &str, miss: &huigu_engine::NearMiss) -> Option<NearMiss> {
    let (owner, id) = key(&miss.item);
    let reasons: Vec<String> = miss.reasons.iter().map(|reason| reason.code.code().to_owned()).collect();
    let left = miss.reasons.iter().any(|reason| reason.code == ReasonCode::LowerThanOther);
    (!left).then(|| NearMiss { beneficiary: beneficiary.to_owned(), owner, id, reasons })
}

/// The oracle's settlement without what the engine shows rounded: averages.
pub fn without_averages(mut settled: Vec<Settled>) -> Vec<Settled> {
    for measure in &mut settled {
        for entitlement in measure.beneficiaries.values_mut() {
            for line in &mut entitlement.lines {
                (line.average, line.average_before) = (None, None);
            }
        }
        measure.near_misses.sort_by(|a, b| (&a.owner, &a.id).cmp(&(&b.owner, &b.id)));
    }
    settled
}

/// The rows of some books.
pub fn book_of(books: &Books) -> Book {
    book(&books.rows())
}
