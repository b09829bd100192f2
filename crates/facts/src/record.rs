//! One struct a kind of book: the fields of a row, typed, checked singly and
//! borrowed from whoever read them. Empty cells are `None` or `""`.
//!
//! Money is fen, rates are parts per million a year, days are calendar days.

use huigu_quantity::{Day, Fen, Ppm};

use crate::kind::Kind;
use crate::words::{
    Collateral, Cooperation, DealKind, DealStage, GuaranteeEventKind, LoanClassKind, LoanEventKind, LoanForm,
    OrganisationKind, Outcome, Ownership, PartyKind, Purpose, RateKind, Scale, Security, Support,
};

/// A borrower, issuer or applicant, as it was from `valid_from` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party<'a> {
    /// Unified social credit code, or any id for a person.
    pub party_id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Kind.
    pub kind: PartyKind,
    /// Who controls it.
    pub ownership: Option<Ownership>,
    /// Code of GB/T 4754-2017, as written.
    pub industry: &'a str,
    /// Persons employed.
    pub employees: Option<i64>,
    /// Yearly revenue, in fen.
    pub revenue: Option<Fen>,
    /// Total assets, in fen.
    pub assets: Option<Fen>,
    /// Scale as reported.
    pub scale: Option<Scale>,
    /// Day of establishment.
    pub established: Option<Day>,
    /// Town or street.
    pub town: &'a str,
    /// Small-enterprise park.
    pub park: &'a str,
    /// Whether it is in the district; empty means yes.
    pub in_district: bool,
    /// First day as a dual-innovation subject.
    pub dual_innovation_since: Option<Day>,
    /// First day no longer one.
    pub dual_innovation_until: Option<Day>,
    /// A qualifying technology enterprise; empty means no.
    pub technology: bool,
    /// Agriculture, countryside or farmers; empty means no.
    pub agricultural: bool,
    /// First day this row is in force; empty: from the beginning.
    pub valid_from: Option<Day>,
}

/// A lender, guarantor, insurer, department, town, school or community.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Organisation<'a> {
    /// Id.
    pub org_id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Kind.
    pub kind: OrganisationKind,
    /// Whether it is in the district; empty means yes.
    pub in_district: bool,
    /// A policy guarantor (政府性融资担保机构), if of kind guarantor; empty means no.
    pub policy: bool,
    /// First day its books cover; empty: complete.
    pub books_from: Option<Day>,
}

/// A loan, by its IOU (借据).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loan<'a> {
    /// The lender's organisation id.
    pub lender: &'a str,
    /// Id, unique within the lender.
    pub loan_id: &'a str,
    /// Contract it was drawn under.
    pub contract_id: &'a str,
    /// The borrower's party id.
    pub borrower: &'a str,
    /// Product id; empty: none.
    pub product: &'a str,
    /// Form; empty means a loan.
    pub form: LoanForm,
    /// First day.
    pub start: Day,
    /// Original due date.
    pub due: Day,
    /// Due date after extension.
    pub extended_to: Option<Day>,
    /// Principal.
    pub principal: Fen,
    /// Executed rate at the start.
    pub rate: Option<Ppm>,
    /// Fixed or floating.
    pub rate_kind: Option<RateKind>,
    /// How it is secured.
    pub security: Security,
    /// What it is secured with.
    pub collateral: Option<Collateral>,
    /// The lender's credit line to the borrower (单户授信总额).
    pub credit_line: Option<Fen>,
    /// What it is for.
    pub purpose: Option<Purpose>,
    /// Reported as the borrower's first loan; `None`: not reported.
    pub first_loan: Option<bool>,
    /// Day of the credit-bureau check behind `first_loan`.
    pub first_checked: Option<Day>,
    /// Id of the loan of the same lender that this one renews.
    pub renewal_of: &'a str,
    /// Organisation id of the guarantor, as the lender reports it.
    pub guarantor: &'a str,
    /// Cooperation.
    pub cooperation: Option<Cooperation>,
    /// Reported as agricultural; `None`: not reported.
    pub agricultural: Option<bool>,
    /// Central-bank support.
    pub support: Option<Support>,
}

/// A movement of a loan's principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoanEvent<'a> {
    /// The lender.
    pub lender: &'a str,
    /// The loan.
    pub loan_id: &'a str,
    /// The day whose end-of-day balance it first changes.
    pub date: Day,
    /// Kind.
    pub kind: LoanEventKind,
    /// Amount: positive, but signed for an adjustment.
    pub amount: Fen,
    /// Id that makes it correctable; may be empty.
    pub event_id: &'a str,
}

impl LoanEvent<'_> {
    /// What the event adds to the balance.
    #[must_use]
    pub fn delta(&self) -> Fen {
        match self.kind {
            LoanEventKind::Disburse | LoanEventKind::Adjust => self.amount,
            LoanEventKind::Repay | LoanEventKind::WriteOff => -self.amount,
        }
    }
}

/// An end-of-day balance, reported instead of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoanBalance<'a> {
    /// The lender.
    pub lender: &'a str,
    /// The loan.
    pub loan_id: &'a str,
    /// The day.
    pub date: Day,
    /// Balance at its end.
    pub balance: Fen,
}

/// A classification of a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoanClass<'a> {
    /// The lender.
    pub lender: &'a str,
    /// The loan.
    pub loan_id: &'a str,
    /// First day of the class.
    pub date: Day,
    /// The class.
    pub class: LoanClassKind,
}

/// A lender's credit line to a borrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreditLine<'a> {
    /// The lender.
    pub lender: &'a str,
    /// The borrower.
    pub borrower: &'a str,
    /// Amount; zero is a reported line.
    pub amount: Fen,
    /// First day.
    pub granted: Day,
    /// First day no longer in force.
    pub expires: Option<Day>,
}

/// A demand for financing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand<'a> {
    /// Id.
    pub demand_id: &'a str,
    /// Who asks.
    pub borrower: &'a str,
    /// When.
    pub date: Day,
    /// How much.
    pub amount: Fen,
    /// Whether the conditions for credit are met; `None`: not reported.
    pub qualifies: Option<bool>,
    /// Outcome.
    pub outcome: Option<Outcome>,
    /// When it was closed.
    pub closed: Option<Day>,
}

/// A guarantee (or credit insurance) of a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guarantee<'a> {
    /// The guarantor's or insurer's organisation id.
    pub guarantor: &'a str,
    /// Id, unique within the guarantor.
    pub guarantee_id: &'a str,
    /// The borrower.
    pub borrower: &'a str,
    /// The lender.
    pub lender: &'a str,
    /// The loan it stands behind; may be empty.
    pub loan_id: &'a str,
    /// Amount guaranteed.
    pub amount: Fen,
    /// Fee a year.
    pub fee_rate: Ppm,
    /// First day.
    pub start: Day,
    /// Due date.
    pub due: Day,
    /// Share passed on to a re-guarantor.
    pub reguaranteed: Option<Ppm>,
    /// What the borrower gave as counter-guarantee.
    pub counter_guarantee: &'a str,
}

/// A movement of a guarantee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GuaranteeEvent<'a> {
    /// The guarantor.
    pub guarantor: &'a str,
    /// The guarantee.
    pub guarantee_id: &'a str,
    /// The day.
    pub date: Day,
    /// Kind.
    pub kind: GuaranteeEventKind,
    /// Amount, positive.
    pub amount: Fen,
    /// Id that makes it correctable; may be empty.
    pub event_id: &'a str,
}

impl GuaranteeEvent<'_> {
    /// What the event adds to the guaranteed balance; a recovery moves money
    /// and leaves the balance.
    #[must_use]
    pub fn delta(&self) -> Fen {
        match self.kind {
            GuaranteeEventKind::TakeOn => self.amount,
            GuaranteeEventKind::Release | GuaranteeEventKind::Compensate => -self.amount,
            GuaranteeEventKind::Recover => Fen::ZERO,
        }
    }
}

/// A step or deal of an enterprise on the capital market or abroad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Financing<'a> {
    /// The enterprise's party id.
    pub issuer: &'a str,
    /// Id, unique within the issuer.
    pub deal_id: &'a str,
    /// Kind.
    pub kind: DealKind,
    /// Stage of a listing.
    pub stage: Option<DealStage>,
    /// Day.
    pub date: Day,
    /// Sum raised.
    pub amount: Option<Fen>,
}

/// A reported figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observation<'a> {
    /// Which indicator.
    pub indicator: &'a str,
    /// Period as written: `2021`, `2021-Q1` or `2021-06`; checked.
    pub period: &'a str,
    /// First day of the period.
    pub from: Day,
    /// Last day of the period.
    pub last: Day,
    /// Value in millionths; a ratio is a fraction, money is yuan.
    pub value: i128,
    /// Organisation it is of; empty: the district.
    pub org: &'a str,
    /// Place it is of; empty: the district.
    pub place: &'a str,
    /// Where it comes from.
    pub source: &'a str,
}

/// What an institution claims under a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim<'a> {
    /// The measure.
    pub measure: &'a str,
    /// The year.
    pub year: i32,
    /// Who claims.
    pub beneficiary: &'a str,
    /// How much, for the line or in all.
    pub amount: Fen,
    /// The lender of the line claimed; empty: a claim in all.
    pub lender: &'a str,
    /// The loan (or guarantee, deal) of the line claimed.
    pub loan_id: &'a str,
}

/// A publication of the loan prime rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lpr {
    /// Day of publication.
    pub date: Day,
    /// One-year quote.
    pub one_year: Ppm,
    /// Quote for more than five years.
    pub five_year: Ppm,
}

/// A row of any book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row<'a> {
    /// Row of `parties`.
    Party(Party<'a>),
    /// Row of `organisations`.
    Organisation(Organisation<'a>),
    /// Row of `loans`.
    Loan(Loan<'a>),
    /// Row of `loan_events`.
    LoanEvent(LoanEvent<'a>),
    /// Row of `loan_balances`.
    LoanBalance(LoanBalance<'a>),
    /// Row of `loan_classes`.
    LoanClass(LoanClass<'a>),
    /// Row of `credit_lines`.
    CreditLine(CreditLine<'a>),
    /// Row of `demands`.
    Demand(Demand<'a>),
    /// Row of `guarantees`.
    Guarantee(Guarantee<'a>),
    /// Row of `guarantee_events`.
    GuaranteeEvent(GuaranteeEvent<'a>),
    /// Row of `financings`.
    Financing(Financing<'a>),
    /// Row of `observations`.
    Observation(Observation<'a>),
    /// Row of `claims`.
    Claim(Claim<'a>),
    /// Row of `lpr`.
    Lpr(Lpr),
}

impl Row<'_> {
    /// The book it stands in.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Party(_) => Kind::Parties,
            Self::Organisation(_) => Kind::Organisations,
            Self::Loan(_) => Kind::Loans,
            Self::LoanEvent(_) => Kind::LoanEvents,
            Self::LoanBalance(_) => Kind::LoanBalances,
            Self::LoanClass(_) => Kind::LoanClasses,
            Self::CreditLine(_) => Kind::CreditLines,
            Self::Demand(_) => Kind::Demands,
            Self::Guarantee(_) => Kind::Guarantees,
            Self::GuaranteeEvent(_) => Kind::GuaranteeEvents,
            Self::Financing(_) => Kind::Financings,
            Self::Observation(_) => Kind::Observations,
            Self::Claim(_) => Kind::Claims,
            Self::Lpr(_) => Kind::Lpr,
        }
    }
}
