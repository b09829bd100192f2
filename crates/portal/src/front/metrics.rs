//! Counts for whoever watches over the server, in the text form of Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use huigu_desk::Work;

/// Upper bounds of the classes of time, in microseconds.
const BOUNDS: [u64; 10] = [1_000, 2_500, 5_000, 10_000, 20_000, 50_000, 100_000, 500_000, 2_000_000, 10_000_000];

#[derive(Debug, Default, Clone)]
struct Timing {
    classes: [u64; BOUNDS.len()],
    count: u64,
    micros: u64,
}

/// What others count.
#[derive(Debug, Default)]
pub struct Others {
    /// The register's last batch, if it can be reached.
    pub batch: Option<u32>,
    /// What connections to the register did, and how many were opened.
    pub work: (Work, u64),
    /// Lines of the log that were lost.
    pub lost_lines: u64,
}

/// What is counted.
#[derive(Debug, Default)]
pub struct Metrics {
    /// By method, route and status.
    requests: Mutex<BTreeMap<(String, &'static str, u16), u64>>,
    /// By route.
    timings: Mutex<BTreeMap<&'static str, Timing>>,
    /// Being answered now.
    under_way: AtomicI64,
}

impl Metrics {
    /// A request begins.
    pub fn begins(&self) {
        self.under_way.fetch_add(1, Ordering::Relaxed);
    }

    /// A request was answered in so many microseconds.
    pub fn ends(&self, method: &str, route: &'static str, status: u16, micros: u64) {
        self.under_way.fetch_sub(1, Ordering::Relaxed);
        // Only known methods: the label is not the caller's to invent.
        let method = match method {
            "GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "OPTIONS" => method,
            _ => "other",
        };
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests.entry((method.to_owned(), route, status)).or_default() += 1;
        drop(requests);
        let mut timings = self.timings.lock().unwrap_or_else(PoisonError::into_inner);
        let timing = timings.entry(route).or_default();
        timing.count += 1;
        timing.micros += micros;
        for (class, bound) in timing.classes.iter_mut().zip(BOUNDS) {
            *class += u64::from(micros <= bound);
        }
    }

    /// Everything, as text, with what others count.
    pub fn text(&self, others: &Others) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# HELP huigu_build_info The running program.\n# TYPE huigu_build_info gauge");
        let _ = writeln!(out, "huigu_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"));
        if let Some(batch) = others.batch {
            let _ = writeln!(out, "# HELP huigu_register_batch The register's last batch.");
            let _ = writeln!(out, "# TYPE huigu_register_batch gauge\nhuigu_register_batch {batch}");
        }
        let (Work { statements, rows, .. }, opened) = others.work;
        for (name, help, value) in [
            ("register_connections_opened", "Connections to the register that were opened.", opened),
            ("register_statements", "Statements the register was asked.", statements),
            ("register_rows", "Rows it handed over.", rows),
            ("log_lines_lost", "Lines of the log that nobody took in time.", others.lost_lines),
        ] {
            let _ = writeln!(out, "# HELP huigu_{name}_total {help}");
            let _ = writeln!(out, "# TYPE huigu_{name}_total counter\nhuigu_{name}_total {value}");
        }
        let under_way = self.under_way.load(Ordering::Relaxed);
        let _ = writeln!(out, "# HELP huigu_requests_under_way Requests being answered.");
        let _ = writeln!(out, "# TYPE huigu_requests_under_way gauge\nhuigu_requests_under_way {under_way}");
        let _ = writeln!(out, "# HELP huigu_requests_total Requests answered.\n# TYPE huigu_requests_total counter");
        for ((method, route, status), count) in &*self.requests.lock().unwrap_or_else(PoisonError::into_inner) {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            let _ = writeln!(out, "huigu_requests_total{{{labels}}} {count}");
        }
        let _ = writeln!(out, "# HELP huigu_request_seconds Time to answer, by route.");
        let _ = writeln!(out, "# TYPE huigu_request_seconds histogram");
        for (route, timing) in &*self.timings.lock().unwrap_or_else(PoisonError::into_inner) {
            for (class, bound) in timing.classes.iter().zip(BOUNDS) {
                let _ = writeln!(
                    out,
                    "huigu_request_seconds_bucket{{route=\"{route}\",le=\"{}\"}} {class}",
                    seconds(bound)
                );
            }
            let _ = writeln!(out, "huigu_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {}", timing.count);
            let _ = writeln!(out, "huigu_request_seconds_sum{{route=\"{route}\"}} {}", seconds(timing.micros));
            let _ = writeln!(out, "huigu_request_seconds_count{{route=\"{route}\"}} {}", timing.count);
        }
        out
    }
}

fn seconds(micros: u64) -> String {
    let text = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route_and_time() {
        let metrics = Metrics::default();
        metrics.begins();
        metrics.ends("GET", "/plan", 200, 1_500);
        metrics.begins();
        metrics.ends("BREW", "/plan", 405, 30_000_000);
        let work = Work { statements: 11, rows: 12, steps: 13 };
        let text = metrics.text(&Others { batch: Some(7), work: (work, 2), lost_lines: 3 });
        for line in [
            "huigu_requests_total{method=\"GET\",route=\"/plan\",status=\"200\"} 1",
            "huigu_requests_total{method=\"other\",route=\"/plan\",status=\"405\"} 1",
            "huigu_request_seconds_bucket{route=\"/plan\",le=\"0.001\"} 0",
            "huigu_request_seconds_bucket{route=\"/plan\",le=\"0.0025\"} 1",
            "huigu_request_seconds_bucket{route=\"/plan\",le=\"+Inf\"} 2",
            "huigu_request_seconds_sum{route=\"/plan\"} 30.0015",
            "huigu_requests_under_way 0",
            "huigu_register_batch 7",
            "huigu_register_connections_opened_total 2",
            "huigu_register_statements_total 11",
            "huigu_register_rows_total 12",
            "huigu_log_lines_lost_total 3",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
    }
}
