//! Reminders at the service. `mijn_brug_sync::reminders` has the wire types.

use mijn_brug_sync::RequestError;
use mijn_brug_sync::reminders::{
    NewReminder, PushKey, Reminder, ReminderLimits, TestOutcome, TestReminder, TestReminderResult,
};

use super::{Token, exchange, json};

/// The owner of reminders: a paired log, or else a guest.
pub struct Owner {
    /// The paired log; `None` for a guest.
    pub log: Option<String>,
    /// The access token of the log or of the guest.
    pub token: Token,
}

/// The service's public key for push subscriptions.
///
/// # Errors
/// As [`super::Request::send`].
pub async fn push_key() -> Result<String, RequestError> {
    let answer: PushKey = exchange("GET", "/v1/push-key", None, None).await?;
    Ok(answer.key)
}

/// The service's limits on reminders. An older service has none to say, and refuses with `Code::NotFound`.
///
/// # Errors
/// As [`super::Request::send`].
pub async fn limits() -> Result<ReminderLimits, RequestError> {
    exchange("GET", "/v1/reminder-limits", None, None).await
}

impl Owner {
    /// Creates or updates a reminder.
    ///
    /// # Errors
    /// As [`super::Request::send`].
    pub async fn put(&self, id: &str, reminder: &NewReminder) -> Result<Reminder, RequestError> {
        let body = serde_json::to_vec(reminder).map_err(|_| RequestError::Malformed)?;
        exchange("PUT", &path(id), Some(&self.token), Some(&body)).await
    }

    /// Deletes a reminder, if there is one.
    ///
    /// # Errors
    /// As [`super::Request::send`].
    pub async fn delete(&self, id: &str) -> Result<(), RequestError> {
        let question = self.log.as_ref().map(|log| format!("?log={log}"));
        let path = path(id) + &question.unwrap_or_default();
        exchange("DELETE", &path, Some(&self.token), None).await
    }

    /// Makes the service send a test message at once, and returns the outcome.
    ///
    /// # Errors
    /// As [`super::Request::send`].
    pub async fn test(&self, test: &TestReminder) -> Result<TestOutcome, RequestError> {
        let answer: TestReminderResult = json("/v1/test-reminders", Some(&self.token), test).await?;
        Ok(answer.outcome)
    }
}

fn path(id: &str) -> String {
    format!("/v1/reminders/{id}")
}
