//! The binary: hands the process's arguments, streams, variables and clock to
//! [`huigu::run`] and ends with its status.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal};
use std::process::ExitCode;

use huigu::{Day, Surroundings, run};

/// Seconds by which Asia/Shanghai is ahead of UTC; there is no summer time.
const SHANGHAI: u64 = 8 * 3600;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let (stdout, stderr) = (io::stdout(), io::stderr());
    let (out_is_terminal, err_is_terminal) = (stdout.is_terminal(), stderr.is_terminal());
    let mut out = BufWriter::new(stdout.lock());
    let mut err = stderr;
    let mut surroundings = Surroundings {
        variable: &|name| std::env::var_os(name),
        out: &mut out,
        err: &mut err,
        out_is_terminal,
        err_is_terminal,
        today: today(),
    };
    ExitCode::from(run(&arguments, &mut surroundings))
}

#[expect(clippy::disallowed_methods, reason = "the binary is where the clock is asked: filed tables carry the date")]
fn today() -> Day {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |passed| passed.as_secs() + SHANGHAI);
    Day(i32::try_from(seconds / 86_400).unwrap_or(0))
}
