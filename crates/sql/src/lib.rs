//! A year's settlement as standard SQL over the books' tables, for anyone to
//! recompute: one text for DuckDB, PostgreSQL and Spark SQL, the same fen as
//! the engine.
//!
//! [`settlement`] compiles the plan as it reads on one day into one query;
//! [`load`] writes the script that makes the tables from the books' files,
//! one dialect an engine. The settlement uses common table expressions,
//! window functions, `CASE` and `DECIMAL(38,0)`; it knows no engine's date
//! functions (every table carries its dates as day numbers) and divides only
//! exact multiples (see [`exact`]). A condition that cannot be said is an
//! error by name, never left out.

mod condition;
mod deals;
mod error;
pub mod exact;
mod guarantees;
mod lines;
mod load;
mod loans;
mod moves;
mod parties;
mod query;
mod scale;
mod settlement;
mod totals;

pub use error::SqlError;
pub use load::{BookFile, Engine, load};
pub use settlement::settlement;
