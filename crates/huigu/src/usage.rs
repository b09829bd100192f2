//! Complaints about the command line, in the reader's language, with what to
//! do next.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::args::definition;
use crate::catalogue::{Phrase, value_named};
use crate::language::Language;

/// What is wrong with the command line and how to go on.
pub fn complaint(error: &Error, arguments: &[OsString], lang: Language) -> String {
    let mut text = lang.say(Phrase::Error, &[("what", &what(error, lang))]);
    if let Some(similar) = similar(error) {
        text.push_str(&format!("\n{}", lang.say(Phrase::UsageSimilar, &[("similar", &similar)])));
    }
    for remedy in remedies(error) {
        text.push_str(&format!("\n{}", lang.word(remedy)));
    }
    let command = command_of(arguments, lang);
    text.push_str(&format!("\n{}", lang.say(Phrase::UsageHelp, &[("command", &command)])));
    text
}

fn what(error: &Error, lang: Language) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::MissingRequiredArgument => lang.say(Phrase::UsageMissing, &[("what", &argument)]),
        ErrorKind::UnknownArgument => lang.say(Phrase::UsageUnknown, &[("what", &argument)]),
        ErrorKind::InvalidSubcommand => {
            lang.say(Phrase::UsageCommand, &[("what", &context(error, ContextKind::InvalidSubcommand))])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            lang.say(Phrase::UsageNeedsValue, &[("argument", &argument)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let mut text = lang.say(Phrase::UsageValue, &[("argument", &argument), ("value", &value)]);
            if let Some(expected) = expected(error, &argument, lang) {
                text.push_str(lang.pick("：", ": "));
                text.push_str(&expected);
            }
            text
        }
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            if other == argument {
                return lang.say(Phrase::UsageTwice, &[("argument", &argument)]);
            }
            lang.say(Phrase::UsageConflict, &[("argument", &argument), ("other", &other)])
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            lang.say(Phrase::UsageNeedsValue, &[("argument", &argument)])
        }
        _ => lang.word(Phrase::UsageOther).to_owned(),
    }
}

/// What the argument would take, by the name its value has in the help.
fn expected(error: &Error, argument: &str, lang: Language) -> Option<String> {
    let choices = context(error, ContextKind::ValidValue).replace(", ", lang.pick("、", ", "));
    if !choices.is_empty() {
        return Some(lang.say(Phrase::UsageChoices, &[("choices", &choices)]));
    }
    let name = argument.split_once('<').map(|(_, rest)| rest.trim_end_matches(['>', '.']))?;
    match value_named(name) {
        "DATE" => Some(lang.word(Phrase::UsageDay).to_owned()),
        "DATE|BATCH" => Some(lang.word(Phrase::UsageAsKnownAt).to_owned()),
        "N:HASH" => Some(lang.word(Phrase::UsageHead).to_owned()),
        "YEAR" => Some(lang.word(Phrase::UsageYear).to_owned()),
        "N" | "M" | "S" => Some(lang.word(Phrase::UsageNumber).to_owned()),
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
    let known = [("--books", Phrase::BooksNeeded), ("--mended", Phrase::MendedNeeded)];
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
fn command_of(arguments: &[OsString], lang: Language) -> String {
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
