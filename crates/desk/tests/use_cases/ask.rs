//! Each use case asked once, about the caller's own or about another's.

use huigu_desk::{
    AsKnownAt, AsOf, BatchNumber, Caller, Error, OPERATIONS, Role, RunOutcome, Sampling, ShowTargets, TraceItem,
    TracedKind, UseCase,
};
use huigu_quantity::Day;

use crate::ground::{BANKS, GUARANTORS, Ground, PARTIES, PASSWORD, operator, party, trace};

/// Whose something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Own,
    Foreign,
}

impl Whose {
    fn of(self, pair: [&'static str; 2]) -> &'static str {
        pair[usize::from(self == Self::Foreign)]
    }
}

pub fn day() -> Day {
    Day::from_ymd(2021, 12, 31).unwrap()
}

/// A loan of the party, or a guarantee for it, of the beneficiary.
pub fn item(ground: &Ground, role: Role, whose: Whose) -> TraceItem {
    let party = ground.ask(&operator(), party(whose.of(PARTIES))).unwrap();
    if role == Role::Guarantor {
        let own = party.guarantees.into_iter().find(|line| line.guarantor == whose.of(GUARANTORS)).unwrap();
        return trace(TracedKind::Guarantee, &own.guarantor, &own.guarantee_id);
    }
    let own = party.loans.into_iter().find(|line| line.lender == whose.of(BANKS)).unwrap();
    trace(TracedKind::Loan, &own.lender, &own.loan_id)
}

fn seen(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}")
}

/// Asks; gives what was told. `count` is another each time.
pub fn ask(ground: &Ground, caller: &Caller, use_case: UseCase, whose: Whose, count: u32) -> Result<String, Error> {
    let desk = &ground.desk;
    Ok(match use_case {
        UseCase::AsKnownAt => {
            // Of an answer that is everybody's for what is known now.
            let at = Some(AsKnownAt::Batch(BatchNumber(3)));
            seen(&desk.run(caller, ShowTargets { as_of: AsOf::on(day()), as_known_at: at })?.found)
        }
        // Those of the list are asked by their samples.
        _ => {
            let mut told = String::new();
            for entry in OPERATIONS.iter().filter(|entry| entry.use_case == use_case) {
                let whose = if whose == Whose::Own { huigu_desk::Whose::Own } else { huigu_desk::Whose::Foreign };
                let sample = (entry.sample)(&Sampling { desk, caller, password: PASSWORD, whose, count });
                match sample.ask(entry, desk, caller, None)? {
                    RunOutcome::Done(done) => told.push_str(&String::from_utf8_lossy(&done.body)),
                    RunOutcome::Replayed(_) => unreachable!("it has no key"),
                }
            }
            told
        }
    })
}
