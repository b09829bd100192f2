//! `huigu settlements`: what was approved, when, by whom and of what.

use huigu_answers::terminal;
use huigu_desk::{ApprovedTold, sheets};

use crate::args::Settlements;
use crate::outcome::{Console, Failure};
use crate::output::in_form;
use crate::plans;
use crate::register::{self, failure};

/// Lists the approved settlements.
pub fn run(args: &Settlements, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let plan = plans::load(&args.plan, console)?;
    let lang = console.lang;
    let approved = register::with(&args.register, plan.id(), false, console, |register, _| {
        register.approved().map_err(|error| failure(&error, &[], lang))
    })?;
    let lines: Vec<ApprovedTold> = approved.iter().map(ApprovedTold::from).collect();
    let sheet = sheets::approved(&lines, lang);
    let bytes = in_form(args.format, &lines, || terminal::table(&sheet, lang, ""), || sheet.clone(), lang)?;
    console.answer_bytes(&bytes)
}
