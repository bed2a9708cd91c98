//! Group commit: all waiting appends go into one transaction, so that many share one write to the disk.
//!
//! One task does this for the whole node, one group at a time; while a group is written, the next one gathers. Overlapping groups on
//! PostgreSQL were slower, because they are smaller and each costs the same. Clients that were just answered often append again at once,
//! so the task waits a moment for as many appends as the last group had: on a slow disk at most as long as its last write took, because
//! that may save a write.

pub mod decision;

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::wire::{Head, LogId, RecordId};
use tokio::sync::{mpsc, oneshot};
use tokio::task::yield_now;
use tokio::time::{Instant, timeout_at};

use self::decision::{Limits, decide_group};
use crate::access::TokenHash;
use crate::clock::Clock;
use crate::db::{Database, DbError};
use crate::health::Health;
use crate::metrics;
use crate::poll::Polls;
use crate::problem::Problem;
use crate::relay::Relay;

/// The largest number of appends in a group, and of bytes, to keep commits short and memory small.
const GROUP_APPENDS: usize = 512;
const GROUP_BYTES: usize = 8 * 1024 * 1024;
/// The capacity of the queue of appends. When it is full, senders wait.
const QUEUE_MAX: usize = 2048;
/// How long a group gathers at most on a slow disk, and how long on a fast one.
const GATHER: Duration = Duration::from_millis(4);
const GATHER_FAST: Duration = Duration::from_micros(300);
/// A disk is fast if a commit takes less than this. The timers of tokio have a resolution of a millisecond and may be one late.
const FAST: Duration = Duration::from_millis(2);

/// Records to append to one log.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The log.
    pub log: LogId,
    /// The token of the client.
    pub token: TokenHash,
    /// The records with their ids.
    pub records: Vec<(RecordId, Bytes)>,
}

impl Batch {
    fn bytes(&self) -> usize {
        self.records.iter().map(|(_, sealed)| sealed.len()).sum()
    }
}

struct Job {
    batch: Batch,
    answer: oneshot::Sender<Result<Head, Problem>>,
}

/// A handle to the task that appends batches.
#[derive(Clone, Debug)]
pub struct Appender(mpsc::Sender<Job>);

/// What the task works with.
#[derive(Clone, Debug)]
pub struct Context {
    /// The database.
    pub database: Database,
    /// The limits on one log.
    pub limits: Limits,
    /// The clock.
    pub clock: Clock,
    /// The long polls on this node.
    pub polls: Arc<Polls>,
    /// Records whether writes succeed.
    pub health: Arc<Health>,
    /// Notifies other nodes.
    pub relay: Relay,
}

impl Appender {
    /// Starts the task. It ends when the last handle is dropped, after the waiting appends.
    pub fn start(context: Context) -> (Self, tokio::task::JoinHandle<()>) {
        let (sender, jobs) = mpsc::channel(QUEUE_MAX);
        (Self(sender), tokio::spawn(run(jobs, context)))
    }

    /// Appends a batch, and returns the head of the log once the batch is on disk.
    ///
    /// # Errors
    /// Fails if the batch is refused or cannot be written; nothing of it is appended then.
    pub async fn append(&self, batch: Batch) -> Result<Head, Problem> {
        let (answer, answered) = oneshot::channel();
        let job = Job { batch, answer };
        // The task ends only when the service shuts down.
        self.0.send(job).await.map_err(|_| Code::Unavailable)?;
        answered.await.map_err(|_| Code::Unavailable)?
    }
}

async fn run(mut jobs: mpsc::Receiver<Job>, context: Context) {
    let context = Arc::new(context);
    let (mut last, mut disk) = (0_usize, Duration::ZERO);
    while let Some(first) = jobs.recv().await {
        let group = gather(first, &mut jobs, last, disk).await;
        last = group.len();
        let context = Arc::clone(&context);
        // In a task of its own, so that a panic in one group does not end this task.
        let commit = tokio::spawn(async move { commit(group, &context).await });
        disk = commit.await.unwrap_or_default();
    }
}

/// Gathers the next group. `last` is the number of appends in the last group, and `disk` the time its commit took.
async fn gather(first: Job, jobs: &mut mpsc::Receiver<Job>, last: usize, disk: Duration) -> Vec<Job> {
    // A single client need not wait for others.
    let back = if last > 1 { last } else { 0 };
    let expected = back.saturating_add(jobs.len()).min(GROUP_APPENDS);
    let is_fast = disk < FAST;
    let deadline = Instant::now() + if is_fast { GATHER_FAST } else { disk.min(GATHER) };
    let mut bytes = first.batch.bytes();
    let mut group = vec![first];
    while group.len() < GROUP_APPENDS && bytes < GROUP_BYTES {
        let next = match jobs.try_recv() {
            Ok(job) => Some(job),
            Err(_) if group.len() >= expected || Instant::now() >= deadline => None,
            // Meanwhile, requests are read.
            Err(_) if is_fast => {
                yield_now().await;
                continue;
            }
            Err(_) => timeout_at(deadline, jobs.recv()).await.unwrap_or(None),
        };
        let Some(job) = next else { break };
        bytes = bytes.saturating_add(job.batch.bytes());
        group.push(job);
    }
    group
}

/// Writes a group and answers its appends. Returns the time the commit took.
async fn commit(group: Vec<Job>, context: &Context) -> Duration {
    let (batches, waiting): (Vec<Batch>, Vec<_>) =
        group.into_iter().map(|job| (job.batch, job.answer)).unzip();
    let mut disk = Duration::ZERO;
    let answers = match write(&batches, context).await {
        Ok((answers, took)) => {
            disk = took;
            answers
        }
        // One bad batch must not make the others fail.
        Err(error) if !error.is_unavailable() && batches.len() > 1 => {
            let mut answers = Vec::with_capacity(batches.len());
            for batch in &batches {
                let alone = write(std::slice::from_ref(batch), context).await;
                answers.push(
                    alone
                        .map_err(Problem::from)
                        .and_then(|(mut one, _)| one.pop().unwrap_or(Err(Code::Internal.into()))),
                );
            }
            answers
        }
        Err(error) => {
            let problem = Problem::from(error);
            context.health.set_writable(false);
            batches.iter().map(|_| Err(problem)).collect()
        }
    };
    for (answer, waits) in answers.into_iter().zip(waiting) {
        // A client that hung up gets no answer; its records are safe anyway.
        _ = waits.send(answer);
    }
    disk
}

type Answers = Vec<Result<Head, Problem>>;

async fn write(batches: &[Batch], context: &Context) -> Result<(Answers, Duration), DbError> {
    let mut logs: Vec<LogId> = batches.iter().map(|batch| batch.log).collect();
    logs.sort_unstable();
    logs.dedup();
    let wanted: Vec<(LogId, RecordId)> = batches
        .iter()
        .flat_map(|batch| batch.records.iter().map(|(id, _)| (batch.log, *id)))
        .collect();
    let limits = context.limits;
    let ((answers, grown, n_records), disk) = context
        .database
        .append(&logs, &wanted, context.clock.today(), |rows, known| {
            let decided = decide_group(rows, known, batches, limits);
            let grown: Vec<LogId> = decided
                .change
                .logs
                .iter()
                .filter_map(|row| crate::db::logs::log_id(&row.id))
                .collect();
            let n_records = decided.change.records.len();
            (decided.change, (decided.answers, grown, n_records))
        })
        .await?;
    context.health.set_writable(true);
    metrics::commit(batches.len(), n_records);
    for log in &grown {
        context.polls.wake(log);
    }
    context.relay.notify(grown);
    let answers = answers.into_iter().map(|answer| answer.map_err(Problem::from));
    Ok((answers.collect(), disk))
}
