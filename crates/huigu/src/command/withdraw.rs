//! `huigu withdraw`: takes a batch back, as a batch of its own, or shows what
//! that would leave.

use std::fmt::Display;

use huigu_desk::{BatchNumber, Error, Register, Withdrawn};
use huigu_facts::Issue;

use super::import::effect_on_approved;
use crate::args::Withdraw;
use crate::books::places_of;
use crate::catalogue::Phrase;
use crate::outcome::{Console, Failure};
use crate::plans;
use crate::register::{self, failure};
use crate::table::grouped;
use crate::trouble::{Listed, tell_faults};

/// Withdraws the batch unless rows stand on it, or with `--check` does
/// everything but that.
pub fn run(args: &Withdraw, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let plan = plans::load(&args.plan, console)?;
    let products: Vec<&str> = plan.products().iter().map(|product| product.id.as_str()).collect();
    let number = BatchNumber(args.number);
    register::with(&args.register, plan.id(), false, console, |register, console| {
        let lang = console.lang;
        if args.check {
            let found = register.preview_withdrawal(number, &products);
            let leaving = found.map_err(|error| failure(&error, &[], lang))?;
            tell(&leaving.withdrawn, Phrase::WouldWithdraw, args, console)?;
            if leaving.faults.is_empty() {
                return effect_on_approved(&leaving.book, Phrase::WithdrawalEffect, &plan, register, console);
            }
            return Err(stood_on(number, leaving.faults, args, register, console)?);
        }
        if args.even_with_faults {
            let done = register.withdraw_even_with_faults(number, &products);
            let leaving = done.map_err(|error| failure(&error, &[], lang))?;
            tell(&leaving.withdrawn, Phrase::Withdrawn, args, console)?;
            if !leaving.faults.is_empty() {
                let places = places_of(register, &[], console)?;
                tell_faults(&leaving.faults, &places, Listed::all_if(args.all_faults), console);
                console.tell(Phrase::FaultsAfterWithdrawal, &[("count", &leaving.faults.len())]);
            }
            return Ok(());
        }
        match register.withdraw(number, &products) {
            Ok(withdrawn) => tell(&withdrawn, Phrase::Withdrawn, args, console),
            Err(Error::StoodOn { number, faults }) => Err(stood_on(number, faults, args, register, console)?),
            Err(error) => Err(failure(&error, &[], lang)),
        }
    })
}

fn tell(withdrawn: &Withdrawn, phrase: Phrase, args: &Withdraw, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let values: [(&str, &dyn Display); 4] = [
        ("of", &args.number),
        ("batch", &withdrawn.batch),
        ("closed", &grouped(withdrawn.closed)),
        ("restored", &grouped(withdrawn.restored)),
    ];
    console.answer(&format!("{}\n", console.lang.say(phrase, &values)))
}

/// Tells the rows that stand on the batch; the refusal.
fn stood_on(
    number: BatchNumber,
    faults: Vec<Issue>,
    args: &Withdraw,
    register: &mut Register<'_>,
    console: &mut Console<'_, '_>,
) -> Result<Failure, Failure> {
    let places = places_of(register, &[], console)?;
    tell_faults(&faults, &places, Listed::all_if(args.all_faults), console);
    Ok(failure(&Error::StoodOn { number, faults }, &[], console.lang))
}
