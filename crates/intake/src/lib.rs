//! Bytes of a file to rows of a book, or to faults that name file, row,
//! column, value, what is wrong and what is expected.
//!
//! [`read`] takes a file's bytes (CSV in UTF-8 or GB18030, XLSX, or Parquet
//! for loans and loan events; told apart by their content) and hands every
//! good row to a sink, borrowed, in the file's order. Nothing panics on any
//! bytes, and what a damaged or hostile file can make this crate do is
//! bounded. Rows are checked singly here; rows together elsewhere.

mod amount;
mod calendar;
mod cell;
mod column_file;
mod header;
mod layout;
mod lines;
mod mended;
mod money_unit;
mod number_format;
mod pages;
mod plain;
mod plain_number;
mod reader;
mod remarks;
mod render;
mod report;
mod sheet;
mod sheet_file;
mod source;
mod table;
mod template;
mod text_file;
mod unit;
mod value;
mod workbook;

pub use mended::mended;
pub use plain::plain_columns;
pub use render::render;
pub use report::{Report, Source};
pub use source::read;
pub use table::Sink;
pub use template::{TemplateError, template_csv, template_xlsx};
pub use text_file::decoded;
