//! The binary: hands the process's arguments, streams, variables and clock to
//! [`huigu::run`] and ends with its status.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use huigu::{Context, Day, run};

/// Where the settings of the machine are.
const SETTINGS_FILE: Option<&str> = if cfg!(unix) { Some("/etc/huigu/huigu.toml") } else { None };
/// Seconds by which Asia/Shanghai is ahead of UTC; there is no summer time.
const SHANGHAI: u64 = 8 * 3600;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let (stdout, stderr) = (io::stdout(), io::stderr());
    let (out_is_terminal, err_is_terminal) = (stdout.is_terminal(), stderr.is_terminal());
    let mut out = BufWriter::new(stdout.lock());
    let mut err = stderr;
    let mut context = Context {
        variable: &|name| std::env::var_os(name),
        settings_file: SETTINGS_FILE.map(Path::new),
        out: &mut out,
        err: &mut err,
        out_is_terminal,
        err_is_terminal,
        today: today(),
        who: &who(),
        now: Arc::new(now),
        random,
        server: Some(now),
    };
    ExitCode::from(run(&arguments, &mut context))
}

#[expect(clippy::disallowed_methods, reason = "the binary is where the clock is asked")]
fn since_1970() -> Duration {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default()
}

fn today() -> Day {
    Day(i32::try_from((since_1970().as_secs() + SHANGHAI) / 86_400).unwrap_or(0))
}

fn now() -> i64 {
    i64::try_from(since_1970().as_micros()).unwrap_or(i64::MAX)
}

/// The login name: of Unix, else of Windows; empty if there is none.
fn who() -> String {
    let names = ["LOGNAME", "USER", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

fn random() -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok().map(|()| bytes)
}
