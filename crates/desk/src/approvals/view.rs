//! An approved settlement as it is answered.

use huigu_quantity::{Day, Fen};
use huigu_store::chain::Hash;
use huigu_store::{Instant, Settlement};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Error, FrozenSettlement, Scope};

/// An approved settlement without its result, as far as the caller may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ApprovedSettlement")]
pub struct ApprovalView {
    /// Its number.
    pub settlement: u32,
    /// The year.
    #[schemars(example = 2021)]
    pub year: i32,
    /// The day it was approved, in Shanghai.
    pub date: Day,
    /// Who approved it; empty where that is not the caller's to see.
    #[schemars(example = "zhang@finance-centre")]
    pub who: String,
    /// The note; likewise.
    #[schemars(example = "")]
    pub note: String,
    /// The last batch known to it.
    pub batch: u32,
    /// SM3 of the plan's files.
    pub plan_sm3: Hash,
    /// SM3 of the whole result.
    pub result_sm3: Hash,
    /// When it was approved.
    #[serde(skip)]
    pub instant: Instant,
    /// What it comes to, as far as it is the caller's.
    #[serde(skip)]
    pub amount: Fen,
}

impl ApprovalView {
    /// An approval and its result with nothing in them that is not the
    /// scope's: an institution's own part, to others than the staff the sums alone.
    pub(super) fn of(one: Settlement, scope: &Scope) -> Result<(Self, FrozenSettlement), Error> {
        let mut result = FrozenSettlement::read(&one.result)?;
        match scope {
            Scope::District => {}
            Scope::Unit(_) | Scope::Public => result.cut_to(None),
            Scope::Lender(own) | Scope::Guarantor(own) | Scope::Party(own) => result.cut_to(Some(own)),
        }
        let staff_s = |text: String| if scope.is_district() { text } else { String::new() };
        let approval = Self {
            settlement: one.number,
            year: one.year,
            date: one.instant.day(),
            who: staff_s(one.who),
            note: staff_s(one.note),
            batch: one.batch.0,
            plan_sm3: one.plan_hash,
            result_sm3: one.result_hash,
            instant: one.instant,
            amount: result.amount(),
        };
        Ok((approval, result))
    }
}
