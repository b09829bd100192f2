//! Users, sessions, tokens: what is kept, and that it is kept with its act.

use huigu_store::chain::Hash;
use huigu_store::{
    Affiliation, Error, IdempotencyKey, Instant, KeptAnswer, KeyState, NewSession, NewToken, NewUser, Opening, Place,
    Proof, Stage, Store,
};

use crate::ground::{Ground, PLAN, Register, START, tick};

const HOUR: i64 = 3_600_000_000;

fn user<'a>(login: &'a str, home: &'a Affiliation) -> NewUser<'a> {
    NewUser { login, name: "张\0三", role: "bank", home, password: "$argon2id$", given_until: Some(Instant(START)) }
}

/// Opens an act and does something with the store in it.
fn act<T>(
    register: &mut Register,
    use_case: &str,
    work: impl FnOnce(&mut Store, &Opening, &dyn Fn() -> Instant) -> T,
) -> T {
    let opening = register.opening(use_case);
    let now = &register.now;
    work(&mut register.store, &opening, &|| tick(now))
}

fn add(register: &mut Register, login: &str, home: &Affiliation) -> Result<u32, Error> {
    act(register, "add-user", |store, opening, clock| store.add_user((opening, ""), &user(login, home), clock))
}

fn begin(register: &mut Register, account: u32, stage: Stage, held: &[u8]) -> u32 {
    let new = NewSession { account, stage, hash: Hash::of(held), agent: "浏览器", address: "::1" };
    act(register, "sign-in", |store, opening, clock| {
        store.begin_session((opening, ""), &new, (&[], Instant(0)), clock).unwrap()
    })
}

/// Something in every table of accounts.
pub fn fill(register: &mut Register) {
    let account = add(register, "one", &Affiliation::Organisation("bank-a".to_owned())).unwrap();
    add(register, "two", &Affiliation::Nothing).unwrap();
    add(register, "three", &Affiliation::Party("p".to_owned())).unwrap();
    factor(register, account, b"first", 10);
    token(register, account, b"token");
    begin(register, account, Stage::Whole, b"session");
    act(register, "keep-scenario", |store, opening, clock| {
        store.keep_scenario((opening, ""), ("宽", 2021, "a.b=1\nc=2"), "one@bank-a", clock).unwrap()
    });
    act(register, "disable-user", |store, opening, clock| {
        let two = store.user("two").unwrap().unwrap().number;
        store.set_disabled((opening, ""), two, true, clock).unwrap();
    });
    register.store.note_failure(&[Hash::of(b"x")], Instant(START)).unwrap();
    let asked = IdempotencyKey { account, key: Hash::of(b"key"), request: Hash::of(b"request") };
    let answer = KeptAnswer { status: 200, location: String::new(), body: Vec::new() };
    register.store.keep_answer(&asked, &answer, Instant(START)).unwrap();
}

fn factor(register: &mut Register, account: u32, secret: &[u8], step: i64) {
    act(register, "second-factor", |store, opening, clock| {
        store.offer_second_factor((opening, ""), account, secret, clock).unwrap();
    });
    let codes = [Hash::of(&[secret, b"1"].concat()), Hash::of(&[secret, b"2"].concat())];
    let done = act(register, "second-factor", |store, opening, clock| {
        store.confirm_second_factor((opening, ""), account, (secret, step), &codes, clock)
    });
    assert_eq!(done, Ok(true));
}

fn token(register: &mut Register, account: u32, held: &[u8]) -> u32 {
    let expires = Instant(START + 1_000 * HOUR);
    let new = NewToken { account, hash: Hash::of(held), name: "系统", home: "bank-a", scopes: "books", expires };
    act(register, "tokens", |store, opening, clock| store.add_token((opening, ""), &new, clock).unwrap())
}

pub fn a_user_is_added_once_and_found(ground: &Ground) -> String {
    let mut register = ground.register();
    let home = Affiliation::Organisation("bank-a".to_owned());
    assert_eq!(add(&mut register, "one", &home), Ok(1));
    assert_eq!(add(&mut register, "one", &Affiliation::Nothing), Err(Error::LoginTaken { login: "one".to_owned() }));
    assert_eq!(add(&mut register, "two", &Affiliation::Party("p".to_owned())), Ok(2));
    let found = register.store.user("one").unwrap().unwrap();
    assert_eq!((found.number, &found.home, found.role.as_str()), (1, &home, "bank"));
    assert_eq!(found.name, "张\u{fffd}三", "without what a database cannot keep");
    assert_eq!(format!("{found:?}"), "User(1)", "a user does not print");
    assert_eq!(register.store.user("ONE"), Ok(None));
    assert_eq!(register.store.user("o' OR '1'='1\0"), Ok(None));
    let all = register.store.users().unwrap();
    let logins: Vec<&str> = all.iter().map(|user| user.login.as_str()).collect();
    assert_eq!(logins, ["one", "two"]);
    // Each addition has its two rows; the one that was refused has none but its opening.
    let verdict = register.store.verify(None).unwrap();
    assert_eq!((verdict.rows, verdict.interrupted), (5, 1));
    register.all()
}

pub fn disabling_and_resetting_end_what_runs(ground: &Ground) -> String {
    let mut register = ground.register();
    let one = add(&mut register, "one", &Affiliation::Nothing).unwrap();
    let other = add(&mut register, "two", &Affiliation::Nothing).unwrap();
    begin(&mut register, one, Stage::Whole, b"1");
    begin(&mut register, other, Stage::Whole, b"2");
    let set = |register: &mut Register, disabled| {
        act(register, "disable-user", |store, opening, clock| {
            store.set_disabled((opening, ""), one, disabled, clock).unwrap();
        });
    };
    set(&mut register, true);
    assert_eq!(register.store.session(Hash::of(b"1")), Ok(None));
    assert!(register.store.user("one").unwrap().unwrap().disabled.is_some());
    assert!(register.store.session(Hash::of(b"2")).unwrap().is_some(), "another's session runs on");
    set(&mut register, false);
    assert_eq!(register.store.user("one").unwrap().unwrap().disabled, None);
    assert_eq!(register.store.session(Hash::of(b"1")), Ok(None), "it does not begin again by itself");
    factor(&mut register, one, b"secret", 1);
    token(&mut register, one, b"t");
    begin(&mut register, one, Stage::Whole, b"3");
    act(&mut register, "reset-user", |store, opening, clock| {
        store.reset_user((opening, ""), one, "$other", Instant(START), clock).unwrap();
    });
    let user = register.store.user("one").unwrap().unwrap();
    assert_eq!((user.password.as_str(), user.given_until), ("$other", Some(Instant(START))));
    assert!(!user.second_factor && register.store.second_factor(one).unwrap().is_none());
    assert_eq!(register.store.recovery_codes_left(one), Ok(0));
    assert_eq!(register.store.session(Hash::of(b"3")), Ok(None));
    assert!(register.store.token(Hash::of(b"t")).unwrap().unwrap().0.revoked.is_some());
    // A password of one's own ends all sessions but the one it was chosen in.
    let [kept, ended] = [b"4", b"5"].map(|held| begin(&mut register, one, Stage::Whole, held));
    act(&mut register, "change-password", |store, opening, clock| {
        store.set_password((opening, ""), one, "$own", Some(kept), clock).unwrap();
    });
    let numbers: Vec<u32> = register.store.sessions(one).unwrap().iter().map(|session| session.number).collect();
    assert_eq!(numbers, [kept], "and not {ended}");
    assert_eq!(register.store.user("one").unwrap().unwrap().given_until, None);
    register.all()
}

pub fn a_code_is_taken_once(ground: &Ground) -> String {
    let mut register = ground.register();
    let one = add(&mut register, "one", &Affiliation::Nothing).unwrap();
    factor(&mut register, one, b"s", 10);
    let subject = [Hash::of(b"one")];
    let mut count = 0u8;
    let mut complete = |register: &mut Register, proof| {
        count += 1;
        let ticket = begin(register, one, Stage::Password, &[count]);
        let hash = Hash::of(&[count, 1]);
        let new = NewSession { account: one, stage: Stage::Whole, hash, agent: "", address: "" };
        act(register, "sign-in", |store, opening, clock| {
            store.complete_session(opening, ticket, proof, &new, (&subject, &subject), clock).unwrap().is_some()
        })
    };
    let recovery = |code: &[u8]| Proof::Recovery(Hash::of(code));
    assert!(!complete(&mut register, Proof::Step(10)), "the step that confirmed it");
    assert!(complete(&mut register, Proof::Step(11)));
    assert!(!complete(&mut register, Proof::Step(11)), "again");
    assert!(!complete(&mut register, Proof::Step(9)), "an earlier one");
    assert_eq!(
        register.store.failures(subject[0], Instant(START)).unwrap().0,
        2,
        "forgotten when one was good, then counted"
    );
    assert_eq!(register.store.recovery_codes_left(one), Ok(2));
    assert!(complete(&mut register, recovery(b"s1")));
    assert!(!complete(&mut register, recovery(b"s1")), "used");
    assert!(!complete(&mut register, recovery(b"s3")), "none");
    assert_eq!(register.store.recovery_codes_left(one), Ok(1));
    // Neither step nor code of one user is another's.
    let other = add(&mut register, "two", &Affiliation::Nothing).unwrap();
    let new = NewSession { account: other, stage: Stage::Whole, hash: Hash::of(b"x"), agent: "", address: "" };
    for proof in [Proof::Step(99), recovery(b"s2")] {
        let done = act(&mut register, "sign-in", |store, opening, clock| {
            store.complete_session(opening, 0, proof, &new, (&[], &[]), clock)
        });
        assert_eq!(done, Ok(None));
    }
    // The tickets that were good are gone, the others wait on.
    assert_eq!(register.store.session(Hash::of(&[2])), Ok(None));
    assert_eq!(register.store.session(Hash::of(&[3])).unwrap().unwrap().0.stage, Stage::Password);
    assert_eq!(register.store.session(Hash::of(&[2, 1])).unwrap().unwrap().0.stage, Stage::Whole);
    register.all()
}

pub fn a_second_factor_stays_until_the_next(ground: &Ground) -> String {
    let mut register = ground.register();
    let one = add(&mut register, "one", &Affiliation::Nothing).unwrap();
    let has = |register: &mut Register| register.store.user("one").unwrap().unwrap().second_factor;
    let offer = |register: &mut Register, secret: &[u8]| {
        act(register, "second-factor", |store, opening, clock| {
            store.offer_second_factor((opening, ""), one, secret, clock).unwrap();
        });
    };
    offer(&mut register, b"old");
    assert!(!has(&mut register), "offered is not in force");
    factor(&mut register, one, b"first", 5);
    assert!(has(&mut register));
    offer(&mut register, b"second");
    let kept = register.store.second_factor(one).unwrap().unwrap();
    assert_eq!((kept.secret.as_slice(), kept.offered.as_slice(), kept.last_step), (&b"first"[..], &b"second"[..], 5));
    let stale = act(&mut register, "second-factor", |store, opening, clock| {
        store.confirm_second_factor((opening, ""), one, (b"old", 6), &[], clock)
    });
    assert_eq!((stale, register.store.recovery_codes_left(one)), (Ok(false), Ok(2)));
    factor(&mut register, one, b"third", 7);
    let kept = register.store.second_factor(one).unwrap().unwrap();
    assert_eq!((kept.secret.as_slice(), kept.offered.as_slice(), kept.last_step), (&b"third"[..], &b""[..], 7));
    register.all()
}

pub fn tokens_are_kept_by_hash(ground: &Ground) -> String {
    let mut register = ground.register();
    let one = add(&mut register, "one", &Affiliation::Organisation("bank-a".to_owned())).unwrap();
    let other = add(&mut register, "two", &Affiliation::Nothing).unwrap();
    let number = token(&mut register, one, b"held");
    let (found, owner) = register.store.token(Hash::of(b"held")).unwrap().unwrap();
    assert_eq!((found.number, found.account, owner.login.as_str()), (number, one, "one"));
    assert_eq!((found.home.as_str(), found.scopes.as_str(), found.revoked), ("bank-a", "books", None));
    assert_eq!(register.store.token(Hash::of(b"other")), Ok(None));
    let revoke = |register: &mut Register, account| {
        act(register, "tokens", |store, opening, clock| store.revoke_token((opening, ""), account, number, clock))
    };
    assert_eq!(revoke(&mut register, other), Ok(false), "not another's");
    assert_eq!(revoke(&mut register, one), Ok(true));
    assert_eq!(revoke(&mut register, one), Ok(false));
    assert_eq!(register.store.tokens(one).unwrap().len(), 1);
    assert_eq!(register.store.tokens(other), Ok(Vec::new()));
    register.all()
}

pub fn failures_are_counted_and_forgotten(ground: &Ground) -> String {
    let mut register = ground.register();
    let [one, two] = [Hash::of(b"1"), Hash::of(b"2")];
    let count = |register: &mut Register, subject, now| register.store.failures(subject, now).unwrap().0;
    assert_eq!(register.store.failures(one, Instant(START)), Ok((0, Instant(0))));
    for _ in 0..3 {
        act(&mut register, "sign-in", |store, opening, clock| store.fail(opening, "", &[one], clock).unwrap());
    }
    let (failed, last) = register.store.failures(one, Instant(register.now.get())).unwrap();
    assert_eq!((failed, last <= Instant(register.now.get())), (3, true));
    // A day without a failure forgets them; the next one begins anew.
    let later = Instant(last.0 + 24 * HOUR + 1);
    assert_eq!(count(&mut register, one, Instant(later.0 - 1)), 3);
    assert_eq!(count(&mut register, one, later), 0);
    register.store.note_failure(&[one, two], later).unwrap();
    assert_eq!([one, two].map(|subject| count(&mut register, subject, later)), [1, 1]);
    register.now.set(later.0 + 48 * HOUR);
    act(&mut register, "sign-in", |store, opening, clock| store.fail(opening, "", &[two], clock).unwrap());
    let gone = register.store.failures(one, later).unwrap();
    assert_eq!(gone, (0, Instant(0)), "not even kept");
    register.all()
}

pub fn scenarios_are_kept_and_dropped(ground: &Ground) -> String {
    let mut register = ground.register();
    fill(&mut register);
    let kept = register.store.scenarios().unwrap();
    assert_eq!((kept.len(), kept[0].name.as_str(), kept[0].year), (1, "宽", 2021));
    assert_eq!(kept[0].settings, "a.b=1\nc=2");
    let drop = |register: &mut Register| {
        act(register, "keep-scenario", |store, opening, clock| store.drop_scenario((opening, ""), 1, clock))
    };
    assert_eq!(drop(&mut register), Ok(true));
    assert_eq!(drop(&mut register), Ok(false));
    assert_eq!(register.store.scenarios(), Ok(Vec::new()));
    register.is_well();
    register.all()
}

pub fn a_session_is_touched_without_waiting(ground: &Ground) -> String {
    let mut register = ground.register();
    let one = add(&mut register, "one", &Affiliation::Nothing).unwrap();
    let number = begin(&mut register, one, Stage::Whole, b"1");
    let used = |register: &mut Register| register.store.session(Hash::of(b"1")).unwrap().unwrap().0.used;
    let before = used(&mut register);
    let later = Instant(before.0 + HOUR);
    register.store.touch_session(number, later).unwrap();
    assert_eq!(used(&mut register), later);
    register.store.touch_session(number, before).unwrap();
    assert_eq!(used(&mut register), later, "never back");
    if let Place::Folder(_) = register.place {
        // Somebody is writing: the use is not noted, and nobody waits for it.
        let connection = rusqlite::Connection::open(register.place.file().unwrap()).unwrap();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        register.store.touch_session(number, Instant(later.0 + HOUR)).unwrap();
        assert_eq!(used(&mut register), later);
    }
    register.all()
}

pub fn nobody_signs_in_while_the_act_cannot_be_closed(ground: &Ground) -> String {
    let mut register = ground.register();
    let one = add(&mut register, "one", &Affiliation::Nothing).unwrap();
    let opening = register.opening("sign-in");
    let now = &register.now;
    register.store.append_outcome(&opening, "failed", "", &|| tick(now)).unwrap();
    let new = NewSession { account: one, stage: Stage::Whole, hash: Hash::of(b"1"), agent: "", address: "" };
    let now = &register.now;
    let done = register.store.begin_session((&opening, ""), &new, (&[], Instant(0)), &|| tick(now));
    assert_eq!(done, Err(Error::NoOpenAct { number: opening.number() }));
    assert_eq!(register.store.session(Hash::of(b"1")), Ok(None), "no record, no act");
    // Sessions do not outlive a backup: whoever restores signs in again.
    begin(&mut register, one, Stage::Whole, b"2");
    let mut bytes = Vec::new();
    register.store.backup(&mut bytes).unwrap();
    let place = ground.place();
    Store::restore(&place, &mut bytes.as_slice()).unwrap();
    let mut other = Store::open(&place, PLAN).unwrap();
    assert_eq!(other.session(Hash::of(b"2")), Ok(None));
    assert!(other.user("one").unwrap().is_some());
    register.all()
}

pub fn a_request_is_answered_once(ground: &Ground) -> String {
    let mut register = ground.register();
    let one = add(&mut register, "one", &Affiliation::Nothing).unwrap();
    let two = add(&mut register, "two", &Affiliation::Nothing).unwrap();
    let store = &mut register.store;
    let asked = |account, request: &[u8]| IdempotencyKey { account, key: Hash::of(b"key"), request: Hash::of(request) };
    let (first, other, of_two) = (asked(one, b"request"), asked(one, b"other"), asked(two, b"other"));
    let at = |hours: i64| Instant(START + hours * HOUR);
    let answer =
        KeptAnswer { status: 201, location: "/batches/1".to_owned(), body: "{\"批次\": 1}".as_bytes().to_vec() };
    assert_eq!(store.answered(&first, at(0)), Ok(KeyState::Nothing));
    store.keep_answer(&first, &answer, at(0)).unwrap();
    assert_eq!(store.keep_answer(&first, &answer, at(0)), Err(Error::KeyTaken));
    assert_eq!(store.answered(&of_two, at(0)), Ok(KeyState::Nothing), "a key is an account's own");
    assert_eq!(store.answered(&first, at(24)), Ok(KeyState::Answered(answer.clone())));
    assert_eq!(store.answered(&other, at(24)), Ok(KeyState::Another));
    assert_eq!(store.answered(&other, at(25)), Ok(KeyState::Nothing), "forgotten after a day");
    store.keep_answer(&other, &answer, at(25)).unwrap();
    String::new()
}
