//! A plan is data: this crate loads it, validates it with file, line and
//! column, prints it, compares two, and answers by date.
//!
//! What the engine, the SQL and every test work from is [`Rules`]: the plan
//! as it reads when a question is asked on one day, with every figure in
//! place, every named filter and product limit spelled out as conditions, and
//! every figure that is not set told by name.
//!
//! A [`Plan`] is read from the texts of its files ([`Plan::from_files`]); the
//! format is described in `docs/PLAN-FORMAT.md`. Nothing here reads a disk.

mod answer;
mod check;
mod describe;
mod diff;
mod draft;
mod figure;
mod filter;
mod items;
mod keys;
mod link;
mod mistake;
mod near;
mod node;
mod official;
mod plan;
mod quantity;
mod read;
mod rules;
mod setting;
mod shipped;
mod show;
mod subject;
mod text;
mod words;

pub use answer::OutsideValidity;
pub use diff::Change;
pub use figure::Dated;
pub use items::{
    Clause, DatasetEntry, ExclusiveEntry, FigureEntry, MeasureEntry, NamedFilter, Pool, ProductEntry, Reading,
    TargetEntry, Task, Unit, UnitRole,
};
pub use mistake::Mistake;
pub use official::{Belongs, MOST_BYTES, Official, Section, Unattachable};
pub use plan::{Parameter, Plan};
pub use quantity::{FigureUnit, Quantity};
pub use read::DATASETS;
pub use rules::{
    Amount, Cap, Condition, EventSum, Exclusion, Formula, Goal, Measure, Product, Rules, StagePrice, Standing, Target,
    Terms, Text, WordSet,
};
pub use setting::{Setting, condition_words};
pub use shipped::{SHIPPED_FILES, shipped};
pub use words::{Beneficiary, CapScope, Counts, Direction, ExclusionTime, Increase, Stacking};
