//! What is found of a loan or guarantee that follows from the columns: asked
//! when a book is made, and again of those that leave it in an update.

use huigu_facts::{Code, GuaranteeEventKind};
use huigu_quantity::Day;

use crate::book::{Book, NO_LINE, NONE};
use crate::word::Field;

/// A finding's code and the column it is about.
type Found = (Code, &'static str);

/// Finds.
pub(crate) struct Judge<'b> {
    book: &'b Book,
    in_catalogue: Vec<bool>,
}

impl<'b> Judge<'b> {
    pub(crate) fn new(book: &'b Book) -> Self {
        let known = |product: &str| product.is_empty() || book.catalogue.iter().any(|known| known == product);
        Self { book, in_catalogue: book.products.iter().map(known).collect() }
    }

    /// The borrower of a loan.
    pub(crate) fn party(&self, loan: usize) -> u32 {
        self.book.parties.of_rows[self.book.loans.party_rows[loan] as usize]
    }

    /// What is found of a loan besides its movements.
    pub(crate) fn findings(&self, lender: usize, loan: usize, is_classed: bool) -> impl Iterator<Item = Found> + use<> {
        let loans = &self.book.loans;
        let line = loans.credit_lines[loan];
        let begins = self.book.organisations.rows[lender].books_from;
        let begins_later = begins.is_some_and(|from| loans.start(loan) < from);
        let found = [
            (line != NO_LINE && loans.principals[loan] > line, (Code::PrincipalAboveLine, "principal")),
            (loans.words[loan].get(Field::FIRST) == 3, (Code::FirstLoanDiscrepancy, "first_loan")),
            (begins_later, (Code::BooksBeginLater, "start")),
            (!self.in_catalogue[usize::from(loans.products[loan])], (Code::UnknownProduct, "product")),
            (!is_classed, (Code::NoClass, "")),
        ];
        found.into_iter().filter(|(is_found, _)| *is_found).map(|(_, found)| found)
    }

    /// Whether a guarantee is above the principal of its loan.
    pub(crate) fn is_above_principal(&self, guarantee: usize) -> bool {
        let loan = self.book.guarantees.loans[guarantee];
        loan != NONE && self.book.guarantees.amounts[guarantee] > self.book.loans.principals[loan as usize]
    }

    /// How many recoveries a guarantee has that was never compensated.
    pub(crate) fn recoveries_alone(&self, guarantee: usize) -> u64 {
        let kinds = self.book.guarantees.events_of(guarantee).map(|(_, kind, _)| kind);
        if kinds.clone().any(|kind| kind == GuaranteeEventKind::Compensate) {
            return 0;
        }
        kinds.filter(|&kind| kind == GuaranteeEventKind::Recover).count() as u64
    }

    /// The balance of a loan after its last due date, where the books reach it and it is above zero.
    pub(crate) fn overdue(&self, loan: usize) -> Option<i64> {
        let due = self.book.loans.last_dues[loan];
        self.book.horizon.filter(|&horizon| due <= horizon)?;
        Some(self.book.loans.balance(loan, Day::from(due))).filter(|&balance| balance > 0)
    }
}
