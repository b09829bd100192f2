//! The one table: how far each role reaches with each use case.

use super::{Reach, Role, UseCase};

/// The whole district.
const D: Option<Reach> = Some(Reach::District);
/// The caller's own.
const O: Option<Reach> = Some(Reach::Own);
/// What anybody may see.
const P: Option<Reach> = Some(Reach::Public);
/// Not at all.
const N: Option<Reach> = None;

/// A row of the table: one cell a role, in the order of [`Role::ALL`].
type Line = (UseCase, [Option<Reach>; Role::ALL.len()]);

#[rustfmt::skip]
const TABLE: [Line; UseCase::ALL.len()] = [
    //                         Centre        Unit              Enterprise    Public
    //                         |  Finance    |  Bank           |  Auditor    |  Administrator
    //                         |  |  P.Bank  |  |  Guarantor   |  |          |  |  Operator
    (UseCase::Plan,            [P, P, P,     P, P, P,          P, P,         P, P, P]),
    (UseCase::AttachText,      [D, N, N,     N, N, N,          N, N,         N, N, D]),
    (UseCase::Targets,         [D, D, D,     D, P, P,          P, D,         P, P, D]),
    (UseCase::TargetBreakdown, [D, D, D,     O, O, O,          P, D,         P, P, D]),
    (UseCase::Settlement,      [D, D, D,     O, O, O,          O, D,         P, P, D]),
    (UseCase::AsKnownAt,       [P, P, P,     P, P, P,          P, P,         N, P, P]),
    (UseCase::Explain,         [D, D, D,     O, O, O,          O, D,         N, N, D]),
    (UseCase::Trace,           [D, D, D,     N, O, O,          O, D,         N, N, D]),
    (UseCase::Simulate,        [D, D, D,     N, N, N,          N, D,         N, N, D]),
    (UseCase::Scenarios,       [D, D, D,     N, N, N,          N, D,         N, N, D]),
    (UseCase::KeepScenario,    [D, D, D,     N, N, N,          N, N,         N, N, D]),
    (UseCase::SendBooks,       [D, O, O,     O, O, O,          N, N,         N, N, D]),
    (UseCase::Batches,         [D, D, D,     O, O, O,          N, D,         N, N, D]),
    (UseCase::Withdraw,        [D, O, O,     O, O, O,          N, N,         N, N, D]),
    (UseCase::Approve,         [D, N, N,     N, N, N,          N, N,         N, N, D]),
    (UseCase::Approved,        [D, D, D,     O, O, O,          O, D,         P, P, D]),
    (UseCase::VerifyApproved,  [D, D, N,     N, N, N,          N, D,         N, N, D]),
    (UseCase::Notices,         [D, P, P,     P, P, P,          P, D,         P, P, D]),
    (UseCase::PublishNotice,   [D, N, N,     N, N, N,          N, N,         N, N, D]),
    (UseCase::WithdrawNotice,  [D, N, N,     N, N, N,          N, N,         N, N, D]),
    (UseCase::Parties,         [D, D, D,     O, O, O,          O, D,         N, N, D]),
    (UseCase::Party,           [D, D, D,     O, O, O,          O, D,         N, N, D]),
    (UseCase::Unmask,          [D, D, D,     N, O, O,          O, D,         N, N, D]),
    (UseCase::Audit,           [D, N, N,     N, N, N,          N, D,         N, D, D]),
    (UseCase::VerifyAudit,     [D, N, N,     N, N, N,          N, D,         N, D, D]),
    (UseCase::OwnTrail,        [O, O, O,     O, O, O,          O, O,         N, O, N]),
    (UseCase::Users,           [N, N, N,     N, N, N,          N, D,         N, D, D]),
    (UseCase::AddUser,         [N, N, N,     N, N, N,          N, N,         N, D, D]),
    (UseCase::DisableUser,     [N, N, N,     N, N, N,          N, N,         N, D, D]),
    (UseCase::ResetUser,       [N, N, N,     N, N, N,          N, N,         N, D, D]),
    (UseCase::Profile,         [O, O, O,     O, O, O,          O, O,         N, O, N]),
    (UseCase::ChangePassword,  [O, O, O,     O, O, O,          O, O,         N, O, N]),
    (UseCase::SecondFactor,    [O, O, O,     O, O, O,          O, O,         N, O, N]),
    (UseCase::Sessions,        [O, O, O,     O, O, O,          O, O,         N, O, N]),
    (UseCase::Tokens,          [O, O, O,     O, O, O,          O, O,         N, O, N]),
    (UseCase::Backup,          [N, N, N,     N, N, N,          N, N,         N, D, D]),
    (UseCase::Check,           [D, N, N,     N, N, N,          N, D,         N, D, D]),
];

/// How far a role reaches with a use case; `None`: not at all.
#[must_use]
pub fn reach(role: Role, use_case: UseCase) -> Option<Reach> {
    // Both lists are in the order of their enums; a test holds them to it.
    TABLE[use_case as usize].1[role as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_lists() {
        assert_eq!(TABLE.map(|(use_case, _)| use_case), UseCase::ALL);
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
                assert!(headline || of(institution) != D, "{use_case:?} of {institution:?}");
            }
            assert!(matches!(of(Role::Public), None | P), "{use_case:?}: the public sees what is public");
            assert!(
                of(Role::Operator).is_some() || use_case.is_of_own_account() || of(Role::Centre) == O,
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
            assert_eq!(reach(Role::Auditor, change), N, "an auditor changes nothing: {change:?}");
        }
        for books in [UseCase::Explain, UseCase::Batches, UseCase::Party, UseCase::SendBooks, UseCase::Unmask] {
            assert_eq!(reach(Role::Administrator, books), N, "who keeps users sees no books: {books:?}");
        }
    }
}
