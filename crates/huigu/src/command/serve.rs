//! `huigu serve`: the portal over a register, until it is told to stop.

use std::fmt::Display;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use huigu_desk::{Counter, Instant, Settings};
use huigu_portal::{Limits, Listening, Options, Portal, Tls, serve, until_told};
use tracing_subscriber::EnvFilter;

use crate::args::{Serve, Serving};
use crate::catalogue::Phrase;
use crate::outcome::{Console, Failure, Server};
use crate::plans;
use crate::register::{failure, place};
use crate::settings::Which;

/// Where the portal listens if the table of settings had no word on it.
const HERE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// Serves until the process is told to stop; logs go to the error stream, one
/// JSON object a line.
pub fn run(args: &Serve, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let (plan, plan_hash) = plans::load_with_hash(&args.plan, console)?;
    let asked = Asked::of(&args.serving, console)?;
    super::config::warn(console);
    log(&asked.log, console)?;
    let tls = match &asked.tls {
        Some((certificate, key)) => Some(Tls { certificates: read(certificate, console)?, key: read(key, console)? }),
        None => None,
    };
    let Some(Server { now, chance }) = console.around.server else {
        return Err(Failure::Environment(lang.word(Phrase::NoServer).to_owned()));
    };
    let settings = Settings {
        clock: Arc::new(move || Instant(now())),
        chance: Arc::new(chance),
        person_key: console.settings.text(Which::PersonKey, None),
        demo: asked.demo,
    };
    let scheme = if tls.is_some() { "https" } else { "http" };
    let options = Options {
        office: asked.office,
        clock: Arc::new(move || Instant(now())),
        chance: Arc::new(chance),
        tls: tls.is_some() || asked.behind_tls,
        proxied: asked.behind_tls,
    };
    let place = place(&args.register, console)?;
    let counter = Counter::open(&place, plan, plan_hash, settings).map_err(|error| failure(&error, &[], lang))?;
    let listening = Listening { address: asked.listen, tls };
    let ready = |address: SocketAddr| {
        let url = format!("{scheme}://{address}/");
        console.tell(Phrase::Serving, &[("address", &url)]);
    };
    let portal = Portal::new(counter, options).with_limits(Limits::new(asked.api_rate));
    let served = serve(portal, &listening, ready, until_told());
    served.map_err(|error| not_listening(&asked.listen, &error, console))
}

/// How the portal is to be served, by its settings.
struct Asked {
    listen: SocketAddr,
    tls: Option<(PathBuf, PathBuf)>,
    behind_tls: bool,
    demo: bool,
    office: String,
    api_rate: u32,
    log: String,
}

impl Asked {
    fn of(flags: &Serving, console: &Console<'_, '_>) -> Result<Self, Failure> {
        let (settings, lang) = (&console.settings, console.lang);
        let refused = |phrase: Phrase| Failure::Usage(lang.word(phrase).to_owned());
        let certificate = settings.path(Which::TlsCert, flags.tls_cert.as_deref());
        let tls = match (certificate, settings.path(Which::TlsKey, flags.tls_key.as_deref())) {
            (Some(certificate), Some(key)) => Some((certificate, key)),
            (None, None) => None,
            _ => return Err(refused(Phrase::TlsHalf)),
        };
        let behind_tls = settings.is_on(Which::BehindTls, flags.behind_tls);
        if behind_tls && tls.is_some() {
            return Err(refused(Phrase::TlsTwice));
        }
        let rate = settings.number(Which::ApiRate, flags.api_rate.map(u64::from));
        Ok(Self {
            listen: settings.address(Which::Listen, flags.listen).unwrap_or(HERE),
            tls,
            behind_tls,
            demo: settings.is_on(Which::Demo, flags.demo),
            office: settings.text(Which::Office, flags.office.as_deref()).unwrap_or_default(),
            api_rate: rate.and_then(|rate| u32::try_from(rate).ok()).unwrap_or(Limits::UNASKED),
            log: settings.text(Which::Log, flags.log.as_deref()).unwrap_or_default(),
        })
    }
}

fn not_listening(address: &dyn Display, error: &io::Error, console: &Console<'_, '_>) -> Failure {
    let why = console.lang.system(error);
    Failure::Environment(console.lang.say(Phrase::NotListening, &[("address", address), ("why", &why)]))
}

fn read(path: &Path, console: &Console<'_, '_>) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| {
        let values: [(&str, &dyn Display); 2] = [("path", &path.display()), ("why", &console.lang.system(&error))];
        Failure::Environment(console.lang.say(Phrase::ReadFailed, &values))
    })
}

/// Begins the log. Where there is one already, as in tests, it stays.
fn log(filter: &str, console: &Console<'_, '_>) -> Result<(), Failure> {
    let parsed = EnvFilter::try_new(filter)
        .map_err(|why| Failure::Usage(console.lang.say(Phrase::LogFilter, &[("filter", &filter), ("why", &why)])))?;
    let logger = tracing_subscriber::fmt().json().with_env_filter(parsed).with_writer(io::stderr);
    drop(logger.try_init());
    Ok(())
}
