//! A row as its columns read in the books: name and value, in the order of
//! the interface, so that two versions of a fact can be set side by side.

use std::fmt::Display;

use huigu_facts::{
    Claim, CreditLine, Demand, Financing, Guarantee, GuaranteeEvent, Loan, LoanBalance, LoanClass, LoanEvent,
    Observation, Organisation, Party, Row, Vocabulary,
};
use huigu_quantity::{Fen, Ppm};

/// The row's columns: name and value, empty where nothing was given.
#[must_use]
pub fn fields(row: &Row<'_>) -> Vec<(&'static str, String)> {
    match row {
        Row::Party(row) => party(row),
        Row::Organisation(row) => organisation(row),
        Row::Loan(row) => loan(row),
        Row::LoanEvent(row) => loan_event(row),
        Row::LoanBalance(LoanBalance { lender, loan_id, date, balance }) => {
            vec![say("lender", lender), say("loan_id", loan_id), say("date", date), say("balance", balance)]
        }
        Row::LoanClass(LoanClass { lender, loan_id, date, class }) => {
            vec![say("lender", lender), say("loan_id", loan_id), say("date", date), word("class", Some(*class))]
        }
        Row::CreditLine(row) => credit_line(row),
        Row::Demand(row) => demand(row),
        Row::Guarantee(row) => guarantee(row),
        Row::GuaranteeEvent(row) => guarantee_event(row),
        Row::Financing(row) => financing(row),
        Row::Observation(row) => observation(row),
        Row::Claim(row) => claim(row),
        Row::Lpr(row) => {
            vec![
                say("date", row.date),
                percent("one_year", Some(row.one_year)),
                percent("five_year", Some(row.five_year)),
            ]
        }
    }
}

type Field = (&'static str, String);

fn say(name: &'static str, value: impl Display) -> Field {
    (name, value.to_string())
}

fn maybe(name: &'static str, value: Option<impl Display>) -> Field {
    (name, value.map(|value| value.to_string()).unwrap_or_default())
}

fn word<V: Vocabulary>(name: &'static str, value: Option<V>) -> Field {
    (name, value.map(|word| word.code().to_owned()).unwrap_or_default())
}

/// A rate in percent, as the books write it.
fn percent(name: &'static str, value: Option<Ppm>) -> Field {
    // A percent is 10,000 parts per million, so four decimals are exact.
    let text = |rate: Ppm| {
        let sign = if rate.0 < 0 { "-" } else { "" };
        format!("{sign}{}.{:04}", rate.0.unsigned_abs() / 10_000, rate.0.unsigned_abs() % 10_000)
    };
    (name, value.map(text).unwrap_or_default())
}

/// A sum in 10,000 yuan, as the books write revenue and assets.
fn wan(name: &'static str, value: Option<Fen>) -> Field {
    let text = |sum: Fen| format!("{}.{:06}", sum.0 / 1_000_000, sum.0.unsigned_abs() % 1_000_000);
    (name, value.map(text).unwrap_or_default())
}

fn party(row: &Party<'_>) -> Vec<Field> {
    vec![
        say("party_id", row.party_id),
        say("name", row.name),
        word("kind", Some(row.kind)),
        word("ownership", row.ownership),
        say("industry", row.industry),
        maybe("employees", row.employees),
        wan("revenue_wan", row.revenue),
        wan("assets_wan", row.assets),
        word("scale", row.scale),
        maybe("established", row.established),
        say("town", row.town),
        say("park", row.park),
        say("in_district", row.in_district),
        maybe("dual_innovation_since", row.dual_innovation_since),
        maybe("dual_innovation_until", row.dual_innovation_until),
        say("technology", row.technology),
        say("agricultural", row.agricultural),
        maybe("valid_from", row.valid_from),
    ]
}

fn organisation(row: &Organisation<'_>) -> Vec<Field> {
    vec![
        say("org_id", row.org_id),
        say("name", row.name),
        word("kind", Some(row.kind)),
        say("in_district", row.in_district),
        say("policy", row.policy),
        maybe("books_from", row.books_from),
    ]
}

fn loan(row: &Loan<'_>) -> Vec<Field> {
    vec![
        say("lender", row.lender),
        say("loan_id", row.loan_id),
        say("contract_id", row.contract_id),
        say("borrower", row.borrower),
        say("product", row.product),
        word("form", Some(row.form)),
        say("start", row.start),
        say("due", row.due),
        maybe("extended_to", row.extended_to),
        say("principal", row.principal),
        percent("rate", row.rate),
        word("rate_kind", row.rate_kind),
        word("security", Some(row.security)),
        word("collateral", row.collateral),
        maybe("credit_line", row.credit_line),
        word("purpose", row.purpose),
        maybe("first_loan", row.first_loan),
        maybe("first_checked", row.first_checked),
        say("renewal_of", row.renewal_of),
        say("guarantor", row.guarantor),
        word("cooperation", row.cooperation),
        maybe("agricultural", row.agricultural),
        word("support", row.support),
    ]
}

fn loan_event(row: &LoanEvent<'_>) -> Vec<Field> {
    vec![
        say("lender", row.lender),
        say("loan_id", row.loan_id),
        say("date", row.date),
        word("kind", Some(row.kind)),
        say("amount", row.amount),
        say("event_id", row.event_id),
    ]
}

fn credit_line(row: &CreditLine<'_>) -> Vec<Field> {
    vec![
        say("lender", row.lender),
        say("borrower", row.borrower),
        say("amount", row.amount),
        say("granted", row.granted),
        maybe("expires", row.expires),
    ]
}

fn demand(row: &Demand<'_>) -> Vec<Field> {
    vec![
        say("demand_id", row.demand_id),
        say("borrower", row.borrower),
        say("date", row.date),
        say("amount", row.amount),
        maybe("qualifies", row.qualifies),
        word("outcome", row.outcome),
        maybe("closed", row.closed),
    ]
}

fn guarantee(row: &Guarantee<'_>) -> Vec<Field> {
    vec![
        say("guarantor", row.guarantor),
        say("guarantee_id", row.guarantee_id),
        say("borrower", row.borrower),
        say("lender", row.lender),
        say("loan_id", row.loan_id),
        say("amount", row.amount),
        percent("fee_rate", Some(row.fee_rate)),
        say("start", row.start),
        say("due", row.due),
        percent("reguaranteed", row.reguaranteed),
        say("counter_guarantee", row.counter_guarantee),
    ]
}

fn guarantee_event(row: &GuaranteeEvent<'_>) -> Vec<Field> {
    vec![
        say("guarantor", row.guarantor),
        say("guarantee_id", row.guarantee_id),
        say("date", row.date),
        word("kind", Some(row.kind)),
        say("amount", row.amount),
        say("event_id", row.event_id),
    ]
}

fn financing(row: &Financing<'_>) -> Vec<Field> {
    vec![
        say("issuer", row.issuer),
        say("deal_id", row.deal_id),
        word("kind", Some(row.kind)),
        word("stage", row.stage),
        say("date", row.date),
        maybe("amount", row.amount),
    ]
}

fn observation(row: &Observation<'_>) -> Vec<Field> {
    let sign = if row.value < 0 { "-" } else { "" };
    let value = row.value.unsigned_abs();
    vec![
        say("indicator", row.indicator),
        say("period", row.period),
        say("value", format!("{sign}{}.{:06}", value / 1_000_000, value % 1_000_000)),
        say("org", row.org),
        say("place", row.place),
        say("source", row.source),
    ]
}

fn claim(row: &Claim<'_>) -> Vec<Field> {
    vec![
        say("measure", row.measure),
        say("year", row.year),
        say("beneficiary", row.beneficiary),
        say("amount", row.amount),
        say("lender", row.lender),
        say("loan_id", row.loan_id),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use huigu_facts::{Kind, Lpr};
    use huigu_quantity::Day;

    #[test]
    fn figures_read_as_in_the_books() {
        let row = Row::Lpr(Lpr { date: Day(18_701), one_year: Ppm(38_500), five_year: Ppm(46_500) });
        let names: Vec<&str> = fields(&row).iter().map(|(name, _)| *name).collect();
        assert_eq!(names, Kind::Lpr.columns().iter().map(|column| column.name).collect::<Vec<_>>());
        assert_eq!(fields(&row)[1].1, "3.8500");
        assert_eq!(wan("revenue_wan", Some(Fen(1_234_567))).1, "1.234567");
    }
}
