//! What a plan says that random books should come close to.

use huigu_plan::{Condition, Formula, Rules, Standing};
use huigu_quantity::{Day, Fen};
use huigu_testkit::Rng;

/// What a plan says that random books should come close to.
pub(super) struct Hints {
    pub(super) products: Vec<String>,
    pub(super) limits: Vec<Fen>,
    pub(super) measures: Vec<String>,
    pub(super) indicators: Vec<String>,
    /// Indicators each lender reports.
    pub(super) lender_indicators: Vec<String>,
    /// Days where something changes.
    pub(super) days: Vec<Day>,
}

impl Hints {
    pub(super) fn of(rules: &Rules) -> Self {
        let mut hints = Self {
            products: rules.products.iter().map(|product| product.id.clone()).collect(),
            limits: rules.products.iter().filter_map(|product| product.per_borrower).collect(),
            measures: rules.measures.iter().map(|measure| measure.id.clone()).collect(),
            indicators: Vec::new(),
            lender_indicators: Vec::new(),
            days: Vec::new(),
        };
        rules.products.iter().for_each(|product| hints.conditions(&product.limits));
        for measure in &rules.measures {
            if let Standing::Active(terms) = &measure.standing {
                hints.conditions(&terms.conditions);
            }
        }
        for target in &rules.targets {
            hints.formula(&target.formula);
        }
        let year = rules.asked.year();
        for year in [year - 1, year, year + 1] {
            let new_year = Day::new_year(year);
            let june = Day(new_year.0 + 160);
            hints.days.extend([new_year.before(), new_year, new_year.next(), june, june.next()]);
            // The end of February, and a 29th where there is one.
            hints.days.extend([Day(new_year.0 + 58), Day(new_year.0 + 59)]);
        }
        hints.days.extend([rules.base, rules.asked, rules.asked.next()]);
        hints
    }

    fn conditions(&mut self, conditions: &[Condition]) {
        for condition in conditions {
            match condition {
                Condition::PrincipalAtMost(limit)
                | Condition::CreditLineAtMost(limit)
                | Condition::GuaranteeAmountAtMost(limit)
                | Condition::GuaranteeAccountAtMost(limit)
                | Condition::BorrowerLimit { limit, .. } => self.limits.push(*limit),
                Condition::GuaranteedLoan(inner) | Condition::Not(inner) => self.conditions(inner),
                Condition::Any(lists) => lists.iter().for_each(|list| self.conditions(list)),
                _ => {}
            }
        }
    }

    fn formula(&mut self, formula: &Formula) {
        match formula {
            Formula::ObservationLast { indicator }
            | Formula::ObservationSum { indicator }
            | Formula::ObservationGrowth { indicator } => self.indicators.push(indicator.clone()),
            Formula::RatioExcess { of, reported, .. } => {
                self.conditions(of);
                self.lender_indicators.extend(reported.clone());
            }
            Formula::MeanFee { of } | Formula::ShareOfBalances { of, .. } | Formula::BalanceGrowth { of } => {
                self.conditions(of);
            }
            _ => {}
        }
    }

    /// A day near where something changes, or anywhere in some years.
    pub(super) fn day(&self, rng: &mut Rng) -> Day {
        if rng.one_in(3) {
            let middle = self.days.iter().map(|day| day.0).min().unwrap_or_default();
            Day(middle - 500 + rng.below(2_000) as i32)
        } else {
            *rng.of(&self.days)
        }
    }

    /// A positive amount: a limit, one fen beside it, a part of it, or little.
    pub(super) fn amount(&self, rng: &mut Rng) -> Fen {
        let limit = self.limits.get(rng.below(self.limits.len().max(1))).map_or(200_000_000, |limit| limit.0);
        let amount = match rng.below(8) {
            0 => limit,
            1 => limit + 1,
            2 => limit - 1,
            3 => limit / 2,
            4 => limit / 3 + 1,
            5 => 1 + rng.below(400) as i64,
            6 => 1_000_000 * (1 + rng.below(50) as i64),
            _ => 1 + rng.below(500_000_000) as i64,
        };
        Fen(amount.max(1))
    }
}
