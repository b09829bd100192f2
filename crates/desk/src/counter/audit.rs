//! The audit, as it may be seen.

use huigu_quantity::Day;
use huigu_store::Instant;
use huigu_store::chain::{AuditRow, Head, Step, Verdict};

use super::Counter;
use crate::{Caller, Error, Permit, UseCase};

/// What rows of the audit are asked for; empty fields ask for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Who acted: a login, or a part of it.
    pub who: String,
    /// Which use case, by its word.
    pub use_case: String,
    /// A part of subject or detail.
    pub text: String,
    /// First day, in Shanghai.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
    /// Only acts whose opening has a smaller number than this: for going on.
    pub before: Option<u64>,
}

/// One act: its opening and its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditShown {
    /// The opening.
    pub opening: AuditRow,
    /// The outcome; `None`: unknown, interrupted or still under way.
    pub outcome: Option<AuditRow>,
}

/// Acts, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// The acts.
    pub acts: Vec<AuditShown>,
    /// The number to go on before, if there are more.
    pub next: Option<u64>,
}

fn fits(row: &AuditRow, filter: &AuditFilter) -> bool {
    let day = Instant(row.instant).day();
    row.who.contains(&filter.who)
        && (filter.use_case.is_empty() || row.use_case == filter.use_case)
        && (filter.text.is_empty() || row.subject.contains(&filter.text) || row.detail.contains(&filter.text))
        && filter.from.is_none_or(|from| day >= from)
        && filter.to.is_none_or(|to| day <= to)
        && filter.before.is_none_or(|before| row.number < before)
}

impl Counter {
    /// Acts of the audit, the latest first, at most so many.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn audit(&self, caller: &Caller, filter: &AuditFilter, most: usize) -> Result<AuditPage, Error> {
        let permit = caller.permit(UseCase::Audit)?;
        self.acts(&permit, most, |row| fits(row, filter))
    }

    /// The caller's own acts, the latest first, at most so many; of those
    /// before a number, if one is given.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn own_trail(&self, caller: &Caller, before: Option<u64>, most: usize) -> Result<AuditPage, Error> {
        let permit = caller.permit(UseCase::OwnTrail)?;
        let before = before.unwrap_or(u64::MAX);
        let found = self.pool.with(|store| Ok(store.acts_of(permit.who(), before, most.saturating_add(1))?))?;
        let mut acts: Vec<_> = found.into_iter().map(|(opening, outcome)| AuditShown { opening, outcome }).collect();
        let more = acts.len() > most;
        acts.truncate(most);
        let next = acts.last().filter(|_| more).map(|last| last.opening.number);
        Ok(AuditPage { acts, next })
    }

    fn acts(&self, _: &Permit, most: usize, fits: impl Fn(&AuditRow) -> bool) -> Result<AuditPage, Error> {
        self.pool.with(|store| {
            let (mut acts, mut outcomes) = (Vec::new(), std::collections::HashMap::new());
            let mut next = None;
            store.audit_back(|row| {
                match row.step {
                    Step::Outcome => drop(outcomes.insert(row.act, row)),
                    Step::Opening => {
                        let outcome = outcomes.remove(&row.number);
                        if fits(&row) {
                            if acts.len() == most {
                                next = acts.last().map(|last: &AuditShown| last.opening.number);
                                return false;
                            }
                            acts.push(AuditShown { opening: row, outcome });
                        }
                    }
                }
                true
            })?;
            Ok(AuditPage { acts, next })
        })
    }

    /// Verifies the audit; `head` is one given out earlier, if known.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn verify_audit(&self, caller: &Caller, head: Option<Head>) -> Result<Verdict, Error> {
        caller.permit(UseCase::VerifyAudit)?;
        self.pool.with(|store| Ok(store.verify(head)?))
    }

    /// The audit as bytes that can be verified alone, and its head.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn export_audit(&self, caller: &Caller) -> Result<(Vec<u8>, Option<Head>), Error> {
        let permit = caller.permit(UseCase::VerifyAudit)?;
        self.register(permit.who(), |register| register.export_audit())
    }
}
