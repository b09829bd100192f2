//! Modules know one another in one direction: circles of modules are listed, and the list only shrinks.
//!
//! A module knows another if a path of its code leads into it: `use` or an expression, through `crate`, `super`, `self` or a
//! child's name. Re-exports are followed to where a name is declared; the crate's root, which lists everything, and tests know nobody.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Source;
use crate::{ratchet, tree};

/// Names of a module's path below the crate's root, which is empty.
type Path = Vec<String>;

struct Module {
    tokens: Vec<String>,
    /// Names brought in: the name here, and the path it stands for.
    imports: BTreeMap<String, Path>,
}

/// Words and marks of code.
fn tokens(code: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        if !first.is_whitespace() {
            found.push(rest[..length].to_owned());
        }
        rest = &rest[length..];
    }
    found
}

/// The paths of a `use`, from its tree: each with the name it has here.
fn of_use(tokens: &[String], at: &mut usize, before: &Path, found: &mut Vec<(String, Path)>) {
    let mut path = before.clone();
    while *at < tokens.len() {
        match tokens[*at].as_str() {
            "::" => *at += 1,
            "{" => {
                *at += 1;
                while tokens[*at] != "}" {
                    of_use(tokens, at, &path, found);
                    if tokens[*at] == "," {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            "as" => {
                found.push((tokens[*at + 1].clone(), path));
                *at += 2;
                return;
            }
            "," | "}" | ";" => {
                let name = path.last().cloned().unwrap_or_default();
                // `use a::{self, B}` brings in `a`.
                if name == "self" {
                    path.pop();
                }
                found.push((path.last().cloned().unwrap_or_default(), path));
                return;
            }
            word => {
                path.push(word.to_owned());
                *at += 1;
            }
        }
    }
}

/// A path from a module, as one from the root; nothing where it leads out of the crate.
fn absolute(path: &[String], from: &Path, modules: &BTreeMap<Path, Module>) -> Option<Path> {
    let (first, rest) = path.split_first()?;
    let (mut base, mut rest) = match first.as_str() {
        "crate" => (Path::new(), rest),
        "self" => (from.clone(), rest),
        "super" => (from[..from.len().checked_sub(1)?].to_vec(), rest),
        name => {
            let child: Path = from.iter().cloned().chain([name.to_owned()]).collect();
            modules.contains_key(&child).then_some((child, rest))?
        }
    };
    while let Some((_, after)) = rest.split_first().filter(|(word, _)| *word == "super") {
        base.pop()?;
        rest = after;
    }
    Some(base.into_iter().chain(rest.iter().cloned()).collect())
}

/// The module a path from the root leads into, re-exports followed.
fn target(path: &Path, modules: &BTreeMap<Path, Module>, depth: usize) -> Option<Path> {
    let known = (0..=path.len()).rev().find(|length| modules.contains_key(&path[..*length]))?;
    let (module, rest) = path.split_at(known);
    let import = rest.first().and_then(|name| modules[module].imports.get(name)).filter(|_| depth < 8);
    match import.and_then(|import| absolute(import, &module.to_vec(), modules)) {
        Some(further) => target(&further.into_iter().chain(rest[1..].iter().cloned()).collect(), modules, depth + 1),
        None => Some(module.to_vec()),
    }
}

/// The modules of a crate, by path.
fn modules(name: &str) -> BTreeMap<Path, Module> {
    let prefix = format!("crates/{name}/src/");
    let mut found = BTreeMap::new();
    let shipped = tree::shipped(name);
    let tests: BTreeSet<String> = shipped
        .iter()
        .flat_map(|file| {
            let folder = file.path.trim_end_matches(".rs").trim_end_matches("/mod").trim_end_matches("/lib").to_owned();
            Source::read(&file.text).test_modules().into_iter().map(move |module| format!("{folder}/{module}"))
        })
        .collect();
    for file in &shipped {
        let path = file.path.trim_end_matches(".rs");
        if tests.iter().any(|test| path == test || path.starts_with(&format!("{test}/"))) {
            continue;
        }
        let mut parts: Path = path[prefix.len()..].split('/').map(str::to_owned).collect();
        if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
            parts.pop();
        }
        let code = Source::read(&file.text).without_tests().code();
        let tokens = tokens(&code);
        let mut imports = Vec::new();
        for at in 0..tokens.len() {
            if tokens[at] == "use" && tokens.get(at + 1).is_some_and(|next| next != "<") {
                of_use(&tokens, &mut (at + 1), &Path::new(), &mut imports);
            }
        }
        // A root that is both a library and a binary is one room.
        let module = found.entry(parts).or_insert(Module { tokens: Vec::new(), imports: BTreeMap::new() });
        module.tokens.extend(tokens);
        module.imports.extend(imports);
    }
    found
}

/// Whom each module knows.
fn arrows(modules: &BTreeMap<Path, Module>) -> BTreeMap<Path, BTreeSet<Path>> {
    let mut arrows: BTreeMap<Path, BTreeSet<Path>> = BTreeMap::new();
    for (from, module) in modules.iter().filter(|(path, _)| !path.is_empty()) {
        let mut paths: Vec<Path> = module.imports.values().cloned().collect();
        let words = &module.tokens;
        for at in 0..words.len().saturating_sub(1) {
            if words[at + 1] != "::" || (at > 0 && words[at - 1] == "::") {
                continue;
            }
            let rest = words[at..].chunks(2).take_while(|pair| pair.len() == 2 && pair[1] == "::").count();
            let path: Path = words[at..].iter().step_by(2).take(rest + 1).cloned().collect();
            // The names that a `use` takes out of a module were read with the imports.
            if path[rest] == "{" {
                continue;
            }
            // A name that was brought in stands for its path.
            match module.imports.get(&path[0]) {
                Some(import) => paths.push(import.iter().cloned().chain(path[1..].iter().cloned()).collect()),
                None => paths.push(path),
            }
        }
        let known = paths.iter().filter_map(|path| target(&absolute(path, from, modules)?, modules, 0));
        arrows.insert(from.clone(), known.filter(|to| to != from && !to.is_empty()).collect());
    }
    arrows
}

fn reach(from: &Path, arrows: &BTreeMap<Path, BTreeSet<Path>>) -> BTreeSet<Path> {
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![from.clone()]);
    while let Some(next) = waiting.pop() {
        for to in arrows.get(&next).into_iter().flatten() {
            if seen.insert(to.clone()) {
                waiting.push(to.clone());
            }
        }
    }
    seen
}

/// The circles of a crate: the modules of each.
fn circles(name: &str) -> BTreeSet<BTreeSet<String>> {
    let arrows = arrows(&modules(name));
    let reached: BTreeMap<&Path, BTreeSet<Path>> = arrows.keys().map(|from| (from, reach(from, &arrows))).collect();
    let mut found = BTreeSet::new();
    for (from, known) in reached.iter().filter(|(from, known)| known.contains(**from)) {
        let knot = known.iter().filter(|to| reached.get(to).is_some_and(|back| back.contains(*from)));
        found.insert(knot.map(|path| path.join("::")).collect());
    }
    found
}

#[test]
fn a_path_leads_to_the_module_that_declares_the_name() {
    let module = |code: &str| {
        let tokens = tokens(code);
        let mut imports = Vec::new();
        for at in 0..tokens.len() {
            if tokens[at] == "use" {
                of_use(&tokens, &mut (at + 1), &Path::new(), &mut imports);
            }
        }
        Module { tokens, imports: imports.into_iter().collect() }
    };
    let path = |text: &str| text.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Path>();
    let modules = BTreeMap::from([
        (path(""), module("pub use a::{Thing, inner::{self, Other as Another}};")),
        (path("a"), module("mod inner; use super::b; fn f() { inner::g() }")),
        (path("a/inner"), module("use crate::{Another, b::z}; use std::fmt; pub fn g() { super::h() }")),
        (path("b"), module("use crate::Thing; fn x() -> crate::inner::Y { b::z() }")),
        (path("b/c"), module("use super::{Thing}; fn y() -> Thing { z() }")),
    ]);
    let known = arrows(&modules);
    let of = |name: &str| known[&path(name)].iter().map(|to| to.join("/")).collect::<Vec<_>>();
    assert_eq!(of("a"), ["a/inner", "b"]);
    assert_eq!(of("a/inner"), ["a", "b"]);
    assert_eq!(of("b"), ["a", "a/inner"]);
    assert_eq!(of("b/c"), ["a"], "a module that only lists a name is not known");
}

#[test]
fn circles_of_modules_are_few_and_fewer() {
    let listed: Vec<(String, BTreeSet<String>)> = ratchet::list("module-circles.txt")
        .iter()
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, modules)| (name.to_owned(), modules.split(' ').map(str::to_owned).collect()))
        .collect();
    let found: Vec<(String, BTreeSet<String>)> = tree::crates()
        .into_iter()
        .flat_map(|name| circles(&name).into_iter().map(move |knot| (name.clone(), knot)))
        .collect();
    let within = |one: &(String, BTreeSet<String>), other: &(String, BTreeSet<String>)| {
        one.0 == other.0 && one.1.is_subset(&other.1)
    };
    let told = |knot: &(String, BTreeSet<String>)| {
        format!("{}: {}", knot.0, knot.1.iter().cloned().collect::<Vec<_>>().join(" "))
    };
    let new = found.iter().filter(|knot| !listed.iter().any(|one| within(knot, one)));
    let new = new.map(|knot| format!("{}\n    is a circle: move what both need to a third module", told(knot)));
    let open = listed.iter().filter(|knot| !found.iter().any(|one| within(one, knot)));
    let open = open.map(|knot| format!("{}\n    is open now: take it off crates/tidy/module-circles.txt", told(knot)));
    let wrong: Vec<String> = new.chain(open).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
