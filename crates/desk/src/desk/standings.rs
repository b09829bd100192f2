//! What a year's measures say of each borrower's items.

use std::collections::HashMap;

use huigu_book::Book;
use huigu_engine::{Explainer, Item, Reason, one_of_each_item};
use huigu_plan::Rules;
use huigu_quantity::Fen;
use schemars::JsonSchema;
use serde::Serialize;

/// How a measure judges one loan, guarantee or deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(transform = one_of_each_item)]
pub struct Standing {
    /// The measure.
    pub measure: String,
    /// Its clause.
    pub clause: String,
    /// Who is paid for it, or would be.
    pub beneficiary: String,
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// What it brings; `None` where it does not count.
    pub amount: Option<Fen>,
    /// Every condition it fails; empty where it counts.
    pub reasons: Vec<Reason>,
}

/// Standings by borrower or issuer.
#[derive(Debug, Default)]
pub(crate) struct Standings(HashMap<String, Vec<Standing>>);

impl Standings {
    /// Of every item that counts or nearly does.
    pub fn of(book: &Book, rules: &Rules, year: i32) -> Self {
        let explainer = Explainer::new(book, rules, year);
        let mut of: HashMap<String, Vec<Standing>> = HashMap::new();
        for measure in &rules.measures {
            let Ok(all) = explainer.explain_all(&measure.id) else { continue };
            for answer in all {
                let (measure, clause, beneficiary) = (answer.measure, answer.clause, answer.beneficiary);
                let mut put = |borrower, item, amount, reasons| {
                    let (measure, clause) = (measure.clone(), clause.clone());
                    let standing =
                        Standing { measure, clause, beneficiary: beneficiary.clone(), item, amount, reasons };
                    of.entry(borrower).or_default().push(standing);
                };
                for line in answer.lines {
                    put(line.borrower, line.item, Some(line.amount), Vec::new());
                }
                for near in answer.near_misses {
                    put(near.borrower, near.item, None, near.reasons);
                }
            }
        }
        Self(of)
    }

    /// Of one borrower or issuer, in the order of measures and items.
    pub fn about(&self, party: &str) -> &[Standing] {
        self.0.get(party).map_or(&[], Vec::as_slice)
    }
}
