//! Reads a case file, line by line.

use huigu_facts::Kind;
use huigu_quantity::{Day, Fen, MoneyUnit, Ratio, parse_decimal};

use super::case::{Case, Figure, Payment, Question};
use super::tables::{Table, books};
use crate::outcome::ClaimedLine;

/// Reads a case.
///
/// # Errors
/// `name:line: what is wrong and what is expected`.
pub fn parse(name: &str, text: &str) -> Result<Case, String> {
    let mut reader = Reader::default();
    for (number, line) in text.lines().enumerate() {
        reader.line(number + 1, line).map_err(|wrong| format!("{name}:{}: {wrong}", number + 1))?;
    }
    let case = reader.finish(name);
    let wrong = if case.title.is_empty() || case.clause.is_empty() || case.why.is_empty() {
        Some("a case needs title, clause and why")
    } else if case.questions.is_empty() {
        Some("a case asks at least one question: settle YEAR, targets DATE or check")
    } else {
        None
    };
    wrong.map_or(Ok(case), |wrong| Err(format!("{name}: {wrong}")))
}

#[derive(Default)]
struct Reader {
    title: String,
    clause: String,
    why: String,
    plan: String,
    settings: Vec<String>,
    tables: Vec<Table>,
    in_table: bool,
    questions: Vec<Question>,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) -> Result<(), String> {
        let text = line.split('#').next().unwrap_or_default().trim();
        if text.is_empty() {
            // A blank line ends a table, a line of comment does not.
            self.in_table &= !line.trim().is_empty();
            return Ok(());
        }
        if let Some(kind) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            return self.open_table(kind);
        }
        if self.in_table {
            return self.row(text);
        }
        if let Some((key, value)) = text.split_once(':').filter(|_| self.questions.is_empty()) {
            return self.heading(key.trim(), value.trim());
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        match (words.as_slice(), self.questions.last_mut()) {
            (["settle", year], _) => {
                self.questions.push(Question::Settle { year: number_of(year)?, expected: Vec::new() });
            }
            (["refused", "settle", year], _) => {
                let day = Day::new_year(number_of(year)? + 1).before();
                self.questions.push(Question::Refused { day });
            }
            (["refused", "targets", day], _) => self.questions.push(Question::Refused { day: date(day)? }),
            (["check"], _) => self.questions.push(Question::Check { faults: Vec::new(), findings: Vec::new() }),
            (["fault", code], Some(Question::Check { faults, .. })) => faults.push((number, (*code).to_owned())),
            (["finding", code], Some(Question::Check { findings, .. })) => findings.push((number, (*code).to_owned())),
            (["targets", day], _) => self.questions.push(Question::Targets { day: date(day)?, expected: Vec::new() }),
            (words, Some(Question::Settle { expected, .. })) => expected.push((number, payment(words)?)),
            (words, Some(Question::Targets { expected, .. })) => expected.push((number, figure(words)?)),
            (_, Some(Question::Check { .. })) => return Err(format!("{text:?}: expected fault CODE or finding CODE")),
            (_, Some(Question::Refused { .. }) | None) => {
                return Err(format!("{text:?}: expected a heading, a [table], settle YEAR, targets DATE or check"));
            }
        }
        Ok(())
    }

    fn heading(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "title" => self.title = value.to_owned(),
            "clause" => self.clause = value.to_owned(),
            "why" if self.why.is_empty() => self.why = value.to_owned(),
            "why" => self.why = format!("{} {value}", self.why),
            "plan" => self.plan = value.to_owned(),
            "set" => {
                let (name, set) = value.split_once('=').ok_or("expected set: NAME = VALUE")?;
                self.settings.push(format!("{}={}", name.trim(), set.trim()));
            }
            _ => return Err(format!("unknown heading {key:?}: title, clause, why, plan or set")),
        }
        Ok(())
    }

    fn open_table(&mut self, kind: &str) -> Result<(), String> {
        let known = Kind::ALL.iter().map(|known| known.name()).find(|known| *known == kind);
        let known = known.ok_or_else(|| format!("no kind of book: {kind}"))?;
        if self.tables.iter().any(|table| table.kind == known) {
            return Err(format!("a second table of {kind}"));
        }
        self.tables.push(Table { kind: known, columns: Vec::new(), rows: Vec::new() });
        self.in_table = true;
        Ok(())
    }

    fn row(&mut self, text: &str) -> Result<(), String> {
        let cells: Vec<String> = text.split(',').map(|cell| cell.trim().to_owned()).collect();
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        if table.columns.is_empty() {
            table.columns = cells;
        } else if cells.len() == table.columns.len() {
            table.rows.push(cells);
        } else {
            return Err(format!("{} cells under {} columns", cells.len(), table.columns.len()));
        }
        Ok(())
    }

    fn finish(self, name: &str) -> Case {
        Case {
            name: name.to_owned(),
            title: self.title,
            clause: self.clause,
            why: self.why,
            plan: self.plan,
            settings: self.settings,
            books: books(self.tables),
            questions: self.questions,
        }
    }
}

fn payment(words: &[&str]) -> Result<Payment, String> {
    let own = |text: &str| text.to_owned();
    match *words {
        ["inactive", measure, ref unset @ ..] => {
            Ok(Payment::Inactive { measure: own(measure), unset: unset.iter().map(|name| own(name)).collect() })
        }
        ["nobody", measure] => Ok(Payment::NotListed { measure: own(measure), beneficiary: None }),
        ["not-listed", measure, beneficiary] => {
            Ok(Payment::NotListed { measure: own(measure), beneficiary: Some(own(beneficiary)) })
        }
        ["line", measure, item, amount, ref rest @ ..] => {
            let (owner, id) = owner_and_id(item)?;
            let (average, before) = match *rest {
                [] => (None, None),
                ["average", average] => (Some(fraction(average)?), None),
                ["average", average, "before", before] => (Some(fraction(average)?), Some(fraction(before)?)),
                _ => return Err("expected: average YUAN [before YUAN]".to_owned()),
            };
            Ok(Payment::Line { measure: own(measure), owner, id, amount: fen(amount)?, average, before })
        }
        ["no-line", measure, item] => {
            let (owner, id) = owner_and_id(item)?;
            Ok(Payment::NoLine { measure: own(measure), owner, id })
        }
        ["near-miss", measure, item, ref codes @ ..] if !codes.is_empty() => {
            let (owner, id) = owner_and_id(item)?;
            let reasons = codes.iter().map(|code| own(code)).collect();
            Ok(Payment::NearMiss { measure: own(measure), owner, id, reasons })
        }
        ["no-near-miss", measure, item] => {
            let (owner, id) = owner_and_id(item)?;
            Ok(Payment::NoNearMiss { measure: own(measure), owner, id })
        }
        ["claim", measure, who, "claimed", claimed, "verified", verified, ref rest @ ..] => {
            let unclaimed = match *rest {
                [] => Vec::new(),
                ["unclaimed", ref items @ ..] => {
                    items.iter().map(|item| owner_and_id(item)).collect::<Result<_, _>>()?
                }
                _ => return Err("expected: unclaimed OWNER/ID...".to_owned()),
            };
            let (claimed, verified) = (fen(claimed)?, fen(verified)?);
            Ok(Payment::Claim { measure: own(measure), beneficiary: own(who), claimed, verified, unclaimed })
        }
        ["claim-line", measure, who, item, "claimed", claimed, "verified", verified, why, ref codes @ ..] => {
            let (owner, id) = owner_and_id(item)?;
            let reasons = codes.iter().map(|code| own(code)).collect();
            let (claimed, verified) = (fen(claimed)?, fen(verified)?);
            let line = ClaimedLine { owner, id, claimed, verified, why: own(why), reasons };
            Ok(Payment::ClaimLine { measure: own(measure), beneficiary: own(who), line })
        }
        ["books-begin-later", measure, item, ref lenders @ ..] => {
            let (owner, id) = owner_and_id(item)?;
            let lenders = lenders.iter().map(|lender| own(lender)).collect();
            Ok(Payment::BooksBeginLater { measure: own(measure), owner, id, lenders })
        }
        [measure, beneficiary, "uncapped", uncapped, "amount", amount, ref rest @ ..] => {
            beneficiary_line(measure, beneficiary, uncapped, amount, rest)
        }
        _ => Err(format!("{:?}: not a line of a settlement", words.join(" "))),
    }
}

fn beneficiary_line(
    measure: &str,
    beneficiary: &str,
    uncapped: &str,
    amount: &str,
    rest: &[&str],
) -> Result<Payment, String> {
    let mut adjustments = Vec::new();
    for pair in rest.chunks(2) {
        match pair {
            [kind @ ("floor" | "cap" | "incomplete"), amount] => adjustments.push(((*kind).to_owned(), fen(amount)?)),
            _ => return Err("expected: floor, cap or incomplete, each with its amount".to_owned()),
        }
    }
    let incomplete = adjustments.iter().any(|(kind, _)| kind == "incomplete");
    // "incomplete 0.00" only says that it is.
    adjustments.retain(|(_, amount)| *amount != 0);
    let (uncapped, amount) = (fen(uncapped)?, fen(amount)?);
    if uncapped + adjustments.iter().map(|(_, by)| by).sum::<i128>() != amount {
        return Err("uncapped and adjustments do not add up to amount".to_owned());
    }
    let (measure, beneficiary) = (measure.to_owned(), beneficiary.to_owned());
    Ok(Payment::Beneficiary { measure, beneficiary, uncapped, amount, incomplete, adjustments })
}

fn figure(words: &[&str]) -> Result<Figure, String> {
    let figure = |target: &str, value: Option<&str>, met| Figure {
        target: target.to_owned(),
        value: value.map(str::to_owned),
        met,
    };
    match *words {
        [target, "none"] => Ok(figure(target, None, None)),
        [target, value, judged] => {
            let six = value.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 6);
            if !six || parse_decimal(value, 6).is_none() {
                return Err(format!("{value}: a value has six decimals"));
            }
            let met = match judged {
                "met" => Some(true),
                "missed" => Some(false),
                "unjudged" => None,
                _ => return Err(format!("{judged}: expected met, missed or unjudged")),
            };
            Ok(figure(target, Some(value), met))
        }
        _ => Err("expected: TARGET VALUE met|missed|unjudged, or TARGET none".to_owned()),
    }
}

fn number_of(year: &str) -> Result<i32, String> {
    year.parse().ok().filter(|year| (1970..2149).contains(year)).ok_or_else(|| format!("{year} is no year"))
}

fn date(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|error| format!("{text}: {error}"))
}

fn fen(text: &str) -> Result<i128, String> {
    Fen::parse(text, MoneyUnit::Yuan).map(|fen| i128::from(fen.0)).map_err(|error| format!("{text}: {error}"))
}

/// Yuan as a decimal, or as a fraction `NUM/DEN`, into fen.
fn fraction(text: &str) -> Result<Ratio, String> {
    let (num, den) = text.split_once('/').unwrap_or((text, "1"));
    let den: i128 = den.parse().map_err(|_| format!("{den} is no number of days"))?;
    Ratio::new(fen(num)?, den).ok_or_else(|| "a fraction over zero".to_owned())
}

fn owner_and_id(text: &str) -> Result<(String, String), String> {
    let (owner, id) = text.split_once('/').ok_or_else(|| format!("{text}: expected OWNER/ID"))?;
    Ok((owner.to_owned(), id.to_owned()))
}
