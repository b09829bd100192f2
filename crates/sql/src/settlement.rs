//! The settlement of one year as one query.

use huigu_plan::{Amount, Beneficiary, CapScope, Counts, Measure, Rules, Stacking, Standing, Terms};
use huigu_quantity::{Period, Phrase};

use crate::condition::{Speaker, Wanted, counted};
use crate::error::SqlError;
use crate::lines::{self, Earning, Years};
use crate::moves::{add_guarantee_days, add_guarantee_moves, add_loan_days};
use crate::query::{Query, one_line, quoted};
use crate::totals::{self, Source};
use crate::{deals, guarantees, loans, parties};

/// An active measure with its conditions said.
struct Active<'a> {
    place: usize,
    measure: &'a Measure,
    terms: &'a Terms,
    said: String,
    plain: String,
}

/// The settlement of `period` (a calendar year) under the rules as one query:
/// a row a measure and beneficiary, in fen, in the order of the plan's
/// measures and the beneficiaries' ids.
///
/// Columns: `measure`, `beneficiary`, `uncapped` (fen, rounded once, before
/// floor and caps), `amount` (fen, due), `lines`, `incomplete` (first day of
/// books that do not cover the year before, else `NULL`). Measures that wait
/// for a figure stand in the text as comments.
///
/// # Errors
/// [`SqlError`] names a condition, amount, beneficiary, cap or text that
/// cannot be said.
pub fn settlement(rules: &Rules, period: Period) -> Result<String, SqlError> {
    let mut wanted = Wanted::default();
    let mut active = Vec::new();
    for (place, measure) in rules.measures.iter().enumerate() {
        if let Standing::Active(terms) = &measure.standing {
            check(measure, terms)?;
            active.push(say(rules, place + 1, measure, terms, &mut wanted)?);
        }
    }
    let mut query = Query::default();
    parties::add(&mut query);
    let years = Years::of(period);
    let of = |counts: Counts| active.iter().filter(move |one| one.terms.counts == counts).collect::<Vec<_>>();
    add_loans(&mut query, rules.stacking, &of(Counts::Loans), &wanted, years)?;
    add_guarantees(&mut query, &of(Counts::Guarantees), &wanted, years);
    add_totals(&mut query, &active, rules.stacking, years);
    Ok(format!("{}\n{}{}", head(rules, period), query.text(), answer(&active)?))
}

fn say<'a>(
    rules: &Rules,
    place: usize,
    measure: &'a Measure,
    terms: &'a Terms,
    wanted: &mut Wanted,
) -> Result<Active<'a>, SqlError> {
    // A fixed sum asks about loans taken, all else about balances.
    let taken = matches!(terms.amount, Amount::FixedEach { .. }) || terms.counts == Counts::Deals;
    let speaker = Speaker {
        measure: &measure.id,
        counts: terms.counts,
        figure: (!taken).then_some(rules.asked),
        asked: rules.asked,
    };
    Ok(Active {
        place,
        measure,
        terms,
        said: speaker.all(&terms.conditions, wanted)?,
        plain: speaker.plain(&terms.conditions)?,
    })
}

/// Whether amount, beneficiary and caps fit what the measure counts.
fn check(measure: &Measure, terms: &Terms) -> Result<(), SqlError> {
    let on_deals = terms.counts == Counts::Deals;
    let amount_fits = match terms.amount {
        Amount::RateOnSum { .. } | Amount::FixedPerStage { .. } => on_deals,
        Amount::ShareOfInterest { .. } => terms.counts == Counts::Loans,
        Amount::ShareOfFee { .. } | Amount::ShareOfPremium { .. } => terms.counts == Counts::Guarantees,
        Amount::RateOnDailyAverage { .. } | Amount::RateOnIncrease { .. } | Amount::FixedEach { .. } => !on_deals,
    };
    let beneficiary_fits = match terms.beneficiary {
        Beneficiary::Issuer => on_deals,
        Beneficiary::Lender | Beneficiary::Guarantor | Beneficiary::Borrower => !on_deals,
    };
    let scopes = |scope: CapScope| terms.caps.iter().filter(|cap| cap.scope == scope).count();
    let caps_fit = (on_deals || scopes(CapScope::Deal) + scopes(CapScope::BeneficiaryLifetime) == 0)
        && scopes(CapScope::ProgrammeYear) <= 1;
    let refuse = |what| Err(SqlError::Terms { measure: measure.id.clone(), what, counts: counted(terms.counts) });
    match (amount_fits, beneficiary_fits, caps_fit) {
        (false, ..) => refuse(Phrase::new("金额", "the amount")),
        (_, false, _) => refuse(Phrase::new("对象", "the beneficiary")),
        (.., false) => refuse(Phrase::new("上限", "a cap")),
        _ => Ok(()),
    }
}

fn earning<'a>(one: &'a Active<'_>) -> Earning<'a> {
    Earning { place: one.place, amount: &one.terms.amount }
}

fn add_loans(
    query: &mut Query,
    stacking: Stacking,
    active: &[&Active<'_>],
    wanted: &Wanted,
    years: Years,
) -> Result<(), SqlError> {
    if active.is_empty() && wanted.behind.is_empty() {
        return Ok(());
    }
    let plain: Vec<String> = active.iter().map(|one| one.plain.clone()).chain(wanted.behind_plain.clone()).collect();
    loans::add(query, &plain, wanted, years.year)?;
    let mut marks: Vec<String> =
        active.iter().map(|one| format!("COALESCE({}, FALSE) AS m{}", one.said, one.place)).collect();
    marks.extend(
        wanted.behind.iter().enumerate().map(|(place, said)| format!("COALESCE({said}, FALSE) AS behind_{place}")),
    );
    query.step(
        "loan_marks",
        "which loans meet which measure",
        format!(
            "SELECT f.lender, f.loan_id, f.borrower, f.guarantor, f.start_day, f.due_day, f.principal, f.rate,\n{}\nFROM loan_facts f",
            marks.join(",\n")
        ),
    );
    if active.is_empty() {
        return Ok(());
    }
    let any: Vec<_> = active.iter().map(|one| format!("m{}", one.place)).collect();
    query.step(
        "counted_loans",
        "loans that meet at least one measure",
        format!("SELECT * FROM loan_marks WHERE {}", any.join(" OR ")),
    );
    let earnings: Vec<_> = active.iter().map(|one| earning(one)).collect();
    add_loan_days(query, &periods(&earnings, years));
    lines::add(query, "loan_", Counts::Loans, &earnings, years);
    if stacking == Stacking::HigherOnly {
        lines::add_higher_only(query, &earnings, years);
    }
    Ok(())
}

fn periods(earnings: &[Earning<'_>], years: Years) -> Vec<(&'static str, Period)> {
    let mut periods = Vec::new();
    if earnings.iter().any(Earning::by_balance) {
        periods.push(("year_days", years.year));
    }
    if earnings.iter().any(Earning::looks_back) {
        periods.push(("before_days", years.before));
    }
    periods
}

fn add_guarantees(query: &mut Query, active: &[&Active<'_>], wanted: &Wanted, years: Years) {
    if active.is_empty() {
        return;
    }
    add_guarantee_moves(query);
    guarantees::add(query, wanted, years.year);
    let marks: Vec<_> = active.iter().map(|one| format!("COALESCE({}, FALSE) AS m{}", one.said, one.place)).collect();
    let earnings: Vec<_> = active.iter().map(|one| earning(one)).collect();
    let periods = periods(&earnings, years);
    let days: String = periods.iter().map(|(name, _)| format!(",\n  d.{name}")).collect();
    add_guarantee_days(query, &periods);
    query.step(
        "guarantee_marks",
        "which guarantees meet which measure",
        format!("SELECT f.*,\n{}\nFROM guarantee_facts f", marks.join(",\n")),
    );
    // Every guarantee has movements, by its events or by its contract.
    query.step(
        "guarantee_counted_days",
        "fen times days of each guarantee",
        format!(
            "SELECT k.*{days}\nFROM guarantee_marks k
JOIN guarantee_days d ON d.guarantor = k.guarantor AND d.guarantee_id = k.guarantee_id"
        ),
    );
    lines::add(query, "guarantee_counted_", Counts::Guarantees, &earnings, years);
}

/// Everything from the lines to what is due.
fn add_totals(query: &mut Query, active: &[Active<'_>], stacking: Stacking, years: Years) {
    if active.is_empty() {
        return;
    }
    let sources = sources(active, stacking, years);
    for source in &sources {
        totals::add_source(query, source);
    }
    if !sources.is_empty() {
        totals::add_rounding(query, &sources.iter().map(|source| source.name.clone()).collect::<Vec<_>>());
    }
    let on_deals: Vec<_> = active.iter().filter(|one| one.terms.counts == Counts::Deals).collect();
    if !on_deals.is_empty() {
        deals::add_rows(query, years.year);
    }
    let deals: Vec<_> = on_deals
        .iter()
        .map(|one| deals::add_sums(query, one.place, &one.said, &one.terms.amount, &one.terms.caps, years.year))
        .collect();
    totals::add_floor(query, !sources.is_empty(), &deals);
    let caps: Vec<_> = active.iter().flat_map(|one| one.terms.caps.iter().map(|cap| (one.place, cap))).collect();
    let looking_back: Vec<_> = active.iter().filter(|one| earning(one).looks_back()).map(|one| one.place).collect();
    totals::add_caps(query, &caps, &looking_back, years.before.from.0);
}

/// Measures on loans and guarantees, by what they count and whom they pay.
fn sources<'a>(active: &[Active<'_>], stacking: Stacking, years: Years) -> Vec<Source<'a>> {
    let mut sources: Vec<Source<'a>> = Vec::new();
    for one in active {
        let (counted, lines) = match (one.terms.counts, stacking) {
            (Counts::Loans, Stacking::HigherOnly) => ("loan", "loan_earnings"),
            (Counts::Loans, Stacking::Both) => ("loan", "loan_lines"),
            (Counts::Guarantees, _) => ("guarantee", "guarantee_counted_lines"),
            (Counts::Deals, _) => continue,
        };
        let beneficiary = match one.terms.beneficiary {
            Beneficiary::Lender => "lender",
            Beneficiary::Guarantor => "guarantor",
            Beneficiary::Issuer | Beneficiary::Borrower => "borrower",
        };
        let measure = (one.place, earning(one).denominator(years));
        let name = format!("{counted}s_by_{beneficiary}");
        match sources.iter_mut().find(|source| source.name == name) {
            Some(source) => source.measures.push(measure),
            None => sources.push(Source { name, lines, beneficiary, measures: vec![measure] }),
        }
    }
    sources
}

/// What stands above the query: the question and the measures.
fn head(rules: &Rules, period: Period) -> String {
    let mut text = format!(
        "-- Settlement of {} under the plan {}, {} to {}.
-- Tables: the books, money in fen, rates in parts per million, each date with its day number (<column>_day).
-- One text for DuckDB, PostgreSQL and Spark SQL.
",
        period.from.year(),
        one_line(&rules.plan),
        period.from,
        period.last()
    );
    for (place, measure) in rules.measures.iter().enumerate() {
        let standing = match &measure.standing {
            Standing::Active(_) => "active".to_owned(),
            Standing::Inactive { unset } => format!("inactive, not set: {}", unset.join(", ")),
        };
        text += &format!(
            "--   {} {} ({}; {} {}): {}\n",
            place + 1,
            one_line(&measure.id),
            one_line(&measure.clause),
            one_line(&measure.name.zh),
            one_line(&measure.name.en),
            one_line(&standing)
        );
    }
    text
}

fn answer(active: &[Active<'_>]) -> Result<String, SqlError> {
    if active.is_empty() {
        // Without an active measure there is an answer, and it has no rows.
        return Ok("SELECT party_id AS measure, party_id AS beneficiary, CAST(0 AS DECIMAL(38,0)) AS uncapped,
  CAST(0 AS DECIMAL(38,0)) AS amount, CAST(0 AS BIGINT) AS lines, town AS incomplete
FROM party_rows WHERE 1 = 0;
"
        .to_owned());
    }
    let mut names = String::new();
    for one in active {
        names += &format!("\n    WHEN {} THEN {}", one.place, quoted(&one.measure.id)?);
    }
    Ok(format!(
        "SELECT CASE place{names} END AS measure,
  beneficiary, CAST(uncapped AS DECIMAL(38,0)) AS uncapped, CAST(due AS DECIMAL(38,0)) AS amount,
  CAST(line_count AS BIGINT) AS lines, incomplete
FROM settled
ORDER BY place, beneficiary;
"
    ))
}
