//! What each loan or guarantee is worth under each measure: columns
//! `v<place>`, exact numerators over the measure's own denominator, `NULL`
//! where it earns nothing under the measure.

use huigu_plan::{Amount, Counts, Increase};
use huigu_quantity::Period;

use crate::exact::whole;
use crate::query::Query;

/// One active measure on loans or guarantees, ready to be written.
#[derive(Debug)]
pub struct Earning<'a> {
    /// Its place in the plan.
    pub place: usize,
    /// What it pays.
    pub amount: &'a Amount,
}

/// The year and the year before it.
#[derive(Debug, Clone, Copy)]
pub struct Years {
    /// The year settled.
    pub year: Period,
    /// The year before.
    pub before: Period,
}

impl Years {
    /// Of a settled year.
    pub fn of(year: Period) -> Self {
        Self { year, before: Period::year(year.from.year() - 1) }
    }

    fn days(self) -> i128 {
        i128::from(self.year.days())
    }

    fn days_before(self) -> i128 {
        i128::from(self.before.days())
    }

    /// A denominator every measure's denominator divides.
    fn common(self) -> i128 {
        self.days() * self.days_before() * 1_000_000_000_000
    }
}

impl Earning<'_> {
    /// What the numerators are to be divided by to become fen.
    pub fn denominator(&self, years: Years) -> i128 {
        match self.amount {
            Amount::RateOnIncrease { by: Increase::OverYearBefore, .. } => {
                years.days() * years.days_before() * 1_000_000
            }
            Amount::RateOnDailyAverage { .. } | Amount::RateOnIncrease { .. } => years.days() * 1_000_000,
            Amount::ShareOfInterest { .. } | Amount::ShareOfFee { .. } | Amount::ShareOfPremium { .. } => {
                years.days() * 1_000_000_000_000
            }
            Amount::FixedEach { .. } | Amount::RateOnSum { .. } | Amount::FixedPerStage { .. } => 1,
        }
    }

    /// Whether it needs the year before.
    pub fn looks_back(&self) -> bool {
        matches!(self.amount, Amount::RateOnIncrease { by: Increase::OverYearBefore, .. })
    }

    /// Whether it pays by balances at all.
    pub fn by_balance(&self) -> bool {
        !matches!(self.amount, Amount::FixedEach { .. })
    }

    /// The column of the measure: a line is what meets the conditions and has
    /// a weight that is not zero.
    fn column(&self, years: Years) -> String {
        let place = self.place;
        let started = format!("f.start_day >= {} AND f.start_day < {}", years.year.from.0, years.year.to.0);
        let (weighs, value) = match self.amount {
            Amount::RateOnDailyAverage { rate } => {
                ("f.year_days <> 0".to_owned(), format!("f.year_days * {}", whole(&rate.0.to_string())))
            }
            Amount::RateOnIncrease { rate, by: Increase::NewLoans } => {
                (format!("{started} AND f.year_days <> 0"), format!("f.year_days * {}", whole(&rate.0.to_string())))
            }
            Amount::RateOnIncrease { rate, by: Increase::OverYearBefore } => (
                "(f.year_days <> 0 OR f.before_days <> 0)".to_owned(),
                format!(
                    "(f.year_days * {} - f.before_days * {}) * {}",
                    years.days_before(),
                    years.days(),
                    whole(&rate.0.to_string())
                ),
            ),
            Amount::FixedEach { sum } if sum.0 == 0 => ("FALSE".to_owned(), whole("0")),
            Amount::FixedEach { sum } => (started, whole(&sum.0.to_string())),
            Amount::ShareOfInterest { share } => (
                "f.rate IS NOT NULL AND f.year_days <> 0".to_owned(),
                format!("f.year_days * f.rate * {}", whole(&share.0.to_string())),
            ),
            Amount::ShareOfFee { share } => {
                ("f.year_days <> 0".to_owned(), format!("f.year_days * f.fee_rate * {}", whole(&share.0.to_string())))
            }
            Amount::ShareOfPremium { share } => (
                "f.guarantor_kind = 'insurer' AND f.year_days <> 0".to_owned(),
                format!("f.year_days * f.fee_rate * {}", whole(&share.0.to_string())),
            ),
            Amount::RateOnSum { .. } | Amount::FixedPerStage { .. } => ("FALSE".to_owned(), whole("0")),
        };
        format!("CASE WHEN f.m{place} AND {weighs}\n    THEN {value} END AS v{place}")
    }
}

/// The columns of a line's owner, by what is counted.
fn owners(counts: Counts) -> &'static str {
    match counts {
        Counts::Loans => "f.lender, f.loan_id, f.borrower, f.guarantor",
        Counts::Guarantees => "f.guarantor, f.guarantee_id, f.borrower, f.lender",
        Counts::Deals => "f.issuer",
    }
}

/// Adds `{name}lines` from `{name}days`.
pub fn add(query: &mut Query, name: &str, counts: Counts, earnings: &[Earning<'_>], years: Years) {
    let columns: Vec<_> = earnings.iter().map(|earning| earning.column(years)).collect();
    query.step(
        &format!("{name}lines"),
        "what each is worth under each measure, as exact numerators",
        format!("SELECT {},\n  {}\nFROM {name}days f", owners(counts), columns.join(",\n  ")),
    );
}

/// Adds `loan_earnings`: each loan's lines but those of measures that another
/// one outbids. The common denominator makes the numerators comparable; a
/// loan worth nothing above zero anywhere stays where it is.
pub fn add_higher_only(query: &mut Query, earnings: &[Earning<'_>], years: Years) {
    let scaled = |earning: &Earning<'_>| {
        format!("v{} * {}", earning.place, whole(&(years.common() / earning.denominator(years)).to_string()))
    };
    let columns: Vec<_> = earnings
        .iter()
        .enumerate()
        .map(|(at, own)| {
            let outbid: Vec<_> = earnings
                .iter()
                .enumerate()
                .filter(|(other_at, _)| *other_at != at)
                .map(|(other_at, other)| {
                    let more = if other_at < at { ">=" } else { ">" };
                    format!("(v{} > 0 AND {} {more} {})", other.place, scaled(other), scaled(own))
                })
                .collect();
            match outbid.is_empty() {
                true => format!("v{}", own.place),
                false => {
                    format!(
                        "CASE WHEN {}\n    THEN NULL ELSE v{place} END AS v{place}",
                        outbid.join("\n    OR "),
                        place = own.place
                    )
                }
            }
        })
        .collect();
    query.step(
        "loan_earnings",
        "a loan earns only under the measure that gives it more; a tie goes to the earlier clause",
        format!("SELECT lender, loan_id, borrower, guarantor,\n  {}\nFROM loan_lines", columns.join(",\n  ")),
    );
}
