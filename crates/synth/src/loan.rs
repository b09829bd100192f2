//! A loan as it was agreed, and how it will end: everything of a loan but its
//! movements.

use huigu_facts::{
    Collateral, Cooperation, LoanForm, OrganisationKind, PartyKind, Purpose, RateKind, Scale, Security, Support,
};
use huigu_quantity::{Day, Fen, Ppm};

use crate::layout::{MOST_LOANS, Slot};
use crate::organisations::BACKERS;
use crate::party::WAN;
use crate::random::{Draw, Stream};
use crate::setting::{Customer, Setting};
use crate::terms::{
    Style, add_months, draw_form, draw_months, draw_principal, draw_purpose, draw_security, draw_style, size_in_wan,
};

/// How a loan's balance is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reporting {
    /// By its movements.
    Events,
    /// By balances at ends of months.
    Balances,
    /// Not at all.
    Nothing,
}

/// How a loan ends within the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Paid back on that day.
    Repaid(Day),
    /// Written off on that day.
    WrittenOff(Day),
    /// Not by the last day of the books.
    Open,
}

/// A loan as agreed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DrawnLoan {
    /// Number in the district.
    pub(crate) index: u64,
    /// Its place.
    pub(crate) slot: Slot,
    /// Its borrower.
    pub(crate) customer: Customer,
    /// Place of its product in the shape.
    pub(crate) product: Option<usize>,
    /// Under a product of the lender's own.
    pub(crate) own_product: bool,
    pub(crate) form: LoanForm,
    pub(crate) start: Day,
    pub(crate) due: Day,
    pub(crate) extended_to: Option<Day>,
    pub(crate) principal: Fen,
    pub(crate) rate: Option<Ppm>,
    pub(crate) rate_kind: Option<RateKind>,
    pub(crate) security: Security,
    pub(crate) collateral: Option<Collateral>,
    pub(crate) credit_line: Option<Fen>,
    pub(crate) purpose: Option<Purpose>,
    pub(crate) first_loan: Option<bool>,
    pub(crate) first_checked: Option<Day>,
    /// Renews the customer's loan before.
    pub(crate) renewal: bool,
    /// Place of its guarantor in [`BACKERS`].
    pub(crate) backer: Option<usize>,
    pub(crate) cooperation: Option<Cooperation>,
    pub(crate) agricultural: Option<bool>,
    pub(crate) support: Option<Support>,
    pub(crate) style: Style,
    pub(crate) reporting: Reporting,
    pub(crate) ending: Ending,
    /// First day it is non-performing.
    pub(crate) default: Option<Day>,
}

/// A customer's line at its lender.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineHabit {
    /// What it may borrow, in 10,000 yuan.
    pub(crate) wan: i64,
    /// Its usual borrowing, in 10,000 yuan.
    pub(crate) size: i64,
    /// Told with each loan.
    pub(crate) with_loans: bool,
    /// Told in a book of its own.
    pub(crate) by_itself: bool,
}

impl LineHabit {
    /// The line of the customer of a slot.
    pub(crate) fn new(setting: &Setting<'_>, slot: Slot, customer: &Customer) -> Self {
        let mut draw = setting.draw(Stream::Line, slot.customer);
        let size = size_in_wan(&mut draw, &customer.party);
        let percent = draw.weighted(&[(40, 100), (25, 120), (20, 150), (12, 200), (3, 70)]);
        let reported = draw.below(100);
        Self {
            wan: (size * percent + 99) / 100,
            size,
            with_loans: reported < 68,
            by_itself: (62..88).contains(&reported),
        }
    }
}

impl DrawnLoan {
    /// Loan number `index`.
    pub(crate) fn new(setting: &Setting<'_>, index: u64) -> Self {
        let slot = setting.layout.slot_of_loan(index);
        let customer = setting.customer(slot);
        let line = LineHabit::new(setting, slot, &customer);
        let mut draw = setting.draw(Stream::Loan, index);
        let start = setting.start(slot.customer, customer.from, slot.nth, slot.of);
        let renewal = renews(setting, slot, &customer, slot.nth);
        let renewed = renews(setting, slot, &customer, slot.nth + 1);
        let form = draw_form(&mut draw, customer.party.kind, renewal || renewed);
        let product = draw_product(setting, &mut draw, &customer, form, start);
        let purpose = draw_purpose(setting, &mut draw, &customer, product.is_some(), start);
        let due = if renewed {
            setting.start(slot.customer, customer.from, slot.nth + 1, slot.of)
        } else {
            let most_years = product.map(|product| setting.shape.products[product].years);
            add_months(start, draw_months(&mut draw, form, purpose, most_years))
        };
        let mut loan = Self {
            index,
            slot,
            customer,
            product,
            own_product: product.is_none() && draw.chance(8),
            form,
            start,
            due,
            extended_to: None,
            principal: draw_principal(setting, &mut draw, line.size, product),
            rate: None,
            rate_kind: draw.weighted(&[(60, Some(RateKind::Fixed)), (30, Some(RateKind::Floating)), (10, None)]),
            security: draw_security(setting, &mut draw, product.is_some(), form, start),
            collateral: None,
            credit_line: line.with_loans.then_some(Fen(line.wan * WAN)),
            purpose,
            first_loan: None,
            first_checked: None,
            renewal,
            backer: None,
            cooperation: None,
            agricultural: None,
            support: None,
            style: draw_style(&mut draw, form, purpose),
            reporting: Reporting::Events,
            ending: Ending::Open,
            default: None,
        };
        loan.reporting = match form {
            LoanForm::Overdraft => Reporting::Balances,
            LoanForm::Loan if draw.chance(5) => Reporting::Nothing,
            _ => Reporting::Events,
        };
        loan.secure(&mut draw);
        loan.price(setting, &mut draw);
        loan.tell_first(&mut draw);
        loan.end(setting, &mut draw, renewed);
        loan
    }

    /// What stands behind it, and who helps.
    fn secure(&mut self, draw: &mut Draw) {
        let farm = self.customer.party.agricultural;
        self.collateral = match self.security {
            Security::Mortgaged if farm => Some(draw.pick(&[
                Collateral::Farmland,
                Collateral::Farmhouse,
                Collateral::ForestRight,
                Collateral::SeaArea,
                Collateral::RealEstate,
            ])),
            Security::Mortgaged => draw.weighted(&[
                (82, Some(Collateral::RealEstate)),
                (9, Some(Collateral::Equipment)),
                (2, Some(Collateral::SeaArea)),
                (7, None),
            ]),
            Security::Pledged => draw.weighted(&[
                (50, Some(Collateral::Receivables)),
                (25, Some(Collateral::IntellectualProperty)),
                (20, Some(Collateral::Other)),
                (5, None),
            ]),
            Security::Unsecured | Security::Guaranteed => None,
        };
        if self.security == Security::Guaranteed && draw.chance(550) {
            let backer = draw_backer(draw);
            self.backer = Some(backer);
            self.cooperation = Some(match BACKERS[backer].kind {
                OrganisationKind::Insurer => Cooperation::Insurance,
                _ => Cooperation::Guarantee,
            });
        } else if self.security == Security::Unsecured && draw.chance(220) {
            self.cooperation = Some(Cooperation::Tax);
        }
        let supported = draw.below(1_000);
        self.support = match supported {
            0..50 => Some(Support::Relending),
            50..120 if self.security == Security::Unsecured => Some(Support::UnsecuredPlan),
            120..140 => Some(Support::Deferral),
            _ => None,
        };
        self.agricultural = if farm { Some(!draw.chance(50)) } else { draw.chance(200).then_some(false) };
    }

    /// The executed rate: the quote of the day and something on it, less as
    /// the years go by and the bigger the borrower.
    fn price(&mut self, setting: &Setting<'_>, draw: &mut Draw) {
        let (one_year, five_year) = setting.quotes.on(self.start);
        let quote = if self.due <= self.start.plus_years(5) { one_year } else { five_year };
        let party = &self.customer.party;
        let (low, high) = match (self.form, self.product, party.kind, party.scale) {
            (LoanForm::Discount, ..) => (-130, -40),
            (_, Some(_), ..) => (-45, 35),
            (_, _, PartyKind::Enterprise, Scale::Large) => (-60, 10),
            (_, _, PartyKind::Enterprise, Scale::Medium) => (-40, 50),
            (_, _, PartyKind::Enterprise, Scale::Small) => (-15, 120),
            (_, _, PartyKind::Enterprise, Scale::Micro) => (0, 180),
            _ => (30, 250),
        };
        let cheaper = i64::from(self.start.year() - setting.shape.first_year) * 6;
        // Spreads come in steps of five hundredths of a percent; a few are 0.
        let steps = if draw.chance(60) { 0 } else { (draw.between(low, high) - cheaper).div_euclid(5) };
        let rate = Ppm((quote.0 + steps * 500).max(15_000));
        self.rate = (!draw.chance(25)).then_some(rate);
    }

    /// What the lender says of its being the borrower's first loan. Only the
    /// first loan at the borrower's first lender is, on these books; a few
    /// lenders are wrong, and some say nothing.
    fn tell_first(&mut self, draw: &mut Draw) {
        let first = self.slot.nth == 0 && !self.customer.visitor;
        let reported = draw.below(1_000);
        self.first_loan = match (first, reported) {
            (true, 0..600) | (false, 0..8) => Some(true),
            (true, 600..720) | (false, 8..700) => Some(false),
            _ => None,
        };
        let days = draw.between(1, 25) as i32;
        self.first_checked = (self.first_loan == Some(true) && draw.chance(930)).then(|| Day(self.start.0 - days));
    }

    /// How it ends: repaid when due, early or late; extended; or not repaid.
    fn end(&mut self, setting: &Setting<'_>, draw: &mut Draw, renewed: bool) {
        if renewed {
            self.ending = self.repaid_by(setting, self.due);
            return;
        }
        let term = i64::from(self.due.0 - self.start.0);
        let plain = self.form == LoanForm::Loan;
        if plain && draw.chance(30) {
            self.extended_to = Some(Day(self.due.0 + draw.between(60, 360) as i32));
        }
        let due = self.extended_to.unwrap_or(self.due);
        let micro = self.customer.party.scale == Scale::Micro;
        // A guarantor is asked for where the risk is.
        let risk = if micro { 36 } else { 18 } * if self.backer.is_some() { 3 } else { 1 };
        if plain && draw.chance(risk) {
            let default = Day(self.start.0 + draw.between(90, term.max(90) + 120) as i32);
            if default < setting.last {
                self.default = Some(default);
                let written_off = Day(default.0 + draw.between(180, 600) as i32);
                if draw.chance(600) && written_off <= setting.last {
                    self.ending = Ending::WrittenOff(written_off);
                }
                return;
            }
        }
        let day = match draw.below(1_000) {
            0..12 if plain => Day(due.0 + draw.between(3, 90) as i32),
            12..160 if plain => Day(self.start.0 + draw.between(term / 3 + 1, term) as i32),
            _ => due,
        };
        self.ending = self.repaid_by(setting, day);
    }

    fn repaid_by(&self, setting: &Setting<'_>, day: Day) -> Ending {
        if day <= setting.last { Ending::Repaid(day) } else { Ending::Open }
    }
}

/// Whether loan number `nth` of a customer renews the one before.
fn renews(setting: &Setting<'_>, slot: Slot, customer: &Customer, nth: u64) -> bool {
    if nth == 0 || nth >= slot.of {
        return false;
    }
    let often = if customer.party.kind == PartyKind::Individual { 40 } else { 190 };
    setting.draw(Stream::Renewal, slot.customer * MOST_LOANS + nth).chance(often)
}

/// The product of a loan: most borrowers keep to the one they prefer, a few
/// also take another.
fn draw_product(
    setting: &Setting<'_>,
    draw: &mut Draw,
    customer: &Customer,
    form: LoanForm,
    start: Day,
) -> Option<usize> {
    let products = &setting.shape.products;
    let (keeps, strays) = (draw.chance(800), draw.chance(40));
    let other = draw.below(products.len() as u64) as usize;
    if products.is_empty() || form != LoanForm::Loan || !keeps {
        return None;
    }
    let party = &customer.party;
    let mut of_party = setting.draw(Stream::Product, party.index);
    let (preferred, eased) = (of_party.below(products.len() as u64) as usize, of_party.chance(30));
    let product = &products[preferred];
    let borrows = match party.kind {
        PartyKind::Enterprise => party.scale != Scale::Large,
        PartyKind::IndividualBusiness => true,
        PartyKind::Individual | PartyKind::Cooperative => false,
    };
    let meant = borrows && (party.technology || !product.technology);
    if !(meant || eased) || !of_party.chance(product.per_mille) {
        return None;
    }
    let taken = if strays { other } else { preferred };
    (start >= products[taken].offered_from).then_some(taken)
}

fn draw_backer(draw: &mut Draw) -> usize {
    let total: u64 = BACKERS.iter().map(|backer| u64::from(backer.weight)).sum();
    let mut left = draw.below(total);
    for (place, backer) in BACKERS.iter().enumerate() {
        if left < u64::from(backer.weight) {
            return place;
        }
        left -= u64::from(backer.weight);
    }
    0
}
