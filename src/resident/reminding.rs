//! The fourth part of the program: reminders, on the screen and at the service, and meetings. Everybody gets it, once the first
//! screen stands.

use std::pin::Pin;

use leptos::prelude::*;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::values::{ReminderTarget, When};

use super::remind::Said;
use super::remind::{banner, calendar, card, overview, rung, set};
use super::route::Route;
use super::state::App;
use super::today;
use crate::device::page;

/// What this part gives to the second: the one way in.
#[derive(Clone, Copy)]
pub struct Reminding {
    /// Draws a screen of this part: [`Route::is_reminding`].
    pub screen: fn(Route) -> AnyView,
    /// What is set for a mini-step or meeting; with what the screen's own form says about the day.
    pub card: fn(App, ReminderTarget, Signal<When>) -> AnyView,
    /// What rang, on Vandaag, besides the mini-step that it shows.
    pub on_today: fn(App, Memo<Option<MiniStepId>>, Said) -> AnyView,
    /// What this device's calendar may still show as it was, on Vandaag.
    pub in_calendar: fn(App) -> AnyView,
    /// What rang, on Vandaag's card of the next mini-step.
    pub on_next: fn(App, MiniStepId, Said) -> AnyView,
    /// What rang, on a mini-step's own screen.
    pub on_its_screen: fn(App, MiniStepId) -> AnyView,
    /// What rang just now, above every screen.
    pub banner: fn(App) -> AnyView,
    /// Takes away what this device had the service keep, before its plan goes.
    pub withdraw: fn(App) -> Pin<Box<dyn Future<Output = ()>>>,
    /// Has the service keep it again: the plan stayed.
    pub resume: fn(App),
    /// Once, when the part and the plan are there.
    pub start: fn(App),
}

/// Draws something of this part as soon as it is there.
pub fn once_here(app: App, draw: impl Fn(Reminding) -> AnyView + Send + 'static) -> AnyView {
    (move || app.reminding.here().map(&draw)).into_any()
}

/// The functions of this part.
pub const FUNCTIONS: Reminding = Reminding {
    screen,
    card: card::card,
    on_today: rung::on_today,
    in_calendar: |app| calendar::outdated(app, None),
    on_next: rung::on_next,
    on_its_screen: rung::on_its_screen,
    banner: banner::banner,
    withdraw: |app| Box::pin(app.withdraw_reminders()),
    resume: |app| app.resume_reminders(),
    start,
};

fn start(app: App) {
    banner::follow_clock(app);
    app.keep_reminders();
}

fn screen(route: Route) -> AnyView {
    match route {
        Route::Appointment(None) => today::appointment::form(),
        Route::Appointment(Some(id)) => today::meeting::meeting(id),
        Route::EditAppointment(id) => today::appointment::change(id),
        Route::Remind(target) => set::set(target),
        Route::Reminders => overview::overview(),
        Route::Reminder(tag) => of_notification(&tag),
        _ => ().into_any(),
    }
}

/// What a notification is about, in the place of its own address.
fn of_notification(tag: &str) -> AnyView {
    let app = super::state::use_app();
    let route = app.reminded(tag);
    if route.is_slips() && !app.has_slips.get() {
        // Its texts may still be on their way; until then Vandaag, under the same address.
        return today::today();
    }
    page::after_paint(move || app.go_instead(&route));
    super::later::loading()
}
