//! Parties, organisations, quotes, deals, observations and claims.

use std::collections::BTreeSet;

use huigu_facts::{DealKind, DealStage, OrganisationKind, Ownership, PartyKind, ReportingPeriod, Scale};
use huigu_quantity::{Day, Fen, Ppm};
use huigu_testkit::Rng;

use super::hints::Hints;
use crate::books::{Books, Claim, Financing, Lpr, Observation, Organisation, Party};

const DAY_2020: i32 = 18_262;

/// Sections, divisions and groups that the table of scales treats differently.
const INDUSTRIES: [&str; 16] =
    ["", "A01", "C", "C13", "3411", "E47", "51", "F", "G591", "59", "5990", "I65", "7010", "70", "L72", "J66"];

pub(super) fn people(books: &mut Books, rng: &mut Rng) {
    let mut organisation = |id: &str, kind, rng: &mut Rng| {
        let books_from = [Day(DAY_2020), Day(DAY_2020 + 1), Day(DAY_2020 + 366), Day(DAY_2020 + 500)];
        books.organisations.push(Organisation {
            org_id: id.to_owned(),
            name: id.to_owned(),
            kind,
            in_district: !rng.one_in(4),
            policy: rng.one_in(2),
            books_from: if rng.one_in(2) { None } else { Some(*rng.of(&books_from)) },
        });
    };
    for id in ["bank-a", "bank-b", "bank-b2", "Bank-c"] {
        organisation(id, OrganisationKind::Bank, rng);
    }
    organisation("guarantor-a", OrganisationKind::Guarantor, rng);
    organisation("guarantor-b", OrganisationKind::Guarantor, rng);
    organisation("insurer-a", OrganisationKind::Insurer, rng);
    for number in 0..2 + rng.below(7) {
        let id = format!("party-{number}");
        let mut froms = BTreeSet::new();
        for _ in 0..1 + rng.below(5) / 3 + rng.below(5) / 4 {
            froms.insert(rng.maybe(&[Day(DAY_2020), Day(DAY_2020 + 366), Day(DAY_2020 + 526)]));
        }
        books.parties.extend(froms.into_iter().map(|from| party(&id, from, rng)));
    }
}

fn party(id: &str, valid_from: Option<Day>, rng: &mut Rng) -> Party {
    const WAN: i64 = 1_000_000;
    let wan = [0, 50, 100, 300, 500, 1_000, 2_000, 5_000, 40_000].map(|wan| wan * WAN);
    let money = |rng: &mut Rng| rng.maybe(&wan).map(|sum| Fen((sum - i64::from(rng.one_in(3))).max(0)));
    let since = if rng.one_in(3) { None } else { Some(Day(DAY_2020 - 100 + rng.below(900) as i32)) };
    let until = since.filter(|_| rng.one_in(3)).map(|since| Day(since.0 + 1 + rng.below(700) as i32));
    // Three in four are private enterprises that could be small.
    let usual = !rng.one_in(4);
    Party {
        party_id: id.to_owned(),
        name: id.to_owned(),
        industry: (*rng.of(&INDUSTRIES)).to_owned(),
        town: (*rng.of(&["", "骆驼街道", "澥浦镇"])).to_owned(),
        park: (*rng.of(&["", "park-1"])).to_owned(),
        kind: if usual { PartyKind::Enterprise } else { *rng.of(&PartyKind::ALL) },
        ownership: if usual { Some(Ownership::Private) } else { rng.maybe(&Ownership::ALL) },
        employees: rng.maybe(&[0, 4, 5, 9, 10, 19, 20, 99, 100, 299, 300, 999, 1_000]),
        revenue: money(rng),
        assets: money(rng),
        scale: rng.maybe(&Scale::ALL),
        established: None,
        in_district: !rng.one_in(6),
        dual_innovation_since: since,
        dual_innovation_until: until,
        technology: rng.one_in(2),
        agricultural: rng.one_in(4),
        valid_from,
    }
}

pub(super) fn lpr(books: &mut Books, rng: &mut Rng) {
    for (days, one_year, five_year) in [(-30, 41_500, 48_000), (111, 38_500, 46_500), (366, 38_000, 46_000)] {
        if !rng.one_in(5) {
            let date = Day(DAY_2020 + days);
            books.lpr.push(Lpr { date, one_year: Ppm(one_year), five_year: Ppm(five_year) });
        }
    }
}

pub(super) fn financings(books: &mut Books, hints: &Hints, rng: &mut Rng) {
    for number in 0..rng.below(16) {
        let issuer = rng.of(&books.parties).party_id.clone();
        let kind = if rng.one_in(3) { *rng.of(&DealKind::ALL) } else { DealKind::Bond };
        // About the ceilings of a hundredth of the sum raised.
        let raised = match rng.below(4) {
            0 => Fen(5_000_000_000 + rng.below(3) as i64 - 1),
            1 => Fen(1 + rng.below(200) as i64),
            _ => hints.amount(rng),
        };
        let required = matches!(kind, DealKind::Bond | DealKind::Convertible | DealKind::DebtInstrument);
        books.financings.push(Financing {
            issuer,
            deal_id: format!("D{number}"),
            kind,
            stage: rng.maybe(&DealStage::ALL),
            date: hints.day(rng),
            amount: Some(raised).filter(|_| required || rng.one_in(2)),
        });
    }
}

pub(super) fn observations(books: &mut Books, hints: &Hints, rng: &mut Rng) {
    let year = hints.days.get(7).map_or(2021, |day| day.next().year());
    for (list, of_lenders) in [(&hints.indicators, false), (&hints.lender_indicators, true)] {
        let names: BTreeSet<&String> = list.iter().collect();
        for (indicator, year) in names.into_iter().flat_map(|name| [year - 1, year, year + 1].map(|year| (name, year)))
        {
            // One length of periods a year; mostly the same in each.
            let parts = if rng.one_in(5) { *rng.of(&[1, 4, 12]) } else { [1, 4, 12][indicator.len() % 3] };
            let mut owners = vec![("", ""), ("", "somewhere")];
            if of_lenders {
                owners.extend([("bank-a", ""), ("bank-b", ""), ("bank-b", "somewhere")]);
            }
            for (org, place) in owners {
                for part in 0..parts {
                    if !rng.one_in(5) {
                        let value = rng.below(2_000_000) as i128 - if rng.one_in(9) { 1_000_000 } else { 0 };
                        books.observations.push(observation(indicator, year, (part, parts), (org, place), value));
                    }
                }
            }
        }
    }
}

fn observation(
    indicator: &str,
    year: i32,
    (part, parts): (u32, u32),
    (org, place): (&str, &str),
    value: i128,
) -> Observation {
    let months = 12 / parts;
    let first = |months: u32| Day::from_ymd(year + (months / 12) as i32, months % 12 + 1, 1).unwrap_or(Day::FIRST);
    let text = match parts {
        1 => format!("{year}"),
        4 => format!("{year}-Q{}", part + 1),
        _ => format!("{year}-{:02}", part + 1),
    };
    Observation {
        indicator: indicator.to_owned(),
        period: ReportingPeriod { text, from: first(part * months), last: first((part + 1) * months).before() },
        org: org.to_owned(),
        place: place.to_owned(),
        source: "source".to_owned(),
        value,
    }
}

pub(super) fn claims(books: &mut Books, hints: &Hints, rng: &mut Rng) {
    let mut keys = BTreeSet::new();
    for _ in 0..rng.below(8) {
        let Some(measure) = hints.measures.get(rng.below(hints.measures.len().max(1))) else { return };
        let line = books.loans.get(rng.below(books.loans.len().max(1))).filter(|_| rng.one_in(2));
        let (lender, loan_id) = line.map_or((String::new(), String::new()), |loan| {
            let loan_id = if rng.one_in(5) { "unknown".to_owned() } else { loan.loan_id.clone() };
            (loan.lender.clone(), loan_id)
        });
        let beneficiary = (*rng.of(&["bank-a", "bank-b", "guarantor-a", "party-0"])).to_owned();
        let beneficiary = if lender.is_empty() { beneficiary } else { lender.clone() };
        let claim = Claim {
            measure: measure.clone(),
            beneficiary,
            lender,
            loan_id,
            year: hints.days.get(7).map_or(2021, |day| day.next().year()),
            amount: hints.amount(rng),
        };
        if keys.insert((claim.measure.clone(), claim.beneficiary.clone(), claim.lender.clone(), claim.loan_id.clone()))
        {
            books.claims.push(claim);
        }
    }
}
