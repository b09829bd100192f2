//! Counts what a plan looks at.

use std::collections::HashMap;

use huigu_facts::{DealKind, GuaranteeEventKind, Loan, LoanEventKind, LoanForm, Party, Row, Scale, Security};
use huigu_quantity::Fen;

#[derive(Default)]
pub struct Occurrences {
    counts: HashMap<&'static str, u64>,
}

impl Occurrences {
    pub fn count(&self, what: &str) -> u64 {
        self.counts.get(what).copied().unwrap_or(0)
    }

    fn see(&mut self, what: &'static str, seen: bool) {
        *self.counts.entry(what).or_default() += u64::from(seen);
    }

    pub fn row(&mut self, row: &Row<'_>) {
        match row {
            Row::Loan(row) => self.loan(row),
            Row::Party(row) => self.party(row),
            Row::LoanEvent(row) => {
                self.see("write-off", row.kind == LoanEventKind::WriteOff);
                self.see("adjust", row.kind == LoanEventKind::Adjust);
            }
            Row::LoanBalance(_) => self.see("balance", true),
            Row::LoanClass(row) => self.see("non-performing", row.class.is_non_performing()),
            Row::CreditLine(row) => self.see("line of zero", row.amount == Fen::ZERO),
            Row::Demand(_) => self.see("demand", true),
            Row::Guarantee(row) => {
                self.see("guarantee", true);
                self.see("guarantee without loan", row.loan_id.is_empty());
            }
            Row::GuaranteeEvent(row) => {
                self.see("compensate", row.kind == GuaranteeEventKind::Compensate);
                self.see("recover", row.kind == GuaranteeEventKind::Recover);
            }
            Row::Financing(row) => {
                self.see("bond", row.kind == DealKind::Bond);
                self.see("listing", row.kind == DealKind::Listing);
            }
            Row::Claim(_) => self.see("claim", true),
            Row::Organisation(row) => {
                self.see("books from", row.books_from.is_some());
                self.see("policy guarantor", row.policy);
            }
            Row::Observation(_) | Row::Lpr(_) | Row::Dataset(_) => {}
        }
    }

    fn loan(&mut self, row: &Loan<'_>) {
        const TEN_MILLION: Fen = Fen(1_000_000_000);
        self.see("renewal", !row.renewal_of.is_empty());
        self.see("first loan", row.first_loan == Some(true));
        self.see("extended", row.extended_to.is_some());
        self.see("discount", row.form == LoanForm::Discount);
        self.see("overdraft", row.form == LoanForm::Overdraft);
        self.see("unsecured", row.security == Security::Unsecured);
        self.see("no rate", row.rate.is_none());
        self.see("no credit line", row.credit_line.is_none());
        self.see("credit line above ten million", row.credit_line > Some(TEN_MILLION));
        self.see("principal above line", row.credit_line.is_some_and(|line| line < row.principal));
        let of_shape = ["huigu-startup-loan", "tech-loan"].contains(&row.product);
        self.see("product of the shape", of_shape);
        self.see("unknown product", !of_shape && !row.product.is_empty());
    }

    fn party(&mut self, row: &Party<'_>) {
        self.see("second row of a party", row.valid_from.is_some());
        self.see("outside the district", !row.in_district);
        self.see("dual innovation", row.dual_innovation_since.is_some());
        self.see("dual innovation ended", row.dual_innovation_until.is_some());
        self.see("technology", row.technology);
        self.see("no scale", row.scale.is_none() && row.kind == huigu_facts::PartyKind::Enterprise);
        self.see("large", row.scale == Some(Scale::Large));
    }
}
