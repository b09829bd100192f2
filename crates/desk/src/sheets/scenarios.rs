//! Scenarios as a sheet.

use huigu_answers::texts::{simulation, word};
use huigu_answers::{Cell, Fill, Sheet};
use huigu_facts::Figure;
use huigu_quantity::Lang;

use crate::ScenarioView;

/// Scenarios that were saved; `address` is where one is opened.
#[must_use]
pub fn scenarios(lines: &[ScenarioView], address: &dyn Fn(&ScenarioView) -> String, lang: Lang) -> Sheet {
    Fill::new("scenarios", lang.t(simulation::SAVED), lines)
        .left("name", lang.t(word::NAME), |one| Cell::text(&one.name).to_path(address(one)))
        .right("year", lang.t(word::YEAR), |one| Figure::Year(one.year))
        .left("settings", lang.t(simulation::SETTINGS), |one| one.set.text())
        .left("who", lang.t(simulation::SAVED_BY), |one| Cell::who(&one.who))
        .sheet()
}
