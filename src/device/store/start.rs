//! The start of a program: opens its database, tries again where that helps, and says what is the matter where it does not.
//!
//! The one rule: what may be on the disk is never passed over. No new plan, no new key and no plan in memory begins where one may
//! be that only cannot be read now. [`after`] and [`found`] are that rule, as tables.

use std::cell::Cell;
use std::time::Duration;

use js_sys::Promise;
use leptos::prelude::{set_interval_with_handle, set_timeout};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::StoreError;
use super::connection::{is_held_by_another_tab, is_listed};
use crate::device::settings;

/// How long the start may take until the person hears why, and again when there is another reason by then. It goes on by itself
/// all the same.
const TOLD_AFTER: Duration = Duration::from_secs(4);

/// The waits before trying again.
const WAITS: [Duration; 3] = [
    Duration::from_millis(200),
    Duration::from_millis(600),
    Duration::from_millis(1500),
];

/// Why a program does not start, for the person to know. Nothing on the disk was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// What is kept cannot be read now.
    Unreachable,
    /// The browser's settings forbid to read what is kept.
    Forbidden,
    /// Nothing can be kept now, and nothing is, as far as known.
    Failing,
    /// The browser does not answer.
    Silent,
    /// Another tab holds an older version's database.
    OtherTab,
    /// The phone has no room.
    Full,
    /// A newer version of the app wrote the database.
    Newer,
    /// A part of the database is missing.
    Damaged,
    /// Records are there, and the key that opens them is not.
    KeyGone,
    /// There were records, and now there are none.
    Erased,
}

impl Trouble {
    /// Whether it may be over by itself, so that trying again is the way on.
    pub const fn may_pass(self) -> bool {
        matches!(
            self,
            Self::Unreachable | Self::Forbidden | Self::Failing | Self::Silent | Self::OtherTab | Self::Full
        )
    }
}

/// What to do after a failure at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Try again after so long.
    Again(Duration),
    /// Nothing can be kept here, and nothing is: go on without.
    Without,
    /// Tell the person.
    Tell(Trouble),
}

/// What to do after a failure. `tries` is how many failed before this one, `may_hold` whether something may be on the disk.
pub fn after(error: &StoreError, tries: usize, may_hold: bool) -> Next {
    let trouble = match error {
        StoreError::Blocked if !may_hold => return Next::Without,
        StoreError::Blocked => Trouble::Forbidden,
        StoreError::Silent => return Next::Tell(Trouble::Silent),
        StoreError::Newer => return Next::Tell(Trouble::Newer),
        StoreError::Damaged => return Next::Tell(Trouble::Damaged),
        StoreError::Full => Trouble::Full,
        StoreError::Gone | StoreError::Failed(_) if may_hold => Trouble::Unreachable,
        StoreError::Gone | StoreError::Failed(_) => Trouble::Failing,
    };
    WAITS
        .get(tries)
        .map_or(Next::Tell(trouble), |wait| Next::Again(*wait))
}

/// What lies on a disk that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A keyring, with or without records.
    Keyring,
    /// Nothing yet: this is the first start.
    Nothing,
}

/// What was found: the keyring, if there is one, and whether it can be one; how many records; and whether there were some before.
///
/// # Errors
/// Something is gone that was there.
pub fn found(keyring: Option<bool>, records: usize, had_records: bool) -> Result<Found, Trouble> {
    match (keyring, records) {
        (Some(false), _) | (None, 1..) => Err(Trouble::KeyGone),
        (_, 0) if had_records => Err(Trouble::Erased),
        (Some(true), _) => Ok(Found::Keyring),
        (None, 0) => Ok(Found::Nothing),
    }
}

/// What came of it.
pub enum Started<T> {
    /// What was read.
    Here(T),
    /// Nothing can be kept here, and nothing is.
    Without,
    /// It did not start.
    Trouble(Trouble),
}

/// Opens and reads a database with `read`, as often as [`after`] says. `slow` hears when it takes long, and each new reason why;
/// this goes on all the same.
pub async fn start<T>(
    database: &str,
    slow: impl Fn(Trouble) + 'static,
    read: impl AsyncFn() -> Result<T, StoreError>,
) -> Started<T> {
    let told = Cell::new(None);
    let tell = move || {
        let why = if is_held_by_another_tab() {
            Trouble::OtherTab
        } else {
            Trouble::Silent
        };
        if told.replace(Some(why)) != Some(why) {
            slow(why);
        }
    };
    let timer = set_interval_with_handle(tell, TOLD_AFTER).ok();
    let mut may_hold = settings::may_hold(database);
    let mut tries = 0_usize;
    let came = loop {
        let error = match read().await {
            Ok(it) => break Started::Here(it),
            Err(error) => error,
        };
        if error == StoreError::Blocked && !may_hold {
            may_hold = is_listed(database).await == Some(true);
        }
        match after(&error, tries, may_hold) {
            Next::Again(wait) => pause(wait).await,
            Next::Without => break Started::Without,
            Next::Tell(trouble) => break Started::Trouble(trouble),
        }
        tries = tries.saturating_add(1);
    };
    if let Some(timer) = timer {
        timer.clear();
    }
    came
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

    /// What it comes to when it fails for ever.
    fn check(error: &StoreError, may_hold: bool, expected: Next) {
        let mut tries = 0;
        let last = loop {
            match after(error, tries, may_hold) {
                Next::Again(_) => tries += 1,
                next => break next,
            }
        };
        assert_eq!(last, expected, "{error:?}, may hold: {may_hold}");
    }

    #[test]
    fn what_may_be_there_is_never_passed_over() {
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
                assert_ne!(after(&error, tries, true), Next::Without, "{error:?}");
                if error != StoreError::Blocked {
                    assert_ne!(after(&error, tries, false), Next::Without, "{error:?}");
                }
            }
        }
    }

    #[test]
    fn each_failure_that_stays_is_told_by_its_name() {
        check(&failed("UnknownError"), true, Next::Tell(Trouble::Unreachable));
        check(&failed("UnknownError"), false, Next::Tell(Trouble::Failing));
        check(&StoreError::Blocked, true, Next::Tell(Trouble::Forbidden));
        check(&StoreError::Blocked, false, Next::Without);
        check(&StoreError::Full, true, Next::Tell(Trouble::Full));
        check(&StoreError::Silent, true, Next::Tell(Trouble::Silent));
        check(&StoreError::Newer, false, Next::Tell(Trouble::Newer));
        check(&StoreError::Damaged, true, Next::Tell(Trouble::Damaged));
    }

    #[test]
    fn one_that_passes_is_tried_again_and_each_wait_is_longer() {
        let waits: Vec<_> = (0..3)
            .map(|tries| after(&failed("UnknownError"), tries, true))
            .collect();
        assert_eq!(waits, WAITS.map(Next::Again));
        assert!(WAITS.is_sorted());
        assert_eq!(
            after(&failed("UnknownError"), 3, true),
            Next::Tell(Trouble::Unreachable)
        );
        // What does not pass is told at once.
        assert_eq!(after(&StoreError::Newer, 0, true), Next::Tell(Trouble::Newer));
    }

    #[test]
    fn a_key_is_made_only_where_nothing_was() {
        for (keyring, records, had_records, expected) in [
            (None, 0, false, Ok(Found::Nothing)),
            (None, 0, true, Err(Trouble::Erased)),
            (None, 1, false, Err(Trouble::KeyGone)),
            (None, 9, true, Err(Trouble::KeyGone)),
            (Some(true), 0, false, Ok(Found::Keyring)),
            (Some(true), 0, true, Err(Trouble::Erased)),
            (Some(true), 9, true, Ok(Found::Keyring)),
            (Some(true), 9, false, Ok(Found::Keyring)),
            (Some(false), 0, false, Err(Trouble::KeyGone)),
            (Some(false), 9, true, Err(Trouble::KeyGone)),
        ] {
            assert_eq!(
                found(keyring, records, had_records),
                expected,
                "{keyring:?}, {records}, {had_records}"
            );
        }
    }

    #[test]
    fn the_browsers_words_are_read() {
        for (name, expected) in [
            ("QuotaExceededError", StoreError::Full),
            ("VersionError", StoreError::Newer),
            ("NotFoundError", StoreError::Damaged),
            ("UnknownError", failed("UnknownError: x")),
            ("InvalidStateError", failed("InvalidStateError: x")),
        ] {
            assert_eq!(StoreError::from_name(name, "x"), expected);
        }
        // A new connection may help only for what nobody knows the cause of.
        assert!(failed("AbortError").may_be_lost());
        assert!(!StoreError::Full.may_be_lost() && !StoreError::Newer.may_be_lost());
    }
}
