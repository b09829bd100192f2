//! What every page is built of: figures that lead to their why, tables that
//! filter, sort and go away as files, charts drawn here, states by word and shape.

pub mod chart;
pub mod export;
pub mod figure;
pub mod form;
pub mod parts;
pub mod state;
pub mod table;
pub mod target;
