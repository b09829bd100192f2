//! The register a command works on: which, who sits at it, and what its
//! refusals come to.

use std::path::PathBuf;

use huigu_desk::{Error, Instant, Place, Register, StoreError, Surroundings};

use crate::args::{RegisterFrom, SourceFrom};
use crate::books::{BookFile, unreadable};
use crate::catalogue::Phrase;
use crate::language::Language;
use crate::outcome::{Console, Failure};

/// Where the register is when nothing says where.
const HERE: &str = "./huigu-data";

/// Where the register is: as the command line says, else as `HUIGU_DATABASE`
/// says (so that a password stands in no list of processes), else `./huigu-data`.
pub fn place(from: &RegisterFrom, console: &Console<'_, '_>) -> Result<Place, Failure> {
    if let Some(url) = &from.database {
        return url_of(url, console.lang);
    }
    if let Some(folder) = &from.data {
        return Ok(Place::Folder(folder.clone()));
    }
    match (console.around.variable)("HUIGU_DATABASE").filter(|url| !url.is_empty()) {
        Some(url) => url_of(&url.to_string_lossy(), console.lang),
        None => Ok(Place::Folder(PathBuf::from(HERE))),
    }
}

fn url_of(url: &str, lang: Language) -> Result<Place, Failure> {
    match Place::parse(url) {
        database @ Place::Database(_) => Ok(database),
        // What was given is not repeated: it may hold a password.
        Place::Folder(_) => Err(Failure::Usage(lang.word(Phrase::NotADatabase).to_owned())),
    }
}

/// Opens the register of a plan and works on it; where there is none and
/// `make` is true, makes one.
///
/// # Errors
/// Why it cannot be opened, or whatever `work` answers.
pub fn with<T>(
    from: &RegisterFrom,
    plan: &str,
    make: bool,
    console: &mut Console<'_, '_>,
    work: impl FnOnce(&mut Register<'_>, &mut Console<'_, '_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let place = place(from, console)?;
    let (now, lang) = (console.around.now, console.lang);
    let clock = move || Instant(now());
    let key = (console.around.variable)("HUIGU_PERSON_KEY").filter(|key| !key.is_empty());
    let key = key.map(|key| key.to_string_lossy().into_owned());
    let who = who(console);
    let around = Surroundings { who: &who, clock: &clock, chance: console.around.chance, person_key: key.as_deref() };
    let mut register = Register::open(&place, plan, make, around).map_err(|error| failure(&error, &[], lang))?;
    keep_columns(&mut register, from, console);
    let done = work(&mut register, console);
    if let Some(why) = register.why_no_columns() {
        console.tell_text(&lang.pick(why.chinese(), why.english()));
    }
    done
}

/// Where the book's column form is kept, and from how many rows on.
fn keep_columns(register: &mut Register<'_>, from: &RegisterFrom, console: &Console<'_, '_>) {
    let variable = |name| (console.around.variable)(name).filter(|value| !value.is_empty());
    if let Some(folder) = from.columns.clone().or_else(|| variable("HUIGU_COLUMNS").map(PathBuf::from)) {
        register.keep_columns_in(Some(&folder));
    }
    if let Some(rows) = variable("HUIGU_COLUMNS_FROM").and_then(|rows| rows.to_string_lossy().parse().ok()) {
        register.keep_columns_from(rows);
    }
}

/// Who sits here: as `HUIGU_WHO` says, which is for machines where nobody
/// logs in, else by login name; empty if neither is known.
pub fn who(console: &Console<'_, '_>) -> String {
    let named = (console.around.variable)("HUIGU_WHO").map(|name| name.to_string_lossy().trim().to_owned());
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| console.around.who.to_owned())
}

/// An id as the source knows it: in a register a person's identity number is a hash.
///
/// # Errors
/// As [`with`].
pub fn veiled(from: &SourceFrom, plan: &str, id: &str, console: &mut Console<'_, '_>) -> Result<String, Failure> {
    if from.books.dir.is_some() || !huigu_facts::is_person_id(id) {
        return Ok(id.to_owned());
    }
    with(&from.register, plan, false, console, |register, console| {
        register.veiled(id).map_err(|error| failure(&error, &[], console.lang))
    })
}

/// What a refusal of the desk comes to; `files` are those handed in.
pub fn failure(error: &Error, files: &[BookFile], lang: Language) -> Failure {
    let text = lang.pick(error.chinese(), error.english());
    match error {
        Error::Store(StoreError::NoRegister { .. }) => {
            Failure::Environment(format!("{text}\n{}", lang.word(Phrase::OrBooks)))
        }
        Error::Store(
            StoreError::NoSuchBatch { .. }
            | StoreError::AlreadyWithdrawn { .. }
            | StoreError::IsAWithdrawal { .. }
            | StoreError::NoSuchSettlement { .. }
            | StoreError::NoSuchNotice { .. }
            | StoreError::NoticeWithdrawn { .. }
            | StoreError::OtherPlan { .. }
            | StoreError::NotEmpty { .. }
            | StoreError::UnknownSslMode { .. }
            | StoreError::LoginTaken { .. },
        )
        | Error::YearNotEnded { .. }
        | Error::NobodyApproves
        | Error::OutsideValidity { .. }
        | Error::NotThere { .. }
        | Error::Settings { .. }
        | Error::Notice(_)
        | Error::Refused(_)
        | Error::Account(_) => Failure::Usage(text),
        Error::Store(
            StoreError::DuplicateKey { .. }
            | StoreError::BadText { .. }
            | StoreError::WrongKind { .. }
            | StoreError::TooMany { .. }
            | StoreError::NotABackup
            | StoreError::OlderBackup { .. }
            | StoreError::NewerBackup { .. }
            | StoreError::BackupCutOff
            | StoreError::BackupDamaged { .. },
        )
        | Error::Faulty { .. }
        | Error::Unattachable(_)
        | Error::StoodOn { .. } => Failure::Input(text),
        Error::Unreadable { file, error } => match files.get(*file) {
            Some(file) => unreadable(&file.path, error, lang),
            None => Failure::Environment(text),
        },
        _ => Failure::Environment(text),
    }
}
