//! The tallies of all of a plan's measures: loans in one walk, guarantees and
//! deals beside it.

use std::sync::Arc;

use huigu_plan::{Counts, Rules, Standing};

use crate::judge::Judge;
use crate::loans::{Gathered, Keep, LoanMeasures, Overlap};
use crate::scan::{FigureSource, Figures, Program, chunks, walk};
use crate::tally::{Tally, Years};

/// What every measure counts in a year.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tallies {
    /// By the places of the plan's measures; `None`: inactive.
    pub(crate) measures: Vec<Option<Arc<Tally>>>,
    /// Loans that earn under two measures.
    pub(crate) twice: Vec<Overlap>,
}

impl Tallies {
    /// Counts everything.
    pub(crate) fn new(judge: &Judge<'_>, rules: &Rules, years: Years) -> Self {
        let (mut program, mut figures) = (Program::new(judge), Figures::default());
        let loans = LoanMeasures::new(rules, years, &mut program, &mut figures, |_| true);
        let source = FigureSource::streamed(&figures);
        let fresh = || loans.fresh(Keep::Sums);
        let parts = walk(&program, &source, &chunks(judge.book), fresh, |gathered, view| loans.take(gathered, view));
        Self::of(judge, rules, years, &loans, parts)
    }

    /// From what a walk gathered of the loans.
    pub(crate) fn of(
        judge: &Judge<'_>,
        rules: &Rules,
        years: Years,
        loans: &LoanMeasures<'_>,
        parts: Vec<Gathered>,
    ) -> Self {
        let (tallies, twice) = loans.tallies(judge.book, parts);
        let mut measures: Vec<Option<Arc<Tally>>> = rules
            .measures
            .iter()
            .map(|measure| match &measure.standing {
                Standing::Active(terms) if terms.counts == Counts::Loans => Some(Arc::default()),
                Standing::Active(terms) => Some(Arc::new(judge.tally(terms, years))),
                Standing::Inactive { .. } => None,
            })
            .collect();
        for (measure, tally) in loans.measures.iter().zip(tallies) {
            measures[measure.place] = Some(Arc::new(tally));
        }
        Self { measures, twice }
    }
}
