//! What the server stands on, shared by all requests.

use std::sync::Arc;

use huigu_desk::{Desk, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::api::limit::Limits;
use crate::metrics::Metrics;
use crate::spool::Spool;
use crate::timeouts::Timeouts;

/// How a portal is set up.
pub struct Options {
    /// The office that reports, as it stands on printed tables.
    pub office: String,
    /// Tells the time.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
    /// Gives bytes nobody can guess, if there are any to be had.
    pub random: Arc<dyn Fn() -> Option<[u8; 32]> + Send + Sync>,
    /// Whether it is reached over TLS, ours or that of a proxy before it.
    pub tls: bool,
    /// Whether a proxy stands before it that tells from where requests come.
    pub proxied: bool,
}

/// Most sendings of books at once: each fills a disk, and then a core and its memory.
const SENDINGS: usize = 4;

/// A portal over the desk.
pub struct Portal {
    desk: Desk,
    options: Options,
    /// Files made for one person.
    pub spool: Spool,
    /// Counts for whoever watches over the server.
    pub metrics: Metrics,
    /// How often the API may be asked.
    pub limits: Limits,
    /// How long it waits for those at the other end.
    pub timeouts: Timeouts,
    /// Places for sendings of books.
    room: Arc<Semaphore>,
    /// Tells how many lines of the log were lost.
    lost_lines: Box<dyn Fn() -> u64 + Send + Sync>,
}

impl Portal {
    /// A portal over a desk.
    #[must_use]
    pub fn new(desk: Desk, options: Options) -> Self {
        Self {
            desk,
            options,
            spool: Spool::default(),
            metrics: Metrics::default(),
            limits: Limits::default(),
            timeouts: Timeouts::default(),
            room: Arc::new(Semaphore::new(SENDINGS)),
            lost_lines: Box::new(|| 0),
        }
    }

    /// The same, with other limits on how often the API may be asked.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The same, waiting otherwise for those at the other end.
    #[must_use]
    pub fn with_timeouts(self, timeouts: Timeouts) -> Self {
        Self { timeouts, ..self }
    }

    /// The same, told how many lines of the log were lost.
    #[must_use]
    pub fn with_lost_lines(self, lost: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self { lost_lines: Box::new(lost), ..self }
    }

    /// How many lines of the log were lost.
    pub fn lost_lines(&self) -> u64 {
        (self.lost_lines)()
    }

    /// A place for a sending of books, until it ends; `None` while all are taken.
    pub fn place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.room).try_acquire_owned().ok()
    }

    /// The desk.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The office that reports.
    pub fn office(&self) -> &str {
        &self.options.office
    }

    /// Whether it is reached over TLS.
    pub fn is_behind_tls(&self) -> bool {
        self.options.tls
    }

    /// The name of the cookie that holds a session. Over TLS a browser takes
    /// one of this name from nobody but this very host.
    pub fn session_cookie(&self) -> &'static str {
        if self.options.tls { "__Host-huigu" } else { "huigu" }
    }

    /// Whether a proxy before it tells from where requests come.
    pub fn trusts_proxy(&self) -> bool {
        self.options.proxied
    }

    /// Microseconds since 1970.
    pub fn micros(&self) -> i64 {
        (self.options.clock)().0
    }

    /// Bytes nobody can guess.
    pub fn random(&self) -> Option<[u8; 32]> {
        (self.options.random)()
    }
}
