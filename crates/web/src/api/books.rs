//! Books: sent and looked at.

use huigu_answers::texts::problem;
use huigu_desk::{File, Gathered, Imported, Kept, Reading, YearEffect, of_register};
use huigu_facts::{Issue, Kind as Book, Severity};
use serde::Serialize;

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
        text: issue.code.text().zh,
        text_en: issue.code.text().en,
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
        text: code.text().zh,
        text_en: code.text().en,
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
