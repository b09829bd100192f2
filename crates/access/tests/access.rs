//! Who is let in, as a table a civil servant can read: role, what the account
//! belongs to, what is still to be set, token; and the part of the register
//! that the permit names.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

use huigu_access::{
    Affiliation, Caller, Pending, Reach, Refused, Rights, Role, Roles, Scope, TokenAccess, TokenScope, home, role,
};
use huigu_store::{Affiliation as KeptAffiliation, Instant, User};

/// Open to the Centre for the district, to institutions for their own.
static BOOKS: Rights = Rights {
    code: "books",
    roles: Roles::NOBODY.district(&[Role::Centre, Role::Operator]).own(&[
        Role::Unit,
        Role::Bank,
        Role::Guarantor,
        Role::Enterprise,
        Role::Administrator,
    ]),
    token: TokenAccess::Of(TokenScope::Books),
};
/// Open to everybody.
static PLAN: Rights = Rights { code: "plan", roles: Roles::EVERYBODY, token: TokenAccess::Any };
/// One's own account.
static PASSWORD: Rights =
    Rights { code: "password", roles: Roles::ACCOUNTS.for_enrolment(), token: TokenAccess::Never };
static TOKENS: Rights = Rights { code: "tokens", roles: Roles::ACCOUNTS, token: TokenAccess::Never };

fn user(role: &str, home: KeptAffiliation) -> User {
    User {
        number: 7,
        login: "zhang".to_owned(),
        name: "张三".to_owned(),
        role: role.to_owned(),
        home,
        password: String::new(),
        given_until: None,
        created: Instant(0),
        disabled: None,
        second_factor: true,
    }
}

fn organisation(id: &str) -> KeptAffiliation {
    KeptAffiliation::Organisation(id.to_owned())
}

fn party(id: &str) -> KeptAffiliation {
    KeptAffiliation::Party(id.to_owned())
}

fn of(role: &str, home: KeptAffiliation) -> Caller {
    Caller::of_user(&user(role, home), None, false).unwrap()
}

#[test]
fn each_role_reaches_its_own_and_no_more() {
    let own = |id: &str| id.to_owned();
    for (role, home, scope) in [
        ("centre", organisation("centre"), Some(Scope::District)),
        ("centre", KeptAffiliation::Nothing, Some(Scope::District)),
        ("bank", organisation("bank-a"), Some(Scope::Lender(own("bank-a")))),
        ("bank", party("p-1"), None),
        ("bank", KeptAffiliation::Nothing, None),
        ("guarantor", organisation("g-1"), Some(Scope::Guarantor(own("g-1")))),
        ("guarantor", party("p-1"), None),
        ("enterprise", party("p-1"), Some(Scope::Party(own("p-1")))),
        ("enterprise", organisation("bank-a"), None),
        ("unit", organisation("town"), Some(Scope::Unit(own("town")))),
        ("unit", KeptAffiliation::Nothing, Some(Scope::Unit(String::new()))),
        ("unit", party("p-1"), None),
        ("administrator", KeptAffiliation::Nothing, Some(Scope::Unit(String::new()))),
        ("finance", organisation("finance"), None),
        ("auditor", KeptAffiliation::Nothing, None),
    ] {
        let caller = of(role, home.clone());
        let permit = caller.permit(&BOOKS);
        let refused = Refused::NotAllowed { role: Role::of(role).unwrap() };
        assert_eq!(
            permit.as_ref().map(|permit| permit.scope().clone()),
            scope.clone().ok_or(&refused),
            "{role} {home:?}"
        );
        assert_eq!(caller.may(&BOOKS), scope.is_some(), "{role} {home:?}");
        if let Ok(permit) = permit {
            assert_eq!((permit.use_case(), permit.role().code(), permit.who()), ("books", role, caller.who().as_str()));
        }
        assert_eq!(caller.permit(&PLAN).unwrap().scope(), &Scope::Public, "{role}: what is public");
    }
    assert_eq!(Caller::public().permit(&BOOKS), Err(Refused::SignIn));
    assert_eq!(Caller::public().permit(&PLAN).unwrap().who(), "public");
    assert_eq!(Caller::operator("root").permit(&BOOKS).unwrap().scope(), &Scope::District);
}

#[test]
fn what_is_still_to_be_set_comes_first() {
    let with = |role: &str, given: bool, factor: bool, demo: bool| {
        let user = User {
            given_until: given.then_some(Instant(9)),
            second_factor: factor,
            ..user(role, organisation("bank-a"))
        };
        Caller::of_user(&user, Some(3), demo).unwrap()
    };
    for (role, given, factor, demo, pending) in [
        ("centre", false, true, false, None),
        ("centre", false, false, false, Some(Pending::SecondFactor)),
        ("centre", false, false, true, None),
        ("centre", true, false, false, Some(Pending::NewPassword)),
        ("centre", true, true, true, Some(Pending::NewPassword)),
        ("bank", false, false, false, None),
        ("bank", true, false, false, Some(Pending::NewPassword)),
    ] {
        let caller = with(role, given, factor, demo);
        assert_eq!(caller.pending(), pending, "{role} {given} {factor} {demo}");
        let refused = pending.map(|pending| Refused::FinishFirst { pending });
        for rights in [&BOOKS, &TOKENS] {
            assert_eq!(caller.permit(rights).err(), refused, "{role}: {}", rights.code);
        }
        assert!(caller.may(&PASSWORD) && caller.may(&PLAN), "{role}: what it takes to set it, and what is public");
    }
}

#[test]
fn a_token_opens_what_it_was_made_for() {
    let bank = user("bank", organisation("bank-a"));
    for (scopes, books, plan) in [
        (vec![TokenScope::Books], None, None),
        (vec![TokenScope::Figures, TokenScope::Parties], Some(Refused::TokenLacks), None),
        (vec![TokenScope::Parties, TokenScope::Books], None, None),
        (Vec::new(), Some(Refused::TokenLacks), None),
    ] {
        let caller = Caller::of_token(&bank, scopes.clone()).unwrap();
        assert_eq!((caller.permit(&BOOKS).err(), caller.permit(&PLAN).err()), (books, plan), "{scopes:?}");
        assert_eq!(caller.permit(&PASSWORD).err(), Some(Refused::TokenLacks), "{scopes:?}: for persons");
        assert!(caller.is_by_token() && !caller.is_signed_in());
    }
    // A token of somebody with a password still to set, which it does not need.
    let given = User { given_until: Some(Instant(9)), ..bank };
    assert_eq!(Caller::of_token(&given, Vec::new()).unwrap().pending(), None);
}

#[test]
fn a_caller_says_who_it_is() {
    let session = Caller::of_user(&user("bank", organisation("bank-a")), Some(3), false).unwrap();
    assert_eq!((session.login(), session.name(), session.role()), ("zhang", "张三", Role::Bank));
    assert_eq!((session.account(), session.session(), session.who().as_str()), (Some(7), Some(3), "zhang@bank-a"));
    assert_eq!(session.home(), Some(&Affiliation::Organisation("bank-a".to_owned())));
    assert_eq!(session.home().map(Affiliation::id), Some("bank-a"));
    assert!(session.is_signed_in() && !session.is_by_token());
    assert_eq!(format!("{session:?}"), "Caller(zhang@bank-a, bank)", "without the person's name");
    for nobody in [Caller::public(), Caller::operator("root")] {
        assert!(!nobody.is_signed_in() && !nobody.is_by_token(), "{nobody:?}");
        assert_eq!((nobody.account(), nobody.session(), nobody.home()), (None, None, None), "{nobody:?}");
    }
    assert_eq!((Caller::public().login(), Caller::operator("root").who().as_str()), ("", "root"));
    let party = user("enterprise", party("p-1"));
    assert_eq!(
        (home(&party), home(&user("unit", KeptAffiliation::Nothing))),
        (Some(Affiliation::Party("p-1".to_owned())), None)
    );
    for word in ["public", "operator", "nobody", ""] {
        assert!(role(&user(word, KeptAffiliation::Nothing)).is_err(), "{word}: no role of users");
    }
}

#[test]
fn rights_are_a_row_of_the_table() {
    let reach = |rights: &Rights, role| rights.roles.reach(role);
    assert_eq!(reach(&BOOKS, Role::Centre), Some(Reach::District));
    assert_eq!(reach(&BOOKS, Role::Bank), Some(Reach::Own));
    assert_eq!(reach(&BOOKS, Role::Public), None);
    let row = std::array::from_fn(|at| (at == Role::Auditor as usize).then_some(Reach::Public));
    for one in Role::ALL {
        assert_eq!(reach(&PLAN, one), Some(Reach::Public), "{one:?}");
        let own = (!matches!(one, Role::Public | Role::Operator)).then_some(Reach::Own);
        assert_eq!(reach(&TOKENS, one), own, "{one:?}: who has an account");
        assert_eq!(Roles::row(row).reach(one), (one == Role::Auditor).then_some(Reach::Public), "{one:?}");
    }
    assert!(PASSWORD.roles.are_for_enrolment() && !TOKENS.roles.are_for_enrolment());
    let staff = ["centre", "finance", "peoples-bank", "unit", "auditor", "administrator"];
    assert!(Role::ALL.iter().all(|role| role.is_staff() == staff.contains(&role.code())));
    assert_eq!(Role::of_users().count(), Role::ALL.len() - 2);
}

#[test]
fn each_refusal_has_its_class() {
    use huigu_access::AccountError::{Busy, Cipher, PasswordCommon, ShownOnce, TooManyTries, WrongSignIn};
    use huigu_store::ErrorClass;
    for (error, class) in [
        (TooManyTries { seconds: 3 }, ErrorClass::TooMany),
        (Busy, ErrorClass::TooMany),
        (ShownOnce, ErrorClass::KeyReused),
        (Cipher { why: String::new() }, ErrorClass::Broken),
        (PasswordCommon, ErrorClass::Invalid),
        (WrongSignIn, ErrorClass::Invalid),
    ] {
        assert_eq!(error.class(), class, "{error:?}");
    }
    for (refused, class) in [
        (Refused::SignIn, ErrorClass::SignIn),
        (Refused::FinishFirst { pending: Pending::NewPassword }, ErrorClass::FinishFirst),
        (Refused::NotAllowed { role: Role::Bank }, ErrorClass::NotAllowed),
        (Refused::TokenLacks, ErrorClass::TokenLacks),
    ] {
        assert_eq!(refused.class(), class, "{refused:?}");
    }
    let [zh, en] = [huigu_quantity::Lang::Zh, huigu_quantity::Lang::En];
    for pending in [Pending::NewPassword, Pending::SecondFactor] {
        let told = Refused::FinishFirst { pending };
        assert_ne!(zh.say(&told), en.say(&told));
    }
}
