//! Counts for whoever watches over the server, in the text form of OpenMetrics.

use std::fmt::Error;

use huigu_desk::Work;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

/// The media type of the text.
pub const MEDIA: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper bounds of the classes of time, in seconds.
const BOUNDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0, 10.0];

/// The status of a request whose caller hung up before it was answered.
const HUNG_UP: u16 = 499;

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

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// What is counted.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    timings: Family<Route, Histogram, fn() -> Histogram>,
    under_way: Gauge,
}

/// A request being answered; one that is dropped unanswered was hung up on.
pub struct InFlight<'m> {
    metrics: &'m Metrics,
    method: &'static str,
    route: String,
    answered: bool,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("huigu");
        let requests = Family::default();
        let timings = Family::<Route, Histogram, fn() -> Histogram>::new_with_constructor(|| Histogram::new(BOUNDS));
        let under_way = Gauge::default();
        registry.register("build", "The running program", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        registry.register("requests", "Requests answered", requests.clone());
        registry.register("request_seconds", "Time to answer, by route", timings.clone());
        registry.register("requests_under_way", "Requests being answered", under_way.clone());
        Self { registry, requests, timings, under_way }
    }
}

/// Only known methods: the label is not the caller's to invent.
fn known(method: &str) -> &'static str {
    const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];
    METHODS.into_iter().find(|one| *one == method).unwrap_or("other")
}

impl Metrics {
    /// A request of a route begins.
    pub fn begins(&self, method: &str, route: &str) -> InFlight<'_> {
        self.under_way.inc();
        InFlight { metrics: self, method: known(method), route: route.to_owned(), answered: false }
    }

    /// Everything, as text, with what others count.
    ///
    /// # Errors
    /// A text takes all that is written to it: none.
    pub fn text(&self, others: &Others) -> Result<String, Error> {
        let mut now = Registry::with_prefix("huigu");
        let (Work { statements, rows, .. }, opened) = others.work;
        let mut count = |name: &str, help: &str, value: u64| {
            now.register(name, help, ConstCounter::new(value));
        };
        count("register_connections_opened", "Connections to the register that were opened", opened);
        count("register_statements", "Statements the register was asked", statements);
        count("register_rows", "Rows it handed over", rows);
        count("log_lines_lost", "Lines of the log that nobody took in time", others.lost_lines);
        if let Some(batch) = others.batch {
            let batch = ConstGauge::new(i64::from(batch));
            now.register("register_batch", "The register's last batch", batch);
        }
        let mut out = String::new();
        encode_registry(&mut out, &self.registry)?;
        encode_registry(&mut out, &now)?;
        encode_eof(&mut out)?;
        Ok(out)
    }
}

impl InFlight<'_> {
    /// It was answered in so many microseconds.
    pub fn ends(mut self, status: u16, micros: u64) {
        self.answered = true;
        self.count(status);
        // Times are watched, never added to figures: a float will do.
        let seconds = std::time::Duration::from_micros(micros).as_secs_f64();
        self.metrics.timings.get_or_create(&Route { route: self.route.clone() }).observe(seconds);
    }

    fn count(&self, status: u16) {
        self.metrics.requests.get_or_create(&Request { method: self.method, route: self.route.clone(), status }).inc();
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.metrics.under_way.dec();
        if !self.answered {
            self.count(HUNG_UP);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route_and_time() {
        let metrics = Metrics::default();
        metrics.begins("GET", "/plan").ends(200, 1_500);
        metrics.begins("BREW", "/plan").ends(405, 30_000_000);
        drop(metrics.begins("GET", "/targets"));
        let open = metrics.begins("GET", "/books");
        let work = Work { statements: 11, rows: 12, steps: 13 };
        let text = metrics.text(&Others { batch: Some(7), work: (work, 2), lost_lines: 3 }).unwrap();
        drop(open);
        for line in [
            "huigu_requests_total{method=\"GET\",route=\"/plan\",status=\"200\"} 1",
            "huigu_requests_total{method=\"other\",route=\"/plan\",status=\"405\"} 1",
            "huigu_requests_total{method=\"GET\",route=\"/targets\",status=\"499\"} 1",
            "huigu_request_seconds_bucket{le=\"0.001\",route=\"/plan\"} 0",
            "huigu_request_seconds_bucket{le=\"0.0025\",route=\"/plan\"} 1",
            "huigu_request_seconds_bucket{le=\"+Inf\",route=\"/plan\"} 2",
            "huigu_request_seconds_sum{route=\"/plan\"} 30.0015",
            "huigu_requests_under_way 1",
            "huigu_register_batch 7",
            "huigu_register_connections_opened_total 2",
            "huigu_register_statements_total 11",
            "huigu_register_rows_total 12",
            "huigu_log_lines_lost_total 3",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        assert!(text.ends_with("# EOF\n"), "{text}");
    }
}
