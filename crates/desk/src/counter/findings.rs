//! What a year comes to and why, the targets, and what other figures would cost.

use std::sync::Arc;

use huigu_engine::{Breakdown, Dimension, Explanation, Settlement, Simulation, TargetsAnswer, simulate};
use huigu_plan::Setting;
use huigu_quantity::Day;
use huigu_store::BatchNumber;

use super::view::Directory;
use super::{Counter, scoped};
use crate::register::AsKnownAt;
use crate::{Caller, Error, Refused, UseCase};

/// An answer, with the batch it was made after and the names in it.
#[derive(Debug, Clone)]
pub struct Answer<T> {
    /// The last batch known to it.
    pub batch: BatchNumber,
    /// The answer.
    pub found: T,
    /// Names by id.
    pub names: Arc<Directory>,
}

impl Counter {
    /// What a year's measures come to, as far as the caller may see it.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::OutsideValidity`], [`Error::Faulty`], or
    /// whatever the register answers.
    pub fn settlement(&self, caller: &Caller, year: i32, at: Option<AsKnownAt>) -> Result<Answer<Settlement>, Error> {
        let permit = caller.permit(UseCase::Settlement)?;
        let (rules, view) = (self.rules_of_year(year)?, self.view(caller, at)?);
        let found = scoped::settlement(&view.settlement(&rules, year), &permit, &self.plan);
        Ok(Answer { batch: view.batch, found, names: Arc::clone(&view.names) })
    }

    /// Why a beneficiary gets what it gets under a measure, and what it does not.
    ///
    /// # Errors
    /// [`Error::NotThere`] where plan or books do not know it or it is not the
    /// caller's; else as [`Counter::settlement`].
    pub fn explanation(
        &self,
        caller: &Caller,
        year: i32,
        measure: &str,
        beneficiary: &str,
        at: Option<AsKnownAt>,
    ) -> Result<Answer<Explanation>, Error> {
        let permit = caller.permit(UseCase::Explain)?;
        let (rules, view) = (self.rules_of_year(year)?, self.view(caller, at)?);
        let found = view.explanation(&rules, year, measure, beneficiary);
        let found: Option<&Explanation> = Option::as_ref(&found);
        let found = found.and_then(|found| scoped::explanation(found, &permit, &self.plan));
        let found = found.ok_or_else(|| Error::NotThere { what: format!("{measure} / {beneficiary}") })?;
        Ok(Answer { batch: view.batch, found, names: Arc::clone(&view.names) })
    }

    /// The targets on a day.
    ///
    /// # Errors
    /// As [`Counter::settlement`].
    pub fn targets(&self, caller: &Caller, day: Day, at: Option<AsKnownAt>) -> Result<Answer<TargetsAnswer>, Error> {
        let permit = caller.permit(UseCase::Targets)?;
        let (rules, view) = (self.rules(day)?, self.view(caller, at)?);
        let found = scoped::targets(&*view.targets(&rules, day, &self.costly)?, &permit);
        Ok(Answer { batch: view.batch, found, names: Arc::clone(&view.names) })
    }

    /// By what dimensions a caller may see the targets.
    #[must_use]
    pub fn dimensions(&self, caller: &Caller) -> Vec<Dimension> {
        let all = [Dimension::Lender, Dimension::Industry, Dimension::Town, Dimension::Park, Dimension::Month];
        let permit = caller.permit(UseCase::TargetBreakdown);
        permit
            .map_or_else(|_| Vec::new(), |permit| all.into_iter().filter(|by| scoped::reaches(&permit, *by)).collect())
    }

    /// The targets on a day, by a dimension.
    ///
    /// # Errors
    /// As [`Counter::settlement`]; refused by a dimension whose groups are
    /// not the caller's to see.
    pub fn breakdown(
        &self,
        caller: &Caller,
        day: Day,
        by: Dimension,
        at: Option<AsKnownAt>,
    ) -> Result<Answer<Breakdown>, Error> {
        let use_case = UseCase::TargetBreakdown;
        let permit = caller.permit(use_case)?;
        if !scoped::reaches(&permit, by) {
            return Err(Refused::NotAllowed { role: caller.role(), use_case }.into());
        }
        let (rules, view) = (self.rules(day)?, self.view(caller, at)?);
        let found = scoped::breakdown(&*view.breakdown(&rules, day, by, &self.costly)?, &permit);
        Ok(Answer { batch: view.batch, found, names: Arc::clone(&view.names) })
    }

    /// What a year would cost with other figures; each setting is
    /// `MEASURE.PARAM=VALUE`, in the words of the plan's files.
    ///
    /// # Errors
    /// [`Error::Settings`] for settings the plan cannot take; else as
    /// [`Counter::settlement`].
    pub fn what_if(
        &self,
        caller: &Caller,
        year: i32,
        set: &[String],
        at: Option<AsKnownAt>,
    ) -> Result<Answer<Simulation>, Error> {
        // Only who reaches the whole district gets a permit for this.
        caller.permit(UseCase::Simulate)?;
        let (mut settings, mut mistakes) = (Vec::new(), Vec::new());
        for text in set {
            match Setting::parse(text) {
                Ok(setting) => settings.push(setting),
                Err(found) => mistakes.extend(found),
            }
        }
        let turned = match self.plan.with(&settings) {
            Ok(turned) if mistakes.is_empty() => turned,
            Ok(_) => return Err(Error::Settings { mistakes }),
            Err(more) => {
                mistakes.extend(more);
                return Err(Error::Settings { mistakes });
            }
        };
        let (before, view) = (self.rules_of_year(year)?, self.view(caller, at)?);
        let last = Day::from_ymd(year, 12, 31).ok_or_else(|| self.outside(year.to_string()))?;
        let after = turned.rules_at(last).map_err(|_| self.outside(year.to_string()))?;
        let simulated = || Ok(simulate(&view.book, &before, &after, year, set.to_vec()));
        let found = self.costly.work(Error::Busy, simulated)?;
        Ok(Answer { batch: view.batch, found, names: Arc::clone(&view.names) })
    }
}
