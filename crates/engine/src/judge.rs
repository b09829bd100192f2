//! Whether a loan, guarantee, deal or demand meets a condition: the meaning of
//! the closed vocabulary, in one place.

use huigu_book::{Book, Field, FirstVerdict, NO_LINE, NO_QUOTE, NO_RATE, NONE, OrganisationRow, PartyRow, Word};
use huigu_facts::{Industry, LoanForm, OrganisationKind, Ownership, PartyKind, Purpose, Scale, Security};
use huigu_plan::{Condition, Rules};
use huigu_quantity::Day;

use crate::verdicts::Verdicts;

/// What is judged, by its place in the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A loan.
    Loan(usize),
    /// A guarantee.
    Guarantee(usize),
    /// A deal.
    Deal(usize),
    /// A demand.
    Demand(usize),
}

/// When a fact that changes with the date of the figure is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// On a day: balances.
    On(Day),
    /// On the item's own start or date: what is taken, made or asked.
    Start,
}

/// Judges items of one book by one plan's rules.
#[derive(Debug)]
pub(crate) struct Judge<'a> {
    pub(crate) book: &'a Book,
    pub(crate) verdicts: Verdicts,
}

impl<'a> Judge<'a> {
    /// Judges by the measures of a plan.
    pub(crate) fn new(book: &'a Book, rules: &Rules) -> Self {
        Self { book, verdicts: Verdicts::new(book, rules, None) }
    }

    /// Judges by targets only, which ask nothing of a borrower's other loans.
    pub(crate) fn of_targets(book: &'a Book) -> Self {
        Self { book, verdicts: Verdicts::default() }
    }

    /// The same book by other rules; what both ask is not judged again.
    pub(crate) fn under(&self, rules: &Rules) -> Self {
        let verdicts = Verdicts::new(self.book, rules, Some(&self.verdicts));
        Self { book: self.book, verdicts }
    }

    /// Whether every condition is met; those that look further than the item
    /// are asked last.
    pub(crate) fn meets_all(&self, conditions: &[Condition], subject: Subject, at: Moment) -> bool {
        let all = |far: bool| {
            let mut asked = conditions.iter().filter(|condition| looks_further(condition) == far);
            asked.all(|condition| self.meets(condition, subject, at))
        };
        all(false) && all(true)
    }

    /// The packed facts of the party.
    fn word(&self, subject: Subject) -> Word {
        match subject {
            Subject::Loan(loan) => self.book.loans.words[loan],
            Subject::Guarantee(guarantee) => self.book.guarantees.words[guarantee],
            Subject::Deal(_) | Subject::Demand(_) => self.party(subject).packed_into(Word::default()),
        }
    }

    /// The party's row in force on the item's start or date.
    pub(crate) fn party(&self, subject: Subject) -> &PartyRow {
        let row = match subject {
            Subject::Loan(loan) => self.book.loans.party_rows[loan],
            Subject::Guarantee(guarantee) => self.book.guarantees.party_rows[guarantee],
            Subject::Deal(deal) => self.book.deals.rows[deal].party_row,
            Subject::Demand(demand) => self.book.demands.rows[demand].party_row,
        };
        &self.book.parties.rows[row as usize]
    }

    /// The item's own start or date.
    pub(crate) fn start(&self, subject: Subject) -> Day {
        match subject {
            Subject::Loan(loan) => self.book.loans.start(loan),
            Subject::Guarantee(guarantee) => Day::from(self.book.guarantees.starts[guarantee]),
            Subject::Deal(deal) => self.book.deals.rows[deal].date(),
            Subject::Demand(demand) => self.book.demands.rows[demand].date(),
        }
    }

    fn day(&self, subject: Subject, at: Moment) -> Day {
        match at {
            Moment::On(day) => day,
            Moment::Start => self.start(subject),
        }
    }

    /// Whether one condition is met. A condition on another kind of item is
    /// never met; the plan's check refuses such a plan.
    pub(crate) fn meets(&self, condition: &Condition, subject: Subject, at: Moment) -> bool {
        match condition {
            Condition::Any(lists) => lists.iter().any(|list| self.meets_all(list, subject, at)),
            Condition::Not(list) => !self.meets_all(list, subject, at),
            _ => match self.party_meets(condition, subject, at) {
                Some(met) => met,
                None => match subject {
                    Subject::Loan(loan) => self.loan_meets(condition, loan, at),
                    Subject::Guarantee(guarantee) => self.guarantee_meets(condition, guarantee, at),
                    Subject::Deal(deal) => match condition {
                        Condition::DealKind(kinds) => kinds.has(Some(self.book.deals.rows[deal].kind())),
                        Condition::DealStage(stages) => stages.has(self.book.deals.rows[deal].stage()),
                        _ => false,
                    },
                    Subject::Demand(demand) => match condition {
                        Condition::Qualifies(wanted) => self.book.demands.rows[demand].qualifies() == Some(*wanted),
                        Condition::Outcome(outcomes) => outcomes.has(self.book.demands.rows[demand].outcome()),
                        _ => false,
                    },
                },
            },
        }
    }

    /// Conditions on the party; `None`: not one of them.
    fn party_meets(&self, condition: &Condition, subject: Subject, at: Moment) -> Option<bool> {
        let word = || self.word(subject);
        let party = || self.party(subject);
        Some(match condition {
            Condition::PartyKind(kinds) => kinds.has(word().word::<PartyKind>(Field::KIND)),
            Condition::Scale(scales) => scales.has(word().word::<Scale>(Field::SCALE)),
            Condition::Ownership(ownerships) => ownerships.has(word().word::<Ownership>(Field::OWNERSHIP)),
            Condition::InDistrict(wanted) => word().is(Field::IN_DISTRICT) == *wanted,
            Condition::Technology(wanted) => word().is(Field::TECHNOLOGY) == *wanted,
            Condition::Agricultural(wanted) => word().is(Field::AGRICULTURAL) == *wanted,
            Condition::Industry(prefixes) => industry_begins(self.book.industries.get(party().industry), prefixes),
            Condition::Town(towns) => towns.iter().any(|town| town == self.book.towns.get(party().town)),
            Condition::Park(parks) => parks.iter().any(|park| park == self.book.parks.get(party().park)),
            Condition::DualInnovation(wanted) => party().is_dual_on(self.day(subject, at)) == *wanted,
            _ => return None,
        })
    }

    fn loan_meets(&self, condition: &Condition, loan: usize, at: Moment) -> bool {
        let loans = &self.book.loans;
        let word = loans.words[loan];
        match condition {
            Condition::Product(products) => {
                let own = self.book.products.get(u32::from(loans.products[loan]));
                products.iter().any(|product| product == own)
            }
            Condition::Form(forms) => forms.has(word.word::<LoanForm>(Field::FORM)),
            Condition::Security(securities) => securities.has(word.word::<Security>(Field::SECURITY)),
            Condition::Collateral(collaterals) => collaterals.has(word.word(Field::COLLATERAL)),
            Condition::Purpose(purposes) => purposes.has(word.word::<Purpose>(Field::PURPOSE)),
            Condition::TermAtMost(years) => i32::from(word.term_years()) <= *years,
            Condition::TermOver(years) => i32::from(word.term_years()) > *years,
            Condition::PrincipalAtMost(limit) => loans.principals[loan] <= limit.0,
            Condition::CreditLineAtMost(limit) => {
                let line = loans.credit_lines[loan];
                line != NO_LINE && line <= limit.0
            }
            Condition::RateOverLprAtMost(limit) => {
                let over = loans.over_lpr[loan];
                over != NO_RATE && over != NO_QUOTE && i64::from(over) <= limit.0
            }
            Condition::Class(classes) => classes.has(Some(loans.class_on(loan, self.day(Subject::Loan(loan), at)))),
            Condition::FirstTime(wanted) => (word.first() == FirstVerdict::First) == *wanted,
            Condition::Renewal(wanted) => word.is(Field::RENEWAL) == *wanted,
            Condition::LenderKind(kinds) => kinds.has(Some(self.organisation(loans.lender(loan)).kind)),
            Condition::LenderInDistrict(wanted) => self.organisation(loans.lender(loan)).in_district == *wanted,
            Condition::BorrowerLimit { product, limit } => {
                self.verdicts.over_limit(self.book, product, *limit, loan).is_none()
            }
            Condition::NotExcluded { by, time } => self.verdicts.excluded_by(self.book, by, *time, loan).is_none(),
            _ => false,
        }
    }

    pub(crate) fn organisation(&self, place: u32) -> &OrganisationRow {
        &self.book.organisations.rows[place as usize]
    }

    fn guarantee_meets(&self, condition: &Condition, guarantee: usize, at: Moment) -> bool {
        let guarantees = &self.book.guarantees;
        let guarantor = self.organisation(guarantees.guarantor(guarantee));
        match condition {
            Condition::GuarantorKind(kinds) => kinds.has(Some(guarantor.kind)),
            Condition::GuarantorPolicy(wanted) => is_policy_guarantor(guarantor) == *wanted,
            Condition::GuarantorInDistrict(wanted) => guarantor.in_district == *wanted,
            Condition::LenderKind(kinds) => kinds.has(Some(self.organisation(guarantees.lenders[guarantee]).kind)),
            Condition::LenderInDistrict(wanted) => {
                self.organisation(guarantees.lenders[guarantee]).in_district == *wanted
            }
            Condition::GuaranteeAmountAtMost(limit) => guarantees.amounts[guarantee] <= limit.0,
            Condition::GuaranteeAccountAtMost(limit) => guarantees.accounts[guarantee] <= limit.0,
            Condition::GuaranteedLoan(list) => {
                let loan = guarantees.loans[guarantee];
                loan != NONE && self.meets_all(list, Subject::Loan(loan as usize), at)
            }
            _ => false,
        }
    }
}

/// A policy guarantor is an organisation of kind guarantor that says so.
pub(crate) fn is_policy_guarantor(row: &OrganisationRow) -> bool {
    row.kind == OrganisationKind::Guarantor && row.policy
}

/// Whether a condition looks at more than the item's own packed facts.
fn looks_further(condition: &Condition) -> bool {
    matches!(
        condition,
        Condition::Industry(_)
            | Condition::Town(_)
            | Condition::Park(_)
            | Condition::DualInnovation(_)
            | Condition::BorrowerLimit { .. }
            | Condition::NotExcluded { .. }
            | Condition::GuaranteedLoan(_)
    )
}

/// Whether an industry's code begins with one of these: a section's letter, or
/// digits (a code of letter and digits counts by its digits).
pub(crate) fn industry_begins(code: &str, prefixes: &[String]) -> bool {
    let section = Industry::parse(code).ok().map(Industry::section);
    let digits = code.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    prefixes.iter().any(|prefix| {
        let wanted = prefix.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        if wanted.is_empty() {
            let letter = prefix.chars().next().map(|c| c.to_ascii_uppercase());
            section.is_some() && section == letter
        } else {
            digits.starts_with(wanted)
        }
    })
}
