//! Arguments of `huigu notice`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use huigu_desk::NoticeKind;
use huigu_quantity::Day;

use super::{Format, PlanFrom, RegisterFrom, a_day};

#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub struct NoticeCommand {
    #[command(subcommand)]
    pub verb: NoticeVerb,
}

#[derive(Debug, Subcommand)]
pub enum NoticeVerb {
    Publish {
        #[arg(long, value_name = "TITLE")]
        title: String,
        #[arg(long, value_name = "FILE")]
        text: PathBuf,
        #[arg(id = "notice_kind", long = "kind", value_name = "KIND", value_parser = kinds())]
        kind: Option<String>,
        #[arg(long, value_name = "DATE", value_parser = a_day)]
        until: Option<Day>,
        #[arg(long, value_name = "N")]
        settlement: Option<u32>,
        #[command(flatten)]
        register: RegisterFrom,
        #[command(flatten)]
        plan: PlanFrom,
    },
    List {
        #[command(flatten)]
        register: RegisterFrom,
        #[command(flatten)]
        plan: PlanFrom,
        #[arg(long, value_name = "FORMAT", default_value = "table")]
        format: Format,
    },
    Withdraw {
        #[arg(value_name = "N")]
        number: u32,
        #[arg(long, value_name = "REASON")]
        reason: String,
        #[command(flatten)]
        register: RegisterFrom,
        #[command(flatten)]
        plan: PlanFrom,
    },
}

fn kinds() -> Vec<&'static str> {
    NoticeKind::ALL.map(NoticeKind::code).to_vec()
}
