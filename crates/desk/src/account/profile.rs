//! One's own profile.

use huigu_access::{Unprinted, home, role};
use huigu_facts::Row;
use huigu_quantity::{Day, Phrase};
use huigu_store::About;
use schemars::JsonSchema;
use serde::Serialize;

use super::own;
use crate::{Affiliation, Error, Operation, OperationKind, PartyName, Rights, Role, Roles, Run, TokenAccess};

input! {
    /// See one's own profile.
    #[derive(Copy)]
    pub struct ShowProfile {}
}

/// One's own profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Profile {
    /// Login.
    pub login: String,
    /// Name shown.
    pub name: Unprinted,
    /// Role.
    pub role: Role,
    /// Id of what the account stands for.
    #[serde(rename = "for")]
    pub home: Option<String>,
    /// The name of that in the register, if it is known there; a person's is masked.
    pub home_name: Option<String>,
    /// The day it was added, in Shanghai.
    pub created: Day,
    /// Whether a second factor is in force.
    pub second_factor: bool,
    /// How many recovery codes are left.
    pub recovery_codes: u64,
}

/// The last name the register has of a home.
fn name_of(run: &mut Run<'_, Profile>, home: &Affiliation) -> Result<Option<String>, Error> {
    let about = match home {
        Affiliation::Organisation(id) => About::Organisation(id),
        Affiliation::Party(id) => About::Party(id),
    };
    let mut name = None;
    run.read(|store| {
        store.facts_about(about, None, |_, row| match row {
            Row::Organisation(row) => name = Some(row.name.to_owned()),
            Row::Party(row) => name = Some(PartyName::of(row.party_id, row.kind, row.name).shown()),
            _ => {}
        })
    })?;
    Ok(name)
}

impl Operation for ShowProfile {
    const RIGHTS: Rights =
        Rights { code: "profile", roles: Roles::ACCOUNTS.for_enrolment(), token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("自己的账号", "One's own profile");
    type Output = Profile;

    fn run(self, run: &mut Run<'_, Profile>) -> Result<Profile, Error> {
        let user = own::user(run)?;
        let home = home(&user);
        let home_name = home.as_ref().map_or(Ok(None), |home| name_of(run, home))?;
        Ok(Profile {
            role: role(&user)?,
            home: home.map(|home| home.id().to_owned()),
            home_name,
            created: user.created.day(),
            second_factor: user.second_factor,
            recovery_codes: run.read(|store| store.recovery_codes_left(user.number))?,
            login: user.login,
            name: Unprinted(user.name),
        })
    }
}
