//! Every page's HTML in both languages, held against a file: as somebody who may see it and as the public.
//!
//! `tests/snapshots/LANG/PAGE.WHO.html` holds the title and everything from the head on paper to the end of `main`; what stands
//! around every page is held once for each caller (`frame.WHO.html`). Written anew with
//! `HUIGU_SNAPSHOTS=write cargo test -p huigu-portal snapshots`, then read by eye.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use axum::http::StatusCode;
use huigu_desk::Role;

use super::ground::{Ground, filled};
use crate::page::ROUTES;
use crate::route::RouteMethod;

/// Rows of a table, parts of a drawing and choices of a list that are held; of the others only how many there are.
const MOST: usize = 6;

/// What comes in long runs.
const CUT: [&str; 6] = ["circle", "li", "option", "path", "rect", "tr"];

/// Pages that show more than the bare route does: name, path, who looks, and the status.
pub(super) const MORE: &[(&str, &str, Role, StatusCode)] = &[
    ("books-number-withdrawn", "/books/15", Role::Centre, StatusCode::OK),
    ("books-number-corrects", "/books/16", Role::Centre, StatusCode::OK),
    ("measure-earlier", "/measures/startup-loan-subsidy?year=2021", Role::Centre, StatusCode::OK),
    ("measure-own", "/measures/startup-loan-subsidy?year=2022", Role::Bank, StatusCode::OK),
    ("measures-as-known", "/measures?year=2022&as-known-at=13", Role::Auditor, StatusCode::OK),
    ("notices-number-public", "/notices/1", Role::Public, StatusCode::OK),
    ("parties-found", "/parties?q=9133", Role::Centre, StatusCode::OK),
    ("parties-id-person", "/parties/P-000000033", Role::Centre, StatusCode::OK),
    ("party-own", "/parties/91330211MA00000075", Role::Enterprise, StatusCode::OK),
    ("settlements-own", "/settlements", Role::Bank, StatusCode::OK),
    ("simulate-answered", "/simulate?year=2022&set.startup-loan-subsidy.rate=3%25", Role::Centre, StatusCode::OK),
    ("simulate-compared", "/simulate/compare?s=1&s=2", Role::Centre, StatusCode::OK),
    ("simulate-wrong", "/simulate?year=2022&set.startup-loan-subsidy.rate=much", Role::Centre, StatusCode::OK),
    ("target-by-month", "/targets/inclusive-loan-growth?by=month", Role::Centre, StatusCode::OK),
    ("tokens-made", "/me/tokens", Role::Bank, StatusCode::OK),
    ("nowhere", "/nowhere", Role::Centre, StatusCode::NOT_FOUND),
    ("dataset-cases", "/datasets/court-cases", Role::Centre, StatusCode::OK),
    ("dataset-month-of-one", "/datasets/power?period=2022-06&party=91330211MA00000075", Role::Centre, StatusCode::OK),
    ("dataset-own", "/datasets/power", Role::Enterprise, StatusCode::OK),
    ("dataset-others", "/datasets/power", Role::Unit, StatusCode::OK),
    ("forbidden", "/users", Role::Bank, StatusCode::FORBIDDEN),
];

/// Routes that answer with a file, or only with a key of a moment.
pub(super) const NO_PAGES: [&str; 2] = ["/books/mended/{key}", "/books/templates/{kind}"];

/// Something of everything a page can list.
pub fn lived_in() -> (Ground, BTreeMap<&'static str, String>) {
    let ground = Ground::new(true);
    let mut sessions = BTreeMap::from([(Role::Public.code(), String::new())]);
    for role in Role::of_users() {
        sessions.insert(role.code(), ground.session(role));
    }
    let [centre, finance, bank] = [Role::Centre, Role::Finance, Role::Bank].map(|role| &sessions[role.code()]);
    let done = |answer: super::ground::Answer| {
        assert!(answer.status.is_success() || answer.status.is_redirection(), "{}", answer.text())
    };
    let loan_class =
        |class| format!("lender,loan_id,date,class\nzhenhai-rural-commercial,000001202,2022-11-30,{class}\n");
    for class in ["special-mention", "substandard"] {
        let csrf = ground.portal.desk().csrf(bank);
        done(ground.send(bank, &csrf, &[], &[("loan_classes.csv", &loan_class(class))]));
    }
    done(ground.post("/books/15/withdraw", centre, &[("sure", "1")]));
    for year in ["2021", "2022"] {
        done(ground.post("/settlements", centre, &[("year", year), ("note", "区政府第 3 次常务会"), ("sure", "1")]));
    }
    let shown = [
        ("kind", "public-notice"),
        ("title", "2022 年度补助公示"),
        ("text", "公示期七天。"),
        ("settlement", "2"),
        ("sure", "1"),
    ];
    done(ground.post("/notices", centre, &shown));
    let members = [
        ("kind", "announcement"),
        ("title", "关于报送台账的通知"),
        ("text", "请于一月底前报送。\n\n逾期不受理。"),
        ("sure", "1"),
    ];
    done(ground.post("/notices", centre, &members));
    done(ground.post("/notices/2/withdraw", centre, &[("reason", "日期有误"), ("sure", "1")]));
    let reached = [
        ("institution", "anyuan-bank"),
        ("office", "普惠金融部"),
        ("telephone", "0574-86000000"),
        ("address", "骆驼街道 1 号"),
    ];
    done(ground.post("/contacts", centre, &reached));
    for (name, rate) in [("半数", "1%"), ("三倍", "6%")] {
        let set = format!("startup-loan-subsidy.rate={rate}");
        for who in [centre, finance] {
            done(ground.post("/simulate/keep", who, &[("name", name), ("year", "2022"), ("set", &set)]));
        }
    }
    done(ground.post("/me/tokens", bank, &[("name", "核心系统"), ("opens", "books"), ("days", "30")]));
    ground.send_records(centre);
    (ground, sessions)
}

/// A run of characters is replaced where `fits` says how long it is.
fn replaced(text: &str, instead: &str, fits: impl Fn(&str) -> Option<usize>) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(first) = rest.chars().next() {
        let taken = match fits(rest) {
            Some(length) => {
                out.push_str(instead);
                length
            }
            None => {
                out.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    out
}

/// Without moments, hashes and secrets.
fn masked(text: &str) -> String {
    let hex = |rest: &str| {
        let length = rest.find(|c: char| !matches!(c, '0'..='9' | 'a'..='f')).unwrap_or(rest.len());
        (length >= 12).then_some(length)
    };
    let time = |rest: &str| {
        let shape: String = rest.chars().take(5).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        (shape == "00:00").then_some(5)
    };
    replaced(&replaced(text, "HASH", hex), "TIME", time)
}

/// Elements without content and without an end.
const VOID: [&str; 5] = ["br", "hr", "img", "input", "meta"];

/// Elements that begin a line of their own.
const BLOCKS: [&str; 31] = [
    "article", "button", "caption", "circle", "dd", "details", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3",
    "header", "input", "label", "li", "main", "nav", "ol", "option", "p", "rect", "section", "select", "svg", "table",
    "td", "th", "ul",
];

/// A part of a page.
pub(super) enum Node<'p> {
    Text(&'p str),
    Element { name: &'p str, open: &'p str, children: Vec<Self> },
}

impl<'p> Node<'p> {
    /// The nodes up to the end of the element they stand in; what follows it stays in `rest`.
    pub fn all(rest: &mut &'p str) -> Vec<Self> {
        let mut nodes = Vec::new();
        while !rest.is_empty() {
            if rest.starts_with("</") {
                let end = rest.find('>').unwrap();
                *rest = &rest[end + 1..];
                break;
            }
            if !rest.starts_with('<') {
                let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
                nodes.push(Self::Text(text));
                *rest = after;
                continue;
            }
            let (open, after) = rest.split_at(rest.find('>').unwrap() + 1);
            *rest = after;
            let name = open[1..].split([' ', '>']).next().unwrap();
            let is_void = VOID.contains(&name) || open.starts_with("<!");
            let children = if is_void { Vec::new() } else { Self::all(rest) };
            nodes.push(Self::Element { name, open, children });
        }
        nodes
    }

    fn is_block(&self) -> bool {
        match self {
            Self::Text(_) => false,
            Self::Element { name, children, .. } => BLOCKS.contains(name) || children.iter().any(Self::is_block),
        }
    }

    /// Lines of blocks, each as deep as it stands; of a long run of one kind the beginning.
    fn lay_out(nodes: &[Self], depth: usize, out: &mut String) {
        let mut counts = BTreeMap::new();
        for node in nodes {
            let Self::Element { name, open, children } = node else {
                if let Self::Text(text) = node {
                    out.push_str(text);
                }
                continue;
            };
            let count = counts.entry(name).or_insert(0);
            *count += 1;
            if *count > MOST && CUT.contains(name) {
                continue;
            }
            if node.is_block() {
                out.push_str(&format!("\n{}", " ".repeat(depth)));
            }
            out.push_str(open);
            Self::lay_out(children, depth + 1, out);
        }
        for (name, count) in counts.into_iter().filter(|(name, count)| CUT.contains(name) && *count > MOST) {
            out.push_str(&format!("\n{}({} more of {name})", " ".repeat(depth), count - MOST));
        }
    }
}

/// A part of a page, a block a line; ends of elements are left out, as the depth tells them.
fn laid_out(mut html: &str) -> String {
    let mut out = String::new();
    Node::lay_out(&Node::all(&mut html), 0, &mut out);
    masked(out.trim_start()) + "\n"
}

/// The part of a page between two texts.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let start = page.find(from).unwrap_or_else(|| panic!("no {from} in {page}"));
    &page[start..start + page[start..].find(to).unwrap_or_else(|| panic!("no {to} in {page}"))]
}

/// What is held of a page: its title, what paper has above it, and its content.
fn content(page: &str) -> String {
    if !page.starts_with("<!DOCTYPE") {
        return laid_out(page);
    }
    laid_out(between(page, "<title>", "<link")) + &laid_out(between(page, "<div class=\"printed\"", "<footer"))
}

/// What stands around a page.
fn frame(page: &str) -> String {
    let (before, after) = (between(page, "<!DOCTYPE", "<div class=\"printed\""), between(page, "<footer", "</body>"));
    laid_out(before) + &laid_out(after)
}

/// The name of a route's file.
fn name_of(path: &str) -> String {
    let name = path.trim_matches('/').replace(['{', '}'], "").replace('/', "-");
    if name.is_empty() { "front".to_owned() } else { name }
}

/// `LANG/PAGE.WHO` -> its HTML, of every page; and what is answered with another status than it should be.
pub(super) static PAGES: LazyLock<(BTreeMap<String, String>, Vec<String>)> = LazyLock::new(all_pages);

fn all_pages() -> (BTreeMap<String, String>, Vec<String>) {
    let (ground, sessions) = lived_in();
    let (mut all, mut wrong) = (BTreeMap::new(), Vec::new());
    for lang in ["zh", "en"] {
        let mut look = |name: &str, path: &str, role: Role, status: StatusCode| {
            let answer = ground.get(path, &sessions[role.code()], lang);
            if answer.status != status {
                wrong.push(format!("{path} as {role:?} in {lang}: {}", answer.status));
                return;
            }
            let twice = all.insert(format!("{lang}/{name}.{}", role.code()), answer.text());
            assert!(twice.is_none(), "two pages are called {name}");
        };
        for route in ROUTES.iter().filter(|route| route.method == RouteMethod::Get && !NO_PAGES.contains(&route.path)) {
            let path = filled(route.path);
            let first = Role::of_users().find(|role| route.needs.reach(*role).is_some()).unwrap();
            let is_sign_in = route.path == "/sign-in";
            if !is_sign_in {
                look(&name_of(route.path), &path, first, StatusCode::OK);
            }
            if route.needs.reach(Role::Public).is_some() {
                look(&name_of(route.path), &path, Role::Public, StatusCode::OK);
            }
        }
        for (name, path, role, status) in MORE {
            look(name, path, *role, *status);
        }
    }
    (all, wrong)
}

#[test]
fn every_page_is_as_it_was_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let (pages, mut wrong) = PAGES.clone();
    let mut found = BTreeMap::new();
    for (name, page) in &pages {
        found.insert(format!("{name}.html"), content(page));
        if let Some((lang, who)) = name.split_once("/front.") {
            found.insert(format!("{lang}/frame.{who}.html"), frame(page));
        }
    }
    if std::env::var_os("HUIGU_SNAPSHOTS").is_some_and(|value| value == "write") {
        drop(fs::remove_dir_all(&folder));
        for (name, text) in &found {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
    }
    for (name, text) in &found {
        let kept = fs::read_to_string(folder.join(name)).unwrap_or_default();
        if kept != *text {
            let line = kept.lines().zip(text.lines()).find(|(before, after)| before != after);
            wrong.push(format!("{name}: {line:?}"));
        }
    }
    for lang in ["zh", "en"] {
        for entry in fs::read_dir(folder.join(lang)).unwrap() {
            let name = format!("{lang}/{}", entry.unwrap().file_name().to_string_lossy());
            if !found.contains_key(&name) {
                wrong.push(format!("{name}: no page is held in it any more"));
            }
        }
    }
    assert!(wrong.is_empty(), "HUIGU_SNAPSHOTS=write writes them anew:\n{}", wrong.join("\n"));
}
