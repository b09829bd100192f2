//! Conditions of the plan as boolean expressions over the columns of a fact
//! row (alias `f`). What an expression asks beyond the row itself is noted in
//! [`Wanted`], so that only what is asked is looked up.
//!
//! A fact that was not reported is `NULL`; a comparison with it is neither true
//! nor false, which `AND` and `OR` carry upwards as "not met". Only a negation
//! would turn it round, so every `NOT` stands before a `COALESCE`.

use huigu_facts::Vocabulary;
use huigu_plan::{Condition, Counts, ExclusionTime, WordSet};
use huigu_quantity::{Day, Phrase};

use crate::error::SqlError;
use crate::query::{quoted, quoted_list};

/// What the conditions on loans and guarantees ask beyond their own rows.
#[derive(Debug, Default)]
pub struct Wanted {
    /// The lender's credit line to the borrower.
    pub credit_line: bool,
    /// The LPR of the same period.
    pub quote: bool,
    /// The days of classes asked for: column `class_<day>`.
    pub classes: Vec<Day>,
    /// Who is a first-time borrower.
    pub first_time: bool,
    /// Products whose earlier balances are added up: column `owed_<place>`.
    pub limits: Vec<String>,
    /// Products that exclude: column `barred_<place>`.
    pub exclusions: Vec<(String, ExclusionTime)>,
    /// The borrower's account at the guarantor.
    pub account: bool,
    /// Lists that loans behind guarantees must meet: column `behind_<place>`.
    pub behind: Vec<String>,
    /// The plain part of each list in `behind`.
    pub behind_plain: Vec<String>,
}

/// Whose conditions are said, and of what.
#[derive(Debug, Clone, Copy)]
pub struct Speaker<'a> {
    /// The measure, for errors.
    pub measure: &'a str,
    /// What it counts.
    pub counts: Counts,
    /// The date of the figure for balances, `None` where the item's own date counts.
    pub figure: Option<Day>,
    /// The day of the question: classes are read on it.
    pub asked: Day,
}

/// What is counted, in words.
pub fn counted(counts: Counts) -> Phrase {
    match counts {
        Counts::Loans => Phrase::new("贷款", "loans"),
        Counts::Guarantees => Phrase::new("担保", "guarantees"),
        Counts::Deals => Phrase::new("融资", "deals"),
    }
}

impl Speaker<'_> {
    /// All of the conditions, as one expression.
    pub fn all(self, conditions: &[Condition], wanted: &mut Wanted) -> Result<String, SqlError> {
        let said: Result<Vec<_>, _> = conditions.iter().map(|condition| self.say(condition, wanted)).collect();
        let said = said?;
        Ok(if said.is_empty() { "TRUE".to_owned() } else { said.join("\nAND ") })
    }

    /// The conditions that ask nothing beyond the row: what may be left out early.
    pub fn plain(self, conditions: &[Condition]) -> Result<String, SqlError> {
        let plain: Vec<Condition> = conditions.iter().filter(|condition| is_plain(condition)).cloned().collect();
        self.all(&plain, &mut Wanted::default())
    }

    fn say(self, condition: &Condition, wanted: &mut Wanted) -> Result<String, SqlError> {
        use Condition as C;
        match condition {
            C::PartyKind(_)
            | C::Scale(_)
            | C::Ownership(_)
            | C::Industry(_)
            | C::Town(_)
            | C::Park(_)
            | C::InDistrict(_)
            | C::DualInnovation(_)
            | C::Technology(_)
            | C::Agricultural(_) => self.say_of_party(condition),
            C::DealKind(set) => self.only(condition, &[Counts::Deals]).map(|()| in_set("f.deal_kind", *set)),
            C::DealStage(set) => self.only(condition, &[Counts::Deals]).map(|()| in_set("f.deal_stage", *set)),
            C::GuaranteeAmountAtMost(limit) => {
                self.only(condition, &[Counts::Guarantees]).map(|()| format!("f.amount <= {}", limit.0))
            }
            C::GuaranteeAccountAtMost(limit) => {
                self.only(condition, &[Counts::Guarantees])?;
                wanted.account = true;
                Ok(format!("f.account <= {}", limit.0))
            }
            C::GuaranteedLoan(conditions) => self.say_of_loan_behind(conditions, condition, wanted),
            C::TermAtMost(years) => self.on_contracts(condition, format!("f.due <= {}", years_later(*years))),
            C::TermOver(years) => self.on_contracts(condition, format!("f.due > {}", years_later(*years))),
            C::LenderKind(set) => self.on_contracts(condition, in_set("f.lender_kind", *set)),
            C::LenderInDistrict(yes) => self.on_contracts(condition, equals("f.lender_in_district", *yes)),
            C::GuarantorKind(set) => self.on_contracts(condition, in_set("f.guarantor_kind", *set)),
            C::GuarantorPolicy(yes) => self.on_contracts(condition, equals("f.guarantor_policy", *yes)),
            C::GuarantorInDistrict(yes) => self.on_contracts(condition, equals("f.guarantor_in_district", *yes)),
            C::Any(lists) => {
                let said: Result<Vec<_>, _> =
                    lists.iter().map(|list| self.all(list, wanted).map(|text| format!("({text})"))).collect();
                let said = said?;
                Ok(if said.is_empty() { "FALSE".to_owned() } else { format!("({})", said.join("\n  OR ")) })
            }
            C::Not(conditions) => Ok(format!("NOT COALESCE(({}), FALSE)", self.all(conditions, wanted)?)),
            C::Qualifies(_) | C::Outcome(_) => Err(self.refuse(condition)),
            C::Product(_)
            | C::Form(_)
            | C::Security(_)
            | C::Collateral(_)
            | C::Purpose(_)
            | C::PrincipalAtMost(_)
            | C::CreditLineAtMost(_)
            | C::RateOverLprAtMost(_)
            | C::Class(_)
            | C::FirstTime(_)
            | C::Renewal(_)
            | C::BorrowerLimit { .. }
            | C::NotExcluded { .. } => {
                self.only(condition, &[Counts::Loans])?;
                self.say_of_loan(condition, wanted)
            }
        }
    }

    fn say_of_party(self, condition: &Condition) -> Result<String, SqlError> {
        use Condition as C;
        Ok(match condition {
            C::PartyKind(set) => in_set("f.party_kind", *set),
            C::Scale(set) => in_set("f.scale", *set),
            C::Ownership(set) => in_set("f.ownership", *set),
            C::Industry(codes) => {
                let said: Result<Vec<_>, _> = codes.iter().map(|code| industry(code)).collect();
                format!("({})", said?.join(" OR "))
            }
            C::Town(towns) => format!("f.town IN ({})", quoted_list(towns)?),
            C::Park(parks) => format!("f.park IN ({})", quoted_list(parks)?),
            C::InDistrict(yes) => equals("f.in_district", *yes),
            C::DualInnovation(yes) => {
                let day = self.figure.map_or_else(|| own_day(self.counts).to_owned(), |day| day.0.to_string());
                let not = if *yes { "" } else { "NOT " };
                format!(
                    "{not}COALESCE(f.dual_since_day <= {day} AND (f.dual_until_day IS NULL OR f.dual_until_day > {day}), FALSE)"
                )
            }
            C::Technology(yes) => equals("f.technology", *yes),
            C::Agricultural(yes) => equals("f.party_agricultural", *yes),
            _ => return Err(self.refuse(condition)),
        })
    }

    fn say_of_loan(self, condition: &Condition, wanted: &mut Wanted) -> Result<String, SqlError> {
        use Condition as C;
        Ok(match condition {
            C::Product(products) => format!("f.product IN ({})", quoted_list(products)?),
            C::Form(set) => in_set("f.form", *set),
            C::Security(set) => in_set("f.security", *set),
            C::Collateral(set) => in_set("f.collateral", *set),
            C::Purpose(set) => in_set("f.purpose", *set),
            C::PrincipalAtMost(limit) => format!("f.principal <= {}", limit.0),
            C::CreditLineAtMost(limit) => {
                wanted.credit_line = true;
                format!("f.line_in_force <= {}", limit.0)
            }
            C::RateOverLprAtMost(spread) => {
                wanted.quote = true;
                format!("f.rate - f.quote <= {}", spread.0)
            }
            C::Class(set) => {
                let day = self.figure.unwrap_or(self.asked);
                if !wanted.classes.contains(&day) {
                    wanted.classes.push(day);
                }
                in_set(&format!("f.class_{}", day.0), *set)
            }
            C::FirstTime(yes) => {
                wanted.first_time = true;
                equals("f.first_time", *yes)
            }
            C::Renewal(yes) => format!("f.renewal_of IS {}NULL", if *yes { "NOT " } else { "" }),
            C::BorrowerLimit { product, limit } => {
                let place = place_of(&mut wanted.limits, product.clone());
                format!("f.owed_{place} + f.principal <= {}", limit.0)
            }
            C::NotExcluded { by, time } => {
                let place = place_of(&mut wanted.exclusions, (by.clone(), *time));
                format!("f.barred_{place} = FALSE")
            }
            _ => return Err(self.refuse(condition)),
        })
    }

    fn say_of_loan_behind(
        self,
        conditions: &[Condition],
        condition: &Condition,
        wanted: &mut Wanted,
    ) -> Result<String, SqlError> {
        self.only(condition, &[Counts::Guarantees])?;
        let of_loan = Speaker { counts: Counts::Loans, ..self };
        let said = of_loan.all(conditions, wanted)?;
        let place = match wanted.behind.iter().position(|list| *list == said) {
            Some(place) => place,
            None => {
                wanted.behind.push(said);
                wanted.behind_plain.push(of_loan.plain(conditions)?);
                wanted.behind.len() - 1
            }
        };
        Ok(format!("f.behind_{place} = TRUE"))
    }

    fn on_contracts(self, condition: &Condition, said: String) -> Result<String, SqlError> {
        self.only(condition, &[Counts::Loans, Counts::Guarantees]).map(|()| said)
    }

    fn only(self, condition: &Condition, of: &[Counts]) -> Result<(), SqlError> {
        if of.contains(&self.counts) { Ok(()) } else { Err(self.refuse(condition)) }
    }

    fn refuse(self, condition: &Condition) -> SqlError {
        SqlError::Condition {
            measure: self.measure.to_owned(),
            condition: name(condition),
            counts: counted(self.counts),
        }
    }
}

/// Whether the condition asks nothing beyond the item's, the party's and the
/// organisations' rows.
fn is_plain(condition: &Condition) -> bool {
    use Condition as C;
    match condition {
        C::CreditLineAtMost(_)
        | C::RateOverLprAtMost(_)
        | C::Class(_)
        | C::FirstTime(_)
        | C::BorrowerLimit { .. }
        | C::NotExcluded { .. }
        | C::GuaranteeAccountAtMost(_)
        | C::GuaranteedLoan(_) => false,
        C::Any(lists) => lists.iter().flatten().all(is_plain),
        C::Not(conditions) => conditions.iter().all(is_plain),
        _ => true,
    }
}

fn place_of<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    list.iter().position(|known| *known == item).unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    })
}

fn own_day(counts: Counts) -> &'static str {
    match counts {
        Counts::Loans | Counts::Guarantees => "f.start_day",
        Counts::Deals => "f.date_day",
    }
}

fn equals(column: &str, yes: bool) -> String {
    format!("{column} = {}", if yes { "TRUE" } else { "FALSE" })
}

fn in_set<V: Vocabulary>(column: &str, set: WordSet<V>) -> String {
    let words: Vec<_> = set.iter().map(|word| format!("'{}'", word.code())).collect();
    match (words.is_empty(), set.unreported) {
        (true, false) => "FALSE".to_owned(),
        (true, true) => format!("{column} IS NULL"),
        (false, false) => format!("{column} IN ({})", words.join(", ")),
        (false, true) => format!("({column} IN ({}) OR {column} IS NULL)", words.join(", ")),
    }
}

/// An industry begins with a section's letter, or with digits (a letter before
/// digits adds nothing: the division tells the section).
fn industry(code: &str) -> Result<String, SqlError> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    Ok(if digits.is_empty() {
        format!("f.section = {}", quoted(&code.to_ascii_uppercase())?)
    } else {
        format!("SUBSTRING(f.digits, 1, {}) = '{digits}'", digits.len())
    })
}

/// `start + n years` as an ISO text. 29 February of a common year is no day,
/// but as a text it lies between the 28th and 1 March: comparing with it is
/// comparing with the 28th.
fn years_later(years: i32) -> String {
    format!("CAST(CAST(SUBSTRING(f.start, 1, 4) AS INTEGER) + {years} AS VARCHAR(4)) || SUBSTRING(f.start, 5, 6)")
}

/// The condition's name, for errors.
fn name(condition: &Condition) -> &'static str {
    use Condition as C;
    match condition {
        C::PartyKind(_) => "PartyKind",
        C::Scale(_) => "Scale",
        C::Ownership(_) => "Ownership",
        C::Industry(_) => "Industry",
        C::Town(_) => "Town",
        C::Park(_) => "Park",
        C::InDistrict(_) => "InDistrict",
        C::DualInnovation(_) => "DualInnovation",
        C::Technology(_) => "Technology",
        C::Agricultural(_) => "Agricultural",
        C::Product(_) => "Product",
        C::Form(_) => "Form",
        C::Security(_) => "Security",
        C::Collateral(_) => "Collateral",
        C::Purpose(_) => "Purpose",
        C::TermAtMost(_) => "TermAtMost",
        C::TermOver(_) => "TermOver",
        C::PrincipalAtMost(_) => "PrincipalAtMost",
        C::CreditLineAtMost(_) => "CreditLineAtMost",
        C::RateOverLprAtMost(_) => "RateOverLprAtMost",
        C::Class(_) => "Class",
        C::FirstTime(_) => "FirstTime",
        C::Renewal(_) => "Renewal",
        C::LenderKind(_) => "LenderKind",
        C::LenderInDistrict(_) => "LenderInDistrict",
        C::GuarantorKind(_) => "GuarantorKind",
        C::GuarantorPolicy(_) => "GuarantorPolicy",
        C::GuarantorInDistrict(_) => "GuarantorInDistrict",
        C::GuaranteeAmountAtMost(_) => "GuaranteeAmountAtMost",
        C::GuaranteeAccountAtMost(_) => "GuaranteeAccountAtMost",
        C::GuaranteedLoan(_) => "GuaranteedLoan",
        C::DealKind(_) => "DealKind",
        C::DealStage(_) => "DealStage",
        C::Qualifies(_) => "Qualifies",
        C::Outcome(_) => "Outcome",
        C::BorrowerLimit { .. } => "BorrowerLimit",
        C::NotExcluded { .. } => "NotExcluded",
        C::Any(_) => "Any",
        C::Not(_) => "Not",
    }
}
