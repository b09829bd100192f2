//! What parties ask for and raise: demands for financing, and steps and deals
//! on the capital market over several years.

use std::fmt::Write as _;

use huigu_facts::{DealKind, DealStage, Demand, Financing, Outcome, Ownership, PartyKind, Scale};
use huigu_quantity::{Day, Fen};

use crate::party::{Character, WAN};
use crate::random::{Draw, Stream};
use crate::setting::Setting;
use crate::terms::{round_principal, size_in_wan};

/// One demand for so many parties.
const PARTIES_A_DEMAND: u64 = 8;

/// One issuer for so many parties, and issuers at least.
const PARTIES_AN_ISSUER: u64 = 400;
const FEWEST_ISSUERS: u64 = 6;

/// How many parties are looked at to find an issuer.
const SEARCH: u64 = 60;

/// Hands every demand to `sink`.
pub(crate) fn demands(setting: &Setting<'_>, sink: &mut dyn FnMut(Demand<'_>)) {
    let parties = setting.layout.parties();
    let (mut id, mut borrower) = (String::new(), String::new());
    for number in 0..parties.div_ceil(PARTIES_A_DEMAND) {
        let mut draw = setting.draw(Stream::Demand, number);
        let party = setting.party(draw.below(parties));
        party.write_id(&mut borrower);
        id.clear();
        // Writing to a String cannot fail.
        let _ = write!(id, "XQ{:08}", number + 1);
        let date = day_between(&mut draw, setting.first, setting.last);
        let wanted = size_in_wan(&mut draw, &party) * WAN / 100 * draw.between(30, 100);
        let closed = Day(date.0 + draw.between(0, 60) as i32);
        let outcome = if closed > setting.last { Outcome::Open } else { draw_outcome(&mut draw) };
        sink(Demand {
            demand_id: &id,
            borrower: &borrower,
            date,
            amount: round_principal(&mut draw, wanted),
            qualifies: draw.weighted(&[(74, Some(true)), (16, Some(false)), (10, None)]),
            outcome: (!draw.chance(40)).then_some(outcome),
            closed: (outcome != Outcome::Open).then_some(closed),
        });
    }
}

fn draw_outcome(draw: &mut Draw) -> Outcome {
    draw.weighted(&[(60, Outcome::Met), (10, Outcome::Open), (18, Outcome::Refused), (12, Outcome::Withdrawn)])
}

/// Hands every financing to `sink`. Every third issuer is on the way to a
/// listing; the others, or the same, raise debt again and again, so that some
/// reach any ceiling a plan may set over all years.
pub(crate) fn financings(setting: &Setting<'_>, sink: &mut dyn FnMut(Financing<'_>)) {
    let parties = setting.layout.parties();
    let issuers = (parties / PARTIES_AN_ISSUER).max(FEWEST_ISSUERS);
    let mut issuer_id = String::new();
    for number in 0..issuers {
        let from = (u128::from(parties) * u128::from(number) / u128::from(issuers)) as u64;
        let Some(issuer) = find_issuer(setting, from) else { continue };
        issuer.write_id(&mut issuer_id);
        let mut deals = Deals { setting, issuer: &issuer_id, issuer_number: number, deals: 0, id: String::new() };
        let mut draw = setting.draw(Stream::Issuer, number);
        let lists = draw.chance(150) || number % 3 == 1;
        if lists {
            deals.listing(&mut draw, sink);
        }
        if !lists || draw.chance(300) {
            deals.debt(&mut draw, sink);
        }
        if draw.chance(250) {
            let kind = draw.pick(&[DealKind::EquityFund, DealKind::CrossBorder]);
            let amount = draw.chance(700).then(|| Fen(draw.between(5, 200) * 100 * WAN));
            let date = day_between(&mut draw, setting.first, setting.last);
            deals.tell(kind, None, date, amount, sink);
        }
    }
}

/// An enterprise near party number `from`, best a private one of some size in the district.
fn find_issuer(setting: &Setting<'_>, from: u64) -> Option<Character> {
    let parties = setting.layout.parties();
    let near = || (from..from + SEARCH).map(|number| setting.party(number % parties));
    let enterprise = |party: &Character| party.kind == PartyKind::Enterprise;
    let fits = |party: &Character| {
        let sizeable = matches!(party.scale, Scale::Small | Scale::Medium | Scale::Large);
        enterprise(party) && sizeable && party.in_district() && party.ownership == Some(Ownership::Private)
    };
    near().find(fits).or_else(|| near().find(enterprise))
}

/// The deals of one issuer.
struct Deals<'a> {
    setting: &'a Setting<'a>,
    issuer: &'a str,
    issuer_number: u64,
    deals: u32,
    id: String,
}

impl Deals<'_> {
    /// Steps on the way to a listing, one after the other until the books end.
    fn listing(&mut self, draw: &mut Draw, sink: &mut dyn FnMut(Financing<'_>)) {
        let kind = draw.weighted(&[(40, DealKind::Listing), (30, DealKind::Neeq), (30, DealKind::RegionalEquity)]);
        let steps: &[DealStage] = match kind {
            DealKind::Listing => {
                use DealStage::{Accepted, Approved, Filed, Listed, Tutoring};
                &[Tutoring, Filed, Accepted, Approved, Listed]
            }
            DealKind::Neeq => &[DealStage::Filed, DealStage::Listed],
            _ => &[DealStage::Listed],
        };
        let mut date = day_between(draw, self.setting.first, self.setting.last);
        for stage in steps {
            if date > self.setting.last {
                break;
            }
            let raised = *stage == DealStage::Listed && kind == DealKind::Listing;
            let amount = raised.then(|| Fen(draw.between(20, 120) * 1_000 * WAN));
            self.tell(kind, Some(*stage), date, amount, sink);
            date = Day(date.0 + draw.between(60, 300) as i32);
        }
    }

    /// A few issues of debt over the years.
    fn debt(&mut self, draw: &mut Draw, sink: &mut dyn FnMut(Financing<'_>)) {
        for _ in 0..draw.between(1, 4) {
            let kinds = [(50, DealKind::Bond), (20, DealKind::Convertible), (30, DealKind::DebtInstrument)];
            let kind = draw.weighted(&kinds);
            let wan = draw.quantile(&[500, 1_500, 3_000, 4_500, 6_000, 10_000, 30_000, 80_000]);
            let date = day_between(draw, self.setting.first, self.setting.last);
            self.tell(kind, None, date, Some(Fen(wan * WAN)), sink);
        }
    }

    fn tell(
        &mut self,
        kind: DealKind,
        stage: Option<DealStage>,
        date: Day,
        amount: Option<Fen>,
        sink: &mut dyn FnMut(Financing<'_>),
    ) {
        self.deals += 1;
        self.id.clear();
        // Writing to a String cannot fail.
        let _ = write!(self.id, "RZ{:05}-{}", self.issuer_number + 1, self.deals);
        sink(Financing { issuer: self.issuer, deal_id: &self.id, kind, stage, date, amount });
    }
}

fn day_between(draw: &mut Draw, first: Day, last: Day) -> Day {
    Day(draw.between(i64::from(first.0), i64::from(last.0)) as i32)
}
