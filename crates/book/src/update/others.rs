//! Credit lines, demands and deals merged; what is of no party taken whole.

use std::cmp::Ordering;

use crate::book::{Book, Deals, Demands};
use crate::rows::{CreditLineRow, DealRow, DemandRow};

use super::people::People;
use super::runs::Runs;
use super::touched::{Rebuild, Touched};

pub(super) fn merge(old: &Book, part: &Book, of: &Touched, people: &People, new: &mut Book) -> Result<(), Rebuild> {
    credit_lines(old, part, people, new)?;
    demands(old, part, people, new)?;
    deals(old, part, people, new)?;
    new.observations.clone_from(if of.observations { &part.observations } else { &old.observations });
    new.claims = if of.claims { part.claims.clone() } else { old.claims.clone() };
    Ok(())
}

/// The runs of a list in which the items of touched parties are the part's.
fn runs(
    (old, part): (usize, usize),
    goes: impl Fn(usize) -> bool,
    order: impl Fn(usize, usize) -> Ordering,
) -> Result<Runs, Rebuild> {
    let removed: Vec<usize> = (0..old).filter(|&at| goes(at)).collect();
    let mut inserted = Vec::with_capacity(part);
    for item in 0..part {
        inserted.push(match search(old, |at| order(at, item)) {
            Ok(place) if !goes(place) => return Err(Rebuild::Twice),
            Ok(place) | Err(place) => place,
        });
    }
    Ok(Runs::new(old, &removed, &inserted))
}

/// The place where an order says equal, or where such an item would stand.
fn search(count: usize, order: impl Fn(usize) -> Ordering) -> Result<usize, usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        match order(middle) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return Ok(middle),
        }
    }
    Err(low)
}

fn credit_lines(old: &Book, part: &Book, people: &People, new: &mut Book) -> Result<(), Rebuild> {
    fn key<'b>(book: &'b Book, line: &CreditLineRow) -> (u32, &'b [u8], i32) {
        (line.lender, book.parties.ids.texts.bytes_of(line.party as usize), line.granted)
    }
    let (own, more) = (&old.credit_lines, &part.credit_lines);
    let runs = runs(
        (own.len(), more.len()),
        |at| people.touched[own[at].party as usize],
        |at, item| key(old, &own[at]).cmp(&key(part, &more[item])),
    )?;
    new.credit_lines = runs.mapped(
        [own, more],
        |line| CreditLineRow { party: people.parties.old[line.party as usize], ..line },
        |line| CreditLineRow { party: people.parties.part[line.party as usize], ..line },
    );
    Ok(())
}

fn demands(old: &Book, part: &Book, people: &People, new: &mut Book) -> Result<(), Rebuild> {
    let (own, more) = (&old.demands, &part.demands);
    let runs = runs(
        (own.rows.len(), more.rows.len()),
        |at| people.touched_rows[own.rows[at].party_row as usize],
        |at, item| own.ids.bytes_of(at).cmp(more.ids.bytes_of(item)),
    )?;
    new.demands = Demands {
        ids: runs.texts(&own.ids, &more.ids),
        rows: runs.mapped(
            [&own.rows, &more.rows],
            |row| DemandRow { party_row: people.rows.old[row.party_row as usize], ..row },
            |row| DemandRow { party_row: people.rows.part[row.party_row as usize], ..row },
        ),
    };
    Ok(())
}

fn deals(old: &Book, part: &Book, people: &People, new: &mut Book) -> Result<(), Rebuild> {
    let (own, more) = (&old.deals, &part.deals);
    fn key(book: &Book, deal: usize) -> (&[u8], &[u8]) {
        let issuer = book.deals.rows[deal].party as usize;
        (book.parties.ids.texts.bytes_of(issuer), book.deals.ids.bytes_of(deal))
    }
    let runs = runs(
        (own.rows.len(), more.rows.len()),
        |at| people.touched[own.rows[at].party as usize],
        |at, item| key(old, at).cmp(&key(part, item)),
    )?;
    let row = |row: DealRow, parties: &[u32], rows: &[u32]| DealRow {
        party: parties[row.party as usize],
        party_row: rows[row.party_row as usize],
        ..row
    };
    new.deals = Deals {
        ids: runs.texts(&own.ids, &more.ids),
        rows: runs.mapped(
            [&own.rows, &more.rows],
            |own| row(own, &people.parties.old, &people.rows.old),
            |own| row(own, &people.parties.part, &people.rows.part),
        ),
    };
    Ok(())
}
