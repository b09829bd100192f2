//! Parquet books: the written-down form goes round, other types are refused.

use std::sync::Arc;

use huigu_facts::Kind;
use parquet::basic::Encoding;
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type,
};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use crate::{codes, read_as, told};

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

fn file(schema: &str, groups: &[&dyn Fn(&mut Group<'_>)]) -> Vec<u8> {
    written(schema, groups, WriterProperties::builder().build())
}

fn written(schema: &str, groups: &[&dyn Fn(&mut Group<'_>)], properties: WriterProperties) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("begun");
    for fill in groups {
        let mut group = writer.next_row_group().expect("a group");
        fill(&mut group);
        group.close().expect("closed");
    }
    writer.into_inner().expect("written")
}

macro_rules! column {
    ($group:expr, $type:ty, $values:expr, $levels:expr) => {{
        let mut column = $group.next_column().expect("a column").expect("one more");
        column.typed::<$type>().write_batch(&$values, $levels, None).expect("written");
        column.close().expect("closed");
    }};
}

fn texts(texts: &[&str]) -> Vec<ByteArray> {
    texts.iter().map(|text| ByteArray::from(*text)).collect()
}

const LOANS: &str = "message loans {
    required binary lender (STRING); required binary loan_id (STRING); required binary borrower (STRING);
    required int32 start (DATE); required int32 due (DATE); required int64 principal (DECIMAL(18,2));
    required binary security (STRING); optional int32 rate (DECIMAL(9,4)); optional boolean first_loan; }";

fn loans(group: &mut Group<'_>) {
    column!(group, ByteArrayType, texts(&["bank-a", "bank-a"]), None);
    column!(group, ByteArrayType, texts(&["1", "2"]), None);
    column!(group, ByteArrayType, texts(&["甲", "乙"]), None);
    column!(group, Int32Type, [18_632, 18_633], None);
    column!(group, Int32Type, [18_997, 18_000], None);
    column!(group, Int64Type, [100_000_050, 1], None);
    column!(group, ByteArrayType, texts(&["unsecured", "信用"]), None);
    column!(group, Int32Type, [38_500], Some(&[1, 0]));
    column!(group, BoolType, [true], Some(&[0, 1]));
}

#[test]
fn the_written_form_is_read() {
    let bytes = file(LOANS, &[&loans, &loans]);
    let (rows, report) = read_as(Kind::Loans, &bytes);
    assert_eq!(rows.len(), 2);
    for part in ["1 ", "Fen(100000050)", "rate: Some(Ppm(38500))", "first_loan: None", "start: Day(18632)", "\"甲\""] {
        assert!(rows[0].contains(part), "{part} in {}", rows[0]);
    }
    assert!(rows[1].starts_with("3 "), "{}", rows[1]);
    let issues: Vec<_> = report.issues.iter().map(told).collect();
    let due = |row| format!("{row} due due-before-start \"2019-04-14\" -> ≥ 2021-01-06");
    assert_eq!(issues, [due(2), due(4)]);
}

#[test]
fn refused_rows_come_back_as_text() {
    let bytes = file(LOANS, &[&loans]);
    let (_, report) = read_as(Kind::Loans, &bytes);
    let source = huigu_intake::Source { name: "loans.parquet", bytes: &bytes, file: 7, kind: None };
    let out = huigu_intake::mended(&source, &report.issues);
    assert!(out.contains("bank-a,2,乙,2021-01-06,2019-04-14,0.01,信用,,true,"), "{out}");
    let (rows, again) = read_as(Kind::Loans, out.replace("2019-04-14", "2022-04-14").as_bytes());
    assert_eq!((rows.len(), codes(&again)), (1, vec![]));
}

#[test]
fn text_columns_obey_the_rules_of_text() {
    let schema = "message loan_events { required binary lender; required binary loan_id; required binary date;
        required binary kind; required binary amount; optional binary 备注; }";
    let bytes = file(
        schema,
        &[&|group| {
            for cells in [["a"; 2], ["1"; 2], ["2021/1/5"; 2], ["发放"; 2], ["1,000.5", "0.001"]] {
                column!(group, ByteArrayType, texts(&cells), None);
            }
            column!(group, ByteArrayType, texts(&[]), Some(&[0, 0]));
        }],
    );
    let (rows, report) = read_as(Kind::LoanEvents, &bytes);
    assert!(rows[0].contains("Fen(100050)"), "{}", rows[0]);
    assert_eq!(codes(&report), [(0, "", "unknown-column"), (2, "amount", "finer-than-fen")]);
}

#[test]
fn decimals_may_be_integers_of_any_width() {
    let schema = |amount| {
        format!(
            "message loan_events {{ required binary lender; required binary loan_id; required int32 date (DATE);
             required binary kind; required {amount}; }}"
        )
    };
    let common = |group: &mut Group<'_>| {
        let count = 4;
        column!(group, ByteArrayType, texts(&vec!["a"; count]), None);
        column!(group, ByteArrayType, texts(&vec!["1"; count]), None);
        column!(group, Int32Type, vec![18_632; count], None);
        column!(group, ByteArrayType, texts(&vec!["adjust"; count]), None);
    };
    let amounts = [1_i128, -250, 1_000_000_000_000_001, i128::MAX / 2];
    let fixed = |group: &mut Group<'_>| {
        common(group);
        let values = amounts.map(|amount| FixedLenByteArray::from(ByteArray::from(amount.to_be_bytes().to_vec())));
        column!(group, FixedLenByteArrayType, values, None);
    };
    let bytes = file(&schema("fixed_len_byte_array(16) amount (DECIMAL(38,2))"), &[&fixed]);
    let (rows, report) = read_as(Kind::LoanEvents, &bytes);
    assert!(rows[0].contains("Fen(1)") && rows[1].contains("Fen(-250)"), "{rows:?}");
    assert_eq!(codes(&report), [(3, "amount", "amount-too-large"), (4, "amount", "amount-too-large")]);
    let whole = |group: &mut Group<'_>| {
        common(group);
        column!(group, Int32Type, [1, -250, 7, 8], None);
    };
    let (rows, _) = read_as(Kind::LoanEvents, &file(&schema("int32 amount (DECIMAL(9,0))"), &[&whole]));
    assert!(rows[0].contains("Fen(100)") && rows[1].contains("Fen(-25000)"), "{rows:?}");
    let finer = file(&schema("int32 amount (DECIMAL(9,3))"), &[&whole]);
    assert_eq!(codes(&read_as(Kind::LoanEvents, &finer).1), [(0, "amount", "column-type")]);
}

#[test]
fn types_that_do_not_say_what_they_mean_are_refused() {
    let schema = "message loan_events { required binary lender; required binary loan_id; required int32 date;
        required binary kind; required double amount; }";
    let bytes = file(
        schema,
        &[&|group| {
            column!(group, ByteArrayType, texts(&["a"]), None);
            column!(group, ByteArrayType, texts(&["1"]), None);
            column!(group, Int32Type, [1], None);
            column!(group, ByteArrayType, texts(&["发放"]), None);
            column!(group, DoubleType, [1.0], None);
        }],
    );
    let (rows, report) = read_as(Kind::LoanEvents, &bytes);
    assert_eq!(rows.len(), 0);
    assert_eq!(codes(&report), [(0, "date", "column-type"), (0, "amount", "column-type")]);
}

#[test]
fn texts_stored_as_differences_are_read() {
    let rows = 3_000;
    let schema = "message loan_events { required binary lender (STRING); required binary loan_id (STRING);
        required int32 date (DATE); required binary kind (STRING); required int64 amount (DECIMAL(18,2));
        optional binary event_id (STRING); }";
    let events = |group: &mut Group<'_>| {
        let ids: Vec<String> = (0..rows).map(|row| format!("loan-{}", row * row)).collect();
        let ids: Vec<ByteArray> = ids.iter().map(|id| ByteArray::from(id.as_str())).collect();
        let levels: Vec<i16> = (0..rows).map(|row| i16::from(row % 3 == 0)).collect();
        let given: Vec<ByteArray> = ids.iter().step_by(3).cloned().collect();
        column!(group, ByteArrayType, vec![ByteArray::from("bank-a"); ids.len()], None);
        column!(group, ByteArrayType, ids, None);
        column!(group, Int32Type, vec![18_632; ids.len()], None);
        column!(group, ByteArrayType, vec![ByteArray::from("disburse"); ids.len()], None);
        column!(group, Int64Type, vec![100; ids.len()], None);
        column!(group, ByteArrayType, given, Some(&levels));
    };
    let plain = read_as(Kind::LoanEvents, &file(schema, &[&events])).0;
    assert_eq!(plain.len(), rows);
    for encoding in [Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY] {
        for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
            let properties = WriterProperties::builder().set_dictionary_enabled(false).set_writer_version(version);
            let properties = ["lender", "loan_id", "kind", "event_id"]
                .iter()
                .fold(properties, |set, name| set.set_column_encoding((*name).into(), encoding));
            let (found, report) = read_as(Kind::LoanEvents, &written(schema, &[&events], properties.build()));
            assert_eq!(codes(&report), [], "{encoding} {version:?}");
            assert_eq!(found, plain, "{encoding} {version:?}");
        }
    }
}

#[test]
fn a_dictionary_that_claims_what_it_does_not_hold_is_damage() {
    let mut bytes = file(LOANS, &[&loans]);
    // The first dictionary page's header holds its count, 1, as 02 behind 4c 15.
    let count = bytes.windows(3).position(|part| part == [0x4c, 0x15, 0x02]).expect("a dictionary") + 2;
    bytes.splice(count..=count, [0xf0, 0xf1, 0xf1, 0xf1, 0x04]);
    let (rows, report) = read_as(Kind::Loans, &bytes);
    assert_eq!(rows.len(), 0);
    assert_eq!(codes(&report), [(0, "", "empty-file"), (0, "", "unreadable")]);
}
