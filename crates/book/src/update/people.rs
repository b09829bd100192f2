//! Parties merged, and where everything of theirs stands afterwards.

use crate::assemble::people::indexed;
use crate::book::{Book, NONE, Parties};
use crate::names::Names;
use crate::rows::PartyRow;

use super::runs::Runs;
use super::touched::{Rebuild, Touched};

/// New places of two lists, the old book's and the part's.
pub(super) struct Moved {
    pub old: Vec<u32>,
    pub part: Vec<u32>,
}

/// Where parties stand after the merge.
pub(super) struct People {
    /// Old parties that are touched.
    pub touched: Vec<bool>,
    /// Rows of such.
    pub touched_rows: Vec<bool>,
    pub parties: Moved,
    pub rows: Moved,
}

/// Merges the parties and the names of places in their rows.
pub(super) fn merge(old: &Book, part: &Book, of: &Touched, new: &mut Book) -> Result<People, Rebuild> {
    if !part.parties.ids.iter().all(|id| of.parties.contains(id)) {
        return Err(Rebuild::NotClosed);
    }
    let touched = old.marked(of);
    let touched_rows: Vec<bool> = old.parties.of_rows.iter().map(|&party| touched[party as usize]).collect();
    let removed: Vec<usize> = (0..touched.len()).filter(|&party| touched[party]).collect();
    let place = |id: &str| old.parties.ids.texts.search(0..old.parties.ids.len(), id).unwrap_or_else(|place| place);
    let inserted: Vec<usize> = part.parties.ids.iter().map(place).collect();
    let runs = Runs::new(old.parties.ids.len(), &removed, &inserted);
    let own_rows = runs.owned(&old.parties.first_rows, &part.parties.first_rows);
    let moved = |runs: &Runs, old: usize, part: usize| Moved {
        old: runs.places(false).all(old),
        part: runs.places(true).all(part),
    };
    let people = People {
        touched,
        parties: moved(&runs, old.parties.ids.len(), part.parties.ids.len()),
        rows: moved(&own_rows, old.parties.rows.len(), part.parties.rows.len()),
        touched_rows,
    };
    let towns = names(&old.towns, &used(old, &people, &old.towns, |row| row.town), &part.towns);
    let parks = names(&old.parks, &used(old, &people, &old.parks, |row| row.park), &part.parks);
    let industries = names(&old.industries, &used(old, &people, &old.industries, |row| row.industry), &part.industries);
    let row = |row: PartyRow, [parties, towns, parks, industries]: [&[u32]; 4]| PartyRow {
        party: parties[row.party as usize],
        town: towns[row.town as usize],
        park: parks[row.park as usize],
        industry: industries[row.industry as usize],
        ..row
    };
    let mut rows = own_rows.mapped(
        [&old.parties.rows, &part.parties.rows],
        |own| row(own, [&people.parties.old, &towns.1.old, &parks.1.old, &industries.1.old]),
        |own| row(own, [&people.parties.part, &towns.1.part, &parks.1.part, &industries.1.part]),
    );
    new.parties = Parties {
        ids: Names { texts: runs.texts(&old.parties.ids.texts, &part.parties.ids.texts) },
        names: runs.texts(&old.parties.names, &part.parties.names),
        ..indexed(std::mem::take(rows.own()), runs.count)
    };
    (new.towns, new.parks, new.industries) = (towns.0, parks.0, industries.0);
    Ok(people)
}

/// Which names the rows of the parties kept use.
fn used(old: &Book, people: &People, names: &Names, name: impl Fn(&PartyRow) -> u32) -> Vec<bool> {
    let mut used = vec![false; names.len()];
    let kept = old.parties.rows.iter().zip(&people.touched_rows).filter(|(_, touched)| !**touched);
    kept.for_each(|(row, _)| used[name(row) as usize] = true);
    used
}

/// The names still used and those of the part, with "" before all, and the
/// new place of each.
pub(super) fn names(old: &Names, used: &[bool], part: &Names) -> (Names, Moved) {
    let kept = (0..old.len() as u32).filter(|&name| used[name as usize] || name == 0);
    let mut all: Vec<(&str, bool, u32)> = kept.map(|name| (old.get(name), false, name)).collect();
    all.extend((0..part.len() as u32).map(|name| (part.get(name), true, name)));
    all.sort_unstable();
    let mut moved = Moved { old: vec![NONE; old.len()], part: vec![NONE; part.len()] };
    let mut texts: Vec<&str> = Vec::with_capacity(all.len());
    for (text, of_part, name) in all {
        if texts.last() != Some(&text) {
            texts.push(text);
        }
        let places = if of_part { &mut moved.part } else { &mut moved.old };
        places[name as usize] = texts.len() as u32 - 1;
    }
    (texts.into_iter().collect(), moved)
}
