//! What can be asked of a row whatever its kind, by what is declared of that.

use crate::books::{GuaranteeEvent, LoanEvent, Row};
use crate::column::{Column, Decimals};
use crate::record::{Refusal, Room, RowSource};
use crate::schema::ItemKind;
use crate::value::CellValue;
use crate::words::{GuaranteeEventKind, LoanEventKind};
use huigu_quantity::Fen;

impl LoanEvent<'_> {
    /// What the event adds to the balance.
    #[must_use]
    pub fn delta(&self) -> Fen {
        match self.kind {
            LoanEventKind::Disburse | LoanEventKind::Adjust => self.amount,
            LoanEventKind::Repay | LoanEventKind::WriteOff => -self.amount,
        }
    }
}

impl GuaranteeEvent<'_> {
    /// What the event adds to the guaranteed balance; a recovery moves money
    /// and leaves the balance.
    #[must_use]
    pub fn delta(&self) -> Fen {
        match self.kind {
            GuaranteeEventKind::TakeOn => self.amount,
            GuaranteeEventKind::Release | GuaranteeEventKind::Compensate => -self.amount,
            GuaranteeEventKind::Recover => Fen::ZERO,
        }
    }
}

impl<'a> Row<'a> {
    /// Its columns and values, in the order of the interface.
    pub fn values(&self) -> impl Iterator<Item = (&'static Column, Option<CellValue<'a>>)> {
        self.kind().schema().columns.iter().enumerate().map(|(slot, column)| (column, self.value(slot)))
    }

    /// Its columns as the books write them: name and value, empty where nothing is given.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        // Numbers of a data set are meter readings and the like: their unit says how fine they are.
        let decimals = if matches!(self, Row::Dataset(_)) { Decimals::Needed } else { Decimals::All };
        self.values().map(|(column, value)| (column.name, column.written(value, decimals))).collect()
    }

    /// The text of a column; empty where nothing is given.
    #[must_use]
    pub fn text(&self, slot: usize) -> &'a str {
        self.value(slot).and_then(CellValue::text).unwrap_or("")
    }

    /// What the row belongs to: its kind, who holds it, and its id with them.
    #[must_use]
    pub fn item(&self) -> Option<(ItemKind, &'a str, &'a str)> {
        let schema = self.kind().schema();
        let [owner, id, ..] = *schema.key else { return None };
        Some((schema.item?, self.text(owner), self.text(id)))
    }

    /// Who the row belongs to, and alone may send it, if its kind says so: an
    /// organisation of a book, a unit of a data set.
    #[must_use]
    pub fn owner(&self) -> Option<&'a str> {
        match self {
            Row::Dataset(row) => Some(row.source()),
            _ => self.kind().schema().owner.map(|slot| self.text(slot)),
        }
    }

    /// The party the row is of.
    #[must_use]
    pub fn party(&self) -> Option<&'a str> {
        self.kind().schema().party().map(|slot| self.text(slot))
    }

    /// An event's own id, if it has one.
    #[must_use]
    pub fn event_id(&self) -> Option<&'a str> {
        self.kind().schema().event_id.map(|slot| self.text(slot)).filter(|id| !id.is_empty())
    }

    /// Hands on every text it holds, in the order of its columns. The text of a
    /// period is none of them: it says no more than its days.
    #[inline]
    pub fn visit_texts(&self, mut each: impl FnMut(&'a str)) {
        self.visit(|_, value| {
            if let Some(CellValue::Text(text)) = value {
                each(text);
            }
        });
    }

    /// The row with other texts: `other` tells which takes the place of each of
    /// [`Row::visit_texts`]; a row of a data set lies in `room` then.
    #[must_use]
    pub fn with_texts(&self, room: &'a Room, other: impl FnMut(&'a str) -> Option<&'a str>) -> Self {
        // No value changes its type, so nothing is refused.
        Row::read(self.kind(), &mut Other { row: self, room, other }).unwrap_or(*self)
    }
}

/// A row as the source of another.
struct Other<'r, 'a, F> {
    row: &'r Row<'a>,
    room: &'a Room,
    other: F,
}

impl<'a, F: FnMut(&'a str) -> Option<&'a str>> RowSource<'a> for Other<'_, 'a, F> {
    type Error = ();
    const CHECKS: bool = false;

    fn value(&mut self, slot: usize, _: &'static Column) -> Result<Option<CellValue<'a>>, ()> {
        Ok(self.row.value(slot).map(|value| match value {
            CellValue::Text(text) => CellValue::Text((self.other)(text).unwrap_or(text)),
            other => other,
        }))
    }

    fn room(&self) -> Result<&'a Room, ()> {
        Ok(self.room)
    }

    fn refuse(&mut self, _: usize, _: &'static Column, _: Refusal) {}
}

#[cfg(test)]
mod tests {
    use huigu_quantity::Day;

    use super::*;
    use crate::{Guarantee, Loan, Lpr};

    #[test]
    fn a_row_tells_what_is_declared_of_its_kind() {
        let loan = Loan { lender: "a", loan_id: "1", borrower: "p", extended_to: Some(Day(3)), ..Loan::BLANK };
        let row = Row::Loan(loan);
        assert_eq!(row.item(), Some((ItemKind::Loan, "a", "1")));
        assert_eq!((row.party(), row.event_id()), (Some("p"), None));
        let mut texts = Vec::new();
        row.visit_texts(|text| texts.push(text));
        assert_eq!(texts, ["a", "1", "p"]);
        let event = Row::LoanEvent(LoanEvent { event_id: "e", ..LoanEvent::BLANK });
        assert_eq!((event.event_id(), event.party()), (Some("e"), None));
        let names: Vec<&str> = Row::Lpr(Lpr::BLANK).fields().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["date", "one_year", "five_year"]);
    }

    #[test]
    fn other_texts_change_nothing_else() {
        let guarantee = Guarantee { guarantor: "g", borrower: "number", due: Day(9), ..Guarantee::BLANK };
        let room = Room::default();
        let other = Row::Guarantee(guarantee).with_texts(&room, |text| (text == "number").then_some("hash"));
        assert_eq!(other, Row::Guarantee(Guarantee { borrower: "hash", ..guarantee }));
        assert_eq!(other.with_texts(&room, |_| None), other);
    }

    #[test]
    fn an_owned_row_lends_the_row_it_was_made_of() {
        let loan = Loan { lender: "a", product: "x", first_loan: Some(true), ..Loan::BLANK };
        assert_eq!(crate::owned::Loan::from(loan).row(), Row::Loan(loan));
        assert_eq!(crate::owned::Loan::default().row(), Row::Loan(Loan::BLANK));
    }
}
