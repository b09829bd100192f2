//! Which parties' rows have to be looked at together.

use crate::book::{Book, NONE};

use super::touched::Touched;

impl Book {
    /// The borrower of a loan, by the ids of lender and loan.
    #[must_use]
    pub fn borrower_of_loan(&self, lender: &str, loan_id: &str) -> Option<&str> {
        let loan = self.loans.find(self.organisations.ids.find(lender)?, loan_id)?;
        Some(self.parties.ids.get(self.borrower(loan)))
    }

    /// The borrower of a guarantee, by the ids of guarantor and guarantee.
    #[must_use]
    pub fn borrower_of_guarantee(&self, guarantor: &str, guarantee_id: &str) -> Option<&str> {
        let guarantee = self.guarantees.find(self.organisations.ids.find(guarantor)?, guarantee_id)?;
        Some(self.parties.ids.get(self.guaranteed(guarantee)))
    }

    /// The party of a loan.
    pub(crate) fn borrower(&self, loan: usize) -> u32 {
        self.parties.of_rows[self.loans.party_rows[loan] as usize]
    }

    /// The party of a guarantee.
    pub(crate) fn guaranteed(&self, guarantee: usize) -> u32 {
        self.parties.of_rows[self.guarantees.party_rows[guarantee] as usize]
    }

    /// Which of the parties are among some ids.
    pub(crate) fn marked(&self, of: &Touched) -> Vec<bool> {
        let mut marks = vec![false; self.parties.ids.len()];
        for id in &of.parties {
            if let Some(party) = self.parties.ids.find(id) {
                marks[party as usize] = true;
            }
        }
        marks
    }

    /// With the parties whose rows rest on those of the parties touched, or
    /// these on theirs: whoever is guaranteed by a guarantee behind their loans,
    /// and whose loans their guarantees stand behind, and so on until nobody is added.
    ///
    /// Rows that this book does not know yet lead further only where they are
    /// touched themselves. So of a new guarantee, put in its borrower and the
    /// borrower of the loan it names ([`Book::borrower_of_loan`], or the new row of
    /// that loan).
    #[must_use]
    pub fn closure(&self, of: &Touched) -> Touched {
        let mut marks = self.marked(of);
        let of_loans = &*self.guarantees.loans;
        let links = (0..of_loans.len()).filter(|&at| of_loans[at] != NONE);
        let links = links.map(|at| (self.guaranteed(at) as usize, self.borrower(of_loans[at] as usize) as usize));
        // Most guarantees are of a loan of the same borrower.
        let links: Vec<(usize, usize)> = links.filter(|(guaranteed, borrower)| guaranteed != borrower).collect();
        let mut closed = of.clone();
        loop {
            let open = links.iter().filter(|&&(one, other)| marks[one] != marks[other]);
            let added: Vec<usize> = open.map(|&(one, other)| if marks[one] { other } else { one }).collect();
            if added.is_empty() {
                return closed;
            }
            for party in added {
                marks[party] = true;
                closed.parties.insert(self.parties.ids.get(party as u32).to_owned());
            }
        }
    }
}
