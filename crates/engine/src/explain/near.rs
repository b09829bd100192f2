//! Near misses: what an item fails, where it fails little or stands under the
//! product that the measure names.

use huigu_facts::Figure;
use huigu_plan::Counts;

use super::items::Own;
use super::{Question, Subject};
use crate::findings::NearMiss;
use crate::reason::{Reason, ReasonCode};
use crate::tally::{asks_start_in_year, moment, subject};
use crate::why::reason;

impl Question<'_> {
    /// Every condition the item fails, the year of its start among them.
    pub(super) fn failures(&self, item: usize) -> Vec<Reason> {
        let subject = subject(self.terms.counts, item);
        let mut failed = self.judge.failures(&self.terms.conditions, subject, moment(self.terms, self.years));
        let start = self.judge.start(subject);
        if asks_start_in_year(&self.terms.amount) && !self.years.year.contains(start) {
            let year = Figure::Year(self.year());
            failed.push(reason(ReasonCode::NotStartedInYear, Some(year), Some(Figure::Day(start))));
        }
        failed
    }

    /// How many conditions the item fails, the year of its start among them;
    /// not counted beyond two.
    fn count_failures(&self, subject: Subject) -> usize {
        let moment = moment(self.terms, self.years);
        let late = asks_start_in_year(&self.terms.amount) && !self.years.year.contains(self.judge.start(subject));
        let failed = self.terms.conditions.iter().filter(|condition| !self.judge.meets(condition, subject, moment));
        usize::from(late) + failed.take(2).count()
    }

    pub(super) fn near_miss(&self, item: usize, own: &Own) -> Option<NearMiss> {
        let subject = subject(self.terms.counts, item);
        let failures = self.count_failures(subject);
        if failures > 1 && !self.is_under_product(item) {
            return None;
        }
        let reasons = match failures {
            0 if !self.counted_elsewhere(item, own) => return None,
            0 => vec![reason(ReasonCode::LowerThanOther, None, None)],
            _ => self.failures(item),
        };
        Some(NearMiss {
            item: self.item(subject),
            borrower: self.book().parties.ids.get(self.judge.party(subject).party).to_owned(),
            reasons,
        })
    }

    /// Whether a qualifying loan with a weight was left to a measure that gives more.
    pub(super) fn counted_elsewhere(&self, item: usize, own: &Own) -> bool {
        let weighs = self.judge.weight(self.terms, item, self.years).is_some_and(|weight| weight != (0, 0));
        weighs && !own.earns(item)
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
}
