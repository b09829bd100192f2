//! The definition of all commands with help in a language: what clap would say
//! in English only (headings, `[OPTIONS]`, names of values) is said here.

use huigu_answers::texts::{help, usage};
use huigu_quantity::Lang;

use crate::settings;

/// A definition with help in the language.
pub fn whole(command: clap::Command, lang: Lang) -> clap::Command {
    let help = clap::Arg::new("help").long("help").short('h').action(clap::ArgAction::Help).global(true);
    let command = command.disable_help_flag(true).disable_help_subcommand(true).arg(help);
    let version = clap::Arg::new("version").long("version").short('V').action(clap::ArgAction::Version);
    localised(command.disable_version_flag(true).arg(version), lang, "")
}

fn localised(mut command: clap::Command, lang: Lang, path: &str) -> clap::Command {
    if let Some(text) = help::command(path).map(|text| lang.t(text)) {
        command = command.about(text);
    }
    let arguments: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    for id in arguments {
        command = command.mut_arg(&id, |argument| argument_in(argument, lang, path, &id));
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let below = if path.is_empty() { name.clone() } else { format!("{path} {name}") };
        command = command.mut_subcommand(&name, |sub| localised(sub, lang, &below));
    }
    command = command.subcommand_value_name(lang.t(usage::COMMAND));
    let (template, usage) = (template(&command, lang), usage(&command, lang, path));
    command.help_template(template).override_usage(usage)
}

/// What help is made of: only the parts the command has.
fn template(command: &clap::Command, lang: Lang) -> String {
    let mut text = format!("{{about}}\n\n{}{{usage}}\n", lang.t(usage::USAGE));
    let parts = [
        (command.has_subcommands(), usage::COMMANDS, "{subcommands}"),
        (command.get_positionals().next().is_some(), usage::ARGUMENTS, "{positionals}"),
        (true, usage::OPTIONS, "{options}"),
    ];
    for (_, heading, part) in parts.into_iter().filter(|(there, ..)| *there) {
        text.push_str(&format!("\n{}\n{part}\n", lang.t(heading)));
    }
    text
}

fn usage(command: &clap::Command, lang: Lang, path: &str) -> String {
    let whole = format!("huigu {path}");
    let said = command.clone().bin_name(whole.trim_end()).render_usage().to_string();
    said.trim_start_matches("Usage: ").replace("[OPTIONS]", lang.t(usage::SOME_OPTIONS))
}

fn argument_in(argument: clap::Arg, lang: Lang, path: &str, id: &str) -> clap::Arg {
    let said = argument.get_help().map(ToString::to_string);
    let own = said.or_else(|| help::argument(path, id).map(|text| lang.t(text).to_owned()));
    // What has a text of its own under a command is no setting there, whatever it is called.
    let setting = settings::of_flag(id).filter(|_| own.is_none());
    let of_setting = setting.map(|setting| setting.meaning(lang).to_owned());
    let mut text = own.or(of_setting).unwrap_or_default();
    let choices: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let takes_value = argument.get_action().takes_values();
    if takes_value && !choices.is_empty() && setting.is_none() {
        text.push_str(&lang.say(usage::Choices { choices: &choices.join(lang.comma()) }));
    }
    if let Some(default) = argument.get_default_values().first().filter(|_| takes_value) {
        text.push_str(&lang.say(usage::Default { value: &default.to_string_lossy() }));
    }
    if let Some(setting) = setting {
        let variable = &setting.variable;
        text.push_str(&if takes_value {
            lang.say(usage::OrSet { variable, value: &setting.default(lang) })
        } else {
            lang.say(usage::OrSetSwitch { variable })
        });
    }
    let name = argument.get_value_names().and_then(|names| names.first()).map(|name| name.to_string());
    let argument = argument.help(text);
    if !takes_value {
        return argument;
    }
    // What clap would add, in English only, stands in the text above.
    let argument = argument.hide_possible_values(true).hide_default_value(true);
    match name {
        Some(name) => argument.value_name(help::value_name(&name, lang)),
        None => argument,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::definition;

    #[test]
    fn the_definition_is_sound_in_both_languages() {
        definition(Lang::Zh).debug_assert();
        definition(Lang::En).debug_assert();
    }

    fn every_help(command: &clap::Command, path: &str, keys: &mut Vec<String>) {
        assert!(command.get_about().is_some(), "command `{path}` has no help");
        keys.push(path.to_owned());
        for argument in command.get_arguments() {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(!help.is_empty(), "`{path}` --{} has no help", argument.get_id());
            keys.push(format!("{path} {}", argument.get_id()));
        }
        for sub in command.get_subcommands() {
            every_help(sub, &format!("{path} {}", sub.get_name()), keys);
        }
    }

    #[test]
    fn every_command_and_argument_has_help_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let mut keys = Vec::new();
            every_help(&definition(lang), "", &mut keys);
            assert!(keys.len() > 20);
            let used = |key: &str| keys.iter().any(|known| known.trim() == key || known.ends_with(&format!(" {key}")));
            let unused: Vec<_> = help::keys().filter(|key| !used(key)).collect();
            assert!(unused.is_empty(), "nothing shows these: {unused:?}");
        }
    }

    fn every_page(command: &clap::Command, pages: &mut Vec<String>) {
        pages.push(command.clone().render_help().to_string());
        command.get_subcommands().for_each(|sub| every_page(sub, pages));
    }

    #[test]
    fn chinese_help_is_chinese_all_through() {
        let mut pages = Vec::new();
        every_page(&definition(Lang::Zh), &mut pages);
        assert!(pages.len() > 20);
        for page in pages {
            for english in ["OPTIONS", "Usage", "Options:", "Commands", "Arguments", "default", "possible values"] {
                assert!(!page.contains(english), "{english} in:\n{page}");
            }
            // Names of values: letters and what is a name everywhere stay.
            let named = page.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(name, _)| name);
            for name in named {
                assert!(!name.is_ascii() || ["N", "M", "S", "SHELL"].contains(&name), "<{name}> in:\n{page}");
            }
        }
    }

    #[test]
    fn the_columns_of_chinese_help_stand_one_below_the_other() {
        let help = definition(Lang::Zh);
        let page = help.find_subcommand("import").unwrap().clone().render_help().to_string();
        let starts = ["只检查不入库", "文件名看不出类别", "登记库目录"].map(|text| {
            let line = page.lines().find(|line| line.contains(text)).unwrap();
            unicode_width::UnicodeWidthStr::width(line.split(text).next().unwrap())
        });
        assert!(starts[0] == starts[1] && starts[1] == starts[2], "{page}");
    }
}
