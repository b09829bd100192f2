//! `huigu serve`: the portal over a register, until it is told to stop.

use std::fmt::Display;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use huigu_desk::{Counter, Hash, Instant, Place, Settings};
use huigu_plan::Plan;
use huigu_portal::{Limits, Listening, Options, Portal, Tls, serve, until_told};
use tracing_subscriber::EnvFilter;

use crate::args::Serve;
use crate::catalogue::Phrase;
use crate::outcome::{Console, Failure};
use crate::plans;
use crate::register::{failure, place};

/// How a register is served, beside what the plan and the register are.
pub struct How<'a> {
    /// Address and port; port 0 takes any.
    pub listen: SocketAddr,
    /// The certificate, if TLS is ours.
    pub tls: Option<Tls>,
    /// Whether a proxy before it speaks TLS.
    pub behind_tls: bool,
    /// Whether it is a demonstration.
    pub demo: bool,
    /// The reporting office on printed tables.
    pub office: &'a str,
    /// Requests a minute the API takes.
    pub api_rate: u32,
    /// What is logged, on the error stream, one JSON object a line.
    pub log: &'a str,
}

/// Serves until the process is told to stop.
pub fn run(args: &Serve, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let plan = plans::load_with_hash(&args.plan, console)?;
    let tls = match (&args.tls_cert, &args.tls_key) {
        (Some(certificate), Some(key)) => {
            Some(Tls { certificates: read(certificate, console)?, key: read(key, console)? })
        }
        _ => None,
    };
    let how = How {
        listen: args.listen,
        tls,
        behind_tls: args.behind_tls,
        demo: args.demo,
        office: args.office.as_deref().unwrap_or_default(),
        api_rate: args.api_rate,
        log: &args.log,
    };
    let place = place(&args.register, console)?;
    portal(&place, plan, how, console, |url, console| {
        console.tell(Phrase::Serving, &[("address", &url)]);
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
    how: How<'_>,
    console: &mut Console<'_, '_>,
    ready: impl FnOnce(&str, &mut Console<'_, '_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let lang = console.lang;
    log(how.log, console)?;
    let (chance, Some(now)) = (console.around.chance, console.around.server) else {
        return Err(Failure::Environment(lang.word(Phrase::NoServer).to_owned()));
    };
    let key = (console.around.variable)("HUIGU_PERSON_KEY").filter(|key| !key.is_empty());
    let settings = Settings {
        clock: Arc::new(move || Instant(now())),
        chance: Arc::new(chance),
        person_key: key.map(|key| key.to_string_lossy().into_owned()),
        demo: how.demo,
    };
    let options = Options {
        office: how.office.to_owned(),
        clock: Arc::new(move || Instant(now())),
        chance: Arc::new(chance),
        tls: how.tls.is_some() || how.behind_tls,
        proxied: how.behind_tls,
    };
    let counter = Counter::open(place, plan, plan_hash, settings).map_err(|error| failure(&error, &[], lang))?;
    let portal = Portal::new(counter, options).with_limits(Limits::new(how.api_rate));
    let scheme = if how.tls.is_some() { "https" } else { "http" };
    let listening = Listening { address: how.listen, tls: how.tls };
    let mut told = Ok(());
    let served =
        serve(portal, &listening, |address| told = ready(&format!("{scheme}://{address}/"), console), until_told());
    served.map_err(|error| not_listening(&how.listen, &error, console))?;
    told
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
    // A log that cannot be written is not told on the same stream: that would panic.
    let logger = tracing_subscriber::fmt().json().log_internal_errors(false);
    let logger = logger.with_env_filter(parsed).with_writer(io::stderr);
    drop(logger.try_init());
    Ok(())
}
