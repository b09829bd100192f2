//! Listening, with TLS where a certificate is given: every connection has a
//! limit on the time to send its head; told to stop, the server takes no new
//! connection, lets the requests under way end, and stops.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tower::ServiceExt;

use crate::owed::{Budget, Owed};
use crate::portal::Portal;
use crate::preface::Prefaced;
use crate::request::Peer;
use crate::timeouts::{AddressLimit, TimeoutStream, Timeouts};

/// Time the requests under way have to end.
const GRACE: Duration = Duration::from_secs(20);
/// Most connections at once.
const CONNECTIONS: usize = 4096;
/// Most requests under way at once on one connection.
const STREAMS: u32 = 32;

/// A certificate and its key, as the text of PEM files.
pub struct Tls {
    /// The certificate and those above it.
    pub certificates: Vec<u8>,
    /// The key.
    pub key: Vec<u8>,
}

impl Tls {
    fn acceptor(&self) -> io::Result<TlsAcceptor> {
        let bad = |error: String| io::Error::new(io::ErrorKind::InvalidData, error);
        let certificates: Vec<_> = CertificateDer::pem_slice_iter(&self.certificates)
            .collect::<Result<_, _>>()
            .map_err(|error| bad(format!("certificate: {error}")))?;
        let key = PrivateKeyDer::from_pem_slice(&self.key).map_err(|error| bad(format!("key: {error}")))?;
        let mut config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(certificates, key)
            .map_err(|error| bad(error.to_string()))?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

/// Where to listen.
pub struct Listening {
    /// Address and port; port 0 takes any.
    pub address: SocketAddr,
    /// The certificate, if TLS is ours.
    pub tls: Option<Tls>,
}

/// Serves a portal by a router until `stop` is done; `ready` is told the address.
///
/// # Errors
/// Where the address cannot be had or the certificate cannot be read.
pub fn serve(
    portal: &Portal,
    router: Router,
    listening: &Listening,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let acceptor = listening.tls.as_ref().map(Tls::acceptor).transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        let listener = TcpListener::bind(listening.address).await?;
        let (timeouts, proxied) = (portal.timeouts, portal.trusts_proxy());
        let config = ConnectionConfig { acceptor, router, timeouts };
        let mut stop = std::pin::pin!(stop);
        // Asked once before anybody is told: whoever knows that it serves may
        // stop it, and a signal nobody listens for kills.
        if std::future::poll_fn(|context| Poll::Ready(stop.as_mut().poll(context).is_pending())).await {
            ready(listener.local_addr()?);
            accept(listener, config, proxied, stop).await;
        }
        Ok(())
    });
    // A page that still computes is not waited for.
    runtime.shutdown_timeout(Duration::from_secs(1));
    done
}

/// How connections are spoken with.
#[derive(Clone)]
struct ConnectionConfig {
    acceptor: Option<TlsAcceptor>,
    router: Router,
    timeouts: Timeouts,
}

async fn accept(listener: TcpListener, config: ConnectionConfig, proxied: bool, stop: impl Future<Output = ()>) {
    let address_limit = AddressLimit::default();
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&room).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, (stream, peer)) = tokio::select! {
            () = &mut stop => break,
            (place, accepted) = next => match accepted {
                Ok(accepted) => (place, accepted),
                Err(error) => {
                    // Such as too many open files: others may close soon.
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        // A proxy, and whatever runs on this machine, speaks for many.
        let alone = !proxied && !peer.ip().is_loopback();
        let of_address = if alone { address_limit.enter(peer.ip()) } else { None };
        if alone && of_address.is_none() {
            tracing::warn!("one address has too many connections: another was not accepted");
            continue;
        }
        let (config, watcher) = (config.clone(), graceful.watcher());
        // Of one that speaks for many each connection is by itself.
        let budget = of_address.as_ref().map_or_else(|| Arc::new(Budget::of_address()), |one| Arc::clone(&one.budget));
        tokio::spawn(async move {
            connection(stream, peer, Owed::new(budget), config, watcher).await;
            drop((place, of_address));
        });
    }
    drop(listener);
    tracing::info!("stopping");
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopped before every request had its answer");
    }
    tracing::info!("stopped");
}

/// Done when the process is told to stop: Ctrl-C, or the signal of a service's end.
pub async fn until_stopped() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {},
        () = terminate => {},
    }
}

type Watcher = hyper_util::server::graceful::Watcher;

async fn connection(stream: TcpStream, peer: SocketAddr, owed: Owed, config: ConnectionConfig, watcher: Watcher) {
    // A small answer should not wait for more to send.
    drop(stream.set_nodelay(true));
    let stream = TimeoutStream::new(stream, &config.timeouts, owed.clone());
    let Some(acceptor) = config.acceptor.clone() else { return speak(stream, peer, owed, config, watcher).await };
    match tokio::time::timeout(config.timeouts.head, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => speak(stream, peer, owed, config, watcher).await,
        Ok(Err(error)) => tracing::debug!(%error, "no TLS"),
        Err(_) => tracing::debug!("TLS took too long"),
    }
}

async fn speak<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    stream: S,
    peer: SocketAddr,
    owed: Owed,
    config: ConnectionConfig,
    watcher: Watcher,
) {
    let Timeouts { head, reading, .. } = config.timeouts;
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(head).max_buf_size(64 * 1024);
    builder.http2().timer(TokioTimer::new()).max_concurrent_streams(STREAMS).keep_alive_interval(head);
    let (asked, handed) = (owed.clone(), owed.clone());
    let service = config.router.map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        request.extensions_mut().insert(asked.clone());
        request
    });
    let service = service.map_response(move |answer| handed.hand(answer));
    let stream = TokioIo::new(Prefaced::within(stream, head));
    let connection = builder.serve_connection(stream, TowerToHyperService::new(service)).into_owned();
    tokio::select! {
        done = watcher.watch(connection) => if let Err(error) = done {
            tracing::debug!(%error, "a connection broke");
        },
        () = owed.stalls(reading) => tracing::debug!("a connection did not read its answers"),
    }
}
