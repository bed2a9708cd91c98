//! Long polls: requests on this node that wait for a log to change.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mijn_brug_sync::wire::LogId;
use tokio::sync::watch;

use crate::metrics;

/// The open long polls, by log.
#[derive(Debug, Default)]
pub struct Polls(Mutex<HashMap<LogId, watch::Sender<()>>>);

/// An open long poll. It misses no change after it was created.
#[derive(Debug)]
pub struct Poll {
    changes: watch::Receiver<()>,
    log: LogId,
    polls: Arc<Polls>,
}

impl Polls {
    /// Opens a long poll. Read the log after this call, and then wait on [`Poll::changed`].
    pub fn watch(self: &Arc<Self>, log: LogId) -> Poll {
        let changes = self.map().entry(log).or_default().subscribe();
        metrics::poll_opened();
        Poll {
            changes,
            log,
            polls: Arc::clone(self),
        }
    }

    /// Wakes the long polls on this log.
    pub fn wake(&self, log: &LogId) {
        if let Some(sender) = self.map().get(log) {
            sender.send_replace(());
        }
    }

    /// Wakes all long polls, for when it is unknown which logs changed.
    pub fn wake_all(&self) {
        for sender in self.map().values() {
            sender.send_replace(());
        }
    }

    fn map(&self) -> MutexGuard<'_, HashMap<LogId, watch::Sender<()>>> {
        // A panic cannot leave the map half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Poll {
    /// Completes when the log has changed since the last call, or since the poll was opened.
    pub async fn changed(&mut self) {
        // The sender lives in the map for as long as this poll does.
        _ = self.changes.changed().await;
    }
}

impl Drop for Poll {
    fn drop(&mut self) {
        metrics::poll_closed();
        let mut map = self.polls.map();
        // The last poll on a log removes its entry.
        if map
            .get(&self.log)
            .is_some_and(|sender| sender.receiver_count() <= 1)
        {
            map.remove(&self.log);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: LogId = LogId::from_bytes([1; 16]);

    #[tokio::test]
    async fn a_change_between_the_start_and_the_wait_is_not_missed() {
        let polls = Arc::new(Polls::default());
        let mut poll = polls.watch(LOG);
        polls.wake(&LOG);
        poll.changed().await;
    }

    #[tokio::test]
    async fn the_last_waiter_leaves_nothing() {
        let polls = Arc::new(Polls::default());
        let (one, other) = (polls.watch(LOG), polls.watch(LOG));
        drop(one);
        assert_eq!(polls.map().len(), 1);
        drop(other);
        assert!(polls.map().is_empty());
    }
}
