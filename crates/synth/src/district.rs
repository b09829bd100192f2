//! A district as a stream of rows: every row of every book, in one fixed
//! order, made as it is asked for.

use std::fmt::Write as _;

use huigu_facts::{Loan, LoanBalance, LoanClass, LoanEvent, Row};

use crate::loan::DrawnLoan;
use crate::market::{demands, financings};
use crate::observation::observations;
use crate::organisations::{BACKERS, LENDERS, organisations};
use crate::party::{PartyTexts, party_rows};
use crate::quota::stretch;
use crate::setting::{STRETCH, Setting};
use crate::{backing::Named, shape::Shape};

/// A synthetic district: all of it follows from these four.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// How many loans.
    pub loans: u64,
    /// How many movements they have in all (none without loans).
    pub events: u64,
    /// The seed.
    pub seed: u64,
    /// Years and names.
    pub shape: Shape,
}

impl District {
    /// Hands every row to `sink`: organisations, parties, publications of the
    /// loan prime rate, the loans in the order of (lender, loan id), each
    /// followed by all that belongs to it, demands, financings, observations.
    /// The order is always the same.
    ///
    /// # Errors
    /// [`crate::SynthError::Shape`] when the shape's years are not sound.
    pub fn rows(&self, sink: &mut dyn FnMut(Row<'_>)) -> Result<(), crate::SynthError> {
        let setting = self.setting()?;
        institution_rows(&setting, sink);
        for part in 0..setting.parts(setting.layout.parties()) {
            self.party_part(&setting, part, sink);
        }
        for part in 0..setting.parts(self.loans) {
            self.loan_part(&setting, part, sink);
        }
        market_rows(&setting, sink);
        Ok(())
    }

    /// What the parts of the district share.
    pub(crate) fn setting(&self) -> Result<Setting<'_>, crate::SynthError> {
        self.shape.check()?;
        Ok(Setting::new(self.seed, self.loans, &self.shape))
    }

    /// The parties of one part.
    pub(crate) fn party_part(&self, setting: &Setting<'_>, part: u64, sink: &mut dyn FnMut(Row<'_>)) {
        let mut texts = PartyTexts::default();
        let years = (self.shape.first_year, self.shape.last_year);
        for index in part * setting.part..((part + 1) * setting.part).min(setting.layout.parties()) {
            let party = setting.party(index);
            party_rows(self.seed, years, &party, &mut texts, &mut |row| sink(Row::Party(row)));
        }
    }

    /// The loans of one part, with all that belongs to them.
    pub(crate) fn loan_part(&self, setting: &Setting<'_>, part: u64, sink: &mut dyn FnMut(Row<'_>)) {
        let mut texts = Texts::default();
        let a_part = setting.part / STRETCH;
        let stretches = part * a_part..((part + 1) * a_part).min(self.loans.div_ceil(STRETCH));
        for number in stretches {
            for (loan, events) in stretch(setting, self.events, number) {
                texts.loan_rows(setting, &loan, events, sink);
            }
        }
    }
}

/// Rows of organisations and of the loan prime rate.
pub(crate) fn institution_rows(setting: &Setting<'_>, sink: &mut dyn FnMut(Row<'_>)) {
    organisations(setting.shape.first_year, &mut |row| sink(Row::Organisation(row)));
    for quote in setting.quotes.published() {
        sink(Row::Lpr(*quote));
    }
}

/// Rows of demands, financings and observations.
pub(crate) fn market_rows(setting: &Setting<'_>, sink: &mut dyn FnMut(Row<'_>)) {
    demands(setting, &mut |row| sink(Row::Demand(row)));
    financings(setting, &mut |row| sink(Row::Financing(row)));
    observations(setting, &mut |row| sink(Row::Observation(row)));
}

/// Texts of a loan's rows, written over and over.
#[derive(Debug, Default)]
struct Texts {
    loan_id: String,
    renewed: String,
    contract: String,
    borrower: String,
    guarantee: String,
    event: String,
}

impl Texts {
    fn loan_rows(&mut self, setting: &Setting<'_>, loan: &DrawnLoan, events: u64, sink: &mut dyn FnMut(Row<'_>)) {
        let lender = &LENDERS[loan.slot.lender];
        write_loan_id(&mut self.loan_id, loan.slot.local, loan.slot.nth);
        self.renewed.clear();
        if loan.renewal {
            write_loan_id(&mut self.renewed, loan.slot.local, loan.slot.nth - 1);
        }
        self.contract.clear();
        if lender.contracts {
            // Writing to a String cannot fail. A contract covers two loans of a customer.
            let _ = write!(self.contract, "HT{:07}-{}", loan.slot.local + 1, loan.slot.nth / 2 + 1);
        }
        loan.customer.party.write_id(&mut self.borrower);
        let named = Named { lender: lender.id, loan_id: &self.loan_id, borrower: &self.borrower };
        sink(Row::Loan(loan.row(setting.shape, named, &self.contract, &self.renewed)));
        let (lender_id, loan_id) = (named.lender, named.loan_id);
        let event_text = &mut self.event;
        loan.events(setting, events, &mut |number, date, kind, amount| {
            event_text.clear();
            if lender.event_ids {
                // Writing to a String cannot fail.
                let _ = write!(event_text, "{}", number + 1);
            }
            sink(Row::LoanEvent(LoanEvent { lender: lender_id, loan_id, date, kind, amount, event_id: event_text }));
        });
        loan.balances(setting, &mut |date, balance| {
            sink(Row::LoanBalance(LoanBalance { lender: lender_id, loan_id, date, balance }));
        });
        loan.classes(setting, &mut |date, class| {
            sink(Row::LoanClass(LoanClass { lender: lender_id, loan_id, date, class }));
        });
        loan.credit_lines(setting, named, &mut |line| sink(Row::CreditLine(line)));
        loan.guarantee(setting, named, &mut self.guarantee, sink);
        loan.claims(setting, named, &mut |claim| sink(Row::Claim(claim)));
    }
}

impl DrawnLoan {
    /// The loan's row.
    fn row<'a>(&self, shape: &'a Shape, named: Named<'a>, contract_id: &'a str, renewal_of: &'a str) -> Loan<'a> {
        let product = self.product.map_or("", |product| shape.products[product].id.as_str());
        Loan {
            lender: named.lender,
            loan_id: named.loan_id,
            contract_id,
            borrower: named.borrower,
            product: if self.own_product { OWN_PRODUCT } else { product },
            renewal_of,
            guarantor: self.backer.map_or("", |place| BACKERS[place].id),
            ..self.terms()
        }
    }

    /// Of the loan's row what names nobody.
    fn terms(&self) -> Loan<'static> {
        Loan {
            form: self.form,
            start: self.start,
            due: self.due,
            extended_to: self.extended_to,
            principal: self.principal,
            rate: self.rate,
            rate_kind: self.rate_kind,
            security: self.security,
            collateral: self.collateral,
            credit_line: self.credit_line,
            purpose: self.purpose,
            first_loan: self.first_loan,
            first_checked: self.first_checked,
            cooperation: self.cooperation,
            agricultural: self.agricultural,
            support: self.support,
            ..Loan::BLANK
        }
    }
}

/// A product of a lender's own, which no plan knows.
const OWN_PRODUCT: &str = "lender-own-quick-loan";

/// Customer number at the lender, from 1, and number among its loans: ids run
/// in the order of the loans.
fn write_loan_id(id: &mut String, local: u64, nth: u64) {
    id.clear();
    // Writing to a String cannot fail.
    let _ = write!(id, "{:07}{:02}", local + 1, nth + 1);
}
