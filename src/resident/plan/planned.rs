//! "Staat in je plan": when to do a new mini-step, and whether to be reminded. Each tap saves, and nothing needs a tap.

use leptos::prelude::*;
use mijn_brug_plan::ids::MiniStepId;

use super::when::when;
use crate::resident::context::use_app;
use crate::resident::lazy::with_reminders;
use crate::resident::route::Route;
use crate::ui::icon::Picture;
use crate::ui::pictogram;
use crate::ui::screen::{LinkButton, LinkRow, Screen};
use crate::ui::texts::t;

/// The screen after a mini-step was added.
pub fn planned(id: MiniStepId) -> AnyView {
    let app = use_app();
    let found = app.plan_now(|plan| plan.mini_steps.get(&id).filter(|it| it.is_open()).cloned());
    let Some(mini_step) = found else {
        return view! {
            <Screen title=t("goal.gone") back=Route::Plan.path()>
                <p class="nl-paragraph">{t("failure.changed")}</p>
            </Screen>
        }
        .into_any();
    };
    let title = mini_step.title;
    let answered = RwSignal::new(mini_step.when.day.is_some());
    // Without a day it is not asked: there is nothing to be reminded of yet.
    let has_day = Memo::new(move |_| {
        let day = app.plan(|plan| plan.mini_steps.get(&id).and_then(|it| it.when.day));
        answered.get() && day.is_some()
    });
    let remind = move || {
        has_day
            .get()
            .then(|| with_reminders(move |part| (part.ask)(app, id)))
    };
    view! {
        <Screen title=t("planned.title")>
            <section class="mb-card mb-card--quiet">
                <Picture name=pictogram::for_title(&title) small=true />
                <p dir="auto"><b>{title.clone()}</b></p>
            </section>
            {when(app, id, answered)}
            {remind}
            <div class="mb-actions"><LinkButton label=t("planned.to_today") href=Route::Today.path() /></div>
            <ul class="mb-list">
                <LinkRow
                    href=Route::MiniStep(id).path()
                    icon="plus"
                    title=t("more.along")
                    detail=t("planned.more_text")
                />
            </ul>
        </Screen>
    }
    .into_any()
}
