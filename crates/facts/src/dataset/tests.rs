//! Rows of data sets: read, checked, kept and read again; names and declarations.

use huigu_quantity::Lang;

use super::*;
use crate::column::{Column, ValueLimits, ValueType};
use crate::schema::Schema;
use crate::words::Word;

use crate::{CellValue, Code, Kind, Kinds, Refers, Refusal, Room, Row, RowSource};

const COLUMNS: [(&str, ValueType, Option<Refers>); 6] = [
    ("code", ValueType::Id, Some(Refers::Party)),
    ("account", ValueType::Id, None),
    ("period", ValueType::Period, None),
    ("kwh", ValueType::Decimal, None),
    ("from", ValueType::Date, None),
    ("until", ValueType::Date, None),
];

fn column((name, value, refers): (&'static str, ValueType, Option<Refers>)) -> Column {
    let limits = ValueLimits { least: (name == "kwh").then_some(0), most: None };
    Column {
        name,
        chinese: name,
        forms: &[],
        required: matches!(name, "account" | "period"),
        value,
        has_default: false,
        refers,
        unit: None,
        limits,
        note: name,
        note_english: name,
    }
}

fn power() -> Dataset {
    let schema = Schema {
        name: "power-use",
        chinese: keep(vec!["用电"]),
        columns: keep(COLUMNS.map(column).to_vec()),
        item: None,
        key: keep(vec![1, 2]),
        event_id: None,
        owner: None,
        senders: &[],
    };
    Dataset::of(Declaration {
        schema,
        english: "Electricity",
        says: ["说明", "What it is"],
        sources: keep(vec![Word { code: "power-company", chinese: keep(vec!["供电公司"]) }]),
        subjects: &[],
        subject_by: keep(vec![0, 1]),
        period: Some((2, PeriodLength::Month)),
        checks: keep(vec![DatasetCheck { slot: 5, relation: Relation::Above, other: 4 }]),
    })
}

#[derive(Debug)]
struct Refused;

/// A row of canonical texts; what was refused.
struct Texts<'a>(&'a [(&'a str, &'a str)], &'a Room, Vec<(&'static str, Refusal)>);

impl<'a> RowSource<'a> for Texts<'a> {
    type Error = Refused;
    const CHECKS: bool = true;

    fn value(&mut self, slot: usize, column: &'static Column) -> Result<Option<CellValue<'a>>, Refused> {
        let Some((_, text)) = self.0.iter().find(|(name, _)| *name == column.name) else { return Ok(None) };
        match column.read(text) {
            Some(value) => Ok(Some(value)),
            None => Err(self.refuse(slot, column, Code::BadNumber.into())),
        }
    }

    fn room(&self) -> Result<&'a Room, Refused> {
        Ok(self.1)
    }

    fn refuse(&mut self, _: usize, column: &'static Column, wrong: Refusal) -> Refused {
        self.2.push((column.name, wrong));
        Refused
    }
}

fn refused(cells: &[(&str, &str)]) -> Vec<String> {
    let room = Room::default();
    let mut texts = Texts(cells, &room, Vec::new());
    let read = Row::read(Kind::Dataset(power()), &mut texts).map(drop);
    let found: Vec<String> = texts
        .2
        .iter()
        .map(|(column, wrong)| format!("{column} {} {}", wrong.code.code(), wrong.expected.text(Lang::Zh)))
        .collect();
    assert_eq!(read.is_err(), !found.is_empty());
    found
}

const GOOD: [(&str, &str); 4] = [("account", "DL-1"), ("code", "p"), ("kwh", "12.500"), ("period", "2022-06")];

#[test]
fn a_row_is_its_cells_by_name() {
    let room = Room::default();
    let row = Row::read(Kind::Dataset(power()), &mut Texts(&GOOD, &room, Vec::new())).unwrap();
    let Row::Dataset(kept) = row else { panic!() };
    let mut expected = vec![0, 0, 0, 4];
    for (name, text) in [("account", "DL-1"), ("code", "p"), ("kwh", "12.5"), ("period", "2022-06")] {
        for part in [name, text] {
            expected.extend([0, 0, 0, part.len() as u8]);
            expected.extend(part.bytes());
        }
    }
    assert_eq!(kept.cells(), expected);
    assert_eq!(DatasetRow::of(power(), &expected), Some(kept));
    assert_eq!((kept.source(), kept.key().as_str(), kept.period()), ("power-company", "DL-1", "2022-06"));
    assert_eq!(
        (row.party(), row.owner(), row.value(3)),
        (Some("p"), Some("power-company"), Some(CellValue::Decimal(12_500_000)))
    );
    assert_eq!(row.value(4), None);
    let (other, hashed) = (Room::default(), "person-1");
    let hidden = row.with_texts(&other, |text| (text == "p").then_some(hashed));
    assert_eq!((hidden.party(), hidden.value(3)), (Some(hashed), row.value(3)));
    // A field that the plan has no longer changes nothing, whatever it held.
    let fewer = Dataset::of(Declaration {
        schema: Schema { columns: &power().declared().schema.columns[..3], ..power().declared().schema },
        ..*power().declared()
    });
    assert_eq!(DatasetRow::of(fewer, &expected).map(|row| row.value(3)), Some(None));
    assert_eq!(DatasetRow::of(Dataset::undeclared("power-use"), &expected).map(|row| row.key()), Some(String::new()));
}

#[test]
fn cells_that_are_not_of_the_form_are_no_row() {
    let room = Room::default();
    let row = Row::read(Kind::Dataset(power()), &mut Texts(&GOOD, &room, Vec::new())).unwrap();
    let Row::Dataset(kept) = row else { panic!() };
    for end in 0..kept.cells().len() {
        assert_eq!(DatasetRow::of(power(), &kept.cells()[..end]), None, "{end}");
    }
    let longer = [kept.cells(), &[0]].concat();
    assert_eq!(DatasetRow::of(power(), &longer), None);
    let text = String::from_utf8(kept.cells().to_vec()).unwrap();
    for (from, to) in [("kwh", "bwh"), ("12.5", "12.x"), ("account", "zccount"), ("2022-06", "2022-13")] {
        assert_eq!(DatasetRow::of(power(), text.replace(from, to).as_bytes()), None, "{from}");
    }
}

#[test]
fn rows_are_checked_by_what_is_declared() {
    assert_eq!(refused(&GOOD), [""; 0]);
    let with =
        |name, text| GOOD.iter().copied().filter(|(other, _)| *other != name).chain([(name, text)]).collect::<Vec<_>>();
    assert_eq!(refused(&with("kwh", "-0.000001")), ["kwh out-of-range ≥ 0"]);
    assert_eq!(refused(&with("kwh", "x")), ["kwh bad-number 1234"]);
    assert_eq!(refused(&with("period", "2022")), ["period bad-period 2021-06"]);
    assert_eq!(refused(&with("code", "91330211MA148R7390")), ["code bad-credit-code …9"]);
    let days = |until| [&GOOD[..], &[("from", "2022-01-01"), ("until", until)]].concat();
    assert_eq!(refused(&days("2022-01-02")), [""; 0]);
    assert_eq!(refused(&days("2022-01-01")), ["until contradiction ＞ 2022-01-01 (from)"]);
    let nobody = [("period", "2022-06")];
    assert_eq!(refused(&nobody), ["code missing-value code / account"]);
}

#[test]
fn a_name_tells_the_data_set() {
    let kinds = Kinds::with(&[power()]);
    let kind = Some(Kind::Dataset(power()));
    for name in ["power-use", "power_use", "用电"] {
        assert_eq!(kinds.from_name(name), kind, "{name}");
        assert_eq!(kinds.from_file_name(&format!("{name}-2022-06.csv")), kind, "{name}");
    }
    assert_eq!(kinds.from_name("loans"), Some(Kind::Loans));
    assert_eq!(kinds.kept("power-use").map(|kind| kind.columns().len()), Some(6));
    assert_eq!(Kinds::default().kept("power-use").map(|kind| kind.columns().len()), Some(0));
    assert_eq!(kinds.kept("Power Use"), None);
    assert_eq!(Kind::from_name("power-use"), None);
}

#[test]
fn what_is_declared_twice_is_kept_once() {
    let same = |one: &'static Declaration, other: &'static Declaration| std::ptr::eq(one, other);
    assert!(same(power().declared(), power().declared()));
    assert!(std::ptr::eq(keep_text("once"), keep_text("once")));
}
