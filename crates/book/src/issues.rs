//! Faults and findings gathered: faults whole, findings counted and listed up
//! to a bound, so that a book of millions of loans cannot drown its reader.

use std::collections::BTreeMap;

use huigu_facts::{Code, Issue, Origin, Severity};

/// How many findings of one code are listed; all are counted.
const LISTED: u64 = 1_000;

/// Faults and findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Issues {
    list: Vec<Issue>,
    counts: BTreeMap<Code, u64>,
}

impl Issues {
    /// Adds one; a finding beyond the bound is only counted, its texts never made.
    pub fn add(&mut self, origin: Origin, column: &'static str, code: Code, texts: impl FnOnce() -> (String, String)) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if code.severity() == Severity::Fault || *count <= LISTED {
            let (value, expected) = texts();
            self.list.push(Issue { origin, column, code, value, expected });
        }
    }

    /// Those listed: every fault, and of each finding's code the first thousand.
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

    pub(crate) fn sorted(mut self) -> Self {
        self.list.sort();
        self
    }
}
