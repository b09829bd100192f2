//! Rows for the cases: of every kind, with everything given and with as little
//! as may be, and the extremes of every type.

use huigu_facts::{
    Claim, Collateral, Cooperation, CreditLine, DealKind, DealStage, Demand, Financing, Guarantee, GuaranteeEvent,
    GuaranteeEventKind, Kind, Loan, LoanBalance, LoanClass, LoanClassKind, LoanEvent, LoanEventKind, LoanForm, Lpr,
    Observation, Organisation, OrganisationKind, Outcome, Ownership, Party, PartyKind, Purpose, RateKind,
    ReportingPeriod, Row, Scale, Security, Support,
};
use huigu_quantity::{Day, Fen, Ppm};

/// A text with all that SQL, CSV or a terminal could trip over.
const ODD: &str = "甲\"'\\;--%_$1?1{text}\t\r\n\u{1f4b0}\u{10ffff}é";

const MOST: Fen = Fen(i64::MAX);
const LEAST: Fen = Fen(i64::MIN);

pub fn party(party_id: &'static str, name: &'static str) -> Party<'static> {
    Party {
        party_id,
        name,
        kind: PartyKind::Enterprise,
        ownership: None,
        industry: "",
        employees: None,
        revenue: None,
        assets: None,
        scale: None,
        established: None,
        town: "",
        park: "",
        in_district: true,
        dual_innovation_since: None,
        dual_innovation_until: None,
        technology: false,
        agricultural: false,
        valid_from: None,
    }
}

fn parties() -> Vec<Row<'static>> {
    let full = Party {
        kind: PartyKind::Cooperative,
        ownership: Some(Ownership::Foreign),
        industry: "C1311",
        employees: Some(i64::MAX),
        revenue: Some(MOST),
        assets: Some(LEAST),
        scale: Some(Scale::Micro),
        established: Some(Day(-1)),
        town: ODD,
        park: ODD,
        in_district: false,
        dual_innovation_since: Some(Day::FIRST),
        dual_innovation_until: Some(Day::LAST),
        technology: true,
        agricultural: true,
        valid_from: Some(Day::FIRST),
        ..party("p", ODD)
    };
    let later = Party { valid_from: Some(Day::LAST), employees: Some(0), ..full };
    [party("p", "first"), full, later, party("", ""), party(ODD, "odd"), party("p0", "longer id")]
        .map(Row::Party)
        .into()
}

fn organisations() -> Vec<Row<'static>> {
    let bare = Organisation {
        org_id: "a",
        name: "A",
        kind: OrganisationKind::Bank,
        in_district: true,
        policy: false,
        books_from: None,
    };
    let kind = OrganisationKind::Community;
    let full =
        Organisation { org_id: ODD, name: ODD, kind, in_district: false, policy: true, books_from: Some(Day(1)) };
    [bare, full].map(Row::Organisation).into()
}

pub fn loan(lender: &'static str, loan_id: &'static str, principal: i64) -> Loan<'static> {
    Loan {
        lender,
        loan_id,
        borrower: "p",
        start: Day(18_700),
        due: Day(19_000),
        principal: Fen(principal),
        ..Loan::BLANK
    }
}

fn loans() -> Vec<Row<'static>> {
    let full = Loan {
        contract_id: ODD,
        borrower: ODD,
        product: "a-product",
        form: LoanForm::Overdraft,
        start: Day::FIRST,
        due: Day::LAST,
        extended_to: Some(Day::LAST),
        rate: Some(Ppm(-1)),
        rate_kind: Some(RateKind::Floating),
        security: Security::Pledged,
        collateral: Some(Collateral::Other),
        credit_line: Some(Fen::ZERO),
        purpose: Some(Purpose::Other),
        first_loan: Some(false),
        first_checked: Some(Day(18_699)),
        renewal_of: ODD,
        guarantor: "g",
        cooperation: Some(Cooperation::Insurance),
        agricultural: Some(true),
        support: Some(Support::Deferral),
        ..loan("b", ODD, i64::MAX)
    };
    // Pairs that only the border between owner and id tells apart.
    let pairs = [loan("a", "12", 1), loan("a1", "2", 2), loan("", "a12", 3), loan("b", "", 4)];
    pairs.into_iter().chain([full]).map(Row::Loan).collect()
}

pub fn event(loan_id: &'static str, date: i32, amount: i64, event_id: &'static str) -> Row<'static> {
    Row::LoanEvent(LoanEvent {
        lender: "a",
        loan_id,
        date: Day(date),
        kind: LoanEventKind::Disburse,
        amount: Fen(amount),
        event_id,
    })
}

fn loan_events() -> Vec<Row<'static>> {
    let adjust =
        LoanEvent { lender: "b", loan_id: ODD, date: Day(5), kind: LoanEventKind::Adjust, amount: LEAST, event_id: "" };
    vec![
        event("12", 18_701, 500, ""),
        event("12", 18_701, 500, ""),
        event("12", 18_701, 500, "x"),
        event("12", 18_700, i64::MAX, ""),
        event("1", 18_701, 500, "x"),
        Row::LoanEvent(adjust),
        Row::LoanEvent(LoanEvent { kind: LoanEventKind::WriteOff, event_id: ODD, ..adjust }),
    ]
}

pub fn demand(demand_id: &str, amount: i64) -> Row<'_> {
    Row::Demand(Demand {
        demand_id,
        borrower: "p",
        date: Day(18_800),
        amount: Fen(amount),
        qualifies: None,
        outcome: None,
        closed: None,
    })
}

fn guarantee_events() -> Vec<Row<'static>> {
    let one = GuaranteeEvent {
        guarantor: "g",
        guarantee_id: "1",
        date: Day(18_701),
        kind: GuaranteeEventKind::TakeOn,
        amount: Fen(1),
        event_id: "",
    };
    let other = GuaranteeEvent { kind: GuaranteeEventKind::Recover, amount: MOST, event_id: ODD, ..one };
    [one, one, other].map(Row::GuaranteeEvent).into()
}

pub fn guarantee(guarantor: &'static str, guarantee_id: &'static str) -> Guarantee<'static> {
    Guarantee {
        guarantor,
        guarantee_id,
        borrower: "p",
        lender: "a",
        loan_id: "",
        amount: Fen(1),
        fee_rate: Ppm(0),
        start: Day(1),
        due: Day(2),
        reguaranteed: None,
        counter_guarantee: "",
    }
}

fn guarantees() -> Vec<Row<'static>> {
    let bare = guarantee("g", "1");
    let share = Some(Ppm(i64::MAX));
    let full = Guarantee { guarantee_id: ODD, loan_id: ODD, reguaranteed: share, counter_guarantee: ODD, ..bare };
    [bare, full].map(Row::Guarantee).into()
}

fn financings() -> Vec<Row<'static>> {
    let bare =
        Financing { issuer: "p", deal_id: "1", kind: DealKind::Listing, stage: None, date: Day(18_900), amount: None };
    let (kind, stage) = (DealKind::CrossBorder, Some(DealStage::Listed));
    [bare, Financing { deal_id: "2", kind, stage, amount: Some(MOST), ..bare }].map(Row::Financing).into()
}

pub fn observation(period: &'static str, value: i128) -> Observation<'static> {
    let period = ReportingPeriod::parse(period).unwrap();
    Observation { indicator: "an-indicator", period, value, org: "", place: "", source: "" }
}

fn observations() -> Vec<Row<'static>> {
    let full = Observation { org: "a", place: ODD, source: ODD, ..observation("2021", i128::MIN) };
    [observation("2021", i128::MAX), observation("2021-Q1", 0), full].map(Row::Observation).into()
}

fn claims() -> Vec<Row<'static>> {
    let bare = Claim { measure: "a-measure", year: 2021, beneficiary: "a", amount: Fen(0), lender: "", loan_id: "" };
    [bare, Claim { amount: MOST, lender: "a", loan_id: ODD, ..bare }, Claim { year: -1, ..bare }].map(Row::Claim).into()
}

pub fn lpr(date: i32, one_year: i64) -> Row<'static> {
    Row::Lpr(Lpr { date: Day(date), one_year: Ppm(one_year), five_year: Ppm(46_500) })
}

/// Rows of a kind.
pub fn of(kind: Kind) -> Vec<Row<'static>> {
    let line = CreditLine { lender: "a", borrower: "p", amount: Fen(0), granted: Day(7), expires: None };
    let balance = LoanBalance { lender: "a", loan_id: "2", date: Day(3), balance: MOST };
    let class = LoanClass { lender: "a", loan_id: "2", date: Day(3), class: LoanClassKind::Loss };
    match kind {
        Kind::Parties => parties(),
        Kind::Organisations => organisations(),
        Kind::Loans => loans(),
        Kind::LoanEvents => loan_events(),
        Kind::LoanBalances => [balance, LoanBalance { date: Day(2), ..balance }].map(Row::LoanBalance).into(),
        Kind::LoanClasses => [class, LoanClass { loan_id: ODD, ..class }].map(Row::LoanClass).into(),
        Kind::CreditLines => {
            [line, CreditLine { granted: Day(6), expires: Some(Day(9)), ..line }].map(Row::CreditLine).into()
        }
        Kind::Demands => {
            let Row::Demand(bare) = demand("d", 1) else { unreachable!() };
            let outcome = Some(Outcome::Withdrawn);
            let full = Demand { demand_id: ODD, qualifies: Some(true), outcome, closed: Some(Day(1)), ..bare };
            [bare, full].map(Row::Demand).into()
        }
        Kind::Guarantees => guarantees(),
        Kind::GuaranteeEvents => guarantee_events(),
        Kind::Financings => financings(),
        Kind::Observations => observations(),
        Kind::Claims => claims(),
        Kind::Lpr => vec![lpr(18_647, 38_500), lpr(18_646, -1)],
        Kind::Dataset(dataset) => panic!("{} is no book", dataset.id()),
    }
}
