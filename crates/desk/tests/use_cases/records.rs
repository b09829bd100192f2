//! Rows of data sets: who sends them, who sees which, page by page, corrected,
//! and where each comes from. All of it follows from the declaration.

use huigu_desk::{
    AsKnownAt, BatchNumber, Caller, Error, ListDatasets, ListRecords, Operation, PageSize, RecordPage, RecordTrace,
    Refused, Role, TextLine, TraceRecord, UseCase,
};
use huigu_facts::{Kind, RecordKey};

use crate::ground::{Ground, PARTIES, operator, party};
use crate::permission::everybody;

const SUPPLIER: &str = "power-company";
/// An identity number of nobody: the standard's own example.
const NUMBER: &str = "11010519491231002X";

fn kind(id: &str) -> Kind {
    let plan = huigu_plan::shipped();
    plan.kinds().kept(id).unwrap()
}

fn power(rows: &str) -> (Kind, &'static str, String) {
    let header = "统一社会信用代码,户号,名称,月份,用电量（千瓦时）,电费\n";
    (kind("power"), "用电.csv", [header, rows].concat())
}

/// Three months of two parties, and a month of somebody without a code.
fn sent(ground: &Ground) -> Caller {
    let supplier = ground.user("supplier", Role::Unit, SUPPLIER);
    let months = ["2021-04", "2021-05", "2021-06"].map(|month| {
        let [one, other] = PARTIES;
        format!("{one},A:1,甲厂,{month},10.5,8\n{other},B,乙厂,{month},20,16\n")
    });
    let rows = format!("{},C,丙厂,2021-05,1,1\n", months.concat());
    let kept = ground.send(&supplier, &[power(&rows)]).unwrap();
    assert_eq!(kept.import.faults().collect::<Vec<_>>(), [] as [&huigu_facts::Issue; 0]);
    supplier
}

fn list(dataset: &str) -> ListRecords {
    let dataset = TextLine::new(dataset).unwrap();
    ListRecords { dataset, party: None, period: None, as_known_at: None, limit: PageSize::default(), cursor: None }
}

fn of(party: &str) -> ListRecords {
    ListRecords { party: TextLine::new(party).ok(), ..list("power") }
}

fn records(ground: &Ground, caller: &Caller, asked: ListRecords) -> Result<RecordPage, Error> {
    ground.desk.run(caller, asked)
}

fn keys(page: &RecordPage) -> Vec<String> {
    page.records.iter().map(|one| one.record.clone()).collect()
}

fn trace(ground: &Ground, caller: &Caller, record: &str) -> Result<RecordTrace, Error> {
    let (dataset, record) = (TextLine::new("power").unwrap(), TextLine::new(record).unwrap());
    ground.desk.run(caller, TraceRecord { dataset, record, as_known_at: None })
}

#[test]
fn each_role_sees_what_it_supplies_or_what_is_about_it() {
    let ground = Ground::with(true);
    let mut callers = everybody(&ground);
    callers.push(sent(&ground));
    let [own, other] = ["2021-06:power-company:A~11", "2021-06:power-company:B"];
    for caller in &callers {
        let role = caller.role();
        let supplies = caller.home().is_some_and(|home| home.id() == SUPPLIER);
        let sees = |page: &RecordPage, id: &str| page.records.iter().any(|one| one.row.fields.0[0].1 == id);
        let (all, named) = (records(&ground, caller, list("power")), ground.ask(caller, party(PARTIES[0])));
        let of_page = named.as_ref().map(|party| party.records.len()).ok();
        match role {
            Role::Bank | Role::Guarantor | Role::Public | Role::Administrator => {
                let refused = |error| matches!(error, Error::Refused(Refused::NotAllowed { .. } | Refused::SignIn));
                assert!(all.is_err_and(refused), "{role:?}");
                assert!(trace(&ground, caller, own).is_err_and(refused), "{role:?}");
                // A bank knows the party, and nothing of its electricity.
                let knows = matches!(role, Role::Bank | Role::Guarantor);
                assert_eq!(of_page, knows.then_some(0), "{role:?}");
            }
            Role::Unit if !supplies => {
                assert_eq!(all.unwrap().records, [], "{role:?}");
                assert!(matches!(trace(&ground, caller, own), Err(Error::NotThere { .. })), "{role:?}");
                assert_eq!(of_page, Some(0), "a town sees who sits in it");
            }
            Role::Enterprise => {
                let all = all.unwrap();
                assert!(sees(&all, PARTIES[0]) && all.records.len() == 3, "{role:?}: {all:?}");
                assert_eq!(records(&ground, caller, of(PARTIES[1])).unwrap().records, []);
                assert_eq!(trace(&ground, caller, own).unwrap().party, PARTIES[0]);
                assert!(matches!(trace(&ground, caller, other), Err(Error::NotThere { .. })));
                assert_eq!(of_page, Some(3));
            }
            _ => {
                let all = all.unwrap();
                assert!(sees(&all, PARTIES[0]) && sees(&all, PARTIES[1]) && all.records.len() == 7, "{role:?}");
                assert_eq!(records(&ground, caller, of(PARTIES[1])).unwrap().records.len(), 3);
                assert!(trace(&ground, caller, other).is_ok(), "{role:?}");
                assert_eq!(of_page, (!supplies).then_some(3), "{role:?}");
            }
        }
        let listed = ground.desk.run(caller, ListDatasets {});
        let listed = listed.map(|found| found.datasets.into_iter().map(|one| one.dataset).collect::<Vec<_>>());
        match (caller.may(UseCase::Records), role) {
            (false, _) => assert!(listed.is_err(), "{role:?}"),
            (_, Role::Unit) => assert_eq!(listed.unwrap(), if supplies { vec!["power"] } else { vec![] }),
            _ => assert_eq!(listed.unwrap(), ["court-cases", "power", "rent"], "{role:?}"),
        }
    }
}

#[test]
fn a_unit_sends_what_it_supplies_and_nothing_else() {
    let ground = Ground::with(true);
    let supplier = sent(&ground);
    let rent = || (kind("rent"), "rent.csv", "name,period,contract,rent_due,rent_paid\n甲,2021-06,1,1,1\n".to_owned());
    let not_its = ground.send(&supplier, &[rent()]).map(drop);
    assert!(matches!(not_its, Err(Error::NotYours { kind }) if kind.name() == "rent"), "{not_its:?}");
    let park = ground.user("park", Role::Unit, "park-operator");
    assert!(matches!(ground.send(&park, &[power("")]).map(drop), Err(Error::NotYours { .. })));
    assert_eq!(ground.send(&park, &[rent()]).unwrap().import.faults().count(), 0);
    // Nobody's batch but its own is its to see.
    let sent = |caller: &Caller| ground.batches(caller).len();
    assert_eq!((sent(&supplier), sent(&park)), (1, 1));
}

#[test]
fn pages_go_on_where_the_last_ended() {
    let ground = Ground::with(true);
    let supplier = sent(&ground);
    let whole = keys(&records(&ground, &supplier, list("power")).unwrap());
    assert!(whole.is_sorted_by(|one, other| one > other), "the last period first: {whole:?}");
    let (mut pages, mut cursor) = (Vec::new(), None);
    loop {
        let limit = PageSize::new(3).unwrap();
        let page = records(&ground, &supplier, ListRecords { limit, cursor, ..list("power") }).unwrap();
        assert!(page.records.len() <= 3);
        pages.extend(keys(&page));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(pages, whole);
    let of_may = ListRecords { period: TextLine::new("2021-05").ok(), ..list("power") };
    assert_eq!(records(&ground, &supplier, of_may).unwrap().records.len(), 3);
    let forged = huigu_desk::Continuation::after(&ListRecords::HTTP, "no key");
    let wrong = records(&ground, &supplier, ListRecords { cursor: Some(forged), ..list("power") });
    assert!(matches!(&wrong, Err(Error::Input { field, .. }) if field == "cursor"), "{wrong:?}");
    for unknown in ["loans", "nothing"] {
        assert!(matches!(records(&ground, &supplier, list(unknown)), Err(Error::NotThere { .. })), "{unknown}");
    }
}

#[test]
fn a_row_is_followed_through_its_corrections() {
    let ground = Ground::with(true);
    let supplier = sent(&ground);
    let before = ground.desk.run(&supplier, list("power")).unwrap().batch;
    let [one, other] = PARTIES.map(|id| ground.user(&id.to_lowercase(), Role::Enterprise, id));
    // The account was the other's all along.
    let corrected = power(&format!("{},A:1,乙厂,2021-06,11,9\n", PARTIES[1]));
    ground.send(&supplier, &[corrected]).unwrap();
    let key = "2021-06:power-company:A~11".parse::<RecordKey>().unwrap().to_string();
    let versions = |caller: &Caller| {
        let found = trace(&ground, caller, &key).unwrap();
        let version = |one: &huigu_desk::RecordVersion| (one.row.fields.0[0].1.clone(), one.closed_by);
        (found.party.clone(), found.versions.iter().map(version).collect::<Vec<_>>())
    };
    let [first, last] = [(PARTIES[0].to_owned(), Some(before + 1)), (PARTIES[1].to_owned(), None)];
    assert_eq!(versions(&supplier), (PARTIES[1].to_owned(), vec![last.clone(), first.clone()]));
    // Each sees what was said of itself.
    assert_eq!(versions(&one), (PARTIES[0].to_owned(), vec![first]));
    assert_eq!(versions(&other), (PARTIES[1].to_owned(), vec![last]));
    let found = trace(&ground, &supplier, &key).unwrap();
    let origin = &found.versions[0].row.origin;
    assert_eq!((origin.file.as_str(), origin.row, origin.batch), ("用电.csv", 2, before + 1));
    assert_eq!(keys(&records(&ground, &one, list("power")).unwrap()).len(), 2);
    let then = ListRecords { as_known_at: Some(AsKnownAt::Batch(BatchNumber(before))), ..list("power") };
    assert_eq!(keys(&records(&ground, &one, then).unwrap()).len(), 3);
}

#[test]
fn a_look_at_others_stands_in_the_audit() {
    let ground = Ground::with(true);
    let supplier = sent(&ground);
    let one = ground.user("one", Role::Enterprise, PARTIES[0]);
    let before = ground.last_row();
    records(&ground, &operator(), list("power")).unwrap();
    records(&ground, &supplier, of(PARTIES[0])).unwrap();
    records(&ground, &one, list("power")).unwrap();
    let written: Vec<(String, String)> =
        ground.audit(before).into_iter().map(|(_, what, result)| (what, result)).collect();
    let look = ["", "done"].map(|result| ("records".to_owned(), result.to_owned()));
    assert_eq!(written, [look.clone(), look].concat());
}

#[test]
fn no_whole_name_of_a_person_is_told() {
    let file = include_str!("../../../../plans/zhenhai-2021/datasets/power.toml");
    let of_persons = file.replace("\"power\"", "\"power-of-persons\"").replace("\"用电\"", "\"居民用电\"");
    let of_persons = of_persons.replace("subjects = [", "subjects = [\"individual\", ");
    let unit = of_persons.find("[[dataset]]").unwrap();
    let ground = Ground::with(true).under("datasets/persons.toml", &of_persons[unit..]);
    let kind = ground.desk.plan().kinds().kept("power-of-persons").unwrap();
    let (_, name, text) =
        power(&format!("{NUMBER},C,张三丰,2021-05,1,1\n,D,李四光,2021-05,1,1\n{},E,甲厂,2021-05,1,1\n", PARTIES[0]));
    let kept = ground.send(&operator(), &[(kind, name, text)]).unwrap();
    assert_eq!(kept.import.faults().collect::<Vec<_>>(), [] as [&huigu_facts::Issue; 0]);
    let asked = || ListRecords { dataset: TextLine::new("power-of-persons").unwrap(), ..of(NUMBER) };
    let all = records(&ground, &operator(), ListRecords { party: None, ..asked() }).unwrap();
    let names: Vec<&str> = all.records.iter().map(|one| one.row.fields.0[2].1.as_str()).collect();
    assert_eq!(names, ["甲厂", "李**", "张**"]);
    let person = records(&ground, &operator(), asked()).unwrap();
    assert_eq!(person.records.len(), 1, "found by the number, kept by its hash");
    assert!(person.records[0].row.fields.0[0].1.starts_with("person-"));
    let (dataset, record) = (asked().dataset, TextLine::new(&person.records[0].record).unwrap());
    let traced = ground.desk.run(&operator(), TraceRecord { dataset, record, as_known_at: None }).unwrap();
    assert_eq!(traced.versions[0].row.fields.0[2].1, "张**");
}
