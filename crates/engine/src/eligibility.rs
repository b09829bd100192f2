//! The products open to a party by what it is: kind, scale, technology and
//! the like. What a product asks of the loan itself is told beside it.

use huigu_book::Book;
use huigu_plan::{Condition, Rules};
use huigu_quantity::Day;

use crate::findings::ProductFinding;
use crate::judge::{Judge, Moment, Subject};
use crate::reason::Reason;

/// Whether a party alone meets a condition; `None`: it is not the party's to meet.
fn alone(judge: &Judge<'_>, condition: &Condition, subject: Subject, at: Moment) -> Option<bool> {
    match condition {
        // Any of several: one that is met, else one that the loan may meet, else none.
        Condition::Any(lists) => {
            let each: Vec<Option<bool>> = lists.iter().map(|list| all(judge, list, subject, at)).collect();
            if each.contains(&Some(true)) {
                return Some(true);
            }
            (!each.contains(&None)).then_some(false)
        }
        Condition::Not(list) => all(judge, list, subject, at).map(|met| !met),
        _ => judge.party_meets(condition, subject, at),
    }
}

fn all(judge: &Judge<'_>, list: &[Condition], subject: Subject, at: Moment) -> Option<bool> {
    let each: Vec<Option<bool>> = list.iter().map(|one| alone(judge, one, subject, at)).collect();
    if each.contains(&Some(false)) {
        return Some(false);
    }
    (!each.contains(&None)).then_some(true)
}

/// The plan's products for a party on a day, by id; `None` where the books do
/// not know it.
#[must_use]
pub fn products_for(book: &Book, rules: &Rules, party: &str, day: Day) -> Option<Vec<ProductFinding>> {
    let row = book.parties.row_on(book.parties.ids.find(party)?, day);
    let (judge, subject, at) = (Judge::of_targets(book), Subject::Party(row as usize), Moment::On(day));
    let finding = |product: &huigu_plan::Product| {
        let failed = product.limits.iter().filter(|one| alone(&judge, one, subject, at) == Some(false));
        let reasons: Vec<Reason> = failed.map(|condition| judge.why(condition, subject)).collect();
        ProductFinding {
            product: product.id.clone(),
            name: product.name.clone(),
            clause: product.clause.clone(),
            open: reasons.is_empty(),
            at_most: product.per_borrower,
            reasons,
        }
    };
    Some(rules.products.iter().map(finding).collect())
}
