//! What the service keeps to ring with: `mijn_brug_sync::reminders` has the forms.

use mijn_brug_sync::Failure;
use mijn_brug_sync::reminders::{NewReminder, PushKey, Reminder, TestOutcome, TestReminder, Tested};

use super::{Token, exchange, json};

/// Whose reminders they are.
pub struct Owner {
    /// The log of whoever is linked.
    pub log: Option<String>,
    /// The log's token, or that of a guest.
    pub token: Token,
}

/// The key to subscribe with.
///
/// # Errors
/// As [`super::Request::send`].
pub async fn push_key() -> Result<String, Failure> {
    let answer: PushKey = exchange("GET", "/v1/push-key", None, None).await?;
    Ok(answer.key)
}

impl Owner {
    /// Has the service keep a reminder, or change it.
    ///
    /// # Errors
    /// As [`super::Request::send`].
    pub async fn put(&self, id: &str, reminder: &NewReminder) -> Result<Reminder, Failure> {
        let body = serde_json::to_vec(reminder).map_err(|_| Failure::Malformed)?;
        exchange("PUT", &path(id), Some(&self.token), Some(&body)).await
    }

    /// Takes a reminder away; one that isn't there counts as done.
    ///
    /// # Errors
    /// As [`super::Request::send`].
    pub async fn delete(&self, id: &str) -> Result<(), Failure> {
        let question = self.log.as_ref().map(|log| format!("?log={log}"));
        let path = path(id) + &question.unwrap_or_default();
        exchange("DELETE", &path, Some(&self.token), None).await
    }

    /// Has a message sent at once, and says how that went.
    ///
    /// # Errors
    /// As [`super::Request::send`].
    pub async fn test(&self, test: &TestReminder) -> Result<TestOutcome, Failure> {
        let answer: Tested = json("/v1/test-reminders", Some(&self.token), test).await?;
        Ok(answer.outcome)
    }
}

fn path(id: &str) -> String {
    format!("/v1/reminders/{id}")
}
