//! The flags of settings, and the commands that take most of them.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use huigu_quantity::Lang;

use super::shared::{PlanFrom, RegisterFrom};
use crate::settings::{SettingKey, Value};

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub serving: Serving,
    #[command(flatten)]
    pub register: RegisterFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
}

/// How the portal is served.
#[derive(Debug, Args)]
pub struct Serving {
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    #[arg(long, value_name = "FILE")]
    pub tls_cert: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
    #[arg(long)]
    pub behind_tls: bool,
    #[arg(long)]
    pub demo: bool,
    #[arg(long, value_name = "NAME")]
    pub office: Option<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub api_rate: Option<u32>,
    #[arg(long, value_name = "FILTER")]
    pub log: Option<String>,
}

#[derive(Debug, Args)]
pub struct Config {
    #[arg(long)]
    pub check: bool,
    #[arg(long, value_name = "FORMAT", default_value = "table", conflicts_with = "check")]
    pub format: ConfigFormat,
    #[command(flatten)]
    pub serving: Serving,
    #[command(flatten)]
    pub register: RegisterFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
}

/// Forms of the list of settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ConfigFormat {
    Table,
    Json,
}

type Flag = (SettingKey, Option<Value>);

impl RegisterFrom {
    /// What it says of settings.
    pub fn flags(&self) -> [Flag; 3] {
        [
            (SettingKey::Data, self.data.clone().map(Value::Path)),
            (SettingKey::Database, self.database.clone().map(Value::Text)),
            (SettingKey::Columns, self.columns.clone().map(Value::Path)),
        ]
    }
}

impl Serving {
    fn flags(&self) -> [Flag; 8] {
        let on = |flag: bool| flag.then_some(Value::Switch(true));
        [
            (SettingKey::Listen, self.listen.map(Value::Address)),
            (SettingKey::TlsCert, self.tls_cert.clone().map(Value::Path)),
            (SettingKey::TlsKey, self.tls_key.clone().map(Value::Path)),
            (SettingKey::BehindTls, on(self.behind_tls)),
            (SettingKey::Demo, on(self.demo)),
            (SettingKey::Office, self.office.clone().map(Value::Text)),
            (SettingKey::ApiRate, self.api_rate.map(|rate| Value::Number(rate.into()))),
            (SettingKey::Log, self.log.clone().map(Value::Text)),
        ]
    }
}

impl Config {
    /// What the command line says of settings; `lang` is for all commands.
    pub fn flags(&self, lang: Option<Lang>) -> Vec<Flag> {
        let rest =
            [(SettingKey::Plan, self.plan.dir.clone().map(Value::Path)), (SettingKey::Lang, lang.map(Value::Lang))];
        self.register.flags().into_iter().chain(self.serving.flags()).chain(rest).collect()
    }
}
