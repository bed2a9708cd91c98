//! An appointment that the resident declined, with a form to propose another moment. It takes effect when the resident
//! accepts (R1).

use leptos::prelude::*;
use mijn_brug_plan::ids::AppointmentId;
use mijn_brug_plan::values::{Alternative, AppointmentDetails};
use mijn_brug_plan::{Event, Plan, query};

use crate::caseworker::context::use_app;
use crate::device::{clock, draft, page};
use crate::ui::appointment_form::AppointmentForm;
use crate::ui::field::FieldError;
use crate::ui::format;
use crate::ui::new_id::NewId;
use crate::ui::review::{appointment, proposals, proposed};
use crate::ui::screen::{Button, Heading2, Weight};
use crate::ui::texts::t;

/// The element id of the card.
const PLACE: &str = "declined-appointment";

/// Common prefix of the draft keys of a case.
fn drafts(case: &str) -> String {
    format!("appointment.{case}.")
}

/// The soonest declined appointment. Draws nothing if there is none.
pub fn declined(case: &str, plan: Memo<Plan>) -> AnyView {
    let case = case.to_owned();
    // A memo, so that this is redrawn only for another appointment: the form may be half filled in.
    let found = Memo::new(move |_| plan.with(soonest));
    (move || {
        let case = case.clone();
        found
            .get()
            .map(|(id, details)| view! { <Card case plan id details /> }.into_any())
    })
    .into_any()
}

fn soonest(plan: &Plan) -> Option<(AppointmentId, AppointmentDetails)> {
    let (id, it) = query::declined_appointment(plan, clock::today())?;
    Some((id, it.details.clone()))
}

/// What pending proposals would make of the appointment.
fn waiting(plan: &Plan, id: AppointmentId) -> Vec<AppointmentDetails> {
    let events = proposals(plan)
        .into_iter()
        .flat_map(|(_, proposal)| &proposal.events);
    let moved = events.filter_map(|event| {
        if let Event::AppointmentChanged { appointment, details } = event {
            (*appointment == id).then(|| details.clone())
        } else {
            None
        }
    });
    moved.collect()
}

#[component]
fn Card(case: String, plan: Memo<Plan>, id: AppointmentId, details: AppointmentDetails) -> impl IntoView {
    let app = use_app();
    let drafts = format!("{}{id}.", drafts(&case));
    let form = AppointmentForm::new(&drafts, Some(&details), String::new());
    let new = NewId::new(&drafts);
    let propose = move |details: AppointmentDetails, error: RwSignal<Option<String>>| {
        let changed = Event::AppointmentChanged {
            appointment: id,
            details,
        };
        let event = proposed(new.get(), vec![changed]);
        let drafts = drafts.clone();
        let done = Box::new(move || {
            draft::clear(&drafts);
            new.renew();
            // The pressed button may be gone.
            page::after_paint(|| page::focus_near(PLACE));
        });
        app.act(case.clone(), event.into(), error, done);
    };
    let instead = Memo::new(move |_| plan.with(|plan| plan.appointments.get(&id).and_then(|it| it.instead)));
    let waiting = Memo::new(move |_| plan.with(|plan| waiting(plan, id)));
    let what = appointment(&details);
    let good = {
        let (propose, details) = (propose.clone(), details);
        let error = RwSignal::new(None);
        move || {
            // A moment in the past is of no use.
            let suits = match instead.get() {
                Some(Alternative::Moment { day, time }) if day >= clock::today() => details.moved(day, time),
                _ => return None,
            };
            if waiting.with(|waiting| waiting.contains(&suits)) {
                return None;
            }
            let propose = propose.clone();
            let good = Callback::new(move |()| propose(suits.clone(), error));
            Some(view! {
                <div class="mb-actions"><Button label=t("appointment.good") icon="check" on_click=good /></div>
                <FieldError id="appointment-error".to_owned() error />
            })
        }
    };
    let send = Callback::new(move |()| {
        if let Some(details) = form.read() {
            propose(details, form.error);
        }
    });
    view! {
        <section class="mb-card mb-card--lifted" id=PLACE tabindex="-1">
            <Heading2 text=t("seen.declined") />
            <p class="nl-paragraph" dir="auto">{what}</p>
            {move || {
                instead.get().map(|instead| view! { <p class="nl-paragraph">{format::instead(instead)}</p> }.into_any())
            }}
            <Show when=move || !waiting.with(Vec::is_empty)>
                <p class="nl-paragraph">{t("appointment.proposed")}</p>
            </Show>
            {good}
            <details class="mb-details">
                <summary>{t("appointment.other")}</summary>
                <div class="mb-card__body">
                    {form.fields()}
                    <div class="mb-actions"><Button label=t("appointment.send") weight=Weight::Secondary on_click=send /></div>
                </div>
            </details>
        </section>
    }
}
