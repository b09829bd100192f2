//! Fills a register that the program made with what comes in by forms alone:
//! accounts, official texts, notices, contacts; and with rows of a data set, which its plan
//! has none of. So `tests/registers/make` gets a few rows of every table.

use std::cell::Cell;

use huigu_store::{Place, Store};

use crate::ground::Register;
use crate::{accounts, contacts, datasets, notices};

/// The argument that asks for it: `fill PLACE PLAN`.
pub const MODE: &str = "fill";

/// Noon of 2026-12-01 in Shanghai, after the program's own acts.
const LATER: i64 = 1_796_097_600_000_000;

/// Fills the register of a plan at a place; its first approval is shown in a public notice.
pub fn run(place: &str, plan: &str) {
    let place = Place::parse(place);
    let store = Store::open(&place, plan).unwrap();
    let mut register = Register { place, store, now: Cell::new(LATER) };
    accounts::fill(&mut register);
    notices::fill(&mut register, 1);
    contacts::fill(&mut register);
    datasets::fill(&mut register);
    register.is_well();
}
