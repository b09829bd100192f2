//! Books as CSV in the canonical columns; empty for what is not given.

use huigu_facts::{Kind, Row, Vocabulary};
use huigu_oracle::Books;
use huigu_quantity::{Day, Fen, Ppm};

/// One book as a file.
pub fn csv(kind: Kind, books: &Books) -> String {
    let header: Vec<&str> = kind.columns().iter().map(|column| column.name).collect();
    let mut text = header.join(",") + "\n";
    for row in books.rows() {
        if row.kind() == kind {
            let cells = cells(&row);
            assert_eq!(cells.len(), header.len(), "{kind}");
            assert!(cells.iter().all(|cell| !cell.contains([',', '"', '\n'])), "{cells:?}");
            text += &(cells.join(",") + "\n");
        }
    }
    text
}

/// A value as a cell.
trait Cell {
    fn cell(&self) -> String;
}

impl Cell for &str {
    fn cell(&self) -> String {
        (*self).to_owned()
    }
}

impl Cell for Day {
    fn cell(&self) -> String {
        self.to_string()
    }
}

impl Cell for Fen {
    fn cell(&self) -> String {
        self.to_string()
    }
}

impl Cell for Ppm {
    fn cell(&self) -> String {
        self.percent()
    }
}

impl Cell for i64 {
    fn cell(&self) -> String {
        self.to_string()
    }
}

impl Cell for i32 {
    fn cell(&self) -> String {
        self.to_string()
    }
}

impl Cell for bool {
    fn cell(&self) -> String {
        if *self { "true" } else { "false" }.to_owned()
    }
}

/// Words, and figures that have a form of their own.
struct As<T>(T);

impl<V: Vocabulary> Cell for As<V> {
    fn cell(&self) -> String {
        self.0.code().to_owned()
    }
}

impl<T: Cell> Cell for Option<T> {
    fn cell(&self) -> String {
        self.as_ref().map_or_else(String::new, Cell::cell)
    }
}

/// Fen as 10,000 yuan with six decimals.
fn wan(fen: Option<Fen>) -> String {
    fen.map_or_else(String::new, |fen| format!("{}.{:06}", fen.0 / 1_000_000, fen.0 % 1_000_000))
}

/// Millionths as a decimal.
fn decimal(value: i128) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}.{:06}", value.unsigned_abs() / 1_000_000, value.unsigned_abs() % 1_000_000)
}

macro_rules! cells {
    ($($value:expr),+ $(,)?) => { vec![$(Cell::cell(&$value)),+] };
}

impl Cell for String {
    fn cell(&self) -> String {
        self.clone()
    }
}

fn cells(row: &Row<'_>) -> Vec<String> {
    match row {
        Row::Party(r) => cells![
            r.party_id,
            r.name,
            As(r.kind),
            r.ownership.map(As),
            r.industry,
            r.employees,
            wan(r.revenue),
            wan(r.assets),
            r.scale.map(As),
            r.established,
            r.town,
            r.park,
            r.in_district,
            r.dual_innovation_since,
            r.dual_innovation_until,
            r.technology,
            r.agricultural,
            r.valid_from,
        ],
        Row::Organisation(r) => cells![r.org_id, r.name, As(r.kind), r.in_district, r.policy, r.books_from],
        Row::Loan(r) => cells![
            r.lender,
            r.loan_id,
            r.contract_id,
            r.borrower,
            r.product,
            As(r.form),
            r.start,
            r.due,
            r.extended_to,
            r.principal,
            r.rate,
            r.rate_kind.map(As),
            As(r.security),
            r.collateral.map(As),
            r.credit_line,
            r.purpose.map(As),
            r.first_loan,
            r.first_checked,
            r.renewal_of,
            r.guarantor,
            r.cooperation.map(As),
            r.agricultural,
            r.support.map(As),
        ],
        Row::LoanEvent(r) => cells![r.lender, r.loan_id, r.date, As(r.kind), r.amount, r.event_id],
        Row::LoanBalance(r) => cells![r.lender, r.loan_id, r.date, r.balance],
        Row::LoanClass(r) => cells![r.lender, r.loan_id, r.date, As(r.class)],
        Row::CreditLine(r) => cells![r.lender, r.borrower, r.amount, r.granted, r.expires],
        Row::Demand(r) => {
            cells![r.demand_id, r.borrower, r.date, r.amount, r.qualifies, r.outcome.map(As), r.closed]
        }
        Row::Guarantee(r) => cells![
            r.guarantor,
            r.guarantee_id,
            r.borrower,
            r.lender,
            r.loan_id,
            r.amount,
            r.fee_rate,
            r.start,
            r.due,
            r.reguaranteed,
            r.counter_guarantee,
        ],
        Row::GuaranteeEvent(r) => cells![r.guarantor, r.guarantee_id, r.date, As(r.kind), r.amount, r.event_id],
        Row::Financing(r) => cells![r.issuer, r.deal_id, As(r.kind), r.stage.map(As), r.date, r.amount],
        Row::Observation(r) => cells![r.indicator, r.period, decimal(r.value), r.org, r.place, r.source],
        Row::Claim(r) => cells![r.measure, r.year, r.beneficiary, r.amount, r.lender, r.loan_id],
        Row::Lpr(r) => cells![r.date, r.one_year, r.five_year],
    }
}
