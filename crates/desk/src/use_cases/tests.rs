//! The table of roles, as the list makes it.

use super::*;

fn reach(role: Role, use_case: UseCase) -> Option<Reach> {
    use_case.reach(role)
}

#[test]
fn the_table_is_in_the_order_of_the_lists() {
    for (at, role) in Role::ALL.into_iter().enumerate() {
        assert_eq!(role as usize, at);
        assert_eq!(Role::of(role.code()), Some(role));
    }
    for (at, use_case) in UseCase::ALL.into_iter().enumerate() {
        assert_eq!(use_case as usize, at);
        assert_eq!(UseCase::of(use_case.code()), Some(use_case));
    }
}

#[test]
fn nobody_reaches_beyond_what_the_portal_promises() {
    for use_case in UseCase::ALL {
        let of = |role| reach(role, use_case);
        for institution in [Role::Unit, Role::Bank, Role::Guarantor, Role::Enterprise] {
            let headline = use_case == UseCase::Targets && institution == Role::Unit;
            assert!(headline || of(institution) != Some(Reach::District), "{use_case:?} of {institution:?}");
        }
        assert!(matches!(of(Role::Public), None | Some(Reach::Public)), "{use_case:?}: the public sees what is public");
        assert!(
            of(Role::Operator).is_some()
                || use_case.rights().roles.are_for_enrolment()
                || of(Role::Centre) == Some(Reach::Own),
            "{use_case:?}: who runs the program can do all but have an account"
        );
    }
    let changes = [
        UseCase::AttachText,
        UseCase::SendBooks,
        UseCase::Withdraw,
        UseCase::Approve,
        UseCase::KeepScenario,
        UseCase::PublishNotice,
        UseCase::WithdrawNotice,
        UseCase::AddUser,
        UseCase::DisableUser,
        UseCase::ResetUser,
    ];
    for change in changes {
        assert_eq!(reach(Role::Auditor, change), None, "an auditor changes nothing: {change:?}");
    }
    for books in [UseCase::Explain, UseCase::Batches, UseCase::Party, UseCase::SendBooks, UseCase::Unmask] {
        assert_eq!(reach(Role::Administrator, books), None, "who keeps users sees no books: {books:?}");
    }
}

#[test]
fn operations_of_one_use_case_share_its_rights() {
    for (use_case, said) in SAID {
        assert_eq!(said, use_case.rights(), "{use_case:?}");
    }
}

#[test]
fn every_member_of_an_input_has_a_label_in_both_languages() {
    let is_han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let mut members = 0;
    for entry in OPERATIONS {
        for field in (entry.fields)().all() {
            let [zh, en] = &field.labels;
            assert!(
                is_han(zh) && !is_han(en) && *en != field.name,
                "{}.{}: {:?}",
                entry.name,
                field.name,
                field.labels
            );
            members += 1;
        }
    }
    assert!(members > 60, "the members are read: {members}");
}
