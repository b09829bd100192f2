//! `huigu settle`: a year's measures; approving and verifying stand beside.

use huigu_answers::texts::{books, files, settlement as texts};
use huigu_answers::workbook::Letterhead;
use huigu_answers::{csv, filed, settlement, terminal};
use huigu_engine::{Explainer, settle};

use super::approval;
use crate::args::{Settle, SheetFormat};
use crate::books::gather;
use crate::outcome::{Console, Failure};
use crate::output::{deliver, deliver_binary, json, unwritten};
use crate::plans;
use crate::progress::during;
use crate::settings::SettingKey;

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
    let plan = plans::load(&args.plan, console)?;
    let rules = plans::rules_of_year(&plan, year, lang)?;
    let books = gather(&args.source, &rules, console)?;
    let visible = console.context.err_is_terminal;
    let answer = during(visible, |progress| {
        progress.says(lang.t(books::COMPUTING).to_owned());
        settle(&books.book, &rules, year)
    });
    let to = args.output.as_deref();
    match args.format {
        SheetFormat::Table => {
            let text = terminal::answer(&settlement::sheets(&answer, &books.names, lang), lang);
            deliver(console, to, text.as_bytes())
        }
        SheetFormat::Json => deliver(console, to, &json(&answer, lang)?),
        SheetFormat::Csv => {
            let sheet = settlement::for_programs(&answer, &books.names, lang);
            let bytes = csv::for_programs(sheet, lang).map_err(|error| unwritten(&error, lang))?;
            deliver(console, to, &bytes)
        }
        SheetFormat::Xlsx => {
            let office = console.settings.text(SettingKey::Office, args.office.as_deref()).unwrap_or_default();
            let plan = lang.say(texts::NameAndId { name: &plan.name().get(lang), id: &answer.plan });
            let head = Letterhead { plan, office, date: args.date.unwrap_or(console.context.today), lang };
            let bytes = during(visible, |progress| {
                progress.says(lang.t(books::COMPUTING).to_owned());
                let explainer = Explainer::new(&books.book, &rules, year);
                // An inactive measure, and only such, explains nobody.
                let measures = rules.measures.iter().filter_map(|measure| explainer.explain_all(&measure.id).ok());
                let mut explanations = measures.flatten();
                filed::settlement_set(&answer, &mut explanations, &books.names, &head)
            });
            let bytes = bytes.map_err(|error| unwritten(&error, lang))?;
            deliver_binary(console, to, &bytes)
        }
    }
}
