//! `huigu settle --approve` and `--verify`: a settlement frozen, and computed
//! again to the fen.

use huigu_answers::texts::{approvals, audit, books, usage};
use huigu_answers::{Nameless, settlement, terminal};
use huigu_desk::{Register, VerificationTold, sheets};
use huigu_plan::Rules;
use huigu_quantity::Lang;

use crate::args::{Settle, SheetFormat};
use crate::books::{BookNames, Books, products};
use crate::outcome::{Console, Failure};
use crate::output::{deliver, json};
use crate::plans;
use crate::progress::during;
use crate::register::{self, failure};

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
    let (plan, hash) = plans::load_with_hash(&args.plan, console)?;
    let lang = console.lang;
    let rules = plans::rules_of_year(&plan, year, lang)?;
    register::with(&args.source.register, plan.id(), false, console, |register, console| {
        let done = during(console.around.err_is_terminal, |progress| {
            progress.says(lang.t(books::COMPUTING).to_owned());
            register.approve(year, &rules, hash, note)
        });
        let (number, answer) = done.map_err(|error| failure(&error, &[], lang))?;
        let head = register.head().map_err(|error| failure(&error, &[], lang))?;
        // Told first: the approval stands whatever becomes of the answer.
        console.tell(approvals::ApprovedAs { number: &number, year: &year });
        if let Some(head) = head {
            console.tell(audit::HeadIs { head: &head });
        }
        let bytes = match args.format {
            SheetFormat::Json => json(&answer, lang)?,
            _ => {
                let names = names(&rules, register, lang)?;
                terminal::answer(&settlement::sheets(&answer, &names, lang), lang).into_bytes()
            }
        };
        deliver(console, args.output.as_deref(), &bytes)
    })
}

/// Names for the table, by what is known now.
fn names(rules: &Rules, register: &mut Register<'_>, lang: Lang) -> Result<BookNames, Failure> {
    let known = register.known(None, &products(rules)).map_err(|error| failure(&error, &[], lang))?;
    Ok(Books::of(known.book, rules).names)
}

/// Computes an approved settlement again, and lists what would differ by now.
pub fn verify(number: u32, args: &Settle, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    no_workbook(args, console)?;
    let (plan, hash) = plans::load_with_hash(&args.plan, console)?;
    let lang = console.lang;
    register::with(&args.source.register, plan.id(), false, console, |register, console| {
        let found = during(console.around.err_is_terminal, |progress| {
            progress.says(lang.t(books::COMPUTING).to_owned());
            let approved = register.approved().map_err(|error| failure(&error, &[], lang))?;
            let year = approved.iter().find(|one| one.number == number).map(|one| one.year);
            let rules = match year {
                Some(year) => Some(plans::rules_of_year(&plan, year, lang)?),
                None => None,
            };
            register.verify_settlement(number, hash, rules.as_ref()).map_err(|error| failure(&error, &[], lang))
        })?;
        let bytes = match args.format {
            SheetFormat::Json => json(&VerificationTold::from(&found), lang)?,
            _ => terminal::answer(&[sheets::verification(&found, &Nameless, lang)], lang).into_bytes(),
        };
        deliver(console, args.output.as_deref(), &bytes)?;
        if found.holds() { Ok(()) } else { Err(Failure::Negative) }
    })
}
