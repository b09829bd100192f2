//! Whether the columns of a form fit one another, so that no question asked of
//! the book can run out of them. Big columns are walked once, on all cores.

use std::ops::{Range, RangeInclusive};

use huigu_facts::{GuaranteeEventKind, MAX_TURNOVER, Vocabulary};
use multiversion::multiversion;
use rayon::prelude::*;

use super::error::FormError;
use crate::book::{Book, NONE};
use crate::columns::{Class, STRIDE};
use crate::names::{Names, Texts};
use crate::word::Field;

/// Days that a calendar can be asked about.
pub(super) const DAYS: RangeInclusive<i32> = -1_000_000..=4_000_000;

/// Elements that one core looks at in a row.
const STRETCH: usize = 1 << 14;

type Checked = Result<(), FormError>;

fn wrong(name: &'static str, wrong: &'static str) -> Checked {
    Err(FormError::Section { name, wrong })
}

fn ensure(holds: bool, name: &'static str, what: &'static str) -> Checked {
    if holds { Ok(()) } else { wrong(name, what) }
}

/// Whether something holds of every stretch of so many elements.
fn each(count: usize, holds: impl Fn(Range<usize>) -> bool + Sync) -> bool {
    let stretches = count.div_ceil(STRETCH);
    (0..stretches).into_par_iter().all(|at| holds(at * STRETCH..(at * STRETCH + STRETCH).min(count)))
}

/// How many of something all stretches of so many elements have.
fn count(count: usize, own: impl Fn(Range<usize>) -> usize + Sync) -> usize {
    let stretches = count.div_ceil(STRETCH);
    (0..stretches).into_par_iter().map(|at| own(at * STRETCH..(at * STRETCH + STRETCH).min(count))).sum()
}

/// Whether something holds of every element.
fn every<T: Sync>(column: &[T], holds: impl Fn(&T) -> bool + Sync) -> bool {
    each(column.len(), |range| column[range].iter().fold(true, |all, value| all & holds(value)))
}

/// Whether neighbours stand so.
fn neighbours<T: Sync>(column: &[T], stand: impl Fn(&T, &T) -> bool + Sync) -> bool {
    each(column.len().saturating_sub(1), |range| {
        let pairs = column[range.clone()].iter().zip(&column[range.start + 1..]);
        pairs.fold(true, |all, (a, b)| all & stand(a, b))
    })
}

pub(super) fn book(book: &Book) -> Checked {
    let (people, (loans, others)) =
        rayon::join(|| people(book), || rayon::join(|| loans(book), || guarantees(book).and_then(|()| others(book))));
    people.and(loans).and(others)
}

/// Offsets of so many owners into so many things.
fn offsets(first: &[u32], owners: usize, things: usize, name: &'static str) -> Checked {
    let ends = first.first() == Some(&0) && first.last().is_some_and(|&last| last as usize == things);
    ensure(first.len() == owners + 1 && ends && neighbours(first, |a, b| a <= b), name, "offsets that do not ascend")
}

fn length(own: usize, expected: usize, name: &'static str) -> Checked {
    ensure(own == expected, name, "it has another length than the columns beside it")
}

fn places(column: &[u32], count: usize, name: &'static str) -> Checked {
    ensure(every(column, |&place| (place as usize) < count), name, "a place that does not exist")
}

fn texts(texts: &Texts, count: Option<usize>, name: &'static str) -> Checked {
    length(texts.len(), count.unwrap_or(texts.len()), name)?;
    let (bytes, ends) = (&*texts.bytes, &*texts.ends);
    let whole = ends.last().copied().unwrap_or(0) == bytes.len() as u64;
    ensure(whole && neighbours(ends, |a, b| a <= b), name, "ends that do not ascend")?;
    // A text that is UTF-8 as a whole is so in parts that begin where no character goes on.
    let goes_on = |at: u64| bytes.get(at as usize).is_some_and(|byte| byte & 0xC0 == 0x80);
    ensure(every(ends, |&end| !goes_on(end)), name, "an end within a character")?;
    let stretch = |range: Range<usize>| {
        let from = range.start.checked_sub(1).map_or(0, |before| ends[before] as usize);
        simdutf8::basic::from_utf8(&bytes[from..ends[range.end - 1] as usize]).is_ok()
    };
    ensure(each(ends.len(), stretch), name, "it is not UTF-8")
}

fn names(own: &Names, name: &'static str) -> Checked {
    texts(&own.texts, None, name)?;
    let (bytes, ends) = (&*own.texts.bytes, &*own.texts.ends);
    let ascend = each(own.len().saturating_sub(1), |range| {
        let mut before = own.texts.bytes_of(range.start);
        let stretch = ends[range.start..=range.end].windows(2).map(|ends| &bytes[ends[0] as usize..ends[1] as usize]);
        stretch.fold(true, |all, text| all & (std::mem::replace(&mut before, text) < text))
    });
    ensure(ascend, name, "texts out of order")
}

fn people(book: &Book) -> Checked {
    let (own, rows) = (&book.parties, &*book.parties.rows);
    names(&own.ids, "party ids")?;
    texts(&own.names, Some(own.ids.len()), "party names")?;
    for (list, name) in
        [(&book.towns, "towns"), (&book.parks, "parks"), (&book.industries, "industries"), (&book.products, "products")]
    {
        names(list, name)?;
    }
    offsets(&own.first_rows, own.ids.len(), rows.len(), "party first rows")?;
    ensure(neighbours(&own.first_rows, |a, b| a < b), "party first rows", "a party without a row")?;
    length(own.of_rows.len(), rows.len(), "party of rows")?;
    let (first, of_rows) = (&*own.first_rows, &*own.of_rows);
    let their_own = |party: usize| {
        let range = first[party] as usize..first[party + 1] as usize;
        let days = rows[range.clone()].is_sorted_by(|a, b| a.valid_from < b.valid_from);
        days && range.fold(true, |all, row| all & (of_rows[row] == party as u32) & (rows[row].party == party as u32))
    };
    let all = each(own.ids.len(), |parties| parties.fold(true, |all, party| all & their_own(party)));
    ensure(all, "party rows", "rows of other parties, or out of order")?;
    let limits = [book.towns.len(), book.parks.len(), book.industries.len()];
    let in_range = every(rows, |row| {
        [row.town, row.park, row.industry].iter().zip(limits).fold(true, |all, (&at, end)| all & ((at as usize) < end))
    });
    ensure(in_range, "party rows", "a place that does not exist")?;
    let several = (0u32..).zip(first.windows(2)).filter(|(_, rows)| rows[1] - rows[0] > 1).map(|(party, _)| party);
    ensure(several.eq(own.changed.iter().copied()), "parties changed", "they are others")
}

/// Amounts whose sums stay in 64 bits.
fn amounts(column: &[i64], name: &'static str) -> Checked {
    let bound = -MAX_TURNOVER.0..=MAX_TURNOVER.0;
    ensure(every(column, |amount| bound.contains(amount)), name, "an amount out of bounds")
}

/// Whether the events of each owner stand by day: days descend nowhere but between owners.
fn by_day(first: &[u32], days: &[u16]) -> bool {
    let descents = count(days.len().saturating_sub(1), |range| descents(&days[range.start..=range.end]));
    let between = count(first.len() - 1, |owners| {
        let begins = first[owners.start..=owners.end].windows(2);
        // Of owners without events the last begins where the next does.
        let begins = begins.filter(|at| at[0] < at[1]).map(|at| at[1] as usize);
        begins.filter(|&at| at < days.len() && days[at - 1] > days[at]).count()
    });
    descents == between
}

/// How often a day is before the one beside it.
#[multiversion(targets("x86_64+avx2"))]
fn descents(days: &[u16]) -> usize {
    // Counted in 16 bits as long as these suffice, so that many are counted at once.
    let (a, b) = (&days[..days.len() - 1], &days[1..]);
    let pairs = a.chunks(1 << 12).zip(b.chunks(1 << 12));
    pairs.map(|(a, b)| usize::from(a.iter().zip(b).fold(0u16, |sum, (a, b)| sum + u16::from(a > b)))).sum()
}

/// A sum of amounts without sign.
fn turnover(amounts: impl Iterator<Item = i64>) -> u64 {
    amounts.fold(0, |sum, amount| sum.saturating_add(amount.unsigned_abs()))
}

/// The same, or more than can be, of many at once.
#[multiversion(targets("x86_64+avx2"))]
fn turnover_together(amounts: &[i64]) -> u64 {
    amounts.chunks(256).fold(0, |sum: u64, amounts| {
        let add = |(bits, sum): (u64, u64), amount: &i64| {
            let amount = amount.unsigned_abs();
            (bits | amount, sum.wrapping_add(amount))
        };
        // So many below 2^54 fit 64 bits.
        let (bits, block) = amounts.iter().fold((0, 0), add);
        if bits >> 54 == 0 { sum.saturating_add(block) } else { u64::MAX }
    })
}

/// Whether the turnover of each loan is within its bound.
fn turnover_in_bounds(first: &[u32], deltas: &[i64]) -> bool {
    let bound = MAX_TURNOVER.0.unsigned_abs();
    each(first.len() - 1, |loans| {
        let own = |loans: Range<usize>| &deltas[first[loans.start] as usize..first[loans.end] as usize];
        // Most often so many loans together stay below what one may.
        turnover_together(own(loans.clone())) <= bound
            || loans.into_iter().all(|loan| turnover(own(loan..loan + 1).iter().copied()) <= bound)
    })
}

/// Places of the first entry of every so many loans, in a list sorted by loan.
fn strides(list: &[u32], of: impl Fn(usize) -> usize, count: usize, loans: usize, name: &'static str) -> Checked {
    let stands = |(stride, &at): (usize, &u32)| {
        let at = at as usize;
        at <= count && (at == 0 || of(at - 1) < stride * STRIDE) && (at == count || of(at) >= stride * STRIDE)
    };
    ensure(list.len() == loans / STRIDE + 1 && list.iter().enumerate().all(stands), name, "strides that are others")
}

fn loans(book: &Book) -> Checked {
    let own = &book.loans;
    let count = own.len();
    texts(&own.ids, Some(count), "loan ids")?;
    offsets(&own.by_lender, book.organisations.rows.len(), count, "loans by lender")?;
    for (length_of, name) in [
        (own.dual_since.len(), "loan dual since"),
        (own.dual_last.len(), "loan dual last"),
        (own.starts.len(), "loan starts"),
        (own.dues.len(), "loan dues"),
        (own.principals.len(), "loan principals"),
        (own.credit_lines.len(), "loan credit lines"),
        (own.rates.len(), "loan rates"),
        (own.over_lpr.len(), "loan rates over LPR"),
        (own.party_rows.len(), "loan party rows"),
        (own.products.len(), "loan products"),
        (own.renews.len(), "loan renews"),
        (own.event_deltas.len(), "loan event deltas"),
    ] {
        length(length_of, if name == "loan event deltas" { own.event_days.len() } else { count }, name)?;
    }
    // Kept of all loans or of none.
    let kept = if own.origins.is_empty() { 0 } else { count };
    length(own.origins.len(), kept, "loan origins")?;
    length(own.last_dues.len(), kept, "loan last dues")?;
    length(own.last_reports.len(), kept, "loan last reports")?;
    places(&own.party_rows, book.parties.rows.len(), "loan party rows")?;
    let products = book.products.len();
    ensure(every(&own.products, |&at| usize::from(at) < products), "loan products", "a product that does not exist")?;
    amounts(&own.principals, "loan principals")?;
    amounts(&own.credit_lines, "loan credit lines")?;
    let starts = &*own.starts;
    let renews = &*own.renews;
    let earlier = |loan: usize| {
        let renewed = renews[loan];
        renewed == NONE || starts.get(renewed as usize).is_some_and(|&start| start < starts[loan])
    };
    let all = each(count, |loans| loans.fold(true, |all, loan| all & earlier(loan)));
    ensure(all, "loan renews", "a loan that is not there, or no earlier one")?;
    offsets(&own.first_events, count, own.event_days.len(), "loan first events")?;
    ensure(by_day(&own.first_events, &own.event_days), "loan event days", "events out of order")?;
    let in_bounds = turnover_in_bounds(&own.first_events, &own.event_deltas);
    ensure(in_bounds, "loan event deltas", "a turnover out of bounds")?;
    let classes = &*own.classes;
    let by_loan = neighbours(classes, |a, b| (a.loan, a.day) < (b.loan, b.day));
    let last = classes.last().is_none_or(|class| (class.loan as usize) < count);
    ensure(by_loan && last && every(classes, Class::is_sound), "loan classes", "classes out of order or unknown")?;
    // Whoever is marked so is looked up among the classes.
    let mut bad: Vec<u32> =
        classes.iter().filter(|class| class.class().is_non_performing()).map(|class| class.loan).collect();
    bad.dedup();
    let marked = own.words.par_iter().filter(|word| word.is(Field::EVER_CLASSED)).count();
    let all = marked == bad.len() && bad.iter().all(|&loan| own.words[loan as usize].is(Field::EVER_CLASSED));
    ensure(all, "loan words", "marks of classes that are not there")?;
    let of = |at: usize| classes[at].loan as usize;
    strides(&own.class_strides, of, classes.len(), count, "loan class strides")
}

fn guarantees(book: &Book) -> Checked {
    let own = &book.guarantees;
    let (count, events_count) = (own.len(), own.event_days.len());
    texts(&own.ids, Some(count), "guarantee ids")?;
    offsets(&own.by_guarantor, book.organisations.rows.len(), count, "guarantees by guarantor")?;
    for (length_of, expected, name) in [
        (own.words.len(), count, "guarantee words"),
        (own.party_rows.len(), count, "guarantee party rows"),
        (own.lenders.len(), count, "guarantee lenders"),
        (own.loans.len(), count, "guarantee loans"),
        (own.fees.len(), count, "guarantee fees"),
        (own.starts.len(), count, "guarantee starts"),
        (own.dues.len(), count, "guarantee dues"),
        (own.accounts.len(), count, "guarantee accounts"),
        (own.event_kinds.len(), events_count, "guarantee event kinds"),
        (own.event_amounts.len(), events_count, "guarantee event amounts"),
    ] {
        length(length_of, expected, name)?;
    }
    places(&own.party_rows, book.parties.rows.len(), "guarantee party rows")?;
    places(&own.lenders, book.organisations.rows.len(), "guarantee lenders")?;
    amounts(&own.amounts, "guarantee amounts")?;
    let loans = &*own.loans;
    let there = every(loans, |&loan| loan == NONE || (loan as usize) < book.loans.len());
    ensure(there, "guarantee loans", "a loan that does not exist")?;
    offsets(&own.first_events, count, events_count, "guarantee first events")?;
    let (kinds, sums) = (&*own.event_kinds, &*own.event_amounts);
    let known = every(kinds, |&kind| usize::from(kind) < GuaranteeEventKind::ALL.len());
    ensure(known, "guarantee event kinds", "a kind that does not exist")?;
    amounts(sums, "guarantee event amounts")?;
    // What is recovered does not move the guaranteed balance.
    let recovered = GuaranteeEventKind::Recover.index();
    let first = &*own.first_events;
    let in_bounds = each(count, |guarantees| {
        guarantees.into_iter().all(|at| {
            let own = first[at] as usize..first[at + 1] as usize;
            turnover(own.filter(|&at| kinds[at] != recovered).map(|at| sums[at])) <= MAX_TURNOVER.0.unsigned_abs()
        })
    });
    ensure(in_bounds, "guarantee event amounts", "a turnover out of bounds")?;
    ensure(by_day(first, &own.event_days), "guarantee event days", "events out of order")?;
    places(&own.by_loan, count, "guarantees by loan")?;
    let with_loan = loans.iter().filter(|&&loan| loan != NONE).count();
    let of = |guarantee: u32| (loans[guarantee as usize], guarantee);
    let sorted = neighbours(&own.by_loan, |&a, &b| of(a) < of(b));
    let last = own.by_loan.last().is_none_or(|&last| loans[last as usize] != NONE);
    ensure(own.by_loan.len() == with_loan && sorted && last, "guarantees by loan", "they stand otherwise")?;
    let of = |at: usize| loans[own.by_loan[at] as usize] as usize;
    strides(&own.strides_by_loan, of, own.by_loan.len(), book.loans.len(), "guarantee strides")
}

fn others(book: &Book) -> Checked {
    let (parties, rows) = (book.parties.ids.len(), book.parties.rows.len());
    let lines = every(&book.credit_lines, |line| {
        let in_range = (line.lender as usize) < book.organisations.rows.len() && (line.party as usize) < parties;
        let open = line.expires().is_none_or(|day| DAYS.contains(&day.0));
        in_range & open & DAYS.contains(&line.granted().0)
    });
    ensure(lines, "credit lines", "a place or day that does not exist")?;
    texts(&book.demands.ids, Some(book.demands.rows.len()), "demand ids")?;
    let demands = every(&book.demands.rows, |row| {
        row.is_sound() & ((row.party_row as usize) < rows) & DAYS.contains(&row.date().0)
    });
    ensure(demands, "demands", "a place, word or day that does not exist")?;
    texts(&book.deals.ids, Some(book.deals.rows.len()), "deal ids")?;
    let deals = every(&book.deals.rows, |row| {
        let in_range = (row.party as usize) < parties && (row.party_row as usize) < rows;
        row.is_sound() & in_range & DAYS.contains(&row.date().0)
    });
    ensure(deals, "deals", "a place, word or day that does not exist")?;
    names(&book.claims.names, "claim names")?;
    texts(&book.claims.loan_ids, Some(book.claims.len()), "claim loan ids")?;
    let claims = every(&book.claims.rows, |row| {
        [row.measure, row.beneficiary, row.lender].iter().all(|&name| (name as usize) < book.claims.names.len())
    });
    ensure(claims, "claims", "a text that does not exist")
}
