//! Arrows between crates point down only: who may depend on whom, and that no
//! crate is missing from the table.

use crate::tree;

/// Each crate and the crates of the house it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("quantity", &[]),
    ("facts", &["quantity"]),
    ("plan", &["facts", "quantity"]),
    ("intake", &["facts", "quantity"]),
    ("book", &["facts", "quantity"]),
    ("engine", &["book", "facts", "plan", "quantity"]),
    ("answers", &["engine", "facts", "plan", "quantity"]),
    ("sql", &["facts", "plan", "quantity"]),
    ("store", &["facts", "quantity"]),
    ("access", &["quantity", "store"]),
    ("ingest", &["access", "book", "facts", "intake", "quantity", "store"]),
    ("desk", &["access", "ingest", "answers", "book", "engine", "facts", "intake", "plan", "quantity", "store"]),
    ("web", &["answers", "desk", "plan", "quantity"]),
    ("portal", &["web", "answers", "desk", "engine", "facts", "plan", "quantity"]),
    ("synth", &["facts", "quantity"]),
    ("sample", &["desk", "engine", "facts", "ingest", "plan", "quantity", "synth"]),
    ("oracle", &["facts", "plan", "quantity", "testkit"]),
    ("testkit", &[]),
    ("tidy", &[]),
    ("huigu", &["answers", "desk", "facts", "intake", "plan", "portal", "quantity", "sample", "sql", "synth"]),
];

/// What stands under `[dependencies]` (also of one platform), by key.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            inside = section == "dependencies" || section.ends_with(".dependencies");
            keys.extend(section.strip_prefix("dependencies.").map(str::to_owned));
        } else if inside && let Some(key) = line.split(['=', '.']).next().filter(|_| line.contains('=')) {
            keys.push(key.trim().to_owned());
        }
    }
    keys
}

#[test]
fn manifests_are_read() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\na.workspace = true\nb-c = { path = \"x\" }\n\
                    [dev-dependencies]\nd = \"1\"\n[dependencies.e]\nversion = \"1\"\n";
    assert_eq!(dependencies(manifest), ["a", "b-c", "e"]);
}

#[test]
fn arrows_point_down_only() {
    for name in tree::crates() {
        let row = MAY_USE.iter().find(|(known, _)| *known == name);
        let (_, may_use) = row.unwrap_or_else(|| panic!("crate `{name}`: give it a row in {}", file!()));
        let manifest = std::fs::read_to_string(tree::root().join(format!("crates/{name}/Cargo.toml"))).unwrap();
        for used in dependencies(&manifest) {
            if let Some(used) = used.strip_prefix("huigu-") {
                assert!(may_use.contains(&used), "crate `{name}` must not use `{used}`");
            }
        }
    }
}

#[test]
fn the_table_names_no_crate_that_is_gone() {
    let crates = tree::crates();
    for (name, _) in MAY_USE {
        assert!(crates.iter().any(|known| known == name), "crate `{name}` is gone: take it out of {}", file!());
    }
}

#[test]
fn every_shared_dependency_is_used_and_has_its_line_of_why() {
    let root = tree::root();
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let decisions = std::fs::read_to_string(root.join("docs/decisions/dependencies.md")).unwrap();
    let shared = dependencies(&manifest);
    assert!(shared.len() > 10, "the table of the workspace is read");
    let manifests: String = tree::crates()
        .iter()
        .map(|name| std::fs::read_to_string(root.join(format!("crates/{name}/Cargo.toml"))).unwrap())
        .collect();
    for key in shared.iter().filter(|key| !key.starts_with("huigu-")) {
        assert!(
            decisions.contains(&format!("| `{key}` |")),
            "docs/decisions/dependencies.md says nothing of why `{key}` is used"
        );
        let used = manifests.lines().any(|line| line.split(['=', '.', ' ']).next() == Some(key));
        assert!(used, "no crate uses `{key}`: take it out of the root Cargo.toml");
    }
}
