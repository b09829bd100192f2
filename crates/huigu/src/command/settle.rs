//! `huigu settle`: a year's measures; approving and verifying stand beside.

use huigu_engine::{Explainer, settle};
use huigu_answers::texts::{books, files};

use super::approval;
use crate::answer::{json, settlement};
use crate::args::{Settle, SheetFormat};
use crate::books::{PartyNames, gather};
use crate::flat;
use crate::outcome::{Console, Failure};
use crate::output::{deliver, deliver_binary};
use crate::plans;
use crate::progress::during;
use crate::settings::Which;
use crate::sheet;

/// Settles the year and gives the answer in the form asked for.
pub fn run(args: &Settle, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    if args.format == SheetFormat::Xlsx && args.output.is_none() && console.around.out_is_terminal {
        // Said before the work, not after it.
        return Err(Failure::Usage(lang.t(files::NOT_ON_A_TERMINAL).to_owned()));
    }
    let Some(year) = args.year else {
        return args.verify.map_or(Ok(()), |number| approval::verify(number, args, console));
    };
    if let Some(note) = &args.approve {
        return approval::approve(year, note, args, console);
    }
    let plan = plans::load(&args.plan, console)?;
    let rules = plans::rules_of_year(&plan, year, lang)?;
    let wanted = if args.format == SheetFormat::Json { PartyNames::NotWanted } else { PartyNames::Wanted };
    let books = gather(&args.source, &rules, wanted, console)?;
    let visible = console.around.err_is_terminal;
    let answer = during(visible, |progress| {
        progress.says(lang.t(books::COMPUTING).to_owned());
        settle(&books.book, &rules, year)
    });
    let to = args.output.as_deref();
    match args.format {
        SheetFormat::Table => deliver(console, to, settlement::table(&answer, &books.names, lang).as_bytes()),
        SheetFormat::Json => deliver(console, to, &json(&answer, lang)?),
        SheetFormat::Csv => {
            let rows = settlement::rows(&answer, &books.names);
            deliver(console, to, &flat::csv(settlement::COLUMNS, rows, lang)?)
        }
        SheetFormat::Xlsx => {
            let office = console.settings.text(Which::Office, args.office.as_deref()).unwrap_or_default();
            let head =
                sheet::Head { plan: &plan, date: args.date.unwrap_or(console.around.today), office: &office, lang };
            let bytes = during(visible, |progress| {
                progress.says(lang.t(books::COMPUTING).to_owned());
                let explainer = Explainer::new(&books.book, &rules, year);
                // An inactive measure, and only such, explains nobody.
                let measures = rules.measures.iter().filter_map(|measure| explainer.explain_all(&measure.id).ok());
                let mut explanations = measures.flatten();
                sheet::settlement_set(&answer, &mut explanations, &books.names, &head)
            })?;
            deliver_binary(console, to, &bytes)
        }
    }
}
