//! The register a command works on: which, who sits at it, and what its
//! refusals come to.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use huigu_answers::texts::usage;
use huigu_desk::sheets::KnownNames;
use huigu_desk::{
    Caller, Desk, Directory, Error, ErrorClass, Fields, Hash, IngestError, Instant, ListedOperation, Operation, Place,
    Settings, StoreError, file_options,
};
use huigu_plan::Plan;
use huigu_quantity::Lang;

use crate::args::{PlanFrom, RegisterFrom};
use crate::files::{BookFile, unreadable};
use crate::outcome::{Console, Failure};
use crate::output::whole_file;
use crate::plans;
use crate::settings::{SettingKey, Value};

/// Where the register is, by its two settings.
pub fn place(from: &RegisterFrom, console: &Console<'_, '_>) -> Result<Place, Failure> {
    let given = console.settings.with(&from.flags());
    let [(data, _), (database, _)] = [SettingKey::Data, SettingKey::Database].map(|key| given[key as usize].clone());
    match (data, database) {
        (_, Some(Value::Text(url))) => url_of(&url, console.lang),
        (Some(Value::Path(folder)), _) => Ok(Place::Folder(folder)),
        // The table has a folder where nobody names a place.
        _ => Err(Failure::Usage(console.lang.t(usage::NOT_A_DATABASE).to_owned())),
    }
}

fn url_of(url: &str, lang: Lang) -> Result<Place, Failure> {
    match Place::parse(url) {
        database @ Place::Database(_) => Ok(database),
        // What was given is not repeated: it may hold a password.
        Place::Folder(_) => Err(Failure::Usage(lang.t(usage::NOT_A_DATABASE).to_owned())),
    }
}

/// The desk, with whoever runs the program.
pub struct AtDesk {
    /// The desk.
    pub desk: Desk,
    /// Who asks.
    pub caller: Caller,
    lang: Lang,
}

impl AtDesk {
    /// At a desk, for whoever runs the program.
    pub fn new(desk: Desk, who: &str, lang: Lang) -> Self {
        Self { desk, caller: Caller::operator(who), lang }
    }

    /// Runs an operation.
    ///
    /// # Errors
    /// What its refusal comes to.
    pub fn run<O: ListedOperation>(&self, input: O) -> Result<O::Output, Failure> {
        self.desk.run(&self.caller, input).map_err(|error| self.failure(&error))
    }

    /// Runs an operation that writes a file: it is complete and on the disk, or
    /// not there.
    ///
    /// # Errors
    /// What its refusal comes to, or why there is no file.
    pub fn run_to_file<O: ListedOperation>(&self, input: O, path: &Path) -> Result<O::Output, Failure> {
        let mut done = None;
        let written = whole_file(path, self.lang, |part| {
            let mut file = BufWriter::new(file_options().write(true).create(true).truncate(true).open(part)?);
            // A failure of the register leaves no file either; it is told below.
            if done.insert(self.desk.run_into(&self.caller, input, &mut file)).is_err() {
                return Err(io::Error::other("nothing to write"));
            }
            file.flush()?;
            let file = file.get_ref();
            if file.metadata()?.is_file() { file.sync_all() } else { Ok(()) }
        });
        match done {
            Some(Err(error)) => Err(self.failure(&error)),
            Some(Ok(made)) => written.map(|()| made),
            None => written.and(Err(Failure::Stopped)),
        }
    }

    /// Runs an operation that writes a file; the file.
    ///
    /// # Errors
    /// What its refusal comes to.
    pub fn run_to_bytes<O: ListedOperation>(&self, input: O) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let done = self.desk.run_into(&self.caller, input, &mut bytes);
        done.map(|_| bytes).map_err(|error| self.failure(&error))
    }

    /// Names as an answer's directory and the plan know them.
    pub fn names<'n>(&'n self, directory: &'n Directory) -> KnownNames<'n> {
        KnownNames { directory, plan: self.desk.plan() }
    }

    /// What a refusal of the desk comes to.
    pub fn failure(&self, error: &Error) -> Failure {
        failure(error, &[], self.lang)
    }

    /// An operation's input of what stands on the command line.
    ///
    /// # Errors
    /// What was typed and is no input.
    pub fn input<O: Operation>(&self, texts: &[(&str, &str)]) -> Result<O, Failure> {
        let fields = Fields::of::<O>();
        let read = fields.value_of(texts.iter().copied()).and_then(|members| fields.read(members));
        read.map_err(|error| self.failure(&error))
    }
}

/// Opens the desk at the register of a plan, for whoever runs the program, and
/// works at it.
///
/// # Errors
/// Why it cannot be opened, or whatever `work` answers.
pub fn at_desk<T>(
    from: &RegisterFrom,
    plan: &PlanFrom,
    console: &mut Console<'_, '_>,
    work: impl FnOnce(&AtDesk, &mut Console<'_, '_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    at_desk_or_made(false, from, plan, console, work)
}

/// The same; where there is no register and `make` is true, makes one.
///
/// # Errors
/// As [`at_desk`].
pub fn at_desk_or_made<T>(
    make: bool,
    from: &RegisterFrom,
    plan: &PlanFrom,
    console: &mut Console<'_, '_>,
    work: impl FnOnce(&AtDesk, &mut Console<'_, '_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let plan = plans::load_with_hash(plan, console)?;
    at_desk_of(make, from, plan, console, work)
}

/// The same, with a plan that is at hand and the hash of its files.
///
/// # Errors
/// As [`at_desk`].
pub fn at_desk_of<T>(
    make: bool,
    from: &RegisterFrom,
    (plan, hash): (Plan, Hash),
    console: &mut Console<'_, '_>,
    work: impl FnOnce(&AtDesk, &mut Console<'_, '_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let (place, lang) = (place(from, console)?, console.lang);
    let open = if make { Desk::open_or_make } else { Desk::open };
    let mut desk = open(&place, plan, hash, settings(console)).map_err(|error| failure(&error, &[], lang))?;
    if let Some(folder) = console.settings.path(SettingKey::Columns, from.columns.as_deref()) {
        desk.keep_columns_in(Some(&folder));
    }
    if let Some(rows) = console.settings.number(SettingKey::ColumnsFrom, None) {
        desk.keep_columns_from(rows);
    }
    let at = AtDesk::new(desk, &who(console), lang);
    let done = work(&at, console);
    if let Some(why) = at.desk.why_no_columns() {
        console.tell_text(&lang.say(why));
    }
    done
}

/// What a desk at this machine stands on.
pub fn settings(console: &Console<'_, '_>) -> Settings {
    let now = Arc::clone(&console.context.now);
    Settings {
        clock: Arc::new(move || Instant(now())),
        random: Arc::new(console.context.random),
        person_key: console.settings.text(SettingKey::PersonKey, None),
        demo: false,
    }
}

/// Who sits here: as the setting says, which is for machines where nobody
/// logs in, else by login name; empty if neither is known.
pub fn who(console: &Console<'_, '_>) -> String {
    console.settings.text(SettingKey::Who, None).unwrap_or_else(|| console.context.who.to_owned())
}

/// What a refusal of the desk comes to; `files` are those handed in.
pub fn failure(error: &Error, files: &[BookFile], lang: Lang) -> Failure {
    let text = lang.say(error);
    match error {
        Error::Store(StoreError::NoRegister { .. }) => {
            Failure::Environment(format!("{text}\n{}", lang.t(usage::OR_BOOKS)))
        }
        Error::Ingest(IngestError::Unreadable { file, error }) => match files.get(*file) {
            Some(file) => unreadable(&file.path, error, lang),
            None => Failure::Environment(text),
        },
        _ => of_class(error.class(), text),
    }
}

/// The exit status of an error, by its class.
fn of_class(class: ErrorClass, text: String) -> Failure {
    match class {
        ErrorClass::SignIn
        | ErrorClass::FinishFirst
        | ErrorClass::NotAllowed
        | ErrorClass::TokenLacks
        | ErrorClass::NotYours
        | ErrorClass::NotFound
        | ErrorClass::Malformed
        | ErrorClass::KeyReused
        | ErrorClass::Invalid
        | ErrorClass::Settings
        | ErrorClass::OutsideValidity
        | ErrorClass::YearNotEnded
        | ErrorClass::AlreadyWithdrawn
        | ErrorClass::TooMany
        | ErrorClass::Misdirected => Failure::Usage(text),
        ErrorClass::BadInput | ErrorClass::RegisterFaulty | ErrorClass::HasDependents => Failure::Input(text),
        ErrorClass::Conflict | ErrorClass::Busy | ErrorClass::Unavailable | ErrorClass::Broken => {
            Failure::Environment(text)
        }
    }
}
