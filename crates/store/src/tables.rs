//! The tables of facts, from one list of fields each: name, key, content, and
//! how a record becomes a row of the table and is read back from it.
//!
//! Every version of a fact is a row. After key and content stand `closed_by`
//! (0: in force; else the batch that closed it), `batch` (that appended it),
//! `origin` and `origin_row` (the batch and row of the file that first brought
//! the content: the same batch, but for what a withdrawal restored). Key and
//! `closed_by` are the primary key, so no key can have two versions in force.
//!
//! Loans and guarantees are numbered ([`Ids`]); what belongs to one carries
//! its number. Events without an id are counted: equal ones are told apart by
//! `occurrence`. Events with an id have a table of their own, as their key is
//! another.

use huigu_facts::{
    Claim, CreditLine, Demand, Financing, Guarantee, GuaranteeEvent, Kind, Loan, LoanBalance, LoanClass, LoanEvent,
    Lpr, Observation, Organisation, Party, Row,
};
use huigu_facts::{
    Collateral, Cooperation, DealKind, DealStage, GuaranteeEventKind, LoanClassKind, LoanEventKind, LoanForm,
    OrganisationKind, Outcome, Ownership, PartyKind, Purpose, RateKind, Scale, Security, Support,
};
use huigu_quantity::{Day, Fen, Ppm};

use crate::column::{Column, Encoder, Held, Millionths, Reader, Since, Stored, Type};
use crate::db::Unfit;
use crate::names::{LocalNames, Names};
use crate::schema::TableDef;

/// What is numbered: pairs of owner and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ids {
    Loans,
    Guarantees,
}

/// A table of pairs and their numbers.
pub(crate) struct IdTable {
    pub name: &'static str,
    pub number: Column,
    /// Owner and id.
    pub keys: [Column; 2],
    /// Kinds whose rows bring pairs.
    pub kinds: &'static [Kind],
    pub rules: &'static [&'static str],
}

impl IdTable {
    pub(crate) fn definition(&self) -> TableDef {
        let columns = vec![self.number, self.keys[0], self.keys[1]];
        TableDef::made(self.name, vec![self.number.name].into(), columns.into()).rules(self.rules)
    }
}

pub(crate) const ID_TABLES: [IdTable; 2] = [
    IdTable {
        name: "loan_ids",
        number: Column::of("loan", Type::Int),
        keys: [Column::of("lender", Type::Text), Column::of("loan_id", Type::Text)],
        kinds: &[Kind::Loans, Kind::LoanEvents, Kind::LoanBalances, Kind::LoanClasses],
        rules: &["CHECK (loan > 0)", "UNIQUE (lender, loan_id)"],
    },
    IdTable {
        name: "guarantee_ids",
        number: Column::of("guarantee", Type::Int),
        keys: [Column::of("guarantor", Type::Text), Column::of("guarantee_id", Type::Text)],
        kinds: &[Kind::Guarantees, Kind::GuaranteeEvents],
        rules: &["CHECK (guarantee > 0)", "UNIQUE (guarantor, guarantee_id)"],
    },
];

impl Ids {
    pub(crate) fn table(self) -> &'static IdTable {
        match self {
            Self::Loans => &ID_TABLES[0],
            Self::Guarantees => &ID_TABLES[1],
        }
    }
}

/// Reads a row back, from the cells of its key and content.
type Take = for<'r, 'a> fn(&mut Reader<'r, 'a>, &'a Names) -> Result<Row<'a>, Unfit>;

/// A table of facts.
pub(crate) struct Table {
    pub name: &'static str,
    pub kind: Kind,
    /// What the first column of the key numbers, if it does.
    pub ids: Option<Ids>,
    /// The key, but for `occurrence`.
    pub keys: &'static [Column],
    pub contents: &'static [Column],
    /// Whether equal rows are told apart by `occurrence`.
    pub counted: bool,
    pub take: Take,
}

/// The column that tells equal events apart, from 1.
pub(crate) const OCCURRENCE: Column = Column::of("occurrence", Type::Int);

/// What stands after key and content.
pub(crate) const TAIL: [Column; 4] = [
    Column::int("closed_by").references("batches", "number", Held::CheckButZero),
    Column::int("batch").references("batches", "number", Held::CheckButZero),
    Column::int("origin").references("batches", "number", Held::CheckButZero),
    Column::int("origin_row"),
];

impl Table {
    /// The columns of the key, as the database has it.
    pub(crate) fn full_key(&self) -> Vec<Column> {
        let occurrence = self.counted.then_some(OCCURRENCE);
        self.keys.iter().copied().chain(occurrence).collect()
    }

    /// All columns, in the table's order.
    pub(crate) fn columns(&self) -> Vec<Column> {
        self.full_key().into_iter().chain(self.contents.iter().copied()).chain(TAIL).collect()
    }

    /// The table as the schema has it.
    pub(crate) fn definition(&self) -> TableDef {
        let mut columns = self.columns();
        if let Some(ids) = self.ids.map(Ids::table) {
            columns[0] = columns[0].references(ids.name, ids.number.name, Held::Check);
        }
        let key = self.full_key().iter().map(|column| column.name).chain([TAIL[0].name]).collect::<Vec<_>>();
        TableDef { kind: Some(self.kind), ..TableDef::made(self.name, key.into(), columns.into()) }
    }

    /// Key and content without `occurrence`, as reading back wants them.
    pub(crate) fn facts(&self) -> Vec<Column> {
        self.keys.iter().chain(self.contents).copied().collect()
    }
}

/// Names of columns, comma-separated, each after a prefix such as `n.`.
pub(crate) fn list(columns: &[Column], prefix: &str) -> String {
    columns.iter().map(|column| format!("{prefix}{}", column.name)).collect::<Vec<_>>().join(", ")
}

/// `a.x = b.x AND ...` for every column.
pub(crate) fn equal(columns: &[Column], one: &str, other: &str) -> String {
    columns.iter().map(|column| format!("{one}{0} = {other}{0}", column.name)).collect::<Vec<_>>().join(" AND ")
}

/// A column that keeps a field, under its name or (where SQL has another use
/// for that) under one of its own.
macro_rules! column {
    ($field:ident as $name:ident: $ty:ty) => {
        Column {
            name: stringify!($name),
            ty: <$ty as Stored<'_>>::TYPE,
            nullable: <$ty as Stored<'_>>::NULLABLE,
            reference: None,
        }
    };
    ($field:ident: $ty:ty) => {
        column!($field as $field: $ty)
    };
}

macro_rules! table {
    (
        $(#[$doc:meta])* $module:ident, $kind:ident, $record:ident, $variant:ident,
        numbered [$($ids:ident: $owner:ident, $id:ident as $number:ident)?],
        keys [$($key:ident: $key_type:ty),*],
        contents [$($content:ident $(as $content_name:ident)?: $content_type:ty),* $(,)?],
        absent [$($absent:ident),*], counted $counted:literal
    ) => {
        $(#[$doc])*
        mod $module {
            use super::*;

            pub(super) static TABLE: Table = Table {
                name: stringify!($module),
                kind: Kind::$kind,
                ids: [$(Some(Ids::$ids),)? None][0],
                keys: &[$(Column::of(stringify!($number), Type::Int),)? $(column!($key: $key_type)),*],
                contents: &[$(column!($content $(as $content_name)?: $content_type)),*],
                counted: $counted,
                take,
            };

            /// Key, then content; returns where the key ends.
            pub(super) fn put(record: &$record, names: &mut LocalNames, out: &mut Encoder) -> usize {
                $( names.put(record.$owner, record.$id, out); )?
                $( <$key_type>::from(record.$key).put(out); )*
                let key = out.bytes.len();
                $( <$content_type>::from(record.$content).put(out); )*
                let _ = names;
                key
            }

            fn take<'a>(reader: &mut Reader<'_, 'a>, names: &'a Names) -> Result<Row<'a>, Unfit> {
                $( let ($owner, $id) = names.pair(reader.int()?)?; )?
                let _ = names;
                Ok(Row::$variant($record {
                    $( $owner, $id, )?
                    $( $key: <$key_type as Stored<'a>>::take(reader)?.into(), )*
                    $( $content: <$content_type as Stored<'a>>::take(reader)?.into(), )*
                    $( $absent: "", )*
                }))
            }
        }
    };
}

table! {
    parties, Parties, Party, Party, numbered [], keys [party_id: &str, valid_from: Since],
    contents [
        name: &str, kind: PartyKind, ownership: Option<Ownership>, industry: &str, employees: Option<i64>,
        revenue: Option<Fen>, assets: Option<Fen>, scale: Option<Scale>, established: Option<Day>, town: &str,
        park: &str, in_district: bool, dual_innovation_since: Option<Day>, dual_innovation_until: Option<Day>,
        technology: bool, agricultural: bool,
    ],
    absent [], counted false
}

table! {
    organisations, Organisations, Organisation, Organisation, numbered [], keys [org_id: &str],
    contents [name: &str, kind: OrganisationKind, in_district: bool, policy: bool, books_from: Option<Day>],
    absent [], counted false
}

table! {
    loans, Loans, Loan, Loan, numbered [Loans: lender, loan_id as loan], keys [],
    contents [
        contract_id: &str, borrower: &str, product: &str, form: LoanForm, start: Day, due: Day,
        extended_to: Option<Day>, principal: Fen, rate: Option<Ppm>, rate_kind: Option<RateKind>, security: Security,
        collateral: Option<Collateral>, credit_line: Option<Fen>, purpose: Option<Purpose>, first_loan: Option<bool>,
        first_checked: Option<Day>, renewal_of: &str, guarantor: &str, cooperation: Option<Cooperation>,
        agricultural: Option<bool>, support: Option<Support>,
    ],
    absent [], counted false
}

table! {
    loan_events, LoanEvents, LoanEvent, LoanEvent, numbered [Loans: lender, loan_id as loan],
    keys [date: Day, kind: LoanEventKind, amount: Fen], contents [], absent [event_id], counted true
}

table! {
    loan_events_by_id, LoanEvents, LoanEvent, LoanEvent, numbered [Loans: lender, loan_id as loan],
    keys [event_id: &str], contents [date: Day, kind: LoanEventKind, amount: Fen], absent [], counted false
}

table! {
    loan_balances, LoanBalances, LoanBalance, LoanBalance, numbered [Loans: lender, loan_id as loan],
    keys [date: Day], contents [balance: Fen], absent [], counted false
}

table! {
    loan_classes, LoanClasses, LoanClass, LoanClass, numbered [Loans: lender, loan_id as loan],
    keys [date: Day], contents [class: LoanClassKind], absent [], counted false
}

table! {
    credit_lines, CreditLines, CreditLine, CreditLine, numbered [],
    keys [lender: &str, borrower: &str, granted: Day], contents [amount: Fen, expires: Option<Day>],
    absent [], counted false
}

table! {
    demands, Demands, Demand, Demand, numbered [], keys [demand_id: &str],
    contents [
        borrower: &str, date: Day, amount: Fen, qualifies: Option<bool>, outcome: Option<Outcome>, closed: Option<Day>,
    ],
    absent [], counted false
}

table! {
    guarantees, Guarantees, Guarantee, Guarantee, numbered [Guarantees: guarantor, guarantee_id as guarantee], keys [],
    contents [
        borrower: &str, lender: &str, loan_id: &str, amount: Fen, fee_rate: Ppm, start: Day, due: Day,
        reguaranteed: Option<Ppm>, counter_guarantee: &str,
    ],
    absent [], counted false
}

table! {
    guarantee_events, GuaranteeEvents, GuaranteeEvent, GuaranteeEvent,
    numbered [Guarantees: guarantor, guarantee_id as guarantee],
    keys [date: Day, kind: GuaranteeEventKind, amount: Fen], contents [], absent [event_id], counted true
}

table! {
    guarantee_events_by_id, GuaranteeEvents, GuaranteeEvent, GuaranteeEvent,
    numbered [Guarantees: guarantor, guarantee_id as guarantee],
    keys [event_id: &str], contents [date: Day, kind: GuaranteeEventKind, amount: Fen], absent [], counted false
}

table! {
    financings, Financings, Financing, Financing, numbered [], keys [issuer: &str, deal_id: &str],
    contents [kind: DealKind, stage: Option<DealStage>, date: Day, amount: Option<Fen>], absent [], counted false
}

table! {
    observations, Observations, Observation, Observation, numbered [],
    keys [indicator: &str, period: &str, org: &str, place: &str, source: &str],
    contents [from as from_day: Day, last as last_day: Day, value: Millionths], absent [], counted false
}

table! {
    claims, Claims, Claim, Claim, numbered [],
    keys [measure: &str, year: i32, beneficiary: &str, lender: &str, loan_id: &str], contents [amount: Fen],
    absent [], counted false
}

table! {
    lpr, Lpr, Lpr, Lpr, numbered [], keys [date: Day], contents [one_year: Ppm, five_year: Ppm],
    absent [], counted false
}

/// Every table of facts, in the order of the kinds.
pub(crate) static TABLES: [&Table; 16] = [
    &parties::TABLE,
    &organisations::TABLE,
    &loans::TABLE,
    &loan_events::TABLE,
    &loan_events_by_id::TABLE,
    &loan_balances::TABLE,
    &loan_classes::TABLE,
    &credit_lines::TABLE,
    &demands::TABLE,
    &guarantees::TABLE,
    &guarantee_events::TABLE,
    &guarantee_events_by_id::TABLE,
    &financings::TABLE,
    &observations::TABLE,
    &claims::TABLE,
    &lpr::TABLE,
];

/// The tables that keep a kind; where there are two, the second keeps the
/// events with an id.
pub(crate) fn tables_of(kind: Kind) -> impl Iterator<Item = &'static Table> {
    TABLES.iter().copied().filter(move |table| table.kind == kind)
}

/// Writes a row; tells which of its kind's tables it belongs to and where the key ends.
pub(crate) fn put(row: &Row<'_>, names: &mut LocalNames, out: &mut Encoder) -> (usize, usize) {
    match row {
        Row::Party(record) => (0, parties::put(record, names, out)),
        Row::Organisation(record) => (0, organisations::put(record, names, out)),
        Row::Loan(record) => (0, loans::put(record, names, out)),
        Row::LoanEvent(record) if record.event_id.is_empty() => (0, loan_events::put(record, names, out)),
        Row::LoanEvent(record) => (1, loan_events_by_id::put(record, names, out)),
        Row::LoanBalance(record) => (0, loan_balances::put(record, names, out)),
        Row::LoanClass(record) => (0, loan_classes::put(record, names, out)),
        Row::CreditLine(record) => (0, credit_lines::put(record, names, out)),
        Row::Demand(record) => (0, demands::put(record, names, out)),
        Row::Guarantee(record) => (0, guarantees::put(record, names, out)),
        Row::GuaranteeEvent(record) if record.event_id.is_empty() => (0, guarantee_events::put(record, names, out)),
        Row::GuaranteeEvent(record) => (1, guarantee_events_by_id::put(record, names, out)),
        Row::Financing(record) => (0, financings::put(record, names, out)),
        Row::Observation(record) => (0, observations::put(record, names, out)),
        Row::Claim(record) => (0, claims::put(record, names, out)),
        Row::Lpr(record) => (0, lpr::put(record, names, out)),
    }
}
