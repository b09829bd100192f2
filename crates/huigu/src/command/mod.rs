//! The commands, one file each: they ask, compute and lay out; what they ask
//! and compute lives below.

pub mod approval;
pub mod audit;
pub mod backup;
pub mod batches;
pub mod check;
pub mod completions;
pub mod config;
pub mod demo;
pub mod explain;
pub mod import;
pub mod man;
pub mod migrate;
pub mod notice;
pub mod official;
pub mod operation;
pub mod plan;
pub mod restore;
pub mod serve;
pub mod settle;
pub mod simulate;
pub mod sql;
pub mod synth;
pub mod targets;
pub mod template;
pub mod user;
pub mod withdraw;
