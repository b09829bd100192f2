//! Where a row comes from, as the checks name it: a file handed in, or a batch
//! of the register.

use huigu_facts::Origin;
use huigu_store::{BatchNumber, Trace};

/// Origins from here on are rows of a register: this and the batch.
const REGISTER: u32 = 1 << 31;

/// The batch of a row of a register, if the origin is one.
#[must_use]
pub fn of_register(origin: Origin) -> Option<BatchNumber> {
    origin.file.checked_sub(REGISTER).map(BatchNumber)
}

/// The origin of a register's row.
#[must_use]
pub fn origin_of(trace: Trace) -> Origin {
    Origin { file: REGISTER | trace.origin.0, row: trace.row }
}
