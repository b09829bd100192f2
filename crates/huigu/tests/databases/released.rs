//! Registers that the programs of every version left, brought up to date by
//! the commands: they hold, and answer as they did.

use std::fs;

use huigu_desk::Place;
use huigu_testkit::left;

use crate::ground::{Ground, Person};

/// The register of a version as its program left it.
fn as_left(ground: &Ground, version: i64) -> Place {
    let place = ground.place();
    match &place {
        Place::Folder(folder) => {
            fs::create_dir(folder).unwrap();
            fs::write(place.file().unwrap(), left::file(version, "register.sqlite3")).unwrap();
        }
        Place::Database(url) => {
            let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
            client.batch_execute(&left::sql(version)).unwrap();
        }
    }
    place
}

/// What a register of the plan says now, in the one form of every version.
fn answer(person: &Person, place: &Place) -> String {
    let plan = format!("{}/../../testdata/plans/{}", env!("CARGO_MANIFEST_DIR"), left::PLAN);
    let at = |words: &[&str]| person.at(place, &[words, &["--plan", &plan]].concat()).expect(0).text();
    assert_eq!(at(&["check"]), "");
    at(&["audit", "verify"]);
    at(&["settle", "--year", "2025", "--format", "json"])
}

pub fn every_version_answers_as_it_did(ground: &Ground) -> String {
    let person = Person::english();
    let versions = left::versions();
    for version in &versions {
        let said = String::from_utf8(left::file(*version, "settle.json")).unwrap();
        let place = as_left(ground, *version);
        if Some(version) != versions.last() {
            let asked = person.at(&place, &["batches"]).expect(4);
            assert!(asked.err.contains("huigu migrate"), "{}", asked.err);
        }
        person.at(&place, &["migrate"]).expect(0);
        assert_eq!(answer(&person, &place), said, "version {version}");
        let (file, restored) = (ground.folder().join("a.backup"), ground.place());
        fs::write(&file, left::file(*version, "register.backup")).unwrap();
        person.at(&restored, &["restore", file.to_str().unwrap()]).expect(0);
        assert_eq!(answer(&person, &restored), said, "version {version}");
    }
    format!("{versions:?}")
}
