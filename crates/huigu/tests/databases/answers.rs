//! The same inputs give the same bytes on both databases, and where there is
//! no register in the question, those of bare books.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use huigu_desk::Place;

use crate::ground::{Ground, Person, Ran, books, changed, sample};

/// An identity number of nobody: the standard's own example.
const NUMBER: &str = "11010519491231002X";

/// What a register was asked and answered, without what must differ: where it
/// is (`<register>`) and where the case's files are (`<files>`).
struct Talk<'a> {
    person: Person,
    place: &'a Place,
    names: Vec<(String, &'static str)>,
    told: String,
}

impl<'a> Talk<'a> {
    fn new(place: &'a Place, files: &Path) -> Self {
        let mut names = vec![(place.to_string(), "<register>"), (files.display().to_string(), "<files>")];
        if let Some(folder) = place.file().and_then(|file| file.parent().map(Path::to_owned)) {
            names.push((folder.display().to_string(), "<register>"));
        }
        Self { person: Person::english(), place, names, told: String::new() }
    }

    fn plain(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (name, plain)| text.replace(name, plain))
    }

    fn ask(&mut self, status: i32, words: &[&str]) -> Ran {
        let ran = self.person.at(self.place, words);
        let (out, err) = (self.plain(&ran.text()), self.plain(&ran.err));
        write!(self.told, "$ {}\n{}\n{out}--\n{err}", self.plain(&words.join(" ")), ran.status).unwrap();
        if std::str::from_utf8(&ran.out).is_err() {
            write!(self.told, "bytes: {:?}", ran.out).unwrap();
        }
        ran.expect(status)
    }
}

const BARE: &[&[&str]] = &[
    &["settle", "--year", "2021"],
    &["settle", "--year", "2022", "--format", "json"],
    &["settle", "--year", "2021", "--format", "csv"],
    &["settle", "--year", "2021", "--format", "xlsx"],
    &["targets", "--as-of", "2022-06-30", "--format", "json"],
    &["targets", "--as-of", "2021-12-31", "--by", "town"],
    &["targets", "--as-of", "2022-12-31", "--by", "month", "--format", "csv"],
    &["simulate", "--year", "2021", "--set", "startup-loan-subsidy.rate=1%", "--format", "json"],
    &["simulate", "--year", "2022", "--set", "bond-reward.rate=2%"],
];

/// Asks everything that bare books answer too; the answers are theirs.
fn as_bare_books(talk: &mut Talk<'_>, folder: &Path) {
    let folder = folder.to_str().unwrap();
    let mut both = |words: &[&str]| {
        let found = talk.ask(0, words);
        let bare = talk.person.run(&[words, &["--books", folder]].concat()).expect(0);
        assert_eq!(found.text(), bare.text(), "{words:?}");
        assert!(found.out == bare.out, "{words:?}");
    };
    BARE.iter().for_each(|words| both(words));
    let settled = Person::english().run(&["settle", "--year", "2021", "--format", "json", "--books", folder]).json();
    let mut asked = 0;
    for measure in settled["measures"].as_array().unwrap() {
        for one in measure["beneficiaries"].as_array().unwrap().iter().take(3) {
            let (measure, one) = (measure["measure"].as_str().unwrap(), one["id"].as_str().unwrap());
            let form = if asked % 2 == 0 { "json" } else { "table" };
            both(&["explain", "--year", "2021", "--measure", measure, "--beneficiary", one, "--format", form]);
            asked += 1;
        }
    }
    assert!(asked > 5);
}

pub fn a_register_answers_as_bare_books_do(ground: &Ground) -> String {
    let mut told = String::new();
    for folder in [sample(), books()] {
        let (place, files) = (ground.place(), ground.folder());
        let mut talk = Talk::new(&place, &files);
        talk.ask(0, &["import", folder.to_str().unwrap(), "--format", "json"]);
        as_bare_books(&mut talk, &folder);
        told.push_str(&talk.told);
    }
    told
}

/// Files sent one after the other, each with something of its own.
fn files(folder: &Path) -> [String; 5] {
    let books = books();
    let own = |name: &str| folder.join(name);
    changed(
        &books.join("loans.csv"),
        &own("loans.csv"),
        &[("2021-06-18,2022-06-18,200000", "2021-06-18,2022-06-19,200000")],
    );
    let header = "party_id,name,kind\n";
    fs::write(own("parties.csv"), format!("{header}{NUMBER},张三（{NUMBER}）,individual\n")).unwrap();
    let demands = format!("demand_id,borrower,date,amount\nd-x,{NUMBER},2021-05-05,1000\n");
    fs::write(own("demands.csv"), demands).unwrap();
    let faults = "lender,loan_id,date,kind,amount\nbank-a,A-001,2021-13-01,repay,5\nbank-a,no-such,2021-02-01,repay,5\n\
                  bank-a,A-001,2021-12-30,repay,1000\n";
    fs::write(own("loan_events.csv"), faults).unwrap();
    let late = "lender,loan_id,date,kind,amount\nbank-a,A-001,2021-12-01,repay,100000\n";
    fs::write(own("loan_events-late.csv"), late).unwrap();
    ["loans.csv", "parties.csv", "demands.csv", "loan_events.csv", "loan_events-late.csv"]
        .map(|name| own(name).to_str().unwrap().to_owned())
}

pub fn every_command_says_the_same(ground: &Ground) -> String {
    let (place, folder) = (ground.place(), ground.folder());
    let [loans, parties, demands, faults, late] = files(&folder);
    let mut talk = Talk::new(&place, &folder);
    let (mended, chain) = (folder.join("mended"), folder.join("chain"));
    let (mended, chain) = (mended.to_str().unwrap().to_owned(), chain.to_str().unwrap().to_owned());
    for lang in ["en", "zh"] {
        talk.person.speaks(lang);
        // Nothing is there the first time; then all of it is.
        talk.ask(if lang == "en" { 4 } else { 0 }, &["batches"]);
        talk.ask(0, &["import", books().to_str().unwrap()]);
        talk.ask(0, &["import", &loans, "--check"]);
        talk.ask(0, &["import", &loans]);
        talk.ask(0, &["import", &parties, &demands, "--findings"]);
        talk.ask(3, &["import", &faults]);
        talk.ask(0, &["import", &faults, "--accept-good-rows", "--mended", &mended, "--format", "csv"]);
        fs::remove_dir_all(&mended).unwrap();
    }
    for lang in ["zh", "en"] {
        talk.person.speaks(lang);
        for words in [
            &["batches"][..],
            &["batches", "--format", "json"],
            &["batches", "--format", "csv"],
            &["batches", "14"],
            &["batches", "14", "--format", "json"],
            &["settle", "--year", "2021"],
            &["settle", "--year", "2021", "--as-known-at", "13", "--format", "json"],
            &["settle", "--year", "2021", "--as-known-at", "2022-02-28"],
            &["targets", "--as-of", "2021-12-31", "--as-known-at", "2022-03-01", "--format", "json"],
            &["settlements"],
            &["check"],
            &["migrate"],
            &["audit", "verify"],
        ] {
            talk.ask(0, words);
        }
        talk.ask(2, &["batches", "99"]);
        talk.ask(2, &["withdraw", "99"]);
        talk.ask(2, &["settle", "--verify", "9"]);
        talk.ask(2, &["settle", "--year", "2022", "--approve", "x"]);
    }
    let who = ["explain", "--year", "2021", "--measure", "first-borrower-reward", "--beneficiary", NUMBER];
    talk.ask(0, &who);
    let approved = talk.ask(0, &["settle", "--year", "2021", "--approve", "经局务会议通过", "--format", "json"]);
    let bare = talk.ask(0, &["settle", "--year", "2021", "--format", "json"]);
    assert!(approved.out == bare.out);
    talk.ask(0, &["settle", "--verify", "1"]);
    talk.ask(0, &["import", &late, "--check"]);
    talk.ask(0, &["import", &late]);
    for lang in ["en", "zh"] {
        talk.person.speaks(lang);
        talk.ask(0, &["settle", "--verify", "1"]);
        talk.ask(0, &["settle", "--verify", "1", "--format", "json"]);
    }
    let withdrawn = talk.ask(0, &["withdraw", "14"]).text();
    assert!(withdrawn.contains("14"), "{withdrawn}");
    talk.ask(2, &["withdraw", "14"]);
    talk.ask(0, &["settle", "--verify", "1", "--format", "json"]);
    talk.ask(0, &["settlements", "--format", "csv"]);
    talk.ask(0, &["batches", "--format", "json"]);
    talk.ask(0, &["audit", "verify"]);
    talk.ask(0, &["audit", "export", "--output", &chain]);
    // Instants, hashes and all: the chain is the same to the byte.
    write!(talk.told, "{:?}", fs::read(&chain).unwrap()).unwrap();
    // What this test itself wrote apart, an identity number is nowhere.
    let said = talk.told.lines().filter(|line| !line.starts_with('$'));
    assert!(said.clone().all(|line| !line.contains(NUMBER)) && said.clone().any(|line| line.contains("person-")));
    // A withdrawal that leaves faults, on both alike.
    talk.ask(0, &["withdraw", "1"]);
    talk.ask(3, &["settle", "--year", "2021"]);
    talk.ask(1, &["check"]);
    talk.ask(0, &["import", books().join("parties.csv").to_str().unwrap()]);
    talk.ask(0, &["check"]);
    talk.told
}

/// A backup moves from one database to the other and back, and is the same
/// bytes each time; what is restored answers as what was saved.
pub fn a_backup_moves_between_the_databases(grounds: [&Ground; 2]) {
    for (here, there) in [(grounds[0], grounds[1]), (grounds[1], grounds[0])] {
        let folder = here.folder();
        let [loans, parties, demands, _, late] = files(&folder);
        let backup = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        let (first, second) = (here.place(), there.place());
        let person = Person::english();
        person.at(&first, &["import", books().to_str().unwrap()]).expect(0);
        person.at(&first, &["import", &loans, &parties, &demands]).expect(0);
        person.at(&first, &["settle", "--year", "2021", "--approve", "x"]).expect(0);
        person.at(&first, &["import", &late]).expect(0);
        person.at(&first, &["withdraw", "15"]).expect(0);
        let made = person.at(&first, &["backup", &backup("one")]).expect(0).text();
        let head = made.trim().rsplit(' ').next().unwrap().to_owned();
        let restored = person.at(&second, &["restore", &backup("one")]).expect(0).text();
        assert!(restored.contains(&head) && restored.contains("verified"), "{restored}");
        for words in [
            &["batches", "--format", "json"][..],
            &["settlements", "--format", "json"],
            &["settle", "--year", "2021"],
            &["settle", "--year", "2021", "--as-known-at", "13", "--format", "json"],
            &["settle", "--verify", "1", "--format", "json"],
            &["targets", "--as-of", "2021-12-31"],
            &["batches", "15"],
            &["check"],
        ] {
            let [before, after] = [&first, &second].map(|place| person.at(place, words).expect(0));
            assert!(before == after, "{words:?}\n{}\n{}", before.text(), after.text());
        }
        person.at(&second, &["audit", "verify", "--head", &head]).expect(0);
        // It lives on: the same acts at the same moments leave the same bytes on both.
        let minute = Person::english();
        minute.at(&second, &["restore", &backup("one")]).expect(2);
        let third = here.place();
        person.at(&third, &["restore", &backup("one")]).expect(0);
        for (place, name) in [(&second, "two"), (&third, "three")] {
            let person = Person::english();
            person.at(place, &["import", &loans]).expect(0);
            person.at(place, &["backup", &backup(name)]).expect(0);
        }
        assert!(fs::read(backup("two")).unwrap() == fs::read(backup("three")).unwrap(), "from {}", here.name());
    }
}
