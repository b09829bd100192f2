//! The commands and their arguments: one definition, from which parsing,
//! help in both languages, completions and man pages all come. Declared here
//! are the machine's own commands, and those whose flags are no operation's;
//! the others are made of the desk's operations.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use huigu_quantity::{Day, Lang};

mod localised;
mod operations;
mod register;
mod settings;
mod shared;

pub use operations::{OperationCommand, asked, is_in_file};
pub use register::{Demo, Import, Migrate, Restore};
pub use settings::{Config, ConfigFormat, Serve, Serving};
pub use shared::{
    AllFaults, BooksFrom, ChainFile, FaultsWish, Format, FormatFrom, OutputTo, PlanFrom, RegisterFrom, SheetFormat,
    SourceFrom,
};
use shared::{YEARS, a_day};

/// The definition of all commands, with help in the language.
pub fn definition(lang: Lang) -> clap::Command {
    localised::whole(operations::added(Cli::command(), lang), lang)
}

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
    Plan(PlanCommand),
    Sql(Sql),
    Synth(Synth),
    Import(Import),
    Restore(Restore),
    Migrate(Migrate),
    Serve(Serve),
    Config(Config),
    Completions(Completions),
    Man(Man),
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
    #[arg(long, value_name = "NOTE", conflicts_with_all = ["books", "as-known-at", "verify"])]
    pub approve: Option<String>,
    #[arg(long, value_name = "N", conflicts_with_all = ["books", "as-known-at", "year"])]
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

/// Engines for which there is a load script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SqlEngine {
    Duckdb,
    Postgresql,
    Spark,
}
