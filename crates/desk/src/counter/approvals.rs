//! Approved settlements: approve one, see them, compute one again.

use huigu_engine::Settlement as Finding;
use huigu_quantity::Fen;
use huigu_store::chain::{Hash, Head};
use huigu_store::{BatchNumber, Instant, Settlement};

use super::Counter;
use crate::frozen::FrozenSettlement;
use crate::settlements::Verification;
use crate::{Caller, Error, Permit, Scope, UseCase};

/// An approved settlement, as far as the caller may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct ApprovedOne {
    /// Its number.
    pub number: u32,
    /// The year.
    pub year: i32,
    /// The last batch known to it.
    pub batch: BatchNumber,
    /// When it was approved.
    pub instant: Instant,
    /// Who approved it; empty where that is not the caller's to see.
    pub who: String,
    /// The note.
    pub note: String,
    /// Hash of the plan's files.
    pub plan_hash: Hash,
    /// Hash of the whole result.
    pub result_hash: Hash,
    /// The frozen answer, cut to what the caller may see.
    pub result: FrozenSettlement,
}

/// What came of an approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approving {
    /// Its number.
    pub number: u32,
    /// What was approved.
    pub found: Finding,
    /// The last row of the audit, to be kept elsewhere.
    pub head: Option<Head>,
}

/// The last approval of each year, and what they come to.
#[derive(Debug, Clone, PartialEq)]
pub struct InForce<'a> {
    /// By number.
    pub each: Vec<&'a ApprovedOne>,
    /// Their sum, as far as it is the caller's.
    pub amount: Fen,
}

impl<'a> InForce<'a> {
    /// Of all approvals.
    #[must_use]
    pub fn of(all: &'a [ApprovedOne]) -> Self {
        let later = |one: &ApprovedOne| all.iter().any(|other| other.year == one.year && other.number > one.number);
        let each: Vec<&ApprovedOne> = all.iter().filter(|one| !later(one)).collect();
        let amount = each.iter().map(|one| one.result.amount()).sum();
        Self { each, amount }
    }
}

/// The frozen answer with nothing in it that is not the caller's: an
/// institution's own part, to others than the staff the sums alone.
fn cut(mut result: FrozenSettlement, permit: &Permit) -> FrozenSettlement {
    match permit.scope() {
        Scope::District => {}
        Scope::Unit(_) | Scope::Public => result.cut_to(None),
        Scope::Lender(own) | Scope::Guarantor(own) | Scope::Party(own) => result.cut_to(Some(own)),
    }
    result
}

impl Counter {
    fn shown(&self, one: Settlement, permit: &Permit) -> Result<ApprovedOne, Error> {
        let result = FrozenSettlement::read(&one.result)?;
        Ok(ApprovedOne {
            number: one.number,
            year: one.year,
            batch: one.batch,
            instant: one.instant,
            who: if permit.scope().is_district() { one.who } else { String::new() },
            note: if permit.scope().is_district() { one.note } else { String::new() },
            plan_hash: one.plan_hash,
            result_hash: one.result_hash,
            result: cut(result, permit),
        })
    }

    /// Approves a year's settlement of what is known now.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::YearNotEnded`], [`Error::Faulty`],
    /// [`Error::OutsideValidity`], or whatever the register answers.
    pub fn approve(&self, caller: &Caller, year: i32, note: &str) -> Result<Approving, Error> {
        let permit = caller.permit(UseCase::Approve)?;
        let rules = self.rules_of_year(year)?;
        self.register(permit.who(), |register| {
            let (number, found) = register.approve(year, &rules, self.plan_hash, note)?;
            Ok(Approving { number, found, head: register.head()? })
        })
    }

    /// Approved settlements, by number.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn approved(&self, caller: &Caller) -> Result<Vec<ApprovedOne>, Error> {
        let permit = caller.permit(UseCase::Approved)?;
        let all = self.pool.with(|store| Ok(store.approved()?))?;
        all.into_iter().map(|one| self.shown(one, &permit)).collect()
    }

    /// Computes an approved settlement again, as it was known and as it is now.
    ///
    /// # Errors
    /// [`Error::Refused`], [`huigu_store::Error::NoSuchSettlement`], or
    /// whatever the register answers.
    pub fn verify_approved(&self, caller: &Caller, number: u32) -> Result<Verification, Error> {
        let permit = caller.permit(UseCase::VerifyApproved)?;
        let year = self.pool.with(|store| Ok(store.approved_one(number)?.year))?;
        let rules = self.rules_of_year(year)?;
        let verify =
            || self.register(permit.who(), |register| register.verify_settlement(number, self.plan_hash, Some(&rules)));
        self.costly.work(Error::Busy, verify)
    }
}
