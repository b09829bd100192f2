//! Where a test sits: it runs a command and sees status, answer and messages.

use std::cell::Cell;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use huigu::{Context, Day, run};

static TICKS: AtomicI64 = AtomicI64::new(0);

thread_local! {
    /// How often a run has asked for chance.
    static THROWS: Cell<u8> = const { Cell::new(0) };
}

/// Chance that is the same in every run: a test knows what comes of it.
fn random() -> Option<[u8; 32]> {
    let throw = THROWS.replace(THROWS.get().wrapping_add(1));
    Some(std::array::from_fn(|place| throw.wrapping_mul(31).wrapping_add((place as u8).wrapping_mul(113))))
}

/// 2022-03-01 in Shanghai, and a little later each time.
pub fn now() -> i64 {
    1_646_064_000_000_000 + TICKS.fetch_add(1, Ordering::Relaxed)
}

/// What a run came to.
pub struct Ran {
    pub status: u8,
    pub out: String,
    pub bytes: Vec<u8>,
    pub err: String,
}

impl Ran {
    pub fn expect(self, status: u8) -> Self {
        assert_eq!(self.status, status, "out: {}\nerr: {}", self.out, self.err);
        self
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// Runs a command in English, not on a terminal.
pub fn huigu<T: AsRef<OsStr>>(arguments: &[T]) -> Ran {
    huigu_in("en", false, arguments)
}

/// Runs a command in Chinese.
pub fn huigu_zh<T: AsRef<OsStr>>(arguments: &[T]) -> Ran {
    huigu_in("zh", false, arguments)
}

/// Runs a command, as if on a terminal or not.
pub fn huigu_in<T: AsRef<OsStr>>(lang: &str, terminal: bool, arguments: &[T]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = run_with(lang, terminal, arguments, &mut out, &mut err);
    Ran { status, out: String::from_utf8_lossy(&out).into_owned(), bytes: out, err: String::from_utf8(err).unwrap() }
}

/// Runs a command on streams of the test's own.
pub fn run_with<T: AsRef<OsStr>>(
    lang: &str,
    terminal: bool,
    arguments: &[T],
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let lang = OsString::from(lang);
    run_by("tester", &|name| (name == "HUIGU_LANG").then(|| lang.clone()), None, terminal, arguments, out, err)
}

/// Runs a command under variables of its own, with the machine's file of settings.
pub fn huigu_set<T: AsRef<OsStr>>(variables: &[(&str, &str)], file: Option<&Path>, arguments: &[T]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let variable = |name: &str| {
        let found = variables.iter().find(|(called, _)| *called == name);
        found.map(|(_, value)| OsString::from(value))
    };
    let status = run_by("tester", &variable, file, false, arguments, &mut out, &mut err);
    Ran { status, out: String::from_utf8_lossy(&out).into_owned(), bytes: out, err: String::from_utf8(err).unwrap() }
}

/// Runs a command in English as somebody logged in under a name, or under
/// none, and with a name given for whoever sits there.
pub fn huigu_by<T: AsRef<OsStr>>(login: &str, named: &str, arguments: &[T]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let variable = |name: &str| match name {
        "HUIGU_LANG" => Some(OsString::from("en")),
        "HUIGU_WHO" => Some(OsString::from(named)),
        _ => None,
    };
    let status = run_by(login, &variable, None, false, arguments, &mut out, &mut err);
    Ran { status, out: String::from_utf8_lossy(&out).into_owned(), bytes: out, err: String::from_utf8(err).unwrap() }
}

fn run_by<T: AsRef<OsStr>>(
    who: &str,
    variable: &dyn Fn(&str) -> Option<OsString>,
    settings_file: Option<&Path>,
    terminal: bool,
    arguments: &[T],
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let all: Vec<OsString> =
        std::iter::once(OsString::from("huigu")).chain(arguments.iter().map(|a| a.as_ref().to_owned())).collect();
    THROWS.set(0);
    let mut context = Context {
        variable,
        settings_file,
        out,
        err,
        out_is_terminal: terminal,
        err_is_terminal: false,
        today: Day::from_ymd(2022, 3, 1).unwrap(),
        who,
        now: Arc::new(now),
        random,
        server: None,
    };
    run(&all, &mut context)
}

/// A stream that cannot be written to.
pub struct Closed(pub io::ErrorKind);

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Err(self.0.into())
    }
}

/// The folder of small books beside the tests.
pub fn books() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books")
}

/// The second plan, of an invented district.
pub fn second_plan() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/plans/yunwan-2023")
}

/// A copy of the small books, to be changed.
pub fn copied_books() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(books()).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    folder
}

/// Replaces a text that must stand in the file.
pub fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{} has no {from}", file.display());
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

/// A command line with the books' folder at its end.
pub fn over<'a>(folder: &'a Path, arguments: &[&'a str]) -> Vec<OsString> {
    let mut all: Vec<OsString> = arguments.iter().map(OsString::from).collect();
    all.extend([OsString::from("--books"), folder.as_os_str().to_owned()]);
    all
}

/// A command line with the register's folder at its end.
pub fn at<'a>(folder: &'a Path, arguments: &[&'a str]) -> Vec<OsString> {
    let mut all: Vec<OsString> = arguments.iter().map(OsString::from).collect();
    all.extend([OsString::from("--data"), folder.as_os_str().to_owned()]);
    all
}

/// Small books of the second plan's district, in which every one of its measures pays.
pub fn second_books() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/yunwan")
}

/// Holds an answer against `tests/snapshots/NAME.txt`; written anew with
/// `HUIGU_SNAPSHOTS=write`, then read by eye.
pub fn held(name: &str, found: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/snapshots/{name}.txt"));
    if std::env::var_os("HUIGU_SNAPSHOTS").is_some_and(|value| value == "write") {
        fs::write(&file, found).unwrap();
        return;
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == found, "{} differs; HUIGU_SNAPSHOTS=write writes it anew. Found:\n{found}", file.display());
}
