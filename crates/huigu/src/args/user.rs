//! Arguments of `huigu user`.

use clap::{Args, Subcommand};

use super::{Format, PlanFrom, RegisterFrom};

#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub struct UserCommand {
    #[command(subcommand)]
    pub verb: UserVerb,
}

/// The register and plan a verb works on.
#[derive(Debug, Args)]
pub struct UsersFrom {
    #[command(flatten)]
    pub register: RegisterFrom,
    #[command(flatten)]
    pub plan: PlanFrom,
}

#[derive(Debug, Subcommand)]
pub enum UserVerb {
    Add {
        #[arg(value_name = "LOGIN")]
        login: String,
        #[arg(long, value_name = "ROLE", value_parser = roles())]
        role: String,
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        #[arg(long = "for", value_name = "ID", default_value = "", hide_default_value = true)]
        home: String,
        #[command(flatten)]
        from: UsersFrom,
    },
    List {
        #[command(flatten)]
        from: UsersFrom,
        #[arg(long, value_name = "FORMAT", default_value = "table")]
        format: Format,
    },
    Disable {
        #[arg(value_name = "LOGIN")]
        login: String,
        #[arg(long)]
        undo: bool,
        #[command(flatten)]
        from: UsersFrom,
    },
    Reset {
        #[arg(value_name = "LOGIN")]
        login: String,
        #[command(flatten)]
        from: UsersFrom,
    },
}

fn roles() -> Vec<&'static str> {
    huigu_desk::Role::of_users().map(huigu_desk::Role::code).collect()
}
