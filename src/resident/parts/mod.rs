//! The parts of the program, made of the screens: what the build cuts off, and the page loads when it is needed.

use super::app;
use super::lazy::{DrawApp, ReminderFunctions, ReviewFunctions};
use crate::device::worker;

mod reminders;
mod review;

/// The second part: everything after Welkom but the third and the fourth part.
pub fn app() -> DrawApp {
    // While Welkom is read, so that the next visit needs no network.
    worker::install();
    app::app
}

/// The third part.
pub fn review() -> ReviewFunctions {
    review::FUNCTIONS
}

/// The fourth part.
pub fn reminders() -> ReminderFunctions {
    reminders::FUNCTIONS
}
