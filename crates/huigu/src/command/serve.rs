//! `huigu serve`: the portal over a register, until it is told to stop.

use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use huigu_desk::{Counter, Instant, Settings};
use huigu_portal::{Limits, Listening, Options, Portal, Tls, serve, until_told};
use tracing_subscriber::EnvFilter;

use crate::args::Serve;
use crate::catalogue::Phrase;
use crate::outcome::{Console, Failure, Server};
use crate::plans;
use crate::register::{failure, place};

/// Serves until the process is told to stop; logs go to the error stream, one
/// JSON object a line.
pub fn run(args: &Serve, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let (plan, plan_hash) = plans::load_with_hash(&args.plan, console)?;
    log(&args.log, console)?;
    let tls = match (&args.tls_cert, &args.tls_key) {
        (Some(certificate), Some(key)) => {
            Some(Tls { certificates: read(certificate, console)?, key: read(key, console)? })
        }
        _ => None,
    };
    let Some(Server { now, chance }) = console.around.server else {
        return Err(Failure::Environment(lang.word(Phrase::NoServer).to_owned()));
    };
    let key = (console.around.variable)("HUIGU_PERSON_KEY").filter(|key| !key.is_empty());
    let settings = Settings {
        clock: Arc::new(move || Instant(now())),
        chance: Arc::new(chance),
        person_key: key.map(|key| key.to_string_lossy().into_owned()),
        demo: args.demo,
    };
    let scheme = if tls.is_some() { "https" } else { "http" };
    let options = Options {
        office: args.office.clone().unwrap_or_default(),
        clock: Arc::new(move || Instant(now())),
        chance: Arc::new(chance),
        tls: tls.is_some() || args.behind_tls,
        proxied: args.behind_tls,
    };
    let place = place(&args.register, console)?;
    let counter = Counter::open(&place, plan, plan_hash, settings).map_err(|error| failure(&error, &[], lang))?;
    let listening = Listening { address: args.listen, tls };
    let ready = |address: std::net::SocketAddr| {
        let url = format!("{scheme}://{address}/");
        console.tell(Phrase::Serving, &[("address", &url)]);
    };
    let portal = Portal::new(counter, options).with_limits(Limits::new(args.api_rate));
    let served = serve(portal, &listening, ready, until_told());
    served.map_err(|error| not_listening(&args.listen, &error, console))
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
