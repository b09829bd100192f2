//! A party as it is answered.

use huigu_book::NONE;
use huigu_engine::ProductFinding;
use huigu_facts::{
    LoanClassKind, Ownership, Party, PartyKind, Scale, ScaleStep, computed_scale_of, scale_in_force, scale_steps,
};
use huigu_quantity::{Day, Fen};
use schemars::JsonSchema;
use serde::Serialize;

use crate::desk::View;
use crate::personal::PartyName;
use crate::trace::RowOrigin;
use crate::{Permit, RecordView, Scope, Standing};

/// A party as the platform knows it, as far as the caller may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Party")]
pub struct PartyView {
    /// Its id.
    #[schemars(example = &"91330211MA00000075")]
    pub party: String,
    /// Its name by its last row, masked if it is a person's.
    #[schemars(with = "String", example = &"Technology A")]
    pub name: PartyName,
    /// Whether the name is a person's, and masked.
    pub masked: bool,
    /// The day its balances are of.
    pub as_of: Day,
    /// The last batch known to it.
    pub batch: u32,
    /// Its rows, by first day.
    pub rows: Vec<PartyRow>,
    /// Its loans, by lender and id.
    pub loans: Vec<DebtLine>,
    /// Guarantees for it, by guarantor and id.
    pub guarantees: Vec<GuaranteeLine>,
    /// Rows of data sets that name it: of each the last, 24 at most.
    pub records: Vec<RecordView>,
    /// What the year's measures say of them.
    pub standings: Vec<Standing>,
    /// The plan's products, open to it or why not.
    #[serde(skip)]
    pub products: Vec<ProductFinding>,
}

/// A row of a party, with why its scale is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartyRow {
    /// First day in force; none: from the beginning.
    pub valid_from: Option<Day>,
    /// Name, masked if it is a person's.
    #[schemars(with = "String", example = &"Technology A")]
    pub name: PartyName,
    /// Kind.
    pub kind: PartyKind,
    /// Ownership.
    pub ownership: Option<Ownership>,
    /// Industry code as written.
    #[schemars(example = &"C39")]
    pub industry: String,
    /// Scale as reported.
    pub reported: Option<Scale>,
    /// Scale its figures give.
    pub computed: Option<Scale>,
    /// Scale that counts.
    pub scale: Option<Scale>,
    /// The figures compared; none where the classification has no row for the industry.
    pub steps: Option<Vec<ScaleStep>>,
    /// Established.
    pub established: Option<Day>,
    /// Town.
    pub town: String,
    /// Park.
    pub park: String,
    /// In the district.
    pub in_district: bool,
    /// Dual-innovation subject from this day.
    pub dual_innovation_since: Option<Day>,
    /// And until before this day.
    pub dual_innovation_until: Option<Day>,
    /// Technology enterprise.
    pub technology: bool,
    /// Agricultural.
    pub agricultural: bool,
    /// Where the row comes from.
    #[serde(flatten)]
    pub origin: RowOrigin,
}

/// A loan of a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DebtLine {
    /// Lender.
    #[schemars(example = &"bank-a")]
    pub lender: String,
    /// Loan id.
    pub loan_id: String,
    /// Product; empty: none of the plan's.
    pub product: String,
    /// First day.
    pub start: Day,
    /// Original due date.
    pub due: Day,
    /// Principal.
    pub principal: Fen,
    /// Balance at the end of the day asked.
    pub balance: Fen,
    /// Class on that day.
    pub class: LoanClassKind,
}

/// A guarantee for a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GuaranteeLine {
    /// Guarantor or insurer.
    #[schemars(example = &"guarantor-a")]
    pub guarantor: String,
    /// Guarantee id.
    pub guarantee_id: String,
    /// Lender.
    #[schemars(example = &"bank-a")]
    pub lender: String,
    /// The loan it stands behind, where that is on the books.
    pub loan_id: Option<String>,
    /// First day.
    pub start: Day,
    /// Due date.
    pub due: Day,
    /// Amount.
    pub amount: Fen,
    /// Guaranteed balance at the end of the day asked.
    pub balance: Fen,
}

impl PartyRow {
    pub(super) fn of(row: &Party<'_>, origin: RowOrigin) -> Self {
        Self {
            valid_from: row.valid_from,
            name: PartyName::of(row.party_id, row.kind, row.name),
            kind: row.kind,
            ownership: row.ownership,
            industry: row.industry.to_owned(),
            reported: row.scale,
            computed: computed_scale_of(row),
            scale: scale_in_force(row),
            steps: scale_steps(row),
            established: row.established,
            town: row.town.to_owned(),
            park: row.park.to_owned(),
            in_district: row.in_district,
            dual_innovation_since: row.dual_innovation_since,
            dual_innovation_until: row.dual_innovation_until,
            technology: row.technology,
            agricultural: row.agricultural,
            origin,
        }
    }
}

/// A party's loans that are the caller's to see.
pub(super) fn loans(view: &View, party: u32, day: Day, permit: &Permit) -> Vec<DebtLine> {
    let book = &view.book;
    let line = |&place: &u32| {
        let loan = place as usize;
        DebtLine {
            lender: book.organisations.ids.get(book.loans.lender(loan)).to_owned(),
            loan_id: book.loans.id(loan).to_owned(),
            product: book.products.get(u32::from(book.loans.products[loan])).to_owned(),
            start: book.loans.start(loan),
            due: book.loans.due(loan),
            principal: Fen(book.loans.principals[loan]),
            balance: Fen(book.loans.balance(loan, day)),
            class: book.loans.class_on(loan, day),
        }
    };
    let own = |line: &DebtLine| match permit.scope() {
        Scope::District | Scope::Party(_) => true,
        Scope::Lender(own) => line.lender == *own,
        Scope::Guarantor(_) | Scope::Unit(_) | Scope::Public => false,
    };
    view.debts().loans(party).iter().map(line).filter(own).collect()
}

/// Guarantees for a party that are the caller's to see.
pub(super) fn guarantees(view: &View, party: u32, day: Day, permit: &Permit) -> Vec<GuaranteeLine> {
    let book = &view.book;
    let all = &book.guarantees;
    let line = |&place: &u32| {
        let at = place as usize;
        GuaranteeLine {
            guarantor: book.organisations.ids.get(all.guarantor(at)).to_owned(),
            guarantee_id: all.id(at).to_owned(),
            lender: book.organisations.ids.get(all.lenders[at]).to_owned(),
            loan_id: (all.loans[at] != NONE).then(|| book.loans.id(all.loans[at] as usize).to_owned()),
            start: Day::from(all.starts[at]),
            due: Day::from(all.dues[at]),
            amount: Fen(all.amounts[at]),
            balance: Fen(all.balance(at, day)),
        }
    };
    let own = |line: &GuaranteeLine| match permit.scope() {
        Scope::District | Scope::Party(_) => true,
        Scope::Guarantor(own) => line.guarantor == *own,
        // A lender knows who guarantees its own loans.
        Scope::Lender(own) => line.lender == *own,
        Scope::Unit(_) | Scope::Public => false,
    };
    view.debts().guarantees(party).iter().map(line).filter(own).collect()
}
