//! Every use case by every role, about its own and about another's: generated
//! from the lists, without an exception.

use std::fs;
use std::path::Path;

use huigu_desk::{Caller, Error, OPERATIONS, Reach, Role, UseCase};

use crate::ask::{Whose, ask};
use crate::ground::{BANKS, GUARANTORS, Ground, PARTIES, PASSWORD, TOWNS, operator};
use crate::operations::refusal;

/// Somebody of each role, with a session to spare.
pub fn everybody(ground: &Ground) -> Vec<Caller> {
    Role::ALL
        .into_iter()
        .map(|role| match role {
            Role::Public => Caller::public(),
            Role::Operator => operator(),
            _ => {
                let home = match role {
                    Role::Bank => BANKS[0],
                    Role::Guarantor => GUARANTORS[0],
                    Role::Enterprise => PARTIES[0],
                    Role::Unit => TOWNS[0],
                    Role::Centre => "dept-finance-centre",
                    _ => "dept-finance",
                };
                let caller = ground.user(role.code(), role, home);
                ground.held(role.code(), PASSWORD);
                caller
            }
        })
        .collect()
}

/// Use cases that change something, or look at somebody's credit data.
fn is_written_down(use_case: UseCase) -> bool {
    use_case == UseCase::SendBooks
}

/// Whether a foreign question of a use case names something of another's.
fn names_another(use_case: UseCase) -> bool {
    matches!(use_case, UseCase::Trace | UseCase::Party | UseCase::Unmask)
}

/// What belongs to others than the caller, and must not be told to it.
pub fn foreign(role: Role) -> Vec<&'static str> {
    match role {
        Role::Bank => vec![BANKS[1], GUARANTORS[1], PARTIES[1]],
        Role::Guarantor => vec![GUARANTORS[1], PARTIES[1]],
        Role::Enterprise => vec![PARTIES[1]],
        Role::Unit => vec![GUARANTORS[1], BANKS[1], PARTIES[1]],
        Role::Public | Role::Administrator => [BANKS, GUARANTORS, PARTIES].concat(),
        _ => Vec::new(),
    }
}

#[test]
fn the_table_is_what_the_counter_does() {
    let ground = Ground::with(true);
    ground.user("somebody", Role::Auditor, "");
    ground.approve(2021, "同意").unwrap();
    let callers = everybody(&ground);
    let mut count = 0;
    for caller in &callers {
        let by_sample = |use_case: &UseCase| OPERATIONS.iter().any(|entry| entry.use_case == *use_case);
        for use_case in UseCase::ALL.into_iter().filter(|use_case| !by_sample(use_case)) {
            for whose in [Whose::Own, Whose::Foreign] {
                count += 1;
                one(&ground, caller, use_case, whose, count);
            }
        }
    }
    ground.is_sound("after all of it");
}

fn one(ground: &Ground, caller: &Caller, use_case: UseCase, whose: Whose, count: u32) {
    let role = caller.role();
    let what = format!("{} by {} about {whose:?}", use_case.code(), role.code());
    let before = ground.last_row();
    // To who reaches the whole district nothing is another's.
    let bounded = use_case.reach(role) == Some(Reach::Own);
    let whose = if bounded { whose } else { Whose::Own };
    let told = ask(ground, caller, use_case, whose, count);
    let written: Vec<_> = ground.audit(before).into_iter().filter(|(_, code, _)| code == use_case.code()).collect();
    if use_case.reach(role).is_none() {
        let Err(told) = told else { panic!("{what}: {told:?}") };
        assert!(matches!(&told, Error::Refused(why) if *why == refusal(role)), "{what}: {told:?}");
        assert!(written.is_empty(), "{what}: nothing was begun");
        assert!(!caller.may(use_case));
        return;
    }
    assert!(caller.may(use_case), "{what}");
    if bounded && whose == Whose::Foreign && names_another(use_case) {
        let Err(told) = told else { panic!("{what}: {told:?}") };
        assert!(matches!(told, Error::NotThere { .. }), "{what}: as if it were not there: {told:?}");
        assert!(written.is_empty(), "{what}: {written:?}");
        return;
    }
    let told = told.unwrap_or_else(|error| panic!("{what}: {error:?}"));
    let hidden = if use_case.reach(role) == Some(Reach::District) { Vec::new() } else { foreign(role) };
    for id in hidden {
        assert!(!told.contains(id), "{what}: {id} in {told}");
    }
    if is_written_down(use_case) {
        let results: Vec<&str> = written.iter().map(|(.., result)| result.as_str()).collect();
        assert_eq!(results, ["", "done"], "{what}: {written:?}");
    } else {
        assert!(written.is_empty(), "{what}: {written:?}");
    }
}

/// The table as the page of the portal shows it.
fn table() -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let heads = Role::ALL.map(|role| role.code().to_owned());
    let mut text = row([vec!["use case".to_owned()], heads.to_vec()].concat());
    text.push_str(&row(vec!["---".to_owned(); Role::ALL.len() + 1]));
    for use_case in UseCase::ALL {
        let letter = |role| match use_case.reach(role) {
            Some(Reach::District) => "D",
            Some(Reach::Own) => "O",
            Some(Reach::Public) => "P",
            None => "",
        };
        let letters = Role::ALL.map(|role| letter(role).to_owned());
        text.push_str(&row([vec![use_case.code().to_owned()], letters.to_vec()].concat()));
    }
    text
}

#[test]
fn the_page_of_the_portal_has_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/PORTAL.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once("test use_cases page) -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- roles: end -->").unwrap();
    let fresh = format!("{before}test use_cases page) -->\n\n{}\n<!-- roles: end -->{after}", table());
    if std::env::var_os("HUIGU_WRITE_PAGES").is_some() {
        fs::write(&path, fresh).unwrap();
        return;
    }
    assert!(
        page == fresh,
        "docs/PORTAL.md is stale: HUIGU_WRITE_PAGES=1 cargo test -p huigu-desk --test use_cases page"
    );
}
