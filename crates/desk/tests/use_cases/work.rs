//! What a question costs does not grow with the years: asked of a register
//! with 100,000 rows of audit and 10,000 batches it takes the same statements,
//! and hardly more steps, as of one with a few hundred.

use huigu_desk::Whose::Own;
use huigu_desk::{
    AccountError, BatchNumber, Caller, Continuation, Error, ListBatches, ListInstitutions, OPERATIONS, Operation,
    OperationEntry, PageSize, Role, Sampling, SettleYear, UseCase,
};

use crate::ask::{Whose, ask};
use crate::ground::{BANKS, Ground, PARTIES, PASSWORD, operator, party, settle};
use crate::grown::{BATCHES, grow};

/// Statements, rows and steps of some work, and how many connections it opened.
fn measured(ground: &Ground, work: impl FnOnce() -> Result<(), Error>) -> [u64; 4] {
    let before = ground.desk.work();
    match work() {
        // Of a role that has none, or that none can be made for.
        Err(Error::Account(AccountError::TokenTerms { .. }) | Error::NotThere { .. }) => {}
        done => done.unwrap(),
    }
    let (after, opened) = ground.desk.work();
    let work = after - before.0;
    [work.statements, work.rows, work.steps, opened - before.1]
}

/// The same, once everything it needs is known.
fn cost(ground: &Ground, mut work: impl FnMut() -> Result<(), Error>) -> [u64; 4] {
    measured(ground, &mut work);
    measured(ground, work)
}

/// The same of an operation, by its own samples.
fn cost_of(ground: &Ground, caller: &Caller, entry: &OperationEntry, count: u32) -> [u64; 4] {
    let once = |count| {
        let sample = Sampling { desk: &ground.desk, caller, password: PASSWORD, whose: Own, count };
        let sample = (entry.sample)(&sample);
        measured(ground, || sample.ask(entry, &ground.desk, caller, None).map(drop))
    };
    once(count);
    once(count + 1)
}

/// Steps that a register of ten years may take beyond a small one: the depth
/// of its trees, and where a book is kept, what its batches brought added up.
fn allowed(use_case: Option<UseCase>) -> u64 {
    if use_case == Some(UseCase::SendBooks) { 20 * BATCHES } else { 10_000 }
}

fn same(what: &str, allowed: u64, small: [u64; 4], grown: [u64; 4]) {
    assert_eq!([small[0], small[3]], [grown[0], grown[3]], "{what}: statements and connections");
    // A part of the audit is 500 rows, which a small one has not.
    assert!(grown[1] <= small[1] + 500, "{what}: rows, {small:?} and then {grown:?}");
    assert!(grown[2] <= small[2] * 2 + allowed, "{what}: steps, {small:?} and then {grown:?}");
}

/// What reads all of the audit or of the batches, as that is what is asked.
fn reads_all(use_case: UseCase) -> bool {
    matches!(use_case, UseCase::VerifyAudit | UseCase::Backup | UseCase::Check | UseCase::Batches | UseCase::Withdraw)
}

#[test]
fn no_question_costs_more_on_a_register_of_ten_years() {
    let [small, grown] = [Ground::with(true), Ground::with(true)];
    let callers = [&small, &grown].map(|ground| {
        let asked = [
            ground.user("bank", Role::Bank, BANKS[0]),
            ground.user("centre", Role::Centre, ""),
            ground.user("keeper", Role::Administrator, ""),
        ];
        ground.user("somebody", Role::Auditor, "");
        ground.approve(2021, "").unwrap();
        asked
    });
    grow(&grown.folder.path().join("register").join("register.sqlite3"), BANKS);
    let limit = PageSize::new(50).unwrap();
    let newest = || ListBatches { newest: Some(1), limit, cursor: None };
    let after = || ListBatches { newest: None, limit, cursor: Some(Continuation::after(&ListBatches::HTTP, "5")) };
    let mut count = 0;
    for (one, other) in callers[0].iter().zip(&callers[1]) {
        let by_sample = |use_case: &UseCase| OPERATIONS.iter().any(|entry| entry.use_case == *use_case);
        let asked = |use_case: &UseCase| !by_sample(use_case) && !reads_all(*use_case) && one.may(*use_case);
        for use_case in UseCase::ALL.into_iter().filter(asked) {
            let [one, other] = [(&small, one), (&grown, other)].map(|(ground, caller): (&Ground, &Caller)| {
                let mut count = 0;
                cost(ground, || {
                    count += 1;
                    ask(ground, caller, use_case, Whose::Own, count).map(drop)
                })
            });
            same(use_case.code(), allowed(Some(use_case)), one, other);
        }
        for entry in OPERATIONS.iter().filter(|entry| !reads_all(entry.use_case) && one.may(entry.use_case)) {
            count += 2;
            let [one, other] =
                [(&small, one), (&grown, other)].map(|(ground, caller)| cost_of(ground, caller, entry, count));
            same(entry.name, allowed(Some(entry.use_case)), one, other);
        }
        if !one.may(UseCase::Batches) {
            continue;
        }
        let lists = [(&small, one), (&grown, other)].map(|(ground, caller)| {
            let desk = &ground.desk;
            [
                cost(ground, || desk.run(caller, newest()).map(drop)),
                cost(ground, || desk.run(caller, after()).map(drop)),
                cost(ground, || desk.run(caller, ListInstitutions {}).map(drop)),
            ]
        });
        for (at, (one, other)) in lists[0].into_iter().zip(lists[1]).enumerate() {
            same(&format!("list {at}"), allowed(None), one, other);
        }
    }
}

#[test]
fn what_is_not_there_costs_no_connection() {
    let ground = Ground::with(true);
    let public = Caller::public();
    let asked = || {
        let notice = huigu_desk::Number::new(999_999).unwrap();
        ground.desk.run(&public, huigu_desk::ShowNotice { notice }).map(drop)
    };
    assert!(asked().is_err());
    let (_, opened) = ground.desk.work();
    for _ in 0..5 {
        assert!(matches!(asked(), Err(Error::Store(huigu_desk::StoreError::NoSuchNotice { .. }))));
    }
    assert_eq!(ground.desk.work().1, opened);
    assert!(ground.ask(&operator(), party(PARTIES[0])).is_ok());
    assert_eq!(ground.desk.work().1, opened);
}

#[test]
fn the_public_is_told_to_sign_in_for_what_was_known_before() {
    let ground = Ground::with(true);
    let at = Some(huigu_desk::AsKnownAt::Batch(BatchNumber(2)));
    let before = ground.desk.work().0;
    let refused = ground.ask(&Caller::public(), SettleYear { as_known_at: at, ..settle(2021) }).map(drop);
    assert!(matches!(&refused, Err(Error::Refused(huigu_desk::Refused::SignIn))), "{refused:?}");
    assert_eq!(ground.desk.work().0, before, "and nothing is read for it");
    assert!(ground.ask(&Caller::public(), settle(2021)).is_ok());
}
