//! Answers that wait to be read. Over HTTP/2 a client may ask much and give
//! its answers no room: the socket is idle then, pings are answered, and the
//! answers lie in memory. So what a connection is owed is counted; where
//! nothing of it moves for as long as a reader may take, the connection ends,
//! and where much waits, nothing more is begun.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::response::Response;
use hyper::body::{Frame, SizeHint};
use tokio::sync::Notify;
use tokio::time::sleep;

/// Most bytes of answers that wait for one connection before more is begun.
const OF_CONNECTION: u64 = 8 << 20;
/// And for one address.
const OF_ADDRESS: u64 = 64 << 20;
/// Bytes handed on at once: what a stream without room may keep.
const PART: usize = 16 << 10;
/// Bytes that must move in each time a reader may take, where more wait.
const LEAST: u64 = 16 << 10;

/// Bytes of answers in memory, with a limit beyond which others wait.
pub struct Budget {
    most: u64,
    held: AtomicU64,
    freed: Notify,
}

impl Budget {
    fn new(most: u64) -> Self {
        Self { most, held: AtomicU64::new(0), freed: Notify::new() }
    }

    /// What waits for one address.
    pub fn of_address() -> Self {
        Self::new(OF_ADDRESS)
    }

    fn give_back(&self, bytes: u64) -> u64 {
        let left = self.held.fetch_sub(bytes, Ordering::SeqCst) - bytes;
        if left < self.most {
            self.freed.notify_waiters();
        }
        left
    }

    /// Once less waits than the most.
    async fn room(&self) {
        loop {
            let mut freed = std::pin::pin!(self.freed.notified());
            // Heard from here on, so that nothing is missed between looking and waiting.
            freed.as_mut().enable();
            if self.held.load(Ordering::SeqCst) < self.most {
                return;
            }
            freed.await;
        }
    }
}

struct Counts {
    own: Budget,
    of_address: Arc<Budget>,
    /// Bytes of answers handed on, and bytes written to the socket.
    handed: AtomicU64,
    written: AtomicU64,
    /// How often nothing was owed any more.
    settled: AtomicU64,
}

/// What a connection is owed.
#[derive(Clone)]
pub struct Owed(Arc<Counts>);

impl Owed {
    /// Nothing yet, of a connection from an address.
    pub fn new(of_address: Arc<Budget>) -> Self {
        let zero = || AtomicU64::new(0);
        let (own, handed, written, settled) = (Budget::new(OF_CONNECTION), zero(), zero(), zero());
        Self(Arc::new(Counts { own, of_address, handed, written, settled }))
    }

    fn bytes(&self) -> u64 {
        let (handed, written) = (self.0.handed.load(Ordering::SeqCst), self.0.written.load(Ordering::SeqCst));
        // More is written than answers: heads and frames.
        self.0.own.held.load(Ordering::SeqCst) + handed.saturating_sub(written)
    }

    fn looks_settled(&self) {
        if self.bytes() == 0 {
            self.0.settled.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// So many bytes went out.
    pub fn written(&self, bytes: usize) {
        self.0.written.fetch_add(bytes as u64, Ordering::SeqCst);
        self.looks_settled();
    }

    fn give_back(&self, bytes: u64) {
        self.0.own.give_back(bytes);
        self.0.of_address.give_back(bytes);
        self.looks_settled();
    }

    /// Once so little waits that more may be begun.
    pub async fn room(&self) {
        self.0.own.room().await;
        self.0.of_address.room().await;
    }

    /// An answer that is owed until it is handed on.
    pub fn hold(&self, answer: Response) -> Response {
        let (owed, rest) = (self.clone(), answer.body().size_hint().lower());
        self.0.own.held.fetch_add(rest, Ordering::SeqCst);
        self.0.of_address.held.fetch_add(rest, Ordering::SeqCst);
        answer.map(|body| Body::new(Held { body, ready: Bytes::new(), rest, owed }))
    }

    /// An answer whose bytes are counted as they are handed on.
    pub fn hand(&self, answer: Response) -> Response {
        let owed = self.clone();
        answer.map(|body| Body::new(Handed { body, owed }))
    }

    /// Done when something was owed for all of a reader's time, and hardly
    /// anything of it moved.
    pub async fn stalls(&self, reading: Duration) {
        let written = || self.0.written.load(Ordering::SeqCst);
        let settled = || self.0.settled.load(Ordering::SeqCst);
        loop {
            let before = (self.bytes(), written(), settled());
            sleep(reading).await;
            let moved = written() - before.1;
            if before.0 > 0 && self.bytes() > 0 && settled() == before.2 && moved < before.0.min(LEAST) {
                return;
            }
        }
    }
}

/// A body of which little is handed on at once.
struct Held {
    body: Body,
    ready: Bytes,
    rest: u64,
    owed: Owed,
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.ready.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => self.ready = data,
                    Err(other) => return Poll::Ready(Some(Ok(other))),
                },
                other => return Poll::Ready(other),
            }
        }
        let part = if self.ready.len() <= PART {
            std::mem::take(&mut self.ready)
        } else {
            // A copy: a part that is not read must not keep the whole.
            Bytes::copy_from_slice(&self.ready.split_to(PART))
        };
        let handed = self.rest.min(part.len() as u64);
        self.rest -= handed;
        self.owed.give_back(handed);
        Poll::Ready(Some(Ok(Frame::data(part))))
    }

    fn is_end_stream(&self) -> bool {
        self.ready.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (inner, ready) = (self.body.size_hint(), self.ready.len() as u64);
        let mut hint = SizeHint::new();
        hint.set_lower(inner.lower() + ready);
        if let Some(upper) = inner.upper() {
            hint.set_upper(upper + ready);
        }
        hint
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.owed.give_back(self.rest);
    }
}

/// A body whose bytes are counted.
struct Handed {
    body: Body,
    owed: Owed,
}

impl HttpBody for Handed {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(data) = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()) {
            self.owed.0.handed.fetch_add(data.len() as u64, Ordering::SeqCst);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIME: Duration = Duration::from_millis(20);

    fn run<T>(work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(work)
    }

    fn owed() -> Owed {
        Owed::new(Arc::new(Budget::of_address()))
    }

    async fn frame(body: &mut Body) -> Option<Bytes> {
        std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await?.unwrap().into_data().ok()
    }

    /// Whether it ends in a time that is many of a reader's.
    async fn stalls(owed: &Owed) -> bool {
        tokio::time::timeout(TIME * 20, owed.stalls(TIME)).await.is_ok()
    }

    #[test]
    fn an_answer_nobody_reads_stalls_and_one_that_is_read_does_not() {
        run(async {
            let owed = owed();
            assert!(!stalls(&owed).await, "nothing is owed");
            let whole = vec![b'x'; 3 * PART + 5];
            let mut answer = owed.hold(Response::new(Body::from(whole.clone()))).into_body();
            assert_eq!(answer.size_hint().exact(), Some(whole.len() as u64));
            assert_eq!(owed.bytes(), whole.len() as u64);
            assert!(stalls(&owed).await, "it is not even asked for");
            let mut came = Vec::new();
            while let Some(part) = frame(&mut answer).await {
                assert!(part.len() <= PART);
                came.extend_from_slice(&part);
            }
            assert_eq!((came, owed.bytes()), (whole, 0));
            assert!(!stalls(&owed).await, "all of it went");
            drop(owed.hold(Response::new(Body::from("y"))));
            assert_eq!(owed.bytes(), 0, "what is given up is owed no more");
        });
    }

    #[test]
    fn what_is_handed_on_and_not_written_is_owed_still() {
        run(async {
            let owed = owed();
            let mut answer = owed.hand(owed.hold(Response::new(Body::from("0123456789")))).into_body();
            assert_eq!(frame(&mut answer).await.map(|part| part.len()), Some(10));
            assert_eq!(owed.bytes(), 10);
            assert!(stalls(&owed).await);
            let writes = async {
                loop {
                    owed.written(1);
                    sleep(TIME / 4).await;
                }
            };
            tokio::select! {
                () = owed.stalls(TIME * 10) => panic!("it moves"),
                () = writes => (),
                () = sleep(TIME * 40) => (),
            }
        });
    }

    #[test]
    fn nothing_more_is_begun_while_much_waits() {
        run(async {
            let budget = Arc::new(Budget::of_address());
            let (one, other) = (Owed::new(Arc::clone(&budget)), Owed::new(budget));
            let much = |bytes: u64| Response::new(Body::from(vec![0; usize::try_from(bytes).unwrap()]));
            let waits = async |owed: &Owed| tokio::time::timeout(TIME, owed.room()).await.is_err();
            let held = one.hold(much(OF_CONNECTION));
            assert!(waits(&one).await && !waits(&other).await);
            let more: Vec<Response> = (0..7).map(|_| one.hold(much(OF_CONNECTION))).collect();
            assert!(waits(&other).await, "of one address");
            drop(held);
            assert!(!waits(&other).await && waits(&one).await);
            let (room, ()) = tokio::join!(tokio::time::timeout(TIME * 20, one.room()), async {
                sleep(TIME).await;
                drop(more);
            });
            assert!(room.is_ok(), "who waits hears of it");
        });
    }
}
