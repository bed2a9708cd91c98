//! The start of a program: opens its database, retries where that helps, and reports the problem where it does not.
//!
//! The one rule: never ignore data that may be on the disk. No new plan, new key or plan in memory is created where
//! there may be data that only cannot be read at the moment. [`decide`] and [`found`] implement this rule as tables.

use std::cell::Cell;
use std::time::Duration;

use js_sys::Promise;
use leptos::prelude::{set_interval_with_handle, set_timeout};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::StoreError;
use super::connection::{is_held_by_another_tab, is_listed};
use crate::device::settings;

/// How long the start may take before the person is told why, and the interval for checking for another reason. The
/// start continues meanwhile.
const TOLD_AFTER: Duration = Duration::from_secs(4);

/// The delays before each retry.
const WAITS: [Duration; 3] = [
    Duration::from_millis(200),
    Duration::from_millis(600),
    Duration::from_millis(1500),
];

/// Why a program does not start, to tell the person. Nothing on the disk was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartFailure {
    /// The stored data cannot be read at the moment.
    Unreachable,
    /// The browser's settings forbid reading the stored data.
    Forbidden,
    /// Nothing can be stored at the moment, and as far as known nothing is.
    Failing,
    /// The browser does not respond.
    Silent,
    /// Another tab has the database open in an older version.
    OtherTab,
    /// The device has no space left.
    Full,
    /// A newer version of the app wrote the database.
    Newer,
    /// An object store of the database is missing.
    Damaged,
    /// There are records, but not the key that opens them.
    KeyGone,
    /// There were records before, and now there are none.
    Erased,
}

impl StartFailure {
    /// A word for the error log.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Forbidden => "forbidden",
            Self::Failing => "failing",
            Self::Silent => "silent",
            Self::OtherTab => "other tab",
            Self::Full => "full",
            Self::Newer => "newer version",
            Self::Damaged => "object store missing",
            Self::KeyGone => "key gone",
            Self::Erased => "erased",
        }
    }

    /// Whether the problem may go away by itself, so that trying again makes sense.
    pub const fn may_pass(self) -> bool {
        matches!(
            self,
            Self::Unreachable | Self::Forbidden | Self::Failing | Self::Silent | Self::OtherTab | Self::Full
        )
    }
}

/// What to do after a failed attempt to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartDecision {
    /// Retry after this delay.
    Retry(Duration),
    /// Nothing can be stored here and nothing is: continue in memory.
    UseMemory,
    /// Tell the person about the problem.
    Report(StartFailure),
}

/// Decides what to do after a failure. `tries` is the number of earlier failures, `may_hold` whether there may be data
/// on the disk.
pub fn decide(error: &StoreError, tries: usize, may_hold: bool) -> StartDecision {
    let failure = match error {
        StoreError::Blocked if !may_hold => return StartDecision::UseMemory,
        StoreError::Blocked => StartFailure::Forbidden,
        StoreError::Silent => return StartDecision::Report(StartFailure::Silent),
        StoreError::Newer => return StartDecision::Report(StartFailure::Newer),
        StoreError::Damaged => return StartDecision::Report(StartFailure::Damaged),
        StoreError::Full => StartFailure::Full,
        StoreError::Gone | StoreError::Failed(_) if may_hold => StartFailure::Unreachable,
        StoreError::Gone | StoreError::Failed(_) => StartFailure::Failing,
    };
    WAITS
        .get(tries)
        .map_or(StartDecision::Report(failure), |wait| StartDecision::Retry(*wait))
}

/// What is on a disk that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskContent {
    /// A keyring, with or without records.
    Keyring,
    /// Nothing yet: this is the first start.
    Nothing,
}

/// Classifies what is on the disk. `keyring` is `None` if there is none, and otherwise whether it is valid;
/// `had_records` is whether there were records at an earlier start.
///
/// # Errors
/// Fails if data that was there is gone.
pub fn found(keyring: Option<bool>, records: usize, had_records: bool) -> Result<DiskContent, StartFailure> {
    match (keyring, records) {
        (Some(false), _) | (None, 1..) => Err(StartFailure::KeyGone),
        (_, 0) if had_records => Err(StartFailure::Erased),
        (Some(true), _) => Ok(DiskContent::Keyring),
        (None, 0) => Ok(DiskContent::Nothing),
    }
}

/// The result of a start.
pub enum Started<T> {
    /// The data that was read.
    Opened(T),
    /// Nothing can be stored here, and nothing is.
    InMemory,
    /// The program cannot start.
    Failed(StartFailure),
}

/// Opens and reads a database with `read`, retrying as [`decide`] decides. Calls `slow` when it takes long and whenever
/// the reason changes; the start continues meanwhile.
pub async fn start<T>(
    database: &str,
    slow: impl Fn(StartFailure) + 'static,
    read: impl AsyncFn() -> Result<T, StoreError>,
) -> Started<T> {
    let told = Cell::new(None);
    let tell = move || {
        let why = if is_held_by_another_tab() {
            StartFailure::OtherTab
        } else {
            StartFailure::Silent
        };
        if told.replace(Some(why)) != Some(why) {
            slow(why);
        }
    };
    let timer = set_interval_with_handle(tell, TOLD_AFTER).ok();
    let mut may_hold = settings::may_hold(database);
    let mut tries = 0_usize;
    let outcome = loop {
        let error = match read().await {
            Ok(it) => break Started::Opened(it),
            Err(error) => error,
        };
        if error == StoreError::Blocked && !may_hold {
            may_hold = is_listed(database).await == Some(true);
        }
        match decide(&error, tries, may_hold) {
            StartDecision::Retry(wait) => pause(wait).await,
            StartDecision::UseMemory => break Started::InMemory,
            StartDecision::Report(failure) => break Started::Failed(failure),
        }
        tries = tries.saturating_add(1);
    };
    if let Some(timer) = timer {
        timer.clear();
    }
    outcome
}

async fn pause(wait: Duration) {
    let over = Promise::new(&mut |resolve, _| {
        set_timeout(move || drop(resolve.call0(&JsValue::UNDEFINED)), wait);
    });
    drop(JsFuture::from(over).await);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(why: &str) -> StoreError {
        StoreError::Failed(why.to_owned())
    }

    /// Checks the final decision for an error that persists.
    fn check(error: &StoreError, may_hold: bool, expected: StartDecision) {
        let mut tries = 0;
        let last = loop {
            match decide(error, tries, may_hold) {
                StartDecision::Retry(_) => tries += 1,
                next => break next,
            }
        };
        assert_eq!(last, expected, "{error:?}, may hold: {may_hold}");
    }

    #[test]
    fn a_plan_that_may_be_on_the_disk_is_never_replaced() {
        let all = [
            StoreError::Blocked,
            StoreError::Full,
            StoreError::Silent,
            StoreError::Newer,
            StoreError::Gone,
            StoreError::Damaged,
            failed("UnknownError"),
        ];
        for error in all {
            for tries in 0..10 {
                assert_ne!(decide(&error, tries, true), StartDecision::UseMemory, "{error:?}");
                if error != StoreError::Blocked {
                    assert_ne!(
                        decide(&error, tries, false),
                        StartDecision::UseMemory,
                        "{error:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn each_lasting_failure_has_its_name() {
        check(
            &failed("UnknownError"),
            true,
            StartDecision::Report(StartFailure::Unreachable),
        );
        check(
            &failed("UnknownError"),
            false,
            StartDecision::Report(StartFailure::Failing),
        );
        check(
            &StoreError::Blocked,
            true,
            StartDecision::Report(StartFailure::Forbidden),
        );
        check(&StoreError::Blocked, false, StartDecision::UseMemory);
        check(&StoreError::Full, true, StartDecision::Report(StartFailure::Full));
        check(
            &StoreError::Silent,
            true,
            StartDecision::Report(StartFailure::Silent),
        );
        check(
            &StoreError::Newer,
            false,
            StartDecision::Report(StartFailure::Newer),
        );
        check(
            &StoreError::Damaged,
            true,
            StartDecision::Report(StartFailure::Damaged),
        );
    }

    #[test]
    fn a_temporary_failure_is_retried_with_longer_waits() {
        let waits: Vec<_> = (0..3)
            .map(|tries| decide(&failed("UnknownError"), tries, true))
            .collect();
        assert_eq!(waits, WAITS.map(StartDecision::Retry));
        assert!(WAITS.is_sorted());
        assert_eq!(
            decide(&failed("UnknownError"), 3, true),
            StartDecision::Report(StartFailure::Unreachable)
        );
        // A permanent problem is reported at once.
        assert_eq!(
            decide(&StoreError::Newer, 0, true),
            StartDecision::Report(StartFailure::Newer)
        );
    }

    #[test]
    fn a_key_is_created_only_on_an_empty_disk() {
        for (keyring, records, had_records, expected) in [
            (None, 0, false, Ok(DiskContent::Nothing)),
            (None, 0, true, Err(StartFailure::Erased)),
            (None, 1, false, Err(StartFailure::KeyGone)),
            (None, 9, true, Err(StartFailure::KeyGone)),
            (Some(true), 0, false, Ok(DiskContent::Keyring)),
            (Some(true), 0, true, Err(StartFailure::Erased)),
            (Some(true), 9, true, Ok(DiskContent::Keyring)),
            (Some(true), 9, false, Ok(DiskContent::Keyring)),
            (Some(false), 0, false, Err(StartFailure::KeyGone)),
            (Some(false), 9, true, Err(StartFailure::KeyGone)),
        ] {
            assert_eq!(
                found(keyring, records, had_records),
                expected,
                "{keyring:?}, {records}, {had_records}"
            );
        }
    }

    #[test]
    fn error_names_of_browsers_are_recognized() {
        for (name, expected) in [
            ("QuotaExceededError", StoreError::Full),
            ("VersionError", StoreError::Newer),
            ("NotFoundError", StoreError::Damaged),
            ("UnknownError", failed("UnknownError: x")),
            ("InvalidStateError", failed("InvalidStateError: x")),
        ] {
            assert_eq!(StoreError::from_name(name, "x"), expected);
        }
        // A new connection is only worth trying for errors of unknown cause.
        assert!(failed("AbortError").may_be_lost());
        assert!(!StoreError::Full.may_be_lost() && !StoreError::Newer.may_be_lost());
    }
}
