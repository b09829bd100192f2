//! A register as it is after ten years: many rows of audit and many batches.
//! The portal's tests have it from here too.

use std::path::Path;

/// What the audit and the batches of ten years come to.
pub const AUDIT: u64 = 100_000;
pub const BATCHES: u64 = 10_000;

/// Fills a register up, past the desk, as the years would: one batch in 25 of
/// the first bank, the acts of somebody of the second.
pub fn grow(file: &Path, [own, other]: [&str; 2]) {
    let register = rusqlite::Connection::open(file).unwrap();
    let rows = format!(
        "CREATE TEMP TABLE old AS SELECT (SELECT MAX(number) FROM audit) AS audit, \
         (SELECT MAX(number) FROM batches) AS batch, (SELECT MAX(instant) FROM batches) AS instant; \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {AUDIT}) \
         INSERT INTO audit SELECT old.audit + i, old.audit + i - (i + 1) % 2, 2 - i % 2, old.instant + i, \
         'clerk@{other}', 'import', 'x.csv', '', CASE i % 2 WHEN 1 THEN '' ELSE 'done' END, zeroblob(32) FROM n, old; \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {BATCHES}) \
         INSERT INTO batches (number, instant, kind, file, file_hash, added, corrected, unchanged, closed, act, sender) \
         SELECT old.batch + i, old.instant + i, 'claims', 'x.csv', zeroblob(32), 0, 0, 0, 0, old.audit + 2 * i - 1, \
         CASE i % 25 WHEN 0 THEN '{own}' ELSE 'others' END FROM n, old;"
    );
    register.execute_batch(&rows).unwrap();
}
