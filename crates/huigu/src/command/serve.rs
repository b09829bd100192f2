//! `huigu serve`: the portal over a register, until it is told to stop.

use std::fmt::Display;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use huigu_answers::{
    system,
    texts::{files, operation, settings},
};
use huigu_desk::{Desk, Hash, Instant, Place, Settings};
use huigu_plan::Plan;
use huigu_portal::{Limits, Listening, Options, Portal, Tls, serve, until_stopped};
use huigu_quantity::Phrase;
use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

use crate::args::{Serve, Serving};
use crate::outcome::{Console, Failure};
use crate::plans;
use crate::register::{failure, place};
use crate::settings::SettingKey;

/// Where the portal listens if the table of settings had no word on it.
const HERE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// How a register is served, beside what the plan and the register are.
pub struct How {
    /// Address and port; port 0 takes any.
    pub listen: SocketAddr,
    /// The certificate, if TLS is ours.
    pub tls: Option<Tls>,
    /// Whether a proxy before it speaks TLS.
    pub behind_tls: bool,
    /// Whether it is a demonstration.
    pub demo: bool,
    /// The reporting office on printed tables.
    pub office: String,
    /// Requests a minute the API takes.
    pub api_rate: u32,
    /// What is logged, on the error stream, one JSON object a line.
    pub log: String,
}

impl How {
    /// As the settings say.
    fn of(flags: &Serving, console: &Console<'_, '_>) -> Result<Self, Failure> {
        let (settings, lang) = (&console.settings, console.lang);
        let refused = |phrase: Phrase| Failure::Usage(lang.t(phrase).to_owned());
        let certificate = settings.path(SettingKey::TlsCert, flags.tls_cert.as_deref());
        let key = settings.path(SettingKey::TlsKey, flags.tls_key.as_deref());
        let behind_tls = settings.is_on(SettingKey::BehindTls, flags.behind_tls);
        let tls = match (certificate, key) {
            (Some(_), Some(_)) if behind_tls => return Err(refused(settings::TLS_TWICE)),
            (Some(certificate), Some(key)) => {
                Some(Tls { certificates: read(&certificate, console)?, key: read(&key, console)? })
            }
            (None, None) => None,
            _ => return Err(refused(settings::TLS_HALF)),
        };
        let rate = settings.number(SettingKey::ApiRate, flags.api_rate.map(u64::from));
        Ok(Self {
            listen: settings.address(SettingKey::Listen, flags.listen).unwrap_or(HERE),
            tls,
            behind_tls,
            demo: settings.is_on(SettingKey::Demo, flags.demo),
            office: settings.text(SettingKey::Office, flags.office.as_deref()).unwrap_or_default(),
            api_rate: rate.and_then(|rate| u32::try_from(rate).ok()).unwrap_or(Limits::UNASKED),
            log: settings.text(SettingKey::Log, flags.log.as_deref()).unwrap_or_default(),
        })
    }
}

/// Serves until the process is told to stop.
pub fn run(args: &Serve, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let plan = plans::load_with_hash(&args.plan, console)?;
    let how = How::of(&args.serving, console)?;
    super::config::warn(console);
    let place = place(&args.register, console)?;
    portal(&place, plan, how, console, |url, console| {
        console.tell(operation::Serving { address: &url });
        Ok(())
    })
}

/// Serves the register of a plan until the process is told to stop; `ready` is
/// told the portal's address.
///
/// # Errors
/// Whatever register, address or `ready` answer.
pub fn portal(
    place: &Place,
    (plan, plan_hash): (Plan, Hash),
    how: How,
    console: &mut Console<'_, '_>,
    ready: impl FnOnce(&str, &mut Console<'_, '_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let lang = console.lang;
    let log = Log::begin(&how.log, console)?;
    let (random, Some(now)) = (console.context.random, console.context.server) else {
        return Err(Failure::Environment(lang.t(operation::NO_SERVER).to_owned()));
    };
    let settings = Settings {
        clock: Arc::new(move || Instant(now())),
        random: Arc::new(random),
        person_key: console.settings.text(SettingKey::PersonKey, None),
        demo: how.demo,
    };
    let options = Options {
        office: how.office,
        clock: Arc::new(move || Instant(now())),
        random: Arc::new(random),
        tls: how.tls.is_some() || how.behind_tls,
        proxied: how.behind_tls,
    };
    let desk = Desk::open(place, plan, plan_hash, settings).map_err(|error| failure(&error, &[], lang))?;
    let portal = Portal::new(desk, options).with_limits(Limits::new(how.api_rate)).with_lost_lines(log.lost());
    let scheme = if how.tls.is_some() { "https" } else { "http" };
    let listening = Listening { address: how.listen, tls: how.tls };
    let mut told = Ok(());
    let served =
        serve(portal, &listening, |address| told = ready(&format!("{scheme}://{address}/"), console), until_stopped());
    served.map_err(|error| not_listening(&how.listen, &error, console))?;
    told
}

fn not_listening(address: &dyn Display, error: &io::Error, console: &Console<'_, '_>) -> Failure {
    let why = system(error, console.lang);
    Failure::Environment(console.lang.say(operation::NotListening { address, why: &why }))
}

fn read(path: &Path, console: &Console<'_, '_>) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| {
        let why = &system(&error, console.lang);
        Failure::Environment(console.lang.say(files::ReadFailed { path: &path.display(), why }))
    })
}

/// The log of a server: written by a thread of its own, so that whoever takes
/// its lines too slowly stops nobody. What finds no place is lost, and counted.
struct Log {
    lost: ErrorCounter,
    /// Writes what is left when it goes.
    _rest: WorkerGuard,
}

/// Lines of the log that wait to be written, at most.
const LINES: usize = 4096;

impl Log {
    /// Begins it. Where there is one already, as in tests, that stays.
    fn begin(filter: &str, console: &Console<'_, '_>) -> Result<Self, Failure> {
        let parsed = EnvFilter::try_new(filter)
            .map_err(|why| Failure::Usage(console.lang.say(operation::LogFilter { filter: &filter, why: &why })))?;
        let builder = NonBlockingBuilder::default().lossy(true).buffered_lines_limit(LINES);
        let (writer, rest) = builder.finish(io::stderr());
        let lost = writer.error_counter();
        // A log that cannot be written is not told on the same stream: that would panic.
        let logger = tracing_subscriber::fmt().json().log_internal_errors(false);
        drop(logger.with_env_filter(parsed).with_writer(writer).try_init());
        Ok(Self { lost, _rest: rest })
    }

    /// Tells how many lines were lost.
    fn lost(&self) -> impl Fn() -> u64 + use<> {
        let lost = self.lost.clone();
        move || lost.dropped_lines() as u64
    }
}
