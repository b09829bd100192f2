//! Reads a case's tables into rows, plainly: only the forms that cases are
//! written in (ISO days, yuan, percent, English words). Independent of the
//! intake, so that the two can be compared.

use huigu_facts::{
    Claim, CreditLine, Demand, Financing, Guarantee, GuaranteeEvent, Loan, LoanBalance, LoanClass, LoanEvent, LoanForm,
    Lpr, Observation, Organisation, Party, Row, Vocabulary,
};
use huigu_quantity::{Day, Fen, MoneyUnit, Ppm, parse_decimal};

use super::Case;
use crate::books::Books;

impl Case {
    /// The rows of all its tables.
    ///
    /// # Errors
    /// The kind, the row and what is wrong with it.
    pub fn rows(&self) -> Result<Books, String> {
        let mut books = Books::default();
        for (kind, text) in &self.books {
            let mut lines = text.lines();
            let columns: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
            for line in lines {
                let cells = Cells { columns: &columns, cells: line.split(',').collect() };
                let row = cells.row(kind).map_err(|wrong| format!("{}: {kind}: {line}: {wrong}", self.name))?;
                books.push(row);
            }
        }
        Ok(books)
    }
}

/// One row's cells under their columns.
struct Cells<'a> {
    columns: &'a [&'a str],
    cells: Vec<&'a str>,
}

type Cell<T> = Result<T, String>;

impl<'a> Cells<'a> {
    /// A text; a column that is not there is empty.
    fn text(&self, column: &str) -> &'a str {
        let place = self.columns.iter().position(|name| *name == column);
        place.and_then(|place| self.cells.get(place)).copied().unwrap_or_default()
    }

    fn read<T>(&self, column: &str, read: impl Fn(&str) -> Option<T>) -> Cell<Option<T>> {
        match self.text(column) {
            "" => Ok(None),
            text => read(text).map(Some).ok_or_else(|| format!("{column} is {text}")),
        }
    }

    fn day(&self, column: &str) -> Cell<Option<Day>> {
        self.read(column, |text| Day::parse(text).ok())
    }

    fn yuan(&self, column: &str) -> Cell<Option<Fen>> {
        self.read(column, |text| Fen::parse(text, MoneyUnit::Yuan).ok())
    }

    fn wan(&self, column: &str) -> Cell<Option<Fen>> {
        self.read(column, |text| Fen::parse(text, MoneyUnit::WanYuan).ok())
    }

    fn percent(&self, column: &str) -> Cell<Option<Ppm>> {
        self.read(column, |text| Ppm::parse_percent(text).ok())
    }

    fn word<V: Vocabulary>(&self, column: &str) -> Cell<Option<V>> {
        self.read(column, V::parse)
    }

    fn truth(&self, column: &str) -> Cell<Option<bool>> {
        self.read(column, |text| text.parse().ok())
    }

    fn row(&self, kind: &str) -> Cell<Row<'a>> {
        Ok(match kind {
            "parties" => Row::Party(self.party()?),
            "organisations" => Row::Organisation(Organisation {
                org_id: self.text("org_id"),
                name: self.text("name"),
                kind: needed(self.word("kind"))?,
                in_district: self.truth("in_district")?.unwrap_or(true),
                policy: self.truth("policy")?.unwrap_or(false),
                books_from: self.day("books_from")?,
            }),
            "loans" => Row::Loan(self.loan()?),
            "loan_events" => Row::LoanEvent(LoanEvent {
                lender: self.text("lender"),
                loan_id: self.text("loan_id"),
                date: needed(self.day("date"))?,
                kind: needed(self.word("kind"))?,
                amount: needed(self.yuan("amount"))?,
                event_id: self.text("event_id"),
            }),
            "loan_balances" => Row::LoanBalance(LoanBalance {
                lender: self.text("lender"),
                loan_id: self.text("loan_id"),
                date: needed(self.day("date"))?,
                balance: needed(self.yuan("balance"))?,
            }),
            "loan_classes" => Row::LoanClass(LoanClass {
                lender: self.text("lender"),
                loan_id: self.text("loan_id"),
                date: needed(self.day("date"))?,
                class: needed(self.word("class"))?,
            }),
            "credit_lines" => Row::CreditLine(CreditLine {
                lender: self.text("lender"),
                borrower: self.text("borrower"),
                amount: needed(self.yuan("amount"))?,
                granted: needed(self.day("granted"))?,
                expires: self.day("expires")?,
            }),
            "demands" => Row::Demand(Demand {
                demand_id: self.text("demand_id"),
                borrower: self.text("borrower"),
                date: needed(self.day("date"))?,
                amount: needed(self.yuan("amount"))?,
                qualifies: self.truth("qualifies")?,
                outcome: self.word("outcome")?,
                closed: self.day("closed")?,
            }),
            "guarantees" => Row::Guarantee(self.guarantee()?),
            "guarantee_events" => Row::GuaranteeEvent(GuaranteeEvent {
                guarantor: self.text("guarantor"),
                guarantee_id: self.text("guarantee_id"),
                date: needed(self.day("date"))?,
                kind: needed(self.word("kind"))?,
                amount: needed(self.yuan("amount"))?,
                event_id: self.text("event_id"),
            }),
            "financings" => Row::Financing(Financing {
                issuer: self.text("issuer"),
                deal_id: self.text("deal_id"),
                kind: needed(self.word("kind"))?,
                stage: self.word("stage")?,
                date: needed(self.day("date"))?,
                amount: self.yuan("amount")?,
            }),
            "observations" => Row::Observation(self.observation()?),
            "claims" => Row::Claim(Claim {
                measure: self.text("measure"),
                year: needed(self.read("year", |text| text.parse().ok()))?,
                beneficiary: self.text("beneficiary"),
                amount: needed(self.yuan("amount"))?,
                lender: self.text("lender"),
                loan_id: self.text("loan_id"),
            }),
            _ => Row::Lpr(Lpr {
                date: needed(self.day("date"))?,
                one_year: needed(self.percent("one_year"))?,
                five_year: needed(self.percent("five_year"))?,
            }),
        })
    }

    fn party(&self) -> Cell<Party<'a>> {
        Ok(Party {
            party_id: self.text("party_id"),
            name: self.text("name"),
            kind: needed(self.word("kind"))?,
            ownership: self.word("ownership")?,
            industry: self.text("industry"),
            employees: self.read("employees", |text| text.parse().ok())?,
            revenue: self.wan("revenue_wan")?,
            assets: self.wan("assets_wan")?,
            scale: self.word("scale")?,
            established: self.day("established")?,
            town: self.text("town"),
            park: self.text("park"),
            in_district: self.truth("in_district")?.unwrap_or(true),
            dual_innovation_since: self.day("dual_innovation_since")?,
            dual_innovation_until: self.day("dual_innovation_until")?,
            technology: self.truth("technology")?.unwrap_or(false),
            agricultural: self.truth("agricultural")?.unwrap_or(false),
            valid_from: self.day("valid_from")?,
        })
    }

    fn loan(&self) -> Cell<Loan<'a>> {
        Ok(Loan {
            lender: self.text("lender"),
            loan_id: self.text("loan_id"),
            contract_id: self.text("contract_id"),
            borrower: self.text("borrower"),
            product: self.text("product"),
            form: self.word("form")?.unwrap_or(LoanForm::Loan),
            start: needed(self.day("start"))?,
            due: needed(self.day("due"))?,
            extended_to: self.day("extended_to")?,
            principal: needed(self.yuan("principal"))?,
            rate: self.percent("rate")?,
            rate_kind: self.word("rate_kind")?,
            security: needed(self.word("security"))?,
            collateral: self.word("collateral")?,
            credit_line: self.yuan("credit_line")?,
            purpose: self.word("purpose")?,
            first_loan: self.truth("first_loan")?,
            first_checked: self.day("first_checked")?,
            renewal_of: self.text("renewal_of"),
            guarantor: self.text("guarantor"),
            cooperation: self.word("cooperation")?,
            agricultural: self.truth("agricultural")?,
            support: self.word("support")?,
        })
    }

    fn guarantee(&self) -> Cell<Guarantee<'a>> {
        Ok(Guarantee {
            guarantor: self.text("guarantor"),
            guarantee_id: self.text("guarantee_id"),
            borrower: self.text("borrower"),
            lender: self.text("lender"),
            loan_id: self.text("loan_id"),
            amount: needed(self.yuan("amount"))?,
            fee_rate: needed(self.percent("fee_rate"))?,
            start: needed(self.day("start"))?,
            due: needed(self.day("due"))?,
            reguaranteed: self.percent("reguaranteed")?,
            counter_guarantee: self.text("counter_guarantee"),
        })
    }

    fn observation(&self) -> Cell<Observation<'a>> {
        let period = self.text("period");
        let (from, last) = first_and_last_day(period).ok_or_else(|| format!("period is {period}"))?;
        let value = self.read("value", |text| parse_decimal(text, 6).and_then(Result::ok));
        Ok(Observation {
            indicator: self.text("indicator"),
            period,
            from,
            last,
            value: needed(value)?,
            org: self.text("org"),
            place: self.text("place"),
            source: self.text("source"),
        })
    }
}

/// Of a cell that may not be empty.
fn needed<T>(cell: Cell<Option<T>>) -> Cell<T> {
    cell?.ok_or_else(|| "a required cell is empty".to_owned())
}

/// The days of `2021`, `2021-Q1` or `2021-06`.
fn first_and_last_day(period: &str) -> Option<(Day, Day)> {
    let (year, rest) = period.split_once('-').unwrap_or((period, ""));
    let year = year.parse().ok()?;
    let (first, last) = match (rest, rest.strip_prefix('Q')) {
        ("", _) => (1, 12),
        (_, Some(quarter)) => {
            let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
            (3 * quarter - 2, 3 * quarter)
        }
        (month, None) => (month.parse().ok()?, month.parse().ok()?),
    };
    Some((Day::from_ymd(year, first, 1)?, Day::from_ymd(year, last, 1)?.month_end()))
}
