//! The commands, one file each: they ask, compute and lay out; what they ask
//! and compute lives below.

pub mod completions;
pub mod explain;
pub mod man;
pub mod plan;
pub mod settle;
pub mod simulate;
pub mod sql;
pub mod synth;
pub mod targets;
pub mod template;
