//! What institutions may send: their own, and nobody else's.

use huigu_desk::{
    Caller, CheckBooks, Error, ListBatches, ListInstitutions, Number, PageSize, Role, SendBooks, SentBatch, ShowBatch,
    WithdrawBatch, Withdrawal,
};
use huigu_facts::{Code, Kind};
use huigu_quantity::Day;

use crate::ground::{BANKS, GUARANTORS, Ground, PARTIES, operator, reading};

/// The codes of the faults that kept a file out; none if it came in.
fn faults(ground: &Ground, caller: &Caller, kind: Kind, text: &str) -> Vec<Code> {
    let files = [(kind, "file.csv", text.to_owned())];
    let kept = ground.send(caller, &files).unwrap();
    let found: Vec<Code> = kept.import.faults().map(|fault| fault.code).collect();
    assert_eq!(kept.files.is_empty(), !found.is_empty());
    let check = CheckBooks(SendBooks::default());
    let previewed = reading(&files, |files| ground.desk.run_files(caller, check, Some(files))).unwrap().import;
    if !found.is_empty() {
        assert_eq!(previewed.faults().map(|fault| fault.code).collect::<Vec<_>>(), found);
    }
    found
}

fn batches(ground: &Ground, caller: &Caller) -> Vec<SentBatch> {
    let newest = ListBatches { newest: Some(1), limit: PageSize::of_any(u32::MAX), ..ListBatches::default() };
    let (all, newest) = (ground.batches(caller), ground.desk.run(caller, newest).unwrap());
    assert_eq!(newest.all, all.len());
    assert!(newest.batches.iter().rev().eq(&all));
    all
}

fn withdraw(ground: &Ground, caller: &Caller, batch: u32) -> Result<Withdrawal, Error> {
    ground.desk.run(caller, WithdrawBatch { batch: Number::new(batch).unwrap() })
}

const LOANS: &str = "lender,loan_id,borrower,start,due,principal,security\n";

#[test]
fn a_bank_sends_its_own_loans_and_no_others() {
    let ground = Ground::with(true);
    let bank = ground.user("bank", Role::Bank, BANKS[0]);
    let loan = |lender: &str, id: &str| format!("{lender},{id},{},2021-05-01,2022-05-01,100,unsecured\n", PARTIES[0]);
    assert_eq!(faults(&ground, &bank, Kind::Loans, &format!("{LOANS}{}", loan(BANKS[0], "new"))), []);
    let foreign = format!("{LOANS}{}{}", loan(BANKS[0], "new-2"), loan(BANKS[1], "new"));
    assert_eq!(faults(&ground, &bank, Kind::Loans, &foreign), [Code::NotYours]);
    let events = format!("lender,loan_id,date,kind,amount\n{},000000101,2021-06-01,repay,1\n", BANKS[1]);
    assert!(faults(&ground, &bank, Kind::LoanEvents, &events).contains(&Code::NotYours));
    // With good rows alone the own ones come in.
    let files = [(Kind::Loans, "loans.csv", foreign)];
    let good = SendBooks { good_rows: true, ..SendBooks::default() };
    let kept = reading(&files, |files| ground.desk.run_files(&bank, good, Some(files))).unwrap();
    assert_eq!((kept.import.refused_rows, kept.files[0].as_ref().unwrap().new), (1, 1));
    assert_eq!(kept.import.refused[0].code, Code::NotYours);
    for kind in Kind::ALL {
        let may = matches!(
            kind,
            Kind::Parties
                | Kind::Loans
                | Kind::LoanEvents
                | Kind::LoanBalances
                | Kind::LoanClasses
                | Kind::CreditLines
                | Kind::Claims
        );
        let sent = ground.send(&bank, &[(*kind, "x.csv", String::new())]);
        assert_eq!(matches!(sent, Err(Error::NotYours { kind: told }) if told == *kind), !may, "{kind}");
    }
}

#[test]
fn nobody_corrects_what_another_sent() {
    let ground = Ground::with(true);
    let [one, two] = [0, 1].map(|at| ground.user(&format!("bank-{at}"), Role::Bank, BANKS[at]));
    let parties = "party_id,name,kind,town\n";
    let new = "91330211MA2AA2AA21";
    let code = (b'0'..=b'9').chain(b'A'..=b'Y').map(char::from).map(|check| format!("{}{check}", &new[..17]));
    let id = code.into_iter().find(|id| huigu_facts::is_credit_code(id)).unwrap();
    let row = |name: &str, town: &str| format!("{parties}{id},{name},enterprise,{town}\n");
    assert_eq!(faults(&ground, &one, Kind::Parties, &row("甲公司", "骆驼街道")), [], "a borrower nobody knew");
    assert_eq!(faults(&ground, &two, Kind::Parties, &row("甲公司", "骆驼街道")), [], "the same again is no correction");
    let theirs = faults(&ground, &two, Kind::Parties, &row("甲公司", "庄市街道"));
    assert_eq!(theirs, [Code::NotYoursToReplace]);
    assert_eq!(faults(&ground, &one, Kind::Parties, &row("甲公司", "庄市街道")), [], "its own it may correct");
    assert_eq!(faults(&ground, &operator(), Kind::Parties, &row("甲公司", "贵驷街道")), [], "and the district all");
    assert_eq!(
        faults(&ground, &one, Kind::Parties, &row("甲公司", "庄市街道")),
        [Code::NotYoursToReplace],
        "which then stands"
    );
    // What another said is not told.
    let kept = ground.send(&two, &[(Kind::Parties, "p.csv", row("甲公司", "庄市街道"))]).unwrap();
    let told = format!("{:?}", kept.import.issues);
    assert!(told.contains("庄市街道") && !told.contains("贵驷街道"), "{told}");
}

#[test]
fn each_sees_and_withdraws_its_own_batches() {
    let ground = Ground::with(true);
    let bank = ground.user("bank", Role::Bank, BANKS[0]);
    let colleague = ground.user("colleague", Role::Bank, BANKS[0]);
    let guarantor = ground.user("guarantor", Role::Guarantor, GUARANTORS[0]);
    let claim = format!("measure,year,beneficiary,amount\nstartup-loan-subsidy,2021,{},1.00\n", BANKS[0]);
    assert_eq!(faults(&ground, &bank, Kind::Claims, &claim), []);
    let own = batches(&ground, &colleague);
    assert_eq!(own.len(), 1, "of the organisation, not of the person");
    assert_eq!((own[0].login.as_str(), own[0].organisation.as_deref()), ("bank", Some(BANKS[0])));
    assert!(batches(&ground, &guarantor).is_empty());
    let number = own[0].batch.batch;
    let foreign = withdraw(&ground, &guarantor, number);
    assert!(matches!(foreign, Err(Error::NotThere { .. })));
    withdraw(&ground, &colleague, number).unwrap();
    assert_eq!(batches(&ground, &bank).len(), 2, "the withdrawal is a batch too");
    let institutions = ground.desk.run(&bank, ListInstitutions {}).unwrap().institutions;
    assert_eq!(institutions.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), [BANKS[0]]);
    assert_eq!((institutions[0].items, institutions[0].batches), (11, 2));
    assert!(institutions[0].last_day.is_some() && institutions[0].last_sent.is_some());
    let all = ground.desk.run(&operator(), ListInstitutions {}).unwrap().institutions;
    // What nobody reported to have ended ends when it is due: that is no news of anybody's.
    let last = all.iter().max_by_key(|one| one.last_day).unwrap();
    assert!(last.last_day <= Day::from_ymd(2022, 12, 31), "{last:?}");
    assert!(all.len() > 20, "all of the district to its staff");
}

#[test]
fn who_sends_under_an_organisation_s_id_sends_for_it() {
    let ground = Ground::with(true);
    let bank = ground.user("bank", Role::Bank, BANKS[0]);
    let claim = |amount| {
        let text = format!("measure,year,beneficiary,amount\nstartup-loan-subsidy,2021,{},{amount}.00\n", BANKS[0]);
        (Kind::Claims, "claims.csv", text)
    };
    ground.send(&Caller::operator(BANKS[0]), &[claim(1)]).unwrap();
    ground.send(&Caller::operator("somebody"), &[claim(2)]).unwrap();
    let own = batches(&ground, &bank);
    assert_eq!(own.iter().map(|one| one.login.as_str()).collect::<Vec<_>>(), [BANKS[0]]);
    withdraw(&ground, &Caller::operator(BANKS[0]), own[0].batch.batch).unwrap();
    assert_eq!(batches(&ground, &bank).len(), 2, "so does who withdraws");
}

#[test]
fn a_login_is_no_organisation() {
    let ground = Ground::with(true);
    let centre = ground.user(BANKS[0], Role::Centre, "");
    let bank = ground.user("bank", Role::Bank, BANKS[0]);
    let office = ground.user("office", Role::Unit, "science-bureau");
    let claim = format!("measure,year,beneficiary,amount\nstartup-loan-subsidy,2021,{},1.00\n", BANKS[0]);
    assert_eq!(faults(&ground, &centre, Kind::Claims, &claim), []);
    let last = ground.desk.last_batch().unwrap().0;
    let all = batches(&ground, &centre);
    let sent = all.last().unwrap();
    assert_eq!((sent.batch.batch, sent.login.as_str()), (last, BANKS[0]));
    assert_eq!(sent.organisation.as_deref(), Some("finance-centre"), "what the account stands for");
    for caller in [&bank, &office] {
        assert!(batches(&ground, caller).is_empty(), "{caller:?}");
        let batch = Number::new(last).unwrap();
        assert!(matches!(ground.desk.run(caller, ShowBatch { batch }), Err(Error::NotThere { .. })), "{caller:?}");
        assert!(matches!(withdraw(&ground, caller, last), Err(Error::NotThere { .. })), "{caller:?}");
    }
    ground.is_sound("after it");
}

#[test]
fn a_sender_is_told_nothing_of_others_rows() {
    let ground = Ground::with(true);
    let bank = ground.user("bank", Role::Bank, BANKS[0]);
    let loan = format!("{LOANS}{},new,{},2021-05-01,2022-05-01,100,unsecured\n", BANKS[0], PARTIES[0]);
    let kept = ground.send(&bank, &[(Kind::Loans, "loans.csv", loan.clone())]).unwrap();
    let told = format!("{:?} {:?}", kept.import.issues, kept.import.counts);
    assert!(!told.contains(BANKS[1]) && kept.import.issues.len() < 10, "{told}");
    let by_district = ground.send(&operator(), &[(Kind::Loans, "loans.csv", loan)]).unwrap();
    assert!(by_district.import.issues.len() > kept.import.issues.len(), "the district is told all findings");
}
