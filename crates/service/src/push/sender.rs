//! Takes due reminders, sends them, and stores the outcome.
//!
//! A node takes no more reminders than it can send at once, and leases them: no other node takes them until the lease ends. It stores
//! each outcome before it reuses that slot. So a node that is killed leaves at most [`IN_FLIGHT_MAX`] reminders that are
//! sent a second time, when their lease ends, and none is lost.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use mijn_brug_sync::reminders::{Language, TestOutcome};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};

use super::Push;
use super::message::{Message, Target};
use super::response_policy::{Action, PushResponse, action, outcome};
use crate::config::Config;
use crate::db::reminders::{ReminderRow, Settlement};
use crate::db::{Database, DbError, signed};
use crate::metrics::{self, ReminderOutcome};

/// The largest number of messages in flight on one node.
const IN_FLIGHT_MAX: usize = 64;
/// How often a node looks for due reminders.
const LOOK_INTERVAL: Duration = Duration::from_secs(5);
/// The wait after a failed statement.
const DB_RETRY_DELAY: Duration = Duration::from_secs(1);
/// Retries at the same moment are spread over this number of seconds.
const JITTER_SECONDS: i64 = 20;

/// What the sender works with.
#[derive(Clone, Debug)]
pub struct Context {
    /// Lease, timeout, trusted push services and clock.
    pub config: Config,
    /// The database that reminders are taken from and outcomes are stored in.
    pub database: Database,
    /// The VAPID key and the connections to push services.
    pub push: Arc<Push>,
    /// Becomes `true` when the service shuts down.
    pub shutdown: watch::Receiver<bool>,
}

/// The outcome of a message, with its permit, which is released once the outcome is stored.
struct SentReminder {
    settlement: Settlement,
    _permit: OwnedSemaphorePermit,
}

/// Sends reminders until the service stops, and completes when the messages in flight are answered and stored.
pub async fn run(context: Context) {
    let context = Arc::new(context);
    let permits = Arc::new(Semaphore::new(IN_FLIGHT_MAX));
    let (results, settled) = mpsc::channel(IN_FLIGHT_MAX);
    let writer = tokio::spawn(store_outcomes(context.database.clone(), settled));
    let mut shutdown = context.shutdown.clone();
    while !*shutdown.borrow() {
        let (taken, mut free) = take(&context, &permits, &mut shutdown).await;
        if taken.is_empty() {
            drop(free);
            wait(&context.push, &mut shutdown).await;
            continue;
        }
        for row in taken {
            // No more rows were requested than there are permits.
            let Some(permit) = free.pop() else { break };
            let (context, results) = (Arc::clone(&context), results.clone());
            tokio::spawn(async move {
                let result = SentReminder {
                    settlement: send(&context, row).await,
                    _permit: permit,
                };
                // The writer ends only when all senders are gone.
                _ = results.send(result).await;
            });
        }
    }
    drop(results);
    _ = writer.await;
}

async fn wait(push: &Push, shutdown: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = tokio::time::sleep(LOOK_INTERVAL) => (),
        () = push.wake_sender.notified() => (),
        _ = shutdown.wait_for(|is_shutdown| *is_shutdown) => (),
    }
}

/// Takes as many due reminders as there are free permits. Returns the reminders and the permits.
async fn take(
    context: &Context,
    permits: &Arc<Semaphore>,
    shutdown: &mut watch::Receiver<bool>,
) -> (Vec<ReminderRow>, Vec<OwnedSemaphorePermit>) {
    let first = tokio::select! {
        first = Arc::clone(permits).acquire_owned() => first.ok(),
        _ = shutdown.wait_for(|is_shutdown| *is_shutdown) => None,
    };
    let mut free: Vec<_> = first.into_iter().collect();
    while let (false, Ok(permit)) = (free.is_empty(), Arc::clone(permits).try_acquire_owned()) {
        free.push(permit);
    }
    if free.is_empty() {
        return (Vec::new(), free);
    }
    let taken = take_due(context, i64::try_from(free.len()).unwrap_or(1)).await;
    let taken = taken.unwrap_or_else(|error| {
        metrics::db_error();
        tracing::warn!(kind = error.kind(), "cannot look for due reminders");
        Vec::new()
    });
    (taken, free)
}

async fn take_due(context: &Context, at_most: i64) -> Result<Vec<ReminderRow>, DbError> {
    let now = context.config.clock.now();
    // Usually nothing is due, and then nothing is written.
    if context.database.next_turn().await?.is_none_or(|turn| turn > now) {
        return Ok(Vec::new());
    }
    context
        .database
        .lease_reminders(now, lease(&context.config), at_most)
        .await
}

/// The lease in seconds: as configured, but longer than a message may take.
fn lease(config: &Config) -> i64 {
    signed(
        config
            .push_lease_seconds
            .max(config.push_seconds.saturating_add(1)),
    )
}

/// Sends a reminder, and returns the outcome to store.
async fn send(context: &Context, row: ReminderRow) -> Settlement {
    let (config, push) = (&context.config, context.push.as_ref());
    let now = config.clock.now();
    let Some(target) = target(config, &row) else {
        // Its push service was removed from the configuration.
        metrics::reminder(ReminderOutcome::Dropped, 0);
        return done(row);
    };
    if row.until <= now {
        metrics::reminder(ReminderOutcome::Late, 0);
        return done(row);
    }
    if let Some(until) = push.pause(&target.endpoint.origin, now) {
        return retry(row, until.saturating_add(jitter()), false);
    }
    let message = Message {
        tag: row.tag.clone(),
        lang: if row.lang == "en" {
            Language::En
        } else {
            Language::Nl
        },
        page: row.page.clone(),
        urgent: row.urgent != 0,
        ttl: row.until.saturating_sub(now),
    };
    let response = send_message(config, push, &message, &target).await;
    let late = u64::try_from(now.saturating_sub(row.due)).unwrap_or(0);
    match action(response, row.tries) {
        Action::Sent => {
            metrics::reminder(ReminderOutcome::Sent, late);
            done(row)
        }
        Action::Gone => {
            metrics::reminder(ReminderOutcome::Gone, late);
            Settlement::Gone { device: row.device }
        }
        Action::Dropped => {
            metrics::reminder(ReminderOutcome::Dropped, late);
            tracing::error!(response = ?response, host = target.endpoint.origin, "a push service refuses our message; the reminder is dropped");
            done(row)
        }
        Action::Again(seconds) => {
            metrics::reminder(ReminderOutcome::Again, late);
            // The next try gets a new signature.
            if matches!(response, PushResponse::Status(401 | 403, _)) {
                tracing::error!(response = ?response, host = target.endpoint.origin, "a push service refuses our signature");
                push.vapid.forget(&target.endpoint.origin);
            }
            retry(row, now.saturating_add(seconds).saturating_add(jitter()), true)
        }
        Action::Pause(seconds) => {
            metrics::reminder(ReminderOutcome::Again, late);
            let until = now.saturating_add(seconds);
            push.set_pause(&target.endpoint.origin, until);
            retry(row, until.saturating_add(jitter()), true)
        }
    }
}

/// Sends a test message now, and returns the outcome.
pub async fn test(config: &Config, push: &Push, message: &Message, target: &Target) -> TestOutcome {
    let now = config.clock.now();
    if push.pause(&target.endpoint.origin, now).is_some() {
        return TestOutcome::Busy;
    }
    outcome(send_message(config, push, message, target).await)
}

async fn send_message(config: &Config, push: &Push, message: &Message, target: &Target) -> PushResponse {
    let now = config.clock.now();
    let Some(request) = message.request(target, &push.vapid, now) else {
        return PushResponse::Status(StatusCode::BAD_REQUEST.as_u16(), None);
    };
    let time = Duration::from_secs(config.push_seconds);
    push.client.send(request, &target.endpoint, time, now).await
}

fn target(config: &Config, row: &ReminderRow) -> Option<Target> {
    Some(Target {
        endpoint: config.push_hosts.endpoint(&row.endpoint)?,
        p256dh: row.p256dh.clone(),
        auth: row.auth.clone(),
    })
}

fn done(row: ReminderRow) -> Settlement {
    Settlement::Done {
        id: row.id,
        turn: row.turn,
    }
}

fn retry(row: ReminderRow, next: i64, counts_as_try: bool) -> Settlement {
    if next >= row.until {
        // It is not useful any more at that moment.
        metrics::reminder(ReminderOutcome::Late, 0);
        return done(row);
    }
    Settlement::Retry {
        id: row.id,
        turn: row.turn,
        next,
        counts_as_try,
    }
}

fn jitter() -> i64 {
    let mut byte = [0];
    // Without random bytes all retries come at once, which does no harm.
    _ = getrandom::fill(&mut byte);
    i64::from(byte[0]) * JITTER_SECONDS / 256
}

/// Stores outcomes; all that wait go into one transaction.
async fn store_outcomes(database: Database, mut results: mpsc::Receiver<SentReminder>) {
    let mut waiting = Vec::with_capacity(IN_FLIGHT_MAX);
    while results.recv_many(&mut waiting, IN_FLIGHT_MAX).await > 0 {
        let settled: Vec<Settlement> = waiting.iter().map(|result| result.settlement.clone()).collect();
        // While the database is unavailable no reminders are taken. Those whose lease ends meanwhile are sent twice.
        while let Err(error) = database.settle_reminders(&settled).await {
            metrics::db_error();
            tracing::warn!(kind = error.kind(), "cannot store which reminders were sent");
            tokio::time::sleep(DB_RETRY_DELAY).await;
        }
        waiting.clear();
    }
}
