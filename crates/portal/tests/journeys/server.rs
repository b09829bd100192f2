//! The server itself: TLS, connections that dawdle, and an orderly end.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use huigu_portal::Tls;
use rcgen::CertifiedKey;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::portal::{start, start_with};

const ASKED: &str = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

#[test]
fn over_tls_the_browser_is_told_to_stay_with_it() {
    let CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let tls = Tls { certificates: cert.pem().into_bytes(), key: signing_key.serialize_pem().into_bytes() };
    let portal = start_with(true, Some(tls));
    let address = portal.base.trim_start_matches("https://");
    let mut roots = RootCertStore::empty();
    roots.add(cert.der().clone()).unwrap();
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(connection, TcpStream::connect(address).unwrap());
    stream.write_all(ASKED.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // The other side may end without a farewell.
    drop(stream.read_to_end(&mut answer));
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=31536000"), "{answer}");

    // Who speaks plainly to it is not understood, and others go on.
    let mut plain = TcpStream::connect(address).unwrap();
    plain.write_all(ASKED.as_bytes()).unwrap();
    let mut told = Vec::new();
    drop(plain.read_to_end(&mut told));
    assert!(!String::from_utf8_lossy(&told).contains("200 OK"));
}

#[test]
fn a_head_that_never_ends_is_cut_off_and_a_stop_is_orderly() {
    let portal = start(true);
    let address = portal.base.trim_start_matches("http://").to_owned();
    let mut slow = TcpStream::connect(&address).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").unwrap();
    // Others are answered meanwhile.
    let mut other = TcpStream::connect(&address).unwrap();
    other.write_all(ASKED.as_bytes()).unwrap();
    let mut answer = String::new();
    other.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    slow.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut left = Vec::new();
    let ended = slow.read_to_end(&mut left);
    assert!(ended.is_ok() || ended.is_err_and(|error| error.kind() == std::io::ErrorKind::ConnectionReset), "cut off");
    assert!(!String::from_utf8_lossy(&left).contains("200 OK"));

    // Told to stop, it ends though a connection stays open, and is gone.
    let idle = TcpStream::connect(&address).unwrap();
    drop(portal);
    drop(idle);
    assert!(TcpStream::connect(&address).is_err(), "nobody listens any more");
}
