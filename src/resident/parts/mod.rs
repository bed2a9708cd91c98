//! The parts of the program, built from the screens. The build splits them off, and the page loads them when needed.

use super::app;
use super::lazy::{DrawApp, ReminderFunctions, ReviewFunctions};
use crate::device::worker;

mod reminders;
mod review;

/// The app part: everything after Welkom, except the review and reminders parts.
pub fn app() -> DrawApp {
    // Install the service worker while Welkom is being read, so that the next visit needs no network.
    worker::install();
    app::app
}

/// The review part.
pub fn review() -> ReviewFunctions {
    review::FUNCTIONS
}

/// The reminders part.
pub fn reminders() -> ReminderFunctions {
    reminders::FUNCTIONS
}
