//! A test message, from the browser's permission to the phone's own screen: which link fails.

use std::time::Duration;

use mijn_brug_sync::reminders::{Subscription, TestOutcome, TestReminder};
use mijn_brug_sync::{Cause, Failure};

use super::kept::Kept;
use super::sending::language;
use super::{PushError, Reminders};
use crate::device::push::{self, Permission};
use crate::device::{page, worker};

/// The tag of a test message: no reminder has it.
const TAG: &str = "test";

/// How long a phone may take to show it.
const SHOWN_WITHIN: Duration = Duration::from_secs(30);

/// Which link failed, or none did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestResult {
    /// The phone showed it.
    Shown,
    /// The browser may not show notifications.
    NotAllowed,
    /// The app is not kept on this phone, so nothing can show a message while it is closed.
    NoWorker,
    /// The browser, or the push service behind it, gives no subscription.
    NoSubscription,
    /// Our service could not be asked now.
    Request(Cause),
    /// Linked, and the caseworker's side has not made its place yet.
    NotYet,
    /// Our service sends no reminders.
    NotHere,
    /// Our service refuses it.
    Refused,
    /// The push service does not know this browser any more, also after subscribing anew.
    Gone,
    /// The push service takes nothing from our service, also after subscribing anew.
    RefusedByPush,
    /// The push service asks to come again later.
    Busy,
    /// The push service does not answer.
    Unreachable,
    /// It was sent, and the phone did not show it within half a minute.
    NotShown,
}

impl From<Failure> for TestResult {
    fn from(failure: Failure) -> Self {
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
            PushError::Full | PushError::Refused | PushError::NotKept => Self::Refused,
        }
    }
}

impl Reminders {
    /// Sends a test message, and finds out how far it came. A subscription that is of no use any more is made anew on the way.
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
        let turn = super::TURN.with(Clone::clone);
        let _turn = turn.lock().await;
        let mut kept = Kept::read().await;
        let subscription = self.subscribed(&mut kept, true).await?;
        let outcome = self.ask_for_test(subscription).await?;
        let outcome = match outcome {
            TestOutcome::Gone | TestOutcome::Refused => {
                push::unsubscribe().await;
                let subscription = self.subscribed(&mut kept, true).await?;
                self.ask_for_test(subscription).await?
            }
            outcome => outcome,
        };
        kept.write().await;
        // With a new subscription all reminders go to it.
        self.remind_after(Duration::ZERO);
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
