//! Guessing is slowed down: by login and by address, twice as long each time.

use huigu_store::chain::Hash;
use huigu_store::{Instant, Store};

use crate::secret::hash_of;
use crate::{AccountError, SECOND};

/// How many failures of a login cost nothing; of an address, where many may
/// sit behind one.
const FREE: [u32; 2] = [5, 20];
/// The longest wait, in seconds.
const LONGEST: u64 = 15 * 60;

/// Whom guesses are counted for: a login, and the address they come from.
#[derive(Debug, Clone, Copy)]
pub struct Subjects(pub [Hash; 2]);

impl Subjects {
    /// Neither is kept as it is: what is typed for a login may be a password.
    pub fn of(login: &str, address: &str) -> Self {
        Self([hash_of("login", login.as_bytes()), hash_of("address", address.as_bytes())])
    }

    /// Whether another guess may be made now.
    ///
    /// # Errors
    /// [`AccountError::TooManyTries`], or whatever the register answers.
    pub fn may_try<E>(&self, store: &mut Store, now: Instant) -> Result<(), E>
    where
        E: From<AccountError> + From<huigu_store::Error>,
    {
        let mut longest = 0;
        for (subject, free) in self.0.iter().zip(FREE) {
            let (failures, last) = store.failures(*subject, now)?;
            longest = longest.max(wait(failures, free, last, now));
        }
        if longest > 0 { Err(AccountError::TooManyTries { seconds: longest }.into()) } else { Ok(()) }
    }
}

/// Seconds to wait after so many failures.
fn wait(failures: u32, free: u32, last: Instant, now: Instant) -> u64 {
    if failures < free {
        return 0;
    }
    let seconds = 1u64.checked_shl(failures - free).unwrap_or(LONGEST).clamp(1, LONGEST);
    let over = last.0.saturating_add(seconds as i64 * SECOND);
    // Rounded up: who waits as long as told is let in.
    u64::try_from((over - now.0 + SECOND - 1) / SECOND).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_doubles_the_wait_up_to_an_end() {
        let now = Instant(1_646_064_000 * SECOND);
        let waits: Vec<u64> = [0, 4, 5, 6, 7, 8, 14, 15, 40, 80].map(|n| wait(n, 5, now, now)).into();
        assert_eq!(waits, [0, 0, 1, 2, 4, 8, 512, 900, 900, 900]);
        let later = |seconds: i64| wait(8, 5, now, Instant(now.0 + seconds * SECOND));
        assert_eq!([later(1), later(7), later(8), later(9)], [7, 1, 0, 0]);
    }
}
