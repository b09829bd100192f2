//! The corpus each target begins with, written by the target itself when it starts.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use huigu_facts::{Column, Kind, ValueType};
use huigu_intake::{template_csv, template_xlsx};
use parquet::column::writer::ColumnWriter;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::{FILE_MARK, unpack};

/// A value each column takes.
fn value(column: &Column) -> &'static str {
    match column.value {
        ValueType::Id if column.name == "party_id" => "91330211MA0000000F",
        ValueType::Id | ValueType::Text => "甲-1",
        ValueType::Date if ["due", "expires", "dual_innovation_until"].contains(&column.name) => "2022/1/5",
        ValueType::Date => "2021-01-05",
        ValueType::Money(_) | ValueType::MoneyWan => "1234.50",
        ValueType::Percent { .. } => "3.85%",
        ValueType::Count => "12",
        ValueType::Boolean => "是",
        ValueType::Word(words) => words[0].code,
        ValueType::Industry => "C35",
        ValueType::Period => "2021-Q1",
        ValueType::Year => "2021",
        ValueType::Decimal => "0.0123",
    }
}

/// Fills a target's corpus with what it begins with; the rest of the corpus stays.
///
/// # Panics
/// When the folder cannot be written, as there is nothing to begin with then.
pub fn sow(target: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let written = fs::create_dir_all(&folder).map_err(Box::from).and_then(|()| match target {
        "csv" => csv(&folder),
        "xlsx" => xlsx(&folder),
        "parquet" => parquet(&folder),
        "plan" => plan(&folder),
        _ => Err(format!("no seeds for {target}").into()),
    });
    written.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
}

/// The kinds, each with the byte that chooses it and a row it takes.
fn kinds() -> impl Iterator<Item = (u8, Kind, Vec<&'static str>)> {
    (0_u8..).zip(Kind::ALL).map(|(choice, kind)| (choice, *kind, kind.columns().iter().map(value).collect()))
}

fn csv(folder: &Path) -> Result<(), Box<dyn Error>> {
    for (choice, kind, row) in kinds() {
        let csv = format!("单位：万元\n{}{}\n合计\n", template_csv(kind), row.join(","));
        fs::write(folder.join(kind.name()), [&[choice], csv.as_bytes()].concat())?;
    }
    Ok(())
}

fn xlsx(folder: &Path) -> Result<(), Box<dyn Error>> {
    for (choice, kind, row) in kinds() {
        let template = template_xlsx(kind)?;
        fs::write(folder.join(kind.name()), [&[choice | 0x80], &template[..]].concat())?;
        let parts = filled(&unpack(&template), &row);
        fs::write(folder.join(format!("{}-parts", kind.name())), [&[choice], &parts[..]].concat())?;
    }
    Ok(())
}

fn parquet(folder: &Path) -> Result<(), Box<dyn Error>> {
    for (choice, name, book) in [(2, "typed", typed_loans()?), (3, "texts", text_events()?)] {
        fs::write(folder.join(name), [&[choice], &book[..]].concat())?;
    }
    Ok(())
}

/// The head of each shipped plan with one of its files.
fn plan(folder: &Path) -> Result<(), Box<dyn Error>> {
    for plan in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../plans"))? {
        let plan = plan?.path();
        let head = fs::read_to_string(plan.join("plan.toml"))?;
        for file in fs::read_dir(&plan)? {
            let file = file?.path();
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".toml") && name != "plan.toml" {
                let text = format!("plan.toml\n{head}{FILE_MARK}{name}\n{}", fs::read_to_string(&file)?);
                fs::write(folder.join(name), text)?;
            }
        }
    }
    Ok(())
}

/// The parts with a row in the sheet.
fn filled(parts: &[u8], row: &[&str]) -> Vec<u8> {
    let cells: String = row.iter().map(|cell| format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>")).collect();
    let numbers: String = row.iter().map(|_| "<c s=\"1\"><v>0.28999999999999998</v></c>").collect();
    let end = b"</sheetData>";
    let at = parts.windows(end.len()).rposition(|window| window == end).unwrap_or(parts.len());
    let rows = format!("<row>{cells}</row><row r=\"9\">{numbers}</row>");
    [&parts[..at], rows.as_bytes(), &parts[at..]].concat()
}

fn typed_loans() -> Result<Vec<u8>, Box<dyn Error>> {
    book(
        "message loans { required binary lender (STRING); required binary loan_id (STRING);
         required binary borrower (STRING); required int32 start (DATE); required int32 due (DATE);
         required int64 principal (DECIMAL(18,2)); required binary security (STRING);
         optional int32 rate (DECIMAL(9,4)); optional boolean first_loan; }",
    )
}

fn text_events() -> Result<Vec<u8>, Box<dyn Error>> {
    book(
        "message loan_events { required binary lender; required binary loan_id; required int32 date (DATE);
         required binary kind; required binary amount; optional binary event_id; }",
    )
}

/// Two rows of ones under a schema.
fn book(schema: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let schema = Arc::new(parse_message_type(schema)?);
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(WriterProperties::builder().build()))?;
    let mut group = writer.next_row_group()?;
    while let Some(mut column) = group.next_column()? {
        let levels: Option<&[i16]> = Some(&[1, 1]);
        let written = match column.untyped() {
            ColumnWriter::Int32ColumnWriter(column) => column.write_batch(&[18_632, 18_633], levels, None)?,
            ColumnWriter::Int64ColumnWriter(column) => column.write_batch(&[100, 200], levels, None)?,
            ColumnWriter::BoolColumnWriter(column) => column.write_batch(&[true, false], levels, None)?,
            ColumnWriter::ByteArrayColumnWriter(column) => {
                column.write_batch(&["1".into(), "2".into()], levels, None)?
            }
            _ => 0,
        };
        assert_eq!(written, 2, "both rows are written");
        column.close()?;
    }
    group.close()?;
    Ok(writer.into_inner()?)
}
