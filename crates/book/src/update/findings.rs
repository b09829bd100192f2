//! Findings after a change: those of what went taken away, those of the part
//! put in, those of the whole book found again.

use std::collections::BTreeMap;

use huigu_facts::{Code, Severity};

use crate::assemble::judge::Judge;
use crate::assemble::moves::overdue;
use crate::book::{Book, NONE};
use crate::issues::{Findings, Found, Issues};
use crate::word::{Field, Word};

use super::people::People;
use super::touched::Rebuild;

/// What went of the old book.
pub(super) struct Gone<'b> {
    pub loans: &'b [usize],
    pub guarantees: &'b [usize],
}

/// The findings of the new book.
pub(super) fn merge(
    old: (&Book, &Issues),
    part: &Issues,
    gone: &Gone<'_>,
    people: &People,
    new: &Book,
) -> Result<Issues, Rebuild> {
    let (old, issues) = old;
    if issues.bounds != part.bounds {
        return Err(Rebuild::Findings);
    }
    let mut whole = Issues::bounded(issues.bounds);
    overdue(new, &mut whole);
    let removed = counts(old, gone, people)?;
    let (mut all, mut lists) = (BTreeMap::new(), BTreeMap::new());
    for &code in Code::ALL.iter().filter(|code| code.severity() == Severity::Finding) {
        if code == Code::Overdue {
            continue;
        }
        let of = |issues: &Issues| issues.counts.get(&code).copied().unwrap_or(0);
        let left = of(issues).checked_sub(removed.get(&code).copied().unwrap_or(0)).ok_or(Rebuild::Findings)?;
        let count = left + of(part);
        if count == 0 {
            continue;
        }
        let found = listed(code, issues, part, people);
        // Where not all are known, the first are, as far as the list goes.
        if (found.len() as u64) < count && found.len() < issues.bounds.listed {
            return Err(Rebuild::Findings);
        }
        all.insert(code, count);
        lists.insert(code, Findings::new(found));
    }
    all.extend(whole.counts);
    lists.extend(whole.findings);
    Ok(Issues::of(Vec::new(), lists, all, issues.bounds))
}

/// The first findings of a code that are known.
fn listed(code: Code, old: &Issues, part: &Issues, people: &People) -> Vec<Found> {
    let kept = |issues: &Issues| issues.findings.get(&code).map(|own| own.kept.clone()).unwrap_or_default();
    let (old_kept, part_kept) = (kept(old), kept(part));
    // A list that does not hold all tells nothing of what comes after its last.
    let end = |issues: &Issues, kept: &[Found]| {
        let all = issues.counts.get(&code).is_none_or(|&count| count == kept.len() as u64);
        if all { None } else { kept.last().map(|found| found.issue.clone()) }
    };
    let ends = [end(old, &old_kept), end(part, &part_kept)];
    let end = ends.into_iter().flatten().min();
    let stays = |found: &Found| found.party == NONE || !people.touched[found.party as usize];
    let moved = |mut found: Found, places: &[u32]| {
        if let Some(&place) = places.get(found.party as usize) {
            found.party = place;
        }
        found
    };
    let old_kept = old_kept.into_iter().filter(stays).map(|found| moved(found, &people.parties.old));
    let part_kept = part_kept.into_iter().map(|found| moved(found, &people.parties.part));
    old_kept.chain(part_kept).filter(|found| end.as_ref().is_none_or(|end| found.issue <= *end)).collect()
}

/// How many findings of each code went, but for [`Code::Overdue`].
fn counts(old: &Book, gone: &Gone<'_>, people: &People) -> Result<BTreeMap<Code, u64>, Rebuild> {
    let judge = Judge::new(old);
    let mut counts = BTreeMap::<Code, u64>::new();
    let mut add = |code: Code, count: u64| *counts.entry(code).or_default() += count;
    let rows = old.parties.rows.iter().zip(&people.touched_rows).filter(|(_, touched)| **touched);
    let differ = rows.filter(|(row, _)| row.word.is(Field::SCALE_DIFFERS)).count();
    add(Code::ScaleDiffers, differ as u64);
    let of_word = |word: Word, add: &mut dyn FnMut(Code, u64)| {
        add(Code::NoEvents, u64::from(word.is(Field::BY_CONTRACT)));
        add(Code::EventAfterDue, u64::from(word.late_events()));
        if word.late_events() == u8::MAX { Err(Rebuild::Findings) } else { Ok(()) }
    };
    for &loan in gone.loans {
        let is_classed = !old.loans.classes_of(loan..loan + 1).is_empty();
        let lender = old.loans.lender(loan) as usize;
        judge.findings(lender, loan, is_classed).for_each(|(code, _)| add(code, 1));
        of_word(old.loans.words[loan], &mut add)?;
    }
    for &guarantee in gone.guarantees {
        add(Code::GuaranteeAbovePrincipal, u64::from(judge.is_above_principal(guarantee)));
        add(Code::RecoveryWithoutCompensation, judge.recoveries_alone(guarantee));
        of_word(old.guarantees.words[guarantee], &mut add)?;
    }
    Ok(counts)
}
