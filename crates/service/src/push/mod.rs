//! Reminders that are sent: web push.
//!
//! - [`hosts`] says which push services are believed, and reads their addresses; [`outside`] keeps connections out of our own network.
//! - [`vapid`] is who we are to a push service (RFC 8292), [`message`] what we send (RFC 8030, 8291, and the declarative form).
//! - [`verdict`] is what an answer means, [`client`] gets it.
//! - [`sender`] takes what is due, sends it, and writes down what became of it. Several nodes do so side by side.
//!
//! The service knows where a browser listens, when, and an opaque tag. What the reminder is about stays on the device.

pub mod client;
pub mod hosts;
pub mod message;
pub mod outside;
pub mod sender;
pub mod vapid;
pub mod verdict;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use thiserror::Error;
use tokio::sync::Notify;

use self::client::Client;
use self::vapid::{Vapid, VapidError};
use crate::config::Config;
use crate::db::{Database, DbError};

/// The sender's parts.
#[derive(Debug)]
pub struct Push {
    /// Who we are.
    pub vapid: Vapid,
    /// Connections to push services.
    pub client: Client,
    /// Told when something became due sooner than the sender would look.
    pub sooner: Notify,
    pauses: Mutex<HashMap<String, i64>>,
}

/// Why no reminders can be sent.
#[derive(Debug, Error)]
pub enum PushError {
    /// The contact is none.
    #[error(
        "push_contact is {0:?}: it should be where push services can reach you, as mailto:name@example.org or https://example.org"
    )]
    Contact(String),
    /// The key can't be made or read.
    #[error("the key for push messages: {0}")]
    Key(#[from] VapidError),
    /// The database's.
    #[error("the key for push messages: {}", .0.kind())]
    Database(#[from] DbError),
    /// No certificates to know push services by.
    #[error("cannot read this machine's certificates: {0}. Install the package ca-certificates")]
    Certificates(#[source] std::io::Error),
}

impl Push {
    /// Reads the key that all nodes share, or makes it. `None` when the operator wants no reminders.
    ///
    /// # Errors
    /// [`PushError`].
    pub async fn open(config: &Config, database: &Database) -> Result<Option<Self>, PushError> {
        let contact = config.push_contact.as_str();
        if contact.is_empty() {
            return Ok(None);
        }
        let is_contact = contact.strip_prefix("mailto:").is_some_and(|to| to.contains('@'))
            || contact.strip_prefix("https://").is_some_and(|to| !to.is_empty());
        if !is_contact {
            return Err(PushError::Contact(contact.to_owned()));
        }
        let key = database.secret("vapid", &Vapid::new_key()?).await?;
        Ok(Some(Self {
            vapid: Vapid::read(&key, contact)?,
            client: Client::new().map_err(PushError::Certificates)?,
            sooner: Notify::new(),
            pauses: Mutex::default(),
        }))
    }

    /// Until when a push service asked not to be asked.
    fn pause(&self, origin: &str, now: i64) -> Option<i64> {
        let mut pauses = self.pauses.lock().unwrap_or_else(PoisonError::into_inner);
        pauses.retain(|_, until| *until > now);
        pauses.get(origin).copied()
    }

    fn set_pause(&self, origin: &str, until: i64) {
        let mut pauses = self.pauses.lock().unwrap_or_else(PoisonError::into_inner);
        let pause = pauses.entry(origin.to_owned()).or_insert(until);
        *pause = until.max(*pause);
    }
}
