//! Rows as columns of texts, from the facts, from CSV and from Parquet, so
//! that the three can be compared. Empty cells are left out.

use std::collections::BTreeMap;

use huigu_facts::{Kind, Loan, Party, Row, Vocabulary};
use huigu_quantity::{Fen, Ppm};
use parquet::data_type::Decimal;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

type Texts = BTreeMap<String, String>;

#[derive(Default)]
pub struct RowTexts {
    rows: BTreeMap<Kind, Vec<Texts>>,
}

impl RowTexts {
    pub fn of(&self, kind: Kind) -> &[Texts] {
        self.rows.get(&kind).map_or(&[], Vec::as_slice)
    }

    pub fn row(&mut self, row: &Row<'_>) {
        let (kind, cells) = cells(row);
        let texts = cells.into_iter().filter(|(_, text)| !text.is_empty());
        self.rows.entry(kind).or_default().push(texts.map(|(name, text)| (name.to_owned(), text)).collect());
    }
}

fn maybe<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn word<V: Vocabulary>(value: Option<V>) -> String {
    maybe(value.map(V::code))
}

fn percent(rate: Option<Ppm>) -> String {
    rate.map_or_else(String::new, |rate| rate.percent().trim_end_matches('%').to_owned())
}

fn wan(fen: Option<Fen>) -> String {
    maybe(fen.map(|fen| fen.0 / 1_000_000))
}

fn text(text: &str) -> String {
    text.to_owned()
}

type Cells = Vec<(&'static str, String)>;

fn cells(row: &Row<'_>) -> (Kind, Cells) {
    match row {
        Row::Party(row) => (Kind::Parties, party(row)),
        Row::Loan(row) => (Kind::Loans, loan(row)),
        Row::Organisation(row) => (
            Kind::Organisations,
            vec![
                ("org_id", text(row.org_id)),
                ("name", text(row.name)),
                ("kind", word(Some(row.kind))),
                ("in_district", row.in_district.to_string()),
                ("policy", maybe(row.policy.then_some(true))),
                ("books_from", maybe(row.books_from)),
            ],
        ),
        Row::LoanEvent(row) => (
            Kind::LoanEvents,
            vec![
                ("lender", text(row.lender)),
                ("loan_id", text(row.loan_id)),
                ("date", row.date.to_string()),
                ("kind", word(Some(row.kind))),
                ("amount", row.amount.to_string()),
                ("event_id", text(row.event_id)),
            ],
        ),
        Row::LoanBalance(row) => (
            Kind::LoanBalances,
            vec![
                ("lender", text(row.lender)),
                ("loan_id", text(row.loan_id)),
                ("date", row.date.to_string()),
                ("balance", row.balance.to_string()),
            ],
        ),
        Row::LoanClass(row) => (
            Kind::LoanClasses,
            vec![
                ("lender", text(row.lender)),
                ("loan_id", text(row.loan_id)),
                ("date", row.date.to_string()),
                ("class", word(Some(row.class))),
            ],
        ),
        Row::CreditLine(row) => (
            Kind::CreditLines,
            vec![
                ("lender", text(row.lender)),
                ("borrower", text(row.borrower)),
                ("amount", row.amount.to_string()),
                ("granted", row.granted.to_string()),
                ("expires", maybe(row.expires)),
            ],
        ),
        Row::Demand(row) => (
            Kind::Demands,
            vec![
                ("demand_id", text(row.demand_id)),
                ("borrower", text(row.borrower)),
                ("date", row.date.to_string()),
                ("amount", row.amount.to_string()),
                ("qualifies", maybe(row.qualifies)),
                ("outcome", word(row.outcome)),
                ("closed", maybe(row.closed)),
            ],
        ),
        _ => more_cells(row),
    }
}

fn more_cells(row: &Row<'_>) -> (Kind, Cells) {
    match row {
        Row::Guarantee(row) => (
            Kind::Guarantees,
            vec![
                ("guarantor", text(row.guarantor)),
                ("guarantee_id", text(row.guarantee_id)),
                ("borrower", text(row.borrower)),
                ("lender", text(row.lender)),
                ("loan_id", text(row.loan_id)),
                ("amount", row.amount.to_string()),
                ("fee_rate", percent(Some(row.fee_rate))),
                ("start", row.start.to_string()),
                ("due", row.due.to_string()),
                ("reguaranteed", percent(row.reguaranteed)),
                ("counter_guarantee", text(row.counter_guarantee)),
            ],
        ),
        Row::GuaranteeEvent(row) => (
            Kind::GuaranteeEvents,
            vec![
                ("guarantor", text(row.guarantor)),
                ("guarantee_id", text(row.guarantee_id)),
                ("date", row.date.to_string()),
                ("kind", word(Some(row.kind))),
                ("amount", row.amount.to_string()),
                ("event_id", text(row.event_id)),
            ],
        ),
        Row::Financing(row) => (
            Kind::Financings,
            vec![
                ("issuer", text(row.issuer)),
                ("deal_id", text(row.deal_id)),
                ("kind", word(Some(row.kind))),
                ("stage", word(row.stage)),
                ("date", row.date.to_string()),
                ("amount", maybe(row.amount)),
            ],
        ),
        Row::Observation(row) => (
            Kind::Observations,
            vec![
                ("indicator", text(row.indicator)),
                ("period", text(row.period)),
                ("value", millionths(row.value)),
                ("org", text(row.org)),
                ("place", text(row.place)),
                ("source", text(row.source)),
            ],
        ),
        Row::Claim(row) => (
            Kind::Claims,
            vec![
                ("measure", text(row.measure)),
                ("year", row.year.to_string()),
                ("beneficiary", text(row.beneficiary)),
                ("amount", row.amount.to_string()),
                ("lender", text(row.lender)),
                ("loan_id", text(row.loan_id)),
            ],
        ),
        Row::Lpr(row) => (
            Kind::Lpr,
            vec![
                ("date", row.date.to_string()),
                ("one_year", percent(Some(row.one_year))),
                ("five_year", percent(Some(row.five_year))),
            ],
        ),
        other => unreachable!("{other:?}"),
    }
}

fn party(row: &Party<'_>) -> Cells {
    vec![
        ("party_id", text(row.party_id)),
        ("name", text(row.name)),
        ("kind", word(Some(row.kind))),
        ("ownership", word(row.ownership)),
        ("industry", text(row.industry)),
        ("employees", maybe(row.employees)),
        ("revenue_wan", wan(row.revenue)),
        ("assets_wan", wan(row.assets)),
        ("scale", word(row.scale)),
        ("established", maybe(row.established)),
        ("town", text(row.town)),
        ("park", text(row.park)),
        ("in_district", row.in_district.to_string()),
        ("dual_innovation_since", maybe(row.dual_innovation_since)),
        ("dual_innovation_until", maybe(row.dual_innovation_until)),
        ("technology", row.technology.to_string()),
        ("agricultural", row.agricultural.to_string()),
        ("valid_from", maybe(row.valid_from)),
    ]
}

fn loan(row: &Loan<'_>) -> Cells {
    vec![
        ("lender", text(row.lender)),
        ("loan_id", text(row.loan_id)),
        ("contract_id", text(row.contract_id)),
        ("borrower", text(row.borrower)),
        ("product", text(row.product)),
        ("form", word(Some(row.form))),
        ("start", row.start.to_string()),
        ("due", row.due.to_string()),
        ("extended_to", maybe(row.extended_to)),
        ("principal", row.principal.to_string()),
        ("rate", percent(row.rate)),
        ("rate_kind", word(row.rate_kind)),
        ("security", word(Some(row.security))),
        ("collateral", word(row.collateral)),
        ("credit_line", maybe(row.credit_line)),
        ("purpose", word(row.purpose)),
        ("first_loan", maybe(row.first_loan)),
        ("first_checked", maybe(row.first_checked)),
        ("renewal_of", text(row.renewal_of)),
        ("guarantor", text(row.guarantor)),
        ("cooperation", word(row.cooperation)),
        ("agricultural", maybe(row.agricultural)),
        ("support", word(row.support)),
    ]
}

/// Millionths as a plain number.
fn millionths(value: i128) -> String {
    let text = format!("{}.{:06}", value / 1_000_000, value % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

pub fn read_csv(file: &[u8]) -> Vec<Texts> {
    let mut reader = csv::Reader::from_reader(file);
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    rows.map(|row| row.unwrap().into_iter().filter(|(_, text)| !text.is_empty()).collect()).collect()
}

pub fn read_parquet(file: &[u8]) -> Vec<Texts> {
    let reader = SerializedFileReader::new(bytes::Bytes::copy_from_slice(file)).unwrap();
    let rows = reader.get_row_iter(None).unwrap();
    rows.map(|row| {
        let row = row.unwrap();
        let cells = row.get_column_iter().filter_map(|(name, field)| Some((name.clone(), field_text(field)?)));
        cells.collect()
    })
    .collect()
}

/// A field as CSV would have it; anything the form does not know is refused.
fn field_text(field: &Field) -> Option<String> {
    Some(match field {
        Field::Null => return None,
        Field::Str(text) => text.clone(),
        Field::Bool(flag) => flag.to_string(),
        Field::Date(day) => huigu_quantity::Day(*day).to_string(),
        Field::Decimal(Decimal::Int64 { value, precision: 18, scale: 2 }) => {
            Fen(i64::from_be_bytes(*value)).to_string()
        }
        Field::Decimal(Decimal::Int32 { value, precision: 9, scale: 4 }) => {
            percent(Some(Ppm(i64::from(i32::from_be_bytes(*value)))))
        }
        other => panic!("not of the form: {other:?}"),
    })
}
