//! Why and why not: lines, adjustments, near misses, claims.

use std::collections::HashMap;

use huigu_book::Book;
use huigu_plan::{Amount, Beneficiary, Condition, Counts, Measure, Rules, Standing, Terms};
use huigu_quantity::{Fen, apportion, round_half_away};
use thiserror::Error;

use crate::claims::claims_of;
use crate::findings::{ClaimFinding, ClaimVerdict, ClaimedLine, Explanation, Item, Line, NearMiss, Reason, Status};
use crate::judge::{Judge, Subject};
use crate::reason::ReasonCode;
use crate::settle::{dues, fen};
use crate::tally::{Earning, Tally, Years, asks_start_in_year, denominator, moment, part, stands_in, subject, tallies};
use crate::why::reason;

/// Why a question about a measure has no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AskError {
    /// The plan has no such measure.
    #[error("方案中没有措施“{measure}”；可选：{known}。the plan has no measure `{measure}`; choose one of: {known}")]
    UnknownMeasure {
        /// As asked.
        measure: String,
        /// Those there are.
        known: String,
    },
    /// Neither the organisations nor the parties nor the claims know the beneficiary.
    #[error("台账中没有“{beneficiary}”，请核对编号。the books know no `{beneficiary}`; check the id")]
    UnknownBeneficiary {
        /// As asked.
        beneficiary: String,
    },
}

/// One question, with what answering it takes.
struct Question<'a> {
    judge: &'a Judge<'a>,
    rules: &'a Rules,
    measure: &'a Measure,
    terms: &'a Terms,
    tallies: &'a [Option<Tally>],
    tally: &'a Tally,
    years: Years,
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
    let place = rules.measures.iter().position(|m| m.id == measure).ok_or_else(|| AskError::UnknownMeasure {
        measure: measure.to_owned(),
        known: rules.measures.iter().map(|m| m.id.as_str()).collect::<Vec<_>>().join(", "),
    })?;
    let asked = &rules.measures[place];
    let mut answer = Explanation {
        measure: asked.id.clone(),
        name: asked.name.clone(),
        clause: asked.clause.clone(),
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
    };
    let known = book.organisations.ids.find(beneficiary).is_some() || book.parties.ids.find(beneficiary).is_some();
    if !known && claims_of(book, measure, year, beneficiary).is_empty() {
        return Err(AskError::UnknownBeneficiary { beneficiary: beneficiary.to_owned() });
    }
    let terms = match &asked.standing {
        Standing::Active(terms) => terms,
        Standing::Inactive { unset } => {
            answer.status = Status::Inactive;
            answer.unset.clone_from(unset);
            return Ok(answer);
        }
    };
    let judge = Judge::new(book, rules);
    let years = Years::of(year);
    let tallies = tallies(&judge, rules, years);
    let empty = Tally::default();
    let tally = tallies[place].as_ref().unwrap_or(&empty);
    let question = Question { judge: &judge, rules, measure: asked, terms, tallies: &tallies, tally, years };
    let role = match terms.beneficiary {
        Beneficiary::Lender | Beneficiary::Guarantor => book.organisations.ids.find(beneficiary),
        Beneficiary::Issuer | Beneficiary::Borrower => book.parties.ids.find(beneficiary),
    };
    if let Some(role) = role {
        question.fill(&mut answer, role);
    }
    answer.claims = question.claims(&answer);
    Ok(answer)
}

impl Question<'_> {
    fn book(&self) -> &Book {
        self.judge.book
    }

    fn fill(&self, answer: &mut Explanation, beneficiary: u32) {
        let due = dues(self.judge, self.terms, self.tally, self.years).into_iter();
        if let Some(due) = due.into_iter().find(|due| due.beneficiary == beneficiary) {
            answer.uncapped = fen(due.uncapped);
            answer.amount = fen(due.amount);
            answer.adjustments = due.adjustments();
            let earnings = &self.tally.earnings[due.earnings.clone()];
            let parts: Vec<i128> =
                earnings.iter().map(|e| part(self.book(), &self.terms.amount, e, self.years)).collect();
            let amounts = apportion(due.uncapped, &parts, denominator(&self.terms.amount, self.years));
            let others = self.others();
            answer.lines =
                earnings.iter().zip(amounts).map(|(earning, amount)| self.line(earning, amount, &others)).collect();
        }
        answer.near_misses = self.items_of(beneficiary).filter_map(|item| self.near_miss(item)).collect();
        answer.near_misses.sort_by(|a, b| a.item.cmp(&b.item));
    }

    /// The other loan measures under which each loan earns.
    fn others(&self) -> HashMap<u32, Vec<String>> {
        let mut found: HashMap<u32, Vec<String>> = HashMap::new();
        if self.terms.counts != Counts::Loans {
            return found;
        }
        for (measure, tally) in self.rules.measures.iter().zip(self.tallies) {
            let loans = matches!(&measure.standing, Standing::Active(terms) if terms.counts == Counts::Loans);
            if let (true, Some(tally)) = (loans && measure.id != self.measure.id, tally) {
                for earning in &tally.earnings {
                    found.entry(earning.item).or_default().push(measure.id.clone());
                }
            }
        }
        found
    }

    fn line(&self, earning: &Earning, amount: i128, others: &HashMap<u32, Vec<String>>) -> Line {
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
            also_under: others.get(&earning.item).cloned().unwrap_or_default(),
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

    fn item(&self, subject: Subject) -> Item {
        let book = self.book();
        let organisation = |place: u32| book.organisations.ids.get(place).to_owned();
        match subject {
            Subject::Loan(loan) => {
                Item::Loan { lender: organisation(book.loans.lender(loan)), loan_id: book.loans.id(loan).to_owned() }
            }
            Subject::Guarantee(guarantee) => Item::Guarantee {
                guarantor: organisation(book.guarantees.guarantor(guarantee)),
                guarantee_id: book.guarantees.id(guarantee).to_owned(),
            },
            Subject::Deal(deal) => Item::Deal {
                issuer: book.parties.ids.get(book.deals[deal].party).to_owned(),
                deal_id: book.deals[deal].id.clone(),
            },
            // No measure counts demands; a demand is named by its own id.
            Subject::Demand(demand) => Item::Deal { issuer: String::new(), deal_id: book.demands[demand].id.clone() },
        }
    }

    /// All items for which the beneficiary would be paid.
    fn items_of(&self, beneficiary: u32) -> Box<dyn Iterator<Item = usize> + '_> {
        let book = self.book();
        match (self.terms.counts, self.terms.beneficiary) {
            (Counts::Loans, Beneficiary::Lender) => Box::new(book.loans.of_lender(beneficiary)),
            (Counts::Guarantees, Beneficiary::Guarantor) => Box::new(book.guarantees.of_guarantor(beneficiary)),
            (counts, role) => {
                let all = match counts {
                    Counts::Loans => book.loans.len(),
                    Counts::Guarantees => book.guarantees.len(),
                    Counts::Deals => book.deals.len(),
                };
                Box::new(
                    (0..all)
                        .filter(move |&item| self.judge.beneficiary(role, subject(counts, item)) == Some(beneficiary)),
                )
            }
        }
    }

    /// Whether the item could have counted this year at all.
    fn is_candidate(&self, item: usize) -> bool {
        let year = self.years.year;
        let started = year.contains(self.judge.start(subject(self.terms.counts, item)));
        started
            || match self.terms.counts {
                Counts::Loans => stands_in(self.book().loans.events(item), year),
                Counts::Guarantees => stands_in(self.book().guarantees.deltas(item), year),
                Counts::Deals => false,
            }
    }

    /// Every condition the item fails, the year of its start among them.
    fn failures(&self, item: usize) -> Vec<Reason> {
        let subject = subject(self.terms.counts, item);
        let mut failed = self.judge.failures(&self.terms.conditions, subject, moment(self.terms, self.years));
        let start = self.judge.start(subject);
        if asks_start_in_year(&self.terms.amount) && !self.years.year.contains(start) {
            let year = self.years.year.from.year().to_string();
            failed.push(reason(ReasonCode::NotStartedInYear, Some(year), Some(start.to_string())));
        }
        failed
    }

    fn near_miss(&self, item: usize) -> Option<NearMiss> {
        if !self.is_candidate(item) {
            return None;
        }
        let mut reasons = self.failures(item);
        if reasons.is_empty() && self.counted_elsewhere(item) {
            reasons.push(reason(ReasonCode::LowerThanOther, None, None));
        }
        let near = reasons.len() == 1 || (!reasons.is_empty() && self.is_under_product(item));
        let subject = subject(self.terms.counts, item);
        near.then(|| NearMiss {
            item: self.item(subject),
            borrower: self.book().parties.ids.get(self.judge.party(subject).party).to_owned(),
            reasons,
        })
    }

    /// Whether a qualifying loan with a weight was left to a measure that gives more.
    fn counted_elsewhere(&self, item: usize) -> bool {
        let weighs = self.judge.weight(self.terms, item, self.years).is_some_and(|weight| weight != (0, 0));
        weighs && !self.tally.earnings.iter().any(|e| e.item as usize == item)
    }

    /// Whether the item is under the product that the measure names.
    fn is_under_product(&self, item: usize) -> bool {
        let Some(product) = &self.measure.product else { return false };
        let loan = match self.terms.counts {
            Counts::Loans => item,
            Counts::Guarantees if self.book().guarantees.loans[item] != huigu_book::NONE => {
                self.book().guarantees.loans[item] as usize
            }
            Counts::Guarantees | Counts::Deals => return false,
        };
        self.book().products.get(u32::from(self.book().loans.products[loan])) == product
    }

    fn claims(&self, answer: &Explanation) -> Option<ClaimFinding> {
        let year = answer.year;
        let claimed = crate::claims::claimed(self.book(), &answer.measure, year, &answer.beneficiary)?;
        let rows = claims_of(self.book(), &answer.measure, year, &answer.beneficiary);
        let lines: Vec<ClaimedLine> = rows
            .iter()
            .filter(|claim| !(claim.lender.is_empty() && claim.loan_id.is_empty()))
            .map(|claim| self.claimed_line(answer, &claim.lender, &claim.loan_id, claim.amount))
            .collect();
        let is_claimed = |item: &Item| {
            let (owner, id) = owner_and_id(item);
            lines.iter().any(|line| line.lender == owner && line.loan_id == id)
        };
        let unclaimed = if lines.is_empty() {
            Vec::new()
        } else {
            answer.lines.iter().map(|line| line.item.clone()).filter(|item| !is_claimed(item)).collect()
        };
        Some(ClaimFinding { claimed, verified: answer.amount, difference: claimed - answer.amount, lines, unclaimed })
    }

    fn claimed_line(&self, answer: &Explanation, owner: &str, id: &str, claimed: Fen) -> ClaimedLine {
        let own = answer.lines.iter().find(|line| owner_and_id(&line.item) == (owner, id));
        let verified = own.map_or(Fen::ZERO, |line| line.amount);
        let mut reasons = Vec::new();
        let why = match (own, self.find(owner, id)) {
            (Some(_), _) if claimed == verified => ClaimVerdict::Agrees,
            (Some(_), _) => ClaimVerdict::AmountDiffers,
            (None, None) => ClaimVerdict::NotOnBooks,
            (None, Some(item)) => {
                reasons = self.failures(item);
                if reasons.is_empty() { ClaimVerdict::NoBalance } else { ClaimVerdict::DoesNotQualify }
            }
        };
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

    /// The item of an owner with an id.
    fn find(&self, owner: &str, id: &str) -> Option<usize> {
        let book = self.book();
        match self.terms.counts {
            Counts::Loans => book.loans.find(book.organisations.ids.find(owner)?, id),
            Counts::Guarantees => {
                let guarantor = book.organisations.ids.find(owner)?;
                book.guarantees.of_guarantor(guarantor).find(|&guarantee| book.guarantees.id(guarantee) == id)
            }
            Counts::Deals => {
                let issuer = book.parties.ids.find(owner)?;
                book.deals.iter().position(|deal| deal.party == issuer && deal.id == id)
            }
        }
    }
}

fn owner_and_id(item: &Item) -> (&str, &str) {
    match item {
        Item::Loan { lender, loan_id } => (lender, loan_id),
        Item::Guarantee { guarantor, guarantee_id } => (guarantor, guarantee_id),
        Item::Deal { issuer, deal_id } => (issuer, deal_id),
    }
}
