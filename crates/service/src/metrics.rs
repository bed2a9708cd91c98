//! The metrics of this process, in Prometheus's text format 0.0.4. No label holds an id, a token or an address.
//!
//! The `metrics` crate counts, `metrics-exporter-prometheus` renders; this file holds the names, help texts, labels and buckets.

use std::sync::OnceLock;
use std::time::Duration;

use axum::http::Method;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

const REQUESTS: &str = "mijn_brug_requests_total";
const REQUEST_SECONDS: &str = "mijn_brug_request_seconds";
const COMMIT_APPENDS: &str = "mijn_brug_commit_appends";
const APPENDS: &str = "mijn_brug_appends_total";
const RECORDS: &str = "mijn_brug_records_total";
const DB_ERRORS: &str = "mijn_brug_db_errors_total";
const LONG_POLLS: &str = "mijn_brug_long_polls";
const REMINDERS: &str = "mijn_brug_reminders_total";
const REMINDER_LATE_SECONDS: &str = "mijn_brug_reminder_late_seconds";

/// Upper bounds of the buckets of [`REQUEST_SECONDS`], in seconds.
const REQUEST_BUCKETS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 30.0];
/// Upper bounds of the buckets of [`COMMIT_APPENDS`], in appends.
const COMMIT_BUCKETS: [f64; 7] = [1.0, 4.0, 16.0, 64.0, 128.0, 256.0, 512.0];
/// Upper bounds of the buckets of [`REMINDER_LATE_SECONDS`], in seconds.
const LATE_BUCKETS: [f64; 5] = [5.0, 15.0, 60.0, 300.0, 3_600.0];

/// How often observed values move from their buffers into the buckets; without a scrape the buffers would grow without limit.
const UPKEEP: Duration = Duration::from_secs(5);

static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();

/// The outcome of one attempt to send a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReminderOutcome {
    /// The push service accepted it.
    Sent,
    /// The subscription no longer exists.
    Gone,
    /// It will be tried again.
    Again,
    /// It came too late to be useful.
    Late,
    /// The push service refuses it for good, or is no longer trusted.
    Dropped,
}

impl ReminderOutcome {
    const ALL: [Self; 5] = [Self::Sent, Self::Gone, Self::Again, Self::Late, Self::Dropped];

    const fn label(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Gone => "gone",
            Self::Again => "again",
            Self::Late => "late",
            Self::Dropped => "dropped",
        }
    }
}

/// Installs the recorder of this process, once, and returns the handle that renders it.
///
/// # Errors
/// Fails if a list of buckets is empty.
pub fn install() -> Result<&'static PrometheusHandle, BuildError> {
    if let Some(handle) = HANDLE.get() {
        return Ok(handle);
    }
    let recorder = builder()?.build_recorder();
    Ok(HANDLE.get_or_init(|| {
        let handle = recorder.handle();
        // Fails only if another recorder is installed; nothing else in this process installs one.
        _ = metrics::set_global_recorder(recorder);
        register();
        handle
    }))
}

/// Runs the exporter's upkeep until the task is aborted.
pub async fn run_upkeep(handle: &'static PrometheusHandle) {
    let mut ticks = tokio::time::interval(UPKEEP);
    loop {
        ticks.tick().await;
        handle.run_upkeep();
    }
}

/// Counts an answered request. `method` is a label of [`method_label`] and `route` is the template, never the path itself, so that
/// clients cannot create series.
pub fn request(method: &'static str, route: &str, status: u16, took: Duration) {
    let labels = [
        ("method", method.to_owned()),
        ("route", route.to_owned()),
        ("status", status.to_string()),
    ];
    counter!(REQUESTS, &labels).increment(1);
    histogram!(REQUEST_SECONDS, &labels).record(took);
}

/// Counts a committed group of appends and the new records in it.
pub fn commit(n_appends: usize, n_records: usize) {
    let as_count = |number| u32::try_from(number).unwrap_or(u32::MAX);
    histogram!(COMMIT_APPENDS).record(as_count(n_appends));
    counter!(APPENDS).increment(as_count(n_appends).into());
    counter!(RECORDS).increment(as_count(n_records).into());
}

/// Counts a long poll that starts to wait.
pub fn poll_opened() {
    gauge!(LONG_POLLS).increment(1.0);
}

/// Counts a long poll that ends.
pub fn poll_closed() {
    gauge!(LONG_POLLS).decrement(1.0);
}

/// Counts a failed statement.
pub fn db_error() {
    counter!(DB_ERRORS).increment(1);
}

/// Counts the outcome of a reminder. `late` is the time from its due moment until now, in seconds.
pub fn reminder(outcome: ReminderOutcome, late: u64) {
    counter!(REMINDERS, "outcome" => outcome.label()).increment(1);
    if outcome == ReminderOutcome::Sent {
        histogram!(REMINDER_LATE_SECONDS).record(Duration::from_secs(late));
    }
}

/// The `method` label of metrics and log lines. HTTP lets clients invent methods (RFC 9110, section 9.1): those are `other`.
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

fn builder() -> Result<PrometheusBuilder, BuildError> {
    let matcher = |name: &str| Matcher::Full(name.to_owned());
    PrometheusBuilder::new()
        .set_buckets_for_metric(matcher(REQUEST_SECONDS), &REQUEST_BUCKETS)?
        .set_buckets_for_metric(matcher(COMMIT_APPENDS), &COMMIT_BUCKETS)?
        .set_buckets_for_metric(matcher(REMINDER_LATE_SECONDS), &LATE_BUCKETS)
}

/// Writes the help texts, and creates every series whose labels are known, so that it reads 0 instead of being absent.
fn register() {
    describe_counter!(REQUESTS, "Requests answered.");
    describe_histogram!(
        REQUEST_SECONDS,
        "Time from request to answer, in seconds; long polls wait."
    );
    describe_histogram!(COMMIT_APPENDS, "Appends that shared one commit.");
    describe_counter!(APPENDS, "Batches answered.");
    describe_counter!(RECORDS, "New records.");
    describe_counter!(DB_ERRORS, "Statements that failed.");
    describe_gauge!(LONG_POLLS, "Open long polls.");
    describe_counter!(REMINDERS, "Outcomes of due reminders.");
    describe_histogram!(
        REMINDER_LATE_SECONDS,
        "Seconds from the due moment until a push service accepted the reminder."
    );
    for name in [APPENDS, RECORDS, DB_ERRORS] {
        counter!(name).increment(0);
    }
    for outcome in ReminderOutcome::ALL {
        counter!(REMINDERS, "outcome" => outcome.label()).increment(0);
    }
    gauge!(LONG_POLLS).set(0.0);
    // A handle is enough to create the series.
    _ = histogram!(COMMIT_APPENDS);
    _ = histogram!(REMINDER_LATE_SECONDS);
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

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
        let recorder = builder().unwrap().build_recorder();
        metrics::with_local_recorder(&recorder, || {
            register();
            request("GET", "/v1/x/{log}", 200, Duration::from_micros(1_500));
            request("GET", "/v1/x/{log}", 200, Duration::from_mins(1));
            commit(3, 5);
        });
        let text = recorder.handle().render();
        for line in [
            "mijn_brug_requests_total{method=\"GET\",route=\"/v1/x/{log}\",status=\"200\"} 2",
            "mijn_brug_request_seconds_bucket{method=\"GET\",route=\"/v1/x/{log}\",status=\"200\",le=\"0.0025\"} 1",
            "mijn_brug_request_seconds_sum{method=\"GET\",route=\"/v1/x/{log}\",status=\"200\"} 60.0015",
            "mijn_brug_commit_appends_bucket{le=\"4\"} 1",
            "mijn_brug_commit_appends_bucket{le=\"1\"} 0",
            "mijn_brug_records_total 5",
            "mijn_brug_db_errors_total 0",
            "mijn_brug_reminders_total{outcome=\"late\"} 0",
            "mijn_brug_reminder_late_seconds_count 0",
            "mijn_brug_long_polls 0",
        ] {
            assert!(text.lines().any(|is| is == line), "{line}\n{text}");
        }
    }
}
