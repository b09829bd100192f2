//! The commands of the desk's operations. Words and positionals are those of
//! [`huigu_desk::Operation::COMMAND`], options the members of its input, with
//! their labels as help; what a command shares with others is added.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, value_parser};
use huigu_answers::texts::{help, usage};
use huigu_desk::{InputField, MemberType, OPERATIONS, OperationEntry};
use huigu_quantity::Lang;

use super::shared::{AllFaults, ChainFile, FormatFrom, OutputTo, PlanFrom, RegisterFrom, SourceFrom, a_head};

/// A command, and the operations it asks: which of them, its flags and
/// positionals decide.
pub struct OperationCommand {
    /// Its words.
    pub words: Vec<&'static str>,
    entries: Vec<&'static OperationEntry>,
}

/// Members that page a list: a command with a way of its own shows all of it.
const PAGING: [&str; 2] = ["limit", "cursor"];

/// Adds what a command takes besides.
type More = fn(Command) -> Command;

/// Commands that show their answer in a way of their own, with what else they
/// take; any other shows a sheet or JSON.
const OWN: &[(&str, More)] = &[
    ("audit export", |command| OutputTo::augment_args(command).mut_arg("output", |output| output.required(true))),
    ("audit verify", |command| {
        let command = command.mut_arg("head", |head| head.value_name("N:HASH").value_parser(a_head));
        ChainFile::augment_args(command)
    }),
    ("backup", |command| {
        command.arg(Arg::new("output").value_name("FILE").required(true).value_parser(value_parser!(PathBuf)))
    }),
    ("batches", FormatFrom::augment_args),
    ("check", |command| command),
    ("explain", answered),
    ("notice publish", |command| command.mut_arg("kind", |kind| kind.required(false))),
    ("notice withdraw", |command| command),
    ("simulate", |command| answered(command).mut_arg("set", |set| set.value_name("MEASURE.PARAM=VALUE"))),
    ("targets", answered),
    ("user add", |command| command.mut_arg("name", |name| name.required(false))),
    ("user disable", |command| command),
    ("user reset", |command| command),
    ("withdraw", AllFaults::augment_args),
];

/// Commands that answer from a source of figures: a register or bare books.
const OF_SOURCE: [&str; 3] = ["explain", "simulate", "targets"];

fn answered(command: Command) -> Command {
    OutputTo::augment_args(FormatFrom::augment_args(command))
}

/// A text of more characters is read from a file.
const TYPED: usize = 1_000;

/// The place among all commands in the help: beside the declared ones of a register.
const PLACE: usize = 12;

/// What an operation's command says.
#[derive(Default)]
struct Parts {
    words: Vec<&'static str>,
    /// Members that are positionals.
    placed: Vec<&'static str>,
    /// The flag by which it is told from others of the same words, and the
    /// member that is its value, if one is.
    flag: Option<(&'static str, Option<&'static str>)>,
}

fn parts(command: &'static str) -> Parts {
    let (mut parts, mut after_flag) = (Parts::default(), false);
    for word in command.split_whitespace() {
        let member = word.strip_prefix('{').and_then(|word| word.strip_suffix('}'));
        match (member, word.strip_prefix("--"), &mut parts.flag) {
            (Some(member), _, Some((_, value))) if after_flag => *value = Some(member),
            (Some(member), ..) => parts.placed.push(member),
            (None, Some(flag), _) => parts.flag = Some((flag, None)),
            (None, None, _) => parts.words.push(word),
        }
        after_flag = word.starts_with("--");
    }
    parts
}

/// The commands of all operations that are not declared otherwise.
fn commands(declared: &Command) -> Vec<OperationCommand> {
    let mut all: Vec<OperationCommand> = Vec::new();
    for entry in OPERATIONS.iter().filter(|entry| !entry.command.is_empty()) {
        let words = parts(entry.command).words;
        let known = words.iter().try_fold(declared, |command, word| command.find_subcommand(word));
        match all.iter_mut().find(|one| one.words == words) {
            _ if known.is_some() => {}
            Some(command) => command.entries.push(entry),
            None => all.push(OperationCommand { words, entries: vec![entry] }),
        }
    }
    all
}

/// A definition with the commands of all operations that it does not declare.
pub fn added(declared: Command, lang: Lang) -> Command {
    commands(&declared).iter().fold(declared, |whole, one| below(whole, &one.words, one.definition(lang), lang))
}

fn below(parent: Command, words: &[&'static str], command: Command, lang: Lang) -> Command {
    let [group, rest @ ..] = words else { return parent };
    if rest.is_empty() {
        return parent.subcommand(command);
    }
    let parent = match parent.find_subcommand(group) {
        Some(_) => parent,
        None => parent.subcommand(
            Command::new(*group).subcommand_required(true).arg_required_else_help(true).display_order(PLACE),
        ),
    };
    parent.mut_subcommand(*group, |group| {
        // A group without a text of its own says what its commands do.
        let all = [group.get_about(), command.get_about()].map(|text| text.map(ToString::to_string));
        let about = all.into_iter().flatten().collect::<Vec<_>>().join(lang.semicolon());
        below(group.about(about), rest, command, lang)
    })
}

/// The command of operations that was typed, and its arguments.
pub fn asked<'m>(matches: &'m ArgMatches, declared: &Command) -> Option<(OperationCommand, &'m ArgMatches)> {
    let (mut words, mut matches) = (Vec::new(), matches);
    while let Some((word, below)) = matches.subcommand() {
        words.push(word);
        matches = below;
    }
    Some((commands(declared).into_iter().find(|one| one.words == words)?, matches))
}

impl OperationCommand {
    fn definition(&self, lang: Lang) -> Command {
        let (name, path) = (self.words.last().copied().unwrap_or_default(), self.words.join(" "));
        let mut command = PlanFrom::augment_args(Command::new(name).display_order(PLACE));
        command = match OF_SOURCE.contains(&&*path) {
            true => SourceFrom::augment_args(command),
            false => RegisterFrom::augment_args(command),
        };
        let own = OWN.iter().find(|(known, _)| *known == path);
        let all: Vec<Parts> = self.entries.iter().map(|entry| parts(entry.command)).collect();
        for (entry, Parts { placed, flag, .. }) in self.entries.iter().zip(&all) {
            if let Some((flag, None)) = flag {
                let others = all.iter().filter_map(|other| Some(other.flag?.0)).filter(|other| other != flag);
                let arg = Arg::new(*flag).long(*flag).action(ArgAction::SetTrue).help(lang.t(entry.summary));
                command = command.arg(arg.conflicts_with_all(others));
            }
            for field in (entry.fields)().all() {
                let known = command.get_arguments().any(|arg| arg.get_id() == field.name.as_str());
                if known || own.is_some() && PAGING.contains(&&*field.name) {
                    continue;
                }
                let by_all = self.entries.iter().all(|entry| (entry.fields)().get(&field.name).is_some());
                let arg = argument(field, lang).required(by_all && field.required);
                let flag = flag.filter(|(_, value)| *value == Some(&field.name)).map_or(&*field.name, |(flag, _)| flag);
                command = command.arg(match placed.iter().position(|name| *name == field.name) {
                    Some(place) => arg.index(place + 1),
                    None => arg.long(flag.to_owned()),
                });
            }
        }
        let command = own.map_or(FormatFrom::augment_args as More, |(_, more)| *more)(command);
        command.about(lang.t(self.entries[0].summary))
    }

    /// The operation that is asked: the one of the flag that is set, else the
    /// one that takes all the positionals there are.
    pub fn entry(&self, matches: &ArgMatches) -> &'static OperationEntry {
        let given = |id: &str| matches.value_source(id) == Some(clap::parser::ValueSource::CommandLine);
        let fits = |parts: &Parts| {
            let flag = parts.flag.is_none_or(|(flag, value)| given(value.unwrap_or(flag)));
            flag && parts.placed.iter().all(|name| given(name))
        };
        let fitting = self.entries.iter().map(|entry| (entry, parts(entry.command))).filter(|(_, parts)| fits(parts));
        let nearest = fitting.max_by_key(|(_, parts)| (parts.flag.is_some(), parts.placed.len()));
        nearest.map_or(self.entries[0], |(entry, _)| entry)
    }
}

/// Whether the text of a member is in a file that is named.
pub fn is_in_file(field: &InputField) -> bool {
    matches!(field.form, MemberType::Paragraphs { most } if most > TYPED)
}

fn argument(field: &InputField, lang: Lang) -> Arg {
    let mut label = field.label(lang).to_owned();
    if is_in_file(field) {
        label.push_str(lang.t(usage::FROM_FILE));
    }
    let arg = Arg::new(field.name.clone()).help(label);
    let arg = match &field.form {
        MemberType::Flag => return arg.action(ArgAction::SetTrue),
        MemberType::Word(words) => arg.value_parser(PossibleValuesParser::new(words.clone())),
        MemberType::List => arg.action(ArgAction::Append).num_args(1..),
        _ => arg,
    };
    arg.value_name(value_name(field, lang))
}

/// What the value is called: by its name, its form, or its label.
fn value_name(field: &InputField, lang: Lang) -> String {
    let name = match field.form {
        _ if help::is_value_name(&field.name.to_uppercase()) => field.name.to_uppercase(),
        MemberType::Paragraphs { .. } if is_in_file(field) => "FILE".to_owned(),
        MemberType::Day => "DATE".to_owned(),
        MemberType::Number { .. } => "N".to_owned(),
        _ if lang == Lang::Zh => field.label(lang).chars().take_while(|letter| letter.is_alphanumeric()).collect(),
        _ => field.name.to_uppercase(),
    };
    help::value_name(&name, lang)
}
