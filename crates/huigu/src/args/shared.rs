//! Arguments that several commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use huigu_desk::{AsKnownAt, BatchNumber, Head};
use huigu_quantity::Day;

#[derive(Debug, Args)]
pub struct PlanFrom {
    #[arg(id = "plan", long = "plan", value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

/// What to do with faults and findings.
#[derive(Debug, Args)]
pub struct FaultsWish {
    #[arg(long, requires = "mended")]
    pub accept_good_rows: bool,
    #[arg(long, value_name = "DIR", requires = "accept_good_rows")]
    pub mended: Option<PathBuf>,
    #[arg(long)]
    pub all_faults: bool,
    #[arg(long)]
    pub findings: bool,
}

#[derive(Debug, Args)]
pub struct BooksFrom {
    #[arg(id = "books", long = "books", value_name = "DIR")]
    pub dir: Option<PathBuf>,
    #[command(flatten)]
    pub faults: FaultsWish,
}

#[derive(Debug, Args)]
pub struct RegisterFrom {
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    #[arg(long, value_name = "URL", conflicts_with = "data")]
    pub database: Option<String>,
    #[arg(long, value_name = "DIR")]
    pub columns: Option<PathBuf>,
}

/// Exactly one source: a register, or bare books.
#[derive(Debug, Args)]
#[command(mut_arg("books", |books| books.conflicts_with_all(["data", "database", "columns", "as-known-at"])))]
#[command(mut_arg("accept_good_rows", |wish| wish.requires("books")))]
pub struct SourceFrom {
    #[command(flatten)]
    pub books: BooksFrom,
    #[command(flatten)]
    pub register: RegisterFrom,
    #[arg(id = "as-known-at", long, value_name = "DATE|BATCH", value_parser = as_known_at)]
    pub as_known_at: Option<AsKnownAt>,
}

/// In which form an answer is shown.
#[derive(Debug, Args)]
pub struct FormatFrom {
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

/// Where an answer goes, or the file that a command writes.
#[derive(Debug, Args)]
pub struct OutputTo {
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// A chain that was exported.
#[derive(Debug, Args)]
pub struct ChainFile {
    #[arg(long, value_name = "FILE", conflicts_with_all = ["data", "database", "plan"])]
    pub file: Option<PathBuf>,
}

/// How many faults are listed.
#[derive(Debug, Args)]
pub struct AllFaults {
    #[arg(long)]
    pub all_faults: bool,
}

/// Forms of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Json,
    Csv,
}

/// Forms of an answer that an office also files as a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SheetFormat {
    Table,
    Json,
    Csv,
    Xlsx,
}

/// Years the books can hold with the year before them (1970-01-01 to 2149-06-06).
pub const YEARS: std::ops::RangeInclusive<i64> = 1971..=2148;

/// A date.
///
/// # Errors
/// What it should be.
pub fn a_day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|error| error.to_string())
}

/// A text that is the head of a chain.
///
/// # Errors
/// What it should be.
pub fn a_head(text: &str) -> Result<String, String> {
    text.parse::<Head>().map(|_| text.to_owned()).map_err(|error| error.to_string())
}

/// A date, or the number of a batch.
fn as_known_at(text: &str) -> Result<AsKnownAt, String> {
    // A date without dashes has eight digits; so many batches there are not.
    if text.len() < 8
        && let Ok(number) = text.parse()
    {
        return Ok(AsKnownAt::Batch(BatchNumber(number)));
    }
    a_day(text).map(AsKnownAt::Day)
}
