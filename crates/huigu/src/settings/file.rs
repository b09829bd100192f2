//! The file of settings: which it is, and what it says.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::fault::{Fault, Found, Wrong};
use super::table::{SETTINGS, SettingKey};
use super::value::Value;

/// The variable that names the file.
pub const VARIABLE: &str = "HUIGU_CONFIG";

/// More is no file of settings.
const LONGEST: u64 = 1 << 20;

/// The file, and what came of reading it.
#[derive(Debug, Default)]
pub enum FileRead {
    /// There is none, and none was asked for.
    #[default]
    None,
    /// It was read.
    Said(Sayings),
    /// At its usual place, but not for whoever runs this.
    PassedOver(PathBuf),
    /// It was named and cannot be read.
    Unreadable(PathBuf, io::Error),
}

/// What a file says.
#[derive(Debug)]
pub struct Sayings {
    /// The file, by its name as given.
    pub path: PathBuf,
    /// Its sound settings, with their lines.
    pub values: Vec<(SettingKey, Value, usize)>,
    /// What is wrong in it.
    pub faults: Vec<Fault>,
    /// Whether people other than its owner and group may read it.
    pub open_to_all: bool,
}

/// Reads the file the arguments name, else the environment, else the one at
/// its usual place, if there is one.
pub fn read(arguments: &[OsString], variable: &dyn Fn(&str) -> Option<OsString>, usual: Option<&Path>) -> FileRead {
    let named = asked_for(arguments).or_else(|| variable(VARIABLE).filter(|path| !path.is_empty()));
    let (path, named) = match (named, usual) {
        (Some(path), _) => (PathBuf::from(path), true),
        (None, Some(usual)) => (usual.to_owned(), false),
        (None, None) => return FileRead::None,
    };
    match bytes_of(&path) {
        Ok((bytes, open_to_all)) => FileRead::Said(sayings(path, &bytes, open_to_all)),
        Err(error) if !named && error.kind() == io::ErrorKind::NotFound => FileRead::None,
        Err(error) if !named && error.kind() == io::ErrorKind::PermissionDenied => FileRead::PassedOver(path),
        Err(error) => FileRead::Unreadable(path, error),
    }
}

/// The file named on the command line, before that is parsed: complaints
/// about it are to be in the language the file may ask for.
fn asked_for(arguments: &[OsString]) -> Option<OsString> {
    let mut arguments = arguments.iter().take_while(|argument| *argument != "--");
    while let Some(argument) = arguments.next() {
        if argument == "--config" {
            return arguments.next().cloned();
        }
        if let Some(path) = argument.to_str().and_then(|text| text.strip_prefix("--config=")) {
            return Some(OsString::from(path));
        }
    }
    None
}

fn bytes_of(path: &Path) -> io::Result<(Vec<u8>, bool)> {
    let file = fs::File::open(path)?;
    let open_to_all = open_to_all(&file.metadata()?);
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes)?;
    Ok((bytes, open_to_all))
}

#[cfg(unix)]
fn open_to_all(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.is_file() && about.permissions().mode() & 0o004 != 0
}

#[cfg(not(unix))]
fn open_to_all(_: &fs::Metadata) -> bool {
    false
}

fn sayings(path: PathBuf, bytes: &[u8], open_to_all: bool) -> Sayings {
    let mut said = Sayings { values: Vec::new(), faults: Vec::new(), open_to_all, path };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if bytes.len() as u64 <= LONGEST => text,
        Ok(_) => {
            said.fault("", 0, Wrong::TooLong);
            return said;
        }
        Err(error) => {
            let text = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
            said.fault(&text, text.len(), Wrong::NotText);
            return said;
        }
    };
    // Byte order marks are what some editors leave.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match DeTable::parse(text) {
        Ok(table) => said.read(text, table.get_ref()),
        Err(error) => {
            let wrong = Wrong::Syntax(error.message().trim().to_owned());
            said.fault(text, error.span().map_or(0, |span| span.start), wrong);
        }
    }
    said.faults.sort_by_key(|fault| fault.place());
    said
}

impl Sayings {
    fn read(&mut self, text: &str, table: &DeTable<'_>) {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in entries {
            let called = name.get_ref().as_ref();
            match SETTINGS.iter().find(|setting| setting.name == called) {
                None => self.fault(text, name.span().start, Wrong::Unknown(called.to_owned())),
                Some(setting) if !setting.in_file() => {
                    self.fault(text, name.span().start, Wrong::NotInFile(setting));
                }
                Some(_) if matches!(value.get_ref(), DeValue::String(text) if text.trim().is_empty()) => {}
                Some(setting) => match setting.kind.of_file(value.get_ref()) {
                    Some(read) => {
                        let read = self.placed(read);
                        self.values.push((setting.key, read, line_and_column(text, name.span().start).0));
                    }
                    None => {
                        let found = Found::of(setting, &text[value.span()]);
                        self.fault(text, value.span().start, Wrong::Value(setting, found));
                    }
                },
            }
        }
        let place = |key: SettingKey| table.iter().find(|(name, _)| name.get_ref().as_ref() == key.setting().name);
        let said = |key: SettingKey| self.values.iter().any(|(said, ..)| *said == key);
        if let (true, true, Some((name, _))) =
            (said(SettingKey::Data), said(SettingKey::Database), place(SettingKey::Database))
        {
            self.fault(text, name.span().start, Wrong::TwoRegisters);
        }
    }

    /// A path that is not whole is taken from the folder of the file.
    fn placed(&self, value: Value) -> Value {
        match value {
            Value::Path(path) => Value::Path(self.path.parent().unwrap_or(Path::new("")).join(path)),
            other => other,
        }
    }

    fn fault(&mut self, text: &str, at: usize, wrong: Wrong) {
        let (line, column) = line_and_column(text, at);
        self.faults.push(Fault::in_file(&self.path, line, column, wrong));
    }

    /// The first setting that holds something nobody may see, in a file
    /// everybody may read: its name and line.
    pub fn exposed(&self) -> Option<(&'static str, usize)> {
        let hidden = self.values.iter().find(|(key, value, _)| key.setting().kind.hides(value));
        hidden.filter(|_| self.open_to_all).map(|(key, _, line)| (key.setting().name, *line))
    }
}

/// Line and column in characters, both from 1.
fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(at)];
    let start = before.rfind('\n').map_or(0, |place| place + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}
