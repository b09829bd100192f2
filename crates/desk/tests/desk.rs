//! The desk over registers in temporary folders: what every act leaves in the
//! audit, that a failure leaves nothing else, and who is named.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

use std::cell::Cell;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use huigu_desk::{
    ApproveYear, Approved, AsKnownAt, BatchNumber, Caller, Desk, Error, ExportAudit, File, FreeText, Hash, IngestError,
    Instant, ListApprovals, ListIssues, Number, Place, Reading, Settings, SettleYear, Stage, StoreError, VerifyAudit,
    VerifySettlement, WithdrawBatch, WithdrawWithFaults, Year, plan_hash, result_bytes,
};
use huigu_facts::Kind;
use huigu_ingest::{Context, Register};
use huigu_plan::{Plan, Setting};
use huigu_quantity::Day;

/// 2022-03-01 in Shanghai.
const START: i64 = 1_646_064_000_000_000;

struct Room {
    folder: tempfile::TempDir,
    now: Cell<i64>,
}

impl Room {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), now: Cell::new(START) }
    }

    /// Works at the register as `who`, each look at the clock a second later.
    fn at<T>(&self, who: &str, work: impl FnOnce(&mut Register<'_>) -> T) -> T {
        let clock = || {
            self.now.set(self.now.get() + 1_000_000);
            Instant(self.now.get())
        };
        let context = Context { who, clock: &clock, random: &|| Some([7; 32]), person_key: None };
        let place = Place::Folder(self.folder.path().join("register"));
        work(&mut Register::open(&place, "zhenhai-2021", true, context).unwrap())
    }

    /// The desk over it, by a plan of such a hash.
    fn desk(&self, plan: Plan, hash: Hash) -> Desk {
        Desk::open(&Place::Folder(self.folder.path().join("register")), plan, hash, self.settings()).unwrap()
    }

    /// A desk of bare books: the sample's, with one file changed if wanted.
    fn desk_of_books(&self, changed: Option<(&str, &dyn Fn(String) -> String)>) -> Result<Desk, Error> {
        let read = |_: &mut Register<'_>, reading: &Reading<'_>| reading.bare(&mut |_| ());
        let books = self.at("甲", |register| send(register, changed, read))?;
        Desk::of_books(books, huigu_plan::shipped(), plan_hash([]), self.settings())
    }

    fn settings(&self) -> Settings {
        let now = Arc::new(AtomicI64::new(self.now.get()));
        Settings {
            clock: Arc::new(move || Instant(now.fetch_add(1_000_000, Ordering::SeqCst))),
            random: Arc::new(|| Some([7; 32])),
            person_key: None,
            demo: false,
        }
    }

    /// The texts of the audit, which holds.
    fn audit(&self) -> String {
        let (desk, mut bytes) = (self.desk(huigu_plan::shipped(), plan_hash([])), Vec::new());
        desk.run_into(&sitting(), ExportAudit {}, &mut bytes).unwrap();
        assert!(huigu_desk::verify_export(&bytes, None).holds());
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

fn sitting() -> Caller {
    Caller::operator("乙")
}

fn approve(desk: &Desk, year: i32, note: &str) -> Result<Approved, Error> {
    desk.run(&sitting(), ApproveYear { year: Year::new(year), note: FreeText::new(note).unwrap() })
}

/// Hands the sample's files over, with one changed if wanted.
fn send<T>(
    register: &mut Register<'_>,
    changed: Option<(&str, &dyn Fn(String) -> String)>,
    work: impl FnOnce(&mut Register<'_>, &Reading<'_>) -> T,
) -> T {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample");
    let kinds: Vec<Kind> =
        Kind::ALL.iter().copied().filter(|kind| sample.join(format!("{kind}.csv")).exists()).collect();
    let files: Vec<File> =
        kinds.iter().map(|kind| File { name: format!("{kind}.csv"), kind: *kind, size: 0 }).collect();
    let open = |place: usize| -> io::Result<Vec<u8>> {
        let text = std::fs::read_to_string(sample.join(&files[place].name))?;
        let change = changed.filter(|(name, _)| *name == files[place].name);
        Ok(change.map_or(text.clone(), |(_, change)| change(text)).into_bytes())
    };
    let reading = Reading { files: &files, open: &open, products: &[], good_rows: false, progress: &|_| () };
    work(register, &reading)
}

/// Sends one small file, and lets something happen between check and keeping.
fn send_meanwhile(register: &mut Register<'_>, text: &str, meanwhile: &dyn Fn()) -> Result<usize, Error> {
    let files = [File { name: "organisations.csv".to_owned(), kind: Kind::Organisations, size: 0 }];
    let open = |_| -> io::Result<Vec<u8>> { Ok(text.as_bytes().to_vec()) };
    let progress = |stage: Stage<'_>| {
        if matches!(stage, Stage::Together(_)) {
            meanwhile();
        }
    };
    let reading = Reading { files: &files, open: &open, products: &[], good_rows: false, progress: &progress };
    Ok(register.import(&reading)?.files.len())
}

#[test]
fn what_comes_in_between_check_and_keeping_refuses_the_import() {
    let room = Room::new();
    let one = |id: &str| format!("org_id,name,kind\n{id},{id},bank\n");
    let meanwhile = || {
        let other = room.at("乙", |register| send_meanwhile(register, &one("bank-b"), &|| ()));
        assert!(matches!(other, Ok(1)));
    };
    let first = room.at("甲", |register| send_meanwhile(register, &one("bank-a"), &meanwhile));
    let (checked, last) = (BatchNumber(0), BatchNumber(1));
    assert!(
        matches!(&first, Err(Error::Store(found)) if *found == StoreError::Conflict { checked, last }),
        "{first:?}"
    );
    let again = room.at("甲", |register| send_meanwhile(register, &one("bank-a"), &|| ()));
    assert!(matches!(again, Ok(1)));
    assert_eq!(room.at("甲", |register| register.batches()).unwrap().len(), 2);
}

#[test]
fn what_comes_in_while_files_are_read_is_checked_with_them() {
    let room = Room::new();
    let text = "org_id,name,kind\nbank-a,bank-a,bank\n";
    let files = [File { name: "organisations.csv".to_owned(), kind: Kind::Organisations, size: 0 }];
    let open = |_| -> io::Result<Vec<u8>> { Ok(text.as_bytes().to_vec()) };
    let came = Cell::new(false);
    let progress = |stage: Stage<'_>| {
        // The first row of this kind, and the same, from somebody else.
        if matches!(stage, Stage::Begins(_)) && !came.replace(true) {
            assert!(matches!(room.at("乙", |register| send_meanwhile(register, text, &|| ())), Ok(1)));
        }
    };
    let reading = Reading { files: &files, open: &open, products: &[], good_rows: false, progress: &progress };
    let kept = room.at("甲", |register| register.import(&reading)).unwrap();
    assert_eq!(kept.import.faults().count(), 0, "{:?}", kept.import.issues);
    assert!(matches!(&kept.files[..], [Some(file)] if file.batch.is_none() && file.unchanged == 1));
}

#[test]
fn every_act_leaves_an_opening_and_an_outcome() {
    let room = Room::new();
    room.at("甲", |register| send(register, None, |register, reading| register.import(reading).map(drop))).unwrap();
    let desk = room.desk(huigu_plan::shipped(), plan_hash([]));
    let rows = || desk.run(&sitting(), VerifyAudit { head: None }).unwrap();
    let files = rows().rows / 2;
    assert!(files > 10);
    let mut expected = 2 * files;
    let mut acts = |act: &dyn Fn(&Desk)| {
        act(&desk);
        expected += 2;
        let verdict = rows();
        assert_eq!((verdict.rows, verdict.interrupted, verdict.flaw), (expected, 0, None));
    };
    let first = || WithdrawBatch { batch: Number::new(1).unwrap() };
    acts(&|desk| assert!(matches!(approve(desk, 2022, "x"), Err(Error::YearNotEnded { year: 2022 }))));
    acts(&|desk| assert_eq!(approve(desk, 2021, "x").unwrap().settlement, 1));
    acts(&|desk| assert!(matches!(desk.run(&sitting(), first()), Err(Error::HasDependents { .. }))));
    acts(&|desk| {
        let done = desk.run(&sitting(), WithdrawWithFaults { batch: first().batch }).unwrap();
        assert_eq!((done.withdrawal.restored, done.faults.is_empty()), (0, false));
    });
    acts(&|desk| {
        let again = desk.run(&sitting(), first());
        assert!(matches!(again, Err(Error::Store(StoreError::AlreadyWithdrawn { .. }))));
    });
    acts(&|desk| assert!(matches!(approve(desk, 2021, ""), Err(Error::Ingest(IngestError::Faulty { .. })))));
    let told = room.audit();
    for text in ["甲", "乙", "import", "withdraw", "approve-settlement", "refused", "failed", "done"] {
        assert!(told.contains(text), "{text}");
    }
}

#[test]
fn a_refused_import_keeps_nothing_and_is_told_in_the_audit() {
    let room = Room::new();
    let spoil = |text: String| text.replacen("91330211", "91330219", 1);
    let kept = room.at("甲", |register| {
        send(register, Some(("loans.csv", &spoil)), |register, reading| register.import(reading))
    });
    let kept = kept.unwrap();
    assert!(kept.files.is_empty() && kept.import.faults().count() > 0);
    assert_eq!(room.at("甲", |register| register.batches()).unwrap(), []);
    assert!(room.audit().contains("faults="));
    // A preview leaves no row at all.
    let before = room.at("甲", |register| register.head()).unwrap();
    room.at("甲", |register| {
        send(register, None, |register, reading| register.preview(reading, &mut |_| ()).map(drop))
    })
    .unwrap();
    assert_eq!(room.at("甲", |register| register.head()).unwrap(), before);
}

#[test]
fn what_was_known_is_asked_by_batch_and_by_day() {
    let room = Room::new();
    room.at("甲", |register| send(register, None, |register, reading| register.import(reading).map(drop))).unwrap();
    let desk = room.desk(huigu_plan::shipped(), plan_hash([]));
    let parties = |at: Option<AsKnownAt>| {
        let known = desk.run(&sitting(), ListIssues { as_known_at: at });
        known.map(|known| (known.batch.0, known.names.party("92330211MAK5TFJ917").is_some()))
    };
    let (last, known) = parties(None).unwrap();
    assert!(last > 10 && known);
    assert_eq!(parties(Some(AsKnownAt::Batch(BatchNumber(0)))).unwrap(), (0, false));
    assert_eq!(parties(Some(AsKnownAt::Batch(BatchNumber(1)))).unwrap(), (1, true));
    let day = Day::from_ymd(2022, 3, 1).unwrap();
    assert_eq!(parties(Some(AsKnownAt::Day(day))).unwrap(), (last, true));
    assert_eq!(parties(Some(AsKnownAt::Day(day.before()))).unwrap(), (0, false));
    let later = parties(Some(AsKnownAt::Batch(BatchNumber(last + 1))));
    assert!(matches!(later, Err(Error::Store(StoreError::NoSuchBatch { .. }))));
}

#[test]
fn bare_books_answer_as_a_register_does_and_are_none() {
    let room = Room::new();
    room.at("甲", |register| send(register, None, |register, reading| register.import(reading).map(drop))).unwrap();
    let (register, books) = (room.desk(huigu_plan::shipped(), plan_hash([])), room.desk_of_books(None).unwrap());
    let settled = |desk: &Desk| {
        let found = desk.run(&sitting(), SettleYear { year: Year::new(2021), as_known_at: None }).unwrap().found;
        assert!(found.total > huigu_quantity::Fen::ZERO);
        result_bytes(&found).unwrap()
    };
    assert_eq!(settled(&books), settled(&register));
    let before = SettleYear { year: Year::new(2021), as_known_at: Some(AsKnownAt::Batch(BatchNumber(1))) };
    let asked = books.run(&sitting(), before);
    assert!(matches!(asked, Err(Error::Store(StoreError::NoSuchBatch { .. }))), "nothing was known before");
    assert!(matches!(approve(&books, 2021, "x"), Err(Error::Store(StoreError::NoRegister { .. }))));
    let asked = books.run(&sitting(), ListApprovals {});
    assert!(matches!(asked, Err(Error::Store(StoreError::NoRegister { .. }))));
    let faulty = |text: String| text.replacen(",enterprise,", ",no-kind,", 1);
    let refused = room.desk_of_books(Some(("parties.csv", &faulty)));
    assert!(matches!(refused, Err(Error::Ingest(IngestError::Faulty { count })) if count > 0));
}

#[test]
fn an_approval_under_another_plan_does_not_hold() {
    let room = Room::new();
    room.at("甲", |register| send(register, None, |register, reading| register.import(reading).map(drop))).unwrap();
    let plan = plan_hash([("plan.toml", "a")]);
    assert_ne!(plan, plan_hash([("plan.toml", "b")]));
    assert_eq!(plan_hash([("a", "1"), ("b", "2")]), plan_hash([("b", "2"), ("a", "1")]));
    approve(&room.desk(huigu_plan::shipped(), plan), 2021, "x").unwrap();
    let verify = |with: Plan, hash| {
        let settlement = Number::new(1).unwrap();
        room.desk(with, hash).run(&sitting(), VerifySettlement { settlement }).unwrap()
    };
    assert!(verify(huigu_plan::shipped(), plan).holds());
    let other = verify(huigu_plan::shipped(), plan_hash([]));
    assert!(!other.holds() && other.same_result);
    let turned = huigu_plan::shipped().with(&[Setting::parse("startup-loan-subsidy.rate=0.1%").unwrap()]).unwrap();
    let other = verify(turned, plan);
    assert!(!other.same_result, "rules that pay otherwise are noticed");
    // Against what was frozen, not against what they would have paid then.
    let differences = other.differences.unwrap();
    assert!(differences.iter().any(|one| one.measure == "startup-loan-subsidy" && one.now < one.approved));
}

#[test]
fn a_login_name_that_is_an_identity_number_is_hashed_too() {
    const NUMBER: &str = "11010519491231002X";
    let room = Room::new();
    room.at(NUMBER, |register| send(register, None, |register, reading| register.import(reading).map(drop))).unwrap();
    let desk = room.desk(huigu_plan::shipped(), plan_hash([]));
    let note = FreeText::new(NUMBER).unwrap();
    desk.run(&Caller::operator(NUMBER), ApproveYear { year: Year::new(2021), note }).unwrap();
    let approved = desk.run(&sitting(), ListApprovals {}).unwrap().approvals;
    assert!(approved[0].who.starts_with("person-") && approved[0].who == approved[0].note);
    let told = room.audit();
    assert!(!told.contains(NUMBER) && told.contains(&approved[0].who));
    assert_eq!(room.at("乙", |register| register.pseudonymized(NUMBER)).unwrap(), approved[0].who);
}
