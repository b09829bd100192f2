//! What people agree on: forms, purposes, whole months, round sums, security.

use huigu_facts::{LoanForm, PartyKind, Purpose, Scale, Security};
use huigu_quantity::{Day, Fen};

use crate::party::{Character, WAN};
use crate::random::Draw;
use crate::setting::{Customer, Setting};

/// How a loan is paid back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// At the end.
    Bullet,
    /// Month by month.
    Instalment,
    /// Drawn and repaid as needed.
    Revolving,
}

/// Longest term under a product, in years.
const LONGEST: i32 = 12;

/// What a party usually borrows, in 10,000 yuan: a quantile table for each
/// kind and size, skewed as loan sizes are.
pub(crate) fn size_in_wan(draw: &mut Draw, party: &Character) -> i64 {
    let table: &[i64] = match (party.kind, party.scale) {
        (PartyKind::Enterprise, Scale::Large) => &[500, 1_500, 3_000, 5_000, 8_000, 12_000, 20_000, 35_000, 60_000],
        (PartyKind::Enterprise, Scale::Medium) => &[100, 300, 600, 1_000, 1_600, 2_500, 4_000, 7_000, 15_000],
        (PartyKind::Enterprise, Scale::Small) => &[20, 80, 150, 250, 400, 600, 900, 1_400, 3_000],
        (PartyKind::Enterprise, Scale::Micro) => &[5, 20, 40, 70, 110, 180, 300, 500, 900],
        (PartyKind::IndividualBusiness, _) => &[3, 8, 15, 25, 35, 50, 80, 120, 300],
        (PartyKind::Individual, _) => &[2, 4, 7, 12, 20, 30, 50, 80, 200],
        (PartyKind::Cooperative, _) => &[5, 15, 30, 50, 80, 120, 200, 300, 600],
    };
    draw.quantile(table)
}

/// A sum as a contract would say it; one in fifty is odd to the fen.
pub(crate) fn round_principal(draw: &mut Draw, fen: i64) -> Fen {
    const THOUSAND: i64 = 100_000;
    let unit = match fen {
        _ if draw.chance(20) => 1,
        fen if fen >= 200 * WAN => 10 * WAN,
        fen if fen >= 20 * WAN => WAN,
        _ => THOUSAND,
    };
    // Half of what a book takes leaves room for what is counted beside it.
    Fen((fen / unit * unit).clamp(THOUSAND, Fen::MAX_AMOUNT.0 / 2))
}

/// The same day of month `months` later, or the month's last.
pub(crate) fn add_months(day: Day, months: i32) -> Day {
    let (year, month, of_month) = day.ymd();
    let month0 = year * 12 + month as i32 - 1 + months;
    let (year, month) = (month0.div_euclid(12), month0.rem_euclid(12) as u32 + 1);
    // Days 29 to 31 fall back until the month has them; years stay in range.
    (0..4).find_map(|less| Day::from_ymd(year, month, of_month.saturating_sub(less))).unwrap_or(day)
}

/// The form of a loan; one that is renewed, or renews, is a plain loan.
pub(crate) fn draw_form(draw: &mut Draw, kind: PartyKind, in_chain: bool) -> LoanForm {
    let place = draw.below(1_000);
    match place {
        _ if in_chain => LoanForm::Loan,
        0..35 if kind == PartyKind::Enterprise => LoanForm::Discount,
        35..65 => LoanForm::Overdraft,
        _ => LoanForm::Loan,
    }
}

/// What a loan is for; borrowing for fixed assets grows over the years.
pub(crate) fn draw_purpose(
    setting: &Setting<'_>,
    draw: &mut Draw,
    customer: &Customer,
    product: bool,
    start: Day,
) -> Option<Purpose> {
    use Purpose::{Consumption, FixedAsset, Other, WorkingCapital};
    let years = (start.year() - setting.shape.first_year).clamp(0, 20) as u32;
    match customer.party.kind {
        _ if product => draw.weighted(&[(94, Some(WorkingCapital)), (4, Some(FixedAsset)), (2, None)]),
        PartyKind::Individual => {
            draw.weighted(&[(45, Some(Consumption)), (40, Some(WorkingCapital)), (10, Some(FixedAsset)), (5, None)])
        }
        PartyKind::IndividualBusiness => {
            draw.weighted(&[(75, Some(WorkingCapital)), (12, Some(FixedAsset)), (8, Some(Consumption)), (5, None)])
        }
        PartyKind::Enterprise | PartyKind::Cooperative => draw.weighted(&[
            (74, Some(WorkingCapital)),
            (14 + 4 * years, Some(FixedAsset)),
            (5, Some(Other)),
            (4, None),
        ]),
    }
}

/// The term in months; `most_years` is a product's longest.
pub(crate) fn draw_months(draw: &mut Draw, form: LoanForm, purpose: Option<Purpose>, most_years: Option<i32>) -> i32 {
    if let Some(years) = most_years {
        // A book's days end before the terms some plans could name.
        let most = years.clamp(1, LONGEST) * 12;
        return if draw.chance(30) { most + 6 } else { draw.pick(&[6, 12, 12, 12, 24, most]).min(most) };
    }
    match (form, purpose) {
        (LoanForm::Discount, _) => draw.pick(&[3, 6, 6, 12]),
        (LoanForm::Overdraft, _) => 12,
        (_, Some(Purpose::FixedAsset)) => draw.pick(&[24, 36, 36, 60, 60, 84, 120]),
        (_, Some(Purpose::Consumption)) => draw.pick(&[12, 24, 36, 60]),
        _ => draw.weighted(&[(15, 6), (55, 12), (12, 24), (18, 36)]),
    }
}

/// The principal; under a product it keeps to the limit, mostly.
pub(crate) fn draw_principal(setting: &Setting<'_>, draw: &mut Draw, size: i64, product: Option<usize>) -> Fen {
    let wanted = size * WAN / 100 * draw.between(25, 100);
    let Some(product) = product else {
        return round_principal(draw, wanted);
    };
    let limit = setting.shape.products[product].limit.0;
    let part = if draw.chance(40) { draw.between(101, 150) } else { draw.between(15, 100) };
    round_principal(draw, wanted.max(limit / 10).min(limit / 100 * part))
}

/// How a loan is secured; lending without security grows over the years.
pub(crate) fn draw_security(
    setting: &Setting<'_>,
    draw: &mut Draw,
    product: bool,
    form: LoanForm,
    start: Day,
) -> Security {
    use Security::{Guaranteed, Mortgaged, Pledged, Unsecured};
    let years = (start.year() - setting.shape.first_year).clamp(0, 20) as u32;
    match form {
        LoanForm::Discount => Pledged,
        LoanForm::Overdraft => draw.weighted(&[(70, Unsecured), (20, Guaranteed), (10, Mortgaged)]),
        LoanForm::Loan if product => draw.weighted(&[(62, Unsecured), (30, Guaranteed), (3, Mortgaged), (5, Pledged)]),
        LoanForm::Loan => {
            draw.weighted(&[(17 + 4 * years, Unsecured), (27, Guaranteed), (42, Mortgaged), (9, Pledged)])
        }
    }
}

/// How a loan is paid back.
pub(crate) fn draw_style(draw: &mut Draw, form: LoanForm, purpose: Option<Purpose>) -> Style {
    match (form, purpose) {
        (LoanForm::Discount, _) => Style::Bullet,
        (_, Some(Purpose::FixedAsset | Purpose::Consumption)) => Style::Instalment,
        _ => draw.weighted(&[(50, Style::Bullet), (25, Style::Instalment), (25, Style::Revolving)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_keep_the_day_or_take_the_last() {
        for (from, months, to) in [
            ("2020-08-31", 6, "2021-02-28"),
            ("2021-11-15", 2, "2022-01-15"),
            ("2021-12-01", 0, "2021-12-01"),
            ("2019-02-28", 12, "2020-02-28"),
            ("2020-01-31", 1, "2020-02-29"),
        ] {
            let found = add_months(Day::parse(from).unwrap(), months);
            assert_eq!(found.to_string(), to, "{from} + {months}");
        }
    }
}
