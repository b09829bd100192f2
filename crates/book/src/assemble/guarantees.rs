//! Guarantees in the order of (guarantor, guarantee id), with their movements.

use std::ops::Range;

use huigu_facts::{Code, Expectation, GuaranteeEventKind, Origin, Vocabulary};
use huigu_quantity::{Day, Fen};
use rayon::slice::ParallelSliceMut;
use std::collections::BTreeSet;

use crate::book::{Book, NONE};
use crate::builder::{Builder, GuaranteeDraft, MoveDraft};
use crate::columns::Guarantees;
use crate::issues::Issues;
use crate::texts::Keys;
use crate::word::{Field, Word};

use super::judge::Judge;
use super::loans::due_before_start;
use super::moves::{before_start, repeated};
use super::places::{LoanPlaces, People, REFUSED, known, missing, offsets, shown};
use super::rows::Rows;
use super::schedule::{Step, is_sound, refused};

type Event = (MoveDraft, GuaranteeEventKind);

pub(super) fn assemble(
    builder: &mut Builder,
    people: &People,
    loans: &LoanPlaces,
    book: &mut Book,
    issues: &mut Issues,
) {
    let keys = std::mem::take(&mut builder.guarantee_keys);
    let rows = std::mem::take(&mut builder.guarantees);
    let mut places = vec![NONE; keys.len()];
    rows.iter().for_each(|row| places[row.key as usize] = REFUSED);
    let kept = good_guarantees(rows, people, loans, &keys, issues);
    for (at, row) in kept.iter().enumerate() {
        places[row.key as usize] = at as u32;
    }
    columns(&kept, people, loans, &keys, book);
    above_principal(&kept, book, issues);
    let repeated = repeated(std::mem::take(&mut builder.named_moves[1]), &builder.event_ids, people, &keys, issues);
    let events = given_events(std::mem::take(&mut builder.guarantee_moves), &places, &keys, issues);
    let mut from = 0;
    for (at, row) in kept.iter().enumerate() {
        let count = events[from..].partition_point(|(event, _)| event.key == at as u32);
        let own = &events[from..from + count];
        from += count;
        let party = book.parties.of_rows[book.guarantees.party_rows[at] as usize];
        let word = &mut book.guarantees.words.own()[at];
        if own.is_empty() {
            *word = word.with(Field::BY_CONTRACT, 1);
            issues.find(row.origin, "", Code::NoEvents, party, || (keys.id(row.key).to_owned(), String::new()));
        }
        let late = fill(row, own, party, &repeated, &mut book.guarantees, issues);
        let guarantees = &mut book.guarantees;
        let word = &mut guarantees.words.own()[at];
        *word = word.with_late_events(late);
        guarantees.first_events.own()[at + 1] = guarantees.event_days.len() as u32;
    }
    super::accounts::index(book);
}

fn good_guarantees(
    rows: Vec<GuaranteeDraft>,
    people: &People,
    loans: &LoanPlaces,
    keys: &Keys,
    issues: &mut Issues,
) -> Vec<GuaranteeDraft> {
    let rank = |key: u32| people.organisation_ranks[keys.owner(key) as usize];
    let mut rows = Rows::keyed(
        rows,
        |a, b| rank(a.key).cmp(&rank(b.key)).then_with(|| keys.id(a.key).cmp(keys.id(b.key))),
        |row| row.origin,
        "guarantee_id",
        |row| shown(people, keys, row.key),
        issues,
    );
    for (row, refused) in rows.list.iter().zip(&mut rows.refused) {
        let guarantor = people.lender(keys.owner(row.key), row.origin, "guarantor", Code::UnknownGuarantor, issues);
        let lender = people.lender(row.lender, row.origin, "lender", Code::UnknownLender, issues);
        let borrower = people.party(row.borrower, row.origin, "borrower", issues);
        let loan = row.loan == NONE || loans.good(row.loan, row.origin, issues).is_some();
        if row.due < row.start {
            issues.add(row.origin, "due", Code::DueBeforeStart, || due_before_start(row.due, row.start));
        }
        *refused |= guarantor.is_none() || lender.is_none() || borrower.is_none() || !loan || row.due < row.start;
    }
    rows.kept().collect()
}

fn columns(kept: &[GuaranteeDraft], people: &People, loans: &LoanPlaces, keys: &Keys, book: &mut Book) {
    let place = |symbol: u32| people.organisations[symbol as usize];
    let guarantors = kept.iter().map(|row| place(keys.owner(row.key)));
    let mut columns = Guarantees {
        by_guarantor: offsets(guarantors, book.organisations.rows.len()),
        first_events: vec![0; kept.len() + 1].into(),
        ..Guarantees::default()
    };
    for row in kept {
        columns.ids.push(keys.id(row.key));
        let party_row = book.parties.row_on(people.parties[row.borrower as usize], Day::from(row.start));
        columns.party_rows.push(party_row);
        columns.words.push(book.parties.rows[party_row as usize].packed_into(Word::default()));
        columns.lenders.push(place(row.lender));
        columns.loans.push(if row.loan == NONE { NONE } else { loans.places[row.loan as usize] });
        columns.amounts.push(row.amount);
        columns.fees.push(row.fee.0);
        columns.starts.push(row.start);
        columns.dues.push(row.due);
    }
    book.guarantees = columns;
}

fn above_principal(kept: &[GuaranteeDraft], book: &Book, issues: &mut Issues) {
    let judge = Judge::new(book);
    for (at, row) in kept.iter().enumerate().filter(|&(at, _)| judge.is_above_principal(at)) {
        let principal = book.loans.principals[book.guarantees.loans[at] as usize];
        let party = book.parties.of_rows[book.guarantees.party_rows[at] as usize];
        issues.find(row.origin, "amount", Code::GuaranteeAbovePrincipal, party, || {
            (Fen(row.amount).to_string(), Fen(principal).to_string())
        });
    }
}

/// Events of good guarantees by (guarantee, day, kind, amount), the key now the guarantee's place.
fn given_events(mut events: Vec<Event>, places: &[u32], keys: &Keys, issues: &mut Issues) -> Vec<Event> {
    events.retain_mut(|(event, _)| {
        let place = places[event.key as usize];
        if known(place).is_none() {
            issues.add(event.origin, "guarantee_id", Code::UnknownGuarantee, || {
                (keys.id(event.key).to_owned(), missing(place, Expectation::Guarantee))
            });
            return false;
        }
        event.key = place;
        true
    });
    events.par_sort_unstable_by_key(|(event, kind)| (event.key, event.day, kind.index(), event.fen, event.origin));
    events
}

/// What an event adds to the guaranteed balance.
fn delta(kind: GuaranteeEventKind, amount: i64) -> i64 {
    match kind {
        GuaranteeEventKind::TakeOn => amount,
        GuaranteeEventKind::Release | GuaranteeEventKind::Compensate => -amount,
        GuaranteeEventKind::Recover => 0,
    }
}

/// Checks the events of one guarantee and lays them out, with those that are
/// read from the guarantee itself; answers how many are late.
fn fill(
    row: &GuaranteeDraft,
    own: &[Event],
    party: u32,
    repeated: &BTreeSet<Origin>,
    book: &mut Guarantees,
    issues: &mut Issues,
) -> u8 {
    use GuaranteeEventKind::{Compensate, Recover, Release, TakeOn};
    let given = |kind| own.iter().any(|&(_, other)| other == kind);
    let mut events: Vec<(u16, GuaranteeEventKind, i64, Option<Origin>)> = Vec::with_capacity(own.len() + 2);
    for &(event, kind) in own {
        if event.day < row.start {
            issues.add(event.origin, "date", Code::EventBeforeStart, || before_start(event.day, row.start));
        } else if !repeated.contains(&event.origin) {
            events.push((event.day, kind, event.fen, Some(event.origin)));
        }
    }
    if !given(TakeOn) {
        events.push((row.start, TakeOn, row.amount, None));
    }
    if !given(Release) && !given(Compensate) {
        let taken = events.iter().filter(|event| event.1 == TakeOn);
        let last = taken.clone().map(|event| event.0).max().unwrap_or(row.due);
        let full = taken.fold(0i64, |sum, event| sum.saturating_add(event.2));
        if full > 0 {
            events.push((last.max(row.due), Release, full, None));
        }
    }
    events.sort_unstable_by_key(|&(day, kind, amount, origin)| (day, kind.index(), amount, origin));
    let mut late: u8 = 0;
    for at in sound(&events, issues) {
        let (day, kind, amount, origin) = events[at];
        book.event_days.push(day);
        book.event_kinds.push(kind.index());
        book.event_amounts.push(amount);
        let Some(origin) = origin else { continue };
        // Who pays for a guarantee and gets it back does so after it is due.
        if matches!(kind, TakeOn | Release) && day > row.due {
            late = late.saturating_add(1);
            issues.find(origin, "date", Code::EventAfterDue, party, || {
                (Day::from(day).to_string(), Day::from(row.due).to_string())
            });
        }
        if kind == Recover && !given(Compensate) {
            issues.find(origin, "kind", Code::RecoveryWithoutCompensation, party, || {
                (Fen(amount).to_string(), String::new())
            });
        }
    }
    late
}

/// The events not refused.
fn sound(
    events: &[(u16, GuaranteeEventKind, i64, Option<Origin>)],
    issues: &mut Issues,
) -> impl Iterator<Item = usize> + use<> {
    let refused = if is_sound(events.iter().map(|&(day, kind, amount, _)| (day, delta(kind, amount)))) {
        vec![false; events.len()]
    } else {
        let step = |&(day, kind, amount, origin): &(u16, GuaranteeEventKind, i64, Option<Origin>)| Step {
            day,
            delta: delta(kind, amount),
            origin,
        };
        refused(&events.iter().map(step).collect::<Vec<_>>(), issues)
    };
    let all: Range<usize> = 0..events.len();
    all.filter(move |&at| !refused[at])
}
