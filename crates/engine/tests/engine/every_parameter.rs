//! Every parameter and every reading of both plans, turned, changes an answer;
//! those that wait for the ledger or for a notice are held by the validation.
//! The plans' own lists drive it, so that a parameter added later is held too.

use std::fs;
use std::path::{Path, PathBuf};

use huigu_book::{Book, Builder};
use huigu_facts::{Issue, Severity};
use huigu_intake::Source;
use huigu_oracle::random_books;
use huigu_plan::{FigureUnit, Parameter, Plan, SHIPPED_FILES, Setting};
use huigu_quantity::Day;

use crate::readable_cases::{case_book, cases};
use crate::translate::book_of;

/// Districts made by chance, beside the books that are kept and the worked cases.
const DISTRICTS: u64 = 12;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A plan with the books it is asked over.
struct Scene {
    plan: Plan,
    books: Vec<Book>,
    days: Vec<Day>,
}

/// The files of a folder, in the order of their names.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let named = paths.into_iter().map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, fs::read(&path).expect("the file can be read"))
    });
    named.collect()
}

fn kept_book(folder: &str) -> Book {
    let mut builder = Builder::new();
    let books = files(&root().join(folder));
    for (file, (name, bytes)) in books.iter().filter(|(name, _)| name.ends_with(".csv")).enumerate() {
        let source = Source { name, bytes, file: file as u32, kind: None };
        let read = huigu_intake::read(&source, &mut |origin, row| builder.add(origin, &row));
        assert!(!has_faults(&read.issues), "{folder}/{name}");
    }
    let (book, issues) = builder.finish(&[]);
    assert!(!issues.has_faults(), "{folder}: {:?}", issues.list());
    book
}

fn has_faults(issues: &[Issue]) -> bool {
    issues.iter().any(|issue| issue.code.severity() == Severity::Fault)
}

fn scene(plan: Plan, folder: &str, years: &[i32]) -> Scene {
    let days: Vec<Day> = years.iter().map(|year| Day::new_year(year + 1).before()).collect();
    let worked = cases().into_iter().map(|case| case_book(&case)).filter(|(_, issues)| !has_faults(issues));
    let by_chance = (0..DISTRICTS).map(|seed| {
        let rules = plan.rules_at(days[seed as usize % days.len()]).expect("a day of the plan");
        book_of(&random_books(seed, &rules))
    });
    let books = std::iter::once(kept_book(folder)).chain(by_chance).chain(worked.map(|(book, _)| book)).collect();
    Scene { plan, books, days }
}

/// The shipped plan as if the notices it waits for had come.
fn shipped() -> Scene {
    let prices = "stages = [{ kind = \"listing\", stage = \"filed\", sum = \"1000000 yuan\" }, \
                  { kind = \"listing\", stage = \"listed\", sum = \"8000000 yuan\" }]";
    let told = |text: &str| text.replace("stages = \"unset\"", prices);
    let texts: Vec<(String, String)> =
        SHIPPED_FILES.iter().map(|(name, text)| ((*name).to_owned(), told(text))).collect();
    let plan = Plan::from_files(&texts).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    let waiting = plan.parameters();
    let waiting = waiting.iter().filter(|figure| figure.is_unset() && !is_of_a_pool(&plan, &figure.path));
    let settings: Vec<Setting> = waiting
        .map(|figure| {
            let value = if figure.unit == FigureUnit::Points { "30 percentage points" } else { "50%" };
            Setting::parse(&format!("{}={value}", figure.path)).expect("a setting")
        })
        .collect();
    assert!(settings.len() >= 4, "the shares of the subsidies for technology loans, and what rate is preferential");
    let plan = plan.with(&settings).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    scene(plan, "testdata/sample", &[2021, 2022])
}

fn invented() -> Scene {
    let texts: Vec<(String, String)> = files(&root().join("testdata/plans/yunwan-2023"))
        .into_iter()
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("a plan is text")))
        .collect();
    let plan = Plan::from_files(&texts).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    scene(plan, "testdata/yunwan", &[2025, 2024, 2023])
}

impl Scene {
    /// Every answer over one of its books, asked on one of its days.
    fn answers(&self, plan: &Plan, book: &Book, day: Day) -> String {
        let rules = plan.rules_at(day).expect("a day of the plan");
        let settlement = huigu_engine::settle(book, &rules, day.year());
        let targets = huigu_engine::targets(book, &rules);
        let write = |wrong| panic!("{wrong}");
        serde_json::to_string(&settlement).unwrap_or_else(write)
            + &serde_json::to_string(&targets).unwrap_or_else(write)
    }

    /// The same scene with every ceiling so low that it binds.
    fn with_low_caps(mut self) -> Self {
        let caps = self.plan.parameters().into_iter().filter(|figure| figure.path.ends_with(".cap"));
        let settings: Vec<Setting> =
            caps.map(|cap| Setting::parse(&format!("{}=100 yuan", cap.path)).expect("a setting")).collect();
        assert!(!settings.is_empty(), "{} has no ceiling for a programme or beneficiary", self.plan.id());
        self.plan = self.plan.with(&settings).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
        self
    }

    /// Whether any of these plans answers anything otherwise.
    fn sees(&self, turned: &[Plan]) -> bool {
        self.books.iter().any(|book| {
            self.days.iter().any(|day| {
                let before = self.answers(&self.plan, book, *day);
                turned.iter().any(|plan| self.answers(plan, book, *day) != before)
            })
        })
    }

    fn turned(&self, path: &str, values: &[&str]) -> Vec<Plan> {
        let plans = values.iter().filter_map(|value| {
            let setting = Setting::parse(&format!("{path}={value}")).expect("a setting");
            self.plan.with(&[setting]).ok()
        });
        plans.collect()
    }
}

/// A pool's own figures wait for the ledger, which settles its losses.
fn is_of_a_pool(plan: &Plan, path: &str) -> bool {
    path.split_once('.').is_some_and(|(owner, _)| plan.pools().iter().any(|pool| pool.id == owner))
}

/// Values of the parameter's unit, far apart.
fn values(parameter: &Parameter) -> &'static [&'static str] {
    match parameter.unit {
        FigureUnit::Percent => &["0.01%", "33%", "95%"],
        FigureUnit::Points => &["-30 percentage points", "0.01 percentage points", "30 percentage points"],
        FigureUnit::Money => &["1 yuan", "123456 yuan", "99 billion yuan", "9900000000000 yuan"],
        FigureUnit::Times => &["0.001 times", "9999 times"],
        FigureUnit::Years => &["1 year", "7 years", "30 years", "1年"],
        FigureUnit::Number => &["1个", "99999个"],
    }
}

/// Values that no such figure may have.
fn impossible(parameter: &Parameter) -> &'static str {
    match parameter.unit {
        FigureUnit::Percent => "100.01%",
        _ => "-1 yuan",
    }
}

fn every_parameter(scene: &Scene) {
    let mut idle = Vec::new();
    for parameter in scene.plan.parameters() {
        let path = &parameter.path;
        let turned = scene.turned(path, values(&parameter));
        assert!(!turned.is_empty(), "{path} takes none of {:?}", values(&parameter));
        if !scene.sees(&turned) && !validated(scene, &parameter) {
            idle.push(path.clone());
        }
    }
    assert!(idle.is_empty(), "{}: turned, and nothing changes: {idle:?}", scene.plan.id());
}

/// A pool's figure: what it may be is checked, and the comparison tells it.
fn validated(scene: &Scene, parameter: &Parameter) -> bool {
    let path = &parameter.path;
    let told = || scene.turned(path, values(parameter)).iter().all(|turned| !scene.plan.diff(turned).is_empty());
    is_of_a_pool(&scene.plan, path) && scene.turned(path, &[impossible(parameter)]).is_empty() && told()
}

/// Turns each reading in any of these scenes of one plan.
fn every_reading(scenes: &[Scene]) {
    let mut idle = Vec::new();
    let plan = &scenes[0].plan;
    for reading in plan.readings() {
        let others = reading.choices.iter().map(|(choice, _)| choice.as_str()).filter(|one| *one != reading.choice);
        for choice in others {
            let refused = scenes[0].turned(&reading.id, &[choice]).is_empty();
            assert_eq!(refused, !reading.both, "{} = {choice}: only those marked both turn", reading.id);
            if reading.both && !scenes.iter().any(|scene| scene.sees(&scene.turned(&reading.id, &[choice]))) {
                idle.push(format!("{} = {choice}", reading.id));
            }
        }
    }
    assert!(idle.is_empty(), "{}: turned, and nothing changes: {idle:?}", plan.id());
}

#[test]
fn every_parameter_of_the_shipped_plan_is_seen() {
    every_parameter(&shipped());
}

#[test]
fn every_parameter_of_the_invented_plan_is_seen() {
    every_parameter(&invented());
}

#[test]
fn every_reading_of_both_plans_is_seen() {
    every_reading(&[shipped(), shipped().with_low_caps()]);
    every_reading(&[invented(), invented().with_low_caps()]);
}
