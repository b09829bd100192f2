//! How long the server waits for those at the other end: whoever sends or
//! reads too slowly holds a place that others need.

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::owed::{Budget, Owed};

/// How long the server waits.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// For the head of a request, or the end of a TLS handshake.
    pub head: Duration,
    /// For the next [`Self::LEAST`] bytes of a body.
    pub body: Duration,
    /// For the other end to read anything of an answer.
    pub reading: Duration,
}

impl Timeouts {
    /// Bytes of a body that must come in each of its times: 4 KiB a second of the usual ones.
    pub const LEAST: u64 = 120 << 10;
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { head: Duration::from_secs(10), body: Duration::from_secs(30), reading: Duration::from_secs(30) }
    }
}

/// Watches over the pace of a body.
pub struct Pace {
    window: Pin<Box<Sleep>>,
    length: Duration,
    came: u64,
}

/// A body that came too slowly.
#[derive(Debug, PartialEq, Eq)]
pub struct TooSlow;

impl Pace {
    /// A body begins.
    pub fn begin(timeouts: &Timeouts) -> Self {
        Self { window: Box::pin(sleep(timeouts.body)), length: timeouts.body, came: 0 }
    }

    /// So many bytes came.
    pub fn came(&mut self, bytes: usize) {
        self.came += bytes as u64;
    }

    /// What comes next, unless too little came for too long.
    ///
    /// # Errors
    /// [`TooSlow`].
    pub async fn next<T>(&mut self, coming: impl Future<Output = T>) -> Result<T, TooSlow> {
        let mut coming = std::pin::pin!(coming);
        loop {
            tokio::select! {
                biased;
                // A body that is there to be read at any moment does not escape its time.
                () = &mut self.window => {
                    if self.came < Timeouts::LEAST {
                        return Err(TooSlow);
                    }
                    self.came = 0;
                    let next = self.window.deadline() + self.length;
                    self.window.as_mut().reset(next);
                }
                came = &mut coming => return Ok(came),
            }
        }
    }
}

/// A connection that breaks where the other end reads nothing for too long,
/// and counts what is written to it.
pub struct TimeoutStream<S> {
    stream: S,
    owed: Owed,
    reading: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl<S> TimeoutStream<S> {
    /// Watches over a connection.
    pub fn new(stream: S, timeouts: &Timeouts, owed: Owed) -> Self {
        Self { stream, owed, reading: timeouts.reading, stalled: None }
    }

    /// What became of an attempt to write bytes.
    fn wrote(&mut self, done: Poll<io::Result<usize>>, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        if let Poll::Ready(Ok(bytes)) = done {
            self.owed.written(bytes);
        }
        self.watched(done, context)
    }

    /// What became of an attempt to write, or why it is the last.
    fn watched<T>(&mut self, done: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if done.is_ready() {
            self.stalled = None;
            return done;
        }
        let reading = self.reading;
        ready!(self.stalled.get_or_insert_with(|| Box::pin(sleep(reading))).as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for TimeoutStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for TimeoutStream<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.wrote(done, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.wrote(done, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.stream).poll_flush(context);
        self.watched(done, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.stream).poll_shutdown(context);
        self.watched(done, context)
    }
}

/// Most connections of one address at once: an office may stand behind it.
const OF_ONE: usize = 256;

/// How many connections each address has open, and what they are owed together.
type Open = Arc<Mutex<HashMap<IpAddr, (usize, Arc<Budget>)>>>;

/// The connections of each address.
#[derive(Default)]
pub struct AddressLimit(Open);

/// A place among the connections of an address, until it ends.
pub struct Place {
    address_limit: Open,
    address: IpAddr,
    /// What the connections of the address are owed.
    pub budget: Arc<Budget>,
}

impl AddressLimit {
    /// A place for a connection of this address, if it has not too many.
    pub fn enter(&self, address: IpAddr) -> Option<Place> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, budget) = open.entry(address).or_insert_with(|| (0, Arc::new(Budget::of_address())));
        if *count >= OF_ONE {
            return None;
        }
        *count += 1;
        Some(Place { address_limit: Arc::clone(&self.0), address, budget: Arc::clone(budget) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.address_limit.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((count, _)) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_does_not_take_every_place() {
        let address_limit = AddressLimit::default();
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let mut places: Vec<Place> = (0..OF_ONE).map(|_| address_limit.enter(one).unwrap()).collect();
        assert!(address_limit.enter(one).is_none() && address_limit.enter(other).is_some());
        places.pop();
        assert!(address_limit.enter(one).is_some(), "a place that ended is free");
        drop(places);
        assert!(address_limit.0.lock().unwrap().is_empty(), "nobody is remembered");
    }

    #[test]
    fn a_body_that_drips_is_too_slow_and_a_steady_one_is_not() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let timeouts = Timeouts { body: Duration::from_millis(50), ..Timeouts::default() };
            let drip = async || sleep(Duration::from_millis(5)).await;
            let mut pace = Pace::begin(&timeouts);
            let mut drips = 0;
            while pace.next(drip()).await.is_ok() {
                pace.came(1);
                drips += 1;
            }
            assert!((1..=10).contains(&drips), "{drips}");
            let mut pace = Pace::begin(&timeouts);
            for _ in 0..40 {
                assert_eq!(pace.next(drip()).await, Ok(()));
                pace.came(64 << 10);
            }
            let mut pace = Pace::begin(&timeouts);
            assert_eq!(pace.next(std::future::pending::<()>()).await, Err(TooSlow));
        });
    }
}
