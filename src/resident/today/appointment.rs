//! The form of a meeting: with whom, when, where, what to bring.

use crate::ui::dom::{Node, view};
use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::ids::AppointmentId;

use crate::device::draft;
use crate::resident::route::Route;
use crate::resident::state::use_app;
use crate::ui::appointment_form::AppointmentForm;
use crate::ui::new_id::NewId;
use crate::ui::screen::{Act, Screen, Weight};
use crate::ui::texts::t;

/// How the keys of its drafts begin.
const DRAFTS: &str = "appointment.";

/// The screen.
pub fn form(known: Option<AppointmentId>) -> Node {
    let app = use_app();
    let details =
        known.and_then(|id| app.plan_now(|plan| plan.appointments.get(&id).map(|it| it.details.clone())));
    let known = known.filter(|_| details.is_some());
    let form = AppointmentForm::new(DRAFTS, details.as_ref(), String::new());
    let new = NewId::new("appointment");
    let back = known.map_or(Route::Today, |id| Route::Appointment(Some(id)));
    let saved = move || {
        draft::clear(DRAFTS);
        app.go_instead(&Route::Today);
    };
    let save = Callback::new(move |()| {
        let Some(details) = form.read() else { return };
        let event = match known {
            Some(appointment) => Event::AppointmentChanged { appointment, details },
            None => Event::AppointmentMade {
                appointment: AppointmentId::from_random(new.get()),
                details,
            },
        };
        app.act(event, form.error, saved);
    });
    let remove = known.map(|appointment| {
        let remove =
            Callback::new(move |()| app.act(Event::AppointmentRemoved { appointment }, form.error, saved));
        view! { <Act label=t("appointment.remove") weight=Weight::Subtle on_click=remove /> }
    });
    view! {
        <Screen title=t("appointment.title") back=back.path()>
            {form.fields()}
            <div class="mb-actions">
                <Act label=t("form.save") on_click=save />
                {remove}
            </div>
        </Screen>
    }
}
