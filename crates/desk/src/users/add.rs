//! Adding a user.

use huigu_facts::{OrganisationKind, Row};
use huigu_plan::{Plan, UnitRole};
use huigu_quantity::Phrase;
use huigu_store::{About, Affiliation, NewUser};

use super::account::{GivenPassword, KEEPERS, give_out};
use crate::account::login_of;
use crate::{AccountError, Error, Operation, OperationKind, Register, Rights, Role, Run, TextLine, TokenAccess, Wants};
use huigu_ingest::holds_number;

input! {
    /// Add a user.
    pub struct AddUser {
        login: String = "登录名", "Login";
        #[serde(deserialize_with = "Role::of_user")]
        #[schemars(schema_with = "Role::schema_of_users")]
        role: Role = "角色", "Role";
        name: TextLine<100> = "姓名", "Name shown";
        /// Left out: the unit to which the plan gives the role, else none.
        #[serde(rename = "for")]
        home: Option<String> = "所属机构或主体的编号（责任单位用方案中的编号）", "Id of the organisation or party it stands for (of a unit, its id in the plan)";
    }
}

impl AddUser {
    /// A user to be added; what it stands for is empty where that is left out.
    ///
    /// # Errors
    /// [`Wants`], for a name that is none.
    pub fn new(login: &str, name: &str, role: Role, home: &str) -> Result<Self, Wants> {
        let home = Some(home.to_owned()).filter(|home| !home.is_empty());
        Ok(Self { login: login.to_owned(), role, name: TextLine::new(name)?, home })
    }
}

fn is_login(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (2..=40).contains(&text.len())
        && text.starts_with(plain)
        && text.chars().all(|c| plain(c) || ".-_".contains(c))
        && !holds_number(text)
}

/// The unit to which the plan gives a role.
fn unit_of(role: Role, plan: &Plan) -> Option<&str> {
    let wanted = match role {
        Role::Centre => UnitRole::Centre,
        Role::Finance => UnitRole::Finance,
        Role::PeoplesBank => UnitRole::PeoplesBank,
        _ => return None,
    };
    plan.units().iter().find(|unit| unit.role == Some(wanted)).map(|unit| unit.id.as_str())
}

/// What an account is to stand for, if plan or register know it and it fits
/// the role.
fn home_of(register: &mut Register<'_>, role: Role, id: &str, plan: &Plan) -> Result<Affiliation, Error> {
    if id.is_empty() {
        return match role {
            Role::Bank | Role::Guarantor | Role::Enterprise | Role::Unit => Err(AccountError::HomeNeeded.into()),
            _ => {
                Ok(unit_of(role, plan).map_or(Affiliation::Nothing, |unit| Affiliation::Organisation(unit.to_owned())))
            }
        };
    }
    let id = register.pseudonymized(id)?;
    let (mut kind, mut is_party) = (None, false);
    register.store.facts_about(About::Organisation(&id), None, |_, row| {
        if let Row::Organisation(row) = row {
            kind = Some(row.kind);
        }
    })?;
    register.store.facts_about(About::Party(&id), None, |_, _| is_party = true)?;
    let is_unit = plan.unit(&id).is_some();
    let fits = match role {
        Role::Bank => kind == Some(OrganisationKind::Bank),
        Role::Guarantor => matches!(kind, Some(OrganisationKind::Guarantor | OrganisationKind::Insurer)),
        Role::Enterprise => is_party,
        _ => is_unit || kind.is_some(),
    };
    match (fits, role) {
        (false, _) => Err(AccountError::HomeUnknown { home: id }.into()),
        (true, Role::Enterprise) => Ok(Affiliation::Party(id)),
        (true, _) => Ok(Affiliation::Organisation(id)),
    }
}

impl Operation for AddUser {
    const RIGHTS: Rights = Rights { code: "add-user", roles: KEEPERS, token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("添加用户", "Add a user");
    const COMMAND: &'static str = "user add {login}";
    type Output = GivenPassword;

    fn run(self, run: &mut Run<'_, GivenPassword>) -> Result<GivenPassword, Error> {
        let login = login_of(&self.login);
        if !is_login(&login) {
            return Err(AccountError::BadLogin.into());
        }
        let role = self.role.code();
        run.act(&login, role, |run, opening| {
            let (plan, clock) = (run.plan(), run.clock());
            let home = self.home.as_deref().unwrap_or_default().trim();
            let home = run.register(|register| home_of(register, self.role, home, plan))?;
            let (given, hash, until) = give_out(run)?;
            let name = run.pseudonymized(&self.name)?;
            run.commit(opening, |store| {
                let given_until = Some(until);
                let new = NewUser { login: &login, name: &name, role, home: &home, password: &hash, given_until };
                store.add_user((opening, role), &new, clock)?;
                Ok(GivenPassword { login: login.clone(), password: given })
            })
        })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        let new = Self::new(&format!("new-{}", at.count), "新用户", Role::Auditor, "");
        new.unwrap_or_else(|_| unreachable!("a name"))
    }
}

/// The login of a user added for a sample.
#[cfg(feature = "samples")]
pub(super) fn added(at: &crate::Sampling<'_>) -> String {
    let new = AddUser::sample(at);
    let login = new.login.clone();
    let made = at.desk.run(&crate::Caller::operator("sampler"), new);
    made.map_or_else(|error| unreachable!("a user is added: {error}"), |_| login)
}
