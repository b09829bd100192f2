//! `huigu withdraw`: takes a batch back, as a batch of its own.

use huigu_desk::BatchNumber;

use crate::args::Withdraw;
use crate::books::places_of;
use crate::catalogue::Phrase;
use crate::outcome::{Console, Failure};
use crate::plans;
use crate::register::{self, failure};
use crate::table::grouped;
use crate::trouble::tell_faults;

/// Withdraws the batch and tells what that leaves.
pub fn run(args: &Withdraw, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let plan = plans::load(&args.plan, console)?;
    let products: Vec<&str> = plan.products().iter().map(|product| product.id.as_str()).collect();
    register::with(&args.register, plan.id(), false, console, |register, console| {
        let lang = console.lang;
        let failed = |error: huigu_desk::Error| failure(&error, &[], lang);
        let done = register.withdraw(BatchNumber(args.number)).map_err(failed)?;
        let values: [(&str, &dyn std::fmt::Display); 4] = [
            ("of", &args.number),
            ("batch", &done.batch),
            ("closed", &grouped(done.closed)),
            ("restored", &grouped(done.restored)),
        ];
        console.answer(&format!("{}\n", lang.say(Phrase::Withdrawn, &values)))?;
        let known = register.known(None, &products).map_err(failed)?;
        if known.faults() > 0 {
            let places = places_of(register, &[], console)?;
            tell_faults(known.issues.list(), &places, false, console);
            console.tell(Phrase::FaultsAfterWithdrawal, &[("count", &known.faults())]);
        }
        Ok(())
    })
}
