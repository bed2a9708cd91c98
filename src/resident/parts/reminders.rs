//! The reminders part of the program: reminders on screen and at the service, and appointments. Everybody gets it,
//! after the first screen is painted.

use leptos::prelude::*;
use mijn_brug_plan::values::ReminderTarget;

use crate::device::page;
use crate::resident::context::use_app;
use crate::resident::lazy::{ReminderFunctions, loading};
use crate::resident::reminder_screens::{ask, banner, calendar, card, fired, overview, set};
use crate::resident::reminders::{Reminders, use_reminders};
use crate::resident::route::{Route, draw, screens};
use crate::resident::today;

/// The function table of this part.
pub const FUNCTIONS: ReminderFunctions = ReminderFunctions {
    screen,
    card: card::card,
    ask: ask::ask,
    on_today: fired::on_today,
    in_calendar: |app| calendar::outdated(app, None),
    on_next: fired::on_next,
    on_its_screen: fired::on_its_screen,
    banner: banner::banner,
    withdraw: |reminders| Box::pin(reminders.withdraw()),
    resume: Reminders::resume,
    start,
};

fn start(reminders: Reminders) {
    banner::follow_clock(reminders);
    reminders.keep();
}

/// The frame asks each part only for its own screens.
fn screen(route: Route) -> AnyView {
    screens!(draw, Reminders: route, else ().into_any())
}

/// Opens the screen that a notification is about, in place of the notification's own address.
fn of_notification(tag: &str) -> AnyView {
    let app = use_app();
    let route = use_reminders().screen_of(tag);
    if route.is_vouchers() && !app.has_vouchers.get() {
        // The texts of the voucher may still be loading; until then show Vandaag, at the same address.
        return today::today();
    }
    page::after_paint(move || app.go_replacing(&route));
    loading()
}
