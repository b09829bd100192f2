//! What-ifs kept under a name, for everybody who may ask what if.

mod changes;
mod discard;
mod keep;
mod list;

pub use changes::Changes;
pub use discard::DropScenario;
pub use keep::KeepScenario;
pub use list::{ListScenarios, ScenarioView, Scenarios};
