//! Lists of what is not as it should be yet: each only shrinks.

use crate::tree;

/// The lines of a list beside the tests, without comments.
pub fn list(name: &str) -> Vec<String> {
    let path = tree::root().join("crates/tidy").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).map(str::to_owned).collect()
}

/// Holds sizes to a list: each line is a name and the largest size it may have; above `most` it must be listed.
pub fn holds(name: &str, found: &[(String, usize)], most: usize, remedy: &str) {
    let listed: Vec<(String, usize)> = list(name)
        .iter()
        .map(|line| line.rsplit_once(' ').unwrap())
        .map(|(what, size)| (what.to_owned(), size.parse().unwrap()))
        .collect();
    let mut wrong = Vec::new();
    for (what, size) in found {
        match listed.iter().find(|(known, _)| known == what) {
            None if size > &most => wrong.push(format!("{what} {size}: {remedy}")),
            Some((_, bound)) if size > bound => wrong.push(format!("{what} grew from {bound} to {size}: {remedy}")),
            Some(_) if size <= &most => wrong.push(format!("{what} is well now: take it off crates/tidy/{name}")),
            _ => {}
        }
    }
    let gone = listed.iter().filter(|(what, _)| !found.iter().any(|(known, _)| known == what));
    wrong.extend(gone.map(|(what, _)| format!("{what} is gone: take it off crates/tidy/{name}")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
