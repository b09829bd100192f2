//! What a party is (the same whoever asks) and the rows it is reported by.

use huigu_facts::{Ownership, Party, PartyKind, Scale};
use huigu_quantity::{Day, Fen};

use crate::identity::write_party_id;
use crate::random::{Draw, Stream};
use crate::zhenhai::{CROPS, ELSEWHERE, FAMILIES, FARMING, FIRST, Limits, PARKS, SECOND, SHOPS, TOWNS, TRADES, Trade};

/// Fen in 10,000 yuan.
pub(crate) const WAN: i64 = 1_000_000;

/// What the rest of the district needs to know of a party.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Character {
    /// Number.
    pub(crate) index: u64,
    /// Kind.
    pub(crate) kind: PartyKind,
    /// Ownership, where it has one.
    pub(crate) ownership: Option<Ownership>,
    /// Place of its trade in [`TRADES`].
    pub(crate) trade: usize,
    /// Its true size; individuals and the like count as micro.
    pub(crate) scale: Scale,
    /// Where it is: a town of the district, or a place elsewhere.
    pub(crate) seat: Seat,
    /// First day as a dual-innovation subject, and the first day no longer one.
    pub(crate) dual: Option<(Day, Option<Day>)>,
    /// A technology enterprise.
    pub(crate) technology: bool,
    /// Of agriculture.
    pub(crate) agricultural: bool,
}

/// Where a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seat {
    /// In the district: town and, perhaps, park.
    Town(usize, Option<usize>),
    /// Outside.
    Elsewhere(usize),
}

impl Character {
    /// The character of party number `index`; `first_year` is the first of the books.
    pub(crate) fn new(seed: u64, first_year: i32, index: u64) -> Self {
        let mut draw = Draw::new(seed, Stream::Party, index);
        let kind = draw.weighted(&[
            (70, PartyKind::Enterprise),
            (20, PartyKind::IndividualBusiness),
            (7, PartyKind::Individual),
            (3, PartyKind::Cooperative),
        ]);
        let enterprise = kind == PartyKind::Enterprise;
        let trade = if kind == PartyKind::Cooperative { FARMING } else { draw_trade(&mut draw) };
        let technology = draw.chance(280) && enterprise && TRADES[trade].1.technical;
        let scale = draw.weighted(&[(50, Scale::Micro), (36, Scale::Small), (11, Scale::Medium), (3, Scale::Large)]);
        let ownership = draw.weighted(&[
            (80, Some(Ownership::Private)),
            (6, Some(Ownership::State)),
            (3, Some(Ownership::Collective)),
            (4, Some(Ownership::Hmt)),
            (4, Some(Ownership::Foreign)),
            (3, None),
        ]);
        let seat = draw_seat(&mut draw, kind);
        let in_park = matches!(seat, Seat::Town(_, Some(_)));
        let dual = draw_dual(&mut draw, first_year, in_park);
        Self {
            index,
            kind,
            ownership: if enterprise { ownership } else { None },
            trade,
            scale: if enterprise { scale } else { Scale::Micro },
            seat,
            dual: if kind == PartyKind::Cooperative { None } else { dual },
            technology,
            agricultural: trade == FARMING && kind != PartyKind::IndividualBusiness,
        }
    }

    /// Whether the party is in the district.
    pub(crate) fn in_district(&self) -> bool {
        matches!(self.seat, Seat::Town(..))
    }

    /// Writes the party's id over `id`.
    pub(crate) fn write_id(&self, id: &mut String) {
        let place = match self.seat {
            Seat::Town(..) => "330211",
            Seat::Elsewhere(place) => ELSEWHERE[place].1,
        };
        write_party_id(id, self.index, self.kind, place);
    }

    /// The figures an enterprise's scale rests on, drawn so that they give
    /// `scale`: persons, revenue and assets in 10,000 yuan.
    fn figures(&self, draw: &mut Draw, scale: Scale) -> (i64, i64, i64) {
        let trade: &Trade = &TRADES[self.trade].1;
        let listed = |limits: Limits| limits != [0; 3];
        // Where the standard does not look at a figure, it follows the usual.
        let usual = [600, 120, 12];
        let employees = within(draw, if listed(trade.employees) { trade.employees } else { usual }, scale, 1);
        let revenue_a_head = draw.between(25, 120);
        let revenue =
            if listed(trade.revenue) { within(draw, trade.revenue, scale, 10) } else { employees * revenue_a_head };
        let turnover = draw.between(60, 180);
        let assets = if listed(trade.assets) {
            within(draw, trade.assets, scale, 20)
        } else {
            (revenue * turnover / 100).max(5)
        };
        (employees, revenue, assets)
    }
}

fn draw_trade(draw: &mut Draw) -> usize {
    let total: u64 = TRADES.iter().map(|(weight, _)| u64::from(*weight)).sum();
    let mut left = draw.below(total);
    for (place, (weight, _)) in TRADES.iter().enumerate() {
        if left < u64::from(*weight) {
            return place;
        }
        left -= u64::from(*weight);
    }
    FARMING
}

fn draw_seat(draw: &mut Draw, kind: PartyKind) -> Seat {
    if draw.chance(30) {
        return Seat::Elsewhere(draw.below(ELSEWHERE.len() as u64) as usize);
    }
    let in_park = match kind {
        PartyKind::Enterprise => draw.chance(320),
        PartyKind::IndividualBusiness | PartyKind::Individual => draw.chance(120),
        PartyKind::Cooperative => false,
    };
    if in_park {
        // Every third of them sits in the start-up street, the first park.
        let park = if draw.chance(330) { 0 } else { draw.below(PARKS.len() as u64) as usize };
        return Seat::Town(PARKS[park].1, Some(park));
    }
    let places = [(22, 0), (20, 1), (24, 2), (16, 3), (8, 4), (6, 5), (4, 6)];
    Seat::Town(draw.weighted(&places), None)
}

fn draw_dual(draw: &mut Draw, first_year: i32, in_park: bool) -> Option<(Day, Option<Day>)> {
    if !draw.chance(if in_park { 800 } else { 40 }) {
        return None;
    }
    let since = Day(Day::new_year(first_year).0 + draw.between(-900, 1_000) as i32);
    let until = draw.chance(60).then(|| Day(since.0 + draw.between(200, 1_400) as i32));
    Some((since, until))
}

/// A figure in the band that its limits give to `scale`, mostly near its
/// lower end; `least` is the least there is.
fn within(draw: &mut Draw, limits: Limits, scale: Scale, least: i64) -> i64 {
    let [large, medium, small] = limits;
    let (low, high) = match scale {
        Scale::Large => (large, large * 4),
        Scale::Medium => (medium, large - 1),
        Scale::Small => (small, medium - 1),
        Scale::Micro => (least.min(small - 1), small - 1),
    };
    let part = draw.between(0, 1_000);
    low + (high - low) * part * part / 1_000_000
}

/// Texts of a party's row, written over and over.
#[derive(Debug, Default)]
pub(crate) struct PartyTexts {
    id: String,
    name: String,
}

/// Hands the one or two rows of a party to `sink`. `first_year` and
/// `last_year` are those of the books.
pub(crate) fn party_rows(
    seed: u64,
    (first_year, last_year): (i32, i32),
    party: &Character,
    texts: &mut PartyTexts,
    sink: &mut dyn FnMut(Party<'_>),
) {
    let mut draw = Draw::new(seed, Stream::PartyRow, party.index);
    let shop = draw.pick(&SHOPS);
    party.write_id(&mut texts.id);
    write_name(&mut draw, party, shop.0, &mut texts.name);
    let (town, park) = match party.seat {
        Seat::Town(town, park) => (TOWNS[town], park.map_or("", |park| PARKS[park].0)),
        Seat::Elsewhere(place) => (ELSEWHERE[place].0, ""),
    };
    let works = party.kind != PartyKind::Individual;
    let established = Day((Day::new_year(first_year).0 - draw.between(30, 9_000) as i32).max(Day::FIRST.0));
    let mut row = Party {
        party_id: &texts.id,
        name: &texts.name,
        kind: party.kind,
        ownership: party.ownership,
        industry: match party.kind {
            PartyKind::Enterprise | PartyKind::Cooperative => draw.pick(TRADES[party.trade].1.codes),
            PartyKind::IndividualBusiness => shop.1,
            PartyKind::Individual => "",
        },
        employees: None,
        revenue: None,
        assets: None,
        scale: None,
        established: (works && draw.chance(900)).then_some(established),
        town,
        park,
        in_district: party.in_district(),
        dual_innovation_since: party.dual.map(|(since, _)| since),
        dual_innovation_until: party.dual.and_then(|(_, until)| until),
        technology: party.technology,
        agricultural: party.agricultural,
        valid_from: None,
    };
    report_size(&mut draw, party, party.scale, &mut row);
    sink(row);
    if party.kind == PartyKind::Enterprise && draw.chance(40) {
        // A later row: the enterprise has grown, or has shrunk, or was sold.
        let scale = draw.pick(&[party.scale, Scale::Micro, Scale::Small, Scale::Small, Scale::Medium]);
        report_size(&mut draw, party, scale, &mut row);
        if draw.chance(100) {
            row.ownership = Some(draw.pick(&[Ownership::Private, Ownership::State, Ownership::Foreign]));
        }
        let from = i64::from(Day::new_year(first_year).0);
        let last = i64::from(Day::new_year(last_year + 1).0) - 1;
        row.valid_from = Some(Day(draw.between(from + 30, last) as i32));
        sink(row);
    }
}

/// Fills in the figures and the reported scale: mostly as they are, some
/// missing, some at odds with each other.
fn report_size(draw: &mut Draw, party: &Character, scale: Scale, row: &mut Party<'_>) {
    let (employees, revenue, assets) = party.figures(draw, scale);
    let (figures_missing, scale_missing, scale_off) = (draw.chance(50), draw.chance(70), draw.chance(50));
    if party.kind != PartyKind::Enterprise {
        row.employees = (party.kind != PartyKind::Individual && draw.chance(300)).then(|| employees.min(7));
        return;
    }
    row.employees = Some(employees);
    row.revenue = (!figures_missing).then_some(Fen(revenue * WAN));
    row.assets = (!figures_missing || draw.chance(500)).then_some(Fen(assets * WAN));
    let reported = if scale_off {
        match scale {
            Scale::Micro | Scale::Medium => Scale::Small,
            Scale::Small => Scale::Micro,
            Scale::Large => Scale::Medium,
        }
    } else {
        scale
    };
    row.scale = (!scale_missing).then_some(reported);
}

fn write_name(draw: &mut Draw, party: &Character, shop: &str, name: &mut String) {
    name.clear();
    let (first, second, third) = (draw.pick(&FIRST), draw.pick(&SECOND), draw.pick(&FIRST));
    let (family, crop) = (draw.pick(&FAMILIES), draw.pick(&CROPS));
    let (place, town) = match party.seat {
        Seat::Town(town, _) => ("镇海", TOWNS[town]),
        Seat::Elsewhere(place) => ("宁波", ELSEWHERE[place].0),
    };
    match party.kind {
        PartyKind::Enterprise => {
            name.extend(["宁波", if place == "宁波" { "" } else { place }, first, second, third]);
            let limited = if party.scale == Scale::Large { "股份有限公司" } else { "有限公司" };
            name.extend([TRADES[party.trade].1.word, limited]);
        }
        PartyKind::IndividualBusiness => name.extend([town, first, second, shop]),
        PartyKind::Individual => name.extend([family, "某"]),
        PartyKind::Cooperative => name.extend([place, first, second, crop, "专业合作社"]),
    }
}
