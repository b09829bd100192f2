//! `huigu withdraw`: takes a batch back, as a batch of its own, or shows what
//! that would leave.

use huigu_answers::figures::grouped;
use huigu_answers::texts::books;
use huigu_desk::{BatchNumber, Error, Register, Withdrawn};
use huigu_facts::Issue;

use super::import::effect_on_approved;
use crate::args::Withdraw;
use crate::books::places_of;
use crate::outcome::{Console, Failure};
use crate::plans;
use crate::register::{self, failure};
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
            tell(&leaving.withdrawn, true, args, console)?;
            if leaving.faults.is_empty() {
                return effect_on_approved(
                    &leaving.book,
                    |year| lang.say(books::WithdrawalEffect { year: &year }),
                    &plan,
                    register,
                    console,
                );
            }
            return Err(stood_on(number, leaving.faults, args, register, console)?);
        }
        if args.even_with_faults {
            let done = register.withdraw_even_with_faults(number, &products);
            let leaving = done.map_err(|error| failure(&error, &[], lang))?;
            tell(&leaving.withdrawn, false, args, console)?;
            if !leaving.faults.is_empty() {
                let places = places_of(register, &[], console)?;
                tell_faults(&leaving.faults, &places, Listed::all_if(args.all_faults), console);
                console.tell(books::FaultsAfterWithdrawal { count: &leaving.faults.len() });
            }
            return Ok(());
        }
        match register.withdraw(number, &products) {
            Ok(withdrawn) => tell(&withdrawn, false, args, console),
            Err(Error::StoodOn { number, faults }) => Err(stood_on(number, faults, args, register, console)?),
            Err(error) => Err(failure(&error, &[], lang)),
        }
    })
}

/// What was withdrawn, or would be.
fn tell(withdrawn: &Withdrawn, would: bool, args: &Withdraw, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (of, batch) = (&args.number, &withdrawn.batch);
    let (closed, restored) = (&grouped(withdrawn.closed), &grouped(withdrawn.restored));
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
    args: &Withdraw,
    register: &mut Register<'_>,
    console: &mut Console<'_, '_>,
) -> Result<Failure, Failure> {
    let places = places_of(register, &[], console)?;
    tell_faults(&faults, &places, Listed::all_if(args.all_faults), console);
    Ok(failure(&Error::StoodOn { number, faults }, &[], console.lang))
}
