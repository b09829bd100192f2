//! Rows of data sets: versions like any fact's, in one table whatever they are
//! called, and no part of a book.

use huigu_facts::{
    Column, Dataset, DatasetRow, Declaration, Kind, Kinds, PeriodLength, Refers, Row, Schema, ValueLimits, ValueType,
    Word, keep,
};
use huigu_store::{BatchNumber, Error, Records};

use crate::backup::round_trip;
use crate::ground::{Ground, Register};

const COLUMNS: [(&str, ValueType); 4] =
    [("account", ValueType::Id), ("code", ValueType::Id), ("kwh", ValueType::Decimal), ("period", ValueType::Period)];

/// A data set of accounts and months.
fn declared(id: &'static str, source: &'static str) -> Dataset {
    let column = |(name, value): (&'static str, ValueType)| Column {
        name,
        chinese: name,
        forms: &[],
        required: name != "code",
        value,
        has_default: false,
        refers: (name == "code").then_some(Refers::Party),
        unit: None,
        limits: ValueLimits::NONE,
        note: name,
        note_english: name,
    };
    let schema = Schema {
        name: id,
        chinese: keep(vec![id]),
        columns: keep(COLUMNS.map(column).to_vec()),
        item: None,
        key: keep(vec![0, 3]),
        event_id: None,
        owner: None,
        senders: &[],
    };
    Dataset::of(Declaration {
        schema,
        english: id,
        says: [id, id],
        sources: keep(vec![Word { code: source, chinese: keep(vec![source]) }]),
        subjects: &[],
        subject_by: keep(vec![0, 1]),
        period: Some((3, PeriodLength::Month)),
        checks: &[],
    })
}

/// Cells in their byte form, by what `docs/REGISTER.md` says of it.
fn cells(values: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = (values.len() as u32).to_be_bytes().to_vec();
    for part in values.iter().flat_map(|(name, value)| [name, value]) {
        bytes.extend((part.len() as u32).to_be_bytes());
        bytes.extend(part.bytes());
    }
    bytes
}

/// Takes in rows of account, party, number and month.
fn import(register: &mut Register, of: Dataset, rows: &[[&str; 4]]) -> Result<(u64, u64, u64), Error> {
    let cells: Vec<Vec<u8>> = rows
        .iter()
        .map(|values| {
            let given = COLUMNS.iter().zip(values).filter(|(_, value)| !value.is_empty());
            cells(&given.map(|((name, _), value)| (*name, *value)).collect::<Vec<_>>())
        })
        .collect();
    let rows: Vec<Row<'_>> = cells.iter().map(|cells| Row::Dataset(DatasetRow::of(of, cells).unwrap())).collect();
    let done = register.try_import(Kind::Dataset(of), &rows)?;
    Ok((done.new, done.corrected, done.unchanged))
}

/// What is in force after a batch, one a line.
fn records(register: &mut Register, which: Records<'_>, after: Option<u32>) -> Vec<String> {
    let mut lines = Vec::new();
    let line = |trace: huigu_store::Trace, row: &Row<'_>| {
        let values: Vec<String> = row.fields().into_iter().map(|(_, value)| value).collect();
        lines.push(format!("{} {} {} {}", trace.batch, trace.origin, trace.row, values.join(" ")));
    };
    register.store.records(which, after.map(BatchNumber), line).unwrap();
    lines
}

pub fn records_have_versions_like_facts(ground: &Ground) -> String {
    let (power, rent) = (declared("power", "power-company"), declared("rent", "park"));
    let mut register = ground.register();
    register.store.set_kinds(Kinds::with(&[power, rent]));
    let first = [["A", "p", "1.5", "2022-01"], ["B", "", "2", "2022-01"], ["A", "p", "3", "2022-02"]];
    assert_eq!(import(&mut register, power, &first), Ok((3, 0, 0)));
    assert_eq!(import(&mut register, rent, &[["A", "q", "9", "2022-01"]]), Ok((1, 0, 0)));
    // The same again is no batch; of another month with one changed, only that is new.
    assert_eq!(import(&mut register, power, &first), Ok((0, 0, 3)));
    let second = [["A", "p", "4", "2022-01"], ["B", "", "2", "2022-01"], ["C", "p", "5", "2022-03"]];
    assert_eq!(import(&mut register, power, &second), Ok((1, 1, 1)));
    let of_power = Records::Of(power);
    let before = ["1 1 1 A p 1.5 2022-01", "1 1 2 B  2 2022-01", "1 1 3 A p 3 2022-02"];
    assert_eq!(records(&mut register, of_power, Some(2)), before);
    let after = ["3 3 1 A p 4 2022-01", "1 1 2 B  2 2022-01", "1 1 3 A p 3 2022-02", "3 3 3 C p 5 2022-03"];
    assert_eq!(records(&mut register, of_power, None), after);
    assert_eq!(records(&mut register, Records::OfParty("q"), None), ["2 2 1 A q 9 2022-01"]);
    assert_eq!(records(&mut register, Records::OfParty("p"), None).len(), 3);
    assert_eq!(records(&mut register, Records::All, None).len(), 5);
    register.withdraw(3);
    let restored = ["4 1 1 A p 1.5 2022-01", "1 1 2 B  2 2022-01", "1 1 3 A p 3 2022-02"];
    assert_eq!(records(&mut register, of_power, None), restored);
    assert_eq!(register.corrections(4).len(), 2);
    let twice = import(&mut register, power, &[["A", "", "1", "2022-01"], ["A", "", "2", "2022-01"]]);
    assert_eq!(twice, Err(Error::DuplicateKey { kind: Kind::Dataset(power), first: 1, second: 2 }));
    // No book has them.
    assert_eq!(register.facts(None), [""; 0]);
    let touched = register.store.touched_since(BatchNumber(0)).unwrap().unwrap();
    assert!(touched.kinds.is_empty(), "{touched:?}");
    round_trip(&mut register, ground);
    format!("{:?}", records(&mut register, Records::All, None))
}

pub fn a_data_set_the_plan_has_no_more_is_kept(ground: &Ground) -> String {
    let gone = declared("gone", "somebody");
    let mut register = ground.register();
    register.store.set_kinds(Kinds::with(&[gone]));
    import(&mut register, gone, &[["A", "p", "1", "2022-01"]]).unwrap();
    register.store.set_kinds(Kinds::default());
    let batch = &register.store.batches().unwrap()[0];
    assert_eq!((batch.kind.name(), batch.kind.columns().len()), ("gone", 0));
    assert_eq!(records(&mut register, Records::OfParty("p"), None), ["1 1 1 "]);
    register.is_well();
    // Under another type of the same column its cells cannot be read, and the check says so.
    let schema = gone.declared().schema;
    let columns = schema.columns.iter().map(|column| match column.name {
        "kwh" => Column { value: ValueType::Date, ..*column },
        _ => *column,
    });
    let other = Declaration { schema: Schema { columns: keep(columns.collect()), ..schema }, ..*gone.declared() };
    register.store.set_kinds(Kinds::with(&[Dataset::of(other)]));
    let found = register.store.check().unwrap();
    assert_eq!(found.iter().map(|one| one.check.code()).collect::<Vec<_>>(), ["facts"], "{found:?}");
    String::new()
}
