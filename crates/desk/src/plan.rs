//! The plan as anybody reads it: clauses with what they yield, measures,
//! targets, figures.

mod clause;
mod measures;
mod parameters;
mod readings;
mod show;
mod targets;

pub use clause::{ClauseView, InterpretationChoice, InterpretationView, ShowClause, TaskView};
pub use measures::{ListMeasures, MeasureEntries, MeasureInPlan};
pub use parameters::{DatedValue, ListParameters, ParameterEntries, ParameterEntry};
pub use readings::ListReadings;
pub use show::{ClauseHead, PlanView, ShowPlan, UnitView};
pub use targets::{ListTargets, TargetEntries, TargetInPlan};
