//! The kinds of books, one declaration a file, and what holds for all of them:
//! the list, a row of any kind, and owned rows.

use crate::dataset::{Dataset, DatasetRow};
use crate::record::{Record, RowSource};
use crate::schema::Schema;
use crate::value::CellValue;

mod checks;
mod claims;
mod credit_lines;
mod demands;
mod financings;
mod guarantee_events;
mod guarantees;
mod loan_balances;
mod loan_classes;
mod loan_events;
mod loans;
mod lpr;
mod observations;
mod organisations;
mod parties;

macro_rules! books {
    ($($(#[$doc:meta])* $kind:ident = $module:ident: $record:ident $(<$life:lifetime>)?;)+) => {
        $(pub use $module::$record;)+

        /// A kind of book.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $kind,)+
            /// A data set that a plan declares.
            Dataset(Dataset),
        }

        impl Kind {
            /// Every kind of book, in the order in which the interface lists them; what a
            /// kind refers to comes before it. Data sets follow them: [`crate::Kinds`].
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// Its place among all; that of every data set is after the books.
            #[inline]
            #[must_use]
            pub const fn place(self) -> usize {
                enum Place { $($kind,)+ Dataset }
                match self {
                    $(Self::$kind => Place::$kind as usize,)+
                    Self::Dataset(_) => Place::Dataset as usize,
                }
            }

            /// What is declared of it.
            #[must_use]
            pub const fn schema(self) -> &'static Schema {
                match self {
                    $(Self::$kind => const { &$module::SCHEMA },)+
                    Self::Dataset(dataset) => &dataset.declared().schema,
                }
            }
        }

        /// A row of any book.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Row<'a> {
            $(#[doc = concat!("Row of `", stringify!($module), "`.")] $record($record $(<$life>)?),)+
            /// Row of a data set.
            Dataset(DatasetRow<'a>),
        }

        impl<'a> Row<'a> {
            /// The book it stands in.
            #[inline]
            #[must_use]
            pub fn kind(&self) -> Kind {
                match self {
                    $(Self::$record(_) => Kind::$kind,)+
                    Self::Dataset(row) => Kind::Dataset(row.dataset()),
                }
            }

            /// Reads a row of a kind.
            ///
            /// # Errors
            /// Whatever the source answers; the first, where there is more.
            #[inline]
            pub fn read<S: RowSource<'a>>(kind: Kind, source: &mut S) -> Result<Self, S::Error> {
                match kind {
                    $(Kind::$kind => $record::read(source).map(Self::$record),)+
                    Kind::Dataset(dataset) => DatasetRow::read(dataset, source).map(Self::Dataset),
                }
            }

            /// The value of a column, by its place among the kind's; `None`
            /// where nothing is given.
            #[inline]
            #[must_use]
            pub fn value(&self, slot: usize) -> Option<CellValue<'a>> {
                match self {
                    $(Self::$record(row) => row.value(slot),)+
                    Self::Dataset(row) => row.value(slot),
                }
            }

            /// Hands on every value with the place of its column, in their order;
            /// `None` where nothing is given.
            #[inline]
            pub fn visit(&self, mut each: impl FnMut(usize, Option<CellValue<'a>>)) {
                match self {
                    $(Self::$record(row) => row.visit(each),)+
                    Self::Dataset(row) => {
                        (0..row.dataset().declared().schema.columns.len()).for_each(|slot| each(slot, row.value(slot)));
                    }
                }
            }
        }

        /// Rows that own their texts.
        pub mod owned {
            use super::Row;
            $(pub use super::$module::owned::$record;)+

            /// The books of a district as plain rows, in the order they came:
            /// nothing is sorted, indexed or derived.
            #[derive(Debug, Clone, PartialEq, Eq, Default)]
            pub struct Books {
                $(#[doc = concat!("Rows of `", stringify!($module), "`.")] pub $module: Vec<$record>,)+
            }

            impl Books {
                /// Takes a row in; data sets are no books.
                pub fn push(&mut self, row: Row<'_>) {
                    match row {
                        $(Row::$record(row) => self.$module.push(row.into()),)+
                        Row::Dataset(_) => {}
                    }
                }

                /// Every row, kind by kind.
                #[must_use]
                pub fn rows(&self) -> Vec<Row<'_>> {
                    let mut rows = Vec::new();
                    $(rows.extend(self.$module.iter().map($record::row));)+
                    rows
                }
            }

            impl<'a> FromIterator<Row<'a>> for Books {
                fn from_iter<I: IntoIterator<Item = Row<'a>>>(rows: I) -> Self {
                    let mut books = Self::default();
                    rows.into_iter().for_each(|row| books.push(row));
                    books
                }
            }
        }
    };
}

books! {
    /// Borrowers, issuers and applicants.
    Parties = parties: Party<'a>;
    /// Lenders, guarantors, insurers, departments, places.
    Organisations = organisations: Organisation<'a>;
    /// Loans.
    Loans = loans: Loan<'a>;
    /// Movements of loans.
    LoanEvents = loan_events: LoanEvent<'a>;
    /// End-of-day balances of loans.
    LoanBalances = loan_balances: LoanBalance<'a>;
    /// Five-grade classes of loans.
    LoanClasses = loan_classes: LoanClass<'a>;
    /// Lenders' credit lines to borrowers.
    CreditLines = credit_lines: CreditLine<'a>;
    /// Demands for financing.
    Demands = demands: Demand<'a>;
    /// Guarantees.
    Guarantees = guarantees: Guarantee<'a>;
    /// Movements of guarantees.
    GuaranteeEvents = guarantee_events: GuaranteeEvent<'a>;
    /// Steps and deals on the capital market or abroad.
    Financings = financings: Financing<'a>;
    /// Reported figures.
    Observations = observations: Observation<'a>;
    /// What institutions claim.
    Claims = claims: Claim<'a>;
    /// Publications of the loan prime rate.
    Lpr = lpr: Lpr;
}
