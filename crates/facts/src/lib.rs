//! The records everybody exchanges, their codes, what national standards
//! derive from them, and the checks of rows together.
//!
//! A record borrows its texts from whoever read it ([`Row`]), so that a file
//! of millions of rows passes without an allocation per row. The checks of
//! rows together are functions over sorted runs: bare books and the register
//! hand them in alike. Nothing here knows a rule of any plan.

#[macro_use]
mod book;
mod books;
mod column;
mod credit_code;
mod dataset;
mod expected;
mod fault;
mod figure;
mod formula;
mod industry;
mod kind;
mod period;
mod person_id;
mod record;
mod row;
mod scale;
mod schema;
mod together;
mod value;
mod words;

pub use books::{
    Claim, CreditLine, Demand, Financing, Guarantee, GuaranteeEvent, Kind, Loan, LoanBalance, LoanClass, LoanEvent,
    Lpr, Observation, Organisation, Party, Row, owned,
};
pub use column::{Column, Decimals, NumberUnit, Refers, Sign, ValueLimits, ValueType};
pub use credit_code::{credit_code_check, is_credit_code, looks_like_credit_code};
pub use dataset::{
    Dataset, DatasetCheck, DatasetRow, Declaration, DeclarationPart, NoRecordKey, PeriodLength, RecordKey, Relation,
    keep, keep_text,
};
pub use expected::{Expectation, Expected};
pub use fault::{Code, Issue, Origin, Severity};
pub use figure::Figure;
pub use formula::{is_formula, marked, unmarked};
pub use industry::{Industry, IndustryError, section_of_division};
pub use kind::Kinds;
pub use period::ReportingPeriod;
pub use person_id::is_person_id;
pub(crate) use record::Record;
pub use record::{Refusal, Room, RowSource};
pub use scale::{ScaleFigure, ScaleStep, computed_scale, computed_scale_of, scale_in_force, scale_steps};
pub use schema::{ItemKind, Schema, Sender};
pub use together::{
    MAX_TURNOVER, movements_of_balances, movements_of_contract, repeats, shortfall_day, turnover_in_bounds,
};
pub use value::CellValue;
pub use words::*;
