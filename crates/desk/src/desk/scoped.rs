//! Answers cut to what a permit reaches. Whatever is not the caller's own is
//! taken out as if it were not there.

use huigu_engine::{
    Breakdown, ClaimVerdict, ClaimedLine, Dimension, Explanation, Item, MeasureFinding, Reason, ReasonCode, Settlement,
    TargetFinding, TargetsAnswer,
};
use huigu_facts::Figure;
use huigu_plan::Plan;
use huigu_quantity::Fen;

use super::standings::Standing;
use crate::{Permit, Scope};

/// Whether a clause is one that a unit is responsible for.
pub(crate) fn is_of_unit(plan: &Plan, clause: &str, unit: &str) -> bool {
    plan.clauses().iter().any(|one| one.id == clause && one.units.iter().any(|id| id == unit))
        || plan.tasks().iter().any(|task| task.clause == clause && task.units.iter().any(|id| id == unit))
}

/// A settlement: totals for the public, the own part for an institution.
pub(crate) fn settlement(answer: &Settlement, permit: &Permit, plan: &Plan) -> Settlement {
    let mut answer = answer.clone();
    match permit.scope() {
        Scope::District => return answer,
        Scope::Public => answer.measures.iter_mut().for_each(|measure| measure.beneficiaries.clear()),
        Scope::Unit(unit) => {
            let others = answer.measures.iter_mut().filter(|measure| !is_of_unit(plan, &measure.clause, unit));
            others.for_each(|measure| measure.beneficiaries.clear());
        }
        Scope::Lender(own) | Scope::Guarantor(own) | Scope::Party(own) => {
            answer.measures.iter_mut().for_each(|measure| keep_own(measure, own));
            answer.total = answer.measures.iter().map(|measure| measure.total).sum();
        }
    }
    answer.counted_twice.clear();
    answer
}

fn keep_own(measure: &mut MeasureFinding, own: &str) {
    measure.beneficiaries.retain(|one| one.id == own);
    measure.total = measure.beneficiaries.iter().map(|one| one.amount).sum();
}

/// An explanation; `None` if it is not the caller's to see. A unit sees the
/// sums of its clauses without the loans behind them.
pub(crate) fn explanation(answer: &Explanation, permit: &Permit, plan: &Plan) -> Option<Explanation> {
    let mut answer = answer.clone();
    match permit.scope() {
        Scope::District => {}
        Scope::Public => return None,
        Scope::Unit(unit) => {
            if !is_of_unit(plan, &answer.clause, unit) {
                return None;
            }
            // What its clause comes to, and not who borrows what.
            answer.lines.clear();
            answer.near_misses.clear();
            answer.claims = None;
        }
        scope @ (Scope::Lender(own) | Scope::Guarantor(own) | Scope::Party(own)) => {
            if answer.beneficiary != *own {
                return None;
            }
            answer.lines.iter_mut().for_each(|line| line.books_begin_later.clear());
            let near = answer.near_misses.iter_mut().flat_map(|near| &mut near.reasons);
            near.for_each(|one| reason(one, scope));
            let claimed = answer.claims.iter_mut().flat_map(|claims| &mut claims.lines);
            claimed.for_each(|line| claimed_line(line, scope, own));
        }
    }
    Some(answer)
}

/// Takes out of a reason what other lenders have lent the borrower.
pub(crate) fn reason(reason: &mut Reason, scope: &Scope) {
    let Scope::Lender(own) = scope else { return };
    let is_own = matches!(&reason.actual, Some(Figure::Item(holder, _)) if holder == own);
    match reason.code {
        ReasonCode::ExcludedByProduct if !is_own => reason.actual = None,
        ReasonCode::BorrowerLimit => reason.actual = None,
        _ => {}
    }
}

/// A line claimed for a loan of another tells nothing of that loan.
fn claimed_line(line: &mut ClaimedLine, scope: &Scope, own: &str) {
    if matches!(scope, Scope::Lender(_) | Scope::Guarantor(_)) && line.lender != own {
        line.why = ClaimVerdict::NotOnBooks;
        (line.verified, line.difference) = (Fen::ZERO, line.claimed);
        line.reasons.clear();
    }
    line.reasons.iter_mut().for_each(|one| reason(one, scope));
}

/// The targets; to others than the staff the values alone.
pub(crate) fn targets(answer: &TargetsAnswer, permit: &Permit) -> TargetsAnswer {
    let mut answer = answer.clone();
    if !permit.scope().is_district() {
        answer.targets.iter_mut().chain(&mut answer.watched).for_each(value_alone);
    }
    answer
}

fn value_alone(target: &mut TargetFinding) {
    target.numerator = None;
    target.denominator = None;
    target.at_base = None;
    target.lender = None;
}

/// Whether a permit reaches a breakdown by a dimension.
pub(crate) fn reaches(permit: &Permit, by: Dimension) -> bool {
    match permit.scope() {
        Scope::District => true,
        Scope::Unit(_) => by != Dimension::Lender,
        Scope::Lender(_) | Scope::Guarantor(_) => matches!(by, Dimension::Lender | Dimension::Month),
        Scope::Party(_) | Scope::Public => by == Dimension::Month,
    }
}

/// The targets by a dimension: of an institution its own group, and month by
/// month the values alone.
pub(crate) fn breakdown(answer: &Breakdown, permit: &Permit) -> Breakdown {
    let mut answer = answer.clone();
    let groups = answer.targets.iter_mut().map(|target| &mut target.groups);
    match (permit.scope(), answer.by) {
        (Scope::District | Scope::Unit(_), _) => {}
        (Scope::Lender(own) | Scope::Guarantor(own), Dimension::Lender) => {
            groups.for_each(|groups| groups.retain(|group| group.key == *own));
        }
        _ => groups.flatten().for_each(|group| {
            group.numerator = None;
            group.denominator = None;
        }),
    }
    answer
}

/// Whether an item is the caller's own, by who holds it or owes it.
pub(crate) fn is_own(item: &Item, borrower: &str, scope: &Scope) -> bool {
    match (scope, item) {
        (Scope::District, _) => true,
        (Scope::Lender(own), Item::Loan { lender, .. }) => lender == own,
        (Scope::Guarantor(own), Item::Guarantee { guarantor, .. }) => guarantor == own,
        (Scope::Party(own), _) => borrower == own,
        _ => false,
    }
}

/// What measures say of a party's items, as far as they are the caller's.
pub(crate) fn standings(all: &[Standing], party: &str, permit: &Permit) -> Vec<Standing> {
    let own = all.iter().filter(|one| is_own(&one.item, party, permit.scope())).cloned();
    own.map(|mut one| {
        one.reasons.iter_mut().for_each(|each| reason(each, permit.scope()));
        one
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The shipped plan, and one in which clauses name units without a task there.
    fn plans() -> [Plan; 2] {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata/plans/yunwan-2023");
        let files = std::fs::read_dir(folder).expect("the plan is there").map(|file| {
            let path = file.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("a text");
            (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text)
        });
        [huigu_plan::shipped(), Plan::from_files(&files.collect::<Vec<_>>()).expect("a plan without mistakes")]
    }

    #[test]
    fn a_unit_has_the_clauses_named_with_it_and_those_of_its_tasks() {
        let (mut only_named, mut only_tasked) = (0, 0);
        for plan in plans() {
            let named: BTreeSet<(&str, &str)> =
                plan.clauses().iter().flat_map(|one| one.units.iter().map(|unit| (&*one.id, &**unit))).collect();
            let tasked: BTreeSet<(&str, &str)> =
                plan.tasks().iter().flat_map(|task| task.units.iter().map(|unit| (&*task.clause, &**unit))).collect();
            only_named += named.difference(&tasked).count();
            only_tasked += tasked.difference(&named).count();
            for clause in plan.clauses() {
                for unit in plan.units() {
                    let pair = (&*clause.id, &*unit.id);
                    let expected = named.contains(&pair) || tasked.contains(&pair);
                    assert_eq!(is_of_unit(&plan, pair.0, pair.1), expected, "{pair:?}");
                }
            }
        }
        assert!(only_named > 0 && only_tasked > 0, "both ways matter: {only_named}, {only_tasked}");
    }

    #[test]
    fn a_line_claimed_for_another_s_loan_tells_an_institution_nothing_of_it() {
        let line = |lender: &str| ClaimedLine {
            lender: lender.to_owned(),
            loan_id: "1".to_owned(),
            claimed: Fen(500),
            verified: Fen(300),
            difference: Fen(200),
            why: ClaimVerdict::AmountDiffers,
            reasons: Vec::new(),
        };
        let silent = |lender: &str| ClaimedLine {
            verified: Fen::ZERO,
            difference: Fen(500),
            why: ClaimVerdict::NotOnBooks,
            ..line(lender)
        };
        let own = || "own".to_owned();
        for (scope, lender, expected) in [
            (Scope::Lender(own()), "own", line("own")),
            (Scope::Lender(own()), "other", silent("other")),
            (Scope::Guarantor(own()), "other", silent("other")),
            (Scope::Party(own()), "other", line("other")),
        ] {
            let mut found = line(lender);
            claimed_line(&mut found, &scope, "own");
            assert_eq!(found, expected, "{scope:?}");
        }
    }

    #[test]
    fn an_item_is_its_holder_s_and_its_borrower_s() {
        let (holder, id) = ("holder".to_owned(), "1".to_owned());
        let loan = Item::Loan { lender: holder.clone(), loan_id: id.clone() };
        let guarantee = Item::Guarantee { guarantor: holder.clone(), guarantee_id: id.clone() };
        let deal = Item::Deal { issuer: holder, deal_id: id };
        let own = |scope: Scope| [&loan, &guarantee, &deal].map(|item| is_own(item, "borrower", &scope));
        let of = |scope: fn(String) -> Scope, id: &str| own(scope(id.to_owned()));
        assert_eq!(own(Scope::District), [true; 3]);
        assert_eq!(of(Scope::Lender, "holder"), [true, false, false]);
        assert_eq!(of(Scope::Guarantor, "holder"), [false, true, false]);
        assert_eq!(of(Scope::Party, "borrower"), [true; 3]);
        assert_eq!(own(Scope::Public), [false; 3]);
        for scope in [Scope::Lender, Scope::Guarantor, Scope::Unit] {
            assert_eq!(of(scope, "other"), [false; 3]);
        }
        assert_eq!([of(Scope::Party, "holder"), of(Scope::Unit, "holder")], [[false; 3]; 2]);
    }
}
