//! Loans merged with their events and classes.

use std::ops::Range;

use rayon::prelude::*;

use crate::assemble::places::offsets;
use crate::book::{Book, NONE};
use crate::column::Column;
use crate::columns::Loans;
use crate::word::Field;

use super::people::{Moved, People, names};
use super::runs::{Places, Runs};
use super::touched::Rebuild;

/// Where loans stand after the merge.
pub(super) struct MovedLoans {
    /// Old places of those removed, ascending.
    pub removed: Vec<usize>,
    pub old: Places,
    pub part: Places,
}

/// Merges the loans and the names of their products.
pub(super) fn merge(old: &Book, part: &Book, people: &People, new: &mut Book) -> Result<MovedLoans, Rebuild> {
    let (own, more) = (&old.loans, &part.loans);
    let (removed, inserted) = changes(own, more, people)?;
    let runs = Runs::new(own.len(), &removed, &inserted);
    let events = runs.owned(&own.first_events, &more.first_events);
    if runs.count >= NONE as usize - 1 || events.count > u32::MAX as usize {
        return Err(Rebuild::TooMany);
    }
    let mut used = vec![false; old.products.len()];
    for run in runs.kept() {
        own.products[run].iter().for_each(|&product| used[usize::from(product)] = true);
    }
    let (products, product) = names(&old.products, &used, &part.products);
    if products.len() > usize::from(u16::MAX) + 1 {
        return Err(Rebuild::TooMany);
    }
    new.products = products;
    let moved = MovedLoans { removed, old: runs.places(false), part: runs.places(true) };
    new.loans = columns([own, more], [&runs, &events], people, &moved, &product);
    new.loans.by_lender = owners(&own.by_lender, &more.by_lender, &moved.removed);
    let classes = runs.iter().flat_map(|run| {
        let from = if run.of_part { more } else { own };
        let place = |loan: u32| (loan as usize - run.range.start + run.new) as u32;
        from.classes_of(run.range.clone()).iter().map(move |class| class.at(place(class.loan)))
    });
    let mut merged = Vec::with_capacity(own.classes.len() + more.classes.len());
    merged.extend(classes);
    new.loans.set_classes(merged, runs.count);
    new.horizon = horizon(own, &runs).max(part.horizon);
    Ok(moved)
}

/// The old loans that go, and before which old loans those of the part stand.
fn changes(own: &Loans, more: &Loans, people: &People) -> Result<(Vec<usize>, Vec<usize>), Rebuild> {
    let rows = &*own.party_rows;
    let goes = |loan: usize| people.touched_rows[rows[loan] as usize];
    let removed = (0..own.len()).into_par_iter().filter(|&loan| goes(loan)).collect();
    let mut inserted = Vec::with_capacity(more.len());
    for lender in 0..more.by_lender.len().saturating_sub(1) as u32 {
        for loan in more.of_lender(lender) {
            inserted.push(match own.ids.search(own.of_lender(lender), more.id(loan)) {
                Ok(place) if !goes(place) => return Err(Rebuild::Twice),
                Ok(place) | Err(place) => place,
            });
        }
    }
    Ok((removed, inserted))
}

/// Offsets of what owners have after some of the old is removed.
pub(super) fn owners(old: &[u32], part: &[u32], removed: &[usize]) -> Column<u32> {
    let mut gone = removed;
    let counts = old.windows(2).zip(part.windows(2)).map(|(old, part)| {
        let own = gone.partition_point(|&at| at < old[1] as usize);
        gone = &gone[own..];
        (old[1] - old[0]) as usize - own + (part[1] - part[0]) as usize
    });
    let counts: Vec<usize> = counts.collect();
    let each = (0..).zip(&counts).flat_map(|(owner, &count)| std::iter::repeat_n(owner, count));
    offsets(each, counts.len())
}

/// Every column but the owners and classes. The two biggest are copied beside the others.
fn columns(
    [own, more]: [&Loans; 2],
    [runs, events]: [&Runs; 2],
    people: &People,
    moved: &MovedLoans,
    product: &Moved,
) -> Loans {
    let (event_deltas, event_days) = (&own.event_deltas, &own.event_days);
    let ((event_deltas, event_days), others) = rayon::join(
        || (events.column(event_deltas, &more.event_deltas), events.column(event_days, &more.event_days)),
        || Loans {
            ids: runs.texts(&own.ids, &more.ids),
            words: runs.column(&own.words, &more.words),
            party_rows: runs.mapped(
                [&own.party_rows, &more.party_rows],
                |row| people.rows.old[row as usize],
                |row| people.rows.part[row as usize],
            ),
            dual_since: runs.column(&own.dual_since, &more.dual_since),
            dual_last: runs.column(&own.dual_last, &more.dual_last),
            products: runs.mapped(
                [&own.products, &more.products],
                |at| product.old[usize::from(at)] as u16,
                |at| product.part[usize::from(at)] as u16,
            ),
            starts: runs.column(&own.starts, &more.starts),
            dues: runs.column(&own.dues, &more.dues),
            last_dues: runs.column(&own.last_dues, &more.last_dues),
            last_reports: runs.column(&own.last_reports, &more.last_reports),
            principals: runs.column(&own.principals, &more.principals),
            credit_lines: runs.column(&own.credit_lines, &more.credit_lines),
            rates: runs.column(&own.rates, &more.rates),
            over_lpr: runs.column(&own.over_lpr, &more.over_lpr),
            renews: runs.mapped([&own.renews, &more.renews], |loan| moved.old.of(loan), |loan| moved.part.of(loan)),
            origins: runs.column(&own.origins, &more.origins),
            first_events: runs.offsets(&own.first_events, &more.first_events),
            ..Loans::default()
        },
    );
    Loans { event_deltas, event_days, ..others }
}

/// How far the reports of the loans kept reach.
fn horizon(own: &Loans, runs: &Runs) -> Option<u16> {
    let of = |run: Range<usize>| {
        let reports = own.words[run.clone()].iter().zip(&own.last_reports[run]);
        reports.filter(|(word, _)| !word.is(Field::BY_CONTRACT)).map(|(_, &day)| day).max()
    };
    runs.kept().map(of).max().flatten()
}
