//! The sample register: over some invented years the institutions of a
//! synthetic district send their books, somebody sends a wrong file and takes
//! it back, a year is approved, and a correction comes after it. Days and
//! actors are invented like everything else; the same plan gives the same
//! register.

mod accounts;
mod late;
mod notices;
mod parcels;
mod plot;
mod shape;
mod story;

pub use accounts::Accounts;
pub use parcels::FileSent;
pub use plot::{Late, Made, make};
pub use shape::of_plan;
pub use story::SampleError;
