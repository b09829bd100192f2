//! Parties: found, and one as the platform knows it.

use huigu_desk::{PartyAnswer, PartyName, PartyRow, Standing};
use huigu_facts::{LoanClassKind, Ownership, PartyKind, Scale, ScaleFigure, ScaleStep};
use huigu_quantity::{Day, Fen};
use serde::Serialize;

use super::answer::{Answer, Outcome};
use super::call::Call;

#[derive(Serialize)]
struct Listed {
    party: String,
    name: PartyName,
    kind: PartyKind,
    scale: Option<Scale>,
    industry: String,
    town: String,
}

#[derive(Serialize)]
struct List {
    parties: Vec<Listed>,
    next: Option<String>,
}

/// `GET /parties`
pub fn list(call: &Call<'_>) -> Outcome {
    let after = call.after()?;
    let most = call.values.size() + 1;
    let found = call.counter().parties(call.caller, call.values.text("q"), after.as_deref(), most)?.found;
    let (page, next) = call.page(found.into_iter(), |one| one.id.clone());
    let listed = page.into_iter().map(|one| Listed {
        party: one.id,
        name: one.name,
        kind: one.kind,
        scale: one.scale,
        industry: one.industry,
        town: one.town,
    });
    Ok(Answer::of(&List { parties: listed.collect(), next: next.clone() })?.going_on(next))
}

/// A figure against the classification of scales.
#[derive(Serialize)]
struct Step {
    figure: &'static str,
    value: Option<String>,
    large: String,
    medium: String,
    small: String,
}

#[derive(Serialize)]
struct Row {
    valid_from: Option<Day>,
    name: PartyName,
    kind: PartyKind,
    ownership: Option<Ownership>,
    industry: String,
    reported: Option<Scale>,
    computed: Option<Scale>,
    scale: Option<Scale>,
    steps: Option<Vec<Step>>,
    established: Option<Day>,
    town: String,
    park: String,
    in_district: bool,
    dual_innovation_since: Option<Day>,
    dual_innovation_until: Option<Day>,
    technology: bool,
    agricultural: bool,
    batch: u32,
    file: String,
    row: u32,
    date: String,
}

#[derive(Serialize)]
struct Loan {
    lender: String,
    loan_id: String,
    product: String,
    start: Day,
    due: Day,
    principal: Fen,
    balance: Fen,
    class: LoanClassKind,
}

#[derive(Serialize)]
struct Guarantee {
    guarantor: String,
    guarantee_id: String,
    lender: String,
    loan_id: Option<String>,
    start: Day,
    due: Day,
    amount: Fen,
    balance: Fen,
}

#[derive(Serialize)]
struct Told {
    party: String,
    name: PartyName,
    /// Whether the name is a person's, and masked.
    masked: bool,
    as_of: Day,
    batch: u32,
    rows: Vec<Row>,
    loans: Vec<Loan>,
    guarantees: Vec<Guarantee>,
    standings: Vec<Standing>,
}

/// Persons as a number, money in yuan.
fn step(step: &ScaleStep) -> Step {
    let counts = step.figure == ScaleFigure::Employees;
    let told = |value: i64| if counts { value.to_string() } else { Fen(value).to_string() };
    let figure = match step.figure {
        ScaleFigure::Employees => "employees",
        ScaleFigure::Revenue => "revenue",
        ScaleFigure::Assets => "assets",
    };
    let [large, medium, small] = step.limits.map(told);
    Step { figure, value: step.value.map(told), large, medium, small }
}

fn row(row: PartyRow) -> Row {
    Row {
        valid_from: row.valid_from,
        name: row.name,
        kind: row.kind,
        ownership: row.ownership,
        industry: row.industry,
        reported: row.reported,
        computed: row.computed,
        scale: row.scale,
        steps: row.steps.map(|steps| steps.iter().map(step).collect()),
        established: row.established,
        town: row.town,
        park: row.park,
        in_district: row.in_district,
        dual_innovation_since: row.dual_since,
        dual_innovation_until: row.dual_until,
        technology: row.technology,
        agricultural: row.agricultural,
        batch: row.origin.batch.0,
        file: row.origin.file,
        row: row.origin.row,
        date: row.origin.instant.day().to_string(),
    }
}

fn told(found: PartyAnswer, as_of: Day, batch: u32) -> Told {
    let loans = found.loans.into_iter().map(|one| Loan {
        lender: one.lender,
        loan_id: one.loan_id,
        product: one.product,
        start: one.start,
        due: one.due,
        principal: one.principal,
        balance: one.balance,
        class: one.class,
    });
    let guarantees = found.guarantees.into_iter().map(|one| Guarantee {
        guarantor: one.guarantor,
        guarantee_id: one.guarantee_id,
        lender: one.lender,
        loan_id: one.loan_id,
        start: one.start,
        due: one.due,
        amount: one.amount,
        balance: one.balance,
    });
    Told {
        party: found.id,
        masked: found.name.is_personal(),
        name: found.name,
        as_of,
        batch,
        rows: found.rows.into_iter().map(row).collect(),
        loans: loans.collect(),
        guarantees: guarantees.collect(),
        standings: found.standings,
    }
}

/// `GET /parties/{party}`: a look that is written down.
pub fn one(call: &Call<'_>) -> Outcome {
    let day = call.as_of();
    let answer = call.counter().party(call.caller, call.values.text("party"), day, call.values.known_at())?;
    Answer::of(&told(answer.found, day, answer.batch.0))
}
