//! The settings of a run: each by its flag, else the environment, else the
//! file, else what the table says. Nothing else reads them anywhere.

mod fault;
mod file;
mod table;
mod value;

use std::ffi::{OsStr, OsString};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

pub use fault::Fault;
pub use file::{FileRead, Sayings};
pub use table::{DefaultValue, SETTINGS, Setting, SettingKey, of_flag};
pub use value::{Shown, Value};

use fault::{Found, Wrong};
use huigu_quantity::Lang;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The command line.
    Flag,
    /// The environment.
    Environment,
    /// This line of the file.
    File(usize),
    /// Nothing said otherwise.
    DefaultValue,
}

/// What a setting is, and by whom; no value: what the table says in words.
pub type Given = (Option<Value>, Origin);

/// What the command line says of settings.
pub type Flags<'a> = &'a [(SettingKey, Option<Value>)];

/// The settings below the command line, which each command knows for itself.
#[derive(Debug)]
pub struct Settings {
    /// In the order of the table.
    below: Vec<Given>,
    /// The file.
    pub file: FileRead,
    /// What is wrong in the environment.
    pub faults: Vec<Fault>,
}

impl Settings {
    /// What file and environment say; what is wrong in them is kept to be told.
    pub fn of_run(
        arguments: &[OsString],
        variable: &dyn Fn(&str) -> Option<OsString>,
        usual_file: Option<&Path>,
    ) -> Self {
        let file = file::read(arguments, variable, usual_file);
        let default = |setting: &Setting| match setting.default {
            DefaultValue::Is(text) => (setting.kind.read(text.as_ref()), Origin::DefaultValue),
            DefaultValue::Means(_) => (None, Origin::DefaultValue),
        };
        let mut below: Vec<Given> = SETTINGS.iter().map(default).collect();
        if let FileRead::Said(said) = &file {
            let values = said.values.iter().map(|(key, value, line)| (*key, value.clone(), Origin::File(*line)));
            lay(&mut below, values.collect());
        }
        let (mut faults, mut values) = (Vec::new(), Vec::new());
        for setting in SETTINGS {
            let Some(text) = variable(setting.variable).filter(|text| !blank(text)) else { continue };
            match setting.kind.read(&text) {
                Some(value) => values.push((setting.key, value, Origin::Environment)),
                None => {
                    let found = Found::of(setting, &text.to_string_lossy());
                    faults.push(Fault::of_variable(setting.variable, Wrong::Value(setting, found)));
                }
            }
        }
        if [SettingKey::Data, SettingKey::Database].iter().all(|key| values.iter().any(|(said, ..)| said == key)) {
            faults.push(Fault::of_variable(SettingKey::Database.setting().variable, Wrong::TwoRegisters));
        }
        lay(&mut below, values);
        Self { below, file, faults }
    }

    /// All faults, those of the file first.
    pub fn all_faults(&self) -> impl Iterator<Item = &Fault> {
        let of_file: &[Fault] = match &self.file {
            FileRead::Said(said) => &said.faults,
            _ => &[],
        };
        of_file.iter().chain(&self.faults)
    }

    /// Every setting as it is, in the order of the table.
    pub fn with(&self, flags: Flags<'_>) -> Vec<Given> {
        let mut given = self.below.clone();
        let said = flags.iter().filter_map(|(key, value)| Some((*key, value.clone()?, Origin::Flag)));
        lay(&mut given, said.collect());
        given
    }

    /// What a setting is: the flag's value if there is one, else what stands below.
    pub fn value(&self, key: SettingKey, flag: Option<Value>) -> Option<Value> {
        flag.or_else(|| self.below[key as usize].0.clone())
    }

    /// The path a setting names.
    pub fn path(&self, key: SettingKey, flag: Option<&Path>) -> Option<PathBuf> {
        match self.value(key, flag.map(|path| Value::Path(path.to_owned()))) {
            Some(Value::Path(path)) => Some(path),
            _ => None,
        }
    }

    /// The text a setting is.
    pub fn text(&self, key: SettingKey, flag: Option<&str>) -> Option<String> {
        match self.value(key, flag.map(|text| Value::Text(text.to_owned()))) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The number a setting is.
    pub fn number(&self, key: SettingKey, flag: Option<u64>) -> Option<u64> {
        match self.value(key, flag.map(Value::Number)) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// Whether a setting is on.
    pub fn is_on(&self, key: SettingKey, flag: bool) -> bool {
        self.value(key, flag.then_some(Value::Switch(true))) == Some(Value::Switch(true))
    }

    /// The address a setting is.
    pub fn address(&self, key: SettingKey, flag: Option<SocketAddr>) -> Option<SocketAddr> {
        match self.value(key, flag.map(Value::Address)) {
            Some(Value::Address(address)) => Some(address),
            _ => None,
        }
    }

    /// The language environment or file ask for.
    pub fn language(&self) -> Option<Lang> {
        match self.below[SettingKey::Lang as usize].0 {
            Some(Value::Lang(lang)) => Some(lang),
            _ => None,
        }
    }
}

fn blank(text: &OsStr) -> bool {
    text.to_string_lossy().trim().is_empty()
}

/// Lays values of a nearer source over those below. A register is one place:
/// whoever names a folder or a database nearer, unsays the other.
fn lay(below: &mut [Given], values: Vec<(SettingKey, Value, Origin)>) {
    for (one, other) in [(SettingKey::Data, SettingKey::Database), (SettingKey::Database, SettingKey::Data)] {
        if values.iter().any(|(key, ..)| *key == one) {
            below[other as usize] = (None, Origin::DefaultValue);
        }
    }
    for (key, value, origin) in values {
        below[key as usize] = (Some(value), origin);
    }
}
