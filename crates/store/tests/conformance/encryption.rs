//! Connections to PostgreSQL that are encrypted, and those that are refused.

use std::net::TcpListener;
use std::path::PathBuf;
use std::time::Duration;

use huigu_store::{Error, Place, Store};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tempfile::TempDir;

use crate::ground::{Ground, PLAN};
use huigu_testkit::Cluster;

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A cluster on loopback with a certificate for 127.0.0.1 alone.
struct Server {
    cluster: Cluster,
    port: u16,
    folder: TempDir,
}

impl Server {
    fn start(signed_by: &Authority) -> Self {
        let key = KeyPair::generate().unwrap();
        let certificate =
            CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap().signed_by(&key, signed_by).unwrap();
        // The port is free again when the listener is gone.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let port_setting = format!("port={port}");
        let settings = [
            "fsync=off",
            "listen_addresses=127.0.0.1",
            &port_setting,
            "ssl_cert_file=../server.crt",
            "ssl_key_file=../server.key",
        ];
        let (certificate, key) = (certificate.pem(), key.serialize_pem());
        let cluster = Cluster::start_with(&settings, &[("server.crt", &certificate), ("server.key", &key)]).unwrap();
        Self { cluster, port, folder: tempfile::tempdir().unwrap() }
    }

    fn client(&self) -> postgres::Client {
        let url = format!("{}&port={}", self.cluster.url("postgres"), self.port);
        postgres::Client::connect(&url, postgres::NoTls).unwrap()
    }

    /// A setting of the server from now on.
    fn set(&self, setting: &str) {
        // A new connection has the time at which the server last read its settings.
        let read_at = || self.client().query_one("SELECT pg_conf_load_time()::text", &[]).unwrap().get::<_, String>(0);
        let before = read_at();
        let mut client = self.client();
        client.batch_execute(setting).unwrap();
        client.batch_execute("SELECT pg_reload_conf()").unwrap();
        for _ in 0..2_000 {
            if read_at() != before {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server has not read its settings");
    }

    /// How many connections of the register's are encrypted, and how many are not.
    fn connections(&self) -> [i64; 2] {
        let sql = "SELECT COUNT(*) FILTER (WHERE ssl), COUNT(*) FILTER (WHERE NOT ssl) FROM pg_stat_ssl \
                   JOIN pg_stat_activity USING (pid) WHERE application_name = 'huigu'";
        let row = self.client().query_one(sql, &[]).unwrap();
        [row.get(0), row.get(1)]
    }

    /// Lets nobody in from the network without encryption.
    fn lets_in_encrypted_only(&self) {
        let url = self.cluster.url("postgres");
        let folder = url.split("host=").nth(1).and_then(|rest| rest.split('&').next()).unwrap();
        let file = PathBuf::from(folder).join("data/pg_hba.conf");
        let rules = std::fs::read_to_string(&file).unwrap();
        assert!(rules.contains("\nhost "));
        std::fs::write(&file, rules.replace("\nhost ", "\nhostssl ")).unwrap();
        self.set("SELECT 1");
    }

    fn place(&self, host: &str, parameters: &str) -> Place {
        let url = self.cluster.url("postgres");
        let password = url.split("password=").nth(1).unwrap();
        Place::parse(&format!("postgresql://huigu:{password}@{host}:{}/postgres?{parameters}", self.port))
    }

    /// Opens the register; how many connections are encrypted then, and how many are not.
    fn open(&self, host: &str, parameters: &str) -> Result<[i64; 2], Error> {
        let store = Store::open(&self.place(host, parameters), PLAN)?;
        let connections = self.connections();
        drop(store);
        Ok(connections)
    }

    fn refusal(&self, host: &str, parameters: &str) -> Error {
        let error = self.open(host, parameters).expect_err("it is refused");
        assert!(!format!("{error}").contains("a-password"), "{error}");
        error
    }

    fn file(&self, name: &str, content: &str) -> String {
        let path: PathBuf = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        format!("sslrootcert={}", path.display())
    }
}

const ENCRYPTED: Result<[i64; 2], Error> = Ok([1, 0]);
const CLEAR: Result<[i64; 2], Error> = Ok([0, 1]);

pub fn a_server_must_be_who_it_should_be(ground: &Ground) -> String {
    if ground.name() == "sqlite" {
        return String::new();
    }
    let ours = authority("ours");
    let server = Server::start(&ours);
    let (ours, other) = (server.file("ours.pem", &ours.pem()), server.file("other.pem", &authority("other").pem()));

    // The server does not encrypt.
    assert_eq!(server.open("127.0.0.1", ""), CLEAR);
    assert_eq!(server.open("127.0.0.1", "sslmode=prefer"), CLEAR);
    for asked in ["sslmode=require", "sslmode=verify-full", &ours] {
        let refused = server.refusal("127.0.0.1", &format!("{asked}&{ours}"));
        assert!(matches!(refused, Error::NoEncryption { .. }), "{asked}: {refused}");
    }

    // It does.
    server.set("ALTER SYSTEM SET ssl = on");
    for asked in ["", "sslmode=prefer"] {
        assert_eq!(server.open("127.0.0.1", asked), ENCRYPTED, "{asked}");
    }
    assert_eq!(server.open("127.0.0.1", "sslmode=disable"), CLEAR);
    for mode in ["", "sslmode=prefer&", "sslmode=require&", "sslmode=verify-full&"] {
        assert_eq!(server.open("127.0.0.1", &format!("{mode}{ours}")), ENCRYPTED, "{mode}");
        let refused = server.refusal("127.0.0.1", &format!("{mode}{other}"));
        assert!(
            matches!(&refused, Error::NotTrusted { why, .. } if why.contains("UnknownIssuer")),
            "{mode}: {refused}"
        );
        let refused = server.refusal("localhost", &format!("{mode}{ours}"));
        assert!(matches!(&refused, Error::NotTrusted { why, .. } if why.contains("not valid for name")), "{refused}");
    }
    let refused = server.refusal("127.0.0.1", "sslmode=require");
    assert!(matches!(refused, Error::NotTrusted { .. } | Error::NoRootCertificates { .. }), "{refused}");

    // What is asked cannot be done.
    let absent = server.refusal("127.0.0.1", "sslrootcert=/no/such/file.pem");
    assert!(matches!(&absent, Error::NoRootCertificates { file, .. } if file == "/no/such/file.pem"), "{absent}");
    let empty = server.refusal("127.0.0.1", &server.file("empty.pem", "no certificate\n"));
    assert!(matches!(empty, Error::NoRootCertificates { .. }), "{empty}");
    assert!(matches!(server.refusal("127.0.0.1", "sslmode=allow"), Error::UnknownSslMode { .. }));

    // The server lets nobody in without.
    server.lets_in_encrypted_only();
    let refused = server.refusal("127.0.0.1", "sslmode=disable");
    assert!(matches!(&refused, Error::Denied { why, .. } if why.contains("no encryption")), "{refused}");
    assert_eq!(server.open("127.0.0.1", &ours), ENCRYPTED);
    String::new()
}
