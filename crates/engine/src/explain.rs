//! Why and why not: lines, adjustments, near misses, claims.

mod items;
mod near;

use std::collections::{BTreeSet, HashMap, HashSet};

use huigu_book::{Book, ClaimRow};
use huigu_plan::{Amount, Beneficiary, Condition, Counts, Measure, Rules, Standing};
use huigu_quantity::{Fen, apportion, round_half_away};
use rayon::prelude::*;

use crate::claims::{claimed_by_all, claims_of, in_all, is_in_all};
use crate::findings::{ClaimFinding, ClaimVerdict, ClaimedLine, Explanation, Line, Settlement, Status};
use crate::judge::{Judge, Subject};
use crate::reason::ReasonCode;
use crate::settle::{dues, fen, name, settled};
use crate::tallies::Tallies;
use crate::tally::{Earning, Sum, Years, denominator, subject};
use crate::why::reason;
use items::{Index, LoanWalk, Own, Question, owner_and_id};

/// Why a question about a measure has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskError {
    /// The plan has no such measure.
    UnknownMeasure {
        /// As asked.
        measure: String,
        /// Those there are.
        known: String,
    },
    /// Neither the organisations nor the parties nor the claims know the beneficiary.
    UnknownBeneficiary {
        /// As asked.
        beneficiary: String,
    },
}

impl std::error::Error for AskError {}

huigu_quantity::texts_of! {
    AskError in lang;
    UnknownMeasure { measure, known } = "方案中没有措施“{measure}”；可选：{known}", "the plan has no measure `{measure}`; choose one of: {known}";
    UnknownBeneficiary { beneficiary } = "台账中没有“{beneficiary}”，请核对编号", "the books know no `{beneficiary}`; check the id";
}

/// A year's answers: counted once, asked as often as one likes.
#[derive(Debug)]
pub struct Explainer<'a> {
    judge: Judge<'a>,
    rules: &'a Rules,
    years: Years,
    tallies: Tallies,
}

/// Why a beneficiary gets what it gets under a measure, and what it does not.
///
/// # Errors
/// [`AskError`] when the plan has no such measure or nobody knows the beneficiary.
pub fn explain(
    book: &Book,
    rules: &Rules,
    year: i32,
    measure: &str,
    beneficiary: &str,
) -> Result<Explanation, AskError> {
    Explainer::new(book, rules, year).explain(measure, beneficiary)
}

impl<'a> Explainer<'a> {
    /// Counts what every measure counts in a year.
    #[must_use]
    pub fn new(book: &'a Book, rules: &'a Rules, year: i32) -> Self {
        let (judge, years) = (Judge::new(book, rules), Years::of(year));
        let tallies = Tallies::new(&judge, rules, years);
        Self { judge, rules, years, tallies }
    }

    /// The settlement of the year.
    #[must_use]
    pub fn settlement(&self) -> Settlement {
        settled(&self.judge, self.rules, self.years, &self.tallies)
    }

    /// Why a beneficiary gets what it gets under a measure, and what it does not.
    ///
    /// # Errors
    /// [`AskError`] when the plan has no such measure or nobody knows the beneficiary.
    pub fn explain(&self, measure: &str, beneficiary: &str) -> Result<Explanation, AskError> {
        let place = self.place(measure)?;
        let book = self.judge.book;
        let known = book.organisations.ids.find(beneficiary).is_some() || book.parties.ids.find(beneficiary).is_some();
        if !known && claims_of(book, measure, self.years.year.from.year(), beneficiary).is_empty() {
            return Err(AskError::UnknownBeneficiary { beneficiary: beneficiary.to_owned() });
        }
        Ok(match self.question(place) {
            Ok(question) => question.answer(beneficiary, None),
            Err(unset) => self.inactive(place, beneficiary, unset),
        })
    }

    /// The answers for everybody with a line, a claim or an item that lived in
    /// the year, by id; an inactive measure has none.
    ///
    /// # Errors
    /// [`AskError`] when the plan has no such measure.
    pub fn explain_all(&self, measure: &str) -> Result<impl Iterator<Item = Explanation> + '_, AskError> {
        let question = self.question(self.place(measure)?).ok();
        let index = question.as_ref().map(Question::index);
        let ids: Vec<String> = match (&question, &index) {
            (Some(question), Some(index)) => question.everybody(index),
            _ => Vec::new(),
        };
        Ok(ids.into_iter().filter_map(move |id| Some(question.as_ref()?.answer(&id, index.as_ref()))))
    }

    fn place(&self, measure: &str) -> Result<usize, AskError> {
        let place = self.rules.measures.iter().position(|m| m.id == measure);
        place.ok_or_else(|| AskError::UnknownMeasure {
            measure: measure.to_owned(),
            known: self.rules.measures.iter().map(|m| m.id.as_str()).collect::<Vec<_>>().join(", "),
        })
    }

    /// The question about a measure, or the figures it waits for.
    fn question(&self, place: usize) -> Result<Question<'_>, &[String]> {
        let (asked, rules, judge, years) = (place, self.rules, &self.judge, self.years);
        let measure = &rules.measures[place];
        match (&measure.standing, &self.tallies.measures[place]) {
            (Standing::Active(terms), Some(tally)) => {
                let dues = dues(judge, terms, tally, years);
                let loans = (terms.counts == Counts::Loans).then(|| LoanWalk::new(judge, rules, years));
                Ok(Question { judge, rules, asked, measure, terms, tally, years, dues, loans })
            }
            (Standing::Inactive { unset }, _) => Err(unset),
            (Standing::Active(_), None) => Err(&[]),
        }
    }

    fn inactive(&self, place: usize, beneficiary: &str, unset: &[String]) -> Explanation {
        let year = self.years.year.from.year();
        let mut answer = empty(&self.rules.measures[place], beneficiary, year);
        answer.status = Status::Inactive;
        answer.unset = unset.to_vec();
        answer
    }
}

fn empty(measure: &Measure, beneficiary: &str, year: i32) -> Explanation {
    Explanation {
        measure: measure.id.clone(),
        name: measure.name.clone(),
        clause: measure.clause.clone(),
        year,
        beneficiary: beneficiary.to_owned(),
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

impl Question<'_> {
    fn book(&self) -> &Book {
        self.judge.book
    }

    fn year(&self) -> i32 {
        self.years.year.from.year()
    }

    /// Everybody the measure pays, might have paid, or who claims, by id.
    fn everybody(&self, index: &Index) -> Vec<String> {
        let paid = self.tally.sums.iter().map(|&(beneficiary, _)| beneficiary);
        let places: BTreeSet<u32> = paid.chain(index.beneficiaries()).collect();
        let ids = places.into_iter().map(|place| name(self.book(), self.terms.beneficiary, place).to_owned());
        let claims = claimed_by_all(self.book(), &self.measure.id, self.year());
        let ids: BTreeSet<String> = ids.chain(claims.into_keys().map(str::to_owned)).collect();
        ids.into_iter().collect()
    }

    fn answer(&self, beneficiary: &str, index: Option<&Index>) -> Explanation {
        let mut answer = empty(self.measure, beneficiary, self.year());
        let role = match self.terms.beneficiary {
            Beneficiary::Lender | Beneficiary::Guarantor => self.book().organisations.ids.find(beneficiary),
            Beneficiary::Issuer | Beneficiary::Borrower => self.book().parties.ids.find(beneficiary),
        };
        let own = role.map(|role| self.own(role, index)).unwrap_or_default();
        if let Some(role) = role {
            self.fill(&mut answer, role, &own);
        }
        answer.claims = self.claims(&answer, &own);
        answer
    }

    fn fill(&self, answer: &mut Explanation, beneficiary: u32, own: &Own) {
        if let Ok(place) = self.dues.binary_search_by_key(&beneficiary, |due| due.beneficiary) {
            let due = &self.dues[place];
            answer.uncapped = fen(due.uncapped);
            answer.amount = fen(due.amount);
            answer.adjustments = due.adjustments();
            let amount = &self.terms.amount;
            let numerator = |e: &Earning| Sum::of(self.book(), amount, e).numerator(amount, self.years);
            let parts: Vec<i128> = own.earnings.iter().map(numerator).collect();
            let amounts = apportion(due.uncapped, &parts, denominator(amount, self.years));
            let lines = own.earnings.par_iter().zip(amounts);
            answer.lines = lines.map(|(earning, amount)| self.line(earning, amount, own)).collect();
        }
        answer.near_misses = own.items.par_iter().filter_map(|&item| self.near_miss(item as usize, own)).collect();
        answer.near_misses.par_sort_by(|a, b| a.item.cmp(&b.item));
    }

    fn line(&self, earning: &Earning, amount: i128, own: &Own) -> Line {
        let subject = subject(self.terms.counts, earning.item as usize);
        let average = |days: i64, n: i64| Some(fen(round_half_away(i128::from(days), i128::from(n))));
        let on_average = denominator(&self.terms.amount, self.years) != 1;
        let on_increase =
            matches!(self.terms.amount, Amount::RateOnIncrease { by: huigu_plan::Increase::OverYearBefore, .. });
        Line {
            item: self.item(subject),
            borrower: self.book().parties.ids.get(self.judge.party(subject).party).to_owned(),
            daily_average: if on_average { average(earning.year, self.years.year.days()) } else { None },
            daily_average_before: if on_increase { average(earning.before, self.years.before.days()) } else { None },
            amount: fen(amount),
            also_under: own.also_under(earning.item).map(|place| self.rules.measures[place].id.clone()).collect(),
            books_begin_later: self.books_begin_later(subject),
        }
    }

    /// For a first loan: lenders whose books begin after its start.
    fn books_begin_later(&self, subject: Subject) -> Vec<String> {
        if !self.terms.conditions.iter().any(|c| matches!(c, Condition::FirstTime(true))) {
            return Vec::new();
        }
        let start = self.judge.start(subject);
        let organisations = &self.book().organisations;
        let later = organisations.ids.iter().zip(&organisations.rows);
        later
            .filter(|(_, row)| row.books_from.is_some_and(|from| from > start))
            .filter(|(_, row)| row.kind == huigu_facts::OrganisationKind::Bank)
            .map(|(id, _)| id.to_owned())
            .collect()
    }

    fn claims(&self, answer: &Explanation, own: &Own) -> Option<ClaimFinding> {
        let rows = claims_of(self.book(), &answer.measure, answer.year, &answer.beneficiary);
        let claimed = in_all(&rows)?;
        let verified: HashMap<(&str, &str), Fen> =
            answer.lines.iter().map(|line| (owner_and_id(&line.item), line.amount)).collect();
        let rows = rows.par_iter().filter(|claim| !is_in_all(claim));
        let lines: Vec<ClaimedLine> = rows.map(|claim| self.claimed_line(claim, &verified, own)).collect();
        let listed: HashSet<(&str, &str)> =
            lines.iter().map(|line| (line.lender.as_str(), line.loan_id.as_str())).collect();
        let items = answer.lines.iter().map(|line| &line.item).filter(|_| !lines.is_empty());
        let unclaimed = items.filter(|item| !listed.contains(&owner_and_id(item))).cloned().collect();
        Some(ClaimFinding { claimed, verified: answer.amount, difference: claimed - answer.amount, lines, unclaimed })
    }

    fn claimed_line(&self, claim: &ClaimRow<'_>, verified: &HashMap<(&str, &str), Fen>, own: &Own) -> ClaimedLine {
        let (owner, id, claimed) = (claim.lender, claim.loan_id, claim.amount);
        let line = verified.get(&(owner, id)).copied();
        let mut reasons = Vec::new();
        let why = match (line, self.find(owner, id)) {
            (Some(verified), _) if claimed == verified => ClaimVerdict::Agrees,
            (Some(_), _) => ClaimVerdict::AmountDiffers,
            (None, None) => ClaimVerdict::NotOnBooks,
            (None, Some(item)) => {
                reasons = self.failures(item);
                if reasons.is_empty() && self.counted_elsewhere(item, own) {
                    reasons.push(reason(ReasonCode::LowerThanOther, None, None));
                }
                if reasons.is_empty() { ClaimVerdict::NoBalance } else { ClaimVerdict::DoesNotQualify }
            }
        };
        let verified = line.unwrap_or(Fen::ZERO);
        ClaimedLine {
            lender: owner.to_owned(),
            loan_id: id.to_owned(),
            claimed,
            verified,
            difference: claimed - verified,
            why,
            reasons,
        }
    }
}
