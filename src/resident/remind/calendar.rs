//! "Zet in mijn agenda": one mini-step or meeting as a file that the phone's own calendar opens and rings for. Needs no service.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use leptos::prelude::*;
use mijn_brug_plan::Plan;
use mijn_brug_plan::plan::{Appointment, MiniStep};
use mijn_brug_plan::reminder::ics::{Item, Start, write};
use mijn_brug_plan::reminder::{choices, wall_times};
use mijn_brug_plan::values::{AppointmentDetails, ReminderTarget};

use crate::device::{clock, settings};
use crate::resident::context::App;
use crate::ui::file_offer::{FileOffer, Words};
use crate::ui::icon::Picture;
use crate::ui::screen::{Act, Weight};
use crate::ui::texts::{t, tf};
use crate::ui::{format, typed, written};

/// How many minutes before a meeting the calendar rings: a day, and two hours.
const USUAL: [u32; 2] = [24 * 60, 2 * 60];

/// The same for a day without a time, which begins at midnight: ten o'clock in the morning before.
const MORNING_BEFORE: u32 = 14 * 60;

/// The button, and what happened after it.
pub fn button(app: App, target: ReminderTarget) -> AnyView {
    labelled(app, target, t("calendar.put"))
}

/// The same under other words.
pub fn labelled(app: App, target: ReminderTarget, label: String) -> AnyView {
    offer(app, target, label, move || {
        let now = clock::wall();
        app.plan_now(|plan| item(plan, target, now))
    })
}

/// What the calendar of this device may still show as it was: a meeting that moved since, or that does not happen. Nothing
/// when all is as it was put there.
pub fn outdated(app: App, only: Option<ReminderTarget>) -> AnyView {
    // The calendar is of who holds the phone, and the example's meetings were never put there.
    if app.is_demo {
        return ().into_any();
    }
    // Looked up again once the person did something about it, or said that nothing needs to be done.
    let done = RwSignal::new(0_u32);
    let found = Memo::new(move |_| {
        done.track();
        app.plan(|plan| {
            settings::in_calendar().into_iter().find_map(|(id, begins)| {
                let target = serde_json::from_str(&id).ok()?;
                if only.is_some_and(|only| only != target) {
                    return None;
                }
                let there = Begins::read(&begins)?;
                let now = meeting_of(plan, target).map(|it| Begins::of(&it.details));
                // What is past needs no change.
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
                        <Act label=t("calendar.leave") weight=Weight::Subtle on_click=leave />
                    </div>
                </div>
            </section>
        })
    })
    .into_any()
}

/// Offers the file that `make` gives.
fn offer(
    app: App,
    target: ReminderTarget,
    label: String,
    make: impl Fn() -> Option<Item> + Send + Sync + 'static,
) -> AnyView {
    let offer = FileOffer::new();
    // What the file says, until the person does: when a meeting begins, or that it does not happen.
    let offered = StoredValue::new(None::<Begins>);
    let put = Callback::new(move |()| {
        let Some(item) = make() else { return offer.clear() };
        let item = Item {
            sequence: app.clock_now(),
            ..item
        };
        // The name says nothing of what it is about: a list of downloads may be seen by others.
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
    let words = Words {
        question: t("calendar.see"),
        there: t("calendar.there"),
        nothing_helps: t("calendar.nothing_helps"),
    };
    let answered = Callback::new(move |has_it: bool| {
        // On "Nee" there stands what stood there before. A mini-step has no moment of its own to compare with later.
        if has_it && !app.is_demo && matches!(target, ReminderTarget::Appointment(_)) {
            let begins = offered.get_value().map(Begins::text);
            settings::put_in_calendar(&key(target), begins.as_deref());
        }
    });
    view! {
        <div class="mb-actions">
            <Act label=label icon="calendar-plus" weight=Weight::Subtle on_click=put />
        </div>
        {offer.place(format!("calendar-{}", target_id(target)), words, answered)}
    }
    .into_any()
}

/// When the plan has a meeting begin, whether it stands or not.
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

/// The meeting, when it stands.
fn meeting_of(plan: &Plan, target: ReminderTarget) -> Option<&Appointment> {
    match target {
        ReminderTarget::MiniStep(_) => None,
        ReminderTarget::Appointment(id) => plan.appointments.get(&id).filter(|it| !it.declined),
    }
}

/// The words of the file, to read and to copy.
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

/// When a meeting begins, as the person chose it: on a day, and at a time if that is known. A phone that travels has the same day
/// and time in its plan, and the calendar keeps the moment: neither moved.
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

    /// As a text: an ISO day, a space, and the hour and minute if they are known.
    fn text(self) -> String {
        format!("{} {}", self.day, typed::time_text(self.time))
    }

    /// The begin of such a text.
    fn read(text: &str) -> Option<Self> {
        let (day, time) = text.split_once(' ')?;
        let time = match time {
            "" => None,
            time => Some(written::time(time)?),
        };
        let day = day.parse().ok()?;
        Some(Self { day, time })
    }

    /// For the file. `None` when the browser does not know its own zone.
    fn start(self) -> Option<Start> {
        Some(match self.time {
            None => Start::On(self.day),
            Some(time) => Start::At(clock::to_utc(self.day.and_time(time), None)?),
        })
    }
}

/// What takes a meeting out of the calendar. It may be gone from the plan, so nothing of it is asked but when it began there.
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

fn of_meeting(plan: &Plan, target: ReminderTarget, it: &Appointment, id: String) -> Option<Item> {
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

/// The same each time, so that a second file changes what the first one put there.
fn uid(id: &str) -> String {
    format!("{id}@mijn-brug")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn what_is_noted_reads_back() {
        for text in ["2026-12-01 ", "2026-12-01 10:05"] {
            assert_eq!(Begins::read(text).unwrap().text(), text);
        }
        for text in ["2026-12-01", "1796115600", "morgen 10:00", "2026-12-01 tien over"] {
            assert_eq!(Begins::read(text), None, "{text}");
        }
    }
}
