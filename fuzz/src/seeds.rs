//! Writes the corpus each target begins with: `seeds FOLDER`.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use huigu_facts::{Column, Kind, ValueType};
use huigu_fuzz::{FILE_MARK, unpack};
use huigu_intake::{template_csv, template_xlsx};
use parquet::column::writer::ColumnWriter;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

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

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let folder = Path::new(&folder);
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("../plans");
    for target in ["csv", "xlsx", "parquet", "plan"] {
        fs::create_dir_all(folder.join(target))?;
    }
    for (choice, kind) in (0_u8..).zip(Kind::ALL) {
        let row: Vec<_> = kind.columns().iter().map(value).collect();
        let csv = format!("单位：万元\n{}{}\n合计\n", template_csv(*kind), row.join(","));
        fs::write(folder.join("csv").join(kind.name()), [&[choice], csv.as_bytes()].concat())?;
        let template = template_xlsx(*kind)?;
        fs::write(folder.join("xlsx").join(kind.name()), [&[choice | 0x80], &template[..]].concat())?;
        let parts = filled(&unpack(&template), &row);
        fs::write(folder.join("xlsx").join(format!("{}-parts", kind.name())), [&[choice], &parts[..]].concat())?;
    }
    for (choice, name, book) in [(2, "typed", typed_loans()?), (3, "texts", text_events()?)] {
        fs::write(folder.join("parquet").join(name), [&[choice], &book[..]].concat())?;
    }
    for plan in fs::read_dir(plans)? {
        let plan = plan?.path();
        let head = fs::read_to_string(plan.join("plan.toml"))?;
        for file in fs::read_dir(&plan)? {
            let file = file?.path();
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".toml") && name != "plan.toml" {
                let text = format!("plan.toml\n{head}{FILE_MARK}{name}\n{}", fs::read_to_string(&file)?);
                fs::write(folder.join("plan").join(name), text)?;
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
