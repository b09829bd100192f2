//! The first bytes of a connection, by which it is told whether HTTP/1 or
//! HTTP/2 is spoken. Nobody waits for them in `hyper-util`, so a connection
//! that says nothing, or half of it, would hold its place for ever.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// What a connection over HTTP/2 begins with.
const HTTP_2: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// A connection that breaks where its first bytes do not come in time. From
/// then on others watch over it: a head has its time, and pings are answered.
pub struct Prefaced<S> {
    stream: S,
    /// How many bytes came, as long as they are those of HTTP/2.
    came: usize,
    /// Until all have come, or others.
    deadline: Option<Pin<Box<Sleep>>>,
}

impl<S> Prefaced<S> {
    /// Its first bytes have this long to come.
    pub fn within(stream: S, head: Duration) -> Self {
        Self { stream, came: 0, deadline: Some(Box::pin(sleep(head))) }
    }

    fn take(&mut self, bytes: &[u8]) {
        let rest = &HTTP_2[self.came..];
        let same = bytes.iter().zip(rest).take_while(|(one, other)| one == other).count();
        self.came += same;
        // All of it, or what no HTTP/2 begins with, or the end.
        if same == rest.len() || same < bytes.len() || bytes.is_empty() {
            self.deadline = None;
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Prefaced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        match (&mut self.deadline, &read) {
            (None, _) | (_, Poll::Ready(Err(_))) => read,
            (Some(deadline), Poll::Pending) => {
                ready!(deadline.as_mut().poll(context));
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
            (Some(_), Poll::Ready(Ok(()))) => {
                self.take(&buffer.filled()[before..]);
                read
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Prefaced<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
