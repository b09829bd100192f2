//! What a sending came to, as it is answered.

use std::borrow::Cow;
use std::fmt;

use huigu_facts::{Code, Issue, Kind, Severity};
use huigu_quantity::Lang;
use huigu_store::Imported;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use crate::YearEffect;
use huigu_ingest::{CheckedImport, Reading, of_register};

/// Most faults and findings that are answered one by one; the counts are of all.
const LISTED: usize = 1_000;

/// What files came to: checked only, or also what was kept of them.
pub struct Sending {
    /// Kind of the first file.
    pub kind: Kind,
    /// What the files come to.
    pub import: CheckedImport,
    /// Of each file, in their order: what the register did with it; `None` if
    /// it was left out as a whole. Nothing where faults or a check forbade it.
    pub files: Vec<Option<Imported>>,
    /// What a check found it would change in the years approved already;
    /// nothing is computed from a register that has faults.
    pub effect: Option<Option<Vec<YearEffect>>>,
}

/// A fault or finding at its place.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Issue")]
struct IssueView<'a> {
    file: &'a str,
    row: u32,
    column: &'static str,
    code: &'static str,
    severity: Severity,
    value: &'a str,
    expected: &'a str,
    expected_en: &'a str,
    text: &'static str,
    text_en: &'static str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct CountView {
    code: &'static str,
    severity: Severity,
    count: u64,
    text: &'static str,
    text_en: &'static str,
}

/// What the sending of one file came to.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Sending")]
struct SendingView<'a> {
    file: &'a str,
    kind: Kind,
    /// Whether what could be taken in was.
    kept: bool,
    batch: Option<u32>,
    rows: u64,
    new: u64,
    corrected: u64,
    unchanged: u64,
    refused: u64,
    counts: Vec<CountView>,
    /// Faults first, then findings.
    issues: Vec<IssueView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<&'a [YearEffect]>,
}

impl Sending {
    /// Of what was read, and not kept.
    pub(crate) fn of(reading: &Reading<'_>, import: CheckedImport) -> Self {
        let kind = reading.files.first().map_or(Kind::Organisations, |file| file.kind);
        Self { kind, import, files: Vec::new(), effect: None }
    }

    fn issue<'a>(&'a self, issue: &'a Issue) -> IssueView<'a> {
        let Issue { origin, column, code, value, expected } = issue;
        let file = self.import.names.get(origin.file as usize).filter(|_| of_register(*origin).is_none());
        IssueView {
            file: file.map_or("", String::as_str),
            row: origin.row,
            column,
            code: code.code(),
            severity: code.severity(),
            value,
            expected: expected.text(Lang::Zh),
            expected_en: expected.text(Lang::En),
            text: code.text().zh,
            text_en: code.text().en,
        }
    }

    fn view(&self) -> SendingView<'_> {
        let import = &self.import;
        let imported = self.files.first().and_then(Option::as_ref);
        let count = |count: fn(&Imported) -> u64| imported.map_or(0, count);
        let mut counts = import.counts.clone();
        for refused in &import.refused {
            *counts.entry(refused.code).or_default() += 1;
        }
        let counted = |(code, count): (Code, u64)| {
            let (severity, text, text_en) = (code.severity(), code.text().zh, code.text().en);
            CountView { code: code.code(), severity, count, text, text_en }
        };
        let findings = import.issues.iter().filter(|issue| issue.code.severity() == Severity::Finding);
        let issues = import.faults().chain(&import.refused).chain(findings);
        SendingView {
            file: import.names.first().map_or("", String::as_str),
            kind: self.kind,
            kept: imported.is_some(),
            batch: imported.and_then(|one| one.batch).map(|batch| batch.0),
            rows: import.rows,
            new: count(|one| one.new),
            corrected: count(|one| one.corrected),
            unchanged: count(|one| one.unchanged),
            refused: import.refused_rows,
            counts: counts.into_iter().filter(|(_, count)| *count > 0).map(counted).collect(),
            issues: issues.take(LISTED).map(|one| self.issue(one)).collect(),
            effect: self.effect.as_ref().map(|effect| effect.as_deref().unwrap_or_default()),
        }
    }
}

impl fmt::Debug for Sending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CheckedImport { names, issues, refused, .. } = &self.import;
        f.debug_tuple("Sending").field(names).field(&self.files).field(issues).field(refused).finish()
    }
}

impl Serialize for Sending {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

impl JsonSchema for Sending {
    fn schema_name() -> Cow<'static, str> {
        SendingView::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        SendingView::json_schema(generator)
    }
}
