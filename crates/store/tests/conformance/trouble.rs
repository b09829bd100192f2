//! Bad luck: each has its own error, and the register is as before.

use std::path::Path;
use std::time::Duration;

use huigu_facts::{Kind, Row};
use huigu_quantity::{Lang, Say};
use huigu_store::chain::Hash;
use huigu_store::{Error, ImportedFile, Incoming, Place, Store};

use crate::ground::{Ground, PLAN, Register, tick};
use crate::rows::{self, demand};

/// The error, in both languages, naming the place and no password.
pub fn told(error: &Error, place: &Place) {
    let (chinese, english) = (error.say(Lang::Zh), error.to_string());
    assert!(!chinese.is_ascii() && english.is_ascii() | place.to_string().contains(|c: char| !c.is_ascii()));
    for text in [chinese, english] {
        assert!(text.contains(&place.to_string()), "{text}");
        assert!(!text.contains("a-password"), "{text}");
    }
}

pub fn a_register_belongs_to_one_plan(ground: &Ground) -> String {
    let place = ground.place();
    let missing = Store::open_existing(&place, PLAN).err().unwrap();
    assert!(matches!(missing, Error::NoRegister { .. }), "{missing}");
    told(&missing, &place);
    drop(Register::open(place.clone()));
    let other = Store::open(&place, "another-plan").err().unwrap();
    assert!(matches!(&other, Error::OtherPlan { has, asked, .. } if has == PLAN && asked == "another-plan"));
    told(&other, &place);
    let store = Store::open_existing(&place, PLAN).unwrap();
    assert_eq!((store.plan(), store.place()), (PLAN, place.to_string().as_str()));
    let (before, newest) = Store::migrate(&place).unwrap();
    assert_eq!(before, newest);
    ground.meddle(&place, &format!("UPDATE register SET version = {newest} + 1"));
    let newer = Store::open(&place, PLAN).err().unwrap();
    assert!(matches!(newer, Error::NewerSchema { found, current, .. } if (found, current) == (newest + 1, newest)));
    told(&newer, &place);
    String::new()
}

/// What takes a register's tables back to version 6, whose audit alone tells
/// for whom a batch was sent and which key the numbers were hashed under: what
/// the steps since then brought, taken away from the last to the first.
fn back_to_6() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
    let steps = (7..).map_while(|number| std::fs::read_to_string(folder.join(format!("{number:04}.sql"))).ok());
    let code: String = steps
        .flat_map(|step| step.lines().map(str::to_owned).collect::<Vec<_>>())
        .fold(String::new(), |code, line| if line.starts_with("--") { code } else { code + &line + " " });
    let taken_back = code.split(';').filter_map(|statement| {
        Some(match statement.split_whitespace().collect::<Vec<_>>()[..] {
            ["CREATE", what @ ("TABLE" | "INDEX"), name, ..] => format!("DROP {what} {name};"),
            ["ALTER", "TABLE", table, "ADD", "COLUMN", column, ..] => {
                format!("ALTER TABLE {table} DROP COLUMN {column};")
            }
            ["ALTER", "TABLE", table, "DROP", "COLUMN", column] => {
                format!("ALTER TABLE {table} ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0;")
            }
            ["UPDATE", ..] | [] => return None,
            _ => panic!("how is this taken back? {statement}"),
        })
    });
    let taken_back: Vec<String> = taken_back.collect();
    taken_back.into_iter().rev().collect::<String>() + "UPDATE register SET version = 6"
}

pub fn what_the_audit_alone_told_is_worked_out(ground: &Ground) -> String {
    let mut register = ground.register();
    register.import(Kind::Demands, &[demand("d", 1)]);
    register.import(Kind::Organisations, &rows::of(Kind::Organisations));
    let organisation = match rows::of(Kind::Organisations)[0] {
        Row::Organisation(row) => row.org_id,
        _ => "",
    };
    // What older registers tell of in their audit alone.
    for (at, (who, sender)) in
        [("clerk@a-bank", "a-bank"), (organisation, organisation), ("an-officer", ""), ("a@b@c", "b@c")]
            .into_iter()
            .enumerate()
    {
        register.import_for(who, sender, Kind::Demands, &[demand("e", at as i64)]);
    }
    for fingerprint in ["a key", "another"] {
        assert_eq!(register.keep_key(fingerprint), "a key");
    }
    assert_eq!(register.store.person_key(), Ok(Some("a key")));
    let (place, before) = (register.place.clone(), register.all());
    let now = register.now.get();
    drop(register);
    ground.meddle(&place, &back_to_6());
    assert!(matches!(Store::migrate(&place), Ok((6, after)) if after > 6));
    let mut register = Register::open(place);
    register.now.set(now);
    assert_eq!(register.all(), before);
    assert_eq!(register.store.person_key(), Ok(Some("a key")));
    register.import(Kind::Demands, &[demand("d", 2)]);
    register.all()
}

pub fn what_is_no_register_is_left_alone(ground: &Ground) -> String {
    let place = ground.place();
    if let Place::Folder(folder) = &place {
        std::fs::create_dir_all(folder).unwrap();
    }
    ground.meddle(&place, "CREATE TABLE register (mine INTEGER)");
    let refused = Store::open(&place, PLAN).err().unwrap();
    assert!(matches!(refused, Error::NotARegister { .. }), "{refused}");
    told(&refused, &place);
    ground.meddle(&place, "INSERT INTO register (mine) VALUES (1)");
    String::new()
}

pub fn a_locked_register_says_so(ground: &Ground) -> String {
    let mut register = ground.register();
    register.import(Kind::Demands, &[demand("d", 1)]);
    let opening = register.opening("import");
    let mut other = Store::open(&register.place, PLAN).unwrap();
    other.set_patience(Duration::from_millis(30)).unwrap();
    let other_opening = {
        let now = &register.now;
        let act = huigu_store::Act { who: "乙", use_case: "import", subject: "", detail: "" };
        other.append_opening(&act, &|| tick(now)).unwrap()
    };
    let delivery = ImportedFile { file: "demands.csv", file_hash: Hash::of(b""), sender: "" };
    let refused = std::cell::RefCell::new(None);
    let other = std::cell::RefCell::new(other);
    let now = &register.now;
    let clock = || {
        // Asked inside the transaction: now the other must wait in vain.
        if refused.borrow().is_none() {
            let incoming = Incoming::of(Kind::Demands, [(1, demand("d", 3))]).unwrap();
            let found = other.borrow_mut().import(&other_opening, &delivery, incoming, &|| tick(now));
            *refused.borrow_mut() = found.err();
        }
        tick(now)
    };
    let incoming = Incoming::of(Kind::Demands, [(1, demand("d", 2))]).unwrap();
    register.store.import(&opening, &delivery, incoming, &clock).unwrap();
    let error = refused.into_inner().unwrap();
    assert!(matches!(error, Error::Locked { .. }), "{error}");
    told(&error, &register.place);
    // It may try again with the same act.
    let incoming = Incoming::of(Kind::Demands, [(1, demand("d", 3))]).unwrap();
    let now = &register.now;
    other.borrow_mut().import(&other_opening, &delivery, incoming, &|| tick(now)).unwrap();
    register.all()
}

pub fn a_cut_connection_changes_nothing(ground: &Ground) -> String {
    let mut register = ground.register();
    register.import(Kind::Demands, &[demand("d", 1)]);
    if let Place::Database(_) = &register.place {
        let opening = register.opening("import");
        let before = register.facts(None);
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let (now, place) = (&register.now, register.place.clone());
        let clock = || {
            ground.meddle(&place, cut);
            tick(now)
        };
        let incoming = Incoming::of(Kind::Demands, [(1, demand("d", 2))]).unwrap();
        let delivery = ImportedFile { file: "demands.csv", file_hash: Hash::of(b""), sender: "" };
        let error = register.store.import(&opening, &delivery, incoming, &clock).unwrap_err();
        assert!(matches!(error, Error::Cut { .. }), "{error}");
        told(&error, &place);
        let still = register.store.last_batch().unwrap_err();
        assert!(matches!(still, Error::Cut { .. }), "{still}");
        let now = register.now.get();
        register = Register::open(place);
        register.now.set(now);
        assert_eq!(register.facts(None), before);
        let verdict = register.store.verify(None).unwrap();
        assert_eq!((verdict.holds(), verdict.interrupted), (true, 1));
    }
    register.import(Kind::Demands, &[demand("d", 2)]);
    register.is_well();
    format!("{:?}", register.facts(None))
}

pub fn places_that_cannot_be_opened_say_why(ground: &Ground) -> String {
    match ground {
        Ground::Sqlite(folder, _) => {
            let file = folder.path().join("a-file");
            std::fs::write(&file, "no folder").unwrap();
            let place = Place::Folder(file.join("register"));
            let error = Store::open(&place, PLAN).err().unwrap();
            assert!(matches!(error, Error::Unreachable { .. }), "{error}");
            told(&error, &place);
            let place = ground.place();
            std::fs::create_dir_all(place.file().unwrap().parent().unwrap()).unwrap();
            std::fs::write(place.file().unwrap(), "this is no database, but a text of some length").unwrap();
            let error = Store::open(&place, PLAN).err().unwrap();
            assert!(matches!(error, Error::NotARegister { .. }), "{error}");
            told(&error, &place);
        }
        Ground::Postgresql(cluster, _) => {
            let wrong = Place::parse(&cluster.url_with("postgres", "a-password-that-is-wrong"));
            let error = Store::open(&wrong, PLAN).err().unwrap();
            assert!(matches!(error, Error::WrongPassword { .. }), "{error}");
            told(&error, &wrong);
            let url = cluster.url("postgres");
            let without = Place::parse(url.split("&password").next().unwrap());
            let error = Store::open(&without, PLAN).err().unwrap();
            assert!(matches!(error, Error::WrongPassword { .. }), "{error}");
            let absent = Place::parse(&cluster.url("no_such_database"));
            let error = Store::open(&absent, PLAN).err().unwrap();
            assert!(matches!(error, Error::Unreachable { .. }), "{error}");
            told(&error, &absent);
            let gone = Place::parse("postgres://huigu:a-password@127.0.0.1:1/register");
            let error = Store::open(&gone, PLAN).err().unwrap();
            assert!(matches!(error, Error::Unreachable { .. }), "{error}");
            told(&error, &gone);
            cluster.run("postgres", "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'a-password'");
            let place = ground.place();
            drop(Register::open(place.clone()));
            ground.meddle(&place, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
            let Place::Database(url) = &place else { return String::new() };
            let reader = url.split("&user").next().unwrap().to_owned() + "&user=reader&password=a-password";
            let reader = Place::Database(reader);
            let mut store = Store::open(&reader, PLAN).unwrap();
            let act = huigu_store::Act { who: "", use_case: "", subject: "", detail: "" };
            let error = store.append_opening(&act, &|| huigu_store::Instant(0)).unwrap_err();
            assert!(matches!(error, Error::Denied { .. }), "{error}");
            told(&error, &reader);
        }
    }
    String::new()
}
