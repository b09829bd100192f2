//! The command line of Huigu: settles, explains and watches a plan over books
//! in plain files.
//!
//! Answers go to standard output, all else to standard error. The exit status
//! is 0 for an answer, 1 for a negative one (a check found something), 2 for
//! bad usage, 3 for bad input, 4 when the environment fails. [`run`] is the
//! whole program but for the process around it, so that tests run in process.

mod args;
mod asked;
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

use clap::error::ErrorKind;
use clap::{ArgMatches, CommandFactory, FromArgMatches};
use huigu_answers::texts;

use crate::args::{Cli, Command};
use crate::asked::Asked;
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
    let done = parsed(arguments, &mut console).and_then(|matches| match matches {
        Some(matches) => dispatch(matches, arguments, &mut console),
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

fn parsed(arguments: &[OsString], console: &mut Console<'_, '_>) -> Result<Option<ArgMatches>, Failure> {
    let error = match args::definition(console.lang).try_get_matches_from(arguments) {
        Ok(matches) => return Ok(Some(matches)),
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

fn dispatch(matches: ArgMatches, arguments: &[OsString], console: &mut Console<'_, '_>) -> Result<(), Failure> {
    if let Some((command, matches)) = args::asked(&matches, &Cli::command()) {
        command::config::sound(console)?;
        return command::operation::run(&Asked { command, matches }, console);
    }
    let cli = Cli::from_arg_matches(&matches).map_err(|error| Failure::Usage(error.to_string()))?;
    if !matches!(cli.command, Command::Config(_)) {
        command::config::sound(console)?;
    }
    match cli.command {
        Command::Demo(args) => command::demo::run(&args, arguments.first().map(OsString::as_os_str), console),
        Command::Template(args) => command::template::run(&args, console),
        Command::Settle(args) => command::settle::run(&args, console),
        Command::Plan(args) => command::plan::run(&args.verb, console),
        Command::Sql(args) => command::sql::run(&args, console),
        Command::Synth(args) => command::synth::run(&args, console),
        Command::Import(args) => command::import::run(&args, console),
        Command::Restore(args) => command::restore::run(&args, console),
        Command::Migrate(args) => command::migrate::run(&args, console),
        Command::Serve(args) => command::serve::run(&args, console),
        Command::Config(args) => command::config::run(&args, cli.lang, console),
        Command::Completions(args) => command::completions::run(&args, console),
        Command::Man(args) => command::man::run(&args, console),
    }
}
