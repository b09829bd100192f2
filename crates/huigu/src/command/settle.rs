//! `huigu settle`: a year's measures; approving and verifying stand beside.

use huigu_answers::texts::{books, files};
use huigu_answers::{csv, settlement, terminal};
use huigu_desk::{FileSettlement, SettleYear, Year};

use super::approval;
use crate::args::{Settle, SheetFormat};
use crate::outcome::{Console, Failure};
use crate::output::{deliver, deliver_binary, json, unwritten};
use crate::plans;
use crate::progress::during;
use crate::settings::SettingKey;
use crate::source::{SourceDesk, at_source};

/// Settles the year and gives the answer in the form asked for.
pub fn run(args: &Settle, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    if args.format == SheetFormat::Xlsx && args.output.is_none() && console.context.out_is_terminal {
        // Said before the work, not after it.
        return Err(Failure::Usage(lang.t(files::NOT_ON_A_TERMINAL).to_owned()));
    }
    let Some(year) = args.year else {
        return args.verify.map_or(Ok(()), |number| approval::verify(number, args, console));
    };
    if let Some(note) = &args.approve {
        return approval::approve(year, note, args, console);
    }
    let plan = plans::load_with_hash(&args.plan, console)?;
    plans::rules_of_year(&plan.0, year, lang)?;
    at_source(&args.source, plan, console, |source, console| match args.format {
        SheetFormat::Xlsx => workbook(source, year, args, console),
        _ => figures(source, year, args, console),
    })
}

fn figures(source: &SourceDesk<'_>, year: i32, args: &Settle, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let answer = source.compute(SettleYear { year: Year::new(year), as_known_at: source.as_known_at }, console)?;
    let (found, names) = (&answer.found, source.at.names(&answer.names));
    let bytes = match args.format {
        SheetFormat::Json => json(found, lang)?,
        SheetFormat::Csv => csv::for_programs(settlement::for_programs(found, &names, lang), lang)
            .map_err(|error| unwritten(&error, lang))?,
        _ => terminal::answer(&settlement::sheets(found, &names, lang), lang).into_bytes(),
    };
    deliver(console, args.output.as_deref(), &bytes)
}

fn workbook(source: &SourceDesk<'_>, year: i32, args: &Settle, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let office = console.settings.text(SettingKey::Office, args.office.as_deref()).unwrap_or_default();
    let date = args.date.unwrap_or(console.context.today).to_string();
    let year = year.to_string();
    let input = source.at.input::<FileSettlement>(&[("year", &year), ("office", &office), ("date", &date)])?;
    let input = FileSettlement { as_known_at: source.as_known_at, lang: console.lang, ..input };
    let bytes = during(console.context.err_is_terminal, |progress| {
        progress.says(console.lang.t(books::COMPUTING).to_owned());
        source.at.run_to_bytes(input)
    })?;
    deliver_binary(console, args.output.as_deref(), &bytes)
}
