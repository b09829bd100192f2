//! What stands beside a loan: its classes, its guarantee, the customer's
//! lines, and what its lender claims for it.

use std::fmt::Write as _;

use huigu_facts::{
    Claim, CreditLine, Guarantee, GuaranteeEvent, GuaranteeEventKind, LoanClassKind, OrganisationKind, Row, Security,
};
use huigu_quantity::{Day, Fen, Period, Ppm};

use crate::loan::{DrawnLoan, Ending, LineHabit};
use crate::organisations::{BACKERS, LENDERS};
use crate::party::WAN;
use crate::random::Stream;
use crate::setting::Setting;
use crate::shape::ClaimBasis;

/// Ids of a loan, as its rows name them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'a> {
    pub(crate) lender: &'a str,
    pub(crate) loan_id: &'a str,
    pub(crate) borrower: &'a str,
}

impl DrawnLoan {
    /// Hands the loan's classes to `sink`, in the order of their days.
    pub(crate) fn classes(&self, setting: &Setting<'_>, sink: &mut dyn FnMut(Day, LoanClassKind)) {
        let mut draw = setting.draw(Stream::Class, self.index);
        if draw.chance(60) && self.default.is_none() {
            return;
        }
        let mut tell = |day: Day, class| {
            if day <= setting.last {
                sink(day, class);
            }
        };
        tell(self.start, LoanClassKind::Normal);
        let Some(default) = self.default else {
            if draw.chance(15) {
                let noticed = Day(self.start.0 + draw.between(40, 200) as i32);
                tell(noticed, LoanClassKind::SpecialMention);
                tell(Day(noticed.0 + draw.between(30, 150) as i32), LoanClassKind::Normal);
            }
            return;
        };
        tell(Day(default.0 - 45), LoanClassKind::SpecialMention);
        tell(default, LoanClassKind::Substandard);
        let doubtful = Day(default.0 + draw.between(60, 170) as i32);
        tell(doubtful, LoanClassKind::Doubtful);
        match self.ending {
            Ending::WrittenOff(day) => tell(day.max(doubtful.next()), LoanClassKind::Loss),
            Ending::Repaid(_) | Ending::Open => tell(Day(default.0 + 400), LoanClassKind::Loss),
        }
    }

    /// Hands the loan's guarantee and then its events to `sink`, if an
    /// institution guarantees it. `id` is written over.
    pub(crate) fn guarantee(
        &self,
        setting: &Setting<'_>,
        named: Named<'_>,
        id: &mut String,
        sink: &mut dyn FnMut(Row<'_>),
    ) {
        let Some(backer) = self.backer.map(|place| &BACKERS[place]) else { return };
        let mut draw = setting.draw(Stream::Guarantee, self.index);
        id.clear();
        // Writing to a String cannot fail.
        let _ =
            write!(id, "{}{:09}", if backer.kind == OrganisationKind::Insurer { "XB" } else { "DB" }, self.index + 1);
        let percent = draw.weighted(&[(50, 100), (35, 80), (14, 70), (1, 105)]);
        let amount = Fen((self.principal.0 / 100 * percent).max(1));
        let guarantee = Guarantee {
            guarantor: backer.id,
            guarantee_id: id,
            borrower: named.borrower,
            lender: named.lender,
            loan_id: if draw.chance(960) { named.loan_id } else { "" },
            amount,
            fee_rate: Ppm(draw.between(backer.fee.0, backer.fee.1) / 5 * 500),
            start: self.start,
            due: self.extended_to.unwrap_or(self.due),
            reguaranteed: draw.weighted(&[(50, None), (30, Some(Ppm(400_000))), (20, Some(Ppm(200_000)))]),
            counter_guarantee: draw.weighted(&[
                (50, ""),
                (25, "法定代表人连带责任保证"),
                (15, "机器设备抵押"),
                (10, "应收账款质押"),
            ]),
        };
        sink(Row::Guarantee(guarantee));
        if draw.chance(40) {
            return;
        }
        let mut event = |date: Day, kind, amount: i64| {
            let event_id = match kind {
                GuaranteeEventKind::TakeOn => "1",
                GuaranteeEventKind::Compensate => "2",
                GuaranteeEventKind::Recover => "3",
                GuaranteeEventKind::Release => "",
            };
            if date <= setting.last && amount > 0 {
                let (guarantor, guarantee_id) = (backer.id, guarantee.guarantee_id);
                let amount = Fen(amount);
                sink(Row::GuaranteeEvent(GuaranteeEvent { guarantor, guarantee_id, date, kind, amount, event_id }));
            }
        };
        let mut left = amount.0;
        event(self.start, GuaranteeEventKind::TakeOn, left);
        if let Some(default) = self.default {
            let paid = Day(default.0 + draw.between(60, 200) as i32);
            event(paid, GuaranteeEventKind::Compensate, left);
            if draw.chance(500) {
                let part = draw.between(5, 60);
                event(Day(paid.0 + draw.between(90, 400) as i32), GuaranteeEventKind::Recover, left / 100 * part);
            }
            return;
        }
        if draw.chance(150) {
            let part = left / 100 * draw.between(10, 60);
            let end = if let Ending::Repaid(day) = self.ending { day } else { setting.last };
            let day = draw.between(i64::from(self.start.0), i64::from(end.0)) as i32;
            event(Day(day), GuaranteeEventKind::Release, part);
            left -= part;
        }
        if let Ending::Repaid(day) = self.ending {
            event(day, GuaranteeEventKind::Release, left);
        }
    }

    /// Hands the customer's lines to `sink`, with its first loan.
    pub(crate) fn credit_lines(&self, setting: &Setting<'_>, named: Named<'_>, sink: &mut dyn FnMut(CreditLine<'_>)) {
        if self.slot.nth != 0 {
            return;
        }
        let habit = LineHabit::new(setting, self.slot, &self.customer);
        if !habit.by_itself {
            return;
        }
        let mut draw = setting.draw(Stream::LineRow, self.slot.customer);
        let (lender, borrower) = (named.lender, named.borrower);
        let granted = Day(self.start.0 - draw.between(0, 40) as i32);
        let amount = Fen(if draw.chance(10) { 0 } else { habit.wan * WAN });
        let years = draw.weighted(&[(50, Some(1)), (20, Some(2)), (20, Some(3)), (10, None)]);
        let expires = years.map(|years| granted.plus_years(years));
        sink(CreditLine { lender, borrower, amount, granted, expires });
        let again = granted.plus_years(years.unwrap_or(2));
        if again <= setting.last && draw.chance(700) {
            let amount = Fen(habit.wan * WAN / 10 * draw.between(8, 16));
            sink(CreditLine { lender, borrower, amount, granted: again, expires: Some(again.plus_years(3)) });
        }
    }

    /// Hands to `sink` what the loan's lender claims for it.
    pub(crate) fn claims(&self, setting: &Setting<'_>, named: Named<'_>, sink: &mut dyn FnMut(Claim<'_>)) {
        if !LENDERS[self.slot.lender].claims {
            return;
        }
        let mut draw = setting.draw(Stream::Claim, self.index);
        for claim in &setting.shape.claims {
            for &year in &claim.years {
                let forgotten = draw.chance(30);
                let amount = self.claimed(setting, &claim.basis, year);
                if amount > 0 && !forgotten {
                    sink(Claim {
                        measure: &claim.measure,
                        year,
                        beneficiary: named.lender,
                        amount: Fen(amount),
                        lender: named.lender,
                        loan_id: named.loan_id,
                    });
                }
            }
        }
    }

    fn claimed(&self, setting: &Setting<'_>, basis: &ClaimBasis, year: i32) -> i64 {
        let rate = match basis {
            ClaimBasis::FirstLoans(sum) => {
                return if self.first_loan == Some(true) && self.start.year() == year { sum.0 } else { 0 };
            }
            ClaimBasis::Product(id, rate) => {
                let under = self.product.is_some_and(|product| setting.shape.products[product].id == *id);
                if under { *rate } else { Ppm(0) }
            }
            ClaimBasis::Unsecured(rate) if self.security == Security::Unsecured => *rate,
            ClaimBasis::Unsecured(_) => Ppm(0),
        };
        let period = Period::year(year);
        let days = period.weight(self.start) - period.weight(self.due);
        let product = i128::from(self.principal.0) * i128::from(rate.0) * i128::from(days.max(0));
        // A claimant counts every year as 365 days and drops what is below a fen.
        (product / 365 / 1_000_000) as i64
    }
}
