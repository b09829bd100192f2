//! Every operation of the list by every role, about its own and about
//! another's, by the samples each gives of itself.

use huigu_desk::{
    Caller, Error, OPERATIONS, OperationEntry, OperationKind, Reach, Refused, Role, RunOutcome, Sampling, Scope,
    UseCase, Whose,
};

use crate::ground::{Ground, PASSWORD};
use crate::permission::{everybody, foreign};

#[test]
fn each_role_reaches_with_each_operation_what_the_table_says() {
    let ground = Ground::with(true);
    ground.user("somebody", Role::Auditor, "");
    ground.approve(2021, "同意").unwrap();
    let callers = everybody(&ground);
    // A town knows who sits in it; an office asks about the clauses it answers for, and about what it supplies.
    let office = ground.user("office", Role::Unit, "science-bureau");
    let supplier = ground.user("supplier", Role::Unit, "court");
    let mut count = 0;
    for caller in &callers {
        for entry in OPERATIONS {
            let caller = match (caller.role(), entry.use_case) {
                (Role::Unit, UseCase::Explain) => &office,
                (Role::Unit, UseCase::Records) => &supplier,
                _ => caller,
            };
            for whose in [Whose::Own, Whose::Foreign] {
                count += 1;
                one(&ground, caller, entry, whose, count);
            }
        }
    }
    ground.is_sound("after all of it");
}

/// How somebody is turned away whom the table does not let in.
pub fn refusal(role: Role) -> Refused {
    match role {
        Role::Public => Refused::SignIn,
        role => Refused::NotAllowed { role },
    }
}

fn one(ground: &Ground, caller: &Caller, entry: &OperationEntry, whose: Whose, count: u32) {
    let role = caller.role();
    let reaches = entry.use_case.reach(role);
    // To who reaches the whole district, and to the public, nothing is another's.
    let whose = if reaches == Some(Reach::Own) { whose } else { Whose::Own };
    let what = format!("{} by {} about {whose:?}", entry.name, role.code());
    let sample = (entry.sample)(&Sampling { desk: &ground.desk, caller, password: PASSWORD, whose, count });
    let before = ground.last_row();
    let ran = sample.ask(entry, &ground.desk, caller, None);
    let code = entry.use_case.code();
    let results: Vec<String> =
        ground.audit(before).into_iter().filter(|(_, is, _)| is == code).map(|(.., result)| result).collect();
    assert_eq!(caller.may(entry.use_case), reaches.is_some(), "{what}");
    if reaches.is_none() {
        let Err(Error::Refused(why)) = ran else { panic!("{what}: was let in") };
        assert_eq!(why, refusal(role), "{what}");
        assert!(results.is_empty(), "{what}: nothing was begun");
        return;
    }
    let told = match ran {
        Ok(RunOutcome::Done(done)) => String::from_utf8_lossy(&done.body).into_owned(),
        // What is another's is as if it were not there, and its rows nobody else's to send.
        Err(Error::NotThere { .. } | Error::BooksFaulty(_)) if whose == Whose::Foreign => {
            assert!(!results.contains(&"done".to_owned()), "{what}: {results:?}");
            return;
        }
        Ok(RunOutcome::Replayed(_)) => panic!("{what}: replayed"),
        Err(error) => panic!("{what}: {error:?}"),
    };
    let hidden = if reaches == Some(Reach::District) { Vec::new() } else { foreign(role) };
    for id in hidden {
        assert!(!told.contains(id), "{what}: {id} in {told}");
    }
    let own_data = matches!(caller.permit(entry.use_case).unwrap().scope(), Scope::Party(_));
    let expected: &[&str] = match entry.kind {
        OperationKind::Act => &["", "done"],
        OperationKind::LookAtPerson if !own_data => &["", "done"],
        OperationKind::LookAtPerson | OperationKind::Look => &[],
    };
    assert_eq!(results, expected, "{what}");
}
