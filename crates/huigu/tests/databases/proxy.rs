//! A way to the cluster that is cut after some bytes: as a network is.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Listens for one connection.
pub struct Proxy {
    listener: TcpListener,
    socket: PathBuf,
    /// Bytes let through in all, both ways.
    passed: Arc<AtomicU64>,
}

impl Proxy {
    /// Before the server of a URL of the cluster.
    pub fn before(url: &str) -> Self {
        let folder = url.split("host=").nth(1).unwrap().split('&').next().unwrap();
        let socket = PathBuf::from(folder).join(".s.PGSQL.5432");
        Self { listener: TcpListener::bind("127.0.0.1:0").unwrap(), socket, passed: Arc::default() }
    }

    /// The URL by which the server is reached through here.
    pub fn url(&self, url: &str) -> String {
        let (head, tail) = url.split_once("host=").unwrap();
        let (_, parameters) = tail.split_once('&').unwrap();
        format!("{head}host=127.0.0.1&port={}&{parameters}", self.listener.local_addr().unwrap().port())
    }

    /// Lets `limit` bytes through and cuts the connection; how many passed.
    pub fn let_through(self, limit: u64) -> thread::JoinHandle<u64> {
        thread::spawn(move || {
            let (client, _) = self.listener.accept().unwrap();
            client.set_nodelay(true).unwrap();
            let server = UnixStream::connect(&self.socket).unwrap();
            let (near, far) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            let cut = Arc::new(move || {
                // Already cut is cut.
                drop(near.shutdown(Shutdown::Both));
                drop(far.shutdown(Shutdown::Both));
            });
            let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            let there = pass(from, to, Arc::clone(&self.passed), limit, Arc::clone(&cut));
            let back = pass(server, client, Arc::clone(&self.passed), limit, cut);
            there.join().unwrap();
            back.join().unwrap();
            self.passed.load(Ordering::Relaxed)
        })
    }
}

trait Stream: Read + Write + Send + 'static {}
impl Stream for TcpStream {}
impl Stream for UnixStream {}

/// Passes bytes on one way until so many have passed both ways.
fn pass(
    mut from: impl Stream,
    mut to: impl Stream,
    passed: Arc<AtomicU64>,
    limit: u64,
    cut: Arc<impl Fn() + Send + Sync + 'static>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut bytes = vec![0; 1 << 16];
        while let Ok(read) = from.read(&mut bytes) {
            let before = passed.fetch_add(read as u64, Ordering::Relaxed);
            let allowed = usize::try_from(limit.saturating_sub(before)).unwrap_or(usize::MAX).min(read);
            if read == 0 || to.write_all(&bytes[..allowed]).is_err() || allowed < read {
                break;
            }
        }
        cut();
    })
}
