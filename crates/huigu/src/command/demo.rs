//! `huigu demo`: a sample register, what to try on it, and its portal.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

use huigu_answers::figures::grouped;
use huigu_answers::texts::{approvals, books, demo, files, word};
use huigu_answers::{Fill, terminal};
use huigu_desk::Place;
use huigu_plan::{Plan, Quantity};
use huigu_portal::Limits;
use huigu_quantity::{Day, Lang, Period, Phrase, Ppm, Say};
use huigu_sample::{Accounts, FileSent, Made, SampleError, make};
use unicode_width::UnicodeWidthStr;

use crate::args::Demo;
use crate::command::serve::{How, portal};
use crate::outcome::{Console, Failure};
use crate::output::not_written;
use crate::plans;
use crate::progress::during;
use crate::register::failure;

/// Folder, in the register's, of files that are not sent yet.
const TO_SEND: &str = "to-send";
/// The port a portal is expected at.
const PORT: u16 = 8080;
/// Where everything is made before it is put in its place.
const UNFINISHED: &str = ".unfinished";

/// Makes the register and tells what is in it. `program` is what this program
/// was called by, so that the commands told can be called alike.
pub fn run(args: &Demo, program: Option<&OsStr>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (plan, hash) = plans::load_with_hash(&args.plan, console)?;
    let unfinished = Unfinished::begin(&args.dir, console.lang)?;
    let lang = console.lang;
    let made = during(console.context.err_is_terminal, |progress| {
        let sends = |file: &str| progress.says(lang.say(books::Keeping { file: &file }));
        make(&unfinished.folder, (&plan, hash), console.context.random, &sends)
    });
    let (made, accounts) = made.map_err(|error| unmade(&error, lang))?;
    let unsent = unfinished.folder.join(TO_SEND);
    let write = |file: &FileSent| {
        let path = unsent.join(&file.name);
        fs::create_dir_all(&unsent)
            .and_then(|()| fs::write(&path, &file.bytes))
            .map_err(|error| not_written(&path, &error, console.lang))
    };
    made.next.iter().chain([&made.faulty]).try_for_each(write)?;
    unfinished.end(console.lang)?;
    let trial = Trial { made: &made, plan: &plan, args, program, today: console.context.today };
    let parts = [facts(&made, &args.dir, lang), tries(&trial.all(), lang), logins(&accounts, lang)];
    console.answer(&parts.join("\n"))?;
    console.finish()?;
    if args.make_only {
        return Ok(());
    }
    let how = How {
        listen: args.listen.unwrap_or_else(free),
        tls: None,
        behind_tls: false,
        demo: true,
        office: String::new(),
        api_rate: Limits::UNASKED,
        log: "warn".to_owned(),
    };
    portal(&Place::Folder(args.dir.clone()), (plan, hash), how, console, |url, console| {
        let text = console.lang.say(demo::Portal { address: &url });
        console.answer(&format!("\n{text}\n"))?;
        console.finish()
    })
}

/// Why there is no sample, as this program says it.
fn unmade(error: &SampleError, lang: Lang) -> Failure {
    match error {
        SampleError::Desk(error) => failure(error, &[], lang),
        SampleError::Faults(count) => Failure::Input(lang.say(books::ImportRefused { count })),
        SampleError::Rules(_) | SampleError::District(_) | SampleError::Notice(_) => {
            Failure::Environment(error.to_string())
        }
    }
}

/// Where a portal is expected, if nobody else is there; else any port.
fn free() -> SocketAddr {
    let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    if TcpListener::bind(at(PORT)).is_ok() { at(PORT) } else { at(0) }
}

/// Who may sign in.
fn logins(accounts: &Accounts, lang: Lang) -> String {
    let sheet = Fill::new("logins", "", &accounts.logins)
        .left("login", lang.t(word::LOGIN), |(login, ..)| *login)
        .left("role", lang.t(word::ROLE), |(_, role, _)| lang.t(role.text()))
        .left("for", lang.t(word::AFFILIATION), |(.., home)| home.get(lang))
        .sheet();
    let head = lang.say(demo::Logins { password: &accounts.password });
    format!("{head}\n\n{}", terminal::table(&sheet, lang, "  "))
}

/// The folder while it is being filled: what is there is all there, or nothing is.
struct Unfinished<'a> {
    target: &'a Path,
    folder: PathBuf,
    was_there: bool,
}

impl<'a> Unfinished<'a> {
    /// Begins in a new or empty folder.
    fn begin(target: &'a Path, lang: Lang) -> Result<Self, Failure> {
        let failed = |error: io::Error| not_written(target, &error, lang);
        if Place::Folder(target.to_owned()).file().is_some_and(|file| file.exists()) {
            return Err(Failure::Environment(lang.say(demo::HasRegister { path: &target.display() })));
        }
        let was_there = target.exists();
        if was_there && fs::read_dir(target).map_err(failed)?.next().is_some() {
            return Err(Failure::Environment(lang.say(files::NotEmpty { path: &target.display() })));
        }
        let folder = target.join(UNFINISHED);
        fs::create_dir_all(target).and_then(|()| fs::create_dir(&folder)).map_err(failed)?;
        Ok(Self { target, folder, was_there })
    }

    /// Puts everything in its place, the register last.
    fn end(self, lang: Lang) -> Result<(), Failure> {
        let register = Place::Folder(self.folder.clone()).file();
        let moved = || -> io::Result<()> {
            let mut paths =
                fs::read_dir(&self.folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
            paths.sort_by_key(|path| register.as_ref() == Some(path));
            for path in paths {
                if path.is_file() {
                    // It was made in a hurry; here it comes to rest.
                    fs::File::open(&path)?.sync_all()?;
                }
                fs::rename(&path, self.target.join(path.file_name().unwrap_or_default()))?;
            }
            Ok(())
        };
        moved().map_err(|error| not_written(self.target, &error, lang))
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        // What cannot be removed is told by the next run, which finds the folder not empty.
        drop(fs::remove_dir_all(&self.folder));
        if !self.was_there {
            // Only if it is empty, that is if nothing was made.
            drop(fs::remove_dir(self.target));
        }
    }
}

fn facts(made: &Made, folder: &Path, lang: Lang) -> String {
    let mut lines: Vec<(Phrase, String)> = Vec::new();
    let mut line = |label, text: &dyn Say| lines.push((label, lang.say(text)));
    let ((first, last), (lenders, guarantors)) = (&made.years, &made.senders);
    line(demo::BOOKS, &demo::BooksAre { first, last, lenders, guarantors });
    let (rows, corrected) = (&grouped(made.rows), &grouped(made.corrected));
    line(demo::BATCHES, &demo::BatchesAre { batches: &made.batches, rows, corrected });
    if let Some((batch, file, by)) = &made.withdrawn {
        line(demo::WITHDRAWN, &demo::WithdrawnIs { batch, file, by });
    }
    let approved = &made.approved;
    line(
        approvals::APPROVED,
        &demo::ApprovedIs {
            year: &approved.year,
            number: &approved.settlement,
            total: &made.total.grouped(),
            date: &approved.date,
            who: &approved.who,
        },
    );
    if let Some(late) = &made.late {
        line(demo::SINCE, &demo::SinceIs { batch: &late.batch });
    }
    lines.push((demo::HEAD, made.head.to_string()));
    let width = lines.iter().map(|(label, _)| lang.t(*label).width()).max().unwrap_or(0);
    let mut text = format!("{}\n\n", lang.say(demo::Made { path: &folder.display() }));
    for (label, what) in lines {
        let label = lang.t(label);
        let padding = " ".repeat(width - label.width());
        text.push_str(&format!("  {label}{padding}  {what}\n"));
    }
    text
}

fn tries(all: &[(Phrase, Vec<String>)], lang: Lang) -> String {
    let mut text = format!("{}\n", lang.t(demo::WHAT_TO_TRY));
    for (what, commands) in all {
        text.push_str(&format!("\n  {}\n", lang.t(*what)));
        for command in commands {
            text.push_str(&format!("    {command}\n"));
        }
    }
    text
}

/// What can be tried on the register that was made.
struct Trial<'a> {
    made: &'a Made,
    plan: &'a Plan,
    args: &'a Demo,
    program: Option<&'a OsStr>,
    today: Day,
}

impl Trial<'_> {
    /// A command line as a shell takes it.
    fn line(&self, words: &[&str]) -> String {
        let program = self.program.map_or("huigu".into(), OsStr::to_string_lossy);
        let mut line = quoted(&program);
        let data = self.args.dir.to_string_lossy();
        let mut words: Vec<&str> = words.iter().copied().chain(["--data", &data]).collect();
        let plan = self.args.plan.dir.as_ref().map(|dir| dir.to_string_lossy());
        if let Some(plan) = &plan {
            words.extend(["--plan", plan]);
        }
        for word in words {
            line.push(' ');
            line.push_str(&quoted(word));
        }
        line
    }

    /// A file that is not sent yet.
    fn unsent(&self, file: &FileSent) -> String {
        self.args.dir.join(TO_SEND).join(&file.name).to_string_lossy().into_owned()
    }

    fn all(&self) -> Vec<(Phrase, Vec<String>)> {
        let (made, approved) = (self.made, &self.made.approved);
        let (year, number) = (approved.year.to_string(), approved.settlement.to_string());
        let last_day = self.plan.validity().last();
        let last = last_day.year().to_string();
        let mut all = vec![(demo::TRY_VERIFY, vec![self.line(&["settle", "--verify", &number])])];
        if let Some((measure, beneficiary)) = &made.asked {
            let words = ["explain", "--year", &year, "--measure", measure, "--beneficiary", beneficiary];
            all.push((demo::TRY_EXPLAIN, vec![self.line(&words)]));
        }
        let batch = approved.batch.to_string();
        all.push((demo::TRY_EARLIER, vec![self.line(&["settle", "--year", &year, "--as-known-at", &batch])]));
        all.push((demo::TRY_TARGETS, vec![self.line(&["targets", "--as-of", &last_day.to_string()])]));
        if let Some(set) = self.turned() {
            all.push((demo::TRY_SIMULATE, vec![self.line(&["simulate", "--year", &last, "--set", &set])]));
        }
        let mut batches = vec![self.line(&["batches"])];
        if let Some(correction) = made.correction {
            batches.push(self.line(&["batches", &correction.to_string()]));
        }
        all.push((demo::TRY_BATCHES, batches));
        if let Some(next) = &made.next {
            all.push((demo::TRY_NEXT, vec![self.line(&["import", &self.unsent(next), "--check"])]));
        }
        all.push((demo::TRY_FAULTY, vec![self.line(&["import", &self.unsent(&made.faulty)])]));
        all.push((demo::TRY_AUDIT, vec![self.line(&["audit", "verify", "--head", &made.head.to_string()])]));
        let next = approved.year + 1;
        if next <= last_day.year() && Period::year(next).to <= self.today {
            let note = self.line(&["settle", "--year", &next.to_string(), "--approve", "OK"]);
            all.push((demo::TRY_APPROVE, vec![note]));
        }
        all.push((demo::TRY_SERVE, vec![self.line(&["serve", "--demo"])]));
        all
    }

    /// A rate of the measure asked about, half as high again.
    fn turned(&self) -> Option<String> {
        let day = self.plan.validity().last();
        let start = self.made.asked.as_ref().map(|(measure, _)| format!("{measure}."))?;
        self.plan.parameters().into_iter().filter(|parameter| parameter.path.starts_with(&start)).find_map(
            |parameter| {
                let value = parameter.values.iter().find(|dated| dated.period.contains(day))?.value?;
                let Quantity::Percent(rate) = value else { return None };
                Some(format!("{}={}", parameter.path, Quantity::Percent(Ppm(rate.0 * 3 / 2)).text().en))
            },
        )
    }
}

/// A word as a shell takes it: quoted where it must be.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_shell_takes_the_word_as_it_is() {
        assert_eq!(quoted("huigu-demo/to-send"), "huigu-demo/to-send");
        assert_eq!(quoted("样本"), "样本");
        assert_eq!(quoted("my demo"), "'my demo'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
