//! Takes what is due, sends it, and writes down what became of it.
//!
//! A node takes only as many as it can send at once, for as long as a lease: no other node takes them meanwhile. What was sent is
//! written down before its place is given to another, so that a node that is killed leaves at most [`AT_ONCE`] behind that are sent
//! once more when their lease ends. Nothing is lost: what isn't written down comes back.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use mijn_brug_sync::reminders::{Language, TestOutcome};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};

use super::Push;
use super::message::{Message, Target};
use super::verdict::{Answer, Verdict, outcome, verdict};
use crate::config::Config;
use crate::db::reminders::{ReminderRow, Settled};
use crate::db::{Database, DbError, signed};
use crate::metrics::{self, ReminderOutcome};

/// Messages under way at a time on one node.
const AT_ONCE: usize = 64;
/// How often a node looks whether something is due.
const LOOK: Duration = Duration::from_secs(5);
/// After a fault of the database.
const REST: Duration = Duration::from_secs(1);
/// Those that wait for the same moment are spread over so many seconds.
const SPREAD: i64 = 20;

/// What the sender works with.
#[derive(Clone, Debug)]
pub struct Context {
    /// Lease, timeout, trusted push services and clock.
    pub config: Config,
    /// Where reminders are taken from and settled.
    pub database: Database,
    /// The VAPID key and the connections to push services.
    pub push: Arc<Push>,
    /// Turns true when the service stops.
    pub stopping: watch::Receiver<bool>,
}

/// What became of a message, with the place that it took until that is written down.
struct Result {
    settled: Settled,
    _place: OwnedSemaphorePermit,
}

/// Sends until the service stops, and lets what is under way finish.
pub async fn run(context: Context) {
    let context = Arc::new(context);
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let (results, settled) = mpsc::channel(AT_ONCE);
    let writer = tokio::spawn(write_down(context.database.clone(), settled));
    let mut stopping = context.stopping.clone();
    while !*stopping.borrow() {
        let (taken, mut free) = take(&context, &places, &mut stopping).await;
        if taken.is_empty() {
            drop(free);
            wait(&context.push, &mut stopping).await;
            continue;
        }
        for row in taken {
            // As many places as were asked for.
            let Some(place) = free.pop() else { break };
            let (context, results) = (Arc::clone(&context), results.clone());
            tokio::spawn(async move {
                let result = Result {
                    settled: send(&context, row).await,
                    _place: place,
                };
                // The writer outlives all who send to it.
                _ = results.send(result).await;
            });
        }
    }
    drop(results);
    _ = writer.await;
}

async fn wait(push: &Push, stopping: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = tokio::time::sleep(LOOK) => (),
        () = push.sooner.notified() => (),
        _ = stopping.wait_for(|stopping| *stopping) => (),
    }
}

/// As many of what is due as there are places, each with its place.
async fn take(
    context: &Context,
    places: &Arc<Semaphore>,
    stopping: &mut watch::Receiver<bool>,
) -> (Vec<ReminderRow>, Vec<OwnedSemaphorePermit>) {
    let first = tokio::select! {
        first = Arc::clone(places).acquire_owned() => first.ok(),
        _ = stopping.wait_for(|stopping| *stopping) => None,
    };
    let mut free: Vec<_> = first.into_iter().collect();
    while let (false, Ok(place)) = (free.is_empty(), Arc::clone(places).try_acquire_owned()) {
        free.push(place);
    }
    if free.is_empty() {
        return (Vec::new(), free);
    }
    let taken = take_due(context, i64::try_from(free.len()).unwrap_or(1)).await;
    let taken = taken.unwrap_or_else(|error| {
        metrics::db_error();
        tracing::warn!(kind = error.kind(), "cannot look for reminders now");
        Vec::new()
    });
    (taken, free)
}

async fn take_due(context: &Context, at_most: i64) -> std::result::Result<Vec<ReminderRow>, DbError> {
    let now = context.config.clock.now();
    // Most of the time nothing is due: then nothing is written.
    if context.database.next_turn().await?.is_none_or(|turn| turn > now) {
        return Ok(Vec::new());
    }
    context
        .database
        .take_reminders(now, lease(&context.config), at_most)
        .await
}

/// Longer than a message can take, whatever the operator says.
fn lease(config: &Config) -> i64 {
    signed(
        config
            .push_lease_seconds
            .max(config.push_seconds.saturating_add(1)),
    )
}

/// Sends one, and says what is to be written down.
async fn send(context: &Context, row: ReminderRow) -> Settled {
    let (config, push) = (&context.config, context.push.as_ref());
    let now = config.clock.now();
    let Some(target) = target(config, &row) else {
        // Its push service was believed once, and isn't any more.
        metrics::reminder(ReminderOutcome::Dropped, 0);
        return done(row);
    };
    if row.until <= now {
        metrics::reminder(ReminderOutcome::Late, 0);
        return done(row);
    }
    if let Some(until) = push.pause(&target.endpoint.origin, now) {
        return again(row, until.saturating_add(spread()), false);
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
    let answer = ask(config, push, &message, &target).await;
    let late = u64::try_from(now.saturating_sub(row.due)).unwrap_or(0);
    match verdict(answer, row.tries) {
        Verdict::Sent => {
            metrics::reminder(ReminderOutcome::Sent, late);
            done(row)
        }
        Verdict::Gone => {
            metrics::reminder(ReminderOutcome::Gone, late);
            Settled::Gone { device: row.device }
        }
        Verdict::Dropped => {
            metrics::reminder(ReminderOutcome::Dropped, late);
            tracing::error!(answer = ?answer, host = target.endpoint.origin, "a push service refuses our message");
            done(row)
        }
        Verdict::Again(seconds) => {
            metrics::reminder(ReminderOutcome::Again, late);
            // A push service that refuses our signature gets a fresh one.
            if matches!(answer, Answer::Status(401 | 403, _)) {
                tracing::error!(answer = ?answer, host = target.endpoint.origin, "a push service refuses our signature");
                push.vapid.forget(&target.endpoint.origin);
            }
            again(row, now.saturating_add(seconds).saturating_add(spread()), true)
        }
        Verdict::Pause(seconds) => {
            metrics::reminder(ReminderOutcome::Again, late);
            let until = now.saturating_add(seconds);
            push.set_pause(&target.endpoint.origin, until);
            again(row, until.saturating_add(spread()), true)
        }
    }
}

/// Sends a message at once, and says how that went.
pub async fn test(config: &Config, push: &Push, message: &Message, target: &Target) -> TestOutcome {
    let now = config.clock.now();
    if push.pause(&target.endpoint.origin, now).is_some() {
        return TestOutcome::Busy;
    }
    outcome(ask(config, push, message, target).await)
}

async fn ask(config: &Config, push: &Push, message: &Message, target: &Target) -> Answer {
    let now = config.clock.now();
    let Some(request) = message.request(target, &push.vapid, now) else {
        return Answer::Status(StatusCode::BAD_REQUEST.as_u16(), None);
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

fn done(row: ReminderRow) -> Settled {
    Settled::Done {
        id: row.id,
        turn: row.turn,
    }
}

fn again(row: ReminderRow, next: i64, is_tried: bool) -> Settled {
    if next >= row.until {
        // Nobody has any use for it then.
        metrics::reminder(ReminderOutcome::Late, 0);
        return done(row);
    }
    Settled::Again {
        id: row.id,
        turn: row.turn,
        next,
        is_tried,
    }
}

fn spread() -> i64 {
    let mut byte = [0];
    // Without randomness all come at once, which is no fault.
    _ = getrandom::fill(&mut byte);
    i64::from(byte[0]) * SPREAD / 256
}

/// Writes down what became of messages, all that wait in one transaction.
async fn write_down(database: Database, mut results: mpsc::Receiver<Result>) {
    let mut waiting = Vec::with_capacity(AT_ONCE);
    while results.recv_many(&mut waiting, AT_ONCE).await > 0 {
        let settled: Vec<Settled> = waiting.iter().map(|result| result.settled.clone()).collect();
        // With the database away nothing new is taken either; when the leases end meanwhile, some are sent once more.
        while let Err(error) = database.settle_reminders(&settled).await {
            metrics::db_error();
            tracing::warn!(kind = error.kind(), "cannot write down which reminders were sent");
            tokio::time::sleep(REST).await;
        }
        waiting.clear();
    }
}
