//! Arguments of the commands that work on a register alone.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::shared::{FaultsWish, Format, PlanFrom, RegisterFrom};

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
