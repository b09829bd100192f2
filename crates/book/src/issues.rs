//! Faults and findings gathered: faults whole, findings counted and listed up
//! to a bound, so that a book of millions of loans cannot drown its reader.

use std::collections::BTreeMap;

use huigu_facts::{Code, Expected, Issue, Origin, Severity};

use crate::book::NONE;

/// How many findings of one code are listed; all are counted.
const LISTED: usize = 1_000;
/// How many are kept, so that some may go without the next being unknown.
const KEPT: usize = 4_000;

/// Faults and findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issues {
    /// Faults, and of each finding's code those listed; sorted once all are there.
    list: Vec<Issue>,
    pub(crate) findings: BTreeMap<Code, Findings>,
    pub(crate) counts: BTreeMap<Code, u64>,
    pub(crate) bounds: Bounds,
}

/// How many findings of a code are listed, and how many kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub listed: usize,
    pub kept: usize,
}

/// A finding and the party it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    pub issue: Issue,
    /// A place in the book.
    pub party: u32,
}

/// The first findings of one code, by the rows they are about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Findings {
    /// Sorted once all are there; until then up to twice as many as are kept.
    pub kept: Vec<Found>,
    /// No finding at or after this place is among the first any more.
    end: Option<(Origin, &'static str)>,
}

impl Default for Issues {
    fn default() -> Self {
        Self::bounded(Bounds { listed: LISTED, kept: KEPT })
    }
}

impl Issues {
    pub(crate) fn bounded(bounds: Bounds) -> Self {
        Self { list: Vec::new(), findings: BTreeMap::new(), counts: BTreeMap::new(), bounds }
    }

    /// Adds a fault.
    pub(crate) fn add<E: Into<Expected>>(
        &mut self,
        origin: Origin,
        column: &'static str,
        code: Code,
        texts: impl FnOnce() -> (String, E),
    ) {
        debug_assert!(code.severity() == Severity::Fault, "a finding is of a party");
        *self.counts.entry(code).or_default() += 1;
        let (value, expected) = texts();
        self.list.push(Issue { origin, column, code, value, expected: expected.into() });
    }

    /// Adds a finding about a party; the texts of one that will not be listed are never made.
    pub(crate) fn find<E: Into<Expected>>(
        &mut self,
        origin: Origin,
        column: &'static str,
        code: Code,
        party: u32,
        texts: impl FnOnce() -> (String, E),
    ) {
        *self.counts.entry(code).or_default() += 1;
        let findings = self.findings.entry(code).or_default();
        if findings.end.is_some_and(|end| (origin, column) > end) {
            return;
        }
        let (value, expected) = texts();
        findings.kept.push(Found { issue: Issue { origin, column, code, value, expected: expected.into() }, party });
        if findings.kept.len() >= 2 * self.bounds.kept {
            findings.trim(self.bounds.kept);
        }
    }

    /// Those listed: every fault, and of each finding's code the first thousand, by their rows.
    #[must_use]
    pub fn list(&self) -> &[Issue] {
        &self.list
    }

    /// How many there are of each code, listed or not.
    #[must_use]
    pub fn counts(&self) -> &BTreeMap<Code, u64> {
        &self.counts
    }

    /// Whether any is a fault.
    #[must_use]
    pub fn has_faults(&self) -> bool {
        self.counts.keys().any(|code| code.severity() == Severity::Fault)
    }

    /// Without the findings that are kept beyond those listed: what an answer may depend on.
    #[must_use]
    pub fn without_reserve(&self) -> Self {
        let mut own = self.clone();
        for findings in own.findings.values_mut() {
            findings.kept.truncate(own.bounds.listed);
            findings.end = None;
        }
        own
    }

    /// The faults.
    pub(crate) fn faults(&self) -> impl Iterator<Item = &Issue> {
        self.list.iter().filter(|issue| issue.code.severity() == Severity::Fault)
    }

    /// From all faults, and the findings kept in any order.
    pub(crate) fn of(
        faults: Vec<Issue>,
        findings: BTreeMap<Code, Findings>,
        counts: BTreeMap<Code, u64>,
        bounds: Bounds,
    ) -> Self {
        Self { list: faults, findings, counts, bounds }.sorted()
    }

    /// Sorts all, and lists the first findings of each code.
    pub(crate) fn sorted(mut self) -> Self {
        for findings in self.findings.values_mut() {
            findings.trim(self.bounds.kept);
            self.list.extend(findings.kept.iter().take(self.bounds.listed).map(|found| found.issue.clone()));
        }
        self.list.sort();
        self
    }
}

impl Findings {
    pub(crate) fn new(kept: Vec<Found>) -> Self {
        Self { kept, end: None }
    }

    fn trim(&mut self, kept: usize) {
        self.kept.sort_unstable();
        self.kept.truncate(kept);
        // Until so many are there, all are among the first.
        let last = self.kept.last().filter(|_| self.kept.len() == kept);
        self.end = last.map(|found| (found.issue.origin, found.issue.column));
    }
}

/// The party of a finding whose own row was refused.
pub(crate) const NOBODY: u32 = NONE;
