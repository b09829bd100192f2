//! Everything there is to see of a register, through the desk and over one
//! connection: a case of crashes looks many times.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use huigu_desk::{
    AuditVerdict, Caller, CheckRegister, Checked, Desk, Error, Hash, Head, IngestError, Instant, Number, Place,
    Settings, StoreError, VerifyAudit, VerifySettlement, What, plan_hash, result_bytes,
};
use huigu_engine::settle;
use huigu_ingest::{Context, Register};
use huigu_plan::Rules;
use huigu_quantity::Period;

use crate::ground::KEY;

/// The plan of the registers here.
pub const PLAN: &str = "zhenhai-2021";
pub const YEAR: i32 = 2021;

pub fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| huigu_plan::shipped().rules_at(Period::year(YEAR).last()).unwrap())
}

pub fn products() -> Vec<&'static str> {
    rules().products.iter().map(|product| product.id.as_str()).collect()
}

/// Sits at a register, if there is one.
pub fn at<T>(place: &Place, work: impl FnOnce(&mut Register<'_>) -> T) -> Option<T> {
    let clock = || Instant(1_646_064_000_000_000);
    // On SQLite the key is in the folder.
    let person_key = matches!(place, Place::Database(_)).then_some(KEY);
    let context = Context { who: "looker", clock: &clock, random: &|| None, person_key };
    match Register::open(place, PLAN, false, context) {
        Ok(mut register) => Some(work(&mut register)),
        Err(IngestError::Store(StoreError::NoRegister { .. })) => None,
        Err(error) => panic!("{error}"),
    }
}

/// A batch without its moment.
pub type BatchSeen = (u32, String, What, Option<u32>, String);

pub fn batches(register: &mut Register<'_>) -> Vec<BatchSeen> {
    let batches = register.batches().unwrap();
    let seen = batches.into_iter().map(|batch| {
        let by = batch.withdrawn_by.map(|by| by.0);
        (batch.number.0, batch.file, batch.what, by, batch.file_hash.to_string())
    });
    seen.collect()
}

/// The desk over a register.
pub fn desk(place: &Place, hash: Hash) -> Desk {
    let person_key = matches!(place, Place::Database(_)).then(|| KEY.to_owned());
    let clock = Arc::new(|| Instant(1_646_064_000_000_000));
    let settings = Settings { clock, random: Arc::new(|| None), person_key, demo: false };
    Desk::open(place, huigu_plan::shipped(), hash, settings).unwrap()
}

/// What the first approved settlement comes to now, if there is one.
fn verified(place: &Place) -> String {
    let desk = desk(place, plan_hash(huigu_plan::SHIPPED_FILES.iter().copied()));
    let verify = VerifySettlement { settlement: Number::new(1).unwrap() };
    match desk.run(&Caller::operator("looker"), verify) {
        Ok(verified) => {
            assert!(verified.holds());
            format!("{:?}\n", verified.differences)
        }
        Err(Error::Store(StoreError::NoSuchSettlement { .. })) => String::new(),
        Err(error) => panic!("{error}"),
    }
}

/// The integrity checks are silent; what the chain says up to a head.
pub fn well(place: &Place, head: Option<Head>) -> AuditVerdict {
    let (desk, looker) = (desk(place, plan_hash([])), Caller::operator("looker"));
    assert_eq!(desk.run(&looker, CheckRegister {}).unwrap(), Checked::default());
    let verdict = desk.run(&looker, VerifyAudit { head }).unwrap();
    assert!(verdict.holds, "{:?}", verdict.flaw);
    verdict
}

/// All there is to see that does not tell of moments, or of a key made by chance.
pub fn all(place: &Place, register: &mut Register<'_>) -> String {
    let mut told = format!("{:#?}\n", batches(register));
    let approved = register.approved().unwrap();
    for one in &approved {
        writeln!(told, "{} {} {} {} {}", one.number, one.year, one.batch, one.note, one.result).unwrap();
    }
    let mut facts = Vec::new();
    register.rows(&mut |row| facts.push(without_persons(&format!("{row:?}")))).unwrap();
    let known = register.load_as_of(None, &products()).unwrap();
    // A key made by chance makes the order of persons chance too.
    facts.sort();
    told.push_str(&facts.join("\n"));
    told.push_str(&result_bytes(&settle(&known.book, rules(), YEAR)).unwrap());
    told + &verified(place)
}

/// A person's hash is 32 hexadecimal digits of a key.
fn without_persons(text: &str) -> String {
    let mut parts = text.split("person-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |told, part| told + "person-" + part.get(32..).unwrap_or_default())
}
