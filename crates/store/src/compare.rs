//! What a file's rows are to the register: new, corrections, or nothing new.
//! Both sides are sorted by key and read once, side by side.

use crate::Error;
use crate::column::{self, Column, Encoder, Field, Fields, Type};
use crate::db::{Cells, Db, DecodeError, Load};
use crate::incoming::Part;
use crate::names::LocalNames;
use crate::tables::{IdTable, OCCURRENCE, Table};

/// A table that holds at most so many times as many rows as the file brings
/// is read whole; of a larger one only what the file names is looked up.
const READ_WHOLE: usize = 4;

/// What a row is to the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowOutcome {
    New,
    Corrected,
    Unchanged,
}

/// What each row of a part is; for counted tables, which occurrence.
pub(crate) struct Comparison {
    pub fates: Vec<RowOutcome>,
    pub occurrences: Vec<i32>,
}

impl Comparison {
    pub(crate) fn count(&self, fate: RowOutcome) -> u64 {
        self.fates.iter().filter(|found| **found == fate).count() as u64
    }
}

/// The questions for rows in force: all, those of one head, those of the
/// heads in `given`.
struct Questions {
    whole: String,
    single: String,
    joined: String,
}

/// `also` narrows the second column of the key.
fn questions(table: &Table, also: &str) -> Questions {
    let heads = &table.keys[..table.heads];
    let single: Vec<String> = (1..).zip(heads).map(|(at, head)| format!("t.{} = ${at}", head.name)).collect();
    let (single, same) = (single.join(" AND "), column::equal(heads, "g.", "t."));
    let occurrence = table.counted.then_some(OCCURRENCE);
    let read: Vec<Column> = table.facts().into_iter().chain(occurrence).collect();
    let (name, order) = (&table.name, column::list(&table.full_key(), "t."));
    let select = format!("SELECT {} FROM {name} t", column::list(&read, "t."));
    Questions {
        whole: format!("{select} WHERE t.closed_by = 0{also} ORDER BY {order}"),
        single: format!("{select} WHERE {single} AND t.closed_by = 0{also} ORDER BY {order}"),
        joined: format!("{select} JOIN given g ON {same} WHERE t.closed_by = 0{also} ORDER BY {order}"),
    }
}

/// Walks the file's rows along the register's.
struct Walk<'p> {
    part: &'p Part,
    bytes: &'p [u8],
    at: usize,
    found: Comparison,
    scratch: Encoder,
}

impl Walk<'_> {
    /// A row in force, in the order of the keys.
    fn meet(&mut self, cells: &Cells<'_>) -> Result<(), DecodeError> {
        let table = self.part.table;
        self.scratch.bytes.clear();
        for (at, column) in table.keys.iter().enumerate() {
            self.scratch.cell(column, cells, at)?;
        }
        let key_end = self.scratch.bytes.len();
        let entries = &self.part.entries;
        let key = &self.scratch.bytes[..key_end];
        while self.at < entries.len() && entries[self.at].key(self.bytes) < key {
            self.at += 1;
        }
        if self.at == entries.len() || entries[self.at].key(self.bytes) != key {
            return Ok(());
        }
        for (at, column) in table.contents.iter().enumerate() {
            self.scratch.cell(column, cells, table.keys.len() + at)?;
        }
        let same = self.scratch.bytes[key_end..] == *entries[self.at].content(self.bytes);
        self.found.fates[self.at] = if same { RowOutcome::Unchanged } else { RowOutcome::Corrected };
        if table.counted {
            let at = table.keys.len() + table.contents.len();
            let occurrence = cells.int(at)?.and_then(|value| i32::try_from(value).ok());
            self.found.occurrences[self.at] = occurrence.ok_or(DecodeError(at))?;
        }
        self.at += 1;
        Ok(())
    }
}

/// Compares a part, sorted, with the rows in force; `held` is how many
/// versions the register holds of the kind, at most.
pub(crate) fn compare(db: &mut Db, part: &Part, bytes: &[u8], held: u64) -> Result<Comparison, Error> {
    let count = part.entries.len();
    let counted = if part.table.counted { count } else { 0 };
    let found = Comparison { fates: vec![RowOutcome::New; count], occurrences: vec![0; counted] };
    let mut walk = Walk { part, bytes, at: 0, found, scratch: Encoder::default() };
    if count > 0 && held > 0 {
        let ask = questions(part.table, &within(part, bytes));
        let mut meet = |cells: &Cells<'_>| walk.meet(cells);
        // Other data sets are not read with the one that is asked for.
        if part.table.heads == 1 && held <= (READ_WHOLE * count) as u64 {
            db.scan(&ask.whole, &mut meet)?;
        } else {
            let mut heads = |given: &mut dyn Load| give_heads(part, bytes, given);
            db.scan_many([&ask.single, &ask.joined], &part.table.keys[..part.table.heads], &mut heads, &mut meet)?;
        }
    }
    let mut found = walk.found;
    if part.table.counted {
        number_occurrences(part, bytes, &mut found);
    }
    Ok(found)
}

/// What the second column of the key lies between, where that is a number: a file
/// speaks of a month or a year, the register of many.
fn within(part: &Part, bytes: &[u8]) -> String {
    let Some(column) = part.table.keys.get(1).filter(|column| column.ty == Type::Int) else {
        return String::new();
    };
    let days = part.entries.iter().filter_map(|entry| match Fields::of(&part.table.keys, entry.key(bytes)).nth(1) {
        Some(Field::Int(day)) => Some((day, day)),
        _ => None,
    });
    let range = days.reduce(|(from, to), (day, _)| (from.min(day), to.max(day)));
    range.map_or(String::new(), |(from, to)| format!(" AND t.{} BETWEEN {from} AND {to}", column.name))
}

/// The first columns of each key, once.
fn give_heads(part: &Part, bytes: &[u8], given: &mut dyn Load) -> Result<(), Error> {
    let heads = part.table.heads;
    let mut last = [Field::Null; 2];
    for entry in &part.entries {
        let mut next = [Field::Null; 2];
        let fields = Fields::of(&part.table.keys[..heads], entry.key(bytes));
        next.iter_mut().zip(fields).for_each(|(head, field)| *head = field);
        if next != last {
            given.row(&next[..heads])?;
            last = next;
        }
    }
    Ok(())
}

/// Gives new events the smallest occurrences that none in force has. Where a
/// new one is left over, all equal ones in force were met, as rows are matched
/// one by one.
fn number_occurrences(part: &Part, bytes: &[u8], found: &mut Comparison) {
    let entries = &part.entries;
    let mut from = 0;
    while from < entries.len() {
        let key = entries[from].key(bytes);
        let to = from + entries[from..].iter().take_while(|entry| entry.key(bytes) == key).count();
        let known = found.fates[from..to].iter().take_while(|fate| **fate == RowOutcome::Unchanged).count();
        // The matched come first, in the order of their occurrences.
        let (taken, fresh) = found.occurrences[from..to].split_at_mut(known);
        let mut taken = taken.iter().peekable();
        let mut candidate = 1;
        for occurrence in fresh {
            while taken.next_if(|taken| **taken == candidate).is_some() {
                candidate += 1;
            }
            *occurrence = candidate;
            candidate += 1;
        }
        from = to;
    }
}

/// The register's numbers of a file's pairs, which stand in the `order` of
/// their texts; new pairs are numbered in this order.
pub(crate) fn resolve(db: &mut Db, ids: &IdTable, names: &LocalNames, order: &[u32]) -> Result<Vec<i32>, Error> {
    let mut numbers = vec![0i32; order.len()];
    let number = ids.number.name;
    let last = db.number(&format!("SELECT CAST(COALESCE(MAX({number}), 0) AS BIGINT) FROM {}", ids.name), &[])?;
    if last > 0 && !order.is_empty() {
        find_known(db, ids, names, order, last as u64, &mut numbers)?;
    }
    let mut next = last;
    let mut fresh: Vec<(i32, u32)> = Vec::new();
    for (number, &local) in numbers.iter_mut().zip(order) {
        if *number == 0 {
            next += 1;
            *number = i32::try_from(next).map_err(|_| Error::TooMany { what: ids.name })?;
            fresh.push((*number, local));
        }
    }
    if !fresh.is_empty() {
        let columns = [ids.number, ids.keys[0], ids.keys[1]].map(|column| column.name);
        let mut fields = Vec::with_capacity(columns.len());
        db.load(ids.name, &columns, &[], &mut |rows| {
            for &(number, local) in &fresh {
                fields.clear();
                fields.push(Field::Int(number));
                fields.extend(Fields::of(&ids.keys, names.key(local as usize)));
                rows.row(&fields)?;
            }
            Ok(())
        })?;
    }
    Ok(numbers)
}

fn find_known(
    db: &mut Db,
    ids: &IdTable,
    names: &LocalNames,
    order: &[u32],
    held: u64,
    numbers: &mut [i32],
) -> Result<(), Error> {
    let [owner, id] = ids.keys;
    let select = format!("SELECT t.{}, t.{}, t.{} FROM {} t", owner.name, id.name, ids.number.name, ids.name);
    let sorted = format!("ORDER BY t.{}, t.{}", owner.name, id.name);
    let mut at = 0;
    let mut scratch = Encoder::default();
    let mut meet = |cells: &Cells<'_>| {
        scratch.bytes.clear();
        scratch.cell(&owner, cells, 0)?;
        scratch.cell(&id, cells, 1)?;
        while at < order.len() && names.key(order[at] as usize) < scratch.bytes.as_slice() {
            at += 1;
        }
        if at < order.len() && names.key(order[at] as usize) == scratch.bytes {
            let number = cells.int(2)?.and_then(|number| i32::try_from(number).ok());
            numbers[at] = number.ok_or(DecodeError(2))?;
        }
        Ok(())
    };
    if held <= (READ_WHOLE * order.len()) as u64 {
        return db.scan(&format!("{select} {sorted}"), &mut meet);
    }
    let single = format!("{select} WHERE t.{} = $1 AND t.{} = $2", owner.name, id.name);
    let joined = format!("{select} JOIN given g ON {} {sorted}", column::equal(&ids.keys, "g.", "t."));
    let mut fields = Vec::with_capacity(2);
    let mut given = |rows: &mut dyn Load| {
        for &local in order {
            fields.clear();
            fields.extend(Fields::of(&ids.keys, names.key(local as usize)));
            rows.row(&fields)?;
        }
        Ok(())
    };
    db.scan_many([&single, &joined], &ids.keys, &mut given, &mut meet)
}
