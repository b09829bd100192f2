//! The settlement as the set of tables an office files: summary,
//! beneficiaries, lines, items not counted and why, claimed and verified.

use huigu_engine::{Explanation, Settlement, Status};
use huigu_plan::Text;
use huigu_quantity::Fen;

use crate::cell::Cell;
use crate::names::Names;
use crate::sheet::{Sheet, View};
use crate::texts::{sheets, word};
use crate::workbook::{Letterhead, Page, Workbook};
use crate::{WriteError, explanation, settlement, texts};

/// The set as the bytes of an XLSX workbook. `explanations` are those of every
/// beneficiary of every measure, in the order of the settlement; each is made
/// once and dropped.
///
/// # Errors
/// [`WriteError`] when the workbook cannot be made, such as for want of room
/// for temporary files.
pub fn settlement_set(
    found: &Settlement,
    explanations: &mut dyn Iterator<Item = Explanation>,
    names: &dyn Names,
    head: &Letterhead,
) -> Result<Vec<u8>, WriteError> {
    let (lang, year) = (head.lang, &found.year);
    let title = lang.say(sheets::SummaryTitle { year });
    let mut book = Workbook::new(&title, head)?;
    book.add(lang.t(sheets::SUMMARY), titled(settlement::summary(found, names, lang), title))?;
    let sheet = settlement::beneficiaries(found.year, &found.measures, names, lang);
    book.add(lang.t(word::BENEFICIARIES), titled(sheet, lang.say(sheets::BeneficiariesTitle { year })))?;

    let none = of_nobody(found.year);
    let page = |book: &mut Workbook<'_>, name, sheet, title| book.page(lang.t(name), titled(sheet, title));
    let sheet = explanation::lines(&none, names, lang);
    let mut lines = page(&mut book, sheets::LINES, sheet, lang.say(sheets::LinesTitle { year }))?;
    let sheet = explanation::near_misses(&none, names, lang);
    let mut near = page(&mut book, texts::settlement::NEAR_MISSES, sheet, lang.say(sheets::NearMissesTitle { year }))?;
    let sheet = explanation::claimed(&none, names, lang);
    let mut claims = page(&mut book, sheets::CLAIMS, sheet, lang.say(sheets::ClaimsTitle { year }))?;
    let (mut sum, mut any_claim) = (Fen::ZERO, false);
    for one in explanations {
        let mut counted = explanation::lines(&one, names, lang).seen(View::Filed);
        // What floor and caps take stands beside the lines, so that the column adds up.
        let adjustments = counted.totals.len().saturating_sub(2);
        let taken: Vec<_> = counted.totals.drain(1..).take(adjustments).collect();
        counted.totals.clear();
        counted.rows.extend(taken);
        add(&mut book, &mut lines, counted)?;
        add(&mut book, &mut near, explanation::near_misses(&one, names, lang).seen(View::Filed))?;
        if one.claims.is_some() {
            any_claim = true;
            add(&mut book, &mut claims, explanation::claimed(&one, names, lang).seen(View::Filed))?;
        }
        sum += one.amount;
    }
    let total = [("item", Cell::from(lang.t(word::TOTAL))), ("amount", sum.into())];
    let total = explanation::lines(&none, names, lang).seen(View::Filed).by_key(total);
    book.row(&mut lines, &total, true)?;
    book.end(lines)?;
    book.end(near)?;
    if any_claim {
        book.end(claims)?;
    }
    book.bytes()
}

/// What an office's file holds of a sheet, under a title.
fn titled(sheet: Sheet, title: String) -> Sheet {
    Sheet { title, ..sheet.seen(View::Filed) }
}

fn add(book: &mut Workbook<'_>, page: &mut Page, sheet: Sheet) -> Result<(), WriteError> {
    sheet.rows.iter().try_for_each(|row| book.row(page, row, false))?;
    sheet.totals.iter().try_for_each(|row| book.row(page, row, true))
}

/// An explanation without anything in it, for its columns.
fn of_nobody(year: i32) -> Explanation {
    Explanation {
        measure: String::new(),
        name: Text::default(),
        clause: String::new(),
        year,
        beneficiary: String::new(),
        status: Status::Active,
        unset: Vec::new(),
        uncapped: Fen::ZERO,
        amount: Fen::ZERO,
        lines: Vec::new(),
        adjustments: Vec::new(),
        near_misses: Vec::new(),
        claims: None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use huigu_quantity::{Day, Lang};

    use super::*;
    use crate::samples::{SampleNames, explanation_sample, settlement_sample};

    fn set(lang: Lang) -> Vec<u8> {
        let date = Day::from_ymd(2022, 3, 1).unwrap();
        let head = Letterhead {
            plan: "方案".to_owned(), office: "镇海区金融发展服务中心".to_owned(), date, lang
        };
        let mut explanations = [explanation_sample()].into_iter();
        settlement_set(&settlement_sample(), &mut explanations, &SampleNames, &head).unwrap()
    }

    fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<Data>> {
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
        workbook.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn the_set_is_what_an_office_files() {
        let bytes = set(Lang::Zh);
        if let Some(kept) = std::env::var_os("HUIGU_KEEP_WORKBOOK") {
            std::fs::write(kept, &bytes).unwrap();
        }
        let text = |text: &str| Data::String(text.to_owned());
        let summary = cells(&bytes, "汇总");
        assert_eq!(summary[0][0].to_string(), "2021 年度扶持资金测算汇总表");
        assert_eq!(summary[1][0].to_string(), "填报单位：镇海区金融发展服务中心");
        assert!(summary[1].contains(&text("制表日期：2022年3月1日")));
        assert!(summary[2].contains(&text("单位：元")));
        let due = summary[3].iter().position(|cell| *cell == "应补金额").unwrap();
        assert_eq!(summary[4][due], Data::Float(20_000.0));
        assert_eq!(summary[8][due], Data::Float(4_020_000.0), "the total");
        let signatures: Vec<String> =
            summary[10].iter().map(ToString::to_string).filter(|cell| !cell.is_empty()).collect();
        assert_eq!(signatures, ["制表：", "复核：", "审批："]);
        let lines = cells(&bytes, "明细");
        assert!(lines[4].contains(&text("=A-001")), "an id is a text, never a formula");
        let amount = lines[3].iter().position(|cell| *cell == "金额").unwrap();
        let amounts: Vec<&Data> = lines[4..8].iter().map(|row| &row[amount]).collect();
        let wanted = [28_123.29, -8.01, -8_115.28, 20_000.0].map(Data::Float);
        assert_eq!(amounts, wanted.iter().collect::<Vec<_>>(), "lines, what the cap takes, and their sum");
        let near_misses = cells(&bytes, "未计入业务及原因");
        assert_eq!(near_misses.len(), 4 + 2 + 2, "two reasons, a blank row and the signatures");
        assert!(near_misses[4].contains(&Data::Float(0.0385)), "a rate is a number in percent");
        assert!(cells(&bytes, "申报核对")[4].contains(&Data::Float(7534.25)));
    }

    #[test]
    fn the_same_answer_gives_the_same_bytes() {
        assert_eq!(set(Lang::En), set(Lang::En));
    }
}
