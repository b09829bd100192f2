//! Figures: the targets, a year's settlement and why it is what it is, and
//! what other figures would cost. Each is worked out of a book as it was known
//! at a time, and cut to what the caller may see.

mod answer;
mod breakdown;
mod explain;
mod filed;
mod settle;
mod simulate;
mod targets;

pub use answer::Answer;
pub use breakdown::BreakDownTargets;
pub use explain::ExplainEntitlement;
pub use filed::FileSettlement;
pub use settle::SettleYear;
pub use simulate::SimulateYear;
pub use targets::ShowTargets;
