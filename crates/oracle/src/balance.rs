//! End-of-day balances, day by day.

use huigu_facts::{GuaranteeEventKind, LoanEventKind};
use huigu_quantity::{Day, Period};

use crate::books::{Books, Guarantee, Loan};

/// What is known of a balance: movements, or the balances themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Account {
    /// Signed movements in fen.
    Moves(Vec<(Day, i128)>),
    /// Balances in fen as reported, the principal on the start first.
    Reports(Vec<(Day, i128)>),
}

impl Account {
    /// "Balance of a loan at the end of day d = sum of its deltas with date <= d";
    /// for reports, "each report sets the balance from its day".
    #[must_use]
    pub fn balance(&self, day: Day) -> i128 {
        match self {
            Self::Moves(moves) => moves.iter().filter(|(date, _)| *date <= day).map(|(_, delta)| delta).sum(),
            // Of two entries of one day the later in the list holds: "a report
            // on `start` replaces the principal".
            Self::Reports(reports) => {
                let known = reports.iter().filter(|(date, _)| *date <= day);
                known.max_by_key(|(date, _)| *date).map_or(0, |(_, balance)| *balance)
            }
        }
    }

    /// "(sum over the days of the end-of-day balance)", in fen times days.
    #[must_use]
    pub fn sum_over_days(&self, period: Period) -> i128 {
        days(period).map(|day| self.balance(day)).sum()
    }

    /// Whether the balance is above zero at the end of some day of the period.
    #[must_use]
    pub fn above_zero_in(&self, period: Period) -> bool {
        days(period).any(|day| self.balance(day) > 0)
    }

    /// "[start, the first day from which its balance is zero for good)":
    /// `None` when it is never above zero, `Some(None)` when it never ends.
    #[must_use]
    pub fn zero_for_good(&self) -> Option<Option<Day>> {
        let (Self::Moves(entries) | Self::Reports(entries)) = self;
        let first = entries.iter().map(|(date, _)| *date).min()?;
        let last = entries.iter().map(|(date, _)| *date).max()?;
        if self.balance(last) > 0 {
            return Some(None);
        }
        let lifetime = Period { from: first, to: last.next() };
        let last_above = days(lifetime).filter(|day| self.balance(*day) > 0).last()?;
        Some(Some(last_above.next()))
    }
}

/// The days of a period, one by one.
pub fn days(period: Period) -> impl Iterator<Item = Day> {
    (period.from.0..period.to.0).map(Day)
}

/// The account of a loan.
#[must_use]
pub fn of_loan(books: &Books, loan: &Loan) -> Account {
    let own = |lender: &str, loan_id: &str| lender == loan.lender && loan_id == loan.loan_id;
    let events: Vec<_> = books.loan_events.iter().filter(|event| own(&event.lender, &event.loan_id)).collect();
    let balances: Vec<_> = books.loan_balances.iter().filter(|report| own(&report.lender, &report.loan_id)).collect();
    let principal = i128::from(loan.principal.0);
    if !events.is_empty() {
        let delta = |kind: LoanEventKind, amount: i64| match kind {
            LoanEventKind::Disburse | LoanEventKind::Adjust => i128::from(amount),
            // "A write-off lowers it like a repayment."
            LoanEventKind::Repay | LoanEventKind::WriteOff => -i128::from(amount),
        };
        Account::Moves(events.iter().map(|event| (event.date, delta(event.kind, event.amount.0))).collect())
    } else if !balances.is_empty() {
        // "from `start` the principal stands until the first reported date"
        let mut reports = vec![(loan.start, principal)];
        reports.extend(balances.iter().map(|report| (report.date, i128::from(report.balance.0))));
        Account::Reports(reports)
    } else {
        // "a loan with neither events nor reported balances counts its
        // principal as disbursed on `start` and repaid on `due`"
        Account::Moves(vec![(loan.start, principal), (loan.due, -principal)])
    }
}

/// The events of a guarantee in fen, those that are taken as read included:
/// "such dates count as events in the targets too".
#[must_use]
pub fn guarantee_events(books: &Books, guarantee: &Guarantee) -> Vec<(Day, GuaranteeEventKind, i128)> {
    let own = books
        .guarantee_events
        .iter()
        .filter(|event| event.guarantor == guarantee.guarantor && event.guarantee_id == guarantee.guarantee_id);
    let mut events: Vec<_> = own.map(|event| (event.date, event.kind, i128::from(event.amount.0))).collect();
    let has = |events: &[(Day, GuaranteeEventKind, i128)], kind| events.iter().any(|(_, other, _)| *other == kind);
    // "a guarantee without `take-on` counts as taken on with its amount at `start`"
    if !has(&events, GuaranteeEventKind::TakeOn) {
        events.push((guarantee.start, GuaranteeEventKind::TakeOn, i128::from(guarantee.amount.0)));
    }
    // "one with neither `release` nor `compensate` as released in full on
    // `due` (or on the day of its last take-on, if later)"
    if !has(&events, GuaranteeEventKind::Release) && !has(&events, GuaranteeEventKind::Compensate) {
        let taken = events.iter().filter(|(_, kind, _)| *kind == GuaranteeEventKind::TakeOn);
        let full = taken.clone().map(|(_, _, amount)| amount).sum();
        let last = taken.map(|(date, _, _)| *date).max();
        let day = last.map_or(guarantee.due, |last| last.max(guarantee.due));
        events.push((day, GuaranteeEventKind::Release, full));
    }
    events
}

/// The guaranteed balance of a guarantee: "`recover` moves money, not the
/// guaranteed balance; `compensate` is principal".
#[must_use]
pub fn of_guarantee(books: &Books, guarantee: &Guarantee) -> Account {
    let delta = |kind, amount: i128| match kind {
        GuaranteeEventKind::TakeOn => amount,
        GuaranteeEventKind::Release | GuaranteeEventKind::Compensate => -amount,
        GuaranteeEventKind::Recover => 0,
    };
    let events = guarantee_events(books, guarantee);
    Account::Moves(events.into_iter().map(|(date, kind, amount)| (date, delta(kind, amount))).collect())
}
