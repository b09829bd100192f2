//! Rows as CSV: UTF-8, the canonical columns in their order, every word by its code, money in yuan
//! with two decimals, rates in percent, empty for what is not given.

use std::io::{self, Write};

use huigu_facts::{
    Claim, CreditLine, Demand, Financing, Guarantee, GuaranteeEvent, Kind, Loan, LoanBalance, LoanClass, LoanEvent,
    Lpr, Observation, Organisation, Party, Row, Vocabulary,
};
use huigu_quantity::{Day, Fen, Ppm};

use crate::party::WAN;

/// A CSV file of one kind of book.
pub struct TextBook<W: Write> {
    csv: csv::Writer<W>,
    cell: Vec<u8>,
}

impl<W: Write> TextBook<W> {
    /// Begins a file with its header.
    ///
    /// # Errors
    /// Whatever keeps `file` from being written, as below.
    pub fn begin(kind: Kind, file: W) -> io::Result<Self> {
        let mut csv = csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(file);
        csv.write_record(kind.columns().iter().map(|column| column.name)).map_err(io::Error::from)?;
        Ok(Self { csv, cell: Vec::new() })
    }

    /// Writes a row, which must be of the file's kind.
    ///
    /// # Errors
    /// As [`TextBook::begin`].
    pub fn put(&mut self, row: &Row<'_>) -> io::Result<()> {
        match row {
            Row::Party(row) => self.party(row),
            Row::Organisation(row) => self.organisation(row),
            Row::Loan(row) => self.loan(row),
            Row::LoanEvent(row) => self.loan_event(row),
            Row::LoanBalance(row) => self.loan_balance(row),
            Row::LoanClass(row) => self.loan_class(row),
            Row::CreditLine(row) => self.credit_line(row),
            Row::Demand(row) => self.demand(row),
            Row::Guarantee(row) => self.guarantee(row),
            Row::GuaranteeEvent(row) => self.guarantee_event(row),
            Row::Financing(row) => self.financing(row),
            Row::Observation(row) => self.observation(row),
            Row::Claim(row) => self.claim(row),
            Row::Lpr(row) => self.lpr(row),
        }?;
        self.csv.write_record(None::<&[u8]>).map_err(io::Error::from)
    }

    /// Writes out what is left.
    ///
    /// # Errors
    /// As [`TextBook::begin`].
    pub fn end(self) -> io::Result<W> {
        self.csv.into_inner().map_err(|error| io::Error::new(error.error().kind(), error.to_string()))
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.csv.write_field(text).map_err(io::Error::from)
    }

    fn word<V: Vocabulary>(&mut self, word: Option<V>) -> io::Result<()> {
        self.text(word.map_or("", V::code))
    }

    fn flag(&mut self, flag: Option<bool>) -> io::Result<()> {
        self.text(flag.map_or("", |flag| if flag { "true" } else { "false" }))
    }

    /// Writes a cell that has to be made; empty when `value` is `None`.
    fn made<T>(&mut self, value: Option<T>, make: impl FnOnce(&mut Vec<u8>, T) -> io::Result<()>) -> io::Result<()> {
        self.cell.clear();
        if let Some(value) = value {
            make(&mut self.cell, value)?;
        }
        self.csv.write_field(&self.cell).map_err(io::Error::from)
    }

    fn day(&mut self, day: impl Into<Option<Day>>) -> io::Result<()> {
        self.made(day.into(), |cell, day| {
            let (year, month, day) = day.ymd();
            write!(cell, "{year:04}-{month:02}-{day:02}")
        })
    }

    fn money(&mut self, fen: impl Into<Option<Fen>>) -> io::Result<()> {
        self.made(fen.into(), |cell, fen| {
            let sign = if fen.0 < 0 { "-" } else { "" };
            let fen = fen.0.unsigned_abs();
            write!(cell, "{sign}{}.{:02}", fen / 100, fen % 100)
        })
    }

    /// Percent, from parts per million.
    fn percent(&mut self, rate: impl Into<Option<Ppm>>) -> io::Result<()> {
        self.made(rate.into(), |cell, rate| decimal(cell, i128::from(rate.0), 4))
    }

    fn number(&mut self, number: Option<i64>) -> io::Result<()> {
        self.made(number, |cell, number| write!(cell, "{number}"))
    }

    /// Tens of thousands of yuan, from fen.
    fn wan(&mut self, fen: Option<Fen>) -> io::Result<()> {
        self.made(fen, |cell, fen| {
            // The figures of parties are whole tens of thousands.
            debug_assert_eq!(fen.0 % WAN, 0);
            write!(cell, "{}", fen.0 / WAN)
        })
    }

    fn party(&mut self, row: &Party<'_>) -> io::Result<()> {
        self.text(row.party_id)?;
        self.text(row.name)?;
        self.word(Some(row.kind))?;
        self.word(row.ownership)?;
        self.text(row.industry)?;
        self.number(row.employees)?;
        self.wan(row.revenue)?;
        self.wan(row.assets)?;
        self.word(row.scale)?;
        self.day(row.established)?;
        self.text(row.town)?;
        self.text(row.park)?;
        self.flag(Some(row.in_district))?;
        self.day(row.dual_innovation_since)?;
        self.day(row.dual_innovation_until)?;
        self.flag(Some(row.technology))?;
        self.flag(Some(row.agricultural))?;
        self.day(row.valid_from)
    }

    fn organisation(&mut self, row: &Organisation<'_>) -> io::Result<()> {
        self.text(row.org_id)?;
        self.text(row.name)?;
        self.word(Some(row.kind))?;
        self.flag(Some(row.in_district))?;
        self.flag(row.policy.then_some(true))?;
        self.day(row.books_from)
    }

    fn loan(&mut self, row: &Loan<'_>) -> io::Result<()> {
        self.text(row.lender)?;
        self.text(row.loan_id)?;
        self.text(row.contract_id)?;
        self.text(row.borrower)?;
        self.text(row.product)?;
        self.word(Some(row.form))?;
        self.day(row.start)?;
        self.day(row.due)?;
        self.day(row.extended_to)?;
        self.money(row.principal)?;
        self.percent(row.rate)?;
        self.word(row.rate_kind)?;
        self.word(Some(row.security))?;
        self.word(row.collateral)?;
        self.money(row.credit_line)?;
        self.word(row.purpose)?;
        self.flag(row.first_loan)?;
        self.day(row.first_checked)?;
        self.text(row.renewal_of)?;
        self.text(row.guarantor)?;
        self.word(row.cooperation)?;
        self.flag(row.agricultural)?;
        self.word(row.support)
    }

    fn loan_event(&mut self, row: &LoanEvent<'_>) -> io::Result<()> {
        self.text(row.lender)?;
        self.text(row.loan_id)?;
        self.day(row.date)?;
        self.word(Some(row.kind))?;
        self.money(row.amount)?;
        self.text(row.event_id)
    }

    fn loan_balance(&mut self, row: &LoanBalance<'_>) -> io::Result<()> {
        self.text(row.lender)?;
        self.text(row.loan_id)?;
        self.day(row.date)?;
        self.money(row.balance)
    }

    fn loan_class(&mut self, row: &LoanClass<'_>) -> io::Result<()> {
        self.text(row.lender)?;
        self.text(row.loan_id)?;
        self.day(row.date)?;
        self.word(Some(row.class))
    }

    fn credit_line(&mut self, row: &CreditLine<'_>) -> io::Result<()> {
        self.text(row.lender)?;
        self.text(row.borrower)?;
        self.money(row.amount)?;
        self.day(row.granted)?;
        self.day(row.expires)
    }

    fn demand(&mut self, row: &Demand<'_>) -> io::Result<()> {
        self.text(row.demand_id)?;
        self.text(row.borrower)?;
        self.day(row.date)?;
        self.money(row.amount)?;
        self.flag(row.qualifies)?;
        self.word(row.outcome)?;
        self.day(row.closed)
    }

    fn guarantee(&mut self, row: &Guarantee<'_>) -> io::Result<()> {
        self.text(row.guarantor)?;
        self.text(row.guarantee_id)?;
        self.text(row.borrower)?;
        self.text(row.lender)?;
        self.text(row.loan_id)?;
        self.money(row.amount)?;
        self.percent(row.fee_rate)?;
        self.day(row.start)?;
        self.day(row.due)?;
        self.percent(row.reguaranteed)?;
        self.text(row.counter_guarantee)
    }

    fn guarantee_event(&mut self, row: &GuaranteeEvent<'_>) -> io::Result<()> {
        self.text(row.guarantor)?;
        self.text(row.guarantee_id)?;
        self.day(row.date)?;
        self.word(Some(row.kind))?;
        self.money(row.amount)?;
        self.text(row.event_id)
    }

    fn financing(&mut self, row: &Financing<'_>) -> io::Result<()> {
        self.text(row.issuer)?;
        self.text(row.deal_id)?;
        self.word(Some(row.kind))?;
        self.word(row.stage)?;
        self.day(row.date)?;
        self.money(row.amount)
    }

    fn observation(&mut self, row: &Observation<'_>) -> io::Result<()> {
        self.text(row.indicator)?;
        self.text(row.period)?;
        self.made(Some(row.value), |cell, value| decimal(cell, value, 6))?;
        self.text(row.org)?;
        self.text(row.place)?;
        self.text(row.source)
    }

    fn claim(&mut self, row: &Claim<'_>) -> io::Result<()> {
        self.text(row.measure)?;
        self.number(Some(i64::from(row.year)))?;
        self.text(row.beneficiary)?;
        self.money(row.amount)?;
        self.text(row.lender)?;
        self.text(row.loan_id)
    }

    fn lpr(&mut self, row: &Lpr) -> io::Result<()> {
        self.day(row.date)?;
        self.percent(row.one_year)?;
        self.percent(row.five_year)
    }
}

/// Writes an integer of `10^-places` as a decimal number without trailing zeros.
fn decimal(cell: &mut Vec<u8>, value: i128, places: u32) -> io::Result<()> {
    let sign = if value < 0 { "-" } else { "" };
    let (value, unit) = (value.unsigned_abs(), 10u128.pow(places));
    write!(cell, "{sign}{}", value / unit)?;
    let mut rest = value % unit;
    if rest == 0 {
        return Ok(());
    }
    let mut width = places as usize;
    while rest % 10 == 0 {
        rest /= 10;
        width -= 1;
    }
    write!(cell, ".{rest:0width$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_as_short_as_it_can_be() {
        for (value, places, text) in [
            (38_500, 4, "3.85"),
            (400_000, 4, "40"),
            (5, 4, "0.0005"),
            (-1_230_000, 6, "-1.23"),
            (0, 6, "0"),
            (1, 6, "0.000001"),
        ] {
            let mut cell = Vec::new();
            decimal(&mut cell, value, places).unwrap();
            assert_eq!(String::from_utf8(cell).unwrap(), text);
        }
    }
}
