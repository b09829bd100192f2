//! Approving a year's settlement of what is known now.

use std::collections::BTreeMap;

use huigu_engine::{Settlement, settle};
use huigu_plan::DATASETS;
use huigu_quantity::{Fen, Period, Phrase};
use huigu_store::Approval;
use huigu_store::chain::{Hash, Head};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Role::{Centre, Operator};
use crate::{Error, FreeText, Http, Operation, OperationKind, ProblemKind, Rights, Roles, Run, TokenAccess, Year};

input! {
    /// Approve a year's settlement; it can be computed again at any later time.
    pub struct ApproveYear {
        year: Year;
        #[serde(default)]
        note: FreeText<1_000> = "说明，例如会议或文号", "Note, such as the meeting or document", "for 2021";
    }
}

/// What was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Approval")]
pub struct Approved {
    /// Number of the settlement.
    pub settlement: u32,
    /// The year.
    pub year: i32,
    /// The sum.
    pub total: Fen,
    /// The last row of the audit, to be kept elsewhere.
    pub head: Option<Head>,
    /// What was found, whole.
    #[serde(skip)]
    pub found: Settlement,
}

/// SM3 of a plan's files: of each, in the order of names, name and text, each
/// after its length in bytes as 8 bytes, big-endian. Files of data sets are left
/// out: no settlement follows from them.
#[must_use]
pub fn plan_hash<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Hash {
    let files: BTreeMap<&str, &str> = files.into_iter().filter(|(name, _)| !name.starts_with(DATASETS)).collect();
    let mut bytes = Vec::new();
    for part in files.into_iter().flat_map(|(name, text)| [name, text]) {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    Hash::of(&bytes)
}

/// A settlement's JSON: the very bytes `huigu settle --format json` prints, of
/// which the SM3 is the result's hash.
///
/// # Errors
/// [`Error::Answer`].
pub fn result_bytes(answer: &Settlement) -> Result<String, Error> {
    crate::json(answer)
}

impl Operation for ApproveYear {
    const RIGHTS: Rights = Rights {
        code: "approve-settlement",
        roles: Roles::NOBODY.district(&[Centre, Operator]),
        token: TokenAccess::Never,
    };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("核定一个年度的测算", "Approve a year's settlement");
    const HTTP: Http = Http::post("/approvals");
    const PROBLEMS: &'static [ProblemKind] = &[
        ProblemKind::YearNotEnded,
        ProblemKind::RegisterFaulty,
        ProblemKind::OutsideValidity,
        ProblemKind::Conflict,
        ProblemKind::DecodeError,
    ];
    type Output = Approved;

    fn run(self, run: &mut Run<'_, Approved>) -> Result<Approved, Error> {
        let year = self.year.get();
        let rules = run.desk().rules_of_year(year)?;
        if run.permit().who().is_empty() {
            return Err(Error::NobodyApproves);
        }
        let note = run.pseudonymized(&self.note)?;
        run.act(&format!("year {year}"), "", |run, opening| {
            if run.today() < Period::year(year).to {
                return Err(Error::YearNotEnded { year });
            }
            let products = run.products();
            let known = run.register(|register| register.load_valid(None, &products))?;
            let found = settle(&known.book, &rules, year);
            let result = result_bytes(&found)?;
            let (who, clock, plan_hash) = (run.who()?, run.clock(), run.desk().plan_hash());
            let result_hash = Hash::of(result.as_bytes());
            let (batch, result, note, who) = (known.batch, &result, &note, &who);
            let approval = Approval { year, batch, plan_hash, result_hash, result, note, who };
            run.commit(opening, |store| {
                let settlement = store.approve(opening, &approval, clock)?;
                Ok(Approved { settlement, year, total: found.total, head: store.head()?, found })
            })
        })
    }

    fn location(made: &Approved) -> String {
        format!("/approvals/{}", made.settlement)
    }

    #[cfg(feature = "samples")]
    fn sample(_: &crate::Sampling<'_>) -> Self {
        Self { year: Year::new(2021), note: FreeText::new("同意").unwrap_or_else(|_| unreachable!("a text")) }
    }
}
