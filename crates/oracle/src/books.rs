//! Books as plain owned rows, one list a kind, in the order they came: nothing
//! is sorted, indexed or derived here.

use huigu_facts::{
    Collateral, Cooperation, DealKind, DealStage, GuaranteeEventKind, LoanClassKind, LoanEventKind, LoanForm,
    OrganisationKind, Outcome, Ownership, PartyKind, Purpose, RateKind, Row, Scale, Security, Support,
};
use huigu_quantity::{Day, Fen, Ppm};

/// One owned struct a record: its texts become `String`, the rest is copied,
/// and `row` lends it out again.
macro_rules! owned {
    ($($name:ident $list:ident { $($text:ident),* ; $($field:ident : $type:ty),* $(,)? })+) => {
        $(
            #[doc = concat!("An owned row of the books' `", stringify!($list), "`; fields as in the facts' record of this name.")]
            #[derive(Debug, Clone, PartialEq, Eq)]
            #[expect(missing_docs, reason = "the facts' record of the same name documents each field")]
            pub struct $name { $(pub $text: String,)* $(pub $field: $type,)* }

            impl From<huigu_facts::$name<'_>> for $name {
                fn from(row: huigu_facts::$name<'_>) -> Self {
                    Self { $($text: row.$text.to_owned(),)* $($field: row.$field,)* }
                }
            }

            impl $name {
                /// The row as the other crates exchange it.
                #[must_use]
                pub fn row(&self) -> huigu_facts::$name<'_> {
                    huigu_facts::$name { $($text: &self.$text,)* $($field: self.$field,)* }
                }
            }
        )+

        /// All books of a district.
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct Books {
            $(#[doc = concat!("Rows of `", stringify!($list), "`.")] pub $list: Vec<$name>,)+
            /// Rows of `lpr`.
            pub lpr: Vec<huigu_facts::Lpr>,
        }

        impl Books {
            /// Takes a row in.
            pub fn push(&mut self, row: Row<'_>) {
                match row {
                    $(Row::$name(row) => self.$list.push(row.into()),)+
                    Row::Lpr(row) => self.lpr.push(row),
                }
            }

            /// Every row, kind by kind.
            #[must_use]
            pub fn rows(&self) -> Vec<Row<'_>> {
                let mut rows = Vec::new();
                $(rows.extend(self.$list.iter().map(|row| Row::$name(row.row())));)+
                rows.extend(self.lpr.iter().map(|row| Row::Lpr(*row)));
                rows
            }
        }
    };
}

owned! {
    Party parties {
        party_id, name, industry, town, park;
        kind: PartyKind, ownership: Option<Ownership>, employees: Option<i64>, revenue: Option<Fen>,
        assets: Option<Fen>, scale: Option<Scale>, established: Option<Day>, in_district: bool,
        dual_innovation_since: Option<Day>, dual_innovation_until: Option<Day>, technology: bool,
        agricultural: bool, valid_from: Option<Day>,
    }
    Organisation organisations {
        org_id, name;
        kind: OrganisationKind, in_district: bool, policy: bool, books_from: Option<Day>,
    }
    Loan loans {
        lender, loan_id, contract_id, borrower, product, renewal_of, guarantor;
        form: LoanForm, start: Day, due: Day, extended_to: Option<Day>, principal: Fen, rate: Option<Ppm>,
        rate_kind: Option<RateKind>, security: Security, collateral: Option<Collateral>, credit_line: Option<Fen>,
        purpose: Option<Purpose>, first_loan: Option<bool>, first_checked: Option<Day>,
        cooperation: Option<Cooperation>, agricultural: Option<bool>, support: Option<Support>,
    }
    LoanEvent loan_events { lender, loan_id, event_id; date: Day, kind: LoanEventKind, amount: Fen }
    LoanBalance loan_balances { lender, loan_id; date: Day, balance: Fen }
    LoanClass loan_classes { lender, loan_id; date: Day, class: LoanClassKind }
    CreditLine credit_lines { lender, borrower; amount: Fen, granted: Day, expires: Option<Day> }
    Demand demands {
        demand_id, borrower;
        date: Day, amount: Fen, qualifies: Option<bool>, outcome: Option<Outcome>, closed: Option<Day>,
    }
    Guarantee guarantees {
        guarantor, guarantee_id, borrower, lender, loan_id, counter_guarantee;
        amount: Fen, fee_rate: Ppm, start: Day, due: Day, reguaranteed: Option<Ppm>,
    }
    GuaranteeEvent guarantee_events {
        guarantor, guarantee_id, event_id;
        date: Day, kind: GuaranteeEventKind, amount: Fen,
    }
    Financing financings { issuer, deal_id; kind: DealKind, stage: Option<DealStage>, date: Day, amount: Option<Fen> }
    Observation observations { indicator, period, org, place, source; from: Day, last: Day, value: i128 }
    Claim claims { measure, beneficiary, lender, loan_id; year: i32, amount: Fen }
}

impl<'a> FromIterator<Row<'a>> for Books {
    fn from_iter<I: IntoIterator<Item = Row<'a>>>(rows: I) -> Self {
        let mut books = Self::default();
        rows.into_iter().for_each(|row| books.push(row));
        books
    }
}
