//! The two plans together: the shipped one is the one designed, the invented
//! one is its opposite, and between them no word of the vocabulary is missing.

#![expect(clippy::unwrap_used, reason = "the whole of this program is a test")]

mod plans {
    pub mod case_files;
    pub mod coverage;
    pub mod damage;
    pub mod dates;
    pub mod differences;
    pub mod official;
    pub mod settings;
    pub mod shipped_rules;
    pub mod turning;
}

use huigu_plan::{Plan, shipped};

/// The files of a plan's folder under the workspace.
pub fn folder(path: &str) -> Vec<(String, String)> {
    let folder = format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<(String, String)> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{folder}: {error}"))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// Loads a plan, or shows its mistakes.
pub fn load(files: &[(String, String)]) -> Plan {
    Plan::from_files(files).unwrap_or_else(|mistakes| {
        panic!("{}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))
    })
}

/// The invented plan.
pub fn invented() -> Plan {
    load(&folder("testdata/plans/yunwan-2023"))
}

/// Both plans.
pub fn both() -> [Plan; 2] {
    [shipped(), invented()]
}
