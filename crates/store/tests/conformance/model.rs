//! The register as it is meant, without any database: a list of versions.

use huigu_facts::Row;

/// A version of a fact.
#[derive(Debug, Clone)]
struct Version {
    /// The key as the interface has it; none for an event without an id.
    key: Option<String>,
    /// Key and content.
    row: String,
    batch: u32,
    closed_by: Option<u32>,
    origin: u32,
    origin_row: u32,
}

/// What a batch is.
#[derive(Debug, Clone, Copy)]
struct Batch {
    withdraws: Option<u32>,
}

/// The register as it is meant.
#[derive(Debug, Default)]
pub struct Model {
    versions: Vec<Version>,
    batches: Vec<Batch>,
}

/// Why a withdrawal is refused.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    NoSuchBatch,
    AlreadyWithdrawn,
    IsAWithdrawal,
}

/// The key of a row, as the interface has it.
pub fn key(row: &Row<'_>) -> Option<String> {
    Some(match row {
        Row::Party(r) => format!("party {:?}", (r.party_id, r.valid_from)),
        Row::Organisation(r) => format!("organisation {}", r.org_id),
        Row::Loan(r) => format!("loan {:?}", (r.lender, r.loan_id)),
        Row::LoanEvent(r) if r.event_id.is_empty() => return None,
        Row::LoanEvent(r) => format!("event {:?}", (r.lender, r.loan_id, r.event_id)),
        Row::LoanBalance(r) => format!("balance {:?}", (r.lender, r.loan_id, r.date)),
        Row::LoanClass(r) => format!("class {:?}", (r.lender, r.loan_id, r.date)),
        Row::CreditLine(r) => format!("line {:?}", (r.lender, r.borrower, r.granted)),
        Row::Demand(r) => format!("demand {}", r.demand_id),
        Row::Guarantee(r) => format!("guarantee {:?}", (r.guarantor, r.guarantee_id)),
        Row::GuaranteeEvent(r) if r.event_id.is_empty() => return None,
        Row::GuaranteeEvent(r) => format!("event of {:?}", (r.guarantor, r.guarantee_id, r.event_id)),
        Row::Financing(r) => format!("financing {:?}", (r.issuer, r.deal_id)),
        Row::Observation(r) => format!("observation {:?}", (r.indicator, r.period, r.org, r.place, r.source)),
        Row::Claim(r) => format!("claim {:?}", (r.measure, r.year, r.beneficiary, r.lender, r.loan_id)),
        Row::Lpr(r) => format!("lpr {:?}", r.date),
        Row::Dataset(r) => format!("{} {:?}", r.dataset().id(), (r.source(), r.key(), r.period())),
    })
}

impl Model {
    pub fn last(&self) -> u32 {
        self.batches.len() as u32
    }

    /// New, corrected, unchanged.
    pub fn import(&mut self, rows: &[Row<'_>]) -> (u64, u64, u64) {
        let batch = self.last() + 1;
        let (mut new, mut corrected, mut unchanged) = (0, 0, 0);
        let mut fresh = Vec::new();
        let mut matched = vec![false; self.versions.len()];
        for (origin_row, row) in (1..).zip(rows) {
            let (key, row) = (key(row), format!("{row:?}"));
            let version = Version { key, row, batch, closed_by: None, origin: batch, origin_row };
            let known = self.versions.iter().enumerate().position(|(at, held)| {
                let same = if version.key.is_none() { held.row == version.row } else { held.key == version.key };
                held.closed_by.is_none() && same && !matched[at]
            });
            match known {
                Some(at) if self.versions[at].row == version.row => {
                    matched[at] = true;
                    unchanged += 1;
                }
                Some(at) => {
                    self.versions[at].closed_by = Some(batch);
                    corrected += 1;
                    fresh.push(version);
                }
                None => {
                    new += 1;
                    fresh.push(version);
                }
            }
        }
        if !fresh.is_empty() {
            self.versions.append(&mut fresh);
            self.batches.push(Batch { withdraws: None });
        }
        (new, corrected, unchanged)
    }

    /// Closed, restored.
    pub fn withdraw(&mut self, number: u32) -> Result<(u64, u64), Refused> {
        let at = (number as usize).checked_sub(1).ok_or(Refused::NoSuchBatch)?;
        let of = self.batches.get(at).ok_or(Refused::NoSuchBatch)?;
        if of.withdraws.is_some() {
            return Err(Refused::IsAWithdrawal);
        }
        if self.batches.iter().any(|batch| batch.withdraws == Some(number)) {
            return Err(Refused::AlreadyWithdrawn);
        }
        let by = self.last() + 1;
        self.batches.push(Batch { withdraws: Some(number) });
        let gone: Vec<u32> = self.batches.iter().filter_map(|batch| batch.withdraws).collect();
        let (mut closed, mut restored) = (0, Vec::new());
        for at in 0..self.versions.len() {
            if self.versions[at].closed_by.is_some() || self.versions[at].origin != number {
                continue;
            }
            self.versions[at].closed_by = Some(by);
            closed += 1;
            // Versions stand in the order of their batches.
            let key = self.versions[at].key.clone();
            let mut older = self.versions[..at].iter().rev();
            let older = older.find(|held| key.is_some() && held.key == key && !gone.contains(&held.origin));
            restored.extend(older.map(|held| Version { batch: by, closed_by: None, ..held.clone() }));
        }
        let count = restored.len() as u64;
        self.versions.append(&mut restored);
        Ok((closed, count))
    }

    /// What was in force after a batch, one a line, sorted.
    pub fn facts(&self, after: u32) -> Vec<String> {
        let in_force = |version: &&Version| version.batch <= after && version.closed_by.is_none_or(|by| by > after);
        let tell = |v: &Version| format!("batch {} of {} row {}: {}", v.batch, v.origin, v.origin_row, v.row);
        let mut lines: Vec<String> = self.versions.iter().filter(in_force).map(tell).collect();
        lines.sort();
        lines
    }
}
