//! "Zet in mijn agenda": one mini-step or meeting as a file that the phone's own calendar opens and rings for. Needs no service.

use chrono::{NaiveDateTime, NaiveTime};
use leptos::prelude::*;
use mijn_brug_plan::Plan;
use mijn_brug_plan::plan::{Appointment, MiniStep};
use mijn_brug_plan::reminder::ics::{Item, Start, write};
use mijn_brug_plan::reminder::{choices, walls};
use mijn_brug_plan::values::ReminderTarget;

use crate::device::{clock, files};
use crate::resident::state::App;
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::screen::{Act, Weight};
use crate::ui::texts::{t, tf};

/// How many minutes before a meeting the calendar rings: a day, and two hours.
const USUAL: [u32; 2] = [24 * 60, 2 * 60];

/// The same for a day without a time, which begins at midnight: ten o'clock in the morning before.
const MORNING_BEFORE: u32 = 14 * 60;

/// The button, and what happened after it.
pub fn button(app: App, target: ReminderTarget) -> Node {
    labelled(app, target, t("calendar.put"))
}

/// The same under other words.
pub fn labelled(app: App, target: ReminderTarget, label: String) -> Node {
    let said = RwSignal::new(None::<String>);
    let put = Callback::new(move |()| {
        let words = if save(app, target).is_some() {
            t("calendar.saved")
        } else {
            t("calendar.failed")
        };
        said.set(Some(words));
    });
    view! {
        <div class="mb-actions">
            <Act label=label icon="calendar-plus" weight=Weight::Subtle on_click=put />
            <div role="status">{move || said.get().map(|words| view! { <p class="mb-hint">{words}</p> })}</div>
        </div>
    }
    .into_node()
}

/// Offers the file; `None` when there is nothing to offer or the browser refuses.
fn save(app: App, target: ReminderTarget) -> Option<()> {
    let now = clock::wall();
    let item = app.plan_now(|plan| item(plan, target, now))?;
    // The name says nothing of what it is about: a list of downloads may be seen by others.
    let name = format!("mijn-brug-{}.ics", day_of(&item));
    files::save(&name, "text/calendar", write(&item, clock::now()).as_bytes())
}

fn day_of(item: &Item) -> String {
    match item.start {
        Start::At(at) => clock::day_of(at).to_string(),
        Start::On(day) => day.to_string(),
    }
}

fn item(plan: &Plan, target: ReminderTarget, now: NaiveDateTime) -> Option<Item> {
    match target {
        ReminderTarget::MiniStep(id) => {
            let it = plan.mini_steps.get(&id)?;
            of_mini_step(plan, target, it, now, id.to_string())
        }
        ReminderTarget::Appointment(id) => {
            of_meeting(plan, target, plan.appointments.get(&id)?, id.to_string())
        }
    }
}

/// It stands where its reminder rings, else where one would.
fn of_mini_step(
    plan: &Plan,
    target: ReminderTarget,
    it: &MiniStep,
    now: NaiveDateTime,
    id: String,
) -> Option<Item> {
    let own = walls(plan, &target).into_iter().find(|wall| *wall > now);
    let wall = own.unwrap_or_else(|| choices::suggested(it.when, now));
    let words = plan.reminders.get(&target).map(|reminder| reminder.words.clone());
    Some(Item {
        uid: uid(&id),
        start: Start::At(clock::to_utc(wall, None)?),
        minutes: it.when.minutes,
        title: it.title.clone(),
        place: String::new(),
        notes: words.unwrap_or_default(),
        alarms: vec![0],
    })
}

fn of_meeting(plan: &Plan, target: ReminderTarget, it: &Appointment, id: String) -> Option<Item> {
    let details = &it.details;
    let start = match details.time {
        Some(time) => Start::At(clock::to_utc(details.day.and_time(time), None)?),
        None => Start::On(details.day),
    };
    let begins = details.day.and_time(details.time.unwrap_or(NaiveTime::MIN));
    let is_off = plan.snoozed.get(&target).is_some_and(Option::is_none);
    let alarms = if is_off {
        Vec::new()
    } else if plan.reminders.contains_key(&target) {
        let own = walls(plan, &target).into_iter();
        own.filter_map(|wall| begins.signed_duration_since(wall).num_minutes().try_into().ok())
            .collect()
    } else if details.time.is_some() {
        USUAL.to_vec()
    } else {
        vec![MORNING_BEFORE]
    };
    let bring = if details.bring.is_empty() {
        String::new()
    } else {
        tf("today.bring", &[("things", &details.bring)])
    };
    Some(Item {
        uid: uid(&id),
        start,
        minutes: None,
        title: details.with.clone(),
        place: details.place.clone(),
        notes: bring,
        alarms,
    })
}

/// The same each time, so that a second file changes what the first one put there.
fn uid(id: &str) -> String {
    format!("{id}@mijn-brug")
}
