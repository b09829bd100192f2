//! The plan a command works by: the one shipped, or a folder's.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use huigu_answers::{
    system,
    texts::{files, plan},
};
use huigu_desk::{Hash, plan_hash};
use huigu_plan::{DATASETS, Mistake, Plan, Rules};
use huigu_quantity::{Day, Lang};

use crate::args::PlanFrom;
use crate::outcome::{Console, Failure};
use crate::settings::SettingKey;

/// The plan asked for. Its mistakes, if any, have been told.
///
/// # Errors
/// [`Failure::Environment`] when the folder cannot be read,
/// [`Failure::Input`] when the plan has mistakes.
pub fn load(from: &PlanFrom, console: &mut Console<'_, '_>) -> Result<Plan, Failure> {
    match checked(from, console)? {
        Ok(plan) => Ok(plan),
        Err(mistakes) => {
            tell(&mistakes, console);
            let count = mistakes.len();
            Err(Failure::Input(console.lang.say(plan::HasMistakes { count: &count })))
        }
    }
}

/// The plan asked for, or its mistakes.
///
/// # Errors
/// [`Failure::Environment`] when the folder cannot be read.
pub fn checked(from: &PlanFrom, console: &Console<'_, '_>) -> Result<Result<Plan, Vec<Mistake>>, Failure> {
    match folder(from, console) {
        None => Ok(Ok(huigu_plan::shipped())),
        Some(folder) => Ok(Plan::from_files(&files(&folder, console.lang)?).map_err(|mistakes| {
            let located =
                |mistake: Mistake| Mistake { file: folder.join(&mistake.file).display().to_string(), ..mistake };
            mistakes.into_iter().map(located).collect()
        })),
    }
}

/// The plan asked for, and the hash of its files, which approvals are bound to.
///
/// # Errors
/// As [`load`].
pub fn load_with_hash(from: &PlanFrom, console: &mut Console<'_, '_>) -> Result<(Plan, Hash), Failure> {
    let plan = load(from, console)?;
    let hash = match folder(from, console) {
        None => plan_hash(huigu_plan::SHIPPED_FILES.iter().copied()),
        Some(folder) => {
            let files = files(&folder, console.lang)?;
            plan_hash(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        }
    };
    Ok((plan, hash))
}

/// The folder of the plan, if it is not the one shipped.
fn folder(from: &PlanFrom, console: &Console<'_, '_>) -> Option<PathBuf> {
    console.settings.path(SettingKey::Plan, from.dir.as_deref())
}

fn tell(mistakes: &[Mistake], console: &mut Console<'_, '_>) {
    for mistake in mistakes {
        let text = mistake.render(console.lang);
        console.tell_text(&text);
    }
}

/// The plan as it reads on a day; `asked` names the year or date as the
/// reader gave it.
///
/// # Errors
/// [`Failure::Usage`] when the day lies outside the plan's validity.
pub fn rules(plan: &Plan, day: Day, asked: &str, lang: Lang) -> Result<Rules, Failure> {
    plan.rules_at(day).map_err(|outside| {
        let (from, last) = (outside.period.from, outside.period.last());
        let text = plan::OutsideValidity { asked: &asked, what: &outside.what, from: &from, last: &last };
        Failure::Usage(lang.say(text))
    })
}

/// The plan as it reads when a year is settled: on its last day.
///
/// # Errors
/// As [`rules`].
pub fn rules_of_year(plan: &Plan, year: i32, lang: Lang) -> Result<Rules, Failure> {
    rules(plan, huigu_quantity::Period::year(year).last(), &year.to_string(), lang)
}

/// The plan's files, and those of its data sets.
fn files(folder: &Path, lang: Lang) -> Result<Vec<(String, String)>, Failure> {
    let unreadable = |path: &Path, error: &std::io::Error| {
        Failure::Environment(lang.say(files::ReadFailed { path: &path.display(), why: &system(error, lang) }))
    };
    let datasets = folder.join(DATASETS);
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in [Some(folder), Some(datasets.as_path()).filter(|path| path.is_dir())].into_iter().flatten() {
        for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
            let path = entry.map_err(|error| unreadable(folder, &error))?.path();
            if path.extension() == Some(OsStr::new("toml")) {
                paths.push(path);
            }
        }
    }
    if paths.is_empty() {
        return Err(Failure::Environment(lang.say(plan::FolderEmpty { path: &folder.display() })));
    }
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let bytes = fs::read(&path).map_err(|error| unreadable(&path, &error))?;
            let text = String::from_utf8(bytes)
                .map_err(|_| Failure::Input(lang.say(plan::NotText { path: &path.display() })))?;
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            Ok((name, text))
        })
        .collect()
}
