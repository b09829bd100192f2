//! Complaints about the command line, in the reader's language, with what to
//! do next.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use huigu_answers::texts::{help::value_named, usage};
use huigu_quantity::{Lang, Phrase};

use crate::args::definition;

/// What is wrong with the command line and how to go on.
pub fn complaint(error: &Error, arguments: &[OsString], lang: Lang) -> String {
    let mut text = lang.say(usage::Error { what: &what(error, lang) });
    if let Some(similar) = similar(error) {
        text.push_str(&format!("\n{}", lang.say(usage::DidYouMean { similar: &similar })));
    }
    for remedy in remedies(error) {
        text.push_str(&format!("\n{}", lang.t(remedy)));
    }
    let command = command_of(arguments, lang);
    text.push_str(&format!("\n{}", lang.say(usage::See { command: &command })));
    text
}

fn what(error: &Error, lang: Lang) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::MissingRequiredArgument => lang.say(usage::Missing { what: &argument }),
        ErrorKind::UnknownArgument => lang.say(usage::Unknown { what: &argument }),
        ErrorKind::InvalidSubcommand => {
            lang.say(usage::NoCommand { what: &context(error, ContextKind::InvalidSubcommand) })
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            lang.say(usage::NeedsValue { argument: &argument })
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let mut text = lang.say(usage::NoValue { argument: &argument, value: &value });
            if let Some(expected) = expected(error, &argument, lang) {
                text.push_str(lang.pick("：", ": "));
                text.push_str(&expected);
            }
            text
        }
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            if other == argument {
                return lang.say(usage::Twice { argument: &argument });
            }
            lang.say(usage::Conflict { argument: &argument, other: &other })
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            lang.say(usage::NeedsValue { argument: &argument })
        }
        _ => lang.t(usage::NOT_UNDERSTOOD).to_owned(),
    }
}

/// What the argument would take, by the name its value has in the help.
fn expected(error: &Error, argument: &str, lang: Lang) -> Option<String> {
    let choices = context(error, ContextKind::ValidValue).replace(", ", lang.pick("、", ", "));
    if !choices.is_empty() {
        return Some(lang.say(usage::OneOf { choices: &choices }));
    }
    let name = argument.split_once('<').map(|(_, rest)| rest.trim_end_matches(['>', '.']))?;
    match value_named(name) {
        "DATE" => Some(lang.t(usage::A_DAY).to_owned()),
        "DATE|BATCH" => Some(lang.t(usage::DAY_OR_BATCH).to_owned()),
        "N:HASH" => Some(lang.t(usage::A_HEAD).to_owned()),
        "YEAR" => Some(lang.t(usage::A_YEAR).to_owned()),
        "N" | "M" | "S" => Some(lang.t(usage::A_NUMBER).to_owned()),
        _ => None,
    }
}

fn similar(error: &Error) -> Option<String> {
    [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .map(|kind| match error.get(kind) {
            // The last is the likeliest.
            Some(ContextValue::Strings(texts)) => texts.last().cloned().unwrap_or_default(),
            _ => context(error, kind),
        })
        .find(|text| !text.is_empty())
}

fn remedies(error: &Error) -> Vec<Phrase> {
    if error.kind() != ErrorKind::MissingRequiredArgument {
        return Vec::new();
    }
    let missing = context(error, ContextKind::InvalidArg);
    let known = [("--books", usage::BOOKS_NEEDED), ("--mended", usage::MENDED_NEEDED)];
    known.into_iter().filter(|(name, _)| missing.contains(name)).map(|(_, remedy)| remedy).collect()
}

fn context(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The command complained about, as far as it was named: `plan check `.
fn command_of(arguments: &[OsString], lang: Lang) -> String {
    let mut command = definition(lang);
    let mut path = String::new();
    for argument in arguments.iter().skip(1) {
        let Some(sub) = argument.to_str().and_then(|name| command.find_subcommand(name)) else { continue };
        path.push_str(sub.get_name());
        path.push(' ');
        command = sub.clone();
    }
    path
}
