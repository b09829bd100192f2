//! `huigu settle --approve` and `--verify`: a settlement frozen, and computed
//! again to the fen.

use huigu_answers::texts::{approvals, audit, books, usage};
use huigu_answers::{NoNames, settlement, terminal};
use huigu_desk::{ApproveYear, ListIssues, VerifySettlement, sheets};

use crate::args::{Settle, SheetFormat};
use crate::outcome::{Console, Failure};
use crate::output::{deliver, json};
use crate::plans;
use crate::progress::during;
use crate::register::{at_desk, at_desk_of};

/// The workbook is an office's form of a settlement, not of these answers.
fn no_workbook(args: &Settle, console: &Console<'_, '_>) -> Result<(), Failure> {
    if matches!(args.format, SheetFormat::Table | SheetFormat::Json) {
        return Ok(());
    }
    Err(Failure::Usage(console.lang.t(usage::TABLE_OR_JSON).to_owned()))
}

/// Approves a year by what is known now.
pub fn approve(year: i32, note: &str, args: &Settle, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    no_workbook(args, console)?;
    let (plan, lang) = (plans::load_with_hash(&args.plan, console)?, console.lang);
    plans::rules_of_year(&plan.0, year, lang)?;
    at_desk_of(false, &args.source.register, plan, console, |at, console| {
        let input = at.input::<ApproveYear>(&[("year", &year.to_string()), ("note", note)])?;
        let done = during(console.context.err_is_terminal, |progress| {
            progress.says(lang.t(books::COMPUTING).to_owned());
            at.run(input)
        })?;
        // Told first: the approval stands whatever becomes of the answer.
        console.tell(approvals::ApprovedAs { number: &done.settlement, year: &year });
        if let Some(head) = done.head {
            console.tell(audit::HeadIs { head: &head });
        }
        let bytes = match args.format {
            SheetFormat::Json => json(&done.found, lang)?,
            _ => {
                // Names by what is known now.
                let known = at.run(ListIssues { as_known_at: None })?;
                terminal::answer(&settlement::sheets(&done.found, &at.names(&known.names), lang), lang).into_bytes()
            }
        };
        deliver(console, args.output.as_deref(), &bytes)
    })
}

/// Computes an approved settlement again, and lists what would differ by now.
pub fn verify(number: u32, args: &Settle, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    no_workbook(args, console)?;
    let lang = console.lang;
    let found = at_desk(&args.source.register, &args.plan, console, |at, console| {
        let input = at.input::<VerifySettlement>(&[("settlement", &number.to_string())])?;
        during(console.context.err_is_terminal, |progress| {
            progress.says(lang.t(books::COMPUTING).to_owned());
            at.run(input)
        })
    })?;
    let bytes = match args.format {
        SheetFormat::Json => json(&found, lang)?,
        _ => terminal::answer(&[sheets::verification(&found, &NoNames, lang)], lang).into_bytes(),
    };
    deliver(console, args.output.as_deref(), &bytes)?;
    if found.holds() { Ok(()) } else { Err(Failure::Negative) }
}
