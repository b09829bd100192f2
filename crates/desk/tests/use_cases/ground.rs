//! A register with the sample's books, a desk at it with a clock that a
//! test can turn, and somebody signed in.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use huigu_desk::{
    AddUser, Answer, ApproveYear, Approved, AsOf, BeginSecondFactor, BreakDownTargets, Caller, ChangePassword, Changes,
    CheckRegister, Checked, ConfirmSecondFactor, Continuation, Desk, DisableUser, Enrolment, Error, ExplainEntitlement,
    ExportAudit, File, FindParties, FreeText, Instant, ListBatches, ListSessions, ListedOperation, MakeToken, Number,
    Operation, PageSize, Place, Reading, ResetUser, RevokeToken, Role, Secret, SendBooks, Sending, SentBatch,
    SessionView, Settings, SettleYear, ShowParty, ShowTargets, SignIn, SignedIn, SimulateYear, TextLine, TokenMade,
    TokenScope, TraceItem, TracedKind, Year, plan_hash,
};
use huigu_engine::Dimension;
use huigu_facts::Kind;
use huigu_ingest::{Context, Register};
use huigu_quantity::Day;

use crate::cuts::copied;

/// 2022-03-01 in Shanghai.
pub const START: i64 = 1_646_064_000_000_000;
pub const SECOND: i64 = 1_000_000;
pub const PASSWORD: &str = "unrelated words: brick, heron";

/// Two of each, so that each has somebody else's.
pub const BANKS: [&str; 2] = ["yuejin-bank", "haitang-commercial-bank"];
pub const GUARANTORS: [&str; 2] = ["zhenhai-policy-guarantee", "jiaochuan-guarantee"];
/// The first borrows from the first bank with a guarantee of the first
/// guarantor and sits in the first town; the second from and with the second.
pub const PARTIES: [&str; 2] = ["91330211MAAC5CD848", "91330211MAK1W33T3B"];
pub const TOWNS: [&str; 2] = ["town-jiulonghu", "town-luotuo"];

pub struct Ground {
    pub folder: tempfile::TempDir,
    pub now: Arc<AtomicI64>,
    pub desk: Desk,
}

/// How many settings were made: each draws bytes of its own.
static MADE: AtomicU64 = AtomicU64::new(1);

fn settings(now: &Arc<AtomicI64>, demo: bool) -> Settings {
    let (now, count) = (Arc::clone(now), AtomicU64::new(MADE.fetch_add(1, Ordering::SeqCst) << 32));
    Settings {
        clock: Arc::new(move || Instant(now.fetch_add(1_000, Ordering::SeqCst))),
        // Bytes that differ each time, as chance would.
        random: Arc::new(move || {
            let drawn = count.fetch_add(1, Ordering::SeqCst);
            let hash = huigu_desk::Hash::of(&drawn.to_be_bytes());
            Some(hash.0)
        }),
        person_key: None,
        demo,
    }
}

/// Hands files over: kind, name, text.
pub fn reading<T>(files: &[(Kind, &str, String)], work: impl FnOnce(&Reading<'_>) -> T) -> T {
    let handed: Vec<File> =
        files.iter().map(|(kind, name, _)| File { name: (*name).to_owned(), kind: *kind, size: 0 }).collect();
    let open = |place: usize| -> io::Result<Vec<u8>> { Ok(files[place].2.clone().into_bytes()) };
    work(&Reading { files: &handed, open: &open, products: &[], good_rows: false, progress: &|_| () })
}

impl Ground {
    /// With the sample's books.
    pub fn new() -> Self {
        Self::with(false)
    }

    pub fn with(demo: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Folder(folder.path().join("register"));
        let context = Context { who: "root", clock: &|| Instant(START), random: &|| None, person_key: None };
        drop(Register::open(&place, "zhenhai-2021", true, context).unwrap());
        let now = Arc::new(AtomicI64::new(START));
        let hash = plan_hash(huigu_plan::SHIPPED_FILES.iter().copied());
        let desk = Desk::open(&place, huigu_plan::shipped(), hash, settings(&now, demo)).unwrap();
        let ground = Self { folder, now, desk };
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample");
        let files = Kind::ALL.iter().filter_map(|kind| {
            let name: &'static str = Box::leak(format!("{kind}.csv").into_boxed_str());
            Some((*kind, name, std::fs::read_to_string(sample.join(name)).ok()?))
        });
        let kept = ground.send(&operator(), &files.collect::<Vec<_>>()).unwrap();
        assert_eq!(kept.import.faults().count(), 0);
        ground
    }

    /// A register of the same contents, by a clock of its own.
    pub fn copy(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copied(&self.folder.path().join("register"), &folder.path().join("register"));
        let place = Place::Folder(folder.path().join("register"));
        let now = Arc::new(AtomicI64::new(self.now.load(Ordering::SeqCst)));
        let hash = plan_hash(huigu_plan::SHIPPED_FILES.iter().copied());
        let desk = Desk::open(&place, huigu_plan::shipped(), hash, settings(&now, true)).unwrap();
        Self { folder, now, desk }
    }

    fn place(&self) -> Place {
        Place::Folder(self.folder.path().join("register"))
    }

    /// The same register under the shipped plan and a file more.
    pub fn under(self, name: &str, text: &str) -> Self {
        let files: Vec<(&str, &str)> = huigu_plan::SHIPPED_FILES.iter().copied().chain([(name, text)]).collect();
        let owned: Vec<_> = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let (plan, hash) = (huigu_plan::Plan::from_files(&owned).unwrap(), plan_hash(files));
        let desk = Desk::open(&self.place(), plan, hash, settings(&self.now, true)).unwrap();
        Self { desk, ..self }
    }

    /// The same register, as another process has it.
    pub fn other(&self, demo: bool) -> Desk {
        let hash = plan_hash(huigu_plan::SHIPPED_FILES.iter().copied());
        Desk::open(&self.place(), huigu_plan::shipped(), hash, settings(&self.now, demo)).unwrap()
    }

    /// What files came to, with or without faults.
    pub fn send(&self, caller: &Caller, files: &[(Kind, &str, String)]) -> Result<Sending, Error> {
        let sent = |reading: &Reading<'_>| self.desk.run_files(caller, SendBooks::default(), Some(reading));
        match reading(files, sent) {
            Err(Error::BooksFaulty(sending)) => Ok(*sending),
            sent => sent,
        }
    }

    /// Every batch that somebody sees.
    pub fn batches(&self, caller: &Caller) -> Vec<SentBatch> {
        let all = ListBatches { limit: PageSize::of_any(u32::MAX), ..ListBatches::default() };
        self.desk.run(caller, all).unwrap().batches
    }

    /// The answer of an operation.
    pub fn ask<T>(&self, caller: &Caller, input: impl ListedOperation<Output = Answer<T>>) -> Result<T, Error> {
        Ok(self.desk.run(caller, input)?.found)
    }

    pub fn approve(&self, year: i32, note: &str) -> Result<Approved, Error> {
        let note = FreeText::new(note).unwrap();
        self.desk.run(&operator(), ApproveYear { year: Year::new(year), note })
    }

    pub fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds * SECOND, Ordering::SeqCst);
    }

    pub fn sign_in(&self, login: &str, password: &str) -> Result<SignedIn, Error> {
        let who = SignIn { login, password, address: "192.0.2.7", agent: "Firefox" };
        self.desk.sign_in(&who)
    }

    /// What the browser holds after a password alone.
    pub fn held(&self, login: &str, password: &str) -> String {
        match self.sign_in(login, password).unwrap() {
            SignedIn::Whole { session, .. } => session.reveal().to_owned(),
            SignedIn::CodeAwaited { .. } => panic!("{login} has a second factor"),
        }
    }

    pub fn caller(&self, held: &str) -> Caller {
        self.desk.session(held).unwrap().unwrap().caller
    }

    /// Adds a user; its password.
    pub fn add(&self, login: &str, name: &str, role: Role, home: &str) -> Result<Secret, Error> {
        Ok(self.desk.run(&operator(), AddUser::new(login, name, role, home).unwrap())?.password)
    }

    pub fn reset(&self, login: &str) -> Secret {
        self.desk.run(&operator(), ResetUser { login: login.to_owned() }).unwrap().password
    }

    pub fn disable(&self, login: &str, disabled: bool) {
        self.desk.run(&operator(), DisableUser { login: login.to_owned(), undo: !disabled }).unwrap();
    }

    pub fn change_password(&self, caller: &Caller, present: &str, new: &str) -> Result<(), Error> {
        self.desk.run(caller, ChangePassword { present: present.into(), new: new.into() })
    }

    pub fn begin_factor(&self, caller: &Caller, present: &str) -> Result<Enrolment, Error> {
        self.desk.run(caller, BeginSecondFactor { present: Some(present.into()) })
    }

    pub fn confirm_factor(&self, caller: &Caller, code: &str) -> Result<Vec<Secret>, Error> {
        Ok(self.desk.run(caller, ConfirmSecondFactor { code: code.into() })?.codes)
    }

    pub fn sessions(&self, caller: &Caller) -> Vec<SessionView> {
        self.desk.run(caller, ListSessions {}).unwrap()
    }

    pub fn make_token(&self, caller: &Caller, name: &str, opens: &[TokenScope], days: u32) -> Result<TokenMade, Error> {
        let (name, opens) = (TextLine::new(name).unwrap(), opens.iter().copied().collect());
        self.desk.run(caller, MakeToken { name, opens, days: Number::new(days).unwrap() })
    }

    pub fn revoke_token(&self, caller: &Caller, token: u32) -> Result<(), Error> {
        self.desk.run(caller, RevokeToken { token: Number::new(token).unwrap() })
    }

    /// Adds a user, who signs in and chooses a password.
    pub fn user(&self, login: &str, role: Role, home: &str) -> Caller {
        let given = self.add(login, "王五", role, home).unwrap();
        let held = self.held(login, given.reveal());
        self.change_password(&self.caller(&held), given.reveal(), PASSWORD).unwrap();
        self.caller(&held)
    }

    /// Use case, step and result of the audit's rows after a number.
    pub fn audit(&self, after: u64) -> Vec<(u64, String, String)> {
        assert!(huigu_desk::verify_export(&self.chain(), None).holds());
        let store = &mut huigu_store::Store::open_existing(&self.place(), self.desk.plan().id()).unwrap();
        let mut rows = Vec::new();
        store.audit(|row, _| rows.push((row.number, row.use_case.clone(), row.result.clone()))).unwrap();
        rows.retain(|(number, ..)| *number > after);
        rows
    }

    pub fn is_sound(&self, when: &str) {
        assert_eq!(self.desk.run(&operator(), CheckRegister {}).unwrap(), Checked::default(), "{when}");
    }

    /// The audit as a file.
    pub fn chain(&self) -> Vec<u8> {
        let mut file = Vec::new();
        self.desk.run_into(&operator(), ExportAudit {}, &mut file).unwrap();
        file
    }

    pub fn last_row(&self) -> u64 {
        self.audit(0).last().map_or(0, |row| row.0)
    }
}

/// A year asked about.
pub fn settle(year: i32) -> SettleYear {
    SettleYear { year: Year::new(year), as_known_at: None }
}

/// An entitlement of 2021 asked about.
pub fn explain(measure: &str, beneficiary: &str) -> ExplainEntitlement {
    let [measure, beneficiary] = [measure, beneficiary].map(|text| TextLine::new(text).unwrap());
    ExplainEntitlement { year: Year::new(2021), measure, beneficiary, as_known_at: None }
}

/// A party on the last day of 2021.
pub fn party(id: &str) -> ShowParty {
    ShowParty { party: TextLine::new(id).unwrap(), as_of: targets().as_of, as_known_at: None }
}

/// An item followed.
pub fn trace(item: TracedKind, holder: &str, id: &str) -> TraceItem {
    let [holder, id] = [holder, id].map(|text| TextLine::new(text).unwrap());
    TraceItem { item, holder, id, as_known_at: None }
}

/// Parties looked for.
pub fn find(text: &str, after: Option<&str>, most: u32) -> FindParties {
    let cursor = after.map(|key| Continuation::after(&FindParties::HTTP, key));
    FindParties { q: TextLine::new(text).ok(), limit: PageSize::new(most).unwrap(), cursor }
}

/// The targets on the last day of 2021.
pub fn targets() -> ShowTargets {
    ShowTargets { as_of: AsOf::on(Day::from_ymd(2021, 12, 31).unwrap()), as_known_at: None }
}

/// The same by a dimension.
pub fn breakdown(dimension: Dimension) -> BreakDownTargets {
    BreakDownTargets { dimension, as_of: targets().as_of, as_known_at: None }
}

/// What 2021 would cost with changes of the plan.
pub fn simulate(set: &[&str]) -> SimulateYear {
    let set = Changes::new(set.iter().map(|one| (*one).to_owned()).collect()).unwrap();
    SimulateYear { year: Year::new(2021), set, as_known_at: None }
}

pub fn operator() -> Caller {
    Caller::operator("root")
}
