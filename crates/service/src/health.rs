//! Whether the service can do its work now, for load balancers.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::db::Database;

/// Whether the last append could be written.
#[derive(Debug)]
pub struct Health(AtomicBool);

impl Default for Health {
    fn default() -> Self {
        Self(AtomicBool::new(true))
    }
}

impl Health {
    /// Records whether the last write succeeded.
    pub fn set_writable(&self, writable: bool) {
        self.0.store(writable, Ordering::Relaxed);
    }

    /// Whether the database can be read and the last append could be written. It writes only after a failed write, so that a probe
    /// every second costs no disk.
    pub async fn is_ready(&self, database: &Database) -> bool {
        if database.can_read().await.is_err() {
            return false;
        }
        if !self.0.load(Ordering::Relaxed) {
            match database.can_write().await {
                Ok(()) => self.set_writable(true),
                Err(error) => tracing::warn!(kind = error.kind(), "cannot write yet"),
            }
        }
        self.0.load(Ordering::Relaxed)
    }
}
