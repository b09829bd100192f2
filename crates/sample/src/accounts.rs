//! One account of each role in the sample, each with its own password set, so
//! that whoever tries the portal can come in as anybody.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use huigu_desk::{
    AccountError, AddUser, Caller, ChangePassword, Desk, Error, Hash, Instant, Place, Role, Settings, SignIn, SignedIn,
};
use huigu_facts::OrganisationKind;
use huigu_plan::{Plan, Text};

use crate::parcels::Sample;
use crate::story::{A_LOOK, APPROVER, CLERK};

/// Source of bytes nobody can guess.
type Random = fn() -> Option<[u8; 32]>;

/// One login of each role.
pub struct Accounts {
    /// Login, role, and the name of what it stands for; empty for nothing.
    pub logins: Vec<(&'static str, Role, Text)>,
    /// The password all of them have.
    pub password: String,
}

/// The name of a unit, organisation or enterprise.
fn name_of(id: &str, plan: &Plan, sample: &Sample) -> Text {
    let unit = plan.units().iter().find(|unit| unit.id == id).map(|unit| unit.name.clone());
    unit.unwrap_or_else(|| Text::same(sample.names.get(id).map_or(id, String::as_str)))
}

/// What the account of a role stands for; empty leaves it to the plan.
fn home(role: Role, plan: &Plan, sample: &Sample, bank: Option<&str>) -> String {
    let first = |kinds: &[OrganisationKind]| {
        let found = sample.organisations.iter().find(|(_, kind)| kinds.contains(kind));
        found.map(|(id, _)| id.clone()).unwrap_or_default()
    };
    match role {
        Role::Bank => bank.map_or_else(|| first(&[OrganisationKind::Bank]), str::to_owned),
        Role::Guarantor => first(&[OrganisationKind::Guarantor, OrganisationKind::Insurer]),
        Role::Enterprise => sample.borrower(),
        Role::Unit => {
            let tasks = |id: &String| plan.tasks().iter().filter(|task| task.units.contains(id)).count();
            let units = plan.units().iter().filter(|unit| unit.role.is_none());
            units.max_by_key(|unit| tasks(&unit.id)).map(|unit| unit.id.clone()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// A password of four groups of four digits and letters, 64 bits.
fn password(random: Random) -> Result<String, Error> {
    let bytes = random().ok_or(Error::NoRandomness)?;
    let group = |pair: &[u8]| pair.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    Ok(bytes[..8].chunks(2).map(group).collect::<Vec<_>>().join("-"))
}

/// Who they are, in the order of the roles; invented like everybody here.
const NAMES: [&str; 9] = [APPROVER, "陈立", "王海宁", "徐佳", "方圆", "胡一鸣", "沈盛", "郑慎之", "何为"];

/// How often a password is thrown again that would be refused as too plain.
const THROWS: usize = 8;

/// Adds an account of each role to the register in a folder, from `now` on;
/// `bank` is the lender to stand for.
///
/// # Errors
/// Whatever the desk answers.
pub fn add(
    folder: &Path,
    (plan, hash): (&Plan, Hash),
    sample: &Sample,
    bank: Option<&str>,
    (now, random): (Instant, Random),
) -> Result<Accounts, Error> {
    let clock = AtomicI64::new(now.0);
    let settings = Settings {
        clock: Arc::new(move || Instant(clock.fetch_add(A_LOOK, Ordering::SeqCst))),
        random: Arc::new(random),
        person_key: None,
        demo: true,
    };
    let desk = Desk::open(&Place::Folder(folder.to_owned()), plan.clone(), hash, settings)?;
    let operator = Caller::operator(CLERK);
    let mut chosen = password(random)?;
    let mut logins = Vec::new();
    for (role, name) in Role::of_users().zip(NAMES) {
        let (login, home) = (role.code(), home(role, plan, sample, bank));
        let new = AddUser::new(login, name, role, &home).map_err(|wants| Error::Answer(wants.to_string()))?;
        let given = desk.run(&operator, new)?.password;
        let entered = SignIn { login, password: given.reveal(), address: "127.0.0.1", agent: "" };
        let SignedIn::Whole { session, caller } = desk.sign_in(&entered)? else {
            return Err(AccountError::NoSuchUser.into());
        };
        let mut throws = 0;
        let change = |new: &str| ChangePassword { present: given.reveal().into(), new: new.into() };
        while let Err(error) = desk.run(&caller, change(&chosen)) {
            throws += 1;
            match error {
                Error::Account(AccountError::PasswordCommon) if logins.is_empty() && throws < THROWS => {
                    chosen = password(random)?;
                }
                error => return Err(error),
            }
        }
        desk.sign_out(session.reveal())?;
        logins.push((login, role, caller.home().map_or_else(Text::default, |home| name_of(home.id(), plan, sample))));
    }
    Ok(Accounts { logins, password: chosen })
}
