//! Rows as CSV: UTF-8, the canonical columns in their order, every word by its code, money in yuan
//! with two decimals, rates in percent, empty for what is not given.

use std::io::{self, Write};

use huigu_facts::{Decimals, Kind, Row};

/// A CSV file of one kind of book.
pub struct TextBook<W: Write> {
    csv: csv::Writer<W>,
    cell: String,
}

impl<W: Write> TextBook<W> {
    /// Begins a file with its header.
    ///
    /// # Errors
    /// Whatever keeps `file` from being written, as below.
    pub fn begin(kind: Kind, file: W) -> io::Result<Self> {
        let mut csv = csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(file);
        csv.write_record(kind.columns().iter().map(|column| column.name)).map_err(io::Error::from)?;
        Ok(Self { csv, cell: String::new() })
    }

    /// Writes a row, which must be of the file's kind.
    ///
    /// # Errors
    /// As [`TextBook::begin`].
    pub fn put(&mut self, row: &Row<'_>) -> io::Result<()> {
        for (column, value) in row.values() {
            self.cell.clear();
            // Who is no policy guarantor does not say so.
            let silent = matches!(row, Row::Organisation(row) if column.name == "policy" && !row.policy);
            column.write(value.filter(|_| !silent), Decimals::Needed, &mut self.cell).map_err(io::Error::other)?;
            self.csv.write_field(&self.cell).map_err(io::Error::from)?;
        }
        self.csv.write_record(None::<&[u8]>).map_err(io::Error::from)
    }

    /// Writes out what is left.
    ///
    /// # Errors
    /// As [`TextBook::begin`].
    pub fn end(self) -> io::Result<W> {
        self.csv.into_inner().map_err(|error| io::Error::new(error.error().kind(), error.to_string()))
    }
}
