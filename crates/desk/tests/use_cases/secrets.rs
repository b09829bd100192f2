//! Nothing personal and nothing secret is written where it must not be: not
//! into the audit, not into the database, not by `Debug`, not into an answer.

use huigu_desk::{
    AddUser, BeginSecondFactor, Caller, ConfirmSecondFactor, Error, Hash, KeptAnswer, KeyedRun, ListAudit,
    ListCorrections, ListUsers, ListedOperation, MakeToken, Number, PageSize, PartyName, ResetUser, Role, RunOutcome,
    Secret, ShowProfile, SignedIn, TextLine, TokenScope, UnmaskPerson,
};
use huigu_facts::Kind;

use crate::ground::{BANKS, Ground, PASSWORD, find, operator, party};

/// An identity number of nobody: the standard's own example.
const NUMBER: &str = "11010519491231002X";
const NAME: &str = "欧阳小明";

/// Everything the register's folder holds.
fn kept(ground: &Ground) -> Vec<(String, Vec<u8>)> {
    let files = std::fs::read_dir(ground.folder.path().join("register")).unwrap();
    files
        .map(|file| {
            let path = file.unwrap().path();
            (path.display().to_string(), std::fs::read(&path).unwrap())
        })
        .collect()
}

fn nowhere(ground: &Ground, secret: &str) {
    for (file, bytes) in kept(ground) {
        assert!(!bytes.windows(secret.len()).any(|run| run == secret.as_bytes()), "{secret} in {file}");
    }
}

#[test]
fn no_secret_is_kept_as_it_is() {
    let ground = Ground::with(true);
    let given = ground.add("zhou", NAME, Role::Bank, BANKS[0]).unwrap();
    assert_eq!(format!("{given:?}"), "Secret(..)");
    let held = ground.held("zhou", given.reveal());
    ground.change_password(&ground.caller(&held), given.reveal(), PASSWORD).unwrap();
    let caller = ground.caller(&held);
    let offer = ground.begin_factor(&caller, "").unwrap();
    let token = ground.make_token(&caller, "x", &[TokenScope::Books], 9).unwrap().secret;
    let signed = ground.sign_in("zhou", PASSWORD).unwrap();
    let SignedIn::Whole { session, .. } = &signed else { panic!("no second factor yet") };
    assert!(!format!("{signed:?} {offer:?} {token:?}").contains(session.reveal()));
    let shown = format!(
        "{caller:?} {:?} {:?} {:?} {:?}",
        ground.desk.run(&caller, ShowProfile {}).unwrap(),
        ground.desk.run(&operator(), ListUsers {}).unwrap(),
        ground.sessions(&caller),
        ground.desk.session(&held).unwrap(),
    );
    assert!(shown.contains("zhou@yuejin-bank"), "{shown}");
    for personal in [NAME, "阳小明", "192.0.2.7", "Firefox"] {
        assert!(!shown.contains(personal), "{personal} in {shown}");
    }
    let csrf = ground.desk.csrf(&held);
    for secret in [given.reveal(), PASSWORD, &held, offer.secret.reveal(), token.reveal(), session.reveal(), &csrf] {
        nowhere(&ground, secret);
        nowhere(&ground, secret.trim_start_matches("hgt_"));
    }
    let bytes = |hex: &str| -> Vec<u8> {
        (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap()).collect()
    };
    for (file, all) in kept(&ground) {
        assert!(!all.windows(32).any(|run| run == bytes(&held)), "{file}");
    }
}

/// Runs an operation under a key, as the API does; then again, which repeats
/// what was kept.
fn keyed<O: ListedOperation>(ground: &Ground, caller: &Caller, input: impl Fn() -> O) -> O::Output {
    let permit = caller.permit(O::USE_CASE).unwrap();
    let answer = |made: &O::Output| {
        Ok(KeptAnswer { status: 201, location: String::new(), body: huigu_desk::json(made)?.into_bytes() })
    };
    let refusal = |_: &Error| None;
    let once = KeyedRun::new((caller, &permit), std::any::type_name::<O>(), Hash::of(b"x"), &answer, &refusal).unwrap();
    let RunOutcome::Done(made) = ground.desk.run_once(caller, input(), None, Some(&once)).unwrap() else {
        panic!("replayed")
    };
    let RunOutcome::Replayed(kept) = ground.desk.run_once(caller, input(), None, Some(&once)).unwrap() else {
        panic!("again")
    };
    let text = String::from_utf8(kept.body).unwrap();
    assert!(text.contains(Secret::WITHHELD), "{}: {text}", O::RIGHTS.code);
    made
}

#[test]
fn no_answer_kept_under_a_key_holds_a_secret() {
    let ground = Ground::with(true);
    let keeper = ground.user("keeper", Role::Administrator, "");
    let added = keyed(&ground, &keeper, || AddUser::new("zhou", NAME, Role::Bank, BANKS[0]).unwrap()).password;
    let reset = keyed(&ground, &keeper, || ResetUser { login: "zhou".to_owned() }).password;
    let bank = ground.user("bank", Role::Bank, BANKS[0]);
    let new = || MakeToken {
        name: TextLine::new("x").unwrap(),
        opens: [TokenScope::Books].into(),
        days: Number::new(9).unwrap(),
    };
    let token = keyed(&ground, &bank, new).secret;
    let offer = keyed(&ground, &bank, || BeginSecondFactor { present: None });
    let code = crate::accounts::code(offer.secret.reveal(), ground.seconds());
    let codes = keyed(&ground, &bank, || ConfirmSecondFactor { code: code.as_str().into() }).codes;
    let all = [added, reset, token, offer.secret, offer.uri];
    for secret in all.iter().chain(&codes) {
        nowhere(&ground, secret.reveal());
        nowhere(&ground, secret.reveal().trim_start_matches("hgt_"));
    }
}

fn unmask(reason: &str) -> UnmaskPerson {
    let [party, reason] = [NUMBER, reason].map(|text| TextLine::new(text).unwrap());
    UnmaskPerson { party, reason }
}

#[test]
fn a_person_is_masked_everywhere_but_to_who_may_ask() {
    let ground = Ground::with(true);
    let text = format!("party_id,name,kind,town\n{NUMBER},{NAME},individual,骆驼街道\n");
    ground.send(&operator(), &[(Kind::Parties, "persons.csv", text)]).unwrap();
    nowhere(&ground, NUMBER);
    let centre = ground.user("centre", Role::Centre, "finance-centre");
    let town = ground.user("town", Role::Unit, "town-luotuo");
    let desk = &ground.desk;

    // Found by the number, shown by a hash and masked.
    let found = desk.run(&centre, party(NUMBER)).unwrap();
    let told = format!("{found:?}");
    assert!(!told.contains(NUMBER) && !told.contains("阳小明"), "{told}");
    assert_eq!(found.found.name.shown(), "欧**");
    assert_eq!(found.names.shown(&found.found.party), "欧**");
    let at_machine = desk.run(&operator(), party(NUMBER)).unwrap();
    assert_eq!(at_machine.names.shown(&found.found.party), NAME, "who runs the program reads the machine's files");
    assert_eq!(at_machine.found.name.shown(), "欧**");
    let PartyName::Personal(name) = &found.found.name else { panic!("a person") };
    assert_eq!(serde_json::to_string(&found.found.name).unwrap(), "\"欧**\"");
    let listed = desk.run(&town, find("", None, 1000)).unwrap().parties;
    let own: Vec<_> = listed.iter().filter(|one| one.party == found.found.party).map(|one| one.name.shown()).collect();
    assert_eq!(own, ["欧**"]);
    for by_name in ["欧阳", "小明"] {
        assert!(desk.run(&centre, find(by_name, None, 9)).unwrap().parties.is_empty(), "nobody is found by a name");
    }

    // Whole only with leave, which stands in the audit with its reason.
    let refused = desk.run(&town, unmask("好奇")).unwrap_err();
    assert!(matches!(refused, Error::Refused(_)));
    let before = ground.last_row();
    let leave = desk.run(&centre, unmask(&format!("核对 {NUMBER} 的拨付"))).unwrap();
    assert_eq!(name.unmasked(&leave), Some(NAME));
    let rows = ground.audit(before);
    assert_eq!(rows.iter().map(|row| row.1.as_str()).collect::<Vec<_>>(), ["unmask", "unmask"]);
    let asked = ListAudit { use_case: Some("unmask".to_owned()), ..ListAudit::default() };
    let page = desk.run(&centre, asked).unwrap();
    assert!(page.acts[0].detail.starts_with("核对 person-"), "{:?}", page.acts[0]);
    assert_eq!(page.acts[0].subject, found.found.party);

    // A correction shows the columns that changed, and no name.
    let text = format!("party_id,name,kind,town\n{NUMBER},{NAME}二,individual,庄市街道\n");
    let kept = ground.send(&operator(), &[(Kind::Parties, "persons.csv", text)]).unwrap();
    let number = kept.files[0].as_ref().unwrap().batch.unwrap();
    let limit = PageSize::default();
    let corrected = ListCorrections { batch: Number::new(number.0).unwrap(), limit, cursor: None };
    let columns = format!("{:?}", desk.run(&centre, corrected).unwrap().corrections);
    assert!(columns.contains("欧**") && !columns.contains("阳"), "{columns}");
    nowhere(&ground, NUMBER);
    let chain = String::from_utf8_lossy(&ground.chain()).into_owned();
    for personal in [NUMBER, NAME, "阳小明"] {
        assert!(!chain.contains(personal), "{personal}");
    }
}

#[test]
fn a_login_may_not_be_an_identity_number() {
    let ground = Ground::new();
    let refused = ground.add(NUMBER, NAME, Role::Auditor, "").unwrap_err();
    assert!(matches!(refused, Error::Account(huigu_desk::AccountError::BadLogin)));
    assert!(ground.sign_in(NUMBER, PASSWORD).is_err());
    nowhere(&ground, NUMBER);
    nowhere(&ground, &NUMBER.to_lowercase());
}
