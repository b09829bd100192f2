//! Loans and loan events as Parquet, in the form the books' reference has:
//! text as UTF-8, dates as DATE, money as DECIMAL(18, 2), rates as
//! DECIMAL(9, 4) percent. A row group of about a million rows is held at a
//! time, texts that repeat only once.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use huigu_facts::{CellValue, Kind, Row, ValueType};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::column::writer::ColumnWriterImpl;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{ColumnPath, Type};

/// Rows of a row group.
const GROUP: usize = 1_000_000;

/// Rows handed to a column writer at a time.
const BATCH: usize = 16_384;

/// A Parquet file of loans or loan events.
pub(crate) struct ColumnBook {
    file: SerializedFileWriter<Box<dyn Write + Send>>,
    columns: Vec<Column>,
    rows: usize,
}

impl ColumnBook {
    /// Begins a file; only loans and loan events have this form.
    pub(crate) fn begin(kind: Kind, file: Box<dyn Write + Send>) -> io::Result<Self> {
        let columns: Vec<Column> = kind.columns().iter().map(Column::new).collect();
        let fields =
            columns.iter().map(|column| column.field().map(Arc::new)).collect::<Result<_, _>>().map_err(into_io)?;
        let schema = Type::group_type_builder(kind.name()).with_fields(fields).build().map_err(into_io)?;
        let level = ZstdLevel::try_new(1).map_err(into_io)?;
        let mut properties = WriterProperties::builder()
            .set_created_by("huigu-synth".to_owned())
            .set_compression(Compression::ZSTD(level))
            .set_max_row_group_row_count(Some(GROUP))
            .set_dictionary_page_size_limit(16 << 20);
        if kind == Kind::Loans {
            // Every id is another: a dictionary would only repeat it.
            properties = properties.set_column_dictionary_enabled(ColumnPath::from("loan_id"), false);
        }
        let file = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties.build())).map_err(into_io)?;
        Ok(Self { file, columns, rows: 0 })
    }

    /// Adds a row of the file's kind.
    pub(crate) fn put(&mut self, row: &Row<'_>) -> io::Result<()> {
        for (column, (_, value)) in self.columns.iter_mut().zip(row.values()) {
            column.put(value);
        }
        self.rows += 1;
        if self.rows == GROUP { self.flush().map_err(into_io) } else { Ok(()) }
    }

    /// Writes what is left and the file's end.
    pub(crate) fn end(mut self) -> io::Result<()> {
        self.flush().map_err(into_io)?;
        self.file.finish().map_err(into_io)?;
        self.file.inner_mut().flush()
    }

    fn flush(&mut self) -> Result<(), ParquetError> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        for column in &mut self.columns {
            if let Some(mut writer) = group.next_column()? {
                column.write(&mut writer)?;
                writer.close()?;
            }
            column.clear();
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

/// Distinct texts of a column that are looked for among those before; beyond
/// so many, only the text of the row before is.
const FEW: usize = 4_096;

/// How a column is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Date,
    Money,
    /// Parts per million.
    Rate,
    Flag,
}

impl Form {
    fn of(value: ValueType) -> Self {
        match value {
            ValueType::Date => Self::Date,
            ValueType::Money(_) | ValueType::MoneyWan => Self::Money,
            ValueType::Percent { .. } => Self::Rate,
            ValueType::Boolean => Self::Flag,
            _ => Self::Text,
        }
    }
}

/// A column of the row group being filled.
struct Column {
    name: &'static str,
    form: Form,
    required: bool,
    /// 1 for each row with a value, 0 for each without; not kept when required.
    defined: Vec<i16>,
    /// Distinct texts, and for each value its place among them.
    texts: Vec<ByteArray>,
    places: HashMap<Box<str>, u32>,
    indices: Vec<u32>,
    small: Vec<i32>,
    large: Vec<i64>,
    flags: Vec<bool>,
}

impl Column {
    fn new(column: &huigu_facts::Column) -> Self {
        Self {
            name: column.name,
            form: Form::of(column.value),
            required: column.required,
            defined: Vec::new(),
            texts: Vec::new(),
            places: HashMap::new(),
            indices: Vec::new(),
            small: Vec::new(),
            large: Vec::new(),
            flags: Vec::new(),
        }
    }

    fn field(&self) -> Result<Type, ParquetError> {
        let (physical, logical) = match self.form {
            Form::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Form::Date => (Physical::INT32, Some(LogicalType::Date)),
            Form::Money => (Physical::INT64, Some(LogicalType::decimal(2, 18))),
            Form::Rate => (Physical::INT32, Some(LogicalType::decimal(4, 9))),
            Form::Flag => (Physical::BOOLEAN, None),
        };
        let (scale, precision) = match self.form {
            Form::Money => (2, 18),
            Form::Rate => (4, 9),
            _ => (-1, -1),
        };
        Type::primitive_type_builder(self.name, physical)
            .with_logical_type(logical)
            .with_scale(scale)
            .with_precision(precision)
            .with_repetition(if self.required { Repetition::REQUIRED } else { Repetition::OPTIONAL })
            .build()
    }

    /// Takes the value of the next row.
    fn put(&mut self, value: Option<CellValue<'_>>) {
        if !self.required {
            self.defined.push(i16::from(value.is_some()));
        }
        match value {
            None => {}
            Some(CellValue::Day(day)) => self.small.push(day.0),
            Some(CellValue::Money(fen)) => self.large.push(fen.0),
            // Parts per million are percent with four decimals.
            Some(CellValue::Rate(rate)) => self.small.push(rate.0 as i32),
            Some(CellValue::Boolean(yes)) => self.flags.push(yes),
            Some(CellValue::Word(words, place)) => self.text(words[usize::from(place)].code),
            Some(CellValue::Text(text)) => self.text(text),
            // Loans and their events have none of these.
            Some(CellValue::Whole(_) | CellValue::Period(_) | CellValue::Decimal(_)) => {
                debug_assert!(false, "no column for it")
            }
        }
    }

    fn text(&mut self, text: &str) {
        let before = self.texts.get(self.indices.last().map_or(0, |place| *place as usize));
        let place = if before.is_some_and(|before| before.data() == text.as_bytes()) {
            self.indices.last().copied().unwrap_or(0)
        } else if self.places.len() >= FEW {
            self.new_text(text)
        } else if let Some(place) = self.places.get(text) {
            *place
        } else {
            let place = self.new_text(text);
            self.places.insert(text.into(), place);
            place
        };
        self.indices.push(place);
    }

    fn new_text(&mut self, text: &str) -> u32 {
        self.texts.push(ByteArray::from(text));
        self.texts.len() as u32 - 1
    }

    fn clear(&mut self) {
        self.defined.clear();
        self.indices.clear();
        self.small.clear();
        self.large.clear();
        self.flags.clear();
        self.texts.clear();
        self.places.clear();
    }

    fn write(&self, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match self.form {
            Form::Text => {
                let batch = |range: &[u32]| range.iter().map(|place| self.texts[*place as usize].clone()).collect();
                self.write_values::<ByteArrayType, u32>(writer.typed(), &self.indices, batch)
            }
            Form::Date | Form::Rate => {
                self.write_values::<Int32Type, i32>(writer.typed(), &self.small, <[i32]>::to_vec)
            }
            Form::Money => self.write_values::<Int64Type, i64>(writer.typed(), &self.large, <[i64]>::to_vec),
            Form::Flag => self.write_values::<BoolType, bool>(writer.typed(), &self.flags, <[bool]>::to_vec),
        }
    }

    /// Writes the values in batches, each with the rows it fills.
    fn write_values<T: DataType, V>(
        &self,
        writer: &mut ColumnWriterImpl<'_, T>,
        values: &[V],
        batch: impl Fn(&[V]) -> Vec<T::T>,
    ) -> Result<(), ParquetError> {
        if self.required {
            for values in values.chunks(BATCH) {
                writer.write_batch(&batch(values), None, None)?;
            }
            return Ok(());
        }
        let mut left = values;
        for defined in self.defined.chunks(BATCH) {
            let there = defined.iter().filter(|level| **level == 1).count();
            let (now, later) = left.split_at(there);
            writer.write_batch(&batch(now), Some(defined), None)?;
            left = later;
        }
        Ok(())
    }
}

fn into_io(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
