//! Documents tell the truth: links are alive, commands are there, the
//! reference of reasons is whole.

use std::collections::BTreeSet;
use std::fs;

use crate::tree::{self, File};

fn documents() -> Vec<File> {
    tree::files().into_iter().filter(|file| file.path.ends_with(".md")).collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(tree::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The targets of the links `[text](target)` outside code.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        }
        if code {
            continue;
        }
        // Every second part between backquotes is code.
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("_");
        let after = prose.split("](").skip(1);
        found.extend(after.filter_map(|rest| rest.split_once(')')).map(|(target, _)| target.to_owned()));
    }
    found
}

/// The lines of the blocks marked `sh`.
fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```sh";
        } else if inside && !line.trim_start().starts_with('#') && !line.trim().is_empty() {
            found.push(line.trim().to_owned());
        }
    }
    found
}

#[test]
fn links_and_commands_are_read() {
    assert_eq!(links("a [b](c.md#d) `[e](f)`\n```\n[g](h)\n```\n[i](j)"), ["c.md#d", "j"]);
    assert_eq!(commands("```sh\n./x\n# no\n```\n```\ny\n```"), ["./x"]);
}

#[test]
fn links_are_alive() {
    for file in documents() {
        let folder = tree::root().join(&file.path).parent().unwrap().to_owned();
        for link in links(&file.text) {
            let target = link.split('#').next().unwrap_or_default();
            if link.contains("://") || target.is_empty() {
                continue;
            }
            assert!(folder.join(target).exists(), "{}: `{link}` leads nowhere", file.path);
        }
    }
}

/// The pages that tell commands to run.
const PAGES: [&str; 4] = ["README.md", "README.zh-CN.md", "docs/COMMANDS.md", "docs/DEVELOPING.md"];

#[test]
fn the_commands_told_are_there() {
    let files = tree::shipped("huigu").into_iter().filter(|file| file.path.contains("/src/args"));
    let mut arguments = files.map(|file| file.text).collect::<String>().to_lowercase();
    // A command that an operation of the desk is, stands where that is.
    for file in tree::shipped("desk") {
        let commands =
            file.text.lines().filter_map(|line| line.trim().strip_prefix("const COMMAND: &'static str = \""));
        let mut words = commands.filter_map(|line| line.split(['"', ' ']).next()).peekable();
        if words.peek().is_some() {
            arguments.extend(words.map(|word| format!("{word}(")));
            arguments.push_str(&file.text.to_lowercase());
        }
    }
    assert!(commands(&read("docs/DEVELOPING.md")).iter().any(|line| line == "./test"), "the one test command is named");
    for path in PAGES {
        let page = read(path);
        let inline = page.split('`').filter(|code| code.starts_with("huigu ")).map(str::to_owned);
        for line in commands(&page).into_iter().chain(inline) {
            let words: Vec<&str> = line.split_whitespace().collect();
            for (place, word) in words.iter().enumerate() {
                let before = place.checked_sub(1).map_or("", |place| words[place]);
                if word.starts_with("./") || word.starts_with("testdata/") || word.starts_with("tests/") {
                    assert!(tree::root().join(word).exists(), "{path}: `{line}`: no `{word}`");
                }
                if before == "--" || before == "huigu" {
                    assert!(arguments.contains(&format!("{word}(")), "{path}: `{line}`: no command `{word}`");
                }
                let is_ours = words[..place].iter().any(|word| ["--", "huigu"].contains(word));
                if let Some(option) = word.strip_prefix("--").filter(|_| is_ours) {
                    assert!(arguments.contains(&option.replace('-', "_")), "{path}: `{line}`: no option `{word}`");
                }
            }
        }
    }
}

#[test]
fn both_readmes_name_the_same_commands() {
    assert_eq!(commands(&read("README.md")), commands(&read("README.zh-CN.md")));
}

#[test]
fn the_reference_lists_every_reason_as_the_code_says_it() {
    let code = read("crates/engine/src/reason.rs");
    let page = read("docs/REASONS.md");
    let mut known = Vec::new();
    for line in code.lines().filter(|line| line.contains(" = \"") && line.trim_end().ends_with("\";")) {
        let parts: Vec<&str> = line.split('"').collect();
        let (code, chinese, english) = (parts[1], parts[3], parts[5]);
        let row = page.lines().find(|row| row.starts_with(&format!("| `{code}` |")));
        let row = row.unwrap_or_else(|| panic!("docs/REASONS.md does not list `{code}`"));
        assert!(row.contains(chinese) && row.contains(english), "docs/REASONS.md tells `{code}` in other words");
        known.push(code.to_owned());
    }
    assert!(known.len() > 50, "the codes are read");
    for row in page.lines().filter(|row| row.starts_with("| `")) {
        let code = row.split('`').nth(1).unwrap();
        assert!(known.iter().any(|known| known == code), "docs/REASONS.md lists `{code}`, which is gone");
    }
}

#[test]
fn every_crate_stands_in_the_code_map() {
    let map = read("ARCHITECTURE.md");
    for name in tree::crates() {
        assert!(map.contains(&format!("`{name}`")), "ARCHITECTURE.md does not say what `{name}` promises");
    }
}

/// The decisions of a page: number and text.
fn decisions(page: &str) -> Vec<(String, String)> {
    let items = page.lines().filter_map(|line| line.strip_prefix("- **"));
    items.map(|item| (item.split(' ').next().unwrap().to_owned(), item.to_owned())).collect()
}

#[test]
fn decisions_are_numbered_short_and_in_the_index() {
    let index = read("DECISIONS.md");
    let mut count = 0;
    for file in documents().iter().filter(|file| file.path.starts_with("docs/decisions/")) {
        assert!(index.contains(&format!("({})", file.path)), "DECISIONS.md does not name {}", file.path);
        let found = decisions(&file.text);
        let Some(area) = found.first().map(|(number, _)| number[..1].to_owned()) else { continue };
        assert!(index.contains(&format!("| {area} |")), "DECISIONS.md: `{area}` is the letter of {}", file.path);
        let numbers: Vec<usize> = found
            .iter()
            .map(|(number, _)| number.strip_prefix(&area).and_then(|rest| rest.parse().ok()))
            .map(|number| {
                number.unwrap_or_else(|| panic!("{}: each decision begins with `{area}` and a number", file.path))
            })
            .collect();
        let different: BTreeSet<&usize> = numbers.iter().collect();
        assert_eq!(different.len(), numbers.len(), "{}: each number stands once: {numbers:?}", file.path);
        for (number, text) in &found {
            assert!(text.chars().count() <= 500, "{}: {number} is long: one consequence each", file.path);
        }
        count += found.len();
    }
    assert!(count > 100, "the decisions are read: {count}");
}
