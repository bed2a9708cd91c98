//! Tells other nodes on the same PostgreSQL which logs changed, with `LISTEN` and `NOTIFY`. A lost notification only costs time: a
//! long poll ends by itself within half a minute, and its client asks again.

use std::sync::Arc;
use std::time::Duration;

use mijn_brug_sync::wire::LogId;
use sqlx::postgres::{PgListener, PgPool};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::poll::Polls;

const CHANNEL: &str = "mijn_brug";
/// Ids in one notification: PostgreSQL takes payloads of just under 8,000 bytes, and an id is 32.
const IDS: usize = 240;
const ID_LEN: usize = 32;
/// The largest number of groups that wait to be sent.
const QUEUE_MAX: usize = 1024;
/// The wait before connecting again.
const RECONNECT_DELAY: Duration = Duration::from_secs(1);

/// A handle to notify other nodes; on a single node it does nothing.
#[derive(Clone, Debug, Default)]
pub struct Relay(Option<mpsc::Sender<Vec<LogId>>>);

impl Relay {
    /// Starts the tasks that send and receive.
    pub fn start(pool: PgPool, polls: Arc<Polls>) -> (Self, [JoinHandle<()>; 2]) {
        let (sender, changes) = mpsc::channel(QUEUE_MAX);
        let tasks = [
            tokio::spawn(send_notifications(pool.clone(), changes)),
            tokio::spawn(listen(pool, polls)),
        ];
        (Self(Some(sender)), tasks)
    }

    /// Notifies other nodes that these logs changed.
    pub fn notify(&self, logs: Vec<LogId>) {
        if let Some(sender) = self.0.as_ref().filter(|_| !logs.is_empty()) {
            // The queue fills up only while the database is unavailable; a dropped notification then loses nothing.
            _ = sender.try_send(logs);
        }
    }
}

/// Sends notifications, outside the append's transaction: a NOTIFY takes a lock on the whole database when it commits.
async fn send_notifications(pool: PgPool, mut changes: mpsc::Receiver<Vec<LogId>>) {
    while let Some(mut logs) = changes.recv().await {
        while let Ok(more) = changes.try_recv() {
            logs.extend(more);
        }
        logs.sort_unstable();
        logs.dedup();
        for chunk in logs.chunks(IDS) {
            let payload: String = chunk.iter().map(LogId::to_string).collect();
            // A notification need not survive a power cut, so this does not wait for the disk.
            let sent = sqlx::query("SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)")
                .bind(CHANNEL)
                .bind(payload)
                .execute(&pool)
                .await;
            if sent.is_err() {
                tracing::warn!("cannot notify the other nodes; their long polls answer late");
            }
        }
    }
}

async fn listen(pool: PgPool, polls: Arc<Polls>) {
    loop {
        if let Ok(mut listener) = PgListener::connect_with(&pool).await
            && listener.listen(CHANNEL).await.is_ok()
        {
            polls.wake_all();
            while let Ok(Some(notification)) = listener.try_recv().await {
                let payload = notification.payload().as_bytes();
                for id in payload.chunks(ID_LEN) {
                    let id = std::str::from_utf8(id).ok().and_then(|id| id.parse().ok());
                    if let Some(log) = id {
                        polls.wake(&log);
                    }
                }
            }
            // A notification may have been lost.
            polls.wake_all();
        }
        if pool.is_closed() {
            return;
        }
        tokio::time::sleep(RECONNECT_DELAY).await;
    }
}
