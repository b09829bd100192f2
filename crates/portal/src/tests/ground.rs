//! A register of the sample with a user for each role, and a browser.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use huigu_desk::{
    ActView, AddUser, Caller, ChangePassword, Desk, File, Instant, ListAudit, Place, Reading, Role, Settings, SignIn,
    SignedIn, plan_hash,
};
use huigu_facts::Kind;
use huigu_ingest::{Context, Register};
use huigu_plan::{SHIPPED_FILES, shipped};
use tower::ServiceExt;

use crate::routes;
use crate::{Options, Portal};

/// 2023-02-01 in Shanghai, and a little later each time.
static TICKS: AtomicI64 = AtomicI64::new(1_675_180_800_000_000);
static CHANCE: AtomicU8 = AtomicU8::new(1);

pub fn now() -> Instant {
    Instant(TICKS.fetch_add(1_000, Ordering::Relaxed))
}

/// Bytes that differ each time: guessed easily, as tests may.
fn random() -> Option<[u8; 32]> {
    let mut bytes = [CHANCE.fetch_add(1, Ordering::Relaxed); 32];
    bytes[..8].copy_from_slice(&TICKS.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    Some(bytes)
}

/// The user of a role: what it stands for in the sample.
fn home(role: Role) -> &'static str {
    match role {
        Role::Centre => "finance-centre",
        Role::Finance => "finance-bureau",
        Role::PeoplesBank => "pboc-beilun",
        Role::Unit => "police",
        Role::Bank => "zhenhai-rural-commercial",
        Role::Guarantor => "jiaochuan-guarantee",
        Role::Enterprise => "91330211MA00000075",
        _ => "",
    }
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample")
}

/// A register that was made once; each test works on a copy.
static MADE: LazyLock<(tempfile::TempDir, HashMap<Role, String>)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let context = Context { who: "tester", clock: &now, random: &random, person_key: None };
    let place = Place::Folder(folder.path().to_owned());
    let plan = shipped();
    let mut register = Register::open(&place, plan.id(), true, context).unwrap();
    let file = |kind: &Kind| File { name: format!("{}.csv", kind.name()), kind: *kind, size: 0 };
    let files: Vec<File> = Kind::ALL.iter().map(file).filter(|file| sample().join(&file.name).exists()).collect();
    let products: Vec<&str> = plan.products().iter().map(|one| one.id.as_str()).collect();
    let open = |at: usize| std::fs::read(sample().join(&files[at].name));
    let reading = Reading { files: &files, open: &open, products: &products, good_rows: false, progress: &|_| () };
    assert_eq!(register.import(&reading).unwrap().files.len(), files.len(), "the sample has no fault");
    drop(register);
    let desk = desk(folder.path(), true);
    let given: HashMap<Role, String> = Role::of_users()
        .map(|role| {
            let new = AddUser::new(&login(role), role.text().zh, role, home(role)).unwrap();
            let given = desk.run(&Caller::operator("tester"), new).unwrap();
            (role, given.password.reveal().to_owned())
        })
        .collect();
    // In the order of the roles, so that sessions have the same numbers each time.
    for role in Role::of_users() {
        let (caller, _) = come_in(&desk, role, &given[&role]);
        let change = ChangePassword { present: given[&role].as_str().into(), new: PASSWORD.into() };
        desk.run(&caller, change).unwrap();
    }
    drop(desk);
    (folder, given)
});

pub const PASSWORD: &str = "correct horse battery staple";

fn desk(folder: &Path, demo: bool) -> Desk {
    let settings = Settings { clock: Arc::new(now), random: Arc::new(random), person_key: None, demo };
    let hash = plan_hash(SHIPPED_FILES.iter().copied());
    Desk::open(&Place::Folder(folder.to_owned()), shipped(), hash, settings).unwrap()
}

/// The login of somebody in a role.
pub fn login(role: Role) -> String {
    format!("{}.one", role.code())
}

fn come_in(desk: &Desk, role: Role, password: &str) -> (Caller, String) {
    let who = SignIn { login: &login(role), password, address: "192.0.2.1", agent: "test" };
    match desk.sign_in(&who).unwrap() {
        SignedIn::Whole { session, caller } => (*caller, session.reveal().to_owned()),
        SignedIn::CodeAwaited { .. } => panic!("no second factor yet"),
    }
}

/// A portal over a copy of the register.
pub struct Ground {
    pub portal: Arc<Portal>,
    router: Router,
    folder: tempfile::TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Ground {
    pub fn new(demo: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(MADE.0.path()).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
        let options = Options {
            office: "区金融发展服务中心".to_owned(),
            clock: Arc::new(now),
            random: Arc::new(random),
            tls: false,
            proxied: false,
        };
        let portal = Arc::new(Portal::new(desk(folder.path(), demo), options));
        let router = routes::router(&portal);
        Self { portal, router, folder }
    }

    /// The register's file.
    pub fn register(&self) -> PathBuf {
        self.folder.path().join("register.sqlite3")
    }

    /// The session of a role's user.
    pub fn session(&self, role: Role) -> String {
        come_in(self.portal.desk(), role, PASSWORD).1
    }

    /// Acts of the audit, the latest first.
    pub fn acts(&self) -> Vec<ActView> {
        self.portal.desk().run(&Caller::operator("tester"), ListAudit::default()).unwrap().acts
    }

    pub fn context(&self, request: Request<Body>) -> Answer {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
            Answer { status: parts.status, headers: parts.headers, bytes }
        })
    }

    /// A page as somebody; an empty session is nobody's.
    pub fn get(&self, path: &str, session: &str, lang: &str) -> Answer {
        let cookie = format!("huigu={session}; lang={lang}");
        self.context(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap())
    }

    /// A form sent by somebody, with the token a page of ours gives.
    pub fn post(&self, path: &str, session: &str, form: &[(&str, &str)]) -> Answer {
        let csrf = self.portal.desk().csrf(session);
        let pairs = form.iter().copied().chain([("csrf", csrf.as_str())]);
        self.post_plain(path, session, &form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
    }

    pub fn post_plain(&self, path: &str, session: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, format!("huigu={session}; lang=zh"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.context(request.body(Body::from(form.to_owned())).unwrap())
    }

    /// Books sent by somebody: name and content.
    pub fn send(&self, session: &str, csrf: &str, fields: &[(&str, &str)], files: &[(&str, &str)]) -> Answer {
        self.send_to("/books", session, [&[("csrf", csrf)], fields].concat().as_slice(), files)
    }

    /// Rows of two data sets, one of them corrected by a later file.
    pub fn send_records(&self, session: &str) {
        let csrf = self.portal.desk().csrf(session);
        let power = |month: &str, bill: &str| {
            format!(
                "统一社会信用代码,户号,名称,月份,用电量（万千瓦时）,电费,欠费,欠费天数\n\
                 91330211MA00000075,33020001,宁波镇海浙昌永商贸有限公司,{month},1.23456,{bill},0,0\n\
                 ,33020002,宁波镇海某某有限公司,{month},8,61000.00,1200,15\n"
            )
        };
        let case = "统一社会信用代码,案号,诉讼地位,案由,立案日期,标的额,执行情况\n\
                    91330211MA00000075,（2022）浙0211民初1024号,被告,买卖合同纠纷,2022-05-09,186500,执行中\n";
        for (name, text) in [
            ("用电-2022-05.csv", power("2022-05", "9650.20")),
            ("用电-2022-06.csv", power("2022-06", "9876.50")),
            ("用电-2022-06-更正.csv", power("2022-06", "9876.05")),
            ("涉诉.csv", case.to_owned()),
        ] {
            let sent = self.send(session, &csrf, &[], &[(name, &text)]);
            assert!(sent.status.is_success() && sent.text().contains("Saved rows"), "{}", sent.text());
        }
    }

    /// Files sent by somebody: name and content.
    pub fn send_to(&self, path: &str, session: &str, fields: &[(&str, &str)], files: &[(&str, &str)]) -> Answer {
        const LINE: &str = "----line";
        let mut body = String::new();
        for (name, value) in fields {
            body.push_str(&format!("--{LINE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        }
        for (name, content) in files {
            body.push_str(&format!(
                "--{LINE}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
                 Content-Type: text/csv\r\n\r\n{content}\r\n"
            ));
        }
        body.push_str(&format!("--{LINE}--\r\n"));
        let request = Request::post(path)
            .header(header::COOKIE, format!("huigu={session}; lang=en"))
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={LINE}"));
        self.context(request.body(Body::from(body)).unwrap())
    }
}

/// A route's path with what the sample has in its places.
pub fn filled(path: &str) -> String {
    path.replace("{clause}", "3.1")
        .replace("{dataset}", "power")
        .replace("{record}", "2022-06%3Apower-company%3A33020001")
        .replace("/targets/{id}", "/targets/inclusive-loan-growth")
        .replace("/parties/{id}", "/parties/91330211MA00000075")
        .replace("{id}", "startup-loan-subsidy")
        .replace("{beneficiary}", "zhenhai-rural-commercial")
        .replace("{owner}", "zhenhai-rural-commercial")
        .replace("{item}", "000001202")
        .replace("{kind}", "loans")
        .replace("{key}", "00")
        .replace("{login}", &login(Role::Unit))
        .replace("{number}", "2")
}
