//! What this device stores about reminders: the person's choices, and what the service has received.

use mijn_brug_sync::reminders::ReminderLimits;
use serde::{Deserialize, Serialize};

use crate::device::worker_cache;

const NOTE: &str = "reminders";

/// The choices, and what was sent.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredReminders {
    /// The person wants reminders on this device.
    pub wanted: bool,
    /// A notification may show what it is about.
    pub words: bool,
    /// The service's public key for which this browser has a subscription. Empty if there is none.
    pub key: String,
    /// The service's limits; `None` if it did not say any.
    pub limits: Option<ReminderLimits>,
    /// What the service may have.
    pub sent: Vec<Sent>,
}

/// A reminder that the service may have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Its id at the service.
    pub id: String,
    /// The number of the pairing it belongs to. `None` for an unpaired plan.
    pub pairing: Option<u32>,
    /// What the service accepted, as one text. Empty until it has confirmed.
    pub fingerprint: String,
}

impl StoredReminders {
    pub async fn read() -> Self {
        let note = worker_cache::read(NOTE).await.unwrap_or_default();
        serde_json::from_slice(note.as_bytes()).unwrap_or_default()
    }

    /// Writes the note. Returns `false` if the browser stores nothing.
    pub async fn write(&self) -> bool {
        match serde_json::to_string(self) {
            Ok(text) => worker_cache::write(NOTE, &text).await,
            Err(_) => false,
        }
    }

    /// Whether the service has exactly this reminder.
    pub fn has(&self, id: &str, fingerprint: &str) -> bool {
        self.sent
            .iter()
            .any(|sent| sent.id == id && sent.fingerprint == fingerprint)
    }

    /// Records what the service has. An empty `fingerprint` means that it may have something.
    pub fn note(&mut self, id: &str, pairing: Option<u32>, fingerprint: &str) {
        match self.sent.iter_mut().find(|sent| sent.id == id) {
            Some(sent) => fingerprint.clone_into(&mut sent.fingerprint),
            None => self.sent.push(Sent {
                id: id.to_owned(),
                pairing,
                fingerprint: fingerprint.to_owned(),
            }),
        }
    }
}
