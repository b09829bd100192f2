//! Where a case runs: places for registers on one of the databases, and the
//! commands over them, in process or as the binary itself.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use huigu::{Context, Day, run};
use huigu_desk::Place;
use tempfile::TempDir;

use huigu_testkit::Cluster;

/// 2022-03-01 in Shanghai.
const START: i64 = 1_646_064_000_000_000;
/// The key of identity numbers, where there is no folder to keep one in.
pub const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// A database to run cases on; each place is a new one.
pub struct Ground {
    cluster: Option<Arc<Cluster>>,
    folder: TempDir,
    count: AtomicU32,
}

impl Ground {
    pub fn sqlite() -> Self {
        Self { cluster: None, folder: tempfile::tempdir().unwrap(), count: AtomicU32::new(0) }
    }

    pub fn postgresql(cluster: Arc<Cluster>) -> Self {
        Self { cluster: Some(cluster), ..Self::sqlite() }
    }

    pub fn name(&self) -> &'static str {
        if self.cluster.is_some() { "postgresql" } else { "sqlite" }
    }

    pub fn cluster(&self) -> Option<&Cluster> {
        self.cluster.as_deref()
    }

    fn next(&self) -> String {
        format!("register_{}", self.count.fetch_add(1, Ordering::Relaxed))
    }

    /// A folder of the case's own for files.
    pub fn folder(&self) -> PathBuf {
        let folder = self.folder.path().join(format!("files_{}", self.next()));
        fs::create_dir(&folder).unwrap();
        folder
    }

    /// An empty place.
    pub fn place(&self) -> Place {
        let name = self.next();
        match self.cluster() {
            None => Place::Folder(self.folder.path().join(name)),
            Some(cluster) => {
                cluster.run("postgres", &format!("CREATE DATABASE {name} TEMPLATE template0"));
                Place::Database(cluster.url(&name))
            }
        }
    }

    /// A register of its own with all that another has, which nobody uses now.
    pub fn copy_of(&self, place: &Place) -> Place {
        let name = self.next();
        match (self.cluster(), place) {
            (Some(cluster), Place::Database(url)) => {
                let from = database_of(url);
                cluster.run("postgres", &format!("CREATE DATABASE {name} TEMPLATE {from}"));
                Place::Database(cluster.url(&name))
            }
            (_, place) => {
                let (from, to) = (folder_of(place), self.folder.path().join(name));
                fs::create_dir(&to).unwrap();
                for entry in fs::read_dir(from).map(|entries| entries.collect()).unwrap_or_else(|_| Vec::new()) {
                    let path = entry.unwrap().path();
                    fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
                }
                Place::Folder(to)
            }
        }
    }

    /// Waits until the server has noticed that whoever worked here is gone:
    /// what was on its way to be kept is kept by then.
    pub fn at_rest(&self, place: &Place) {
        let Place::Database(url) = place else { return };
        let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
        let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                      AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
        for _ in 0..1_000 {
            if client.query_one(others, &[]).unwrap().get::<_, i64>(0) == 0 {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("somebody is still at work");
    }

    /// Throws a register away.
    pub fn drop(&self, place: &Place) {
        match (self.cluster(), place) {
            (Some(cluster), Place::Database(url)) => {
                cluster.run("postgres", &format!("DROP DATABASE {} WITH (FORCE)", database_of(url)));
            }
            (_, place) => fs::remove_dir_all(folder_of(place)).unwrap(),
        }
    }
}

/// The folder of a register on SQLite.
pub fn folder_of(place: &Place) -> PathBuf {
    place.file().unwrap().parent().unwrap().to_owned()
}

/// The database's name in a URL of the cluster.
pub fn database_of(url: &str) -> &str {
    url.trim_start_matches("postgresql:///").split('?').next().unwrap()
}

/// The words that name a register on the command line.
pub fn at(place: &Place) -> [String; 2] {
    match place {
        Place::Folder(folder) => ["--data".to_owned(), folder.to_str().unwrap().to_owned()],
        Place::Database(url) => ["--database".to_owned(), url.clone()],
    }
}

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub status: i32,
    pub out: Vec<u8>,
    pub err: String,
}

impl Ran {
    pub fn expect(self, status: i32) -> Self {
        assert_eq!(self.status, status, "out: {}\nerr: {}", self.text(), self.err);
        self
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let err = String::from_utf8(output.stderr).unwrap();
        Self { status: output.status.code().unwrap_or(-1), out: output.stdout, err }
    }
}

/// Who runs commands in process, by a clock that ticks alike for everybody.
pub struct Person {
    now: Arc<AtomicI64>,
    lang: &'static str,
}

impl Person {
    pub fn english() -> Self {
        Self { now: Arc::new(AtomicI64::new(START)), lang: "en" }
    }

    pub fn speaks(&mut self, lang: &'static str) {
        self.lang = lang;
    }

    /// Runs a command in process.
    pub fn run<T: AsRef<str>>(&self, words: &[T]) -> Ran {
        let all: Vec<OsString> =
            std::iter::once("huigu").chain(words.iter().map(AsRef::as_ref)).map(OsString::from).collect();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let variable = |name: &str| match name {
            "HUIGU_LANG" => Some(OsString::from(self.lang)),
            "HUIGU_PERSON_KEY" => Some(OsString::from(KEY)),
            _ => None,
        };
        let now = Arc::clone(&self.now);
        let mut context = Context {
            variable: &variable,
            settings_file: None,
            out: &mut out,
            err: &mut err,
            out_is_terminal: false,
            err_is_terminal: false,
            today: Day::from_ymd(2022, 3, 1).unwrap(),
            who: "tester",
            now: Arc::new(move || now.fetch_add(1_000, Ordering::SeqCst) + 1_000),
            random: || Some([7; 32]),
            server: None,
        };
        let status = i32::from(run(&all, &mut context));
        Ran { status, out, err: String::from_utf8(err).unwrap() }
    }

    /// Runs a command over a register in process.
    pub fn at(&self, place: &Place, words: &[&str]) -> Ran {
        let at = at(place);
        let words: Vec<&str> = words.iter().copied().chain(at.iter().map(String::as_str)).collect();
        self.run(&words)
    }
}

/// The binary itself, over a register, in a language.
pub fn binary(lang: &str, place: &Place, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huigu"));
    command.args(words).args(at(place)).env("HUIGU_LANG", lang).env("LOGNAME", "tester");
    command.env_remove("HUIGU_DATABASE").env_remove("HUIGU_PERSON_KEY");
    if matches!(place, Place::Database(_)) {
        command.env("HUIGU_PERSON_KEY", KEY);
    }
    command
}

/// Runs the binary over a register, in English.
pub fn huigu(place: &Place, words: &[&str]) -> Ran {
    binary("en", place, words).output().unwrap().into()
}

/// The folder of small books beside the tests.
pub fn books() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books")
}

/// The sample district.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample")
}

/// Replaces a text that must stand in a file of books and writes it elsewhere.
pub fn changed(file: &Path, to: &Path, changes: &[(&str, &str)]) {
    let mut text = fs::read_to_string(file).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{} has no {from}", file.display());
        text = text.replacen(from, to, 1);
    }
    fs::write(to, text).unwrap();
}
