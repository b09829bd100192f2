//! Demands, deals, observations and claims.

use huigu_facts::{Code, Origin};
use huigu_quantity::Day;

use crate::book::{Book, ObservationRow};
use crate::builder::Builder;
use crate::issues::Issues;

use super::People;
use super::rows::{Rows, other_row};

pub(super) fn demands(builder: &mut Builder, people: &People, book: &mut Book, issues: &mut Issues) {
    let rows = Rows::keyed(
        std::mem::take(&mut builder.demands),
        |a, b| a.0.id.cmp(&b.0.id),
        |row| row.2,
        "demand_id",
        |row| row.0.id.clone(),
        issues,
    );
    let mut taken = Vec::with_capacity(rows.list.len());
    for ((mut row, borrower, origin), refused) in rows.list.into_iter().zip(rows.refused) {
        let party = people.party(borrower, origin, "borrower", issues);
        if let (Some(party), false) = (party, refused) {
            row.party_row = book.parties.row_on(party, row.date);
            taken.push(row);
        }
    }
    book.demands = taken;
}

pub(super) fn deals(builder: &mut Builder, people: &People, book: &mut Book, issues: &mut Issues) {
    let rank = |symbol: u32| people.party_ranks[symbol as usize];
    let rows = Rows::keyed(
        std::mem::take(&mut builder.deals),
        |(a, _), (b, _)| rank(a.party).cmp(&rank(b.party)).then_with(|| a.id.cmp(&b.id)),
        |row| row.1,
        "deal_id",
        |(row, _)| format!("{} {}", people.party_ids.get(row.party), row.id),
        issues,
    );
    let mut taken = Vec::with_capacity(rows.list.len());
    for ((mut row, origin), refused) in rows.list.into_iter().zip(rows.refused) {
        let party = people.party(row.party, origin, "issuer", issues);
        if let (Some(party), false) = (party, refused) {
            row.party = party;
            row.party_row = book.parties.row_on(party, row.date);
            taken.push(row);
        }
    }
    book.deals = taken;
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
            issues.add(*origin, "source", Code::TwoSources, || {
                (own.source.clone(), format!("{}（{}）", other.0.source, other_row(*origin, other.2)))
            });
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
    fn key(row: &crate::book::ClaimRow) -> (&str, i32, &str, &str, &str) {
        (&row.measure, row.year, &row.beneficiary, &row.lender, &row.loan_id)
    }
    let rows = Rows::keyed(
        std::mem::take(&mut builder.claims),
        |(a, _), (b, _)| key(a).cmp(&key(b)),
        |row| row.1,
        "measure",
        |(row, _)| {
            let year = row.year.to_string();
            [row.measure.as_str(), &year, &row.beneficiary, &row.lender, &row.loan_id].join(" ").trim_end().to_owned()
        },
        issues,
    );
    book.claims = rows.kept().map(|(row, _)| row).collect();
}
