//! Counters of this node, as Prometheus reads them (text format 0.0.4). No ids, no addresses.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::Method;

/// The counters of this process.
pub static METRICS: Metrics = Metrics::new();

/// Upper bounds of the buckets: seconds, as written, and microseconds.
const BUCKETS: [(&str, u128); 9] = [
    ("0.001", 1_000),
    ("0.0025", 2_500),
    ("0.005", 5_000),
    ("0.01", 10_000),
    ("0.025", 25_000),
    ("0.1", 100_000),
    ("0.5", 500_000),
    ("2.5", 2_500_000),
    ("30", 30_000_000),
];

/// Upper bounds for the size of a group of appends.
const SIZES: [usize; 7] = [1, 4, 16, 64, 128, 256, 512];

/// Upper bounds of how late a reminder was, in seconds.
const LATE: [u64; 5] = [5, 15, 60, 300, 3_600];

/// What became of a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A push service took it.
    Taken,
    /// Its browser doesn't listen any more.
    Gone,
    /// It is tried again later.
    Again,
    /// It came too late to be of use.
    Late,
    /// A push service takes it never, or is believed no longer.
    Dropped,
}

impl Sent {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Taken, "sent"),
        (Self::Gone, "gone"),
        (Self::Again, "again"),
        (Self::Late, "late"),
        (Self::Dropped, "dropped"),
    ];
}

/// All counters.
#[derive(Debug)]
pub struct Metrics {
    requests: Mutex<BTreeMap<(&'static str, String, u16), Requests>>,
    groups: [AtomicU64; SIZES.len()],
    n_groups: AtomicU64,
    appends: AtomicU64,
    records: AtomicU64,
    polls: AtomicI64,
    db_errors: AtomicU64,
    reminders: [AtomicU64; Sent::ALL.len()],
    late: [AtomicU64; LATE.len()],
    late_seconds: AtomicU64,
}

#[derive(Debug, Default)]
struct Requests {
    count: u64,
    micros: u128,
    /// How many were no slower than each bound.
    within: [u64; BUCKETS.len()],
}

impl Metrics {
    const fn new() -> Self {
        Self {
            requests: Mutex::new(BTreeMap::new()),
            groups: [const { AtomicU64::new(0) }; SIZES.len()],
            n_groups: AtomicU64::new(0),
            appends: AtomicU64::new(0),
            records: AtomicU64::new(0),
            polls: AtomicI64::new(0),
            db_errors: AtomicU64::new(0),
            reminders: [const { AtomicU64::new(0) }; Sent::ALL.len()],
            late: [const { AtomicU64::new(0) }; LATE.len()],
            late_seconds: AtomicU64::new(0),
        }
    }

    /// A request was answered. `method` is a label of [`method_label`], and `route` the template, never the address itself:
    /// whatever strangers send, the number of keys stays within what the service knows.
    pub fn request(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (method, route.to_owned(), status);
        let entry = requests.entry(key).or_default();
        entry.count += 1;
        entry.micros += took.as_micros();
        for (within, (_, bound)) in entry.within.iter_mut().zip(BUCKETS) {
            *within += u64::from(took.as_micros() <= bound);
        }
    }

    /// A group of appends was committed, with so many new records.
    pub fn group(&self, n_appends: usize, n_records: usize) {
        for (within, bound) in self.groups.iter().zip(SIZES) {
            within.fetch_add(u64::from(n_appends <= bound), Ordering::Relaxed);
        }
        self.n_groups.fetch_add(1, Ordering::Relaxed);
        let add =
            |to: &AtomicU64, number| to.fetch_add(u64::try_from(number).unwrap_or(0), Ordering::Relaxed);
        add(&self.appends, n_appends);
        add(&self.records, n_records);
    }

    /// Somebody waits for a log.
    pub fn poll_opened(&self) {
        self.polls.fetch_add(1, Ordering::Relaxed);
    }

    /// And no longer.
    pub fn poll_closed(&self) {
        self.polls.fetch_sub(1, Ordering::Relaxed);
    }

    /// A statement failed.
    pub fn db_error(&self) {
        self.db_errors.fetch_add(1, Ordering::Relaxed);
    }

    /// Something became of a reminder, so many seconds after it was due.
    pub fn reminder(&self, sent: Sent, late: u64) {
        if let Some((counter, _)) = self
            .reminders
            .iter()
            .zip(Sent::ALL)
            .find(|(_, (of, _))| *of == sent)
        {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        if sent == Sent::Taken {
            for (within, bound) in self.late.iter().zip(LATE) {
                within.fetch_add(u64::from(late <= bound), Ordering::Relaxed);
            }
            self.late_seconds.fetch_add(late, Ordering::Relaxed);
        }
    }

    /// How many long polls are open.
    pub fn polls(&self) -> i64 {
        self.polls.load(Ordering::Relaxed)
    }

    /// The text that Prometheus reads.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a String can't fail.
        _ = self.write_requests(&mut text);
        _ = self.write_store(&mut text);
        _ = self.write_reminders(&mut text);
        text
    }

    fn write_requests(&self, text: &mut String) -> std::fmt::Result {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        head(text, "mijn_brug_requests_total", "counter", "Requests answered.")?;
        for ((method, route, status), entry) in requests.iter() {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            writeln!(text, "mijn_brug_requests_total{{{labels}}} {}", entry.count)?;
        }
        let name = "mijn_brug_request_seconds";
        head(text, name, "histogram", "Time until the answer; long polls wait.")?;
        for ((method, route, status), entry) in requests.iter() {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            for (within, (bound, _)) in entry.within.iter().zip(BUCKETS) {
                writeln!(text, "{name}_bucket{{{labels},le=\"{bound}\"}} {within}")?;
            }
            writeln!(text, "{name}_bucket{{{labels},le=\"+Inf\"}} {}", entry.count)?;
            let (seconds, micros) = (entry.micros / 1_000_000, entry.micros % 1_000_000);
            writeln!(text, "{name}_sum{{{labels}}} {seconds}.{micros:06}")?;
            writeln!(text, "{name}_count{{{labels}}} {}", entry.count)?;
        }
        Ok(())
    }

    fn write_store(&self, text: &mut String) -> std::fmt::Result {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let name = "mijn_brug_commit_appends";
        head(text, name, "histogram", "Appends that shared one commit.")?;
        for (within, bound) in self.groups.iter().zip(SIZES) {
            writeln!(text, "{name}_bucket{{le=\"{bound}\"}} {}", read(within))?;
        }
        writeln!(text, "{name}_bucket{{le=\"+Inf\"}} {}", read(&self.n_groups))?;
        writeln!(text, "{name}_sum {}", read(&self.appends))?;
        writeln!(text, "{name}_count {}", read(&self.n_groups))?;
        for (name, kind, help, value) in [
            (
                "mijn_brug_appends_total",
                "counter",
                "Batches answered.",
                read(&self.appends),
            ),
            (
                "mijn_brug_records_total",
                "counter",
                "New records.",
                read(&self.records),
            ),
            (
                "mijn_brug_db_errors_total",
                "counter",
                "Statements that failed.",
                read(&self.db_errors),
            ),
        ] {
            head(text, name, kind, help)?;
            writeln!(text, "{name} {value}")?;
        }
        head(text, "mijn_brug_long_polls", "gauge", "Long polls that are open.")?;
        writeln!(text, "mijn_brug_long_polls {}", self.polls())
    }
}

impl Metrics {
    fn write_reminders(&self, text: &mut String) -> std::fmt::Result {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let name = "mijn_brug_reminders_total";
        head(text, name, "counter", "What became of reminders that were due.")?;
        let mut taken = 0;
        for (counter, (sent, label)) in self.reminders.iter().zip(Sent::ALL) {
            if sent == Sent::Taken {
                taken = read(counter);
            }
            writeln!(text, "{name}{{outcome=\"{label}\"}} {}", read(counter))?;
        }
        let name = "mijn_brug_reminder_late_seconds";
        head(
            text,
            name,
            "histogram",
            "From the due moment until a push service took it.",
        )?;
        for (within, bound) in self.late.iter().zip(LATE) {
            writeln!(text, "{name}_bucket{{le=\"{bound}\"}} {}", read(within))?;
        }
        writeln!(text, "{name}_bucket{{le=\"+Inf\"}} {taken}")?;
        writeln!(text, "{name}_sum {}", read(&self.late_seconds))?;
        writeln!(text, "{name}_count {taken}")
    }
}

/// The name of a method in counters and log lines. HTTP lets a client make up methods of its own (RFC 9110, 9.1): all those
/// are `other`.
pub fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) -> std::fmt::Result {
    writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(method: &str, expected: &str) {
        let method = Method::from_bytes(method.as_bytes());
        assert_eq!(
            method.as_ref().map(method_label).ok(),
            Some(expected),
            "{method:?}"
        );
    }

    #[test]
    fn methods_have_few_names() {
        check("GET", "GET");
        check("DELETE", "DELETE");
        check("get", "other");
        check("GETX", "other");
        check("CONNECT", "other");
        check("PROPFIND", "other");
    }

    #[test]
    fn the_text_adds_up() {
        let metrics = Metrics::new();
        metrics.request("GET", "/v1/x/{log}", 200, Duration::from_micros(1_500));
        metrics.request("GET", "/v1/x/{log}", 200, Duration::from_mins(1));
        metrics.group(3, 5);
        let text = metrics.text();
        for line in [
            "mijn_brug_requests_total{method=\"GET\",route=\"/v1/x/{log}\",status=\"200\"} 2",
            "mijn_brug_request_seconds_bucket{method=\"GET\",route=\"/v1/x/{log}\",status=\"200\",le=\"0.0025\"} 1",
            "mijn_brug_request_seconds_sum{method=\"GET\",route=\"/v1/x/{log}\",status=\"200\"} 60.001500",
            "mijn_brug_commit_appends_bucket{le=\"4\"} 1",
            "mijn_brug_commit_appends_bucket{le=\"1\"} 0",
            "mijn_brug_records_total 5",
        ] {
            assert!(text.lines().any(|is| is == line), "{line}\n{text}");
        }
    }
}
