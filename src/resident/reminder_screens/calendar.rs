//! "Zet in mijn agenda": one mini-step or appointment as a calendar file, which the phone's own calendar opens and
//! fires for. Needs no service.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use leptos::prelude::*;
use mijn_brug_plan::Plan;
use mijn_brug_plan::plan::{Appointment, MiniStep};
use mijn_brug_plan::reminder::ics::{Item, Start, write};
use mijn_brug_plan::reminder::{choices, wall_times};
use mijn_brug_plan::values::{AppointmentDetails, ReminderTarget};

use crate::device::{clock, settings};
use crate::resident::context::App;
use crate::ui::file_offer::{FileOffer, FileOfferTexts};
use crate::ui::icon::Picture;
use crate::ui::screen::{Button, Weight};
use crate::ui::texts::{t, tf};
use crate::ui::{format, parse_input, parsed_field};

/// Default alarms of an appointment in the calendar, in minutes before it: a day, and two hours.
const USUAL: [u32; 2] = [24 * 60, 2 * 60];

/// The default alarm for a day without a time, in minutes before its midnight: ten o'clock on the morning before.
const MORNING_BEFORE: u32 = 14 * 60;

/// The button, and what follows when it is pressed.
pub fn button(app: App, target: ReminderTarget) -> AnyView {
    labelled(app, target, t("calendar.put"))
}

/// Like [`button`], with another label.
pub fn labelled(app: App, target: ReminderTarget, label: String) -> AnyView {
    offer(app, target, label, move || {
        let now = clock::wall();
        app.plan_now(|plan| item(plan, target, now))
    })
}

/// Warns that this device's calendar still shows an old version: an appointment that was moved, declined or removed
/// since. Draws nothing if the calendar is up to date. `only` limits it to one target.
pub fn outdated(app: App, only: Option<ReminderTarget>) -> AnyView {
    // The calendar belongs to whoever holds the phone, and the demo's appointments were never put in it.
    if app.is_demo {
        return ().into_any();
    }
    // Incremented when the person dismissed a warning, to look for the next one.
    let done = RwSignal::new(0_u32);
    let found = Memo::new(move |_| {
        done.track();
        app.plan(|plan| {
            settings::in_calendar().into_iter().find_map(|(id, begins)| {
                let target = serde_json::from_slice(id.as_bytes()).ok()?;
                if only.is_some_and(|only| only != target) {
                    return None;
                }
                let there = Begins::read(&begins)?;
                let now = appointment_of(plan, target).map(|it| Begins::of(&it.details));
                // Past appointments need no correction.
                let is_past = there.day < clock::today();
                (now != Some(there) && !is_past).then_some((target, there, now.is_some()))
            })
        })
    });
    (move || {
        let (target, there, is_moved) = found.get()?;
        let (text, label) = if is_moved {
            (t("calendar.moved"), t("calendar.put_again"))
        } else {
            (t("calendar.off"), t("calendar.take_out"))
        };
        let make = move || {
            if is_moved {
                app.plan_now(|plan| item(plan, target, clock::wall()))
            } else {
                Some(cancelled(target, there.start()?))
            }
        };
        let leave = Callback::new(move |()| {
            settings::put_in_calendar(&key(target), None);
            done.update(|times| *times = times.wrapping_add(1));
        });
        Some(view! {
            <section class="mb-card mb-card--quiet">
                <Picture name="calendar" small=true />
                <div>
                    <p>{text}</p>
                    {offer(app, target, label, make)}
                    <div class="mb-actions">
                        <Button label=t("calendar.leave") weight=Weight::Subtle on_click=leave />
                    </div>
                </div>
            </section>
        })
    })
    .into_any()
}

/// Offers the file that `make` returns.
fn offer(
    app: App,
    target: ReminderTarget,
    label: String,
    make: impl Fn() -> Option<Item> + Send + Sync + 'static,
) -> AnyView {
    let offer = FileOffer::new();
    // What the offered file says, until the person confirms: when the appointment begins, or `None` for a cancellation.
    let offered = StoredValue::new(None::<Begins>);
    let put = Callback::new(move |()| {
        let Some(item) = make() else { return offer.clear() };
        let item = Item {
            sequence: app.next_lamport(),
            ..item
        };
        // The file name does not say what it is about, because others may see the list of downloads.
        let name = format!("mijn-brug-{}.ics", day_of(item.start));
        let file = write(&item, clock::now());
        offer.offer(
            &name,
            "text/calendar;charset=utf-8",
            file.as_bytes(),
            Some(words(&item)),
        );
        offered.set_value(begins_of(app, target).filter(|_| !item.is_cancelled));
    });
    let words = FileOfferTexts {
        question: t("calendar.see"),
        there: t("calendar.there"),
        nothing_helps: t("calendar.nothing_helps"),
    };
    let answered = Callback::new(move |has_it: bool| {
        // After "Nee" the calendar holds what it held before. A mini-step is not noted: it has no moment of its own to
        // compare with later.
        if has_it && !app.is_demo && matches!(target, ReminderTarget::Appointment(_)) {
            let begins = offered.get_value().map(Begins::text);
            settings::put_in_calendar(&key(target), begins.as_deref());
        }
    });
    view! {
        <div class="mb-actions">
            <Button label=label icon="calendar-plus" weight=Weight::Subtle on_click=put />
        </div>
        {offer.place(format!("calendar-{}", target_id(target)), words, answered)}
    }
    .into_any()
}

/// When the appointment begins according to the plan, even if it was declined.
fn begins_of(app: App, target: ReminderTarget) -> Option<Begins> {
    match target {
        ReminderTarget::MiniStep(_) => None,
        ReminderTarget::Appointment(id) => {
            app.plan_now(|plan| plan.appointments.get(&id).map(|it| Begins::of(&it.details)))
        }
    }
}

fn key(target: ReminderTarget) -> String {
    serde_json::to_string(&target).unwrap_or_default()
}

fn target_id(target: ReminderTarget) -> String {
    match target {
        ReminderTarget::MiniStep(id) => id.to_string(),
        ReminderTarget::Appointment(id) => id.to_string(),
    }
}

/// The appointment, unless it was declined.
fn appointment_of(plan: &Plan, target: ReminderTarget) -> Option<&Appointment> {
    match target {
        ReminderTarget::MiniStep(_) => None,
        ReminderTarget::Appointment(id) => plan.appointments.get(&id).filter(|it| !it.declined),
    }
}

/// The contents of the file as text, to read and to copy.
fn words(item: &Item) -> String {
    let moment = match item.start {
        Start::On(day) => format::moment(day, None),
        Start::At(at) => {
            let wall = clock::wall_of(at);
            format::moment(wall.date(), Some(wall.time()))
        }
    };
    let lines = [item.title.clone(), moment, item.place.clone(), item.notes.clone()];
    lines
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// When an appointment begins, as the person chose it: on a day, and at a time if known. This is compared instead of
/// the instant in the calendar, so that a phone that travels to another time zone sees no change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Begins {
    day: NaiveDate,
    time: Option<NaiveTime>,
}

impl Begins {
    fn of(details: &AppointmentDetails) -> Self {
        Self {
            day: details.day,
            time: details.time,
        }
    }

    /// As text: an ISO date, a space, and hour and minute if known.
    fn text(self) -> String {
        format!("{} {}", self.day, parsed_field::time_text(self.time))
    }

    /// Parses such a text.
    fn read(text: &str) -> Option<Self> {
        let (day, time) = text.split_once(' ')?;
        let time = match time {
            "" => None,
            time => Some(parse_input::time(time)?),
        };
        let day = day.parse().ok()?;
        Some(Self { day, time })
    }

    /// The start for the file. `None` if the browser does not know its own time zone.
    fn start(self) -> Option<Start> {
        Some(match self.time {
            None => Start::On(self.day),
            Some(time) => Start::At(clock::to_utc(self.day.and_time(time), None)?),
        })
    }
}

/// Cancels an appointment in the calendar. It may be gone from the plan, so only its start in the calendar is needed.
fn cancelled(target: ReminderTarget, start: Start) -> Item {
    Item {
        uid: uid(&target_id(target)),
        sequence: 0,
        is_cancelled: true,
        start,
        minutes: None,
        title: t("appointment.title"),
        place: String::new(),
        notes: String::new(),
        alarms: Vec::new(),
    }
}

fn day_of(start: Start) -> NaiveDate {
    match start {
        Start::At(at) => clock::day_of(at),
        Start::On(day) => day,
    }
}

fn item(plan: &Plan, target: ReminderTarget, now: NaiveDateTime) -> Option<Item> {
    match target {
        ReminderTarget::MiniStep(id) => {
            let it = plan.mini_steps.get(&id)?;
            of_mini_step(plan, target, it, now, id.to_string())
        }
        ReminderTarget::Appointment(id) => {
            of_appointment(plan, target, plan.appointments.get(&id)?, id.to_string())
        }
    }
}

/// The calendar entry of a mini-step: when its reminder fires, or else at the suggested moment.
fn of_mini_step(
    plan: &Plan,
    target: ReminderTarget,
    it: &MiniStep,
    now: NaiveDateTime,
    id: String,
) -> Option<Item> {
    let own = wall_times(plan, &target).into_iter().find(|wall| *wall > now);
    let wall = own.unwrap_or_else(|| choices::suggested(it.when, now));
    let words = plan.reminders.get(&target).map(|reminder| reminder.words.clone());
    Some(Item {
        uid: uid(&id),
        sequence: 0,
        is_cancelled: false,
        start: Start::At(clock::to_utc(wall, None)?),
        minutes: it.when.minutes,
        title: it.title.clone(),
        place: String::new(),
        notes: words.unwrap_or_default(),
        alarms: vec![0],
    })
}

fn of_appointment(plan: &Plan, target: ReminderTarget, it: &Appointment, id: String) -> Option<Item> {
    let details = &it.details;
    let start = Begins::of(details).start()?;
    let begins = details.day.and_time(details.time.unwrap_or(NaiveTime::MIN));
    let is_off = plan.snoozed.get(&target).is_some_and(Option::is_none);
    let alarms = if is_off {
        Vec::new()
    } else if plan.reminders.contains_key(&target) {
        let own = wall_times(plan, &target).into_iter();
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
        sequence: 0,
        is_cancelled: false,
        start,
        minutes: None,
        title: details.with.clone(),
        place: details.place.clone(),
        notes: bring,
        alarms,
    })
}

/// Stable, so that a second file updates the entry of the first.
fn uid(id: &str) -> String {
    format!("{id}@mijn-brug")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn noted_events_read_back() {
        for text in ["2026-12-01 ", "2026-12-01 10:05"] {
            assert_eq!(Begins::read(text).unwrap().text(), text);
        }
        for text in ["2026-12-01", "1796115600", "morgen 10:00", "2026-12-01 tien over"] {
            assert_eq!(Begins::read(text), None, "{text}");
        }
    }
}
