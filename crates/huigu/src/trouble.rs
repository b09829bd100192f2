//! Faults and findings told to whoever must mend them: file, row, column,
//! what was found and what is expected.

use std::collections::{BTreeMap, HashMap};

use huigu_answers::figures::grouped;
use huigu_answers::terminal::harmless;
use huigu_answers::texts::books;
use huigu_desk::{BatchNumber, of_register};
use huigu_facts::{Code, Issue, Kind, Origin, Severity};
use huigu_intake::render;
use huigu_quantity::Lang;

use crate::files::BookFile;
use crate::outcome::Console;

/// How many faults of a file are listed unless all are asked for.
const LISTED: usize = 20;
/// How many of a register's batch: nobody mends them row by row.
const LISTED_OF_BATCH: usize = 3;

/// Which faults of each file are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// Every one.
    All,
    /// The first; the command's own option lists all.
    First,
    /// The first; another command lists all.
    FirstHere,
}

impl Listed {
    /// By the command's own option.
    pub fn all_if(all: bool) -> Self {
        if all { Self::All } else { Self::First }
    }
}

/// Where rows come from, by name: files handed in, and batches of a register.
#[derive(Debug, Default)]
pub struct Places {
    files: Vec<(String, Kind)>,
    batches: HashMap<BatchNumber, (String, Kind)>,
}

impl Places {
    /// Of files handed in.
    pub fn of_files(files: &[BookFile]) -> Self {
        let files = files.iter().map(|file| (file.name.clone(), file.kind)).collect();
        Self { files, batches: HashMap::new() }
    }

    /// And of batches: number, name, kind.
    pub fn with_batches(mut self, batches: impl Iterator<Item = (BatchNumber, String, Kind)>) -> Self {
        self.batches = batches.map(|(number, name, kind)| (number, (name, kind))).collect();
        self
    }

    fn of(&self, origin: Origin) -> Option<&(String, Kind)> {
        match of_register(origin) {
            Some(batch) => self.batches.get(&batch),
            None => self.files.get(origin.file as usize),
        }
    }
}

/// The faults among issues.
pub fn faults(issues: &[Issue]) -> impl Iterator<Item = &Issue> {
    issues.iter().filter(|issue| issue.code.severity() == Severity::Fault)
}

/// Tells the faults, file by file.
pub fn tell_faults(issues: &[Issue], places: &Places, listed: Listed, console: &mut Console<'_, '_>) {
    let mut by_file: BTreeMap<u32, Vec<&Issue>> = BTreeMap::new();
    for issue in faults(issues) {
        by_file.entry(issue.origin.file).or_default().push(issue);
    }
    for mut faults in by_file.into_values() {
        faults.sort();
        console.tell(books::FileFaults { file: &name(places, faults[0].origin), count: &grouped(faults.len() as u64) });
        let shown = match (listed, of_register(faults[0].origin)) {
            (Listed::All, _) => faults.len(),
            (_, Some(_)) => LISTED_OF_BATCH,
            (_, None) => LISTED,
        };
        for fault in faults.iter().take(shown) {
            let text = line(fault, places, console.lang);
            console.tell_text(&format!("  {text}"));
        }
        if faults.len() > shown {
            let count = &grouped((faults.len() - shown) as u64);
            match listed {
                Listed::FirstHere => console.tell(books::MoreFaultsThere { count }),
                _ => console.tell(books::MoreFaults { count }),
            }
        }
    }
}

/// Tells how many findings there are of each code and, if asked, each.
pub fn tell_findings(
    counts: &BTreeMap<Code, u64>,
    issues: &[Issue],
    places: &Places,
    each: bool,
    console: &mut Console<'_, '_>,
) {
    let findings: Vec<(Code, u64)> = counts
        .iter()
        .map(|(code, count)| (*code, *count))
        .filter(|(code, count)| code.severity() == Severity::Finding && *count > 0)
        .collect();
    if findings.is_empty() {
        return;
    }
    console.tell(books::FINDINGS_TITLE);
    let width = findings.iter().map(|(_, count)| grouped(*count).len()).max().unwrap_or(1);
    for (code, count) in findings {
        let number = format!("{:>width$}", grouped(count));
        let what = console.lang.t(code.text());
        console.tell(books::FindingCount { count: &number, what: &what, code: &code.code() });
        if each {
            tell_each(code, count, issues, places, console);
        }
    }
    if !each {
        console.tell(books::FINDINGS_HINT);
    }
}

fn tell_each(code: Code, count: u64, issues: &[Issue], places: &Places, console: &mut Console<'_, '_>) {
    let mut listed: Vec<&Issue> = issues.iter().filter(|issue| issue.code == code).collect();
    listed.sort();
    for issue in &listed {
        let text = line(issue, places, console.lang);
        console.tell_text(&format!("    {text}"));
    }
    let unlisted = count.saturating_sub(listed.len() as u64);
    if unlisted > 0 {
        console.tell(books::FindingsUnlisted { count: &grouped(unlisted) });
    }
}

/// One issue at its place; what an institution wrote cannot steer the terminal.
fn line(issue: &Issue, places: &Places, lang: Lang) -> String {
    let (name, kind) = places.of(issue.origin).map_or(("", None), |(name, kind)| (name.as_str(), Some(*kind)));
    harmless(&render(issue, name, kind, lang))
}

fn name(places: &Places, origin: Origin) -> String {
    harmless(places.of(origin).map_or("", |(name, _)| name))
}
