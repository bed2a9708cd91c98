//! The form of an appointment: with whom, when, where, what to bring.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::ids::AppointmentId;

use crate::device::draft;
use crate::resident::context::use_app;
use crate::resident::route::Route;
use crate::ui::appointment_form::AppointmentForm;
use crate::ui::field::FieldError;
use crate::ui::new_id::NewId;
use crate::ui::saving::ready;
use crate::ui::screen::{Button, EntryForm, Screen, Weight};
use crate::ui::texts::t;

/// The screen for a new appointment.
pub fn form() -> AnyView {
    const DRAFTS: &str = "appointment.new.";
    let app = use_app();
    let form = AppointmentForm::new(DRAFTS, None, String::new());
    let new = NewId::new(DRAFTS);
    let save = Callback::new(move |()| {
        let Some(details) = form.read() else { return };
        let appointment = AppointmentId::from_random(new.get());
        app.act(
            Event::AppointmentMade { appointment, details },
            form.error,
            move || {
                draft::clear(DRAFTS);
                app.go_replacing(&Route::Today);
            },
        );
    });
    view! {
        <Screen title=t("appointment.title") back=Route::Today.path()>
            <EntryForm>
                {form.fields()}
                <div class="mb-actions"><Button label=t("form.save") submits=true on_click=save /></div>
            </EntryForm>
        </Screen>
    }
    .into_any()
}

/// The screen for changing an appointment.
pub fn change(id: AppointmentId) -> AnyView {
    let app = use_app();
    let details = move || app.plan_now(|plan| plan.appointments.get(&id).map(|it| it.details.clone()));
    let Some(known) = details() else {
        return form();
    };
    let drafts = format!("appointment.{id}.");
    let form = AppointmentForm::new(&drafts, Some(&known), String::new());
    let known = StoredValue::new(known);
    let now = move || details().unwrap_or_else(|| known.get_value());
    let save = move |details| {
        app.saving(Event::AppointmentChanged {
            appointment: id,
            details,
        })
    };
    let fields = form.kept(&drafts, now, save);
    let remove = Callback::new(move |()| {
        app.act(
            Event::AppointmentRemoved { appointment: id },
            form.error,
            move || {
                app.go_replacing(&Route::Today);
            },
        );
    });
    let back = Route::Appointment(id).path();
    view! {
        <Screen title=t("appointment.title") back=back>
            {fields}
            <FieldError id="appointment-error".to_owned() error=form.error />
            <div class="mb-actions">
                {ready(move || app.go(&Route::Appointment(id)))}
                <Button label=t("appointment.remove") weight=Weight::Subtle on_click=remove />
            </div>
        </Screen>
    }
    .into_any()
}
