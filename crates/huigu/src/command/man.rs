//! `huigu man`: manual pages from the same definitions.

use std::fs;

use huigu_quantity::Lang;

use crate::args::{Man, definition};
use crate::outcome::{Console, Failure};
use crate::output::{deliver, not_written};

/// Prints the main page, or writes every page to a folder.
pub fn run(args: &Man, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let mut command = definition(lang);
    // Built, so that every page has the options all commands share.
    command.build();
    let Some(folder) = &args.dir else {
        return deliver(console, None, &page(command, lang)?);
    };
    fs::create_dir_all(folder).map_err(|error| not_written(folder, &error, lang))?;
    for (name, command) in pages(command, "huigu") {
        let path = folder.join(format!("{name}.1"));
        let bytes = page(command.display_name(name.clone()).name(name), lang)?;
        deliver(console, Some(&path), &bytes)?;
    }
    Ok(())
}

/// Every command with the name of its page: `huigu-plan-check`.
fn pages(command: clap::Command, name: &str) -> Vec<(String, clap::Command)> {
    let mut all: Vec<(String, clap::Command)> =
        command.get_subcommands().flat_map(|sub| pages(sub.clone(), &format!("{name}-{}", sub.get_name()))).collect();
    all.insert(0, (name.to_owned(), command));
    all
}

fn page(command: clap::Command, lang: Lang) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    // A page is made in memory, where only a bug of the generator could fail.
    clap_mangen::Man::new(command)
        .render(&mut bytes)
        .map_err(|error| not_written(std::path::Path::new("-"), &error, lang))?;
    Ok(bytes)
}
