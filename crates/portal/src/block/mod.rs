//! What every page is built of: figures that lead to their why, tables that
//! filter, sort and go away as files, charts drawn here, states by word and shape.

pub mod cell;
pub mod chart;
pub mod figure;
pub mod form;
pub mod link;
pub mod parts;
pub mod state;
pub mod tables;
pub mod target;
