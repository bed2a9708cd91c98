//! An appointment: its details, its reminder, and "ik kan niet" in one tap. Loads with the reminders part.

use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;
use mijn_brug_plan::ids::AppointmentId;
use mijn_brug_plan::plan::Appointment;
use mijn_brug_plan::values::{Alternative, AppointmentDetails, ReminderTarget, When};
use mijn_brug_plan::{Event, query};

use crate::device::{clock, draft};
use crate::resident::context::{App, use_app};
use crate::resident::reminder_screens;
use crate::resident::route::Route;
use crate::ui::day_picker::DayPicker;
use crate::ui::field::FieldError;
use crate::ui::format;
use crate::ui::icon::{Icon, Picture};
use crate::ui::parsed_field;
use crate::ui::screen::{Button, Heading2, LinkButton, Screen, Weight};
use crate::ui::texts::{t, tf};

/// Vandaag's card of the next appointment, or a link to add one.
pub fn on_today(app: App) -> AnyView {
    let found = app.plan(|plan| {
        let today = app.today();
        let next = query::next_appointment(plan, today).or_else(|| query::declined_appointment(plan, today));
        next.map(|(id, appointment)| (id, appointment.clone()))
    });
    let Some((id, it)) = found else {
        let has_goals = app.plan(|plan| !plan.goals.is_empty());
        return has_goals
            .then(|| {
                view! {
                    <a class="nl-link mb-more" href=Route::NewAppointment.path()>{t("today.add_appointment")}</a>
                }.into_any()
            })
            .into_any();
    };
    let error = RwSignal::new(None);
    let line = |text: String| (!text.is_empty()).then(|| view! { <p dir="auto">{text}</p> }.into_any());
    let (more, cannot) = if it.declined {
        (line(t("appointment.declined")), None)
    } else {
        let decline = Callback::new(move |()| decline(app, id, None, error));
        let cannot = view! {
            <div class="mb-actions"><Button label=t("appointment.cannot") weight=Weight::Subtle on_click=decline /></div>
        };
        (None, Some(cannot))
    };
    view! {
        <section class="mb-card mb-card--quiet">
            <Picture name="calendar" small=true />
            <div>
                <h2 class="nl-heading nl-heading--level-3" dir="auto">{it.details.with.clone()}</h2>
                {line(format::moment(it.details.day, it.details.time))}
                {line(it.details.place.clone())}
                {line(bring(&it.details))}
                {more}
                <a class="nl-link" href=Route::Appointment(id).path()>{t("today.see_appointment")}</a>
                {cannot}
                <FieldError id="decline-error".to_owned() error />
            </div>
        </section>
    }
    .into_any()
}

fn bring(details: &AppointmentDetails) -> String {
    if details.bring.is_empty() {
        String::new()
    } else {
        tf("today.bring", &[("things", &details.bring)])
    }
}

/// "Ik kan niet", with what suits instead; then goes to the appointment's screen, where it can be undone.
fn decline(app: App, id: AppointmentId, instead: Option<Alternative>, error: RwSignal<Option<String>>) {
    let event = Event::AppointmentDeclined {
        appointment: id,
        instead,
    };
    app.act(event, error, move || {
        draft::clear(&format!("instead.{id}"));
        let screen = Route::Appointment(id);
        if app.route.get_untracked() != screen {
            app.go(&screen);
        }
    });
}

/// The screen of one appointment.
pub fn appointment(id: AppointmentId) -> AnyView {
    let app = use_app();
    let known = Memo::new(move |_| app.plan(|plan| plan.appointments.get(&id).cloned()));
    (move || {
        let Some(it) = known.get() else {
            return view! {
                <Screen title=t("appointment.title") back=Route::Today.path()>
                    <p class="nl-paragraph">{t("failure.changed")}</p>
                </Screen>
            }
            .into_any();
        };
        let body = if it.declined {
            declined(app, id, &it)
        } else {
            standing(app, id)
        };
        view! {
            <Screen title=it.details.with.clone() above=t("appointment.title") back=Route::Today.path()>
                {facts(&it.details)}
                <div role="status">{it.declined.then(|| declined_notice(app))}</div>
                {body}
            </Screen>
        }
        .into_any()
    })
    .into_any()
}

/// Says that the resident cannot come, and whether the caseworker was told.
fn declined_notice(app: App) -> AnyView {
    let is_paired = app.plan_now(|plan| plan.pairing.is_some());
    let who_knows = if is_paired {
        t("appointment.told")
    } else {
        t("appointment.not_told")
    };
    view! {
        <section class="mb-card">
            <h2 class="nl-heading nl-heading--level-2">{t("appointment.declined")}</h2>
            <p class="nl-paragraph">{who_knows}</p>
        </section>
    }
    .into_any()
}

fn facts(details: &AppointmentDetails) -> AnyView {
    let fact = |icon: &'static str, words: String| {
        (!words.is_empty())
            .then(|| view! { <li><Icon name=icon /><span dir="auto">{words}</span></li> }.into_any())
    };
    view! {
        <ul class="mb-facts">
            {fact("calendar", format::moment(details.day, details.time))}
            {fact("map-pin", details.place.clone())}
            {fact("package", bring(details))}
        </ul>
    }
    .into_any()
}

fn standing(app: App, id: AppointmentId) -> AnyView {
    let error = RwSignal::new(None);
    let target = ReminderTarget::Appointment(id);
    let cannot = Callback::new(move |()| decline(app, id, None, error));
    let is_coming = app.plan_now(|plan| {
        let it = plan.appointments.get(&id);
        it.is_some_and(|it| it.details.day >= clock::today())
    });
    view! {
        {is_coming.then(|| view! {
            {reminder_screens::card::card(app, target, Signal::derive(When::default))}
            <div class="mb-actions">
                <Button label=t("appointment.cannot") weight=Weight::Secondary on_click=cannot />
            </div>
            <FieldError id="decline-error".to_owned() error />
            {reminder_screens::calendar::button(app, target)}
        }.into_any())}
        <div class="mb-actions">
            <LinkButton label=t("today.change_appointment") href=Route::EditAppointment(id).path() weight=Weight::Subtle />
        </div>
    }
    .into_any()
}

/// The body of a declined appointment: what suits instead, and an undo for a mistaken tap.
fn declined(app: App, id: AppointmentId, it: &Appointment) -> AnyView {
    let error = RwSignal::new(None);
    // Changing an appointment to its own details undoes the refusal.
    let undo = change(app, id, it.details.clone(), error);
    let is_paired = app.plan_now(|plan| plan.pairing.is_some());
    let body = match (is_paired, it.instead) {
        (true, Some(instead)) => {
            let said = match instead {
                Alternative::Moment { day, time } => {
                    let moment = format::small(&format::moment(day, time));
                    tf("appointment.asked_moment", &[("moment", &moment)])
                }
                Alternative::Call => t("appointment.asked_call"),
            };
            view! { <p class="nl-paragraph">{said}</p> }.into_any()
        }
        (true, None) => offer(app, id, error),
        (false, _) => ().into_any(),
    };
    let agreed = match it.instead {
        Some(Alternative::Moment { day, time }) if is_paired => Some(agreed(app, id, it, day, time, error)),
        _ => None,
    };
    let note = (!is_paired || it.instead.is_some()).then(|| {
        view! { <LinkButton label=t("appointment.note_new") href=Route::EditAppointment(id).path() weight=Weight::Secondary /> }.into_any()
    });
    view! {
        {body}
        {reminder_screens::calendar::outdated(app, Some(ReminderTarget::Appointment(id)))}
        <FieldError id="decline-error".to_owned() error />
        <div class="mb-actions">
            {agreed}
            {note}
            <Button label=t("appointment.can_after_all") weight=Weight::Subtle on_click=undo />
        </div>
    }
    .into_any()
}

fn change(
    app: App,
    appointment: AppointmentId,
    details: AppointmentDetails,
    error: RwSignal<Option<String>>,
) -> Callback<()> {
    Callback::new(move |()| {
        let details = details.clone();
        app.act(Event::AppointmentChanged { appointment, details }, error, || ());
    })
}

/// The button for when the caseworker accepted the proposed moment: moves the appointment there.
fn agreed(
    app: App,
    id: AppointmentId,
    it: &Appointment,
    day: NaiveDate,
    time: Option<NaiveTime>,
    error: RwSignal<Option<String>>,
) -> AnyView {
    let agree = change(app, id, it.details.moved(day, time), error);
    view! { <Button label=t("appointment.agreed") on_click=agree /> }.into_any()
}

/// Proposes another moment, or asks for a call.
fn offer(app: App, id: AppointmentId, error: RwSignal<Option<String>>) -> AnyView {
    let field = |name: &str| draft::text(format!("instead.{id}.{name}"), String::new());
    let day = parsed_field::day("instead-day-date", field("day"));
    let time = parsed_field::time("instead-time", field("time"));
    let propose = Callback::new(move |()| {
        if let (Ok(day), Ok(time)) = (day.required("appointment.day_missing"), time.optional()) {
            decline(app, id, Some(Alternative::Moment { day, time }), error);
        }
    });
    let call = Callback::new(move |()| decline(app, id, Some(Alternative::Call), error));
    view! {
        <Heading2 text=t("appointment.other_moment") />
        <DayPicker name="instead-day" legend=t("appointment.which_day") day />
        {time.draw(t("appointment.time"))}
        <div class="mb-actions">
            <Button label=t("appointment.propose") on_click=propose />
            <Button label=t("appointment.call") icon="phone" weight=Weight::Secondary on_click=call />
        </div>
    }
    .into_any()
}
