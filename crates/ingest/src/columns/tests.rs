//! The book from its column form is the book of all rows, after any history,
//! on both databases; and what is not the register's is not believed.

use std::cell::Cell;
use std::collections::BTreeMap;

use huigu_engine::settle;
use huigu_facts::{Kind, Row};
use huigu_oracle::{Books, random_books};
use huigu_plan::{Rules, shipped};
use huigu_quantity::{Fen, Period, Ppm};
use huigu_store::{Act, ImportedFile, Incoming, Instant, Place, Store};
use huigu_testkit::{Cluster, Rng};
use tempfile::TempDir;

use super::*;
use crate::Context;

fn rules() -> Rules {
    shipped().rules_at(Period::year(2021).last()).unwrap()
}

fn products(rules: &Rules) -> Vec<&str> {
    rules.products.iter().map(|product| product.id.as_str()).collect()
}

/// A register, the folder of its column form, and a clock.
struct Room {
    place: Place,
    folder: TempDir,
    now: Cell<i64>,
}

impl Room {
    fn new(place: Place) -> Self {
        drop(Store::open(&place, "zhenhai-2021").unwrap());
        Self { place, folder: tempfile::tempdir().unwrap(), now: Cell::new(1_646_064_000_000_000) }
    }

    fn at<T>(&self, work: impl FnOnce(&mut Register<'_>) -> T) -> T {
        let clock = || {
            self.now.set(self.now.get() + 1_000_000);
            Instant(self.now.get())
        };
        let context = Context { who: "甲", clock: &clock, random: &|| None, person_key: None };
        let mut register = Register::open(&self.place, "zhenhai-2021", false, context).unwrap();
        register.keep_columns_in(Some(self.folder.path()));
        register.keep_columns_from(0);
        work(&mut register)
    }

    /// Keeps rows as one file, unchecked; whether there was anything new.
    fn import(&self, kind: Kind, rows: &[Row<'_>]) -> bool {
        self.at(|register| {
            let clock = register.context.clock;
            let act = Act { who: "甲", use_case: "import", subject: "", detail: "" };
            let opening = register.store.append_opening(&act, clock).unwrap();
            let incoming = Incoming::of(kind, (1..).zip(rows.iter().copied())).unwrap();
            let delivery = ImportedFile { file: "x", file_hash: Hash::of(b"x"), sender: "" };
            register.store.import(&opening, &delivery, incoming, clock).is_ok_and(|imported| imported.batch.is_some())
        })
    }

    /// Withdraws a batch, if it can be, whatever depends on it.
    fn withdraw(&self, of: BatchNumber, products: &[&str]) {
        self.at(|register| {
            let clock = register.context.clock;
            let act = Act { who: "甲", use_case: "withdraw", subject: "", detail: "" };
            let opening = register.store.append_opening(&act, clock).unwrap();
            drop(register.store.withdraw((&opening, ""), of, clock));
            drop(register.columns_now(products));
        });
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name.ends_with(".columns")).collect();
        names.sort();
        names
    }
}

/// The kinds of rows there are, in order.
fn kinds(books: &Books) -> BTreeMap<Kind, Vec<Row<'_>>> {
    let mut kinds = BTreeMap::<Kind, Vec<Row<'_>>>::new();
    books.rows().into_iter().for_each(|row| kinds.entry(row.kind()).or_default().push(row));
    kinds
}

/// Changes one row of a kind, if there is one: which.
fn change(books: &mut Books, kind: Kind, draws: &mut Rng) -> Option<usize> {
    let count = kinds(books).get(&kind).map_or(0, Vec::len);
    let at = if count == 0 { return None } else { draws.below(count) };
    let more = Fen(100 + draws.below(900) as i64);
    let other = draws.below(books.parties.len());
    match kind {
        Kind::Parties => {
            books.parties[at].name = format!("改名{}", more.0);
            books.parties[at].town = ["", "新镇"][draws.below(2)].to_owned();
        }
        Kind::Organisations => books.organisations[at].name = format!("改名{}", more.0),
        Kind::Loans if draws.below(4) == 0 => {
            books.loans[at].borrower = books.parties[other].party_id.clone();
            books.loans[at].renewal_of = String::new();
        }
        Kind::Loans => {
            books.loans[at].principal.0 += more.0;
            books.loans[at].first_loan = [None, Some(true), Some(false)][draws.below(3)];
        }
        Kind::LoanEvents => {
            books.loan_events[at].amount = more;
            books.loan_events[at].kind = huigu_facts::LoanEventKind::Disburse;
        }
        Kind::LoanBalances => books.loan_balances[at].balance = more,
        Kind::LoanClasses => books.loan_classes[at].class = huigu_facts::LoanClassKind::Loss,
        Kind::CreditLines => books.credit_lines[at].amount.0 += more.0,
        Kind::Demands => books.demands[at].borrower = books.parties[other].party_id.clone(),
        Kind::Guarantees => books.guarantees[at].amount.0 += more.0,
        Kind::GuaranteeEvents => books.guarantee_events[at].kind = huigu_facts::GuaranteeEventKind::TakeOn,
        Kind::Financings => books.financings[at].amount = Some(more),
        Kind::Observations => books.observations[at].value += 1,
        Kind::Claims => books.claims[at].amount = more,
        Kind::Lpr => books.lpr[at].one_year = Ppm(38_000 + more.0),
        Kind::Dataset(_) => return None,
    }
    Some(at)
}

#[derive(Debug, Default)]
struct Seen {
    as_it_was: usize,
    updated: usize,
    rebuilt: usize,
    faulty: usize,
    kinds: BTreeMap<Kind, usize>,
}

/// The book from its column form against the book of all rows.
fn compare(room: &Room, rules: &Rules, seen: &mut Seen, says: &str) {
    let products = products(rules);
    room.at(|register| {
        let rows = register.load_rows(None, &products).unwrap();
        let before = room.names();
        let folder = room.folder.path().to_owned();
        let way = register.load_columns(&folder, &products);
        let columns = register.load_as_of(None, &products).unwrap();
        match &way {
            None if rows.issues.has_faults() => seen.faulty += 1,
            None => seen.rebuilt += 1,
            Some(_) if room.names() == before => seen.as_it_was += 1,
            Some(_) => seen.updated += 1,
        }
        assert_eq!(register.not_kept, None, "{says}");
        for found in way.iter().chain([&columns]) {
            assert_eq!(found.batch, rows.batch, "{says}");
            assert_eq!(
                (found.issues.counts(), found.issues.list()),
                (rows.issues.counts(), rows.issues.list()),
                "{says}"
            );
            let form = |known: &Known| canonical(&known.book, &known.issues, known.batch).unwrap();
            assert_eq!(form(found), form(&rows), "{says}");
        }
        let answers = [&columns, &rows].map(|known| serde_json::to_string(&settle(&known.book, rules, 2021)).unwrap());
        assert_eq!(answers[0], answers[1], "{says}");
        let found = register.check_columns(&rows, &products).unwrap();
        assert!(found.is_empty(), "{says}: {found:?}");
        assert!(room.names().len() <= 1, "{says}: {:?}", room.names());
    });
}

/// A random district, then files and withdrawals by chance.
fn live(place: Place, seed: u64, steps: usize, seen: &mut Seen) {
    let (room, rules) = (Room::new(place), rules());
    let mut draws = Rng::new(seed);
    let mut books = random_books(seed, &rules);
    for (kind, rows) in kinds(&books) {
        room.import(kind, &rows);
    }
    compare(&room, &rules, seen, "at first");
    let kinds_of: Vec<Kind> = kinds(&books).into_keys().collect();
    for step in 0..steps {
        let says = format!("seed {seed}, step {step}");
        if draws.below(5) == 0 {
            let last = room.at(|register| register.store.last_batch()).unwrap().0;
            // What was in the books is not withdrawn: much would stand without it.
            let of = BatchNumber(1 + draws.below(last as usize) as u32);
            if of.0 as usize > kinds_of.len() {
                room.withdraw(of, &products(&rules));
            }
        } else {
            for _ in 0..1 + draws.below(2) {
                let kind = kinds_of[draws.below(kinds_of.len())];
                let before = books.clone();
                let Some(at) = change(&mut books, kind, &mut draws) else { continue };
                let row = kinds(&books)[&kind][at];
                if room.import(kind, &[row]) {
                    *seen.kinds.entry(kind).or_default() += 1;
                }
                // What brings faults is taken back, so that the history goes on.
                let faults = room.at(|register| register.load_rows(None, &products(&rules)).unwrap().faults());
                if faults > 0 && draws.below(3) > 0 {
                    let last = room.at(|register| register.store.last_batch()).unwrap();
                    room.withdraw(last, &products(&rules));
                    books = before;
                }
            }
        }
        compare(&room, &rules, seen, &says);
    }
    let at_last = room.at(|register| register.check(&products(&rules))).unwrap().0;
    assert_eq!(at_last, [], "seed {seed}");
}

#[test]
fn after_any_history_the_column_form_is_the_book_of_all_rows() {
    let cases = std::env::var("HUIGU_RANDOM_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(12);
    let mut seen = Seen::default();
    for seed in 0..cases {
        let folder = tempfile::tempdir().unwrap();
        live(Place::Folder(folder.path().join("register")), seed, 12, &mut seen);
    }
    assert!(seen.updated > 3 * cases as usize && seen.rebuilt > cases as usize, "{seen:?}");
    assert!(seen.as_it_was > 0 && seen.faulty > 0 && seen.kinds.len() == Kind::ALL.len(), "{seen:?}");
}

#[test]
fn on_postgresql_too() {
    let cluster = Cluster::start(&["fsync=off"]).unwrap();
    let mut seen = Seen::default();
    for seed in 100..104 {
        let name = format!("register_{seed}");
        cluster.run("postgres", &format!("CREATE DATABASE {name} TEMPLATE template0"));
        live(Place::Database(cluster.url(&name)), seed, 8, &mut seen);
    }
    assert!(seen.updated > 8 && seen.rebuilt >= 4, "{seen:?}");
}

/// What a preview comes to, and how many rows were looked at together.
fn previewed(room: &Room, folder: Option<&Path>, kind: Kind, text: &str) -> (String, u64) {
    let files = [crate::File { name: format!("{kind}.csv"), kind, size: 0 }];
    let open = |_| Ok(text.as_bytes().to_vec());
    let (rules, rows) = (rules(), Cell::new(0));
    let progress = |stage: crate::Stage<'_>| {
        if let crate::Stage::Together(count) = stage {
            rows.set(count);
        }
    };
    let products = products(&rules);
    let reading =
        crate::Reading { files: &files, open: &open, products: &products, good_rows: false, progress: &progress };
    let found = room.at(|register| {
        register.keep_columns_in(folder);
        register.preview(&reading, &mut |_| ())
    });
    let found = found.unwrap();
    let due = if found.faults().next().is_none() {
        serde_json::to_string(&settle(&found.book, &rules, 2021)).unwrap()
    } else {
        String::new()
    };
    (format!("{:?} {:?} {:?} {:?} {due}", found.issues, found.counts, found.rows_of, found.checked), rows.get())
}

#[test]
fn files_are_checked_beside_the_column_form_as_with_all_rows() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample");
    let folder = tempfile::tempdir().unwrap();
    let room = Room::new(Place::Folder(folder.path().join("register")));
    let texts: BTreeMap<Kind, String> = Kind::ALL
        .iter()
        .filter_map(|kind| Some((*kind, std::fs::read_to_string(sample.join(format!("{kind}.csv"))).ok()?)))
        .collect();
    let files: Vec<crate::File> =
        texts.keys().map(|kind| crate::File { name: format!("{kind}.csv"), kind: *kind, size: 0 }).collect();
    let open = |at: usize| Ok(texts[&files[at].kind].clone().into_bytes());
    let (rules, products) = (rules(), products(&rules()).iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
    let products: Vec<&str> = products.iter().map(String::as_str).collect();
    let reading =
        crate::Reading { files: &files, open: &open, products: &products, good_rows: false, progress: &|_| () };
    room.at(|register| register.import(&reading).map(drop)).unwrap();
    compare(&room, &rules, &mut Seen::default(), "the sample");
    // When this changes, `FORM` must: forms of an older program would be believed otherwise.
    let known = room.at(|register| register.load_as_of(None, &products)).unwrap();
    let made = canonical(&known.book, &known.issues, known.batch).unwrap();
    assert_eq!((FORM, made.file().as_str()), (2, "book-14-d500d74c06218147.columns"));
    let (mut draws, mut beside, mut faulty) = (Rng::new(7), BTreeMap::<Kind, usize>::new(), 0);
    for round in 0..180 {
        let (kind, text) = texts.iter().nth(round % texts.len()).unwrap();
        let mut lines = text.lines();
        let header = lines.next().unwrap();
        let lines: Vec<&str> = lines.collect();
        let mut sent = vec![header.to_owned()];
        for _ in 0..1 + draws.below(3) {
            let mut cells: Vec<&str> = lines[draws.below(lines.len())].split(',').collect();
            let other: Vec<&str> = lines[draws.below(lines.len())].split(',').collect();
            // A cell of another row's: sometimes well, sometimes a fault.
            let at = draws.below(cells.len());
            if let Some(cell) = other.get(at) {
                cells[at] = cell;
            }
            sent.push(cells.join(","));
        }
        let text = sent.join("\n") + "\n";
        let (with, few) = previewed(&room, Some(room.folder.path()), *kind, &text);
        let (without, all) = previewed(&room, None, *kind, &text);
        assert_eq!(with, without, "round {round}: {text}");
        faulty += usize::from(with.contains("severity") || without.ends_with(' '));
        *beside.entry(*kind).or_default() += usize::from(few < all);
    }
    let used = beside.values().filter(|count| **count > 0).count();
    assert!(used >= texts.len() - 3 && faulty > 10, "{beside:?}, {faulty} with faults");
}
