//! Why an item fails a condition: the code, what was wanted, what was found.

use huigu_book::{Field, FirstVerdict, NO_LINE, NO_QUOTE, NO_RATE, NONE};
use huigu_facts::{Collateral, Figure, LoanForm, Purpose, Security, Vocabulary};
use huigu_plan::{Condition, WordSet};
use huigu_quantity::{Fen, Ppm};

use crate::judge::{Judge, Moment, Subject};
use crate::reason::{Reason, ReasonCode};
use crate::settle::fen;

/// A reason.
pub(crate) fn reason(code: ReasonCode, limit: Option<Figure>, actual: Option<Figure>) -> Reason {
    Reason { code, limit, actual }
}

fn words<V: Vocabulary>(set: WordSet<V>) -> Option<Figure> {
    Some(Figure::words(set.iter()))
}

fn word<V: Vocabulary>(word: Option<V>) -> Option<Figure> {
    word.map(|word| Figure::words([word]))
}

fn names(list: &[String]) -> Option<Figure> {
    Some(Figure::Names(list.to_vec()))
}

fn name(name: &str) -> Option<Figure> {
    (!name.is_empty()).then(|| Figure::Names(vec![name.to_owned()]))
}

impl Judge<'_> {
    /// Every condition the item fails, in the order of the list.
    pub(crate) fn failures(&self, conditions: &[Condition], subject: Subject, at: Moment) -> Vec<Reason> {
        let failed = conditions.iter().filter(|condition| !self.meets(condition, subject, at));
        failed.map(|condition| self.why(condition, subject)).collect()
    }

    /// The reason for a condition that the item fails.
    pub(crate) fn why(&self, condition: &Condition, subject: Subject) -> Reason {
        match condition {
            Condition::Any(_) => reason(ReasonCode::NoAlternative, None, None),
            Condition::Not(_) => reason(ReasonCode::Exception, None, None),
            _ => match self.why_party(condition, subject) {
                Some(found) => found,
                None => match subject {
                    Subject::Loan(loan) => self.why_loan(condition, loan),
                    Subject::Guarantee(guarantee) => self.why_guarantee(condition, guarantee),
                    Subject::Deal(deal) => self.why_deal(condition, deal),
                    Subject::Demand(demand) => self.why_demand(condition, demand),
                    Subject::Party(_) => reason(ReasonCode::Exception, None, None),
                },
            },
        }
    }

    fn why_party(&self, condition: &Condition, subject: Subject) -> Option<Reason> {
        use ReasonCode as R;
        let party = self.party(subject);
        let yes_no = |wanted: bool, no: R, yes: R| reason(if wanted { no } else { yes }, None, None);
        Some(match condition {
            Condition::PartyKind(set) => reason(R::BorrowerKind, words(*set), word(Some(party.kind()))),
            Condition::Scale(set) => {
                let code = if party.scale().is_some() { R::Scale } else { R::ScaleNotReported };
                reason(code, words(*set), word(party.scale()))
            }
            Condition::Ownership(set) => {
                let code = if party.ownership().is_some() { R::Ownership } else { R::OwnershipNotReported };
                reason(code, words(*set), word(party.ownership()))
            }
            Condition::Industry(list) => {
                listed(list, self.book.industries.get(party.industry), R::Industry, R::IndustryNotReported)
            }
            Condition::Town(list) => listed(list, self.book.towns.get(party.town), R::Town, R::TownNotReported),
            Condition::Park(list) => listed(list, self.book.parks.get(party.park), R::Park, R::ParkNotReported),
            Condition::InDistrict(wanted) => yes_no(*wanted, R::NotInDistrict, R::InDistrict),
            Condition::DualInnovation(wanted) => yes_no(*wanted, R::NotDualInnovation, R::DualInnovation),
            Condition::Technology(wanted) => yes_no(*wanted, R::NotTechnology, R::Technology),
            Condition::Agricultural(wanted) => yes_no(*wanted, R::NotAgricultural, R::Agricultural),
            _ => return None,
        })
    }

    fn why_loan(&self, condition: &Condition, loan: usize) -> Reason {
        use ReasonCode as R;
        let loans = &self.book.loans;
        let packed = loans.words[loan];
        match condition {
            Condition::Product(list) => {
                let own = self.book.products.get(u32::from(loans.products[loan]));
                reason(R::Product, names(list), name(own))
            }
            Condition::Form(set) => reason(R::Form, words(*set), word(packed.word::<LoanForm>(Field::FORM))),
            Condition::Security(set) => {
                reason(R::Security, words(*set), word(packed.word::<Security>(Field::SECURITY)))
            }
            Condition::Collateral(set) => {
                let own = packed.word::<Collateral>(Field::COLLATERAL);
                let code = if own.is_some() { R::Collateral } else { R::CollateralNotReported };
                reason(code, words(*set), word(own))
            }
            Condition::Purpose(set) => {
                let own = packed.word::<Purpose>(Field::PURPOSE);
                let code = if own.is_some() { R::Purpose } else { R::PurposeNotReported };
                reason(code, words(*set), word(own))
            }
            Condition::TermAtMost(years) | Condition::TermOver(years) => {
                let code = if matches!(condition, Condition::TermAtMost(_)) { R::TermTooLong } else { R::TermTooShort };
                let limit = loans.start(loan).plus_years(*years);
                reason(code, Some(Figure::Day(limit)), Some(Figure::Day(loans.due(loan))))
            }
            Condition::PrincipalAtMost(limit) => {
                above(R::PrincipalAboveLimit, *limit, i128::from(loans.principals[loan]))
            }
            Condition::CreditLineAtMost(limit) => match loans.credit_lines[loan] {
                NO_LINE => reason(R::CreditLineNotReported, Some(Figure::Money(*limit)), None),
                line => above(R::CreditLineAboveLimit, *limit, i128::from(line)),
            },
            Condition::RateOverLprAtMost(limit) => self.why_rate(*limit, loan),
            Condition::Class(set) => reason(R::Class, words(*set), None),
            Condition::FirstTime(wanted) => reason(why_first(*wanted, packed.first()), None, None),
            Condition::Renewal(wanted) => reason(if *wanted { R::NotRenewal } else { R::Renewal }, None, None),
            Condition::LenderKind(set) => {
                reason(R::LenderKind, words(*set), word(Some(self.organisation(loans.lender(loan)).kind)))
            }
            Condition::LenderInDistrict(wanted) => {
                reason(if *wanted { R::LenderNotInDistrict } else { R::LenderInDistrict }, None, None)
            }
            Condition::BorrowerLimit { product, limit } => {
                let sum = self.verdicts.over_limit(self.book, product, *limit, loan).unwrap_or_default();
                above(R::BorrowerLimit, *limit, sum)
            }
            Condition::NotExcluded { by, time } => {
                let other = self.verdicts.excluded_by(self.book, by, *time, loan);
                reason(R::ExcludedByProduct, name(by), other.map(|other| self.loan(other)))
            }
            // The plan's check keeps other conditions off loans.
            _ => reason(R::Exception, None, None),
        }
    }

    /// A loan by its key.
    fn loan(&self, loan: usize) -> Figure {
        let loans = &self.book.loans;
        let lender = self.book.organisations.ids.get(loans.lender(loan));
        Figure::Item(lender.to_owned(), loans.id(loan).to_owned())
    }

    fn why_rate(&self, limit: Ppm, loan: usize) -> Reason {
        use ReasonCode as R;
        let loans = &self.book.loans;
        match (loans.over_lpr[loan], loans.rates[loan]) {
            (NO_RATE, _) => reason(R::RateNotReported, None, None),
            (NO_QUOTE, rate) => reason(R::LprNotReported, None, Some(Figure::rate(Ppm(i64::from(rate))))),
            (over, rate) => {
                let rate = i64::from(rate);
                let most = rate - i64::from(over) + limit.0;
                reason(R::RateAboveLpr, Some(Figure::rate(Ppm(most))), Some(Figure::rate(Ppm(rate))))
            }
        }
    }

    fn why_guarantee(&self, condition: &Condition, guarantee: usize) -> Reason {
        use ReasonCode as R;
        let guarantees = &self.book.guarantees;
        let yes_no = |wanted: bool, no: R, yes: R| reason(if wanted { no } else { yes }, None, None);
        match condition {
            Condition::GuarantorKind(set) => {
                let own = self.organisation(guarantees.guarantor(guarantee)).kind;
                reason(R::GuarantorKind, words(*set), word(Some(own)))
            }
            Condition::GuarantorPolicy(wanted) => yes_no(*wanted, R::GuarantorNotPolicy, R::GuarantorPolicy),
            Condition::GuarantorInDistrict(wanted) => {
                yes_no(*wanted, R::GuarantorNotInDistrict, R::GuarantorInDistrict)
            }
            Condition::LenderKind(set) => {
                let own = self.organisation(guarantees.lenders[guarantee]).kind;
                reason(R::LenderKind, words(*set), word(Some(own)))
            }
            Condition::LenderInDistrict(wanted) => yes_no(*wanted, R::LenderNotInDistrict, R::LenderInDistrict),
            Condition::GuaranteeAmountAtMost(limit) => {
                above(R::GuaranteeAboveLimit, *limit, i128::from(guarantees.amounts[guarantee]))
            }
            Condition::GuaranteeAccountAtMost(limit) => {
                above(R::AccountAboveLimit, *limit, i128::from(self.book.guarantees.accounts[guarantee]))
            }
            Condition::GuaranteedLoan(_) => {
                let loan = guarantees.loans[guarantee];
                if loan == NONE {
                    reason(R::GuaranteedLoanNotReported, None, None)
                } else {
                    reason(R::GuaranteedLoan, None, Some(self.loan(loan as usize)))
                }
            }
            // The plan's check keeps other conditions off guarantees.
            _ => reason(R::Exception, None, None),
        }
    }

    fn why_deal(&self, condition: &Condition, deal: usize) -> Reason {
        let own = &self.book.deals.rows[deal];
        match condition {
            Condition::DealKind(set) => reason(ReasonCode::DealKind, words(*set), word(Some(own.kind()))),
            Condition::DealStage(set) => {
                let reported = own.stage().is_some();
                let code = if reported { ReasonCode::DealStage } else { ReasonCode::DealStageNotReported };
                reason(code, words(*set), word(own.stage()))
            }
            // The plan's check keeps other conditions off deals.
            _ => reason(ReasonCode::Exception, None, None),
        }
    }

    fn why_demand(&self, condition: &Condition, demand: usize) -> Reason {
        let own = &self.book.demands.rows[demand];
        match condition {
            Condition::Qualifies(wanted) => {
                let code = match (wanted, own.qualifies()) {
                    (_, None) => ReasonCode::QualifiesNotReported,
                    (true, _) => ReasonCode::DoesNotQualify,
                    (false, _) => ReasonCode::Qualifies,
                };
                reason(code, None, None)
            }
            Condition::Outcome(set) => {
                let reported = own.outcome().is_some();
                let code = if reported { ReasonCode::Outcome } else { ReasonCode::OutcomeNotReported };
                reason(code, words(*set), word(own.outcome()))
            }
            // The plan's check keeps other conditions off demands.
            _ => reason(ReasonCode::Exception, None, None),
        }
    }
}

fn listed(list: &[String], own: &str, other: ReasonCode, unreported: ReasonCode) -> Reason {
    reason(if own.is_empty() { unreported } else { other }, names(list), name(own))
}

fn above(code: ReasonCode, limit: Fen, actual: i128) -> Reason {
    reason(code, Some(Figure::Money(limit)), Some(Figure::Money(fen(actual))))
}

fn why_first(wanted: bool, verdict: FirstVerdict) -> ReasonCode {
    match verdict {
        _ if !wanted => ReasonCode::FirstLoan,
        FirstVerdict::NotReported => ReasonCode::FirstLoanNotReported,
        FirstVerdict::Discrepancy => ReasonCode::FirstLoanDiscrepancy,
        FirstVerdict::Another => ReasonCode::AnotherFirstLoan,
        FirstVerdict::No | FirstVerdict::First => ReasonCode::NotFirstLoan,
    }
}
