//! `huigu settlements`: what was approved, when, by whom and of what.

use huigu_desk::ApprovedTold;
use huigu_answers::texts::{approvals, word};

use crate::answer::json;
use crate::args::{Format, Settlements};
use crate::flat::{self, Cell};
use crate::outcome::{Console, Failure};
use crate::plans;
use crate::register::{self, failure};
use crate::table::{Side, Table};

const COLUMNS: &[&str] = &["settlement", "year", "date", "who", "note", "batch", "plan_sm3", "result_sm3"];

/// Lists the approved settlements.
pub fn run(args: &Settlements, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let plan = plans::load(&args.plan, console)?;
    let lang = console.lang;
    let approved = register::with(&args.register, plan.id(), false, console, |register, _| {
        register.approved().map_err(|error| failure(&error, &[], lang))
    })?;
    let lines: Vec<ApprovedTold> = approved.iter().map(ApprovedTold::from).collect();
    match args.format {
        Format::Json => console.answer_bytes(&json(&lines, lang)?),
        Format::Csv => {
            let rows = lines.iter().map(|line| {
                let figures = [line.settlement.to_string(), line.year.to_string(), line.date.clone()];
                let mut row: Vec<Cell> = figures.iter().map(Cell::figure).collect();
                row.extend([Cell::text(&line.who), Cell::text(&line.note), Cell::figure(line.batch)]);
                row.extend([Cell::text(&line.plan_sm3), Cell::text(&line.result_sm3)]);
                row
            });
            console.answer_bytes(&flat::csv(COLUMNS, rows, lang)?)
        }
        Format::Table if lines.is_empty() => console.answer(&format!("{}\n", lang.t(approvals::NONE_YET))),
        Format::Table => {
            let mut table = Table::new([
                (lang.t(approvals::NUMBER), Side::Right),
                (lang.t(word::YEAR), Side::Right),
                (lang.t(approvals::APPROVED_ON), Side::Left),
                (lang.t(approvals::APPROVED_BY), Side::Left),
                (lang.t(word::BATCH), Side::Right),
                (lang.t(word::NOTE), Side::Left),
            ]);
            for line in &lines {
                let (number, year, batch) =
                    (line.settlement.to_string(), line.year.to_string(), line.batch.to_string());
                table.row([number, year, line.date.clone(), line.who.clone(), batch, line.note.clone()]);
            }
            console.answer(&table.text(""))
        }
    }
}
