//! The form of a meeting: with whom, when, where, what to bring.

use crate::ui::dom::{Node, view};
use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::ids::AppointmentId;
use mijn_brug_plan::values::AppointmentDetails;

use crate::device::{draft, rng};
use crate::resident::route::Route;
use crate::resident::state::use_app;
use crate::ui::field::{Field, FieldError, Kind};
use crate::ui::format;
use crate::ui::screen::{Act, Screen, Weight};
use crate::ui::texts::t;

/// The screen.
pub fn form(known: Option<AppointmentId>) -> Node {
    let app = use_app();
    let details =
        known.and_then(|id| app.plan_now(|plan| plan.appointments.get(&id).map(|it| it.details.clone())));
    let known = known.filter(|_| details.is_some());
    let start = |text: fn(&AppointmentDetails) -> String| details.as_ref().map_or_else(String::new, text);
    let field = |name: &str, start: String| draft::text(format!("appointment.{name}"), start);
    let with = field("with", start(|it| it.with.clone()));
    let day = field("day", start(|it| it.day.to_string()));
    let time = field(
        "time",
        start(|it| it.time.map_or_else(String::new, format::time_field)),
    );
    let place = field("place", start(|it| it.place.clone()));
    let bring = field("bring", start(|it| it.bring.clone()));
    let back = known.map_or(Route::Today, |id| Route::Appointment(Some(id)));
    let error = RwSignal::new(None);
    let day_error = RwSignal::new(None);
    let saved = move || {
        draft::clear("appointment");
        app.go_instead(&Route::Today);
    };
    let save = Callback::new(move |()| {
        let Ok(chosen) = day.get_untracked().parse() else {
            day_error.set(Some(t("appointment.day_missing")));
            return;
        };
        day_error.set(None);
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let details = AppointmentDetails {
            with: text(with),
            day: chosen,
            time: format::read_time(&time.get_untracked()),
            place: text(place),
            bring: text(bring),
        };
        let event = match known {
            Some(appointment) => Event::AppointmentChanged { appointment, details },
            None => Event::AppointmentMade {
                appointment: AppointmentId::from_random(rng::bytes()),
                details,
            },
        };
        app.act(event, error, saved);
    });
    let remove = known.map(|appointment| {
        let remove =
            Callback::new(move |()| app.act(Event::AppointmentRemoved { appointment }, error, saved));
        view! { <Act label=t("appointment.remove") weight=Weight::Subtle on_click=remove /> }
    });
    view! {
        <Screen title=t("appointment.title") back=back.path()>
            <Field id="with" label=t("appointment.with") hint=t("appointment.with_hint") value=with />
            <Field id="day" label=t("appointment.day") value=day kind=Kind::Date error=day_error />
            <Field id="time" label=t("appointment.time") value=time kind=Kind::Time />
            <Field id="place" label=t("appointment.place") value=place />
            <Field id="bring" label=t("appointment.bring") value=bring kind=Kind::Lines />
            <FieldError id="appointment-error".to_owned() error />
            <div class="mb-actions">
                <Act label=t("form.save") on_click=save />
                {remove}
            </div>
        </Screen>
    }
}
