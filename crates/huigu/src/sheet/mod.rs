//! The settlement as the set of tables an office files: summary,
//! beneficiaries, lines, items not recognised and why, claimed and verified.

mod page;

use huigu_engine::{Explanation, Settlement, Status};
use huigu_plan::Plan;
use huigu_quantity::{Day, Fen, Lang, Phrase, Say};
use huigu_answers::texts::{files, settlement, sheets, targets, word};
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use self::page::{Column, Letterhead, Page, Value};
use crate::answer::explanation::{limit_and_actual, line_note};
use crate::answer::settlement::{difference, measure_name, note};
use crate::answer::wording::{self, Names, key, named};
use crate::outcome::Failure;

/// What stands on every page of the set.
pub struct Head<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The date put on it.
    pub date: Day,
    /// The office that files it.
    pub office: &'a str,
    /// The language.
    pub lang: Lang,
}

/// The set as the bytes of an XLSX workbook. `explanations` are those of every
/// beneficiary of every measure, in the order of the settlement.
///
/// # Errors
/// [`Failure::Environment`] when the workbook cannot be made, such as for want
/// of room for temporary files.
pub fn settlement_set(
    settlement: &Settlement,
    explanations: &mut dyn Iterator<Item = Explanation>,
    names: &Names,
    head: &Head<'_>,
) -> Result<Vec<u8>, Failure> {
    let lang = head.lang;
    made(settlement, explanations, names, head)
        .map_err(|error| Failure::Environment(lang.say(files::AnswerNotWritten { why: &error })))
}

fn made(
    settlement: &Settlement,
    explanations: &mut dyn Iterator<Item = Explanation>,
    names: &Names,
    head: &Head<'_>,
) -> Result<Vec<u8>, XlsxError> {
    let lang = head.lang;
    let plan = lang.say(settlement::NameAndId { name: &named(head.plan.name(), lang), id: &settlement.plan });
    let letterhead = Letterhead { plan, office: head.office.to_owned(), date: head.date, lang };
    let mut set = Set { workbook: Workbook::new(), settlement, names, letterhead: &letterhead, lang };
    let title = lang.say(sheets::SummaryTitle { year: &settlement.year });
    // The file's own date is the one on the tables: the same answer gives the same bytes.
    let (year, month, day) = head.date.ymd();
    let created =
        rust_xlsxwriter::ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(1900), month as u8, day as u8)?;
    set.workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    set.summary()?;
    set.beneficiaries()?;
    set.items(explanations)?;
    set.workbook.save_to_buffer()
}

struct Set<'a> {
    workbook: Workbook,
    settlement: &'a Settlement,
    names: &'a Names,
    letterhead: &'a Letterhead,
    lang: Lang,
}

const fn column(title: Phrase, width: f64) -> Column {
    Column { title, width }
}

const SUMMARY: &[Column] = &[
    column(word::SERIAL, 6.0),
    column(word::CLAUSE, 8.0),
    column(word::MEASURE, 40.0),
    column(word::STATE, 10.0),
    column(settlement::BENEFICIARY_COUNT, 10.0),
    column(settlement::LINE_COUNT, 10.0),
    column(word::DUE, 20.0),
    column(word::NOTE, 50.0),
];

const BENEFICIARIES: &[Column] = &[
    column(word::CLAUSE, 8.0),
    column(word::MEASURE, 32.0),
    column(word::BENEFICIARY, 22.0),
    column(word::BENEFICIARY_NAME, 32.0),
    column(settlement::LINE_COUNT, 10.0),
    column(settlement::UNCAPPED, 18.0),
    column(word::DUE, 18.0),
    column(settlement::CLAIMED, 18.0),
    column(settlement::CLAIMED_LESS_DUE, 18.0),
    column(word::NOTE, 36.0),
];

const LINES: &[Column] = &[
    column(word::CLAUSE, 7.0),
    column(word::MEASURE, 26.0),
    column(word::BENEFICIARY_NAME, 22.0),
    column(word::HOLDER, 21.0),
    column(word::ITEM, 18.0),
    column(word::PARTY_ID, 21.0),
    column(word::PARTY_NAME, 26.0),
    column(word::DAILY_AVERAGE, 17.0),
    column(word::DAILY_AVERAGE_BEFORE, 17.0),
    column(word::AMOUNT, 15.0),
    column(word::NOTE, 28.0),
];

const NEAR_MISSES: &[Column] = &[
    column(word::CLAUSE, 7.0),
    column(word::MEASURE, 26.0),
    column(word::BENEFICIARY_NAME, 22.0),
    column(word::HOLDER, 21.0),
    column(word::ITEM, 18.0),
    column(word::PARTY_ID, 21.0),
    column(word::PARTY_NAME, 26.0),
    column(word::REASON, 34.0),
    column(word::REQUIRED, 16.0),
    column(word::ACTUAL, 16.0),
];

const CLAIMS: &[Column] = &[
    column(word::CLAUSE, 7.0),
    column(word::MEASURE, 26.0),
    column(word::BENEFICIARY_NAME, 22.0),
    column(word::HOLDER, 21.0),
    column(word::ITEM, 18.0),
    column(settlement::CLAIMED, 16.0),
    column(word::VERIFIED, 16.0),
    column(word::DIFFERENCE, 16.0),
    column(word::VERDICT, 16.0),
    column(word::REASON, 40.0),
];

impl<'a> Set<'a> {
    fn begin(&mut self, name: Phrase, title: impl Say, columns: &'static [Column]) -> Result<Page<'a>, XlsxError> {
        let title = self.lang.say(title);
        Page::begin(&mut self.workbook, name, title, columns, self.letterhead)
    }

    fn summary(&mut self) -> Result<(), XlsxError> {
        let lang = self.lang;
        let mut page = self.begin(sheets::SUMMARY, sheets::SummaryTitle { year: &self.settlement.year }, SUMMARY)?;
        for (number, measure) in (1u64..).zip(&self.settlement.measures) {
            let active = measure.status == Status::Active;
            let count = |number: u64| if active { Value::Count(number) } else { Value::Blank };
            let note = if active {
                self.counted_twice(&measure.measure)
            } else {
                lang.say(targets::Unset { unset: &measure.unset.join(lang.comma()) })
            };
            let row = [
                Value::Count(number),
                Value::text(&measure.clause),
                Value::text(named(&measure.name, lang)),
                Value::text(lang.t(if active { settlement::ACTIVE } else { settlement::INACTIVE })),
                count(measure.beneficiaries.len() as u64),
                count(measure.beneficiaries.iter().map(|entitlement| entitlement.lines).sum()),
                Value::Money(measure.total),
                Value::text(note),
            ];
            page.row(&mut self.workbook, &row, false)?;
        }
        let blank = || Value::text("");
        let total = Value::text(lang.t(word::TOTAL));
        let row = [blank(), blank(), total, blank(), blank(), blank(), Value::Money(self.settlement.total), blank()];
        page.row(&mut self.workbook, &row, true)?;
        page.end(&mut self.workbook)
    }

    /// With which measures this one shares loans, and how many.
    fn counted_twice(&self, measure: &str) -> String {
        let lang = self.lang;
        let shared = self.settlement.counted_twice.iter().filter_map(|pair| {
            let [first, second] = &pair.measures;
            let other = match measure {
                _ if first == measure => second,
                _ if second == measure => first,
                _ => return None,
            };
            let name = measure_name(self.settlement, other, lang);
            Some(lang.say(settlement::SharedLoans { count: &pair.loans, measure: &name }))
        });
        shared.collect::<Vec<_>>().join(lang.semicolon())
    }

    fn beneficiaries(&mut self) -> Result<(), XlsxError> {
        let lang = self.lang;
        let mut page = self.begin(
            sheets::BENEFICIARIES,
            sheets::BeneficiariesTitle { year: &self.settlement.year },
            BENEFICIARIES,
        )?;
        for measure in &self.settlement.measures {
            for entitlement in &measure.beneficiaries {
                let row = [
                    Value::text(&measure.clause),
                    Value::text(named(&measure.name, lang)),
                    Value::text(&entitlement.id),
                    Value::text(self.names.beneficiary(&entitlement.id)),
                    Value::Count(entitlement.lines),
                    Value::Money(entitlement.uncapped),
                    Value::Money(entitlement.amount),
                    Value::money(entitlement.claimed),
                    Value::money(difference(entitlement)),
                    Value::text(note(entitlement, lang)),
                ];
                page.row(&mut self.workbook, &row, false)?;
            }
        }
        let mut row = vec![Value::text(""); BENEFICIARIES.len()];
        row[1] = Value::text(lang.t(word::TOTAL));
        row[6] = Value::Money(self.settlement.total);
        page.row(&mut self.workbook, &row, true)?;
        page.end(&mut self.workbook)
    }

    /// Lines, near misses and claims side by side, so that each explanation
    /// is made once and dropped.
    fn items(&mut self, explanations: &mut dyn Iterator<Item = Explanation>) -> Result<(), XlsxError> {
        let year = self.settlement.year;
        let mut lines = self.begin(sheets::LINES, sheets::LinesTitle { year: &year }, LINES)?;
        let near_misses = sheets::NearMissesTitle { year: &year };
        let mut near_misses = self.begin(sheets::NEAR_MISSES, near_misses, NEAR_MISSES)?;
        let mut claims = self.begin(sheets::CLAIMS, sheets::ClaimsTitle { year: &year }, CLAIMS)?;
        let (mut sum, mut any_claim) = (Fen::ZERO, false);
        for explanation in explanations {
            self.lines(&mut lines, &explanation)?;
            self.near_misses(&mut near_misses, &explanation)?;
            any_claim |= explanation.claims.is_some();
            self.claims(&mut claims, &explanation)?;
            sum += explanation.amount;
        }
        let mut total = vec![Value::text(""); LINES.len()];
        total[1] = Value::text(self.lang.t(word::TOTAL));
        total[9] = Value::Money(sum);
        lines.row(&mut self.workbook, &total, true)?;
        lines.end(&mut self.workbook)?;
        near_misses.end(&mut self.workbook)?;
        if any_claim {
            claims.end(&mut self.workbook)?;
        }
        Ok(())
    }

    fn about(&self, explanation: &Explanation) -> [Value; 3] {
        [
            Value::text(&explanation.clause),
            Value::text(named(&explanation.name, self.lang)),
            Value::text(match self.names.beneficiary(&explanation.beneficiary) {
                "" => &explanation.beneficiary,
                name => name,
            }),
        ]
    }

    fn lines(&mut self, page: &mut Page<'_>, explanation: &Explanation) -> Result<(), XlsxError> {
        for line in &explanation.lines {
            let (holder, id) = key(&line.item);
            let mut row = self.about(explanation).to_vec();
            row.extend([
                Value::text(holder),
                Value::text(id),
                Value::text(&line.borrower),
                Value::text(self.names.party(&line.borrower)),
                Value::money(line.daily_average),
                Value::money(line.daily_average_before),
                Value::Money(line.amount),
                Value::text(line_note(line, self.names, self.lang)),
            ]);
            page.row(&mut self.workbook, &row, false)?;
        }
        for adjustment in &explanation.adjustments {
            let mut row = self.about(explanation).to_vec();
            row.extend(vec![Value::text(""); 6]);
            row.extend([Value::Money(adjustment.amount), Value::text(wording::adjustment(adjustment.kind, self.lang))]);
            page.row(&mut self.workbook, &row, false)?;
        }
        Ok(())
    }

    fn near_misses(&mut self, page: &mut Page<'_>, explanation: &Explanation) -> Result<(), XlsxError> {
        for miss in &explanation.near_misses {
            let (holder, id) = key(&miss.item);
            for reason in &miss.reasons {
                let [limit, actual] = limit_and_actual(reason, self.lang);
                let mut row = self.about(explanation).to_vec();
                row.extend([
                    Value::text(holder),
                    Value::text(id),
                    Value::text(&miss.borrower),
                    Value::text(self.names.party(&miss.borrower)),
                    Value::text(wording::reason(reason, self.lang)),
                    Value::text(limit),
                    Value::text(actual),
                ]);
                page.row(&mut self.workbook, &row, false)?;
            }
        }
        Ok(())
    }

    fn claims(&mut self, page: &mut Page<'_>, explanation: &Explanation) -> Result<(), XlsxError> {
        let Some(claims) = &explanation.claims else { return Ok(()) };
        for line in &claims.lines {
            let reasons: Vec<&str> = line.reasons.iter().map(|reason| wording::reason(reason, self.lang)).collect();
            let mut row = self.about(explanation).to_vec();
            row.extend([
                Value::text(&line.lender),
                Value::text(&line.loan_id),
                Value::Money(line.claimed),
                Value::Money(line.verified),
                Value::Money(line.difference),
                Value::text(wording::verdict(line.why, self.lang)),
                Value::text(reasons.join(self.lang.semicolon())),
            ]);
            page.row(&mut self.workbook, &row, false)?;
        }
        let mut row = self.about(explanation).to_vec();
        row.extend([
            Value::text(self.lang.t(word::TOTAL)),
            Value::text(""),
            Value::Money(claims.claimed),
            Value::Money(claims.verified),
            Value::Money(claims.difference),
            Value::text(""),
            Value::text(""),
        ]);
        page.row(&mut self.workbook, &row, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::samples::{explanation_sample, names, settlement_sample};
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    fn set(lang: Lang) -> Vec<u8> {
        let plan = huigu_plan::shipped();
        let head =
            Head {
                plan: &plan, date: Day::from_ymd(2022, 3, 1).unwrap(), office: "镇海区金融发展服务中心", lang
            };
        let mut explanations = [explanation_sample()].into_iter();
        settlement_set(&settlement_sample(), &mut explanations, &names(), &head).unwrap()
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
        let summary = cells(&bytes, "汇总");
        assert_eq!(summary[0][0].to_string(), "2021 年度扶持资金测算汇总表");
        assert_eq!(summary[1][0].to_string(), "填报单位：镇海区金融发展服务中心");
        assert!(summary[1].iter().any(|cell| *cell == "制表日期：2022年3月1日"));
        assert!(summary[2].iter().any(|cell| *cell == "单位：元"));
        assert_eq!(summary[4][6], Data::Float(20_000.0));
        assert_eq!(summary[8][6], Data::Float(4_020_000.0), "the total");
        let signatures: Vec<String> =
            summary[10].iter().map(ToString::to_string).filter(|cell| !cell.is_empty()).collect();
        assert_eq!(signatures, ["制表：", "复核：", "审批："]);
        let lines = cells(&bytes, "明细");
        assert_eq!(lines[4][4], Data::String("=A-001".to_owned()), "an id is a text, never a formula");
        let near_misses = cells(&bytes, "未计入及原因");
        assert_eq!(near_misses.len(), 4 + 2 + 2, "two reasons, a blank row and the signatures");
        assert_eq!(cells(&bytes, "申报核对")[4][5], Data::Float(7534.25));
    }

    #[test]
    fn the_same_answer_gives_the_same_bytes() {
        assert_eq!(set(Lang::En), set(Lang::En));
    }
}
