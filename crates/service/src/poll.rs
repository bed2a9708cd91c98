//! Who waits on this node for a log to grow.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mijn_brug_sync::wire::LogId;
use tokio::sync::watch;

use crate::metrics;

/// All that wait, by log.
#[derive(Debug, Default)]
pub struct Polls(Mutex<HashMap<LogId, watch::Sender<()>>>);

/// One that waits. What happens after it was made is not missed.
#[derive(Debug)]
pub struct Poll {
    changes: watch::Receiver<()>,
    log: LogId,
    polls: Arc<Polls>,
}

impl Polls {
    /// Starts waiting: then read the log, then [`Poll::changed`].
    pub fn watch(self: &Arc<Self>, log: LogId) -> Poll {
        let changes = self.map().entry(log).or_default().subscribe();
        metrics::poll_opened();
        Poll {
            changes,
            log,
            polls: Arc::clone(self),
        }
    }

    /// Wakes who waits for this log.
    pub fn wake(&self, log: &LogId) {
        if let Some(sender) = self.map().get(log) {
            sender.send_replace(());
        }
    }

    /// Wakes everybody: when it isn't known what was missed.
    pub fn wake_all(&self) {
        for sender in self.map().values() {
            sender.send_replace(());
        }
    }

    fn map(&self) -> MutexGuard<'_, HashMap<LogId, watch::Sender<()>>> {
        // Nothing that holds the lock can panic half-way through a change.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Poll {
    /// Comes back when the log has changed since the last time, or since the start.
    pub async fn changed(&mut self) {
        // The sender lives as long as somebody waits.
        _ = self.changes.changed().await;
    }
}

impl Drop for Poll {
    fn drop(&mut self) {
        metrics::poll_closed();
        let mut map = self.polls.map();
        // The last one, which is this one, takes the entry away.
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
    async fn the_last_one_leaves_nothing() {
        let polls = Arc::new(Polls::default());
        let (one, other) = (polls.watch(LOG), polls.watch(LOG));
        drop(one);
        assert_eq!(polls.map().len(), 1);
        drop(other);
        assert!(polls.map().is_empty());
    }
}
