//! Reminders, sent by web push.
//!
//! - [`hosts`] is the list of trusted push services; [`egress`] keeps connections out of our own network.
//! - [`vapid`] identifies this service to push services (RFC 8292); [`message`] makes the request (RFC 8030 and 8291).
//! - [`client`] sends it; [`response_policy`] decides what to do about the response.
//! - [`sender`] takes due reminders, sends them and stores the outcome. Several nodes do this side by side.
//!
//! The service knows the address of a browser at its push service, a moment, and an opaque tag. What a reminder is about stays on the
//! device.

pub mod client;
pub mod egress;
pub mod hosts;
pub mod message;
pub mod response_policy;
pub mod sender;
pub mod vapid;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use thiserror::Error;
use tokio::sync::Notify;

use self::client::Client;
use self::vapid::{Vapid, VapidError};
use crate::config::Config;
use crate::db::{Database, DbError};

/// What sending needs, on this node.
#[derive(Debug)]
pub struct Push {
    /// The key that identifies this service.
    pub vapid: Vapid,
    /// The connections to push services.
    pub client: Client,
    /// Wakes the sender early: a new reminder may be due before its next look.
    pub wake_sender: Notify,
    /// For each origin the second until which nothing may be sent to it.
    pauses: Mutex<HashMap<String, i64>>,
}

/// Why reminders cannot be sent.
#[derive(Debug, Error)]
pub enum PushError {
    /// The contact is invalid.
    #[error(
        "push_contact is {0:?}, but must be an address where push services can reach you, such as mailto:name@example.org or https://example.org"
    )]
    Contact(String),
    /// The key cannot be created or read.
    #[error("cannot use the key for push messages: {0}")]
    Key(#[from] VapidError),
    /// A statement failed.
    #[error("cannot read the key for push messages: {}", .0.kind())]
    Database(#[from] DbError),
    /// There are no root certificates to verify push services with.
    #[error("cannot read this machine's certificates: {0}. Install the package ca-certificates")]
    Certificates(#[source] std::io::Error),
}

impl Push {
    /// Reads the key that all nodes share, or creates it. `None` when the operator has reminders off.
    ///
    /// # Errors
    /// Fails if the contact is invalid, the key cannot be created or read, or the machine has no root certificates.
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
            wake_sender: Notify::new(),
            pauses: Mutex::default(),
        }))
    }

    /// The second until which this push service asked for a pause, if that is in the future.
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
