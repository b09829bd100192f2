//! How the balance of a loan moves: exactly as many events as it was given,
//! never below zero, ending as the loan ends; or balances at ends of months.

use huigu_facts::{LoanEventKind, LoanForm, MAX_TURNOVER};
use huigu_quantity::{Day, Fen};

use crate::loan::{DrawnLoan, Ending, Reporting};
use crate::random::{Draw, Stream};
use crate::setting::Setting;
use crate::terms::Style;

/// What the events in the middle of one loan move at most, in fen: with its
/// beginning and end still below what a book takes for one loan.
const TURNOVER: u64 = MAX_TURNOVER.0.unsigned_abs() / 2;

impl DrawnLoan {
    /// The last day the loan may move on.
    fn last_move(&self, setting: &Setting<'_>) -> Day {
        match self.ending {
            Ending::Repaid(day) | Ending::WrittenOff(day) => day,
            Ending::Open => setting.last.min(self.default.unwrap_or(setting.last)),
        }
    }

    /// How many events tell the least of its story, and its claim to more.
    pub(crate) fn wants_events(&self, setting: &Setting<'_>) -> (u64, u64) {
        if self.reporting != Reporting::Events {
            return (0, 0);
        }
        let least = if self.ending == Ending::Open { 1 } else { 2 };
        let months = i64::from(self.last_move(setting).0 - self.start.0).max(0) as u64 / 30;
        let more = match self.style {
            _ if self.form == LoanForm::Discount => 0,
            Style::Bullet => 1,
            Style::Instalment => 2 + months.min(60),
            Style::Revolving => 4 + months.min(60) / 2,
        };
        (least, more)
    }

    /// Hands `count` events to `sink` in the order of their days.
    pub(crate) fn events(&self, setting: &Setting<'_>, count: u64, sink: &mut dyn FnMut(u64, Day, LoanEventKind, Fen)) {
        let mut draw = setting.draw(Stream::Movement, self.index);
        let mut walk = Walk {
            balance: 0,
            principal: self.principal.0,
            style: self.style,
            closes: self.closes(count),
            most: i64::try_from(TURNOVER / count.max(1)).unwrap_or(i64::MAX).max(1),
        };
        let last = self.last_move(setting);
        let span = i64::from(last.0 - self.start.0).max(0) as u64;
        let in_tranches = count >= 4 && draw.chance(150);
        for place in 0..count {
            let left = count - 1 - place;
            let day = self.day_of(&mut draw, span, place, count);
            let (kind, amount) = match place {
                0 if in_tranches => (LoanEventKind::Disburse, walk.principal * draw.between(4, 8) / 10),
                0 => (LoanEventKind::Disburse, walk.principal),
                1 if in_tranches => (LoanEventKind::Disburse, walk.principal - walk.balance),
                _ if left == 0 && walk.closes => self.last_event(&walk),
                _ => walk.step(&mut draw, left),
            };
            walk.balance += match kind {
                LoanEventKind::Disburse | LoanEventKind::Adjust => amount,
                LoanEventKind::Repay | LoanEventKind::WriteOff => -amount,
            };
            sink(place, day, kind, Fen(amount));
        }
    }

    /// Whether its events reach its end: with one alone it is only paid out.
    fn closes(&self, count: u64) -> bool {
        count >= 2 && self.ending != Ending::Open
    }

    fn last_event(&self, walk: &Walk) -> (LoanEventKind, i64) {
        match self.ending {
            Ending::WrittenOff(_) => (LoanEventKind::WriteOff, walk.balance),
            Ending::Repaid(_) | Ending::Open => (LoanEventKind::Repay, walk.balance),
        }
    }

    /// The day of event `place`: the first at the start, the last of a closing
    /// loan at its end, the others one in each equal stretch between.
    fn day_of(&self, draw: &mut Draw, span: u64, place: u64, count: u64) -> Day {
        let early = draw.below(1_000);
        if place == 0 {
            return self.start;
        }
        let stretches = count - 1;
        let early = if place == stretches && self.closes(count) { 0 } else { early };
        Day(self.start.0 + (span * (1_000 * place - early) / (1_000 * stretches)) as i32)
    }

    /// Hands balances at ends of months, every other month, to `sink`; the
    /// last one says when the loan was paid back.
    pub(crate) fn balances(&self, setting: &Setting<'_>, sink: &mut dyn FnMut(Day, Fen)) {
        if self.reporting != Reporting::Balances {
            return;
        }
        let mut draw = setting.draw(Stream::Movement, self.index);
        let last = self.last_move(setting);
        if draw.chance(300) {
            sink(self.start, Fen(self.drawn(&mut draw)));
        }
        let mut day = self.start.next().month_end();
        while day < last {
            sink(day, Fen(self.drawn(&mut draw)));
            day = day.next().month_end().next().month_end();
        }
        if self.ending != Ending::Open && last > self.start {
            sink(last, Fen::ZERO);
        }
    }

    /// Part of the principal, whole yuan; sometimes nothing.
    fn drawn(&self, draw: &mut Draw) -> i64 {
        self.principal.0 / 10_000 * draw.between(0, 100) * 100
    }
}

/// A balance on its way.
struct Walk {
    balance: i64,
    principal: i64,
    style: Style,
    closes: bool,
    /// The most one event in the middle moves.
    most: i64,
}

impl Walk {
    /// An event in the middle: it leaves something to repay, and never more
    /// than the principal. `left`: events still to come.
    fn step(&mut self, draw: &mut Draw, left: u64) -> (LoanEventKind, i64) {
        let room = self.principal - self.balance;
        // Below a thousandth there is nothing left to pay back in parts.
        let low = self.balance <= self.principal / 1_000;
        if (2..1_000).contains(&draw.below(1_000)) || room == 0 || low {
            let draws = match self.style {
                _ if low => true,
                Style::Revolving => room > 0 && draw.below(self.principal as u64) as i64 > self.balance,
                Style::Bullet => room > 0 && draw.chance(400),
                Style::Instalment => false,
            };
            return if draws { self.disburse(draw, room) } else { self.repay(draw, left) };
        }
        // A correction of the balance, either way.
        let up = draw.chance(500);
        let most = if up { room } else { self.balance - 1 };
        let amount = draw.between(1, (most / 10).clamp(1, self.most));
        (LoanEventKind::Adjust, if up { amount } else { -amount })
    }

    fn disburse(&self, draw: &mut Draw, room: i64) -> (LoanEventKind, i64) {
        (LoanEventKind::Disburse, whole(room / 100 * draw.between(30, 100), room.min(self.most)))
    }

    fn repay(&self, draw: &mut Draw, left: u64) -> (LoanEventKind, i64) {
        let amount = match self.style {
            Style::Bullet => self.balance / 100 * draw.between(1, 8),
            Style::Revolving => self.balance / 100 * draw.between(20, 95),
            // An open loan has some way to go after the last event.
            Style::Instalment => {
                let parts = i64::try_from(left).unwrap_or(i64::MAX - 12) + if self.closes { 1 } else { 12 };
                self.balance / parts
            }
        };
        (LoanEventKind::Repay, whole(amount, self.most.min(self.balance - 1)))
    }
}

/// A sum as people pay it, at least one fen and at most `most`, which is at least one.
fn whole(fen: i64, most: i64) -> i64 {
    let unit = match fen {
        1_000_000.. => 100_000,
        100_000.. => 10_000,
        _ => 1,
    };
    (fen / unit * unit).clamp(1, most)
}
