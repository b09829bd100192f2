//! A server over the sample district, with one person of each role.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, mpsc};
use std::thread::JoinHandle;

use huigu_desk::{
    AddUser, Caller, ChangePassword, Desk, File, Hash, Instant, MakeToken, Number, Place, Reading, Role, Settings,
    SignIn, SignedIn, TextLine, TokenScope,
};
use huigu_facts::Kind;
use huigu_ingest::{Context, Register};
use huigu_portal::{Limits, Listening, Options, Portal, Timeouts, serve};
use tokio::sync::oneshot;

use crate::client::{Reply, RequestContext};
use crate::conform::Description;

/// 2023-03-01 in Shanghai: every year of the plan has ended.
const START: i64 = 1_677_600_000_000_000;
const PASSWORD: &str = "seven bridges over the river";

/// Login, role and what it stands for.
pub const PEOPLE: [(&str, Role, &str); 11] = [
    ("centre", Role::Centre, "finance-centre"),
    ("finance", Role::Finance, "finance-bureau"),
    ("peoples-bank", Role::PeoplesBank, "pboc-beilun"),
    ("unit", Role::Unit, "science-bureau"),
    ("bank", Role::Bank, "anyuan-bank"),
    ("other-bank", Role::Bank, "beilun-gulf-bank"),
    ("guarantor", Role::Guarantor, "mingzhou-guarantee"),
    ("enterprise", Role::Enterprise, "91330211MA00000075"),
    ("auditor", Role::Auditor, ""),
    ("administrator", Role::Administrator, ""),
    ("public", Role::Public, ""),
];

/// What a person comes in with.
#[derive(Debug, Clone, Default)]
pub struct Person {
    pub session: String,
    pub csrf: String,
    /// Opens everything a token can open; empty for who stands for nothing.
    pub token: String,
    /// Tokens of one scope each.
    pub scoped: BTreeMap<&'static str, String>,
}

fn clock() -> Arc<dyn Fn() -> Instant + Send + Sync> {
    let ticks = AtomicI64::new(START);
    Arc::new(move || Instant(ticks.fetch_add(1, Ordering::Relaxed)))
}

fn random() -> Option<[u8; 32]> {
    static DRAWN: AtomicU64 = AtomicU64::new(0);
    Some(Hash::of(&DRAWN.fetch_add(1, Ordering::Relaxed).to_be_bytes()).0)
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample")
}

fn import(place: &Place) {
    let clock = clock();
    let context = Context { who: "operator", clock: &*clock, random: &random, person_key: None };
    let mut register = Register::open(place, "zhenhai-2021", true, context).unwrap();
    let files: Vec<File> = Kind::ALL
        .iter()
        .filter(|kind| sample().join(format!("{kind}.csv")).exists())
        .map(|kind| File { name: format!("{kind}.csv"), kind: *kind, size: 0 })
        .collect();
    let open = |at: usize| std::fs::read(sample().join(&files[at].name));
    let plan = huigu_plan::shipped();
    let products: Vec<&str> = plan.products().iter().map(|product| product.id.as_str()).collect();
    let reading = Reading { files: &files, open: &open, products: &products, good_rows: false, progress: &|_| () };
    assert!(register.import(&reading).unwrap().import.faults().next().is_none());
}

fn desk(place: &Place) -> Desk {
    let settings = Settings { clock: clock(), random: Arc::new(random), person_key: None, demo: true };
    Desk::open(place, huigu_plan::shipped(), Hash::of(b"the plan"), settings).unwrap()
}

fn enrol(desk: &Desk, login: &str, role: Role, home: &str) -> Person {
    let operator = Caller::operator("operator");
    let given = desk.run(&operator, AddUser::new(login, login, role, home).unwrap()).unwrap().password;
    let who = SignIn { login, password: given.reveal(), address: "", agent: "" };
    let SignedIn::Whole { session, caller } = desk.sign_in(&who).unwrap() else { panic!("{login}") };
    desk.run(&caller, ChangePassword { present: given.reveal().into(), new: PASSWORD.into() }).unwrap();
    let session = session.reveal().to_owned();
    let caller = desk.session(&session).unwrap().unwrap().caller;
    let mut person = Person { csrf: desk.csrf(&session), session, ..Person::default() };
    if !home.is_empty() {
        let make = |scopes: &[TokenScope]| {
            let (name, opens) = (TextLine::new("test").unwrap(), scopes.iter().copied().collect());
            let new = MakeToken { name, opens, days: Number::new(30).unwrap() };
            desk.run(&caller, new).unwrap().secret.reveal().to_owned()
        };
        person.token = make(&TokenScope::ALL);
        person.scoped = TokenScope::ALL.iter().map(|scope| (scope.code(), make(&[*scope]))).collect();
    }
    person
}

/// A register with the sample and everybody in it, made once.
static TEMPLATE: LazyLock<(tempfile::TempDir, BTreeMap<&'static str, Person>)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().join("register"));
    import(&place);
    let desk = desk(&place);
    let people = PEOPLE.iter().filter(|(_, role, _)| *role != Role::Public);
    let mut people: BTreeMap<&'static str, Person> =
        people.map(|(login, role, home)| (*login, enrol(&desk, login, *role, home))).collect();
    people.insert("public", Person::default());
    (folder, people)
});

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// A server of its own, for tests that change something.
pub struct Server {
    pub address: SocketAddr,
    pub described: Description,
    folder: tempfile::TempDir,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn new() -> Self {
        Self::with(1_000_000, Timeouts::default())
    }

    pub fn with_limit(limit: u32) -> Self {
        Self::with(limit, Timeouts::default())
    }

    pub fn with_timeouts(timeouts: Timeouts) -> Self {
        Self::with(1_000_000, timeouts)
    }

    fn with(limit: u32, timeouts: Timeouts) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&TEMPLATE.0.path().join("register"), &folder.path().join("register"));
        let place = Place::Folder(folder.path().join("register"));
        let options =
            Options { office: String::new(), clock: clock(), random: Arc::new(random), tls: false, proxied: true };
        let portal = Portal::new(desk(&place), options).with_limits(Limits::new(limit)).with_timeouts(timeouts);
        let (stop, stopped) = oneshot::channel::<()>();
        let (ready, address) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let listening = Listening { address: "127.0.0.1:0".parse().unwrap(), tls: None };
            let stop = async { drop(stopped.await) };
            serve(portal, &listening, |address| ready.send(address).unwrap(), stop).unwrap();
        });
        let address = address.recv().unwrap();
        let described = RequestContext::get("/api/v1/openapi.json").with("X-Forwarded-For", "setup").send(address);
        let described = Description(described.expect(200).json());
        Self { address, described, folder, stop: Some(stop), thread: Some(thread) }
    }

    /// Asks, and holds the answer to the description.
    pub fn context(&self, context: &RequestContext) -> Reply {
        context.to(self.address, &self.described)
    }

    /// Looks as somebody, by its session, as not everybody can have a token.
    pub fn get(&self, login: &str, target: &str) -> Reply {
        self.context(&self.by(login, RequestContext::get(target)))
    }

    /// An ask by somebody's session, with what a form would bring.
    pub fn by(&self, login: &str, context: RequestContext) -> RequestContext {
        let person = person(login);
        if person.session.is_empty() {
            return context;
        }
        context.with("Cookie", &format!("huigu={}", person.session)).with("X-CSRF-Token", &person.csrf)
    }

    /// The register's folder.
    pub fn place(&self) -> Place {
        Place::Folder(self.folder.path().join("register"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // It may have stopped by itself.
            let _ = stop.send(());
        }
        drop(self.thread.take().map(JoinHandle::join));
    }
}

/// What somebody comes in with.
pub fn person(login: &str) -> &'static Person {
    &TEMPLATE.1[login]
}

/// A server for all tests that only look.
pub fn shared() -> &'static Server {
    static SHARED: LazyLock<Server> = LazyLock::new(Server::new);
    &SHARED
}
