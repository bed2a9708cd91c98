//! Reminders on screen: what is set, setting one, what fired, the phone's calendar, and asking permission for
//! notifications.
//!
//! `mijn_brug_plan::reminder` decides what fires when; `resident::reminders` makes it fire while the app is closed.

use chrono::NaiveDateTime;
use leptos::prelude::*;
use mijn_brug_plan::Plan;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::query;
use mijn_brug_plan::reminder;
use mijn_brug_plan::values::ReminderTarget;

use super::context::App;
use super::lazy::Answer;
use super::route::Route;
use crate::device::clock;
use crate::ui::format;
use crate::ui::texts::{t, tf};

pub mod ask;
pub mod banner;
pub mod calendar;
pub mod card;
pub mod fired;
pub mod overview;
mod permission;
pub mod set;
mod test_notification;

/// A card with the answer to its last action below it, in a region that screen readers announce.
fn with_answer<T: IntoView + 'static>(card: impl Fn() -> T + Send + 'static, answer: Answer) -> AnyView {
    view! { <div role="status">{answer_below(card, answer)}</div> }.into_any()
}

/// Like [`with_answer`], for use inside a region that is already announced.
fn answer_below<T: IntoView + 'static>(card: impl Fn() -> T + Send + 'static, answer: Answer) -> AnyView {
    view! {
        {move || card().into_any()}
        {move || answer.get().map(|words| view! { <p class="mb-hint">{words}</p> }.into_any())}
    }
    .into_any()
}

/// The screen of a reminder's target.
pub fn screen_of(target: ReminderTarget) -> Route {
    match target {
        ReminderTarget::MiniStep(id) => Route::MiniStep(id),
        ReminderTarget::Appointment(id) => Route::Appointment(id),
    }
}

/// The title of a reminder's target. `None` if it is gone.
fn called(plan: &Plan, target: ReminderTarget) -> Option<String> {
    match target {
        ReminderTarget::MiniStep(id) => plan.mini_steps.get(&id).map(|it| it.title.clone()),
        ReminderTarget::Appointment(id) => plan.appointments.get(&id).map(|it| it.details.with.clone()),
    }
}

/// The moments at which the reminder will still fire, in one line: "Morgen om 10.00 uur". `None` if there are none.
fn in_words(plan: &Plan, target: ReminderTarget) -> Option<String> {
    let now = clock::wall();
    let ahead = reminder::wall_times(plan, &target)
        .into_iter()
        .filter(|wall| *wall > now);
    let ahead: Vec<String> = ahead.map(at).collect();
    let words = match ahead.as_slice() {
        [] => return None,
        [one] => one.clone(),
        [first, second, ..] => tf("remind.both", &[("first", first), ("second", second)]),
    };
    Some(format::capital(&words))
}

/// A moment within a sentence: "morgen om 10.00 uur".
fn at(wall: NaiveDateTime) -> String {
    let (day, time) = (format::day(wall.date()), format::time(wall.time()));
    tf("remind.at", &[("day", &day), ("time", &time)])
}

/// Until when reminders are silent, during a pause.
fn silence(plan: &Plan) -> Option<String> {
    let rest = plan.rest.filter(|_| query::is_resting(plan, clock::today()))?;
    Some(match rest.until {
        Some(until) => tf("remind.rest_until", &[("day", &format::day(until))]),
        None => t("remind.rest"),
    })
}

/// A warning that this phone's clock is wrong, according to the service or to the plan itself.
fn wrong_clock(app: App) -> Option<String> {
    let is_wrong =
        !app.is_demo && (clock::is_skewed() || app.plan(|plan| query::is_clock_behind(plan, clock::now())));
    is_wrong.then(|| t("remind.clock"))
}

/// The open mini-steps whose reminder fired. Follows the plan and the clock.
fn fired(app: App) -> Memo<Vec<MiniStepId>> {
    Memo::new(move |_| {
        app.clock_revision.track();
        let all = app.plan(|plan| reminder::fired(plan, &clock::to_utc, clock::now(), clock::today()));
        all.into_iter().map(|(_, id)| id).collect()
    })
}
