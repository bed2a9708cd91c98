//! What the team arranges about a resident: a label, who cares for them, and the end of the work together. The resident
//! sees none of it.

use leptos::prelude::*;
use mijn_brug_plan::team::{Case, TeamEvent};

use crate::caseworker::context::{App, use_app};
use crate::caseworker::messages;
use crate::ui::busy;
use crate::ui::field::{Field, FieldError};
use crate::ui::saving::{Autosaved, SaveAction};
use crate::ui::screen::{Button, Weight};
use crate::ui::texts::{t, tf};

/// Records an event in the team's log. A failure becomes a text in `error`.
pub fn record(app: App, event: TeamEvent, error: RwSignal<Option<String>>) {
    error.set(None);
    busy::work(async move {
        if let Err(failure) = app.record(event).await {
            error.try_set(Some(messages::record_error(&failure)));
        }
    });
}

/// A change of a value in the team's log; see [`Autosaved`].
pub fn saving(app: App, event: TeamEvent) -> SaveAction {
    SaveAction::save(move |error, then| {
        busy::work(async move {
            match app.record(event).await {
                Ok(()) => {
                    app.late_error.set(None);
                    then();
                }
                Err(failure) => {
                    // `try_set` returns the text if the screen's signal is gone.
                    if let Some(words) = error.try_set(Some(messages::record_error(&failure))) {
                        app.late_error.set(words);
                    }
                }
            }
        });
    })
}

/// All of these, behind a fold.
#[component]
pub fn CaseSettings(
    /// The id of the case.
    id: String,
    /// The case as the team's log has it now.
    case: Case,
) -> impl IntoView {
    let error = RwSignal::new(None::<String>);
    view! {
        <details class="mb-details">
            <summary>{t("care.title")}</summary>
            <p class="mb-muted">{t("care.unseen")}</p>
            <Label id=id.clone() label=case.label.clone() />
            <AssignedCaseworker id=id.clone() case=case.clone() error />
            <Closing id is_closed=case.is_closed error />
            <FieldError id="care-failure".to_owned() error />
        </details>
    }
}

/// The team's own label, to tell apart two residents of one name.
#[component]
fn Label(id: String, label: String) -> impl IntoView {
    let app = use_app();
    let (text, kept) = Autosaved::text(format!("label.{id}."), label, move |label| {
        let event = TeamEvent::CaseLabelled {
            case: id.clone(),
            label: label.trim().to_owned(),
        };
        saving(app, event)
    });
    kept.around(view! {
        <Field id="label" label=t("cases.label") hint=t("cases.label_hint") value=text error=kept.error />
    })
}

/// Who cares for the resident, and a button to take over.
#[component]
fn AssignedCaseworker(id: String, case: Case, error: RwSignal<Option<String>>) -> impl IntoView {
    let app = use_app();
    let me = app.who.get_untracked().caseworker;
    if case.caseworker == me {
        return view! { <p class="nl-paragraph">{t("care.yours")}</p> }.into_any();
    }
    let (words, label) = if case.caseworker.is_empty() {
        (t("care.nobodys"), t("care.take"))
    } else {
        let name = [("name", case.caseworker.as_str())];
        (tf("care.theirs", &name), tf("care.take_over", &name))
    };
    let take = Callback::new(move |()| {
        let event = TeamEvent::CaseTaken {
            case: id.clone(),
            by: me.clone(),
        };
        record(app, event, error);
    });
    view! {
        <p class="nl-paragraph">{words}</p>
        <div class="mb-actions"><Button label icon="handshake" weight=Weight::Secondary on_click=take /></div>
    }
    .into_any()
}

/// A button to end the work together, which can be undone.
#[component]
fn Closing(id: String, is_closed: bool, error: RwSignal<Option<String>>) -> impl IntoView {
    let app = use_app();
    if is_closed {
        // The top of the screen says so, with the way back.
        return ().into_any();
    }
    let close = Callback::new(move |()| record(app, TeamEvent::CaseClosed { case: id.clone() }, error));
    view! {
        <p class="nl-paragraph">{t("care.close_text")}</p>
        <div class="mb-actions"><Button label=t("care.close") weight=Weight::Secondary on_click=close /></div>
    }
    .into_any()
}
