//! `huigu config`: what the settings are, and where each comes from.

use std::path::Path;

use huigu_answers::{
    Column, Sheet, system, terminal,
    texts::{files, settings},
};
use huigu_quantity::Lang;
use serde::Serialize;

use crate::args::{Config, ConfigFormat};
use crate::outcome::{Console, Failure};
use crate::output::json;
use crate::settings::{FileRead, Given, Origin, SETTINGS, Sayings, Setting, Shown};

/// Shows the settings, or checks their file; `lang` is what the command line asks for.
pub fn run(args: &Config, lang: Option<Lang>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    if args.check {
        return check(console);
    }
    sound(console)?;
    let given = console.settings.with(&args.flags(lang));
    warn(console);
    match args.format {
        ConfigFormat::Table => table(&given, console),
        ConfigFormat::Json => {
            let lines: Vec<Line> =
                SETTINGS.iter().zip(&given).map(|(setting, given)| line(setting, given, console)).collect();
            let answer =
                Answer { file: file_in_force(console).map(|path| path.display().to_string()), settings: lines };
            console.answer_bytes(&json(&answer, console.lang)?)
        }
    }
}

/// Holds that file and environment can be relied on; what is wrong is told.
///
/// # Errors
/// [`Failure::Environment`] when a file that was named cannot be read,
/// [`Failure::Input`] for mistakes in the file, [`Failure::Usage`] for those in the environment.
pub fn sound(console: &mut Console<'_, '_>) -> Result<(), Failure> {
    readable(console)?;
    let told: Vec<String> = console.settings.all_faults().map(|fault| fault.told(console.lang)).collect();
    if told.is_empty() {
        return Ok(());
    }
    let in_file = console.settings.all_faults().any(|fault| fault.stands_in_file());
    told.iter().for_each(|fault| console.tell_text(fault));
    let text = console.lang.say(settings::Wrong { count: &told.len() });
    Err(if in_file { Failure::Input(text) } else { Failure::Usage(text) })
}

/// Tells of a file that is not in force, or shows secrets to everybody.
pub fn warn(console: &mut Console<'_, '_>) {
    let text = match &console.settings.file {
        FileRead::PassedOver(path) => console.lang.say(settings::PassedOver { path: &path.display() }),
        FileRead::Said(said) => match exposed(said, console.lang) {
            Some(text) => text,
            None => return,
        },
        FileRead::None | FileRead::Unreadable(..) => return,
    };
    console.tell_text(&text);
}

fn readable(console: &Console<'_, '_>) -> Result<(), Failure> {
    let FileRead::Unreadable(path, error) = &console.settings.file else { return Ok(()) };
    let why = system(error, console.lang);
    Err(Failure::Environment(console.lang.say(files::ReadFailed { path: &path.display(), why: &why })))
}

fn exposed(said: &Sayings, lang: Lang) -> Option<String> {
    let (name, line) = said.exposed()?;
    Some(lang.say(settings::Exposed { path: &said.path.display(), line: &line, name: &name }))
}

/// What is wrong in the file is the answer.
fn check(console: &mut Console<'_, '_>) -> Result<(), Failure> {
    readable(console)?;
    let lang = console.lang;
    let FileRead::Said(said) = &console.settings.file else {
        warn(console);
        return console.answer(&format!("{}\n", lang.t(settings::NO_FILE)));
    };
    let path = said.path.display().to_string();
    let found: Vec<String> = said.faults.iter().map(|fault| fault.told(lang)).chain(exposed(said, lang)).collect();
    if found.is_empty() {
        return console.answer(&format!("{}\n", lang.say(settings::Sound { path: &path })));
    }
    for fault in found {
        console.answer(&format!("{fault}\n"))?;
    }
    Err(Failure::Negative)
}

fn file_in_force<'c>(console: &'c Console<'_, '_>) -> Option<&'c Path> {
    match &console.settings.file {
        FileRead::Said(said) => Some(&said.path),
        _ => None,
    }
}

#[derive(Serialize)]
struct Answer {
    file: Option<String>,
    settings: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    name: &'static str,
    flag: Option<String>,
    variable: &'static str,
    in_file: bool,
    secret: bool,
    meaning: &'static str,
    default: &'static str,
    /// `null` where nothing says it; of a secret `set`, of a database's address all but its password.
    value: Option<Shown>,
    from: &'static str,
    line: Option<usize>,
}

fn line(setting: &'static Setting, (value, origin): &Given, console: &Console<'_, '_>) -> Line {
    let (from, line) = match origin {
        Origin::Flag => ("flag", None),
        Origin::Environment => ("environment", None),
        Origin::File(line) => ("file", Some(*line)),
        Origin::DefaultValue => ("default", None),
    };
    Line {
        name: setting.name,
        flag: setting.has_flag().then(|| format!("--{}", setting.name)),
        variable: setting.variable,
        in_file: setting.in_file(),
        secret: setting.kind.secret(),
        meaning: setting.meaning(console.lang),
        default: setting.default(console.lang),
        value: value.as_ref().map(|value| setting.kind.shown(value)),
        from,
        line,
    }
}

fn table(given: &[Given], console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let heads = [settings::NAME, settings::VALUE, settings::FROM, settings::MEANING];
    let mut sheet = Sheet::new("settings", "", heads.map(|head| Column::left("", lang.t(head))).into());
    let path = file_in_force(console).map(|path| path.display().to_string()).unwrap_or_default();
    for (setting, (value, origin)) in SETTINGS.iter().zip(given) {
        let shown = match value.as_ref().map(|value| setting.kind.shown(value)) {
            None => lang.pick(format!("（{}）", setting.default(lang)), format!("({})", setting.default(lang))),
            Some(Shown::Secret(_)) => lang.t(settings::SECRET).to_owned(),
            Some(Shown::Text(text)) => text,
            Some(Shown::Number(number)) => number.to_string(),
            Some(Shown::Switch(on)) => on.to_string(),
        };
        let from = match origin {
            Origin::Flag => format!("--{}", setting.name),
            Origin::Environment => setting.variable.to_owned(),
            Origin::File(line) => lang.say(settings::InFile { path: &path, line }),
            Origin::DefaultValue => lang.t(settings::DEFAULT).to_owned(),
        };
        sheet.row(vec![setting.name.into(), shown.into(), from.into(), setting.meaning(lang).into()]);
    }
    let file = match file_in_force(console) {
        Some(path) => lang.say(settings::File { path: &path.display() }),
        None => lang.t(settings::NO_FILE).to_owned(),
    };
    let text = terminal::table(&sheet, lang, "");
    console.answer(&format!("{text}\n{file}\n"))
}
