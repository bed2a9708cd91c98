//! Tells other nodes behind the same PostgreSQL which logs grew, by `LISTEN` and `NOTIFY`. What is lost on the way costs
//! nothing but time: a long poll ends by itself within half a minute, and its client asks again.

use std::sync::Arc;
use std::time::Duration;

use mijn_brug_sync::wire::LogId;
use sqlx::postgres::{PgListener, PgPool};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::poll::Polls;

const CHANNEL: &str = "mijn_brug";
/// PostgreSQL takes just under 8,000 bytes; an id is 32 of them.
const IDS: usize = 240;
const ID_LEN: usize = 32;
/// Groups of appends that wait to be told.
const WAITING: usize = 1024;
const AGAIN: Duration = Duration::from_secs(1);

/// Tells the others; on a single node it does nothing.
#[derive(Clone, Debug, Default)]
pub struct Relay(Option<mpsc::Sender<Vec<LogId>>>);

impl Relay {
    /// Starts telling and listening.
    pub fn start(pool: PgPool, polls: Arc<Polls>) -> (Self, [JoinHandle<()>; 2]) {
        let (sender, told) = mpsc::channel(WAITING);
        let tasks = [
            tokio::spawn(tell(pool.clone(), told)),
            tokio::spawn(listen(pool, polls)),
        ];
        (Self(Some(sender)), tasks)
    }

    /// These logs changed.
    pub fn tell(&self, logs: Vec<LogId>) {
        if let Some(sender) = self.0.as_ref().filter(|_| !logs.is_empty()) {
            // With the database away for so long, nobody has news.
            _ = sender.try_send(logs);
        }
    }
}

/// Not part of the append's transaction: a NOTIFY there takes a lock on the whole database when it commits.
async fn tell(pool: PgPool, mut told: mpsc::Receiver<Vec<LogId>>) {
    while let Some(mut logs) = told.recv().await {
        while let Ok(more) = told.try_recv() {
            logs.extend(more);
        }
        logs.sort_unstable();
        logs.dedup();
        for some in logs.chunks(IDS) {
            let payload: String = some.iter().map(LogId::to_string).collect();
            // Nothing here needs to survive a power cut, so nobody waits for the disk.
            let sent = sqlx::query("SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)")
                .bind(CHANNEL)
                .bind(payload)
                .execute(&pool)
                .await;
            if sent.is_err() {
                tracing::warn!("cannot tell the other nodes; their long polls hear it late");
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
            while let Ok(Some(told)) = listener.try_recv().await {
                let payload = told.payload().as_bytes();
                for id in payload.chunks(ID_LEN) {
                    let id = std::str::from_utf8(id).ok().and_then(|id| id.parse().ok());
                    if let Some(log) = id {
                        polls.wake(&log);
                    }
                }
            }
            // Something may have been said while nobody listened.
            polls.wake_all();
        }
        if pool.is_closed() {
            return;
        }
        tokio::time::sleep(AGAIN).await;
    }
}
