//! How a connection to PostgreSQL is encrypted: what the URL asks for with
//! `sslmode` and `sslrootcert`, and whom the answering server must be.
//!
//! Stricter than the database's own library in two things. Whoever requires
//! encryption has the server's certificate and name checked, for encrypting to
//! whoever answers hides nothing from him; and without `sslmode` it is
//! required, unless the server is this machine.

use std::path::PathBuf;
use std::sync::Arc;

use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::Error;

/// How a connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Not at all.
    Disable,
    /// If the server can, whoever it is.
    Prefer,
    /// Always, and the server shows a trusted certificate of its name.
    Require,
}

/// Whose certificates are trusted.
#[derive(Debug, PartialEq, Eq)]
enum Roots {
    /// Those the system trusts.
    System,
    /// Those of a file.
    File(PathBuf),
}

/// What a URL says of encryption, where it says anything.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TlsOptions {
    mode: Option<Mode>,
    roots: Option<Roots>,
}

/// `%41` as `A`; what is no such escape stays.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|hex| str::from_utf8(hex).ok());
        match hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Takes the two parameters out of a URL, as the driver knows only some of
/// their values; what is left, and the wish.
pub(super) fn taken_out(place: &str, url: &str) -> Result<(String, TlsOptions), Error> {
    let Some((head, parameters)) = url.split_once('?') else { return Ok((url.to_owned(), TlsOptions::default())) };
    let mut options = TlsOptions::default();
    let mut kept = Vec::new();
    for parameter in parameters.split('&') {
        match parameter.split_once('=').map(|(name, value)| (name, decoded(value))) {
            Some(("sslmode", value)) => {
                options.mode = Some(match value.as_str() {
                    "disable" => Mode::Disable,
                    "prefer" => Mode::Prefer,
                    "require" | "verify-full" => Mode::Require,
                    _ => return Err(Error::UnknownSslMode { place: place.to_owned(), value }),
                });
            }
            Some(("sslrootcert", value)) => {
                options.roots = Some(if value == "system" { Roots::System } else { Roots::File(value.into()) });
            }
            _ => kept.push(parameter),
        }
    }
    let url = if kept.is_empty() { head.to_owned() } else { format!("{head}?{}", kept.join("&")) };
    Ok((url, options))
}

/// Whether every server the configuration names is this machine.
fn stays_here(config: &Config) -> bool {
    let here = |host: &Host| match host {
        Host::Tcp(name) => {
            name.eq_ignore_ascii_case("localhost") || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    config.get_hosts().iter().all(here) && config.get_hostaddrs().iter().all(std::net::IpAddr::is_loopback)
}

/// Whether every server is reached through a socket, which no encryption is for.
fn only_sockets(config: &Config) -> bool {
    let hosts = config.get_hosts();
    !hosts.is_empty() && hosts.iter().all(|host| !matches!(host, Host::Tcp(_)))
}

impl TlsOptions {
    fn mode(&self, config: &Config) -> Mode {
        match self.mode {
            _ if only_sockets(config) => Mode::Disable,
            Some(mode) => mode,
            // Who names certificates wants them checked.
            None if self.roots.is_none() && stays_here(config) => Mode::Prefer,
            None => Mode::Require,
        }
    }

    /// Whose certificates are trusted.
    fn trusted(&self, place: &str) -> Result<RootCertStore, Error> {
        let no_roots = |why: String| {
            let file = match &self.roots {
                Some(Roots::File(file)) => file.display().to_string(),
                _ => "system".to_owned(),
            };
            Error::NoRootCertificates { place: place.to_owned(), file, why }
        };
        let mut store = RootCertStore::empty();
        match &self.roots {
            Some(Roots::File(file)) => {
                let found = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
                for certificate in found.map_err(|error| no_roots(error.to_string()))? {
                    store.add(certificate).map_err(|error| no_roots(error.to_string()))?;
                }
            }
            Some(Roots::System) | None => {
                // Some of a system's certificates may be of kinds nobody uses any more.
                store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            }
        }
        if store.is_empty() { Err(no_roots("no certificate".to_owned())) } else { Ok(store) }
    }

    /// Connects as wished.
    pub(super) fn connect(&self, place: &str, config: &mut Config) -> Result<Result<Client, postgres::Error>, Error> {
        let mode = self.mode(config);
        if mode == Mode::Disable {
            config.ssl_mode(SslMode::Disable);
            return Ok(config.connect(NoTls));
        }
        config.ssl_mode(if mode == Mode::Prefer { SslMode::Prefer } else { SslMode::Require });
        let provider = Arc::new(ring::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions();
        let builder = builder.map_err(|error| Error::NotTrusted { place: place.to_owned(), why: error.to_string() })?;
        let tls = if mode == Mode::Prefer && self.roots.is_none() {
            builder.dangerous().with_custom_certificate_verifier(Arc::new(Whoever(provider))).with_no_client_auth()
        } else {
            builder.with_root_certificates(self.trusted(place)?).with_no_client_auth()
        };
        Ok(config.connect(MakeRustlsConnect::new(tls)))
    }
}

/// The error behind a failed handshake; `None` if it is another's.
pub(super) fn tls_error(place: &str, error: &postgres::Error) -> Option<Error> {
    let place = place.to_owned();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        let inner = deeper.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        let refused = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>());
        if let Some(refused) = refused.or_else(|| deeper.downcast_ref()) {
            return Some(Error::NotTrusted { place, why: refused.to_string() });
        }
        // The driver has no other mark of it.
        if deeper.to_string() == "server does not support TLS" {
            return Some(Error::NoEncryption { place });
        }
        cause = deeper.source();
    }
    None
}

/// Takes any certificate; the handshake's signatures are checked all the same.
#[derive(Debug)]
struct Whoever(Arc<CryptoProvider>);

impl ServerCertVerifier for Whoever {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use huigu_quantity::{Lang, Say};

    use super::*;
    use crate::error::MODES;

    fn mode(url: &str) -> Mode {
        let (url, options) = taken_out("a place", url).unwrap();
        options.mode(&url.parse().unwrap())
    }

    #[test]
    fn what_leaves_the_machine_is_encrypted_unless_somebody_says_otherwise() {
        for (url, expected) in [
            ("postgres://u@db.example/x", Mode::Require),
            ("postgres://u@10.0.0.7/x", Mode::Require),
            ("postgres://u@localhost,db.example/x", Mode::Require),
            ("postgres://u@localhost/x?hostaddr=10.0.0.7", Mode::Require),
            ("postgres://u@localhost/x", Mode::Prefer),
            ("postgres://u@127.0.0.1/x", Mode::Prefer),
            ("postgres://u@127.0.0.1/x?sslrootcert=system", Mode::Require),
            ("postgres:///x?host=/var/run/postgresql", Mode::Disable),
            ("postgres:///x?host=/var/run/postgresql&sslmode=require", Mode::Disable),
            ("postgres://u@db.example/x?sslmode=disable", Mode::Disable),
            ("postgres://u@db.example/x?sslmode=prefer", Mode::Prefer),
            ("postgres://u@localhost/x?sslmode=require", Mode::Require),
            ("postgres://u@localhost/x?sslmode=verify%2Dfull", Mode::Require),
        ] {
            assert_eq!(mode(url), expected, "{url}");
        }
    }

    #[test]
    fn the_two_parameters_are_taken_out() {
        let (url, options) =
            taken_out("a place", "postgres://h/x?a=1&sslrootcert=%2Fetc%2Fca%20here.pem&sslmode=require&b=2").unwrap();
        assert_eq!(url, "postgres://h/x?a=1&b=2");
        assert_eq!(
            options,
            TlsOptions { mode: Some(Mode::Require), roots: Some(Roots::File("/etc/ca here.pem".into())) }
        );
        let (url, options) = taken_out("a place", "postgres://h/x?sslrootcert=system").unwrap();
        assert_eq!((url.as_str(), options.roots), ("postgres://h/x", Some(Roots::System)));
        for value in ["allow", "verify-ca", ""] {
            let refused = taken_out("a place", &format!("postgres://h/x?sslmode={value}")).unwrap_err();
            assert_eq!(refused, Error::UnknownSslMode { place: "a place".to_owned(), value: value.to_owned() });
            assert!(
                MODES.iter().all(|mode| refused.say(Lang::Zh).contains(mode) && refused.to_string().contains(mode))
            );
        }
    }
}
