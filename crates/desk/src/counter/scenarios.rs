//! What-ifs kept under a name.

use huigu_store::Scenario;

use super::Counter;
use crate::{Caller, Error, UseCase};

/// The longest name and the longest settings that are kept, in characters.
const MOST: [usize; 2] = [100, 10_000];

impl Counter {
    /// Keeps a what-if: its name, the year, and a setting a line; gives its number.
    ///
    /// # Errors
    /// [`Error::NotThere`] for no name or more settings than can be kept;
    /// [`Error::Refused`], or whatever the register answers.
    pub fn keep_scenario(&self, caller: &Caller, name: &str, year: i32, set: &[String]) -> Result<u32, Error> {
        let permit = caller.permit(UseCase::KeepScenario)?;
        let settings = set.join("\n");
        let name = name.trim();
        if name.is_empty() || name.chars().count() > MOST[0] || settings.chars().count() > MOST[1] {
            return Err(Error::NotThere { what: name.chars().take(MOST[0]).collect() });
        }
        let name = self.register(permit.who(), |register| register.veiled_to_keep(name))?;
        self.account_act(&permit, "keep", |store, opening, clock| {
            Ok(store.keep_scenario((opening, ""), (&name, year, &settings), permit.who(), clock)?)
        })
    }

    /// What-ifs that are kept, by number.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn scenarios(&self, caller: &Caller) -> Result<Vec<Scenario>, Error> {
        caller.permit(UseCase::Scenarios)?;
        self.pool.with(|store| Ok(store.scenarios()?))
    }

    /// Drops a what-if that the caller keeps.
    ///
    /// # Errors
    /// [`Error::NotThere`] where there is none of the caller's; else as
    /// [`Counter::scenarios`].
    pub fn drop_scenario(&self, caller: &Caller, number: u32) -> Result<(), Error> {
        let permit = caller.permit(UseCase::KeepScenario)?;
        let not_there = || Error::NotThere { what: format!("scenario {number}") };
        let own = self.scenarios(caller)?.into_iter().any(|one| one.number == number && one.who == permit.who());
        if !own {
            return Err(not_there());
        }
        let dropped = self.account_act(&permit, &format!("drop {number}"), |store, opening, clock| {
            Ok(store.drop_scenario((opening, ""), number, clock)?)
        })?;
        if dropped { Ok(()) } else { Err(not_there()) }
    }
}
