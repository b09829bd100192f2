//! Signing in, coming back, and everything that ends it.

use huigu_desk::{
    AccountError, Caller, EndSession, Error, IngestError, ListTokens, Number, Pending, Refused, Role, ShowProfile,
    SignedIn, TokenMade, TokenScope, UseCase,
};

use huigu_plan::UnitRole;

use crate::ground::{BANKS, Ground, PASSWORD, settle, targets};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The code of a time, by a calculation of the test's own (RFC 6238).
pub fn code(secret: &str, seconds: i64) -> String {
    let bits: String = secret
        .bytes()
        .map(|letter| {
            let place = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|known| *known == letter).unwrap();
            format!("{place:05b}")
        })
        .collect();
    let bytes: Vec<u8> =
        (0..bits.len() / 8).map(|at| u8::from_str_radix(&bits[8 * at..8 * at + 8], 2).unwrap()).collect();
    let totp = totp_rs::Builder::new().with_secret(bytes).build().unwrap();
    totp.generate(seconds as u64).to_string()
}

fn wrong(done: Result<SignedIn, Error>) -> AccountError {
    match done {
        Err(Error::Account(error)) => error,
        other => panic!("{other:?}"),
    }
}

impl Ground {
    pub fn seconds(&self) -> i64 {
        self.now.load(std::sync::atomic::Ordering::SeqCst) / 1_000_000
    }

    /// Gives a caller a second factor; its secret and recovery codes.
    fn enrol(&self, caller: &Caller) -> (String, Vec<String>) {
        let offer = self.begin_factor(caller, PASSWORD).unwrap();
        let secret = offer.secret.reveal().to_owned();
        let codes = self.confirm_factor(caller, &code(&secret, self.seconds())).unwrap();
        (secret, codes.iter().map(|code| code.reveal().to_owned()).collect())
    }

    fn ticket(&self, login: &str) -> String {
        match self.sign_in(login, PASSWORD).unwrap() {
            SignedIn::CodeAwaited { ticket } => ticket.reveal().to_owned(),
            SignedIn::Whole { .. } => panic!("{login} has no second factor"),
        }
    }

    fn with_code(&self, ticket: &str, code: &str) -> Result<SignedIn, Error> {
        self.desk.sign_in_with_code(ticket, code, "192.0.2.7", "Firefox")
    }
}

#[test]
fn a_password_given_out_must_be_changed_within_a_week() {
    let ground = Ground::new();
    let given = ground.add(" Li.Si ", "李四", Role::Bank, BANKS[0]).unwrap();
    let held = ground.held("LI.SI", given.reveal());
    let caller = ground.caller(&held);
    assert_eq!((caller.login(), caller.role(), caller.pending()), ("li.si", Role::Bank, Some(Pending::NewPassword)));
    assert_eq!(caller.who(), "li.si@yuejin-bank");
    let refused = ground.ask(&caller, settle(2021)).unwrap_err();
    assert!(matches!(refused, Error::Refused(Refused::FinishFirst { pending: Pending::NewPassword })));
    assert!(ground.desk.run(&caller, ShowProfile {}).is_ok());
    let change = |present: &str, new: &str| ground.change_password(&caller, present, new);
    assert!(matches!(change("other", PASSWORD), Err(Error::Account(AccountError::WrongPassword))));
    assert!(matches!(change(given.reveal(), "short"), Err(Error::Account(AccountError::PasswordLength { .. }))));
    assert!(matches!(change(given.reveal(), "li.si-li.si-1"), Err(Error::Account(AccountError::PasswordCommon))));
    assert!(matches!(change(given.reveal(), given.reveal()), Err(Error::Account(AccountError::PasswordSame))));
    change(given.reveal(), PASSWORD).unwrap();
    assert_eq!(ground.caller(&held).pending(), None, "a bank may go on without a second factor");
    assert_eq!(wrong(ground.sign_in("li.si", given.reveal())), AccountError::WrongSignIn);
    ground.held("li.si", PASSWORD);

    let late = ground.reset("li.si");
    assert!(ground.desk.session(&held).unwrap().is_none(), "a reset ends what runs");
    ground.pass(7 * DAY + 1);
    assert_eq!(wrong(ground.sign_in("li.si", late.reveal())), AccountError::WrongSignIn);
}

#[test]
fn whoever_has_a_role_of_a_unit_stands_for_it() {
    let ground = Ground::new();
    let home = |login: &str, role, home: &str| {
        let caller = ground.user(login, role, home);
        caller.home().map(|home| home.id().to_owned())
    };
    let plan = huigu_plan::shipped();
    let unit = |role| plan.units().iter().find(|unit| unit.role == Some(role)).map(|unit| unit.id.clone());
    for (role, of_unit) in [
        (Role::Centre, UnitRole::Centre),
        (Role::Finance, UnitRole::Finance),
        (Role::PeoplesBank, UnitRole::PeoplesBank),
    ] {
        assert!(unit(of_unit).is_some());
        assert_eq!(home(role.code(), role, ""), unit(of_unit));
    }
    assert_eq!(home("zhao", Role::Centre, "science-bureau").as_deref(), Some("science-bureau"), "what is named stands");
    assert_eq!(home("sun", Role::Auditor, ""), None);
}

#[test]
fn staff_must_enrol_a_second_factor_but_in_a_demo() {
    let ground = Ground::new();
    for role in Role::of_users() {
        let home = match role {
            Role::Bank => BANKS[0],
            Role::Guarantor => "zhenhai-policy-guarantee",
            Role::Enterprise => crate::ground::PARTIES[0],
            Role::Unit => "science-bureau",
            _ => "",
        };
        let caller = ground.user(role.code(), role, home);
        assert_eq!(caller.pending(), role.is_staff().then_some(Pending::SecondFactor), "{role:?}");
        let demo = ground.other(true);
        let held = ground.held(role.code(), PASSWORD);
        assert_eq!(demo.session(&held).unwrap().unwrap().caller.pending(), None);
    }
    let centre = ground.caller(&ground.held("centre", PASSWORD));
    let refused = ground.ask(&centre, targets()).unwrap_err();
    assert!(matches!(refused, Error::Refused(Refused::FinishFirst { pending: Pending::SecondFactor })));
    assert!(centre.permit(UseCase::Plan).is_ok(), "what is public stays open");
    ground.enrol(&centre);
    let centre = ground.sessions(&centre);
    assert_eq!(centre.len(), 3);
}

#[test]
fn a_code_is_good_once_and_a_recovery_code_too() {
    let ground = Ground::new();
    let caller = ground.user("zhou", Role::Centre, "finance-centre");
    let offer = ground.begin_factor(&caller, "").unwrap();
    let (secret, uri) = (offer.secret.reveal().to_owned(), offer.uri.reveal().to_owned());
    assert_eq!(
        uri,
        format!("otpauth://totp/Huigu:zhou?secret={secret}&issuer=Huigu&algorithm=SHA1&digits=6&period=30")
    );
    let bad = ground.confirm_factor(&caller, "000000").unwrap_err();
    assert!(matches!(bad, Error::Account(AccountError::WrongCode)));
    let first = code(&secret, ground.seconds());
    let codes = ground.confirm_factor(&caller, &first).unwrap();
    assert_eq!(codes.len(), 10);
    assert!(matches!(ground.confirm_factor(&caller, &first), Err(Error::Account(AccountError::NoOffer))));

    let ticket = ground.ticket("zhou");
    assert!(ground.desk.session(&ticket).unwrap().is_none(), "a ticket is no session");
    assert_eq!(wrong(ground.with_code(&ticket, &first)), AccountError::WrongCode, "it was used to enrol");
    ground.pass(30);
    let next = code(&secret, ground.seconds());
    let SignedIn::Whole { session, caller } = ground.with_code(&ticket, &next).unwrap() else { panic!("signed in") };
    assert_eq!((caller.login(), caller.pending()), ("zhou", None));
    assert!(ground.desk.session(session.reveal()).unwrap().is_some());
    assert_eq!(wrong(ground.with_code(&ticket, &next)), AccountError::WrongCode, "the ticket is gone");
    assert_eq!(wrong(ground.with_code(&ground.ticket("zhou"), &next)), AccountError::WrongCode, "and the code");
    ground.pass(30);
    let ticket = ground.ticket("zhou");
    ground.pass(5 * MINUTE);
    let late = code(&secret, ground.seconds());
    assert_eq!(wrong(ground.with_code(&ticket, &late)), AccountError::WrongCode, "the ticket ran out");

    let recovery = codes[3].reveal().to_uppercase();
    assert!(ground.with_code(&ground.ticket("zhou"), &recovery).is_ok());
    assert_eq!(wrong(ground.with_code(&ground.ticket("zhou"), &recovery)), AccountError::WrongCode);
    let caller = ground.caller(session.reveal());
    let profile = ground.desk.run(&caller, ShowProfile {}).unwrap();
    assert_eq!((profile.second_factor, profile.recovery_codes), (true, 9));
    // Another second factor needs the password, and the old one holds meanwhile.
    let bad = ground.begin_factor(&caller, "wrong").unwrap_err();
    assert!(matches!(bad, Error::Account(AccountError::WrongPassword)));
    ground.begin_factor(&caller, PASSWORD).unwrap();
    ground.pass(30);
    assert!(ground.with_code(&ground.ticket("zhou"), &code(&secret, ground.seconds())).is_ok());
}

#[test]
fn an_unknown_login_gets_the_same_answer_and_the_same_record() {
    let ground = Ground::new();
    ground.user("zhou", Role::Auditor, "");
    ground.disable("zhou", true);
    let mut answers = Vec::new();
    for login in ["zhou", "nobody", "correct horse battery staple", ""] {
        let before = ground.last_row();
        answers.push(wrong(ground.sign_in(login, PASSWORD)));
        let rows = ground.audit(before);
        let told: Vec<_> = rows.iter().map(|(_, code, result)| (code.as_str(), result.as_str())).collect();
        assert_eq!(told, [("sign-in", ""), ("sign-in", "refused")], "{login}");
    }
    assert!(answers.iter().all(|answer| *answer == AccountError::WrongSignIn));
    assert!(!String::from_utf8_lossy(&ground.chain()).contains("correct horse"), "what was typed is not written down");
}

#[test]
fn guessing_is_slowed_by_login_and_by_address() {
    let ground = Ground::new();
    ground.user("zhou", Role::Auditor, "");
    let guess = |login: &str, password: &str| match ground.sign_in(login, password) {
        Ok(_) => 0,
        Err(Error::Account(AccountError::WrongSignIn)) => -1,
        Err(Error::Account(AccountError::TooManyTries { seconds })) => i64::try_from(seconds).unwrap(),
        Err(error) => panic!("{error:?}"),
    };
    let guesses: Vec<i64> = (0..5).map(|_| guess("zhou", "wrong")).collect();
    assert_eq!(guesses, [-1; 5]);
    let waits = guess("zhou", PASSWORD);
    assert_eq!(waits, 1, "even the right one waits");
    ground.pass(waits);
    assert_eq!(guess("zhou", "wrong"), -1);
    assert_eq!(guess("zhou", "wrong"), 2, "twice as long");
    assert_eq!(guess("li", "wrong"), -1, "another login goes on, known or not");
    ground.pass(2);
    assert_eq!(guess("zhou", PASSWORD), 0);
    assert_eq!(guess("zhou", "wrong"), -1, "forgotten when it was right");
    // From one address all logins together are slowed in the end.
    let many: Vec<i64> = (0..20).map(|at| guess(&format!("login-{at}"), "wrong")).collect();
    assert_eq!(many.iter().filter(|told| **told == -1).count() + 8, 20, "{many:?}");
    // Codes are guessed no faster than passwords.
    ground.pass(2 * DAY);
    let zhou = ground.caller(&ground.held("zhou", PASSWORD));
    ground.enrol(&zhou);
    let ticket = ground.ticket("zhou");
    let codes: Vec<AccountError> = (0..6).map(|at| wrong(ground.with_code(&ticket, &format!("00000{at}")))).collect();
    assert!(codes[..5].iter().all(|told| *told == AccountError::WrongCode), "{codes:?}");
    assert!(matches!(codes[5], AccountError::TooManyTries { .. }));
    let again = wrong(ground.sign_in("zhou", PASSWORD));
    assert!(matches!(again, AccountError::TooManyTries { .. }), "who knows the password begins no new count");
}

#[test]
fn a_session_ends_idle_after_a_day_s_work_and_when_it_is_told_to() {
    let ground = Ground::new();
    ground.user("zhou", Role::Bank, BANKS[0]);
    let held = ground.held("zhou", PASSWORD);
    for _ in 0..23 {
        ground.pass(29 * MINUTE);
        assert!(ground.desk.session(&held).unwrap().is_some(), "used in time");
    }
    ground.pass(30 * MINUTE);
    assert!(ground.desk.session(&held).unwrap().is_none(), "idle");
    let held = ground.held("zhou", PASSWORD);
    for _ in 0..24 {
        assert!(ground.desk.session(&held).unwrap().is_some());
        ground.pass(29 * MINUTE);
    }
    ground.pass(24 * MINUTE);
    assert!(ground.desk.session(&held).unwrap().is_none(), "twelve hours are enough");

    let [one, two] = [0; 2].map(|_| ground.held("zhou", PASSWORD));
    let caller = ground.caller(&one);
    let shown = ground.sessions(&caller);
    assert_eq!(shown.iter().map(|session| session.is_this).collect::<Vec<_>>(), [true, false]);
    assert_eq!((&*shown[0].agent, &*shown[0].address), ("Firefox", "192.0.2.7"));
    let session = Number::new(shown[1].session).unwrap();
    ground.desk.run(&caller, EndSession { session }).unwrap();
    assert!(ground.desk.session(&two).unwrap().is_none());
    ground.desk.sign_out(&one).unwrap();
    assert!(ground.desk.session(&one).unwrap().is_none());
    ground.desk.sign_out(&one).unwrap();
    let held = ground.held("zhou", PASSWORD);
    ground.disable("zhou", true);
    assert!(ground.desk.session(&held).unwrap().is_none(), "disabled");
}

#[test]
fn what_is_not_quite_a_session_is_none() {
    let ground = Ground::new();
    ground.user("zhou", Role::Bank, BANKS[0]);
    let held = ground.held("zhou", PASSWORD);
    let mut others: Vec<String> = (0..held.len())
        .map(|at| {
            let other = if held.as_bytes()[at] == b'0' { "1" } else { "0" };
            format!("{}{other}{}", &held[..at], &held[at + 1..])
        })
        .collect();
    others.extend(["", "x", "' OR ''='", &held[1..], &format!("{held}0")].map(str::to_owned));
    for other in &others {
        assert!(ground.desk.session(other).unwrap().is_none(), "{other}");
    }
    assert!(ground.desk.session(&held).unwrap().is_some());
    // A form's token is that of its own session.
    let (token, second) = (ground.desk.csrf(&held), ground.held("zhou", PASSWORD));
    assert!(ground.desk.csrf_holds(&held, &token));
    assert!(!ground.desk.csrf_holds(&second, &token) && !ground.desk.csrf_holds(&held, ""));
    assert_ne!(token, held);
}

#[test]
fn a_token_opens_what_it_was_made_for_until_it_ends() {
    let ground = Ground::new();
    let caller = ground.user("zhou", Role::Bank, BANKS[0]);
    let make = |scopes: &[TokenScope], days| ground.make_token(&caller, "核心系统", scopes, days);
    for (scopes, days) in [(&[][..], 30), (&[TokenScope::Books][..], 367)] {
        assert!(matches!(make(scopes, days), Err(Error::Account(AccountError::TokenTerms { most: 366 }))));
    }
    let TokenMade { token, secret } = make(&[TokenScope::Figures], 30).unwrap();
    let by_token = ground.desk.token(secret.reveal()).unwrap().unwrap();
    assert!(by_token.is_by_token() && !by_token.is_signed_in());
    assert_eq!(by_token.who(), "zhou@yuejin-bank");
    for use_case in UseCase::ALL {
        let open = caller.may(use_case) && use_case.token().is_open_to(&[TokenScope::Figures]);
        assert_eq!(by_token.may(use_case), open, "{use_case:?}");
    }
    let refused = by_token.permit(UseCase::SendBooks).unwrap_err();
    assert_eq!(refused, Refused::TokenLacks);
    let told = ground.ask(&by_token, settle(2021)).unwrap();
    assert!(told.measures.iter().flat_map(|one| &one.beneficiaries).all(|one| one.id == BANKS[0]));
    for other in ["", "hgt_", &secret.reveal()[1..], &secret.reveal().replace("hgt_", ""), "hgt_x"] {
        assert!(ground.desk.token(other).unwrap().is_none(), "{other}");
    }
    let tampered = secret.reveal().replace(|c: char| c.is_ascii_digit(), "7");
    assert!(ground.desk.token(&tampered).unwrap().is_none());
    assert!(ground.desk.session(&secret.reveal()[4..]).unwrap().is_none(), "a token is no session");

    ground.revoke_token(&caller, token).unwrap();
    assert!(ground.desk.token(secret.reveal()).unwrap().is_none());
    assert!(matches!(ground.revoke_token(&caller, token), Err(Error::NotThere { .. })));
    let TokenMade { secret, .. } = make(&[TokenScope::Books, TokenScope::Books], 1).unwrap();
    ground.disable("zhou", true);
    assert!(ground.desk.token(secret.reveal()).unwrap().is_none(), "its user is disabled");
    ground.disable("zhou", false);
    assert!(ground.desk.token(secret.reveal()).unwrap().is_some());
    ground.pass(DAY);
    assert!(ground.desk.token(secret.reveal()).unwrap().is_none(), "it has ended");
    let shown = ground.desk.run(&ground.caller(&ground.held("zhou", PASSWORD)), ListTokens {}).unwrap();
    assert_eq!(shown.iter().map(|one| one.holds).collect::<Vec<_>>(), [false, false]);
    assert_eq!(shown[1].opens, [TokenScope::Books]);
    let unit = ground.user("clerk", Role::Auditor, "");
    let homeless = ground.make_token(&unit, "x", &[TokenScope::Figures], 1).unwrap_err();
    assert!(matches!(homeless, Error::Refused(_) | Error::Account(AccountError::TokenTerms { .. })));
}

#[test]
fn a_second_factor_opens_only_under_the_register_s_key() {
    let ground = Ground::new();
    let caller = ground.user("zhou", Role::Centre, "finance-centre");
    let (secret, _) = ground.enrol(&caller);
    ground.pass(30);
    let key = ground.folder.path().join("register/person.key");
    assert!(key.exists(), "the key is made when the first secret is kept");
    let there = std::fs::read_to_string(&key).unwrap();
    std::fs::write(&key, "0".repeat(64)).unwrap();
    let other = ground.other(false);
    let ticket = ground.ticket("zhou");
    let refused = other.sign_in_with_code(&ticket, &code(&secret, ground.seconds()), "", "").unwrap_err();
    assert!(matches!(refused, Error::Ingest(IngestError::KeyOther { .. })), "{refused:?}");
    std::fs::write(&key, there).unwrap();
    assert!(ground.other(false).sign_in_with_code(&ticket, &code(&secret, ground.seconds()), "", "").is_ok());
}
