//! How often one may ask: so many requests a minute, for each token, session
//! or address. Counted in memory by this very server, as what it protects is
//! this server; where several stand side by side each counts its own.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// A window of counting, in microseconds.
const WINDOW: i64 = 60_000_000;
/// Most askers counted apart; newcomers beyond share one count.
const MOST: usize = 50_000;
/// The shared count.
const REST: &str = "rest";

struct Window {
    began: i64,
    used: u32,
}

/// What is left to one who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Requests of a window.
    pub limit: u32,
    /// How many are left of this one.
    pub remaining: u32,
    /// Seconds until the next begins.
    pub seconds: u64,
    /// Whether this request was one too many.
    pub over: bool,
}

/// Counts of requests.
pub struct Limits {
    limit: u32,
    windows: Mutex<HashMap<String, Window>>,
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(Self::UNASKED)
    }
}

impl Limits {
    /// Requests a minute where nothing else is said.
    pub const UNASKED: u32 = 600;

    /// So many requests a minute; at least one.
    pub fn new(limit: u32) -> Self {
        Self { limit: limit.max(1), windows: Mutex::default() }
    }

    /// Counts a request, and tells what is left.
    pub fn count(&self, who: &str, now: i64) -> Quota {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= MOST && !windows.contains_key(who) {
            windows.retain(|_, window| now - window.began < WINDOW);
        }
        let who = if windows.len() >= MOST && !windows.contains_key(who) { REST } else { who };
        let window = windows.entry(who.to_owned()).or_insert(Window { began: now, used: 0 });
        // A clock that was put back begins anew too.
        if !(0..WINDOW).contains(&(now - window.began)) {
            *window = Window { began: now, used: 0 };
        }
        let over = window.used >= self.limit;
        window.used += u32::from(!over);
        let left = window.began + WINDOW - now;
        Quota {
            limit: self.limit,
            remaining: self.limit - window.used,
            seconds: u64::try_from(left).unwrap_or(0).div_ceil(1_000_000).max(1),
            over,
        }
    }
}

/// An address as it is counted: of IPv6 the network, as one asker has all of it.
pub fn counted(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(inner) => format!("address {inner}"),
            None => {
                let [a, b, c, d, ..] = address.segments();
                format!("address {a:x}:{b:x}:{c:x}:{d:x}")
            }
        },
        _ => format!("address {address}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_lets_so_many_through() {
        let limits = Limits::new(2);
        let quota = |remaining, seconds, over| Quota { limit: 2, remaining, seconds, over };
        assert_eq!(limits.count("a", 0), quota(1, 60, false));
        assert_eq!(limits.count("a", 500_000), quota(0, 60, false));
        assert_eq!(limits.count("a", 59_000_000), quota(0, 1, true));
        assert_eq!(limits.count("b", 59_000_000), quota(1, 60, false), "each its own");
        assert_eq!(limits.count("a", 60_000_000), quota(1, 60, false), "the next window");
        assert_eq!(limits.count("a", 0), quota(1, 60, false), "a clock put back");
    }

    #[test]
    fn newcomers_beyond_the_room_share_a_count() {
        let limits = Limits::new(1);
        for number in 0..MOST {
            limits.count(&number.to_string(), 0);
        }
        assert!(!limits.count("x", 1).over);
        assert!(limits.count("y", 1).over, "counted with x");
        assert!(!limits.count("y", WINDOW + 1).over, "room again");
        assert!(limits.windows.lock().unwrap().len() < 3);
    }

    #[test]
    fn a_network_is_one_asker() {
        assert_eq!(counted("2001:db8:1:2::1"), counted("2001:db8:1:2:ffff::9"));
        assert_ne!(counted("2001:db8:1:2::1"), counted("2001:db8:1:3::1"));
        assert_eq!(counted("::ffff:10.0.0.1"), counted("10.0.0.1"));
        assert_ne!(counted("10.0.0.1"), counted("10.0.0.2"));
    }
}
