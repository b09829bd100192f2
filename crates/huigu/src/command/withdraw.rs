//! `huigu withdraw`: takes a batch back, as a batch of its own, or shows what
//! that would leave.

use huigu_answers::figures::grouped;
use huigu_answers::texts::books;
use huigu_desk::{BatchNumber, Error, PreviewWithdrawal, StoreError, WithdrawBatch, WithdrawWithFaults, Withdrawal};
use huigu_facts::Issue;

use super::import::tell_effect;
use crate::args::AllFaults;
use crate::asked::Asked;
use crate::books::places_at;
use crate::outcome::{Console, Failure};
use crate::register::AtDesk;
use crate::trouble::{Listed, tell_faults};

/// Withdraws the batch unless rows stand on it, or with `--check` does
/// everything but that.
pub fn run(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (name, lang) = (asked.entry().name, console.lang);
    let (input, all) = (asked.input::<WithdrawBatch>(&[], lang)?, asked.shared::<AllFaults>()?.all_faults);
    let (batch, number) = (input.batch, BatchNumber(input.batch.get()));
    asked.at_desk(console, |at, console| {
        let failed = |error: Error| match error {
            Error::NotThere { .. } => at.failure(&StoreError::NoSuchBatch { number }.into()),
            error => at.failure(&error),
        };
        if name == "PreviewWithdrawal" {
            let found = at.desk.run(&at.caller, PreviewWithdrawal { batch }).map_err(failed)?;
            tell(found.withdrawal, true, console)?;
            if found.faults.is_empty() {
                let title = |year| lang.say(books::WithdrawalEffect { year: &year });
                return tell_effect(found.effect.as_deref(), title, console);
            }
            return Err(stood_on(number, found.faults, all, at, console)?);
        }
        if name == "WithdrawWithFaults" {
            let done = at.desk.run(&at.caller, WithdrawWithFaults { batch }).map_err(failed)?;
            tell(done.withdrawal, false, console)?;
            if !done.faults.is_empty() {
                let places = places_at(at, &[], console)?;
                tell_faults(&done.faults, &places, Listed::all_if(all), console);
                console.tell(books::FaultsAfterWithdrawal { count: &done.faults.len() });
            }
            return Ok(());
        }
        match at.desk.run(&at.caller, input) {
            Ok(done) => tell(done, false, console),
            Err(Error::HasDependents { number, faults }) => Err(stood_on(number, faults, all, at, console)?),
            Err(error) => Err(failed(error)),
        }
    })
}

/// What was withdrawn, or would be.
fn tell(done: Withdrawal, would: bool, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (of, batch) = (&done.withdraws, &done.batch);
    let (closed, restored) = (&grouped(done.closed), &grouped(done.restored));
    let text = if would {
        console.lang.say(books::WouldWithdraw { of, batch, closed, restored })
    } else {
        console.lang.say(books::Withdrawn { of, batch, closed, restored })
    };
    console.answer(&format!("{text}\n"))
}

/// Tells the rows that stand on the batch; the refusal.
fn stood_on(
    number: BatchNumber,
    faults: Vec<Issue>,
    all: bool,
    at: &AtDesk,
    console: &mut Console<'_, '_>,
) -> Result<Failure, Failure> {
    let places = places_at(at, &[], console)?;
    tell_faults(&faults, &places, Listed::all_if(all), console);
    Ok(at.failure(&Error::HasDependents { number, faults }))
}
