//! Demands, deals, observations and claims.

use huigu_facts::{Code, Origin};
use huigu_quantity::Day;

use crate::book::Book;
use crate::builder::{Builder, ClaimDraft, DealDraft, DemandDraft};
use crate::issues::Issues;
use crate::rows::{DealRow, DemandRow, ObservationRow};

use super::places::{People, names};
use super::rows::Rows;

pub(super) fn demands(builder: &mut Builder, people: &People, book: &mut Book, issues: &mut Issues) {
    let ids = std::mem::take(&mut builder.demand_ids);
    let id = |draft: &DemandDraft| ids.get(draft.id as usize);
    let rows = Rows::keyed(
        std::mem::take(&mut builder.demands),
        |a, b| id(a).cmp(id(b)),
        |draft| draft.origin,
        "demand_id",
        |draft| id(draft).to_owned(),
        issues,
    );
    for (draft, refused) in rows.list.iter().zip(rows.refused) {
        let party = people.party(draft.borrower, draft.origin, "borrower", issues);
        if let (Some(party), false) = (party, refused) {
            let party_row = book.parties.row_on(party, draft.row.date());
            book.demands.ids.push(id(draft));
            book.demands.rows.push(DemandRow { party_row, ..draft.row });
        }
    }
}

pub(super) fn deals(builder: &mut Builder, people: &People, book: &mut Book, issues: &mut Issues) {
    let rank = |draft: &DealDraft| people.party_ranks[draft.row.party as usize];
    let ids = std::mem::take(&mut builder.deal_ids);
    let id = |draft: &DealDraft| ids.get(draft.id as usize);
    let rows = Rows::keyed(
        std::mem::take(&mut builder.deals),
        |a, b| rank(a).cmp(&rank(b)).then_with(|| id(a).cmp(id(b))),
        |draft| draft.origin,
        "deal_id",
        |draft| format!("{} {}", people.party_ids.get(draft.row.party), id(draft)),
        issues,
    );
    for (draft, refused) in rows.list.iter().zip(rows.refused) {
        let party = people.party(draft.row.party, draft.origin, "issuer", issues);
        if let (Some(party), false) = (party, refused) {
            let party_row = book.parties.row_on(party, draft.row.date());
            book.deals.ids.push(id(draft));
            book.deals.rows.push(DealRow { party, party_row, ..draft.row });
        }
    }
}

type Observed = (ObservationRow, String, Origin);

pub(super) fn observations(builder: &mut Builder, book: &mut Book, issues: &mut Issues) {
    // The source comes last, so that the rows of one figure stand together.
    fn key(row: &ObservationRow) -> (&str, &str, &str, Day, Day, &str) {
        (&row.indicator, &row.org, &row.place, row.from, row.last, &row.source)
    }
    let mut rows = Rows::keyed(
        std::mem::take(&mut builder.observations),
        |a, b| key(&a.0).cmp(&key(&b.0)),
        |row| row.2,
        "indicator",
        |(row, period, _)| {
            [row.indicator.as_str(), period, &row.org, &row.place, &row.source].join(" ").trim_end().to_owned()
        },
        issues,
    );
    two_sources(&mut rows, issues);
    period_lengths(&mut rows, issues);
    book.observations = rows.kept().map(|row| row.0).collect();
}

/// Refuses the rows of a figure that more than one source reports.
fn two_sources(rows: &mut Rows<Observed>, issues: &mut Issues) {
    let same = |a: &Observed, b: &Observed| {
        (&a.0.indicator, &a.0.org, &a.0.place, a.0.from, a.0.last)
            == (&b.0.indicator, &b.0.org, &b.0.place, b.0.from, b.0.last)
    };
    for range in huigu_facts::repeats(&rows.list, same) {
        for at in range.clone() {
            let (own, _, origin) = &rows.list[at];
            let Some(other) = rows.list[range.clone()].iter().find(|row| row.0.source != own.source) else { break };
            issues.add(*origin, "source", Code::TwoSources, || (own.source.clone(), other.0.source.clone()));
            rows.refused[at] = true;
        }
    }
}

/// Refuses the rows whose period is of another length than that of the
/// indicator's row of the year that came first.
fn period_lengths(rows: &mut Rows<Observed>, issues: &mut Issues) {
    let list = &rows.list;
    let of = |at: usize| (list[at].0.indicator.as_str(), list[at].0.from.year());
    let mut order: Vec<usize> = (0..list.len()).collect();
    order.sort_by_key(|&at| (of(at), list[at].2));
    for group in order.chunk_by(|&a, &b| of(a) == of(b)) {
        let (first, first_period, _) = &list[group[0]];
        for &at in &group[1..] {
            let (row, period, origin) = &list[at];
            if length(row) != length(first) {
                issues.add(*origin, "period", Code::PeriodLengths, || (period.clone(), first_period.clone()));
                rows.refused[at] = true;
            }
        }
    }
}

/// Months, quarters and years told apart by their months.
fn length(row: &ObservationRow) -> u32 {
    let ((from_year, from_month, _), (last_year, last_month, _)) = (row.from.ymd(), row.last.ymd());
    ((last_year - from_year) * 12 + last_month as i32 - from_month as i32).unsigned_abs()
}

pub(super) fn claims(builder: &mut Builder, book: &mut Book, issues: &mut Issues) {
    let (names, places) = names(&mut builder.claim_names);
    let ids = std::mem::take(&mut builder.claim_ids);
    let id = |draft: &ClaimDraft| ids.get(draft.id as usize);
    for ClaimDraft { row, .. } in &mut builder.claims {
        row.measure = places[row.measure as usize];
        row.beneficiary = places[row.beneficiary as usize];
        row.lender = places[row.lender as usize];
    }
    // Places of names are in byte order.
    let key = |draft: &ClaimDraft| {
        let row = draft.row;
        (row.measure, row.year, row.beneficiary, row.lender)
    };
    let rows = Rows::keyed(
        std::mem::take(&mut builder.claims),
        |a, b| key(a).cmp(&key(b)).then_with(|| id(a).cmp(id(b))),
        |draft| draft.origin,
        "measure",
        |draft| {
            let (row, year) = (draft.row, draft.row.year.to_string());
            let [measure, beneficiary, lender] = [row.measure, row.beneficiary, row.lender].map(|name| names.get(name));
            [measure, &year, beneficiary, lender, id(draft)].join(" ").trim_end().to_owned()
        },
        issues,
    );
    let kept: Vec<ClaimDraft> = rows.kept().collect();
    book.claims.loan_ids = kept.iter().map(id).collect();
    book.claims.rows = kept.iter().map(|draft| draft.row).collect();
    book.claims.names = names;
}
