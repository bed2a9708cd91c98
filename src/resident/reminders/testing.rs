//! A test message, from the browser's permission to the phone's screen, to find the step that fails.

use std::time::Duration;

use mijn_brug_sync::reminders::{Subscription, TestOutcome, TestReminder};
use mijn_brug_sync::{Cause, RequestError};

use super::sending::language;
use super::stored::StoredReminders;
use super::{PushError, Reminders};
use crate::device::push::{self, Permission};
use crate::device::{page, worker};

/// The tag of a test message. No reminder has it.
const TAG: &str = "test";

/// How long a phone may take to show the message.
const SHOWN_WITHIN: Duration = Duration::from_secs(30);

/// The step that failed, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestResult {
    /// The phone showed the message.
    Shown,
    /// The browser may not show notifications.
    NotAllowed,
    /// No service worker is active, so nothing can show a message while the app is closed.
    NoWorker,
    /// The browser, or the push service behind it, gives no subscription.
    NoSubscription,
    /// The request to our service failed for now.
    Request(Cause),
    /// The plan is paired, but the caseworker's side has not created its log yet.
    NotYet,
    /// Our service sends no reminders.
    NotHere,
    /// Our service refuses the message.
    Refused,
    /// The push service no longer knows this browser, even after subscribing again.
    Gone,
    /// The push service accepts nothing from our service, even after subscribing again.
    RefusedByPush,
    /// The push service asks to try again later.
    Busy,
    /// The push service does not answer.
    Unreachable,
    /// The message was sent, but the phone did not show it within half a minute.
    NotShown,
}

impl From<RequestError> for TestResult {
    fn from(failure: RequestError) -> Self {
        PushError::from(failure).into()
    }
}

impl From<PushError> for TestResult {
    fn from(error: PushError) -> Self {
        match error {
            PushError::NotHere => Self::NotHere,
            PushError::Request(cause) => Self::Request(cause),
            PushError::NotYet => Self::NotYet,
            PushError::NoSubscription => Self::NoSubscription,
            PushError::Denied | PushError::Unanswered => Self::NotAllowed,
            PushError::Full | PushError::Refused | PushError::NotStored => Self::Refused,
        }
    }
}

impl Reminders {
    /// Sends a test message and finds out how far it gets. Replaces a subscription that no longer works.
    pub async fn push_test(self) -> TestResult {
        if push::permission() != Permission::Granted {
            return TestResult::NotAllowed;
        }
        if worker::active().await.is_none() {
            return TestResult::NoWorker;
        }
        let shown = worker::shows(TAG, SHOWN_WITHIN);
        match self.send_test().await {
            Ok(TestOutcome::Sent) => {}
            Ok(TestOutcome::Gone) => return TestResult::Gone,
            Ok(TestOutcome::Refused) => return TestResult::RefusedByPush,
            Ok(TestOutcome::Busy) => return TestResult::Busy,
            Ok(TestOutcome::Unreachable) => return TestResult::Unreachable,
            Err(result) => return result,
        }
        if shown.await {
            TestResult::Shown
        } else {
            TestResult::NotShown
        }
    }

    async fn send_test(self) -> Result<TestOutcome, TestResult> {
        let lock = super::UPDATE_LOCK.with(Clone::clone);
        let _guard = lock.lock().await;
        let mut stored = StoredReminders::read().await;
        let subscription = self.subscribed(&mut stored, true).await?;
        let outcome = self.ask_for_test(subscription).await?;
        let outcome = match outcome {
            TestOutcome::Gone | TestOutcome::Refused => {
                push::unsubscribe().await;
                let subscription = self.subscribed(&mut stored, true).await?;
                self.ask_for_test(subscription).await?
            }
            outcome => outcome,
        };
        stored.write().await;
        // All reminders must move to the new subscription.
        self.update_after(Duration::ZERO);
        Ok(outcome)
    }

    async fn ask_for_test(self, subscription: Subscription) -> Result<TestOutcome, TestResult> {
        let owner = self.owner_now();
        let test = TestReminder {
            log: owner.log.clone(),
            subscription,
            tag: TAG.to_owned(),
            lang: language(),
            page: format!("{}/", page::origin()),
        };
        Ok(owner.test(&test).await?)
    }
}
