//! A correction that changes what was approved: found by trying, so that it
//! is one under any plan.

use std::collections::BTreeSet;

use huigu_desk::{Reading, differences};
use huigu_engine::{Explainer, Explanation, Item};
use huigu_facts::{Kind, Loan, Row, Security};
use huigu_plan::Rules;
use huigu_quantity::{Fen, Ppm};

use crate::parcels::FileSent;
use crate::story::{SampleError, Story, handed};

/// How many corrections are tried at most.
const TRIES: usize = 80;
/// Lines, and near misses, looked at of one beneficiary.
const OF_ONE: usize = 4;

/// What the correction is to do to the sum of what was approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    More,
    Less,
}

/// A correction of one loan, and whose amount it changes.
pub struct Found {
    pub file: FileSent,
    pub lender: String,
    pub measure: String,
    pub beneficiary: String,
}

/// What a lender may have written wrongly in a loan's row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    Rate(i64),
    Security,
    Product,
}

impl Slip {
    fn mended<'r>(self, loan: Loan<'r>) -> Option<Loan<'r>> {
        match self {
            Self::Rate(points) => {
                let rate = loan.rate.map(|rate| Ppm(rate.0 + points)).filter(|rate| rate.0 >= 10_000)?;
                Some(Loan { rate: Some(rate), ..loan })
            }
            Self::Security => {
                let security = match loan.security {
                    Security::Unsecured => Security::Guaranteed,
                    Security::Guaranteed => Security::Unsecured,
                    _ => return None,
                };
                Some(Loan { security, ..loan })
            }
            Self::Product if loan.product.is_empty() => None,
            Self::Product => Some(Loan { product: "", ..loan }),
        }
    }
}

impl Story<'_> {
    /// A correction of one loan that changes the year as wanted, if one of
    /// those tried does; not by the lender `but`.
    pub fn changing(
        &mut self,
        rules: &Rules,
        year: i32,
        wanted: Wanted,
        but: Option<&str>,
    ) -> Result<Option<Found>, SampleError> {
        let products: Vec<&str> = rules.products.iter().map(|product| product.id.as_str()).collect();
        let known = self.register.load_as_of(None, &products)?;
        let slips = match wanted {
            Wanted::Less => [Slip::Rate(10_000), Slip::Product, Slip::Security],
            Wanted::More => [Slip::Rate(-10_000), Slip::Security, Slip::Product],
        };
        let explainer = Explainer::new(&known.book, rules, year);
        let mut loans = candidates(&explainer, wanted);
        loans.retain(|(lender, _)| Some(lender.as_str()) != but);
        for ((lender, loan_id), slip) in loans.iter().flat_map(|loan| slips.map(|slip| (loan, slip))).take(TRIES) {
            let Some(file) = self.mended(lender, loan_id, slip)? else { continue };
            let files = [handed(&file)];
            let open = |_| Ok(file.bytes.clone());
            let reading =
                Reading { files: &files, open: &open, products: &products, good_rows: false, progress: &|_| () };
            let import = self.register.preview(&reading, &mut |_| ())?;
            if import.faults().next().is_some() {
                continue;
            }
            let changed = differences(&known.book, &import.book, rules, year);
            let sum: Fen = changed.iter().map(|one| one.difference).sum();
            let as_wanted = match wanted {
                Wanted::More => sum > Fen::ZERO,
                Wanted::Less => sum < Fen::ZERO,
            };
            if let Some(one) = changed.into_iter().next().filter(|_| as_wanted) {
                let (measure, beneficiary) = (one.measure, one.beneficiary);
                return Ok(Some(Found { file, lender: lender.clone(), measure, beneficiary }));
            }
        }
        Ok(None)
    }

    /// The loan's row with a slip mended, as a file; `None` where there was no such slip.
    fn mended(&self, lender: &str, loan_id: &str, slip: Slip) -> Result<Option<FileSent>, SampleError> {
        let name = format!("{}-{}-{lender}-corrected.csv", Kind::Loans, self.sample.years.start());
        let file = self.sample.file((Kind::Loans, name), *self.sample.years.start(), &mut |row| match row {
            Row::Loan(loan) if loan.lender == lender && loan.loan_id == loan_id => slip.mended(loan).map(Row::Loan),
            _ => None,
        });
        let file = file?;
        Ok(Some(file).filter(|file| !file.bytes.is_empty()))
    }
}

/// Loans that count, or nearly do, for those who are due something: a few of
/// each, in the order of the measures.
fn candidates(explainer: &Explainer<'_>, wanted: Wanted) -> Vec<(String, String)> {
    let settled = explainer.settlement();
    let explained = settled.measures.iter().flat_map(|measure| {
        let due = measure.beneficiaries.iter().filter(|one| one.amount > Fen::ZERO);
        due.filter_map(|one| explainer.explain(&measure.measure, &one.id).ok())
    });
    let mut seen = BTreeSet::new();
    explained.flat_map(|one| loans_of(&one, wanted)).filter(|loan| seen.insert(loan.clone())).collect()
}

fn loans_of(explained: &Explanation, wanted: Wanted) -> Vec<(String, String)> {
    let items: Vec<&Item> = match wanted {
        Wanted::Less => explained.lines.iter().map(|line| &line.item).collect(),
        Wanted::More => {
            let near = explained.near_misses.iter().filter(|near| near.reasons.len() == 1);
            near.map(|near| &near.item).collect()
        }
    };
    let loan = |item: &Item| match item {
        Item::Loan { lender, loan_id } => Some((lender.clone(), loan_id.clone())),
        _ => None,
    };
    items.into_iter().filter_map(loan).take(OF_ONE).collect()
}
