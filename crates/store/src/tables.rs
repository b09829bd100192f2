//! The tables of facts, from what is declared of each kind of book: name, key,
//! content, and how a row of a book becomes a row of its table and is read
//! back from it.
//!
//! Every version of a fact is a row. After key and content stand `closed_by`
//! (0: in force; else the batch that closed it), `batch` (that appended it),
//! `origin` and `origin_row` (the batch and row of the file that first brought
//! the content: the same batch, but for what a withdrawal restored). Key and
//! `closed_by` are the primary key, so no key can have two versions in force.
//!
//! Loans and guarantees are numbered ([`IdTable`]); what belongs to one carries
//! its number. Events without an id are counted: equal ones are told apart by
//! `occurrence`. Events with an id have a table of their own, as their key is
//! another.

use std::sync::LazyLock;

use huigu_facts::{CellValue, Dataset, DatasetRow, ItemKind, Kind, Kinds, Refusal, Row, ValueType};
use huigu_quantity::{Day, Fen, Ppm};

use crate::Error;
use crate::column::{ABSENT, Column, Encoder, Held, Type};
use crate::db::{Cells, Db, DecodeError};
use crate::names::{LocalNames, Names};
use crate::schema::TableDef;

/// A table of pairs of owner and id, and their numbers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct IdTable {
    pub name: &'static str,
    pub item: ItemKind,
    pub number: Column,
    /// Owner and id.
    pub keys: [Column; 2],
    pub rules: &'static [&'static str],
}

impl IdTable {
    pub(crate) fn definition(&self) -> TableDef {
        let columns = vec![self.number, self.keys[0], self.keys[1]];
        TableDef::made(self.name, vec![self.number.name].into(), columns.into()).rules(self.rules)
    }
}

pub(crate) static ID_TABLES: [IdTable; 2] = [
    IdTable {
        name: "loan_ids",
        item: ItemKind::Loan,
        number: Column::of("loan", Type::Int),
        keys: [Column::of("lender", Type::Text), Column::of("loan_id", Type::Text)],
        rules: &["CHECK (loan > 0)", "UNIQUE (lender, loan_id)"],
    },
    IdTable {
        name: "guarantee_ids",
        item: ItemKind::Guarantee,
        number: Column::of("guarantee", Type::Int),
        keys: [Column::of("guarantor", Type::Text), Column::of("guarantee_id", Type::Text)],
        rules: &["CHECK (guarantee > 0)", "UNIQUE (guarantor, guarantee_id)"],
    },
];

/// The numbers of what a kind's rows belong to, if that is numbered.
pub(crate) fn ids_of(kind: Kind) -> Option<&'static IdTable> {
    let item = kind.schema().item?;
    ID_TABLES.iter().find(|ids| ids.item == item)
}

/// Where a table keeps a column of the book.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// As owner or id behind its number.
    Owner,
    Id,
    /// In one of its own columns, counted from the first of [`Table::facts`].
    At(usize),
    /// Not at all: nothing is given.
    Nowhere,
}

/// A table of facts.
pub(crate) struct Table {
    pub name: String,
    pub kind: Kind,
    /// What the first column of the key numbers, if it does.
    pub ids: Option<&'static IdTable>,
    /// The key, but for `occurrence`.
    pub keys: Vec<Column>,
    pub contents: Vec<Column>,
    /// Whether equal rows are told apart by `occurrence`.
    pub counted: bool,
    /// By how many columns of the key rows are looked up that a file may touch.
    pub heads: usize,
    /// Columns of the book in the order of `keys` and `contents`, but for the number.
    slots: Vec<usize>,
    /// For each column of the book.
    places: Vec<Place>,
}

/// The column that tells equal events apart, from 1.
pub(crate) const OCCURRENCE: Column = Column::of("occurrence", Type::Int);

/// What stands after key and content.
pub(crate) const TAIL: [Column; 4] = [
    Column::int("closed_by").references("batches", "number", Held::CheckButZero),
    Column::int("batch").references("batches", "number", Held::CheckButZero),
    Column::int("origin").references("batches", "number", Held::CheckButZero),
    Column::int("origin_row"),
];

impl Table {
    /// The pairs behind its numbers; empty where it has none.
    pub(crate) fn names(&self, db: &mut Db) -> Result<Names, Error> {
        let mut names = Names::default();
        if let Some(ids) = self.ids {
            let [owner, id] = ids.keys;
            let number = ids.number.name;
            let sql = format!("SELECT {number}, {}, {} FROM {} ORDER BY {number}", owner.name, id.name, ids.name);
            db.scan(&sql, &mut |cells| names.push(cells))?;
        }
        Ok(names)
    }

    /// The table of a kind's rows; with `by_id` of those that have an id of their own.
    fn of(kind: Kind, by_id: bool) -> Self {
        let schema = kind.schema();
        let ids = ids_of(kind);
        let pair: &[usize] = if ids.is_some() { &schema.key[..2] } else { &[] };
        let key = match schema.event_id.filter(|_| by_id) {
            Some(event_id) => vec![event_id],
            None => schema.key.iter().copied().filter(|slot| !pair.contains(slot)).collect(),
        };
        // A table of rows without an id has no column for one.
        let lacks = |slot: &usize| !by_id && schema.event_id == Some(*slot);
        let all = 0..schema.columns.len();
        let content: Vec<usize> =
            all.clone().filter(|slot| !pair.contains(slot) && !key.contains(slot) && !lacks(slot)).collect();
        let column = |slot: &usize, in_key| Column::of_book(&schema.columns[*slot], in_key);
        let number = ids.map(|ids| ids.number);
        let slots: Vec<usize> = key.iter().chain(&content).copied().collect();
        let before = usize::from(number.is_some());
        let place = |slot: usize| match (pair, slots.iter().position(|kept| *kept == slot)) {
            (_, Some(at)) => Place::At(before + at),
            ([owner, _], None) if *owner == slot => Place::Owner,
            ([_, id], None) if *id == slot => Place::Id,
            _ => Place::Nowhere,
        };
        Self {
            name: if by_id { format!("{}_by_id", schema.name) } else { schema.name.to_owned() },
            kind,
            ids,
            keys: number.into_iter().chain(key.iter().map(|slot| column(slot, true))).collect(),
            contents: content.iter().map(|slot| column(slot, false)).collect(),
            counted: schema.event_id.is_some() && !by_id,
            heads: 1,
            places: all.map(place).collect(),
            slots,
        }
    }

    /// The columns of the key, as the database has it.
    pub(crate) fn full_key(&self) -> Vec<Column> {
        let occurrence = self.counted.then_some(OCCURRENCE);
        self.keys.iter().copied().chain(occurrence).collect()
    }

    /// All columns, in the table's order.
    pub(crate) fn columns(&self) -> Vec<Column> {
        self.full_key().into_iter().chain(self.contents.iter().copied()).chain(TAIL).collect()
    }

    /// The table as the schema has it.
    pub(crate) fn definition(&'static self) -> TableDef {
        let mut columns = self.columns();
        if let Some(ids) = self.ids {
            columns[0] = columns[0].references(ids.name, ids.number.name, Held::Check);
        }
        let key = self.full_key().iter().map(|column| column.name).chain([TAIL[0].name]).collect::<Vec<_>>();
        let made = TableDef { kind: Some(self.kind), ..TableDef::made(&self.name, key.into(), columns.into()) };
        if matches!(self.kind, Kind::Dataset(_)) {
            made.indexes(&[("records_of_party", "party, dataset")])
        } else {
            made
        }
    }

    /// Key and content without `occurrence`, as reading back wants them.
    pub(crate) fn facts(&self) -> Vec<Column> {
        self.keys.iter().chain(&self.contents).copied().collect()
    }

    /// Writes a row of the kind: key, then content; where the key ends.
    pub(crate) fn put(&self, row: &Row<'_>, names: &mut LocalNames, out: &mut Encoder) -> usize {
        if let Row::Dataset(row) = row {
            return put_record(row, out);
        }
        let mut values = [None; Kind::WIDEST];
        row.visit(|slot, value| values[slot] = value);
        if let (Some(_), [owner, id, ..]) = (self.ids, self.kind.schema().key) {
            let text = |slot: usize| values[slot].and_then(CellValue::text).unwrap_or("");
            names.put(text(*owner), text(*id), out);
        }
        let (key, content) = (&self.keys[usize::from(self.ids.is_some())..], &self.contents);
        let (key_slots, content_slots) = self.slots.split_at(key.len());
        for (column, slot) in key.iter().zip(key_slots) {
            out.value(column, values[*slot]);
        }
        let end = out.bytes.len();
        for (column, slot) in content.iter().zip(content_slots) {
            out.value(column, values[*slot]);
        }
        end
    }

    /// Reads a row back from the cells of [`Table::facts`], which stand from
    /// the cell `from` on.
    pub(crate) fn take<'a>(&self, cells: &Cells<'a>, from: usize, names: &'a Names) -> Result<Row<'a>, DecodeError> {
        let pair = match self.ids {
            Some(_) => names.pair(cells.int(from)?.ok_or(DecodeError(from))?)?,
            None => ("", ""),
        };
        Row::read(self.kind, &mut Stored { table: self, cells, from, pair })
    }
}

/// Writes a row of a data set: key, then content; where the key ends.
fn put_record(row: &DatasetRow<'_>, out: &mut Encoder) -> usize {
    for text in [row.dataset().id(), row.period(), row.source(), &row.key()] {
        out.text(text.as_bytes());
    }
    let end = out.bytes.len();
    out.text(Row::Dataset(*row).party().unwrap_or("").as_bytes());
    out.blob(row.cells());
    end
}

/// Reads a row of a data set back from the cells of key and content, which
/// stand from the cell `from` on.
pub(crate) fn take_record<'a>(cells: &Cells<'a>, from: usize, kinds: Kinds) -> Result<DatasetRow<'a>, DecodeError> {
    let Some(Kind::Dataset(dataset)) = kinds.kept(cells.text(from)?) else { return Err(DecodeError(from)) };
    let at = from + RECORDS.keys.len() + RECORDS.contents.len() - 1;
    DatasetRow::of(dataset, cells.bytes(at)?).ok_or(DecodeError(at))
}

/// A row of a table as the source of a row of the books.
struct Stored<'r, 'a> {
    table: &'r Table,
    cells: &'r Cells<'a>,
    from: usize,
    pair: (&'a str, &'a str),
}

impl<'a> huigu_facts::RowSource<'a> for Stored<'_, 'a> {
    type Error = DecodeError;
    const CHECKS: bool = false;

    #[expect(
        clippy::inline_always,
        reason = "which column it is, is known where a record is read: all else falls away"
    )]
    #[inline(always)]
    fn value(
        &mut self,
        slot: usize,
        column: &'static huigu_facts::Column,
    ) -> Result<Option<CellValue<'a>>, DecodeError> {
        let at = match self.table.places[slot] {
            Place::Owner => return Ok(Some(CellValue::Text(self.pair.0))),
            Place::Id => return Ok(Some(CellValue::Text(self.pair.1))),
            Place::Nowhere => return Ok(None),
            Place::At(at) => self.from + at,
        };
        let (unfit, in_key) = (|| DecodeError(at), at - self.from < self.table.keys.len());
        match column.value {
            ValueType::Id | ValueType::Text | ValueType::Industry => {
                return Ok(Some(CellValue::Text(self.cells.text(at)?)));
            }
            ValueType::Period => {
                let period = huigu_facts::ReportingPeriod::parse(self.cells.text(at)?);
                return period.map(|period| Some(CellValue::Period(period))).ok_or_else(unfit);
            }
            ValueType::Decimal => {
                let millionths = self.cells.text(at)?.parse();
                return millionths.map(|millionths| Some(CellValue::Decimal(millionths))).map_err(|_| unfit());
            }
            _ => {}
        }
        let Some(number) = self.cells.int(at)? else { return Ok(None) };
        let value = match column.value {
            _ if in_key && number == ABSENT && !column.required => return Ok(None),
            ValueType::Date => i32::try_from(number).ok().map(|day| CellValue::Day(Day(day))),
            ValueType::Money(_) | ValueType::MoneyWan => Some(CellValue::Money(Fen(number))),
            ValueType::Percent { .. } => Some(CellValue::Rate(Ppm(number))),
            ValueType::Boolean => matches!(number, 0 | 1).then_some(CellValue::Boolean(number == 1)),
            ValueType::Word(words) => u8::try_from(number)
                .ok()
                .filter(|place| usize::from(*place) < words.len())
                .map(|at| CellValue::Word(words, at)),
            _ => Some(CellValue::Whole(number)),
        };
        value.map(Some).ok_or_else(unfit)
    }

    fn room(&self) -> Result<&'a huigu_facts::Room, DecodeError> {
        // Rows of data sets are read as they lie.
        Err(DecodeError(self.from))
    }

    fn refuse(&mut self, slot: usize, _: &'static huigu_facts::Column, _: Refusal) -> DecodeError {
        match self.table.places[slot] {
            Place::At(at) => DecodeError(self.from + at),
            _ => DecodeError(self.from),
        }
    }
}

/// Every table of facts, in the order of the kinds; where a kind has two, the
/// second keeps the events with an id.
pub(crate) static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let of = |kind: &Kind| {
        let by_id = kind.schema().event_id.map(|_| Table::of(*kind, true));
        std::iter::once(Table::of(*kind, false)).chain(by_id)
    };
    Kind::ALL.iter().flat_map(of).collect()
});

/// The table of the rows of all data sets: a file of one speaks of a period or
/// a few, so rows are looked up by both.
pub(crate) static RECORDS: LazyLock<Table> = LazyLock::new(|| Table {
    name: "records".to_owned(),
    kind: Kind::Dataset(Dataset::undeclared("records")),
    ids: None,
    keys: ["dataset", "period", "source", "record"].map(Column::text).to_vec(),
    contents: vec![Column::text("party"), Column::bytes("cells")],
    counted: false,
    heads: 2,
    slots: Vec::new(),
    places: Vec::new(),
});

/// Every table of versions: those of facts, and that of records.
pub(crate) fn all() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().chain(std::iter::once(&*RECORDS))
}

/// The tables that keep a kind.
pub(crate) fn tables_of(kind: Kind) -> impl Iterator<Item = &'static Table> {
    let is_dataset = |kind| matches!(kind, Kind::Dataset(_));
    all().filter(move |table| table.kind == kind || (is_dataset(table.kind) && is_dataset(kind)))
}
