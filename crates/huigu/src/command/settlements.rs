//! `huigu settlements`: what was approved, when, by whom and of what.

use huigu_answers::terminal;
use huigu_desk::{ListApprovals, sheets};

use crate::args::Settlements;
use crate::outcome::{Console, Failure};
use crate::output::in_form;
use crate::register::at_desk;

/// Lists the approved settlements.
pub fn run(args: &Settlements, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lines = at_desk(&args.register, &args.plan, console, |at, _| at.run(ListApprovals {}))?.approvals;
    let (lang, sheet) = (console.lang, sheets::approved(&lines, console.lang));
    let bytes = in_form(args.format, &lines, || terminal::table(&sheet, lang, ""), || sheet.clone(), lang)?;
    console.answer_bytes(&bytes)
}
