//! From a row's cells to the record of its book: one function a kind, every
//! column read (so that every fault of a row is told), then the few checks
//! that need no other row.

use huigu_facts::{
    Claim, Code, CreditLine, DealKind, Demand, Financing, Guarantee, GuaranteeEvent, Kind, Loan, LoanBalance,
    LoanClass, LoanEvent, LoanEventKind, LoanForm, Lpr, Observation, Organisation, Party, PartyKind, Row,
    credit_code_check, is_credit_code, is_person_id, looks_like_credit_code,
};
use huigu_quantity::Fen;

use crate::cell::Cells;
use crate::reader::{At, RowReader};
use crate::value;

macro_rules! at {
    ($kind:ident, $name:literal) => {
        const { At::of(Kind::$kind, $name) }
    };
}

/// The row of the reader's kind; `None` when anything in it was refused.
#[inline]
pub(crate) fn row<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<Row<'r>> {
    let row = match r.layout.kind {
        Kind::Parties => party(r).map(Row::Party),
        Kind::Organisations => organisation(r).map(Row::Organisation),
        Kind::Loans => loan(r).map(Row::Loan),
        Kind::LoanEvents => loan_event(r).map(Row::LoanEvent),
        Kind::LoanBalances => loan_balance(r).map(Row::LoanBalance),
        Kind::LoanClasses => loan_class(r).map(Row::LoanClass),
        Kind::CreditLines => credit_line(r).map(Row::CreditLine),
        Kind::Demands => demand(r).map(Row::Demand),
        Kind::Guarantees => guarantee(r).map(Row::Guarantee),
        Kind::GuaranteeEvents => guarantee_event(r).map(Row::GuaranteeEvent),
        Kind::Financings => financing(r).map(Row::Financing),
        Kind::Observations => observation(r).map(Row::Observation),
        Kind::Claims => claim(r).map(Row::Claim),
        Kind::Lpr => lpr(r).map(Row::Lpr),
    };
    row.filter(|_| r.clean)
}

fn party<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<Party<'r>> {
    let party_id = r.id(at!(Parties, "party_id"));
    let name = r.text(at!(Parties, "name"));
    let kind = r.word(at!(Parties, "kind"));
    check_party_id(r, party_id, kind);
    let ownership = r.word(at!(Parties, "ownership"));
    let industry = r.industry(at!(Parties, "industry"));
    let employees = r.count(at!(Parties, "employees"));
    let revenue = r.money(at!(Parties, "revenue_wan"));
    let assets = r.money(at!(Parties, "assets_wan"));
    let scale = r.word(at!(Parties, "scale"));
    let established = r.date(at!(Parties, "established"));
    let town = r.text(at!(Parties, "town"));
    let park = r.text(at!(Parties, "park"));
    let in_district = r.boolean(at!(Parties, "in_district"));
    let since = r.date(at!(Parties, "dual_innovation_since"));
    let until = r.date(at!(Parties, "dual_innovation_until"));
    let technology = r.boolean(at!(Parties, "technology"));
    let agricultural = r.boolean(at!(Parties, "agricultural"));
    let valid_from = r.date(at!(Parties, "valid_from"));
    r.ends_after(at!(Parties, "dual_innovation_until"), until, since);
    if until.is_some() && since.is_none() && r.clean {
        r.refuse(at!(Parties, "dual_innovation_until"), Code::EndWithoutBeginning, String::new());
    }
    Some(Party {
        party_id: party_id?,
        name: name?,
        kind: kind?,
        ownership,
        industry: industry.unwrap_or(""),
        employees,
        revenue,
        assets,
        scale,
        established,
        town: town.unwrap_or(""),
        park: park.unwrap_or(""),
        in_district: in_district.unwrap_or(true),
        dual_innovation_since: since,
        dual_innovation_until: until,
        technology: technology.unwrap_or(false),
        agricultural: agricultural.unwrap_or(false),
        valid_from,
    })
}

/// An id that is meant as a credit code has the right check character. People
/// may have any id, and the owner of an individual business a person's.
fn check_party_id<C: Cells>(r: &mut RowReader<'_, C>, party_id: Option<&str>, kind: Option<PartyKind>) {
    let (Some(id), Some(kind)) = (party_id, kind) else { return };
    let any_id = match kind {
        PartyKind::Individual => true,
        PartyKind::IndividualBusiness => is_person_id(id),
        PartyKind::Enterprise | PartyKind::Cooperative => false,
    };
    if !any_id && looks_like_credit_code(id) && !is_credit_code(id) {
        let expected = credit_code_check(id).map_or(String::new(), |check| format!("…{check}"));
        r.refuse(at!(Parties, "party_id"), Code::BadCreditCode, expected);
    }
}

fn organisation<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<Organisation<'r>> {
    let org_id = r.id(at!(Organisations, "org_id"));
    let name = r.text(at!(Organisations, "name"));
    let kind = r.word(at!(Organisations, "kind"));
    let in_district = r.boolean(at!(Organisations, "in_district"));
    let policy = r.boolean(at!(Organisations, "policy"));
    let books_from = r.date(at!(Organisations, "books_from"));
    Some(Organisation {
        org_id: org_id?,
        name: name?,
        kind: kind?,
        in_district: in_district.unwrap_or(true),
        policy: policy.unwrap_or(false),
        books_from,
    })
}

fn loan<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<Loan<'r>> {
    let lender = r.id(at!(Loans, "lender"));
    let loan_id = r.id(at!(Loans, "loan_id"));
    let contract_id = r.id(at!(Loans, "contract_id"));
    let borrower = r.id(at!(Loans, "borrower"));
    let product = r.id(at!(Loans, "product"));
    let form = r.word(at!(Loans, "form"));
    let start = r.date(at!(Loans, "start"));
    let due = r.date(at!(Loans, "due"));
    r.due_from(at!(Loans, "due"), due, start);
    let extended_to = r.date(at!(Loans, "extended_to"));
    let principal = r.money(at!(Loans, "principal"));
    let rate = r.percent(at!(Loans, "rate"));
    let rate_kind = r.word(at!(Loans, "rate_kind"));
    let security = r.word(at!(Loans, "security"));
    let collateral = r.word(at!(Loans, "collateral"));
    let credit_line = r.money(at!(Loans, "credit_line"));
    let purpose = r.word(at!(Loans, "purpose"));
    let first_loan = r.boolean(at!(Loans, "first_loan"));
    let first_checked = r.date(at!(Loans, "first_checked"));
    let renewal_of = r.id(at!(Loans, "renewal_of"));
    let guarantor = r.id(at!(Loans, "guarantor"));
    let cooperation = r.word(at!(Loans, "cooperation"));
    let agricultural = r.boolean(at!(Loans, "agricultural"));
    let support = r.word(at!(Loans, "support"));
    Some(Loan {
        lender: lender?,
        loan_id: loan_id?,
        contract_id: contract_id.unwrap_or(""),
        borrower: borrower?,
        product: product.unwrap_or(""),
        form: form.unwrap_or(LoanForm::Loan),
        start: start?,
        due: due?,
        extended_to,
        principal: principal?,
        rate,
        rate_kind,
        security: security?,
        collateral,
        credit_line,
        purpose,
        first_loan,
        first_checked,
        renewal_of: renewal_of.unwrap_or(""),
        guarantor: guarantor.unwrap_or(""),
        cooperation,
        agricultural,
        support,
    })
}

#[inline]
fn loan_event<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<LoanEvent<'r>> {
    let lender = r.id(at!(LoanEvents, "lender"));
    let loan_id = r.id(at!(LoanEvents, "loan_id"));
    let date = r.date(at!(LoanEvents, "date"));
    let kind = r.word(at!(LoanEvents, "kind"));
    let amount = r.money(at!(LoanEvents, "amount"));
    let event_id = r.id(at!(LoanEvents, "event_id"));
    if let (Some(kind), Some(amount)) = (kind, amount)
        && kind != LoanEventKind::Adjust
        && amount <= Fen::ZERO
    {
        r.refuse(at!(LoanEvents, "amount"), Code::NotPositive, value::pattern(Code::NotPositive).to_owned());
    }
    Some(LoanEvent {
        lender: lender?,
        loan_id: loan_id?,
        date: date?,
        kind: kind?,
        amount: amount?,
        event_id: event_id.unwrap_or(""),
    })
}

fn loan_balance<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<LoanBalance<'r>> {
    let lender = r.id(at!(LoanBalances, "lender"));
    let loan_id = r.id(at!(LoanBalances, "loan_id"));
    let date = r.date(at!(LoanBalances, "date"));
    let balance = r.money(at!(LoanBalances, "balance"));
    Some(LoanBalance { lender: lender?, loan_id: loan_id?, date: date?, balance: balance? })
}

fn loan_class<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<LoanClass<'r>> {
    let lender = r.id(at!(LoanClasses, "lender"));
    let loan_id = r.id(at!(LoanClasses, "loan_id"));
    let date = r.date(at!(LoanClasses, "date"));
    let class = r.word(at!(LoanClasses, "class"));
    Some(LoanClass { lender: lender?, loan_id: loan_id?, date: date?, class: class? })
}

fn credit_line<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<CreditLine<'r>> {
    let lender = r.id(at!(CreditLines, "lender"));
    let borrower = r.id(at!(CreditLines, "borrower"));
    let amount = r.money(at!(CreditLines, "amount"));
    let granted = r.date(at!(CreditLines, "granted"));
    let expires = r.date(at!(CreditLines, "expires"));
    r.ends_after(at!(CreditLines, "expires"), expires, granted);
    Some(CreditLine { lender: lender?, borrower: borrower?, amount: amount?, granted: granted?, expires })
}

fn demand<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<Demand<'r>> {
    let demand_id = r.id(at!(Demands, "demand_id"));
    let borrower = r.id(at!(Demands, "borrower"));
    let date = r.date(at!(Demands, "date"));
    let amount = r.money(at!(Demands, "amount"));
    let qualifies = r.boolean(at!(Demands, "qualifies"));
    let outcome = r.word(at!(Demands, "outcome"));
    let closed = r.date(at!(Demands, "closed"));
    Some(Demand {
        demand_id: demand_id?,
        borrower: borrower?,
        date: date?,
        amount: amount?,
        qualifies,
        outcome,
        closed,
    })
}

fn guarantee<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<Guarantee<'r>> {
    let guarantor = r.id(at!(Guarantees, "guarantor"));
    let guarantee_id = r.id(at!(Guarantees, "guarantee_id"));
    let borrower = r.id(at!(Guarantees, "borrower"));
    let lender = r.id(at!(Guarantees, "lender"));
    let loan_id = r.id(at!(Guarantees, "loan_id"));
    let amount = r.money(at!(Guarantees, "amount"));
    let fee_rate = r.percent(at!(Guarantees, "fee_rate"));
    let start = r.date(at!(Guarantees, "start"));
    let due = r.date(at!(Guarantees, "due"));
    r.due_from(at!(Guarantees, "due"), due, start);
    let reguaranteed = r.percent(at!(Guarantees, "reguaranteed"));
    let counter_guarantee = r.text(at!(Guarantees, "counter_guarantee"));
    Some(Guarantee {
        guarantor: guarantor?,
        guarantee_id: guarantee_id?,
        borrower: borrower?,
        lender: lender?,
        loan_id: loan_id.unwrap_or(""),
        amount: amount?,
        fee_rate: fee_rate?,
        start: start?,
        due: due?,
        reguaranteed,
        counter_guarantee: counter_guarantee.unwrap_or(""),
    })
}

fn guarantee_event<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<GuaranteeEvent<'r>> {
    let guarantor = r.id(at!(GuaranteeEvents, "guarantor"));
    let guarantee_id = r.id(at!(GuaranteeEvents, "guarantee_id"));
    let date = r.date(at!(GuaranteeEvents, "date"));
    let kind = r.word(at!(GuaranteeEvents, "kind"));
    let amount = r.money(at!(GuaranteeEvents, "amount"));
    let event_id = r.id(at!(GuaranteeEvents, "event_id"));
    Some(GuaranteeEvent {
        guarantor: guarantor?,
        guarantee_id: guarantee_id?,
        date: date?,
        kind: kind?,
        amount: amount?,
        event_id: event_id.unwrap_or(""),
    })
}

fn financing<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<Financing<'r>> {
    let issuer = r.id(at!(Financings, "issuer"));
    let deal_id = r.id(at!(Financings, "deal_id"));
    let kind = r.word(at!(Financings, "kind"));
    let stage = r.word(at!(Financings, "stage"));
    let date = r.date(at!(Financings, "date"));
    let clean_before = r.clean;
    let amount = r.money(at!(Financings, "amount"));
    let refused = clean_before && !r.clean;
    let raises = matches!(kind, Some(DealKind::Bond | DealKind::Convertible | DealKind::DebtInstrument));
    if raises && amount.is_none() && !refused {
        r.refuse(at!(Financings, "amount"), Code::MissingValue, String::new());
    }
    Some(Financing { issuer: issuer?, deal_id: deal_id?, kind: kind?, stage, date: date?, amount })
}

fn observation<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<Observation<'r>> {
    let indicator = r.id(at!(Observations, "indicator"));
    let period = r.period(at!(Observations, "period"));
    let value = r.decimal(at!(Observations, "value"));
    let org = r.id(at!(Observations, "org"));
    let place = r.text(at!(Observations, "place"));
    let source = r.text(at!(Observations, "source"));
    let (period, from, last) = period?;
    Some(Observation {
        indicator: indicator?,
        period,
        from,
        last,
        value: value?,
        org: org.unwrap_or(""),
        place: place.unwrap_or(""),
        source: source.unwrap_or(""),
    })
}

fn claim<'r, C: Cells>(r: &mut RowReader<'r, C>) -> Option<Claim<'r>> {
    let measure = r.id(at!(Claims, "measure"));
    let year = r.year(at!(Claims, "year"));
    let beneficiary = r.id(at!(Claims, "beneficiary"));
    let amount = r.money(at!(Claims, "amount"));
    let lender = r.id(at!(Claims, "lender"));
    let loan_id = r.id(at!(Claims, "loan_id"));
    Some(Claim {
        measure: measure?,
        year: year?,
        beneficiary: beneficiary?,
        amount: amount?,
        lender: lender.unwrap_or(""),
        loan_id: loan_id.unwrap_or(""),
    })
}

fn lpr<C: Cells>(r: &mut RowReader<'_, C>) -> Option<Lpr> {
    let date = r.date(at!(Lpr, "date"));
    let one_year = r.percent(at!(Lpr, "one_year"));
    let five_year = r.percent(at!(Lpr, "five_year"));
    Some(Lpr { date: date?, one_year: one_year?, five_year: five_year? })
}
