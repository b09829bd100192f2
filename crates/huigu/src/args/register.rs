//! Arguments of the commands that work on a register alone.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use huigu_desk::Head;

use super::{FaultsWish, Format, PlanFrom, RegisterFrom};

#[derive(Debug, Args)]
pub struct Demo {
    #[arg(long, value_name = "DIR", default_value = "huigu-demo")]
    pub dir: PathBuf,
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    #[arg(long, conflicts_with = "listen")]
    pub make_only: bool,
    #[command(flatten)]
    pub plan: PlanFrom,
}

#[derive(Debug, Args)]
pub struct Import {
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    #[arg(long)]
    pub check: bool,
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    #[command(flatten)]
    pub faults: FaultsWish,
    #[command(flatten)]
    pub register: RegisterFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Batches {
    #[arg(value_name = "N")]
    pub number: Option<u32>,
    #[command(flatten)]
    pub register: RegisterFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Withdraw {
    #[arg(value_name = "N")]
    pub number: u32,
    #[arg(long, conflicts_with = "even_with_faults")]
    pub check: bool,
    #[arg(long)]
    pub even_with_faults: bool,
    #[arg(long)]
    pub all_faults: bool,
    #[command(flatten)]
    pub register: RegisterFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
}

#[derive(Debug, Args)]
pub struct Settlements {
    #[command(flatten)]
    pub register: RegisterFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub struct AuditCommand {
    #[command(subcommand)]
    pub verb: AuditVerb,
}

#[derive(Debug, Subcommand)]
pub enum AuditVerb {
    Verify {
        #[arg(long, value_name = "N:HASH", value_parser = a_head)]
        head: Option<Head>,
        #[arg(long, value_name = "FILE", conflicts_with_all = ["data", "database", "plan"])]
        file: Option<PathBuf>,
        #[command(flatten)]
        register: RegisterFrom,
        #[command(flatten)]
        plan: PlanFrom,
    },
    Export {
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
        #[command(flatten)]
        register: RegisterFrom,
        #[command(flatten)]
        plan: PlanFrom,
    },
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub register: RegisterFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
}

#[derive(Debug, Args)]
pub struct Backup {
    #[arg(value_name = "FILE")]
    pub output: PathBuf,
    #[command(flatten)]
    pub register: RegisterFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
}

#[derive(Debug, Args)]
pub struct Restore {
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    #[command(flatten)]
    pub register: RegisterFrom,
}

#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    pub register: RegisterFrom,
}

fn a_head(text: &str) -> Result<Head, String> {
    text.parse().map_err(|error: huigu_desk::NotAHead| error.to_string())
}
