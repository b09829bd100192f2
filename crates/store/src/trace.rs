//! Where a version of a fact comes from.

use crate::BatchNumber;
use crate::db::{Cells, DecodeError};

/// Where a version of a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    /// The batch that appended the version.
    pub batch: BatchNumber,
    /// The batch whose file first brought the content; another only for what
    /// a withdrawal restored.
    pub origin: BatchNumber,
    /// The row of that file, from 1.
    pub row: u32,
}

impl Trace {
    /// From three cells: batch, origin, row.
    pub(crate) fn take(cells: &Cells<'_>, at: usize) -> Result<Self, DecodeError> {
        let number = |at| cells.int(at)?.and_then(|value| u32::try_from(value).ok()).ok_or(DecodeError(at));
        Ok(Self { batch: BatchNumber(number(at)?), origin: BatchNumber(number(at + 1)?), row: number(at + 2)? })
    }
}
