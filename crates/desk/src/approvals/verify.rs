//! Computing an approved settlement again, as it was known and as it is now.

use std::collections::BTreeSet;

use huigu_engine::settle;
use huigu_facts::Row;
use huigu_quantity::{Day, Phrase};
use huigu_store::chain::Hash;
use huigu_store::{BatchNumber, Store, Trace, What};
use schemars::JsonSchema;
use serde::Serialize;

use super::difference::{against, amounts, frozen, tells_of};
use super::effect::{Cause, Difference};
use super::result_bytes;
use crate::Role::{Auditor, Centre, Finance, Operator};
use crate::{
    Error, Http, IngestError, Number, Operation, OperationKind, ProblemKind, Rights, Roles, Run, StoreError,
    TokenAccess, TokenScope,
};

input! {
    /// Compute an approved settlement again.
    #[derive(Copy)]
    pub struct VerifySettlement {
        settlement: Number = "核定号", "Number of the approved settlement";
    }
}

/// What came of computing an approved settlement again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Verification {
    /// Its number.
    pub settlement: u32,
    /// The year.
    #[schemars(example = 2021)]
    pub year: i32,
    /// The last batch known to it.
    pub batch: u32,
    /// Whether the plan is the same, byte for byte.
    pub same_plan: bool,
    /// Whether computing it again, as known then, gives the same bytes.
    pub same_result: bool,
    /// What would be paid otherwise by what is known now; `None` where the
    /// register has faults now, so that nothing is computed from it.
    pub differences: Option<Vec<Difference>>,
    /// The day it was approved, in Shanghai.
    #[serde(skip)]
    pub date: Day,
    /// Who approved it.
    #[serde(skip)]
    pub who: String,
}

impl Verification {
    /// Whether the approval can be repeated to the fen.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.same_plan && self.same_result
    }
}

impl Operation for VerifySettlement {
    const RIGHTS: Rights = Rights {
        code: "verify-settlement",
        roles: Roles::NOBODY.district(&[Centre, Finance, Auditor, Operator]),
        token: TokenAccess::Of(TokenScope::Figures),
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("重新计算一个核定的测算", "Compute an approved settlement again");
    const HTTP: Http = Http::get("/approvals/{settlement}/verification");
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::OutsideValidity];
    type Output = Verification;

    fn run(self, run: &mut Run<'_, Verification>) -> Result<Verification, Error> {
        let desk = run.desk();
        desk.costly.work(Error::Busy, || self.verify(run))
    }

    #[cfg(feature = "samples")]
    fn sample(_: &crate::Sampling<'_>) -> Self {
        Self { settlement: Number::new(1).unwrap_or_else(|| unreachable!("a number")) }
    }
}

impl VerifySettlement {
    fn verify(self, run: &mut Run<'_, Verification>) -> Result<Verification, Error> {
        let approved = run.read(|store| store.approved_one(self.settlement.get()))?;
        let (year, batch) = (approved.year, approved.batch);
        let (rules, products) = (run.desk().rules_of_year(year)?, run.products());
        let then = run.register(|register| register.load_as_of(Some(batch), &products))?;
        let answer = settle(&then.book, &rules, year);
        let result = result_bytes(&answer)?;
        let same_result = Hash::of(result.as_bytes()) == approved.result_hash && result == approved.result;
        let differences = match run.register(|register| register.load_valid(None, &products)) {
            Ok(now) => {
                let old = frozen(&approved.result).unwrap_or_else(|| amounts(&answer));
                let mut found = against(&old, &then.book, &now.book, &rules, year);
                run.read(|store| causes(store, batch, &mut found))?;
                Some(found)
            }
            Err(Error::Ingest(IngestError::Faulty { .. })) => None,
            Err(error) => return Err(error),
        };
        Ok(Verification {
            settlement: approved.number,
            year,
            batch: batch.0,
            same_plan: run.desk().plan_hash() == approved.plan_hash,
            same_result,
            differences,
            date: approved.instant.day(),
            who: approved.who,
        })
    }
}

/// Hands over the rows in force that batches after one have appended.
fn rows_since(store: &mut Store, since: BatchNumber, each: &mut dyn FnMut(Trace, &Row<'_>)) -> Result<(), StoreError> {
    let mut each = |trace: Trace, row: &Row<'_>| {
        if trace.batch > since {
            each(trace, row);
        }
    };
    // They are rows of what was touched since, where that is known.
    match store.touched_since(since)? {
        Some(touched) => store.facts_of(&touched.keys, &touched.whole_kinds(), touched.until, each)?,
        None => drop(store.facts(None, &mut each)?),
    }
    Ok(())
}

/// Names the rows since a batch that concern each difference.
fn causes(store: &mut Store, since: BatchNumber, differences: &mut [Difference]) -> Result<(), StoreError> {
    if differences.is_empty() {
        return Ok(());
    }
    let batches = store.batches()?;
    let file = |number: BatchNumber| {
        let found = batches.iter().find(|batch| batch.number == number);
        found.map(|batch| batch.file.clone()).unwrap_or_default()
    };
    let mut all = BTreeSet::new();
    let mut of: Vec<BTreeSet<Cause>> = vec![BTreeSet::new(); differences.len()];
    rows_since(store, since, &mut |trace, row| {
        let withdrawal = trace.origin != trace.batch;
        let (batch, kind) = (trace.batch.0, row.kind());
        let cause = Cause { batch, file: file(trace.batch), row: trace.row, kind, withdrawal };
        for (difference, causes) in differences.iter().zip(&mut of) {
            if difference.items.iter().any(|item| tells_of(row, item)) {
                causes.insert(cause.clone());
            }
        }
        all.insert(cause);
    })?;
    let withdrawals = batches.iter().filter(|batch| batch.number > since);
    for batch in withdrawals.filter(|batch| matches!(batch.what, What::Withdrawal { .. })) {
        let (number, file) = (batch.number.0, batch.file.clone());
        all.insert(Cause { batch: number, file, row: 0, kind: batch.kind, withdrawal: true });
    }
    for (difference, causes) in differences.iter_mut().zip(of) {
        let causes = if causes.is_empty() { &all } else { &causes };
        difference.because_of = causes.iter().cloned().collect();
    }
    Ok(())
}
