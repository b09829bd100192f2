//! Organisations and parties in the order of their ids.

use crate::book::{Book, NONE, Organisations, Parties};
use crate::builder::Builder;
use crate::issues::Issues;
use crate::texts::{Names, Symbols};

use super::rows::Rows;
use super::{People, REFUSED, names, offsets};

pub(super) fn assemble(builder: &mut Builder, book: &mut Book, issues: &mut Issues) -> People {
    let organisation_ids = std::mem::take(&mut builder.organisation_ids);
    let party_ids = std::mem::take(&mut builder.party_ids);
    let (_, organisation_ranks) = organisation_ids.sorted();
    let (_, party_ranks) = party_ids.sorted();
    let (rows, organisations) = organisations(builder, &organisation_ids, &organisation_ranks, issues);
    book.organisations = rows;
    place_names(builder, book);
    let (rows, parties) = parties(builder, &party_ids, &party_ranks, issues);
    book.parties = rows;
    People { organisation_ids, party_ids, organisation_ranks, party_ranks, organisations, parties }
}

fn organisations(
    builder: &mut Builder,
    ids: &Symbols,
    ranks: &[u32],
    issues: &mut Issues,
) -> (Organisations, Vec<u32>) {
    let list = std::mem::take(&mut builder.organisations);
    let mut places = vec![NONE; ids.len()];
    list.iter().for_each(|row| places[row.0 as usize] = REFUSED);
    let rank = |symbol: u32| ranks[symbol as usize];
    let rows = Rows::keyed(
        list,
        |a, b| rank(a.0).cmp(&rank(b.0)),
        |row| row.2,
        "org_id",
        |row| ids.get(row.0).to_owned(),
        issues,
    );
    let mut symbols = Vec::new();
    let mut kept = Vec::new();
    for (symbol, row, _) in rows.kept() {
        places[symbol as usize] = kept.len() as u32;
        symbols.push(symbol);
        kept.push(row);
    }
    let ids: Names = symbols.iter().map(|&symbol| ids.get(symbol)).collect();
    (Organisations { ids, rows: kept }, places)
}

/// Sorts the names of towns, parks and industries, and has the rows name their places.
fn place_names(builder: &mut Builder, book: &mut Book) {
    let (towns, town) = names(&mut builder.towns);
    let (parks, park) = names(&mut builder.parks);
    let (industries, industry) = names(&mut builder.industries);
    (book.towns, book.parks, book.industries) = (towns, parks, industries);
    for (row, _) in &mut builder.parties {
        row.town = town[row.town as usize];
        row.park = park[row.park as usize];
        row.industry = industry[row.industry as usize];
    }
}

fn parties(builder: &mut Builder, ids: &Symbols, ranks: &[u32], issues: &mut Issues) -> (Parties, Vec<u32>) {
    let list = std::mem::take(&mut builder.parties);
    let mut places = vec![NONE; ids.len()];
    list.iter().for_each(|(row, _)| places[row.party as usize] = REFUSED);
    let rank = |symbol: u32| ranks[symbol as usize];
    let rows = Rows::keyed(
        list,
        |(a, _), (b, _)| (rank(a.party), a.valid_from).cmp(&(rank(b.party), b.valid_from)),
        |row| row.1,
        "party_id",
        |(row, _)| ids.get(row.party).to_owned(),
        issues,
    );
    let mut symbols: Vec<u32> = Vec::new();
    let mut kept = Vec::new();
    for (mut row, _) in rows.kept() {
        if symbols.last() != Some(&row.party) {
            places[row.party as usize] = symbols.len() as u32;
            symbols.push(row.party);
        }
        row.party = places[row.party as usize];
        kept.push(row);
    }
    let first_rows = offsets(kept.iter().map(|row| row.party), symbols.len());
    let ids: Names = symbols.iter().map(|&symbol| ids.get(symbol)).collect();
    let of_rows = kept.iter().map(|row| row.party).collect();
    let changed =
        (0..).zip(first_rows.windows(2)).filter(|(_, rows)| rows[1] - rows[0] > 1).map(|(party, _)| party).collect();
    (Parties { ids, first_rows, of_rows, changed, rows: kept }, places)
}
