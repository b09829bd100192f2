//! Taking rows in, in any order, without an allocation per row.

use huigu_facts::{
    Claim, CreditLine, Demand, Financing, Guarantee, GuaranteeEvent, GuaranteeEventKind, Loan, LoanBalance, LoanClass,
    LoanClassKind, LoanEvent, Lpr, Observation, Organisation, Origin, Party, Row, Scale, scale_in_force,
};
use huigu_facts::{Industry, computed_scale_of};
use huigu_quantity::Day;

use crate::book::{NO_LINE, NO_RATE, NONE};
use crate::issues::Issues;
use crate::rows::{
    ClaimNumbers, CreditLineRow, DealRow, DemandRow, ObservationRow, OrganisationRow, PartyFacts, PartyRow,
};
use crate::texts::{Keys, Run, Symbols};
use crate::word::{Field, Word};

/// Gathers rows; [`Builder::finish`] makes the book.
#[derive(Debug, Default)]
pub struct Builder {
    pub(crate) issues: Issues,
    pub(crate) bare: bool,
    pub(crate) organisation_ids: Symbols,
    pub(crate) organisations: Vec<(u32, OrganisationRow, Origin)>,
    pub(crate) party_ids: Symbols,
    pub(crate) parties: Vec<PartyDraft>,
    pub(crate) party_names: Run,
    pub(crate) industries: Symbols,
    pub(crate) towns: Symbols,
    pub(crate) parks: Symbols,
    pub(crate) products: Symbols,
    pub(crate) loan_keys: Keys,
    pub(crate) loans: Vec<LoanDraft>,
    pub(crate) loan_moves: Vec<MoveDraft>,
    pub(crate) loan_balances: Vec<MoveDraft>,
    pub(crate) loan_classes: Vec<(u32, u16, LoanClassKind, Origin)>,
    pub(crate) guarantee_keys: Keys,
    pub(crate) guarantees: Vec<GuaranteeDraft>,
    pub(crate) guarantee_moves: Vec<(MoveDraft, GuaranteeEventKind)>,
    pub(crate) event_ids: Symbols,
    /// (loan or guarantee key, event id, origin), for events that have one.
    pub(crate) named_moves: [Vec<(u32, u32, Origin)>; 2],
    pub(crate) credit_lines: Vec<(CreditLineRow, Origin)>,
    pub(crate) demand_ids: Run,
    pub(crate) demands: Vec<DemandDraft>,
    pub(crate) deal_ids: Run,
    pub(crate) deals: Vec<DealDraft>,
    pub(crate) observations: Vec<(ObservationRow, String, Origin)>,
    pub(crate) claim_names: Symbols,
    pub(crate) claim_ids: Run,
    pub(crate) claims: Vec<ClaimDraft>,
    pub(crate) quotes: Vec<(Lpr, Origin)>,
}

/// A party's row, its texts as symbols.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PartyDraft {
    pub row: PartyRow,
    /// Place of its name in order of arrival.
    pub name: u32,
    pub reported_scale: Option<Scale>,
    pub origin: Origin,
}

/// A demand's row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DemandDraft {
    pub row: DemandRow,
    /// Place of its id in order of arrival.
    pub id: u32,
    pub borrower: u32,
    pub origin: Origin,
}

/// A deal's row, its issuer a symbol.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DealDraft {
    pub row: DealRow,
    /// Place of its id in order of arrival.
    pub id: u32,
    pub origin: Origin,
}

/// A claim's row, its texts as symbols.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClaimDraft {
    pub row: ClaimNumbers,
    /// Place of its line's id in order of arrival.
    pub id: u32,
    pub origin: Origin,
}

/// A loan's row, its texts as symbols.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LoanDraft {
    pub key: u32,
    pub borrower: u32,
    pub product: u32,
    pub renewal_of: u32,
    pub word: Word,
    pub first_reported: Option<bool>,
    pub start: u16,
    pub due: u16,
    pub last_due: u16,
    pub principal: i64,
    pub credit_line: i64,
    pub rate: i32,
    pub origin: Origin,
}

/// A movement or reported balance.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MoveDraft {
    pub key: u32,
    pub day: u16,
    pub fen: i64,
    pub origin: Origin,
}

/// A guarantee's row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GuaranteeDraft {
    pub key: u32,
    pub borrower: u32,
    pub lender: u32,
    pub loan: u32,
    pub amount: i64,
    pub fee: huigu_quantity::Ppm,
    pub start: u16,
    pub due: u16,
    pub origin: Origin,
}

/// A day as its column; intake refuses days outside, so the ends only guard.
fn column(day: Day) -> u16 {
    day.column().unwrap_or(if day < Day::FIRST { 0 } else { u16::MAX })
}

impl Builder {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty one, whose book is asked and never brought up to date
    /// ([`crate::Book::updated`]): it spares the 12 bytes a loan that only this needs.
    #[must_use]
    pub fn of_bare_books() -> Self {
        Self { bare: true, ..Self::default() }
    }

    /// Takes one row, as checked singly. Data sets are no part of a book.
    pub fn add(&mut self, origin: Origin, row: &Row<'_>) {
        match row {
            Row::Party(row) => self.party(origin, row),
            Row::Organisation(row) => self.organisation(origin, row),
            Row::Loan(row) => self.loan(origin, row),
            Row::LoanEvent(row) => self.loan_event(origin, row),
            Row::LoanBalance(row) => self.loan_balance(origin, row),
            Row::LoanClass(row) => self.loan_class(origin, row),
            Row::CreditLine(row) => self.credit_line(origin, row),
            Row::Demand(row) => self.demand(origin, row),
            Row::Guarantee(row) => self.guarantee(origin, row),
            Row::GuaranteeEvent(row) => self.guarantee_event(origin, row),
            Row::Financing(row) => self.financing(origin, row),
            Row::Observation(row) => self.observation(origin, row),
            Row::Claim(row) => self.claim(origin, row),
            Row::Lpr(row) => self.quotes.push((*row, origin)),
            Row::Dataset(_) => {}
        }
    }

    fn party(&mut self, origin: Origin, row: &Party<'_>) {
        let scale = scale_in_force(row);
        // Intake refuses a code that does not parse; none is left here but by a caller's own rows.
        let section = Industry::parse(row.industry).ok().map(|i| i.section() as u8 - b'A');
        let facts = PartyFacts {
            kind: row.kind,
            ownership: row.ownership,
            scale,
            scale_differs: row.scale.is_some_and(|reported| computed_scale_of(row).is_some_and(|own| own != reported)),
            section,
            in_district: row.in_district,
            technology: row.technology,
            agricultural: row.agricultural,
            dual_since: row.dual_innovation_since.map(column),
            dual_until: row.dual_innovation_until.map(column),
        };
        let kept = PartyRow {
            party: self.party_ids.intern(row.party_id),
            industry: self.industries.intern(row.industry),
            town: self.towns.intern(row.town),
            park: self.parks.intern(row.park),
            ..PartyRow::new(row.valid_from.map_or(0, column), &facts)
        };
        let name = self.party_names.add(row.name);
        self.parties.push(PartyDraft { row: kept, name, reported_scale: row.scale, origin });
    }

    fn organisation(&mut self, origin: Origin, row: &Organisation<'_>) {
        let symbol = self.organisation_ids.intern(row.org_id);
        let kept = OrganisationRow {
            name: row.name.to_owned(),
            kind: row.kind,
            in_district: row.in_district,
            policy: row.policy,
            books_from: row.books_from,
        };
        self.organisations.push((symbol, kept, origin));
    }

    fn loan_key(&mut self, lender: &str, loan_id: &str) -> u32 {
        let owner = self.organisation_ids.intern(lender);
        self.loan_keys.intern(owner, loan_id)
    }

    fn loan(&mut self, origin: Origin, row: &Loan<'_>) {
        let key = self.loan_key(row.lender, row.loan_id);
        let renewal_of = if row.renewal_of.is_empty() { NONE } else { self.loan_key(row.lender, row.renewal_of) };
        let agricultural = row.agricultural.map_or(Field::LOAN_AGRICULTURAL.unreported(), u64::from);
        let word = Word::default()
            .with_word(Field::FORM, Some(row.form))
            .with_word(Field::SECURITY, Some(row.security))
            .with_word(Field::COLLATERAL, row.collateral)
            .with_word(Field::PURPOSE, row.purpose)
            .with_word(Field::RATE_KIND, row.rate_kind)
            .with_word(Field::COOPERATION, row.cooperation)
            .with_word(Field::SUPPORT, row.support)
            .with(Field::LOAN_AGRICULTURAL, agricultural)
            .with(Field::RENEWAL, u64::from(renewal_of != NONE))
            .with_term(term_years(row.start, row.due));
        self.loans.push(LoanDraft {
            key,
            borrower: self.party_ids.intern(row.borrower),
            product: self.products.intern(row.product),
            renewal_of,
            word,
            first_reported: row.first_loan,
            start: column(row.start),
            due: column(row.due),
            last_due: column(row.extended_to.unwrap_or(row.due).max(row.due)),
            principal: row.principal.0,
            credit_line: row.credit_line.map_or(NO_LINE, |line| line.0),
            // A rate is at most a million percent, so it fits.
            rate: row.rate.map_or(NO_RATE, |rate| rate.0.clamp(-1_000_000_000, 1_000_000_000) as i32),
            origin,
        });
    }

    fn loan_event(&mut self, origin: Origin, row: &LoanEvent<'_>) {
        let key = self.loan_key(row.lender, row.loan_id);
        self.loan_moves.push(MoveDraft { key, day: column(row.date), fen: row.delta().0, origin });
        if !row.event_id.is_empty() {
            let id = self.event_ids.intern(row.event_id);
            self.named_moves[0].push((key, id, origin));
        }
    }

    fn loan_balance(&mut self, origin: Origin, row: &LoanBalance<'_>) {
        let key = self.loan_key(row.lender, row.loan_id);
        self.loan_balances.push(MoveDraft { key, day: column(row.date), fen: row.balance.0, origin });
    }

    fn loan_class(&mut self, origin: Origin, row: &LoanClass<'_>) {
        let key = self.loan_key(row.lender, row.loan_id);
        self.loan_classes.push((key, column(row.date), row.class, origin));
    }

    fn credit_line(&mut self, origin: Origin, row: &CreditLine<'_>) {
        let lender = self.organisation_ids.intern(row.lender);
        let borrower = self.party_ids.intern(row.borrower);
        self.credit_lines.push((CreditLineRow::new(lender, borrower, row.amount, row.granted, row.expires), origin));
    }

    fn demand(&mut self, origin: Origin, row: &Demand<'_>) {
        let kept = DemandRow::new(row.date, row.qualifies, row.outcome);
        let id = self.demand_ids.add(row.demand_id);
        self.demands.push(DemandDraft { row: kept, id, borrower: self.party_ids.intern(row.borrower), origin });
    }

    fn guarantee(&mut self, origin: Origin, row: &Guarantee<'_>) {
        let guarantor = self.organisation_ids.intern(row.guarantor);
        let draft = GuaranteeDraft {
            key: self.guarantee_keys.intern(guarantor, row.guarantee_id),
            borrower: self.party_ids.intern(row.borrower),
            lender: self.organisation_ids.intern(row.lender),
            loan: if row.loan_id.is_empty() { NONE } else { self.loan_key(row.lender, row.loan_id) },
            amount: row.amount.0,
            fee: row.fee_rate,
            start: column(row.start),
            due: column(row.due),
            origin,
        };
        self.guarantees.push(draft);
    }

    fn guarantee_event(&mut self, origin: Origin, row: &GuaranteeEvent<'_>) {
        let guarantor = self.organisation_ids.intern(row.guarantor);
        let key = self.guarantee_keys.intern(guarantor, row.guarantee_id);
        let draft = MoveDraft { key, day: column(row.date), fen: row.amount.0, origin };
        self.guarantee_moves.push((draft, row.kind));
        if !row.event_id.is_empty() {
            let id = self.event_ids.intern(row.event_id);
            self.named_moves[1].push((key, id, origin));
        }
    }

    fn financing(&mut self, origin: Origin, row: &Financing<'_>) {
        let issuer = self.party_ids.intern(row.issuer);
        let kept = DealRow::new(issuer, row.kind, row.stage, row.date, row.amount);
        self.deals.push(DealDraft { row: kept, id: self.deal_ids.add(row.deal_id), origin });
    }

    fn observation(&mut self, origin: Origin, row: &Observation<'_>) {
        let kept = ObservationRow {
            indicator: row.indicator.to_owned(),
            org: row.org.to_owned(),
            place: row.place.to_owned(),
            from: row.period.from,
            last: row.period.last,
            value: row.value,
            source: row.source.to_owned(),
        };
        self.observations.push((kept, row.period.text.to_owned(), origin));
    }

    fn claim(&mut self, origin: Origin, row: &Claim<'_>) {
        let kept = ClaimNumbers {
            amount: row.amount.0,
            measure: self.claim_names.intern(row.measure),
            beneficiary: self.claim_names.intern(row.beneficiary),
            lender: self.claim_names.intern(row.lender),
            year: row.year,
        };
        self.claims.push(ClaimDraft { row: kept, id: self.claim_ids.add(row.loan_id), origin });
    }
}

/// The least n with `due <= start + n years`, at most 255.
fn term_years(start: Day, due: Day) -> u8 {
    let guess = (due.year() - start.year()).clamp(0, 255);
    let years = if due > start.plus_years(guess) {
        guess + 1
    } else if guess > 0 && due <= start.plus_years(guess - 1) {
        guess - 1
    } else {
        guess
    };
    years.min(255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_ends_on_the_day_itself() {
        let years = |start: &str, due: &str| Some(term_years(Day::parse(start).ok()?, Day::parse(due).ok()?));
        assert_eq!(years("2021-03-05", "2024-03-05"), Some(3));
        assert_eq!(years("2021-03-05", "2024-03-06"), Some(4));
        assert_eq!(years("2021-03-05", "2024-03-04"), Some(3));
        assert_eq!(years("2020-02-29", "2021-02-28"), Some(1));
        assert_eq!(years("2020-02-29", "2021-03-01"), Some(2));
        assert_eq!(years("2021-03-05", "2021-03-05"), Some(0));
        assert_eq!(years("2021-03-05", "2021-12-31"), Some(1));
        assert_eq!(years("2021-12-31", "2022-01-01"), Some(1));
    }
}
