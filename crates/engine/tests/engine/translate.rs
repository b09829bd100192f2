//! Books and answers, from one crate's words into the other's.

use std::collections::BTreeMap;

use huigu_book::{Book, Builder};
use huigu_engine::{AdjustmentKind, ClaimFinding, ClaimVerdict, Explainer, Explanation, Item, ReasonCode, Settlement};
use huigu_facts::{Origin, Row};
use huigu_oracle::{Adjustment, Books, Claimed, ClaimedLine, Entitlement, Line, NearMiss, Settled};
use huigu_plan::Rules;

/// The book of some rows, which must be faultless.
pub fn book(rows: &[Row<'_>]) -> Book {
    let mut builder = Builder::of_bare_books();
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
    let explainer = Explainer::new(book, rules, year);
    let settlement = huigu_engine::settle(book, rules, year);
    assert_eq!(settlement, explainer.settlement());
    settlement.measures.iter().map(|measure| one(book, &explainer, &settlement, &measure.measure)).collect()
}

/// Those who have something to be told, asked all at once, are told the same.
fn all_are_told_the_same(explainer: &Explainer<'_>, measure: &str, each: &[Explanation]) {
    let all: Vec<Explanation> = explainer.explain_all(measure).expect("asked by its own id").collect();
    let told = |why: &&Explanation| !why.lines.is_empty() || !why.near_misses.is_empty() || why.claims.is_some();
    let mut each: Vec<&Explanation> = each.iter().filter(told).collect();
    each.sort_by(|a, b| a.beneficiary.cmp(&b.beneficiary));
    assert_eq!(all.iter().filter(told).collect::<Vec<_>>(), each, "{measure}");
}

fn one(book: &Book, explainer: &Explainer<'_>, settlement: &Settlement, measure: &str) -> Settled {
    let found = settlement.measures.iter().find(|m| m.measure == measure).expect("asked by its own id");
    let ids = book.organisations.ids.iter().chain(book.parties.ids.iter());
    let mut beneficiaries = BTreeMap::new();
    let mut near_misses = Vec::new();
    let told: Vec<Explanation> = ids.map(|id| explainer.explain(measure, id).expect("a known beneficiary")).collect();
    all_are_told_the_same(explainer, measure, &told);
    for why in &told {
        let id = why.beneficiary.as_str();
        let listed = found.beneficiaries.iter().find(|b| b.id == id && b.lines > 0);
        if let Some(listed) = listed {
            assert_eq!((listed.uncapped, listed.amount), (why.uncapped, why.amount), "{measure} {id}");
            assert_eq!(listed.lines, why.lines.len() as u64);
            beneficiaries.insert(id.to_owned(), entitlement(why, listed.incomplete.is_some()));
        } else {
            assert!(why.lines.is_empty(), "{measure} {id} has lines and is not listed");
        }
        near_misses.extend(why.near_misses.iter().filter_map(|miss| near_miss(id, miss)));
    }
    near_misses.sort_by(|a, b| (&a.owner, &a.id).cmp(&(&b.owner, &b.id)));
    let claimants = found.beneficiaries.iter().filter(|one| one.claimed.is_some());
    let claims = claimants.map(|one| {
        let why = explainer.explain(measure, &one.id).expect("a claimant is known");
        let claimed = claimed(&one.id, &why.claims.expect("who claims is answered"));
        assert_eq!(one.claimed.map(|fen| i128::from(fen.0)), Some(claimed.claimed), "{measure} {}", one.id);
        claimed
    });
    let claims = claims.collect();
    Settled { measure: measure.to_owned(), unset: found.unset.clone(), beneficiaries, near_misses, claims }
}

fn claimed(beneficiary: &str, found: &ClaimFinding) -> Claimed {
    assert_eq!(found.claimed - found.verified, found.difference);
    let lines = found.lines.iter().map(|line| {
        assert_eq!(line.claimed - line.verified, line.difference);
        let mut reasons: Vec<String> = line.reasons.iter().map(|reason| reason.code.code().to_owned()).collect();
        // A line that was left to a measure that gives more is the engine's own.
        reasons.retain(|code| code != ReasonCode::LowerThanOther.code());
        let why = match line.why {
            ClaimVerdict::Agrees => "agrees",
            ClaimVerdict::AmountDiffers => "amount-differs",
            ClaimVerdict::DoesNotQualify if reasons.is_empty() => "no-balance",
            ClaimVerdict::DoesNotQualify => "does-not-qualify",
            ClaimVerdict::NoBalance => "no-balance",
            ClaimVerdict::NotOnBooks => "not-on-books",
        };
        ClaimedLine {
            owner: line.lender.clone(),
            id: line.loan_id.clone(),
            claimed: i128::from(line.claimed.0),
            verified: i128::from(line.verified.0),
            why: why.to_owned(),
            reasons,
        }
    });
    Claimed {
        beneficiary: beneficiary.to_owned(),
        claimed: i128::from(found.claimed.0),
        verified: i128::from(found.verified.0),
        lines: lines.collect(),
        unclaimed: found.unclaimed.iter().map(key).collect(),
    }
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
        let books_begin_later = line.books_begin_later.clone();
        Line { owner, id, average: None, average_before: None, amount: i128::from(line.amount.0), books_begin_later }
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
