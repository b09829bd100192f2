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
    let folder = std::path::PathBuf::from(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR")));
    let within = |folder: std::path::PathBuf| std::fs::read_dir(folder).into_iter().flatten();
    let name = |path: &std::path::Path| path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
    let mut files: Vec<(String, String)> = within(folder.clone())
        .chain(within(folder.join(huigu_plan::DATASETS)))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| (name(&path), std::fs::read_to_string(&path).unwrap()))
        .collect();
    assert!(!files.is_empty(), "{}", folder.display());
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
