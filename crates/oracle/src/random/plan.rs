//! Random variations of a plan: the other side of every reading, caps that
//! bind, and every kind of amount in the place of what is unset.

use huigu_facts::{DealKind, DealStage, OrganisationKind, Security};
use huigu_plan::{
    Amount, Beneficiary, Cap, CapScope, Condition, Counts, ExclusionTime, Increase, Rules, Stacking, StagePrice,
    Standing, Terms, WordSet,
};
use huigu_quantity::{Fen, Ppm};
use huigu_testkit::Rng;

/// The rules with readings turned, caps moved and unset measures filled in.
#[must_use]
pub fn vary(rules: &Rules, seed: u64) -> Rules {
    let mut rng = Rng::new(seed);
    let mut rules = rules.clone();
    rules.stacking = *rng.of(&[Stacking::Both, Stacking::HigherOnly]);
    let time = *rng.of(&[ExclusionTime::Balance, ExclusionTime::Contract]);
    let increase = *rng.of(&[Increase::OverYearBefore, Increase::NewLoans]);
    rules.exclusions.iter_mut().for_each(|exclusion| exclusion.time = time);
    for measure in &mut rules.measures {
        if let Standing::Inactive { .. } = measure.standing {
            let product = measure.product.clone();
            measure.standing = Standing::Active(invented(product, time, &mut rng));
        }
        if let Standing::Active(terms) = &mut measure.standing {
            for condition in &mut terms.conditions {
                if let Condition::NotExcluded { time: old, .. } = condition {
                    *old = time;
                }
            }
            if let Amount::RateOnIncrease { by, .. } = &mut terms.amount {
                *by = increase;
            }
            caps(terms, &mut rng);
        }
    }
    rules
}

fn caps(terms: &mut Terms, rng: &mut Rng) {
    let factor = *rng.of(&[1, 10, 100, 1_000, 100_000]);
    for cap in &mut terms.caps {
        cap.sum = Fen((cap.sum.0 / factor).max(1));
        if cap.scope == CapScope::ProgrammeYear && rng.one_in(2) {
            cap.scope = CapScope::BeneficiaryYear;
        }
    }
    let has = |terms: &Terms, scope| terms.caps.iter().any(|cap| cap.scope == scope);
    for scope in [CapScope::BeneficiaryYear, CapScope::ProgrammeYear] {
        if !has(terms, scope) && rng.one_in(3) {
            let sum = Fen(1 + rng.below(3_000_000) as i64);
            terms.caps.push(Cap { name: format!("{scope:?}"), scope, sum });
        }
    }
    terms.caps.sort_by_key(|cap| cap.scope);
}

/// Terms for a measure whose figures are not set.
fn invented(product: Option<String>, time: ExclusionTime, rng: &mut Rng) -> Terms {
    let of_product = |product: &String| Condition::Product(vec![product.clone()]);
    let (counts, beneficiary, mut conditions, amount) = match (rng.below(4), product) {
        (0, Some(product)) => {
            let conditions = vec![
                of_product(&product),
                Condition::Technology(true),
                Condition::Not(vec![Condition::Security(WordSet::of(&[Security::Mortgaged]))]),
                Condition::RateOverLprAtMost(Ppm(500)),
                Condition::NotExcluded { by: "no-such-product".to_owned(), time },
            ];
            (Counts::Loans, Beneficiary::Lender, conditions, Amount::ShareOfInterest { share: Ppm(300_000) })
        }
        (1, Some(product)) => {
            let conditions = vec![Condition::GuaranteedLoan(vec![of_product(&product), Condition::Technology(true)])];
            (Counts::Guarantees, Beneficiary::Guarantor, conditions, Amount::ShareOfFee { share: Ppm(500_000) })
        }
        (2, Some(product)) => {
            let insurers = WordSet::of(&[OrganisationKind::Insurer]);
            let conditions =
                vec![Condition::GuarantorKind(insurers), Condition::GuaranteedLoan(vec![of_product(&product)])];
            (Counts::Guarantees, Beneficiary::Borrower, conditions, Amount::ShareOfPremium { share: Ppm(333_333) })
        }
        _ => {
            let prices = vec![
                StagePrice { kind: DealKind::Listing, stage: Some(DealStage::Filed), sum: Fen(100_000_001) },
                StagePrice { kind: DealKind::Listing, stage: None, sum: Fen(50_000_000) },
                StagePrice { kind: DealKind::Bond, stage: Some(DealStage::Listed), sum: Fen(7) },
            ];
            (Counts::Deals, Beneficiary::Issuer, Vec::new(), Amount::FixedPerStage { prices })
        }
    };
    conditions.insert(0, Condition::InDistrict(true));
    let caps = match counts {
        Counts::Deals => {
            vec![Cap { name: "lifetime".to_owned(), scope: CapScope::BeneficiaryLifetime, sum: Fen(120_000_000) }]
        }
        Counts::Loans | Counts::Guarantees => Vec::new(),
    };
    Terms { counts, beneficiary, conditions, amount, caps }
}
