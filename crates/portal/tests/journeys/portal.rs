//! A portal that runs, over a register of the sample, with a user for each role.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::{SystemTime, UNIX_EPOCH};

use huigu_desk::{AddUser, Caller, Desk, File, Instant, Place, Reading, Role, Settings, plan_hash};
use huigu_facts::Kind;
use huigu_ingest::{Context, Register};
use huigu_plan::{SHIPPED_FILES, shipped};
use huigu_portal::{Listening, Options, Portal, Tls, serve};

/// A second factor goes by the clock, and so does the browser.
#[expect(clippy::disallowed_methods, reason = "the browser in the test lives by the clock")]
pub fn now() -> Instant {
    Instant(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros()).unwrap())
}

fn random() -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    std::io::Read::read_exact(&mut std::fs::File::open("/dev/urandom").ok()?, &mut bytes).ok()?;
    Some(bytes)
}

/// A portal that runs until it is dropped.
pub struct Running {
    pub base: String,
    pub folder: tempfile::TempDir,
    /// First passwords by login.
    pub given: HashMap<&'static str, String>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        drop(self.thread.take().map(std::thread::JoinHandle::join));
    }
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample")
}

const USERS: [(&str, Role, &str); 5] = [
    ("centre", Role::Centre, "finance-centre"),
    ("bank", Role::Bank, "zhenhai-rural-commercial"),
    ("firm", Role::Enterprise, "91330211MA00000075"),
    ("auditor", Role::Auditor, ""),
    ("admin", Role::Administrator, ""),
];

fn made(folder: &Path) -> HashMap<&'static str, String> {
    let context = Context { who: "tester", clock: &now, random: &random, person_key: None };
    let plan = shipped();
    let mut register = Register::open(&Place::Folder(folder.to_owned()), plan.id(), true, context).unwrap();
    let file = |kind: &Kind| File { name: format!("{}.csv", kind.name()), kind: *kind, size: 0 };
    let files: Vec<File> = Kind::ALL.iter().map(file).filter(|file| sample().join(&file.name).exists()).collect();
    let products: Vec<&str> = plan.products().iter().map(|one| one.id.as_str()).collect();
    let open = |at: usize| std::fs::read(sample().join(&files[at].name));
    let reading = Reading { files: &files, open: &open, products: &products, good_rows: false, progress: &|_| () };
    register.import(&reading).unwrap();
    drop(register);
    let desk = desk(folder, false);
    let add = |(login, role, home): (&'static str, Role, &str)| {
        let new = AddUser::new(login, login, role, home).unwrap();
        (login, desk.run(&Caller::operator("tester"), new).unwrap().password.reveal().to_owned())
    };
    USERS.into_iter().map(add).collect()
}

fn desk(folder: &Path, demo: bool) -> Desk {
    let settings = Settings { clock: Arc::new(now), random: Arc::new(random), person_key: None, demo };
    let hash = plan_hash(SHIPPED_FILES.iter().copied());
    Desk::open(&Place::Folder(folder.to_owned()), shipped(), hash, settings).unwrap()
}

/// Starts a portal; with `demo` staff may leave their second factor aside.
pub fn start(demo: bool) -> Running {
    start_with(demo, None)
}

/// The same, over TLS where a certificate is given.
pub fn start_with(demo: bool, tls: Option<Tls>) -> Running {
    let folder = tempfile::tempdir().unwrap();
    let given = made(folder.path());
    let desk = desk(folder.path(), demo);
    let options = Options {
        office: "区金融发展服务中心".to_owned(),
        clock: Arc::new(now),
        random: Arc::new(random),
        tls: tls.is_some(),
        proxied: false,
    };
    let scheme = if tls.is_some() { "https" } else { "http" };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (tell, told) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        let listening = Listening { address: "127.0.0.1:0".parse().unwrap(), tls };
        let ready = move |address| tell.send(address).unwrap();
        let until = async move { drop(stopped.await) };
        serve(Portal::new(desk, options), &listening, ready, until).unwrap();
    });
    let address: std::net::SocketAddr = told.recv().unwrap();
    Running { base: format!("{scheme}://{address}"), folder, given, stop: Some(stop), thread: Some(thread) }
}
