//! The command line of Huigu: settles, explains and watches a plan over books
//! in plain files.
//!
//! Answers go to standard output, all else to standard error. The exit status
//! is 0 for an answer, 1 for a negative one (a check found something), 2 for
//! bad usage, 3 for bad input, 4 when the environment fails. [`run`] is the
//! whole program but for the process around it, so that tests run in process.

mod args;
mod books;
mod command;
mod files;
mod language;
mod mending;
mod outcome;
mod output;
mod plans;
mod progress;
mod register;
mod settings;
mod source;
mod trouble;
mod usage;

use std::ffi::OsString;

use clap::FromArgMatches;
use clap::error::ErrorKind;
use huigu_answers::texts;

use crate::args::{Cli, Command};
use crate::outcome::{Console, Failure};
use crate::settings::Settings;

pub use crate::outcome::Context;
pub use huigu_quantity::Day;

/// Runs one command (`arguments[0]` is the program's name) and gives its exit
/// status. Everything wrong has then been told on the error stream.
pub fn run(arguments: &[OsString], context: &mut Context<'_>) -> u8 {
    let settings = Settings::of_run(arguments, context.variable, context.settings_file);
    let lang = language::of_run(arguments, settings.language(), context.variable);
    let mut console = Console { lang, settings, context };
    let done = parsed(arguments, &mut console).and_then(|cli| match cli {
        Some(cli) => dispatch(cli, arguments, &mut console),
        None => Ok(()),
    });
    // An answer that was not delivered is no answer, whatever was found.
    let done = done.and_then(|()| console.finish());
    let Err(failure) = done else { return 0 };
    if let Some(message) = failure.message() {
        // A message that brings its own heading is told as it is.
        let text = lang.say(texts::usage::Error { what: &message });
        console.tell_text(&text);
    }
    if matches!(failure, Failure::Environment(_)) {
        // What was not found may be named in settings that are not for this user.
        command::config::warn(&mut console);
    }
    if failure == Failure::Negative
        && let Err(unwritten) = console.finish()
    {
        return unwritten.status();
    }
    failure.status()
}

fn parsed(arguments: &[OsString], console: &mut Console<'_, '_>) -> Result<Option<Cli>, Failure> {
    let matches = args::definition(console.lang).try_get_matches_from(arguments);
    let error = match matches.and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches)) {
        Ok(cli) => return Ok(Some(cli)),
        Err(error) => error,
    };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            console.answer(&format!("{}\n", error.render().to_string().trim_end()))?;
            Ok(None)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            console.tell_text(error.render().to_string().trim_end());
            Err(Failure::UsageTold)
        }
        _ => {
            let text = usage::complaint(&error, arguments, console.lang);
            console.tell_text(&text);
            Err(Failure::UsageTold)
        }
    }
}

fn dispatch(cli: Cli, arguments: &[OsString], console: &mut Console<'_, '_>) -> Result<(), Failure> {
    if !matches!(cli.command, Command::Config(_)) {
        command::config::sound(console)?;
    }
    match cli.command {
        Command::Demo(args) => command::demo::run(&args, arguments.first().map(OsString::as_os_str), console),
        Command::Template(args) => command::template::run(&args, console),
        Command::Settle(args) => command::settle::run(&args, console),
        Command::Explain(args) => command::explain::run(&args, console),
        Command::Targets(args) => command::targets::run(&args, console),
        Command::Simulate(args) => command::simulate::run(&args, console),
        Command::Plan(args) => command::plan::run(&args.verb, console),
        Command::Sql(args) => command::sql::run(&args, console),
        Command::Synth(args) => command::synth::run(&args, console),
        Command::Import(args) => command::import::run(&args, console),
        Command::Batches(args) => command::batches::run(&args, console),
        Command::Withdraw(args) => command::withdraw::run(&args, console),
        Command::Settlements(args) => command::settlements::run(&args, console),
        Command::Audit(args) => command::audit::run(&args.verb, console),
        Command::Notice(args) => command::notice::run(&args.verb, console),
        Command::User(args) => command::user::run(&args.verb, console),
        Command::Check(args) => command::check::run(&args, console),
        Command::Backup(args) => command::backup::run(&args, console),
        Command::Restore(args) => command::restore::run(&args, console),
        Command::Migrate(args) => command::migrate::run(&args, console),
        Command::Serve(args) => command::serve::run(&args, console),
        Command::Config(args) => command::config::run(&args, cli.lang, console),
        Command::Completions(args) => command::completions::run(&args, console),
        Command::Man(args) => command::man::run(&args, console),
    }
}
