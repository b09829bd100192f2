//! Books: sent, looked at, listed, withdrawn.

use huigu_answers::texts::problem;
use huigu_desk::{
    BatchNumber, BatchTold, Cursor, File, Gathered, Imported, Kept, Reading, SentBatch, YearEffect, of_register,
};
use huigu_facts::{Issue, Kind as Book, OrganisationKind, Severity};
use serde::Serialize;
use serde_json::{Map, Value};

use super::ROOT;
use super::answer::{Answer, CSV, Outcome, XLSX};
use super::call::Call;
use super::problem::{Kind, Problem};

/// Most faults and findings told one by one; the counts are of all.
const TOLD: usize = 1_000;

/// A fault or finding at its place.
#[derive(Serialize)]
struct IssueTold {
    file: String,
    row: u32,
    column: &'static str,
    code: &'static str,
    severity: Severity,
    value: String,
    expected: String,
    text: &'static str,
    text_en: &'static str,
}

#[derive(Serialize)]
struct CountTold {
    code: &'static str,
    severity: Severity,
    count: u64,
    text: &'static str,
    text_en: &'static str,
}

/// What a sending came to.
#[derive(Serialize)]
struct Sending {
    file: String,
    kind: Book,
    /// Whether what could be taken in was.
    kept: bool,
    batch: Option<u32>,
    rows: u64,
    new: u64,
    corrected: u64,
    unchanged: u64,
    refused: u64,
    counts: Vec<CountTold>,
    issues: Vec<IssueTold>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<Vec<YearEffect>>,
}

fn issue(gathered: &Gathered, issue: &Issue) -> IssueTold {
    let file = match of_register(issue.origin) {
        Some(_) => String::new(),
        None => gathered.names.get(issue.origin.file as usize).cloned().unwrap_or_default(),
    };
    IssueTold {
        file,
        row: issue.origin.row,
        column: issue.column,
        code: issue.code.code(),
        severity: issue.code.severity(),
        value: issue.value.clone(),
        expected: issue.expected.clone(),
        text: issue.code.chinese(),
        text_en: issue.code.english(),
    }
}

/// Faults first, then findings.
fn issues(gathered: &Gathered) -> Vec<IssueTold> {
    let findings = gathered.issues.iter().filter(|issue| issue.code.severity() == Severity::Finding);
    let all = gathered.faults().chain(&gathered.refused).chain(findings);
    all.take(TOLD).map(|one| issue(gathered, one)).collect()
}

fn counts(gathered: &Gathered) -> Vec<CountTold> {
    let mut counts = gathered.counts.clone();
    for refused in &gathered.refused {
        *counts.entry(refused.code).or_default() += 1;
    }
    let told = counts.iter().filter(|(_, count)| **count > 0).map(|(code, count)| CountTold {
        code: code.code(),
        severity: code.severity(),
        count: *count,
        text: code.chinese(),
        text_en: code.english(),
    });
    told.collect()
}

fn told(kind: Book, gathered: &Gathered, imported: Option<&Imported>, kept: bool) -> Sending {
    let count = |count: fn(&Imported) -> u64| imported.map_or(0, count);
    Sending {
        file: gathered.names.first().cloned().unwrap_or_default(),
        kind,
        kept,
        batch: imported.and_then(|one| one.batch).map(|batch| batch.0),
        rows: gathered.rows,
        new: count(|one| one.new),
        corrected: count(|one| one.corrected),
        unchanged: count(|one| one.unchanged),
        refused: gathered.refused_rows,
        counts: counts(gathered),
        issues: issues(gathered),
        effect: None,
    }
}

/// The book that came, ready to be read.
fn with_book<T>(call: &Call<'_>, work: impl FnOnce(&Reading<'_>) -> T) -> Result<(Book, T), Problem> {
    let word = call.values.text("kind");
    let kind = Book::from_name(word).ok_or_else(|| Problem::of(Kind::NotThere))?;
    let name = call.values.get("name").unwrap_or(word);
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let files = [File { name, kind, size: 0 }];
    let open = |_| call.body.book();
    let products: Vec<&str> = call.plan().products().iter().map(|product| product.id.as_str()).collect();
    let good_rows = call.values.flag("good-rows");
    let reading = Reading { files: &files, open: &open, products: &products, good_rows, progress: &|_| () };
    Ok((kind, work(&reading)))
}

/// `POST /books/{kind}`
pub fn send(call: &Call<'_>) -> Outcome {
    let (kind, kept) = with_book(call, |reading| call.counter().send(call.caller, reading))?;
    let Kept { gathered, files } = kept?;
    if gathered.faults().next().is_some() {
        let count = gathered.faults().count().to_string();
        let problem = Problem::said(Kind::Faults, problem::BookFaults { count: &count });
        let sending = serde_json::to_value(told(kind, &gathered, None, false)).map_err(Problem::broken)?;
        return Err(problem.with("sending", sending));
    }
    let imported = files.first().and_then(Option::as_ref);
    let answer = Answer::of(&told(kind, &gathered, imported, imported.is_some()))?;
    Ok(match imported.and_then(|one| one.batch) {
        Some(batch) => answer.made(format!("{ROOT}/batches/{batch}")),
        None => answer,
    })
}

/// `POST /books/{kind}/check`
pub fn check(call: &Call<'_>) -> Outcome {
    let (kind, gathered) = with_book(call, |reading| call.counter().preview(call.caller, reading))?;
    let gathered = gathered?;
    let mut sending = told(kind, &gathered, None, false);
    if gathered.faults().next().is_none() {
        sending.effect = Some(call.counter().effect(call.caller, &gathered)?);
    }
    Answer::of(&sending)
}

/// `POST /books/{kind}/mended`: the rows with faults, as a file to be mended
/// and sent; nothing where there are none.
pub fn mended(call: &Call<'_>) -> Outcome {
    let looked = with_book(call, |reading| {
        let gathered = call.counter().preview(call.caller, reading)?;
        let faults: Vec<Issue> = gathered.faults().filter(|fault| fault.origin.row > 0).cloned().collect();
        let [file] = reading.files else { return Ok(None) };
        if faults.is_empty() {
            return Ok(None);
        }
        let bytes = call.body.book().map_err(|error| huigu_desk::Error::Unreadable { file: 0, error })?;
        Ok::<_, huigu_desk::Error>(Some(huigu_desk::mended(file, 0, &bytes, &faults)))
    });
    let (_, mended) = looked?;
    Ok(mended?.map_or_else(Answer::nothing, |text| Answer::file(CSV, text.into_bytes())))
}

/// `GET /templates/{kind}`
pub fn template(call: &Call<'_>) -> Outcome {
    let kind = Book::from_name(call.values.text("kind")).ok_or_else(|| Problem::of(Kind::NotThere))?;
    Ok(Answer::file(XLSX, huigu_desk::template(kind).map_err(Problem::broken)?))
}

#[derive(Serialize)]
struct Institution {
    id: String,
    name: String,
    kind: OrganisationKind,
    items: u64,
    last_day: Option<String>,
    books_from: Option<String>,
    batches: u64,
    last_sent: Option<String>,
}

#[derive(Serialize)]
struct Institutions {
    institutions: Vec<Institution>,
}

/// `GET /institutions`
pub fn institutions(call: &Call<'_>) -> Outcome {
    let all = call.counter().institutions(call.caller)?.into_iter().map(|one| Institution {
        id: one.id,
        name: one.name,
        kind: one.kind,
        items: one.items,
        last_day: one.last_day.map(|day| day.to_string()),
        books_from: one.books_from.map(|day| day.to_string()),
        batches: one.batches,
        last_sent: one.last_sent.map(|instant| instant.day().to_string()),
    });
    Answer::of(&Institutions { institutions: all.collect() })
}

/// A batch and who sent it.
#[derive(Serialize)]
struct Sent {
    #[serde(flatten)]
    batch: BatchTold,
    login: String,
    organisation: Option<String>,
}

fn sent(one: SentBatch) -> Sent {
    Sent { batch: BatchTold::of(&one.batch), login: one.login, organisation: one.organisation }
}

#[derive(Serialize)]
struct Batches {
    batches: Vec<Sent>,
    next: Option<String>,
}

/// `GET /batches`
pub fn batches(call: &Call<'_>) -> Outcome {
    let after = call.after_number()?.unwrap_or(0);
    // One more than the page, to know whether there is another.
    let most = call.values.size().saturating_add(1);
    let rest = call.counter().batches(call.caller, Cursor::After(BatchNumber(after)), (0, most))?;
    let (page, next) = call.page(rest.into_iter(), |one| one.batch.number.to_string());
    let batches = page.into_iter().map(sent).collect();
    Ok(Answer::of(&Batches { batches, next: next.clone() })?.going_on(next))
}

fn number(call: &Call<'_>) -> BatchNumber {
    BatchNumber(call.values.number("batch"))
}

/// `GET /batches/{batch}`
pub fn batch(call: &Call<'_>) -> Outcome {
    Answer::of(&sent(call.counter().batch(call.caller, number(call), |_, _| ())?))
}

#[derive(Serialize)]
struct Correction {
    correction: u64,
    old: Map<String, Value>,
    new: Option<Map<String, Value>>,
}

#[derive(Serialize)]
struct Corrections {
    batch: u32,
    corrections: Vec<Correction>,
    next: Option<String>,
}

/// `GET /batches/{batch}/corrections`
pub fn corrections(call: &Call<'_>) -> Outcome {
    let after: u64 = call.after_number()?.unwrap_or(0);
    let last = after.saturating_add(call.values.size() as u64 + 1);
    let (mut count, mut found) = (0, Vec::new());
    call.counter().batch(call.caller, number(call), |old, new| {
        count += 1;
        // One more than the page, to know whether there is another.
        if count > after && count <= last {
            let new = new.map(huigu_desk::columns);
            found.push(Correction { correction: count, old: huigu_desk::columns(old), new });
        }
    })?;
    let (corrections, next) = call.page(found.into_iter(), |one| one.correction.to_string());
    Ok(Answer::of(&Corrections { batch: number(call).0, corrections, next: next.clone() })?.going_on(next))
}
