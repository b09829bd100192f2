//! Whether a loan, guarantee, deal or demand meets a condition: the meaning of
//! the closed vocabulary, in one place.

use huigu_book::{Book, Field, FirstVerdict, NO_LINE, NO_QUOTE, NO_RATE, NONE, PartyRow};
use huigu_facts::{LoanForm, Purpose, Security};
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
    /// (guarantor, borrower, guarantee), sorted: the accounts at each guarantor.
    accounts: Vec<(u32, u32, u32)>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(book: &'a Book, rules: &Rules) -> Self {
        let guarantees = &book.guarantees;
        let account = |guarantee: usize| {
            let party = book.parties.rows[guarantees.party_rows[guarantee] as usize].party;
            (guarantees.guarantor(guarantee), party, guarantee as u32)
        };
        let mut accounts: Vec<_> = (0..guarantees.len()).map(account).collect();
        accounts.sort_unstable();
        Self { book, verdicts: Verdicts::new(book, rules), accounts }
    }

    /// Whether every condition is met.
    pub(crate) fn meets_all(&self, conditions: &[Condition], subject: Subject, at: Moment) -> bool {
        conditions.iter().all(|condition| self.meets(condition, subject, at))
    }

    /// The party's row in force on the item's start or date.
    pub(crate) fn party(&self, subject: Subject) -> &PartyRow {
        let row = match subject {
            Subject::Loan(loan) => self.book.loans.party_rows[loan],
            Subject::Guarantee(guarantee) => self.book.guarantees.party_rows[guarantee],
            Subject::Deal(deal) => self.book.deals[deal].party_row,
            Subject::Demand(demand) => self.book.demands[demand].party_row,
        };
        &self.book.parties.rows[row as usize]
    }

    /// The item's own start or date.
    pub(crate) fn start(&self, subject: Subject) -> Day {
        match subject {
            Subject::Loan(loan) => self.book.loans.start(loan),
            Subject::Guarantee(guarantee) => Day::from(self.book.guarantees.starts[guarantee]),
            Subject::Deal(deal) => self.book.deals[deal].date,
            Subject::Demand(demand) => self.book.demands[demand].date,
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
                        Condition::DealKind(kinds) => kinds.has(Some(self.book.deals[deal].kind)),
                        Condition::DealStage(stages) => stages.has(self.book.deals[deal].stage),
                        _ => false,
                    },
                    Subject::Demand(demand) => match condition {
                        Condition::Qualifies(wanted) => self.book.demands[demand].qualifies == Some(*wanted),
                        Condition::Outcome(outcomes) => outcomes.has(self.book.demands[demand].outcome),
                        _ => false,
                    },
                },
            },
        }
    }

    /// Conditions on the party; `None`: not one of them.
    fn party_meets(&self, condition: &Condition, subject: Subject, at: Moment) -> Option<bool> {
        let party = self.party(subject);
        Some(match condition {
            Condition::PartyKind(kinds) => kinds.has(Some(party.kind)),
            Condition::Scale(scales) => scales.has(party.scale),
            Condition::Ownership(ownerships) => ownerships.has(party.ownership),
            Condition::Industry(prefixes) => self.industry_begins(party, prefixes),
            Condition::Town(towns) => towns.iter().any(|town| town == self.book.towns.get(party.town)),
            Condition::Park(parks) => parks.iter().any(|park| park == self.book.parks.get(party.park)),
            Condition::InDistrict(wanted) => party.in_district == *wanted,
            Condition::DualInnovation(wanted) => party.is_dual_on(self.day(subject, at)) == *wanted,
            Condition::Technology(wanted) => party.technology == *wanted,
            Condition::Agricultural(wanted) => party.agricultural == *wanted,
            _ => return None,
        })
    }

    /// Whether the industry begins with one of these: a section's letter, or
    /// digits (a code of letter and digits counts by its digits).
    fn industry_begins(&self, party: &PartyRow, prefixes: &[String]) -> bool {
        let code = self.book.industries.get(party.industry);
        let digits = code.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        prefixes.iter().any(|prefix| {
            let wanted = prefix.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            if wanted.is_empty() {
                let letter = prefix.bytes().next().map(|b| b.to_ascii_uppercase().wrapping_sub(b'A'));
                party.section.is_some() && party.section == letter
            } else {
                digits.starts_with(wanted)
            }
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

    pub(crate) fn organisation(&self, place: u32) -> &huigu_book::OrganisationRow {
        &self.book.organisations.rows[place as usize]
    }

    fn guarantee_meets(&self, condition: &Condition, guarantee: usize, at: Moment) -> bool {
        let guarantees = &self.book.guarantees;
        let guarantor = self.organisation(guarantees.guarantor(guarantee));
        match condition {
            Condition::GuarantorKind(kinds) => kinds.has(Some(guarantor.kind)),
            Condition::GuarantorPolicy(wanted) => {
                let policy = guarantor.kind == huigu_facts::OrganisationKind::Guarantor && guarantor.policy;
                policy == *wanted
            }
            Condition::GuarantorInDistrict(wanted) => guarantor.in_district == *wanted,
            Condition::LenderKind(kinds) => kinds.has(Some(self.organisation(guarantees.lenders[guarantee]).kind)),
            Condition::LenderInDistrict(wanted) => {
                self.organisation(guarantees.lenders[guarantee]).in_district == *wanted
            }
            Condition::GuaranteeAmountAtMost(limit) => guarantees.amounts[guarantee] <= limit.0,
            Condition::GuaranteeAccountAtMost(limit) => self.account(guarantee) <= i128::from(limit.0),
            Condition::GuaranteedLoan(list) => {
                let loan = guarantees.loans[guarantee];
                loan != NONE && self.meets_all(list, Subject::Loan(loan as usize), at)
            }
            _ => false,
        }
    }

    /// The borrower's account at the guarantor at the end of the guarantee's
    /// start day: all its other guarantees there, plus this one's amount.
    pub(crate) fn account(&self, guarantee: usize) -> i128 {
        let guarantees = &self.book.guarantees;
        let key = (guarantees.guarantor(guarantee), self.party(Subject::Guarantee(guarantee)).party);
        let day = Day::from(guarantees.starts[guarantee]);
        let first = self.accounts.partition_point(|&(guarantor, party, _)| (guarantor, party) < key);
        let others = self.accounts[first..]
            .iter()
            .take_while(|&&(guarantor, party, _)| (guarantor, party) == key)
            .filter(|&&(_, _, other)| other as usize != guarantee)
            .map(|&(_, _, other)| i128::from(guarantees.balance(other as usize, day)));
        others.sum::<i128>() + i128::from(guarantees.amounts[guarantee])
    }
}
