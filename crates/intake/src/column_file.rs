//! Parquet files: flat columns, row group by row group, a few thousand rows
//! at a time.
//!
//! The decoder is another project's; should it panic on a damaged file, the
//! panic is caught here and the file is refused as unreadable. What it reserves
//! by a page's own count is looked at before ([`Pages`]): running out of memory
//! cannot be caught.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::basic::{ConvertedType, LogicalType, Type as Physical};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::ParquetError;
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::schema::types::ColumnDescriptor;

use huigu_facts::{Code, Issue, Kind, Origin, ValueType};
use huigu_quantity::{Day, Fen, MoneyUnit, Ppm};

use crate::cell::{Cell, Cells, HeldRow};
use crate::header;
use crate::layout::Layout;
use crate::pages::Pages;
use crate::report::{Report, Source};
use crate::table::{Sink, Table};

/// How many rows are decoded at a time.
const ROWS_AT_A_TIME: usize = 8_192;

/// How a column of the file becomes cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decoding {
    Text,
    Day,
    Boolean,
    /// An integer times this is fen.
    Fen(i64),
    /// An integer times this is parts per million.
    Ppm(i64),
}

/// A column of the file that is read.
struct Read {
    index: usize,
    decoding: Decoding,
    optional: bool,
}

/// Some rows of one column; `present` says which have a value.
enum Values {
    Bytes(Vec<ByteArray>),
    Numbers(Vec<i64>),
    Booleans(Vec<bool>),
}

struct Column {
    decoding: Decoding,
    /// Place of each row's value among the values; `None`: no value.
    places: Vec<Option<usize>>,
    values: Values,
}

/// One row of the decoded columns, by position in the file.
struct BatchRow<'c> {
    columns: &'c [Option<Column>],
    row: usize,
}

impl Cells for BatchRow<'_> {
    fn count(&self) -> usize {
        self.columns.len()
    }

    fn cell(&self, position: usize) -> Cell<'_> {
        let Some(Some(column)) = self.columns.get(position) else { return Cell::Empty };
        let Some(place) = column.places.get(self.row).copied().flatten() else { return Cell::Empty };
        match (&column.values, column.decoding) {
            (Values::Bytes(values), _) => match values.get(place).map(|value| str::from_utf8(value.data())) {
                Some(Ok(text)) => Cell::Text(text),
                Some(Err(_)) => Cell::Odd("\u{fffd}"),
                None => Cell::Empty,
            },
            (Values::Booleans(values), _) => values.get(place).map_or(Cell::Empty, |yes| Cell::Boolean(*yes)),
            (Values::Numbers(values), decoding) => {
                let Some(value) = values.get(place).copied() else { return Cell::Empty };
                match decoding {
                    Decoding::Day => Cell::Day(Day(i32::try_from(value).unwrap_or(i32::MAX))),
                    Decoding::Fen(by) => Cell::Fen(Fen(value.saturating_mul(by))),
                    Decoding::Ppm(by) => Cell::Ppm(Ppm(value.saturating_mul(by))),
                    Decoding::Text | Decoding::Boolean => Cell::Empty,
                }
            }
        }
    }
}

/// Why a file of columns cannot be read on.
enum Stop {
    /// It is damaged.
    Damaged,
    /// It has been told.
    Reported,
}

impl From<ParquetError> for Stop {
    fn from(_: ParquetError) -> Self {
        Self::Damaged
    }
}

/// Runs the decoder; a panic of it is damage of the file.
fn guarded<T>(decode: impl FnOnce() -> Result<T, Stop>) -> Result<T, Stop> {
    catch_unwind(AssertUnwindSafe(decode)).unwrap_or(Err(Stop::Damaged))
}

/// Reads a file of columns.
pub(crate) fn read(source: &Source<'_>, kind: Kind, report: &mut Report, sink: &mut Sink<'_>) {
    let mut rows = RowsOf::default();
    match open(source, kind, report) {
        Ok(file) => {
            let mut table = Table::new(source.file, file.layout.clone(), false, sink);
            let read = rows.each(&file, |number, row| table.row(number, row));
            report.close(table);
            if read.is_err() {
                report.fault(source, Code::Unreadable, source.name, "parquet");
            }
        }
        Err(Stop::Damaged) => report.fault(source, Code::Unreadable, source.name, "parquet"),
        Err(Stop::Reported) => {}
    }
}

/// Hands on every row of a file of columns whose header is in order, with the
/// header's cells and layout.
pub(crate) fn each_row(source: &Source<'_>, kind: Kind, mut take: impl FnMut(u32, &HeldRow)) -> Option<Layout> {
    let file = open(source, kind, &mut Report::default()).ok()?;
    take(0, &file.header);
    // What was refused stands before whatever may be damaged.
    let _ = RowsOf::default().each(&file, |number, row| take(number, &row.hold()));
    Some(file.layout)
}

/// A file of columns whose header is in order.
struct File {
    reader: SerializedFileReader<Bytes>,
    header: HeldRow,
    layout: Layout,
    reads: Vec<Read>,
}

/// Opens a file: its schema is the header, and every column that is read must
/// be stored in a type that says what its numbers mean.
fn open(source: &Source<'_>, kind: Kind, report: &mut Report) -> Result<File, Stop> {
    let reader = guarded(|| Ok(SerializedFileReader::new(Bytes::copy_from_slice(source.bytes))?))?;
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let mut header = HeldRow::default();
    for column in schema.columns() {
        header.push(Cell::Text(&column.path().string()));
    }
    let rows = [(0, header)];
    let (_, layout) = header::find(kind, source.file, &rows, &mut report.issues).ok_or(Stop::Reported)?;
    let mut reads = Vec::new();
    for (slot, column) in kind.columns().iter().enumerate() {
        let Some(index) = layout.positions[slot] else { continue };
        let stored = schema.column(index);
        let scaled = column.is_money() && layout.units[slot] != natural_unit(column.value);
        match decoding(column.value, &stored).filter(|decoding| !(scaled && matches!(decoding, Decoding::Fen(_)))) {
            Some(decoding) => reads.push(Read { index, decoding, optional: stored.max_def_level() == 1 }),
            None => {
                let value = format!("{} {:?}", stored.physical_type(), stored.logical_type_ref());
                let origin = Origin { file: source.file, row: 0 };
                let expected = expected_type(column.value).into();
                report.issues.push(Issue { origin, column: column.name, code: Code::ColumnType, value, expected });
            }
        }
    }
    if report.issues.iter().any(|issue| issue.code == Code::ColumnType) {
        return Err(Stop::Reported);
    }
    let [(_, header)] = rows;
    Ok(File { reader, header, layout, reads })
}

fn natural_unit(value: ValueType) -> MoneyUnit {
    if value == ValueType::MoneyWan { MoneyUnit::WanYuan } else { MoneyUnit::Yuan }
}

/// How a stored column becomes cells of a column of the book; `None` where
/// its type does not say what its values mean.
fn decoding(value: ValueType, stored: &ColumnDescriptor) -> Option<Decoding> {
    if stored.max_rep_level() > 0 || stored.max_def_level() > 1 || stored.path().parts().len() > 1 {
        return None;
    }
    let logical = stored.logical_type_ref();
    let scale = match logical {
        Some(LogicalType::Decimal(decimal)) => Some(decimal.scale),
        None if stored.converted_type() == ConvertedType::DECIMAL => Some(stored.type_scale()),
        _ => None,
    };
    let power =
        |places: i32| scale.filter(|scale| (0..=places).contains(scale)).map(|s| 10_i64.pow((places - s) as u32));
    match (value, stored.physical_type()) {
        (_, Physical::BYTE_ARRAY) => {
            let text = matches!(logical, None | Some(LogicalType::String | LogicalType::Enum)) && scale.is_none();
            text.then_some(Decoding::Text)
        }
        (ValueType::Date, Physical::INT32) => {
            let date = matches!(logical, Some(LogicalType::Date)) || stored.converted_type() == ConvertedType::DATE;
            date.then_some(Decoding::Day)
        }
        (
            ValueType::Money(_) | ValueType::MoneyWan,
            Physical::INT32 | Physical::INT64 | Physical::FIXED_LEN_BYTE_ARRAY,
        ) => {
            // A decimal of 万元 is shifted four places more.
            let wan = if value == ValueType::MoneyWan { 10_000 } else { 1 };
            power(2).map(|by| Decoding::Fen(by * wan))
        }
        (ValueType::Percent { .. }, Physical::INT32 | Physical::INT64 | Physical::FIXED_LEN_BYTE_ARRAY) => {
            power(4).map(Decoding::Ppm)
        }
        (ValueType::Boolean, Physical::BOOLEAN) => Some(Decoding::Boolean),
        _ => None,
    }
}

fn expected_type(value: ValueType) -> &'static str {
    match value {
        ValueType::Date => "STRING, INT32 DATE",
        ValueType::Money(_) | ValueType::MoneyWan => "STRING, INT64 DECIMAL(18, 2)",
        ValueType::Percent { .. } => "STRING, INT32 DECIMAL(9, 4)",
        ValueType::Boolean => "STRING, BOOLEAN",
        _ => "STRING",
    }
}

/// The rows of a file, counted through its row groups.
#[derive(Default)]
struct RowsOf {
    number: u32,
}

impl RowsOf {
    /// Hands on every row with its number, from 1.
    fn each(&mut self, file: &File, mut take: impl FnMut(u32, &BatchRow<'_>)) -> Result<(), Stop> {
        let positions = file.header.count();
        for group in 0..file.reader.num_row_groups() {
            let (group, mut readers) = guarded(|| {
                let group = file.reader.get_row_group(group)?;
                let reader = |read: &Read| {
                    let pages = Pages::of(group.get_column_page_reader(read.index)?, read.optional);
                    Ok(get_column_reader(
                        file.reader.metadata().file_metadata().schema_descr().column(read.index),
                        pages,
                    ))
                };
                let readers = file.reads.iter().map(reader).collect::<Result<Vec<_>, Stop>>()?;
                Ok((group, readers))
            })?;
            let mut left = usize::try_from(group.metadata().num_rows()).map_err(|_| Stop::Damaged)?;
            while left > 0 {
                let rows = left.min(ROWS_AT_A_TIME);
                let columns = guarded(|| batch(&mut readers, &file.reads, rows, positions))?;
                for row in 0..rows {
                    self.number = self.number.checked_add(1).ok_or(Stop::Damaged)?;
                    take(self.number, &BatchRow { columns: &columns, row });
                }
                left -= rows;
            }
        }
        Ok(())
    }
}

fn batch(
    readers: &mut [ColumnReader],
    reads: &[Read],
    rows: usize,
    positions: usize,
) -> Result<Vec<Option<Column>>, Stop> {
    let mut columns: Vec<Option<Column>> = (0..positions).map(|_| None).collect();
    for (reader, read) in readers.iter_mut().zip(reads) {
        let (values, places) = match reader {
            ColumnReader::ByteArrayColumnReader(reader) => {
                let (values, places) = records(reader, rows, read.optional)?;
                (Values::Bytes(values), places)
            }
            ColumnReader::BoolColumnReader(reader) => {
                let (values, places) = records(reader, rows, read.optional)?;
                (Values::Booleans(values), places)
            }
            ColumnReader::Int32ColumnReader(reader) => {
                let (values, places) = records(reader, rows, read.optional)?;
                (Values::Numbers(values.into_iter().map(i64::from).collect()), places)
            }
            ColumnReader::Int64ColumnReader(reader) => {
                let (values, places) = records(reader, rows, read.optional)?;
                (Values::Numbers(values), places)
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                let (values, places) = records(reader, rows, read.optional)?;
                (Values::Numbers(values.iter().map(|value| big_endian(value.data())).collect()), places)
            }
            _ => return Err(Stop::Damaged),
        };
        columns[read.index] = Some(Column { decoding: read.decoding, places, values });
    }
    Ok(columns)
}

/// A decimal's integer from its bytes; one beyond 64 bits becomes an amount
/// that is refused as too large.
fn big_endian(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
    let start = if negative { -1_i128 } else { 0 };
    let beyond = if negative { i64::MIN } else { i64::MAX };
    if bytes.len() > 16 {
        return beyond;
    }
    let value = bytes.iter().fold(start, |value, byte| (value << 8) | i128::from(*byte));
    i64::try_from(value).unwrap_or(beyond)
}

/// Decoded values, and where each row's stands among them.
type Records<V> = (Vec<V>, Vec<Option<usize>>);

/// Exactly so many records of one column.
fn records<D: DataType>(reader: &mut ColumnReaderImpl<D>, rows: usize, optional: bool) -> Result<Records<D::T>, Stop> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    let mut read = 0;
    while read < rows {
        let (records, ..) = reader.read_records(rows - read, optional.then_some(&mut levels), None, &mut values)?;
        if records == 0 {
            return Err(Stop::Damaged);
        }
        read += records;
    }
    let mut place = 0;
    let mut places = Vec::with_capacity(rows);
    for row in 0..rows {
        let present = !optional || levels.get(row) == Some(&1);
        places.push(present.then_some(place));
        place += usize::from(present);
    }
    if place == values.len() { Ok((values, places)) } else { Err(Stop::Damaged) }
}
