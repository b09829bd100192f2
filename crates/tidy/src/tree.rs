//! The project's own files: what a clone holds, without what builds leave.

use crate::source::Source;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders that builds, tools and fuzzing leave behind.
const LEFT_BEHIND: &[&str] = &[".git", "target", "huigu-data", "__pycache__", "fuzz/corpus", "fuzz/artifacts"];

/// The root of the project.
pub fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().unwrap()
}

/// One file: its path below the root, with `/`, and its text.
pub struct File {
    pub path: String,
    pub text: String,
}

/// Every text file of the project, by path.
pub fn files() -> Vec<File> {
    let root = root();
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 100, "the walk finds the project's files");
    files
}

/// Every Rust file, by path.
pub fn rust() -> Vec<File> {
    files().into_iter().filter(|file| file.path.ends_with(".rs")).collect()
}

/// The Rust files a crate ships: those under its `src` but for the modules its
/// root keeps for tests.
pub fn shipped(name: &str) -> Vec<File> {
    let folder = format!("crates/{name}/src/");
    let mut files: Vec<File> = rust().into_iter().filter(|file| file.path.starts_with(&folder)).collect();
    let root = files.iter().find(|file| file.path == format!("{folder}lib.rs"));
    let tests = root.map(|root| Source::read(&root.text).test_modules()).unwrap_or_default();
    files.retain(|file| !tests.iter().any(|module| file.path.starts_with(&format!("{folder}{module}/"))));
    assert!(!files.is_empty(), "crate `{name}` has files");
    files
}

/// The folder names of all crates.
pub fn crates() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("Cargo.toml").exists())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        let name = entry.file_name();
        if LEFT_BEHIND.iter().any(|left| path == *left || name == *left) {
            continue;
        }
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            collect(root, &entry.path(), files);
        } else if kind.is_file() {
            // What is not text (workbooks, Parquet) has no style; a file that
            // went away while we walked was never the project's.
            if let Ok(text) = fs::read_to_string(entry.path()) {
                files.push(File { path, text });
            }
        }
    }
}
