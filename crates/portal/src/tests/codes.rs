//! No page in Chinese shows a code, but in a tooltip or in a column that says it holds codes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use huigu_desk::UseCase;
use huigu_facts::Kind;

use super::snapshots::{Node, PAGES};

/// What the head of a column says that holds codes.
const OF_CODES: [&str; 4] = ["编号", "代码", "原文", "登录名"];

fn rust_files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, all);
        } else if path.extension().is_some_and(|end| end == "rs") {
            all.push(path);
        }
    }
}

/// The codes of every closed list, read where they are declared: `Name = "code", ...` or `Name = "code": ...`.
fn codes_of_lists() -> BTreeSet<String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for entry in fs::read_dir(crates).unwrap() {
        let sources = entry.unwrap().path().join("src");
        if sources.is_dir() {
            rust_files(&sources, &mut files);
        }
    }
    let mut codes = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        let lists = text.contains("closed_list! {") || text.contains("vocabularies! {");
        for line in text.lines().filter(|_| lists) {
            let declared =
                line.trim_start().split_once(" = \"").and_then(|(name, rest)| Some((name, rest.split_once('"')?)));
            if let Some((name, (code, rest))) = declared
                && name.starts_with(|c: char| c.is_ascii_uppercase())
                && name.chars().all(|c| c.is_ascii_alphanumeric())
                && rest.starts_with([',', ':'])
            {
                codes.insert(code.to_owned());
            }
        }
    }
    codes
}

/// Every code there is.
pub fn codes() -> BTreeSet<String> {
    let mut codes = codes_of_lists();
    for kind in Kind::ALL {
        codes.insert(kind.name().to_owned());
        codes.extend(kind.columns().iter().map(|column| column.name.to_owned()));
    }
    codes.extend(UseCase::ALL.iter().map(|use_case| use_case.code().to_owned()));
    let plan = huigu_plan::shipped();
    codes.insert(plan.id().to_owned());
    codes.extend(plan.measures().iter().map(|one| one.id.clone()));
    codes.extend(plan.targets().iter().map(|one| one.id.clone()));
    codes.extend(plan.products().iter().map(|one| one.id.clone()));
    codes.extend(plan.pools().iter().map(|one| one.id.clone()));
    codes.extend(plan.readings().iter().map(|one| one.id.clone()));
    codes.extend(plan.filters().iter().map(|one| one.id.clone()));
    codes.extend(plan.units().iter().map(|one| one.id.clone()));
    codes.extend(plan.parameters().into_iter().map(|one| one.path));
    codes.extend(plan.datasets().iter().map(|one| one.id.clone()));
    codes.retain(|code| code.contains(|c: char| c.is_ascii_alphabetic()));
    codes
}

/// The words of a text that may be codes.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let of_code = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    text.split(move |c: char| !of_code(c)).map(|word| word.trim_matches('.')).filter(|word| !word.is_empty())
}

fn says_codes(head: &str) -> bool {
    OF_CODES.iter().any(|word| head.contains(word))
}

/// The codes a file for people shows in columns that do not say so.
pub fn in_file<'f>(file: &'f str, codes: &BTreeSet<String>) -> Vec<&'f str> {
    // A comma inside quotation marks is none between cells.
    let cells = |line: &'f str| {
        let mut quoted = false;
        line.split(move |c: char| {
            quoted ^= c == '"';
            c == ',' && !quoted
        })
    };
    let heads: Vec<&str> = file.lines().next().into_iter().flat_map(cells).collect();
    let rows = file.lines().skip(1).flat_map(|line| heads.iter().zip(cells(line)));
    let shown = rows.filter(|(head, _)| !says_codes(head)).flat_map(|(_, cell)| words(cell));
    shown.filter(|word| codes.contains(*word)).collect()
}

struct Seen<'c> {
    codes: &'c BTreeSet<String>,
    found: Vec<String>,
    heads: Vec<String>,
}

impl Seen<'_> {
    fn look(&mut self, nodes: &[Node<'_>], place: &str) {
        let mut column = 0;
        for node in nodes {
            match node {
                Node::Text(text) => {
                    let codes = words(text).filter(|word| self.codes.contains(*word));
                    self.found.extend(codes.map(|code| format!("{code} in {place}: {}", text.trim())));
                }
                Node::Element { name: "thead", children, .. } => {
                    self.heads.clear();
                    self.look(children, place);
                }
                Node::Element { name: "th", children, .. } => {
                    self.heads.push(text_of(children));
                    self.look(children, place);
                }
                Node::Element { name: "td", children, .. } => {
                    let head = self.heads.get(column).cloned().unwrap_or_default();
                    column += 1;
                    if !says_codes(&head) {
                        self.look(children, &format!("column {head}"));
                    }
                }
                Node::Element { name: "script" | "style", .. } => {}
                // What somebody typed, said again.
                Node::Element { open, .. } if open.contains("verbatim") => {}
                Node::Element { name, children, .. } => self.look(children, name),
            }
        }
    }
}

fn text_of(nodes: &[Node<'_>]) -> String {
    let text = nodes.iter().map(|node| match node {
        Node::Text(text) => (*text).to_owned(),
        Node::Element { children, .. } => text_of(children),
    });
    text.collect::<String>().trim().to_owned()
}

#[test]
fn no_page_in_chinese_shows_a_code() {
    let codes = codes();
    assert!(codes.len() > 300, "the codes are read: {}", codes.len());
    let mut shown: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (name, page) in PAGES.0.iter().filter(|(name, _)| name.starts_with("zh/")) {
        let mut seen = Seen { codes: &codes, found: Vec::new(), heads: Vec::new() };
        seen.look(&Node::all(&mut page.as_str()), "page");
        for one in seen.found {
            shown.entry(one).or_default().insert(name);
        }
    }
    let shown: Vec<String> = shown.iter().map(|(what, pages)| format!("{what} ({pages:?})")).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn a_code_in_a_file_is_seen() {
    let codes = BTreeSet::from(["loan", "bank"].map(str::to_owned));
    let file = "名称,编号\nloan,loan\n\"某行, bank\",bank\nbank-a,loans\n";
    assert_eq!(in_file(file, &codes), ["loan", "bank"]);
}
