//! Dropping a what-if.

use huigu_quantity::Phrase;

use super::KeepScenario;
use crate::{Error, Http, Number, Operation, OperationKind, Rights, Run};

input! {
    /// Drop a what-if that the caller keeps.
    #[derive(Copy)]
    pub struct DropScenario {
        scenario: Number = "方案号", "Number of the what-if";
    }
}

impl Operation for DropScenario {
    const RIGHTS: Rights = KeepScenario::RIGHTS;
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("删去自己留存的测算方案", "Drop a what-if of one's own");
    const HTTP: Http = Http::delete("/scenarios/{scenario}");
    type Output = ();

    fn run(self, run: &mut Run<'_, ()>) -> Result<(), Error> {
        let number = self.scenario.get();
        let not_there = || Error::NotThere { what: format!("scenario {number}") };
        let who = run.permit().who();
        if !run.read(|store| store.scenarios())?.iter().any(|one| one.number == number && one.who == who) {
            return Err(not_there());
        }
        run.act(&format!("drop {number}"), "", |run, opening| {
            let clock = run.clock();
            run.commit(opening, |store| {
                if store.drop_scenario((opening, ""), number, clock)? { Ok(()) } else { Err(not_there()) }
            })
        })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self { scenario: super::keep::kept(at) }
    }
}
