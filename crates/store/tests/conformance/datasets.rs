//! Rows of data sets: versions like any fact's, in one table whatever they are
//! called, and no part of a book.

use huigu_facts::{
    Column, Dataset, DatasetRow, Declaration, Kind, Kinds, PeriodLength, RecordKey, Refers, Row, Schema, ValueLimits,
    ValueType, Word, keep,
};
use huigu_store::{BatchNumber, Error, KeptRecord, RecordQuery};

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

/// A version: where it comes from, its values, and what closed it.
fn line(one: &KeptRecord<'_>) -> String {
    let values: Vec<String> = Row::Dataset(one.row).fields().into_iter().map(|(_, value)| value).collect();
    let closed = one.closed_by.map_or_else(String::new, |batch| format!(" until {batch}"));
    format!("{} {} {} {}{closed}", one.trace.batch, one.trace.origin, one.trace.row, values.join(" "))
}

/// What is in force after a batch, one a line.
fn records(register: &mut Register, asked: RecordQuery<'_>, after: Option<u32>) -> Vec<String> {
    let mut lines = Vec::new();
    register.store.records(asked, after.map(BatchNumber), |one| lines.push(line(&one))).unwrap();
    lines
}

/// Of a data set, all.
fn all(of: Dataset) -> RecordQuery<'static> {
    RecordQuery::of(of, 100)
}

fn of_party(register: &mut Register, party: &str, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    register.store.records_of_party(party, most, None, |one| lines.push(line(&one))).unwrap();
    lines
}

/// A row, and its correction.
pub fn fill(register: &mut Register) {
    let power = declared("power", "power-company");
    register.store.set_kinds(Kinds::with(&[power]));
    for kwh in ["1.5", "2.5"] {
        import(register, power, &[["A", "p", kwh, "2022-01"]]).unwrap();
    }
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
    let of_power = all(power);
    let before = ["1 1 3 A p 3 2022-02", "1 1 2 B  2 2022-01", "1 1 1 A p 1.5 2022-01"];
    assert_eq!(records(&mut register, of_power, Some(2)), before);
    let after = ["3 3 3 C p 5 2022-03", "1 1 3 A p 3 2022-02", "1 1 2 B  2 2022-01", "3 3 1 A p 4 2022-01"];
    assert_eq!(records(&mut register, of_power, None), after);
    parts_are_found(&mut register, power, &after);
    assert_eq!(of_party(&mut register, "q", 9), ["2 2 1 A q 9 2022-01"]);
    assert_eq!(of_party(&mut register, "p", 9), [after[0], after[1], after[3]]);
    assert_eq!(of_party(&mut register, "p", 1), [after[0]], "the last of each data set");
    register.withdraw(3);
    let restored = ["1 1 3 A p 3 2022-02", "1 1 2 B  2 2022-01", "4 1 1 A p 1.5 2022-01"];
    assert_eq!(records(&mut register, of_power, None), restored);
    versions_are_told(&mut register, power);
    assert_eq!(register.corrections(4).len(), 2);
    let twice = import(&mut register, power, &[["A", "", "1", "2022-01"], ["A", "", "2", "2022-01"]]);
    assert_eq!(twice, Err(Error::DuplicateKey { kind: Kind::Dataset(power), first: 1, second: 2 }));
    // No book has them.
    assert_eq!(register.facts(None), [""; 0]);
    let touched = register.store.touched_since(BatchNumber(0)).unwrap().unwrap();
    assert!(touched.kinds.is_empty(), "{touched:?}");
    round_trip(&mut register, ground);
    format!("{:?}", [power, rent].map(|of| records(&mut register, all(of), None)))
}

/// By period, source and party, and from a key on.
fn parts_are_found(register: &mut Register, power: Dataset, all_of_it: &[&str; 4]) {
    let asked = all(power);
    assert_eq!(records(register, RecordQuery { period: Some("2022-01"), ..asked }, None), all_of_it[2..]);
    assert_eq!(records(register, RecordQuery { party: Some("p"), period: Some("2022-01"), ..asked }, None).len(), 1);
    assert_eq!(records(register, RecordQuery { source: Some("power-company"), ..asked }, None), all_of_it);
    assert_eq!(records(register, RecordQuery { source: Some("power"), ..asked }, None), [""; 0]);
    // Page by page it is the same list.
    let (mut pages, mut after) = (Vec::new(), None::<RecordKey>);
    loop {
        let asked = RecordQuery { after: after.as_ref(), most: 3, ..asked };
        let mut last = None;
        register
            .store
            .records(asked, None, |one| {
                pages.push(line(&one));
                last = Some(one.key);
            })
            .unwrap();
        if last.is_none() {
            break;
        }
        after = last;
    }
    assert_eq!(pages, all_of_it);
    let beyond = register.store.records(asked, Some(BatchNumber(9)), |_| ());
    assert_eq!(beyond, Err(Error::NoSuchBatch { number: BatchNumber(9) }));
}

/// Corrected by the third batch, brought back by the fourth.
fn versions_are_told(register: &mut Register, power: Dataset) {
    let key: RecordKey = "2022-01:power-company:A".parse().unwrap();
    let mut versions = |after: Option<u32>| {
        let mut lines = Vec::new();
        let after = after.map(BatchNumber);
        register.store.record_versions(power, &key, after, |one| lines.push(line(&one))).unwrap();
        lines
    };
    let first = "1 1 1 A p 1.5 2022-01 until 3".to_owned();
    assert_eq!(versions(None), ["4 1 1 A p 1.5 2022-01", "3 3 1 A p 4 2022-01 until 4", &first]);
    assert_eq!(versions(Some(3)), ["3 3 1 A p 4 2022-01", &first]);
    assert_eq!(versions(Some(2)), ["1 1 1 A p 1.5 2022-01"]);
}

pub fn a_data_set_the_plan_has_no_more_is_kept(ground: &Ground) -> String {
    let gone = declared("gone", "somebody");
    let mut register = ground.register();
    register.store.set_kinds(Kinds::with(&[gone]));
    import(&mut register, gone, &[["A", "p", "1", "2022-01"]]).unwrap();
    register.store.set_kinds(Kinds::default());
    let batch = &register.store.batches().unwrap()[0];
    assert_eq!((batch.kind.name(), batch.kind.columns().len()), ("gone", 0));
    assert_eq!(of_party(&mut register, "p", 9), ["1 1 1 "]);
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
