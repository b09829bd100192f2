//! How the portal answers under load: the ten busiest pages, asked by somebody
//! signed in, at a steady rate, over connections that stay open.
//!
//! Requests are due at fixed times, whatever came of those before (an open
//! loop): a request that must wait for a connection or a late answer counts
//! its waiting. Server and generator share the machine. Arguments: requests a
//! second and seconds, by default a ladder of rates.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on stops")]

#[path = "../tests/journeys/portal.rs"]
mod portal;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The pages, as the Centre asks them.
const PAGES: [&str; 10] = [
    "/",
    "/plan",
    "/plan/3.2",
    "/targets",
    "/targets/inclusive-loan-growth",
    "/measures?year=2022",
    "/measures/startup-loan-subsidy?year=2022",
    "/measures/startup-loan-subsidy/zhenhai-rural-commercial?year=2022",
    "/settlements",
    "/books",
];
const CONNECTIONS: usize = 16;
const PASSWORD: &str = "correct horse battery staple";

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn now() -> Instant {
    Instant::now()
}

/// A connection that stays open.
struct Line {
    reader: BufReader<TcpStream>,
    cookie: String,
}

impl Line {
    fn open(address: &str, cookie: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { reader: BufReader::with_capacity(1 << 16, stream), cookie: cookie.to_owned() }
    }

    /// Asks; gives status, the cookie set and the length of the body.
    fn context(&mut self, method: &str, path: &str, form: &str) -> (u16, Option<String>, usize) {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.cookie,
            form.len()
        );
        self.reader.get_mut().write_all(request.as_bytes()).unwrap();
        let (mut status, mut length, mut cookie) = (0, 0, None);
        loop {
            let mut line = String::new();
            self.reader.read_line(&mut line).unwrap();
            let line = line.trim_end();
            if let Some(rest) = line.strip_prefix("HTTP/1.1 ") {
                status = rest[..3].parse().unwrap();
            } else if let Some(rest) = line.strip_prefix("content-length: ") {
                length = rest.parse().unwrap();
            } else if let Some(rest) = line.strip_prefix("set-cookie: ") {
                cookie = rest.split(';').next().map(str::to_owned);
            } else if line.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).unwrap();
        (status, cookie, length)
    }
}

/// Signs the Centre in; gives its cookie.
fn sign_in(address: &str, given: &str) -> String {
    let mut line = Line::open(address, "");
    let (_, cookie, _) = line.context("POST", "/sign-in", &format!("login=centre&password={given}"));
    let cookie = cookie.unwrap();
    line.cookie.clone_from(&cookie);
    let page = {
        let mut stream = TcpStream::connect(address).unwrap();
        let head = format!("GET /me/password HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let mut page = String::new();
        stream.read_to_string(&mut page).unwrap();
        page
    };
    let csrf = page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let new = PASSWORD.replace(' ', "+");
    let form = format!("csrf={csrf}&present={given}&new={new}&again={new}");
    let (status, _, _) = line.context("POST", "/me/password", &form);
    assert_eq!(status, 303, "the password is changed");
    cookie
}

/// Asks at a rate for a time; the latencies, in order.
fn run(address: &str, cookie: &str, rate: usize, seconds: usize) -> Vec<Duration> {
    let count = rate * seconds;
    let next = Arc::new(AtomicUsize::new(0));
    let begin = now() + Duration::from_millis(50);
    let threads: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (next, mut line) = (Arc::clone(&next), Line::open(address, cookie));
            std::thread::spawn(move || {
                let mut found = Vec::with_capacity(count / CONNECTIONS + 1);
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return found;
                    }
                    let due = begin + Duration::from_secs_f64(number as f64 / rate as f64);
                    std::thread::sleep(due.saturating_duration_since(now()));
                    let (status, _, length) = line.context("GET", PAGES[number % PAGES.len()], "");
                    assert!(status == 200 && length > 1_000, "{}: {status}", PAGES[number % PAGES.len()]);
                    found.push(now().saturating_duration_since(due));
                }
            })
        })
        .collect();
    let mut all: Vec<Duration> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    all.sort_unstable();
    all
}

#[expect(clippy::print_stdout, reason = "a bench tells what it measured")]
fn main() {
    let arguments: Vec<usize> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let portal = portal::start(true);
    assert!(portal.folder.path().exists(), "the register lives as long as its portal");
    let address = portal.base.trim_start_matches("http://").to_owned();
    let cookie = sign_in(&address, &portal.given["centre"]);
    let mut line = Line::open(&address, &cookie);
    for path in PAGES {
        let (status, _, length) = line.context("GET", path, "");
        println!("{path}: {status}, {length} bytes");
    }
    let ladder = match arguments.as_slice() {
        [rate, seconds, ..] => vec![(*rate, *seconds)],
        _ => vec![(500, 20), (1_000, 10), (2_000, 10), (3_000, 10), (4_000, 10), (5_000, 10), (6_000, 10), (8_000, 10)],
    };
    println!("rate/s   p50 ms   p90 ms   p99 ms   max ms");
    for (rate, seconds) in ladder {
        let all = run(&address, &cookie, rate, seconds);
        let at = |percent: usize| all[(all.len() * percent / 100).min(all.len() - 1)].as_secs_f64() * 1_000.0;
        let most = all.last().unwrap().as_secs_f64() * 1_000.0;
        println!("{rate:6} {:8.2} {:8.2} {:8.2} {most:8.2}", at(50), at(90), at(99));
    }
}
