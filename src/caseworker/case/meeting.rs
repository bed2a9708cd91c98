//! A meeting that the resident can't come to: another moment, proposed from here. It counts when the resident says yes (R1).

use leptos::prelude::*;
use mijn_brug_plan::ids::{AppointmentId, ProposalId};
use mijn_brug_plan::values::{AppointmentDetails, Instead};
use mijn_brug_plan::{Event, Plan, query};

use crate::caseworker::state::use_app;
use crate::device::{clock, draft, page, rng};
use crate::ui::appointment_form::AppointmentForm;
use crate::ui::dom::{IntoNode, Node, component, view};
use crate::ui::field::FieldError;
use crate::ui::format;
use crate::ui::screen::{Act, Heading2, Weight};
use crate::ui::session::{meeting, proposals};
use crate::ui::texts::t;

/// The id of the card.
const PLACE: &str = "declined-meeting";

/// The meeting, and how far its moving is.
#[derive(Clone, PartialEq, Eq)]
struct Declined {
    id: AppointmentId,
    details: AppointmentDetails,
    instead: Option<Instead>,
    /// Another moment was proposed, and waits for an answer.
    is_proposed: bool,
}

/// The soonest meeting that the resident can't come to; nothing when there is none.
pub fn declined(case: &str, plan: Memo<Plan>) -> Node {
    let case = case.to_owned();
    // Drawn anew when it changes, not at each change of the plan: the form may be half filled in.
    let found = Memo::new(move |_| plan.with(soonest));
    let draw = move || {
        let case = case.clone();
        found.get().map(|it| view! { <Card case it /> })
    };
    draw.into_node()
}

fn soonest(plan: &Plan) -> Option<Declined> {
    let (id, it) = query::declined_appointment(plan, clock::today())?;
    let moves_it =
        |event: &Event| matches!(event, Event::AppointmentChanged { appointment, .. } if *appointment == id);
    Some(Declined {
        id,
        details: it.details.clone(),
        instead: it.instead,
        is_proposed: proposals(plan)
            .iter()
            .any(|(_, proposal)| proposal.events.iter().any(moves_it)),
    })
}

#[component]
fn Card(case: String, it: Declined) -> Node {
    let app = use_app();
    let Declined {
        id,
        details,
        instead,
        is_proposed,
    } = it;
    let what = meeting(&details);
    let suits = match instead {
        Some(Instead::Moment { day, time }) => Some(AppointmentDetails {
            day,
            time: time.or(details.time),
            ..details.clone()
        }),
        _ => None,
    };
    let drafts = format!("meeting.{case}.{id}.");
    let form = AppointmentForm::new(&drafts, Some(suits.as_ref().unwrap_or(&details)), String::new());
    let propose = move |details: AppointmentDetails, error: RwSignal<Option<String>>| {
        let event = Event::Proposed {
            proposal: ProposalId::from_random(rng::bytes()),
            events: vec![Event::AppointmentChanged {
                appointment: id,
                details,
            }],
        };
        let drafts = drafts.clone();
        let done = Box::new(move || {
            draft::clear(&drafts);
            // The button is gone.
            page::after_paint(|| page::focus_near(PLACE));
        });
        app.act(case.clone(), event.into(), error, done);
    };
    let answers = if is_proposed {
        view! { <p class="nl-paragraph">{t("meeting.proposed")}</p> }.into_node()
    } else {
        let good = suits.map(|suits| {
            let propose = propose.clone();
            let error = RwSignal::new(None);
            let good = Callback::new(move |()| propose(suits.clone(), error));
            view! {
                <div class="mb-actions"><Act label=t("meeting.good") icon="check" on_click=good /></div>
                <FieldError id="meeting-error".to_owned() error />
            }
        });
        let send = Callback::new(move |()| {
            if let Some(details) = form.read() {
                propose(details, form.error);
            }
        });
        view! {
            {good}
            <details class="mb-details">
                <summary>{t("meeting.other")}</summary>
                <div class="mb-card__body">
                    {form.fields()}
                    <div class="mb-actions"><Act label=t("meeting.send") weight=Weight::Secondary on_click=send /></div>
                </div>
            </details>
        }
        .into_node()
    };
    view! {
        <section class="mb-card mb-card--lifted" id=PLACE tabindex="-1">
            <Heading2 text=t("seen.declined") />
            <p class="nl-paragraph" dir="auto">{what}</p>
            {instead.map(|instead| view! { <p class="nl-paragraph">{format::instead(instead)}</p> })}
            {answers}
        </section>
    }
}
