//! The commands and their arguments: one definition, from which parsing,
//! help in both languages, completions and man pages all come.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use huigu_desk::{AsKnownAt, BatchNumber, BreakDownTargets, Fields, MemberType};
use huigu_quantity::{Day, Lang};

mod localised;
mod notice;
mod register;
mod settings;
mod user;

pub use localised::definition;
pub use notice::{NoticeCommand, NoticeVerb};
pub use register::{
    AuditCommand, AuditVerb, Backup, Batches, Check, Demo, Import, Migrate, Restore, Settlements, Withdraw,
};
pub use settings::{Config, ConfigFormat, Serve, Serving};
pub use user::{UserCommand, UserVerb, UsersFrom};

/// A language by its code.
fn a_language() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new(Lang::ALL.map(Lang::code)).map(|code| Lang::named(&code).unwrap_or_default())
}

// The help texts stand in the catalogue (`huigu_answers::texts::help`), in both languages.
#[derive(Debug, Parser)]
#[command(name = "huigu", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Cli {
    #[arg(long, value_name = "LANG", global = true, value_parser = a_language())]
    pub lang: Option<Lang>,
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Demo(Demo),
    Template(Template),
    Settle(Settle),
    Explain(Explain),
    Targets(Targets),
    Simulate(Simulate),
    Plan(PlanCommand),
    Sql(Sql),
    Synth(Synth),
    Import(Import),
    Batches(Batches),
    Withdraw(Withdraw),
    Settlements(Settlements),
    Audit(AuditCommand),
    Notice(NoticeCommand),
    User(UserCommand),
    Check(Check),
    Backup(Backup),
    Restore(Restore),
    Migrate(Migrate),
    Serve(Serve),
    Config(Config),
    Completions(Completions),
    Man(Man),
}

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
#[command(mut_arg("books", |books| books.conflicts_with_all(["data", "database", "columns", "as_known_at"])))]
#[command(mut_arg("accept_good_rows", |wish| wish.requires("books")))]
pub struct SourceFrom {
    #[command(flatten)]
    pub books: BooksFrom,
    #[command(flatten)]
    pub register: RegisterFrom,
    #[arg(long, value_name = "DATE|BATCH", value_parser = as_known_at)]
    pub as_known_at: Option<AsKnownAt>,
}

#[derive(Debug, Args)]
pub struct Template {
    #[arg(value_name = "KIND")]
    pub kind: String,
    #[command(flatten)]
    pub plan: PlanFrom,
    #[arg(long)]
    pub csv: bool,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Settle {
    #[arg(
        long,
        value_name = "YEAR",
        value_parser = clap::value_parser!(i32).range(YEARS),
        required_unless_present = "verify"
    )]
    pub year: Option<i32>,
    #[arg(long, value_name = "NOTE", conflicts_with_all = ["books", "as_known_at", "verify"])]
    pub approve: Option<String>,
    #[arg(long, value_name = "N", conflicts_with_all = ["books", "as_known_at", "year"])]
    pub verify: Option<u32>,
    #[command(flatten)]
    pub source: SourceFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: SheetFormat,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long, value_name = "DATE", value_parser = a_day)]
    pub date: Option<Day>,
    #[arg(long, value_name = "NAME")]
    pub office: Option<String>,
}

#[derive(Debug, Args)]
pub struct Explain {
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(YEARS))]
    pub year: i32,
    #[arg(long, value_name = "MEASURE")]
    pub measure: String,
    #[arg(long, value_name = "ID")]
    pub beneficiary: String,
    #[command(flatten)]
    pub source: SourceFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Targets {
    #[arg(long, value_name = "DATE", value_parser = a_day)]
    pub as_of: Day,
    #[arg(long, value_name = "DIMENSION", value_parser = dimensions())]
    pub by: Option<String>,
    #[command(flatten)]
    pub source: SourceFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Simulate {
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(YEARS))]
    pub year: i32,
    #[arg(long, value_name = "MEASURE.PARAM=VALUE", required = true, num_args = 1..)]
    pub set: Vec<String>,
    #[command(flatten)]
    pub source: SourceFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub struct PlanCommand {
    #[command(subcommand)]
    pub verb: PlanVerb,
}

#[derive(Debug, Subcommand)]
pub enum PlanVerb {
    Check {
        #[command(flatten)]
        plan: PlanFrom,
    },
    Show {
        #[command(flatten)]
        plan: PlanFrom,
    },
    Diff {
        #[arg(value_name = "DIR")]
        other: PathBuf,
        #[command(flatten)]
        plan: PlanFrom,
    },
    Parameters {
        #[command(flatten)]
        plan: PlanFrom,
        #[arg(long, value_name = "FORMAT", default_value = "table")]
        format: Format,
    },
    AttachText(AttachTextFrom),
}

#[derive(Debug, Args)]
pub struct AttachTextFrom {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long)]
    pub check: bool,
    #[command(flatten)]
    pub register: RegisterFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
}

#[derive(Debug, Args)]
pub struct Sql {
    #[arg(
        long,
        value_name = "YEAR",
        value_parser = clap::value_parser!(i32).range(YEARS),
        required_unless_present = "load",
        conflicts_with = "load"
    )]
    pub year: Option<i32>,
    #[arg(long, value_name = "ENGINE")]
    pub load: Option<SqlEngine>,
    #[arg(long, value_name = "DIR", requires = "load")]
    pub books: Option<PathBuf>,
    #[command(flatten)]
    pub plan: PlanFrom,
}

#[derive(Debug, Args)]
pub struct Synth {
    #[arg(long, value_name = "N")]
    pub loans: u64,
    #[arg(long, value_name = "M")]
    pub events: u64,
    #[arg(long, value_name = "S")]
    pub seed: u64,
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    #[arg(long)]
    pub parquet: bool,
    #[command(flatten)]
    pub plan: PlanFrom,
}

#[derive(Debug, Args)]
pub struct Completions {
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

#[derive(Debug, Args)]
pub struct Man {
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
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

/// What targets are broken down by.
fn dimensions() -> Vec<String> {
    match Fields::of::<BreakDownTargets>().get("dimension").map(|field| field.form.clone()) {
        Some(MemberType::Word(words)) => words,
        _ => Vec::new(),
    }
}

/// Engines for which there is a load script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SqlEngine {
    Duckdb,
    Postgresql,
    Spark,
}

/// Years the books can hold with the year before them (1970-01-01 to 2149-06-06).
const YEARS: std::ops::RangeInclusive<i64> = 1971..=2148;

fn a_day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|error| error.to_string())
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
