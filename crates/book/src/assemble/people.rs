//! Organisations and parties in the order of their ids.

use huigu_facts::{Code, Scale};

use crate::book::{Book, NONE, Organisations, Parties};
use crate::builder::{Builder, PartyDraft};
use crate::issues::{Issues, NOBODY};
use crate::names::Names;
use crate::rows::PartyRow;
use crate::texts::Symbols;
use crate::word::Field;

use super::places::{People, REFUSED, names, offsets};
use super::rows::Rows;

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
    for PartyDraft { row, .. } in &mut builder.parties {
        row.town = town[row.town as usize];
        row.park = park[row.park as usize];
        row.industry = industry[row.industry as usize];
    }
}

fn parties(builder: &mut Builder, ids: &Symbols, ranks: &[u32], issues: &mut Issues) -> (Parties, Vec<u32>) {
    let list = std::mem::take(&mut builder.parties);
    let names = std::mem::take(&mut builder.party_names);
    let mut places = vec![NONE; ids.len()];
    list.iter().for_each(|draft| places[draft.row.party as usize] = REFUSED);
    let rank = |symbol: u32| ranks[symbol as usize];
    let rows = Rows::keyed(
        list,
        |a, b| (rank(a.row.party), a.row.valid_from).cmp(&(rank(b.row.party), b.row.valid_from)),
        |draft| draft.origin,
        "party_id",
        |draft| ids.get(draft.row.party).to_owned(),
        issues,
    );
    for (draft, _) in rows.list.iter().zip(&rows.refused).filter(|(_, refused)| **refused) {
        scale_differs(draft, NOBODY, issues);
    }
    let mut symbols: Vec<u32> = Vec::new();
    let mut last_names: Vec<u32> = Vec::new();
    let mut kept: Vec<PartyRow> = Vec::new();
    for draft in rows.kept() {
        if symbols.last() != Some(&draft.row.party) {
            places[draft.row.party as usize] = symbols.len() as u32;
            symbols.push(draft.row.party);
            last_names.push(draft.name);
        }
        let party = symbols.len() as u32 - 1;
        last_names[party as usize] = draft.name;
        scale_differs(&draft, party, issues);
        kept.push(PartyRow { party, ..draft.row });
    }
    let parties = Parties {
        ids: symbols.iter().map(|&symbol| ids.get(symbol)).collect(),
        names: last_names.iter().map(|&name| names.get(name as usize)).collect(),
        ..indexed(kept, symbols.len())
    };
    (parties, places)
}

/// Rows of so many parties, and what follows from their order.
pub(crate) fn indexed(rows: Vec<PartyRow>, parties: usize) -> Parties {
    let first_rows = offsets(rows.iter().map(|row| row.party), parties);
    let several = (0..).zip(first_rows.windows(2)).filter(|(_, rows)| rows[1] - rows[0] > 1);
    Parties {
        of_rows: rows.iter().map(|row| row.party).collect(),
        changed: several.map(|(party, _)| party).collect(),
        first_rows,
        rows: rows.into(),
        ..Parties::default()
    }
}

fn scale_differs(draft: &PartyDraft, party: u32, issues: &mut Issues) {
    if draft.row.word.is(Field::SCALE_DIFFERS) {
        let chinese = |scale: Option<Scale>| scale.map_or_else(String::new, |scale| scale.text().zh.to_owned());
        issues.find(draft.origin, "scale", Code::ScaleDiffers, party, || {
            (chinese(draft.reported_scale), chinese(draft.row.scale()))
        });
    }
}
