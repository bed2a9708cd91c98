//! "Wanneer denk je eraan?": an if-then plan, from moments to tap or in own words. The sentence is read back.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::plan::MiniStep;
use mijn_brug_plan::values::IfThen;

use crate::resident::context::App;
use crate::ui::field::{Field, FieldError};
use crate::ui::format;
use crate::ui::own_words::own_words;
use crate::ui::saving::Autosaved;
use crate::ui::texts::t;

/// The moments of the content, each a button that saves, and a field for another one.
pub fn if_then(app: App, id: MiniStepId, it: &MiniStep) -> AnyView {
    let error = RwSignal::new(None);
    let now = Memo::new(move |_| app.plan(|plan| plan.mini_steps.get(&id)?.if_then.clone()));
    let title = it.title.clone();
    let moments = app.content(|content| content.moments.clone()).unwrap_or_default();
    let is_own = it.if_then.as_ref().is_some_and(|it| !moments.contains(&it.when));
    let event = move |when: Option<String>| Event::IfThenSet {
        mini_step: id,
        if_then: when.map(|when| IfThen {
            when,
            then: format::small(&title),
        }),
    };
    let chips = {
        let event = event.clone();
        moments.into_iter().map(move |moment| {
            let (mine, words, event) = (moment.clone(), moment.clone(), event.clone());
            let is_chosen =
                Memo::new(move |_| now.with(|now| now.as_ref().is_some_and(|it| it.when == mine)));
            let toggle = move |_| {
                let chosen = (!is_chosen.get_untracked()).then(|| moment.clone());
                app.act(event(chosen), error, || ());
            };
            view! {
                <li>
                    <button
                        type="button"
                        class="mb-chip"
                        aria-pressed=move || is_chosen.get().to_string()
                        on:click=toggle
                    >
                        {words}
                    </button>
                </li>
            }
            .into_any()
        })
    };
    let stored = it
        .if_then
        .as_ref()
        .filter(|_| is_own)
        .map(|it| it.when.clone())
        .unwrap_or_default();
    let (own, kept) = Autosaved::text(format!("plan.{id}.moment"), stored, move |text| {
        let text = text.trim();
        app.saving(event((!text.is_empty()).then(|| text.to_owned())))
    });
    let field =
        view! { <Field id="mini-if" label=t("mini.if") hint=t("mini.if_hint") value=own error=kept.error /> };
    view! {
        <fieldset class="mb-fieldset">
            <legend class="utrecht-form-label">{t("mini.if_then")}</legend>
            <ul class="mb-chips">{chips.collect_view()}</ul>
        </fieldset>
        <FieldError id="if-then-error".to_owned() error />
        <p class="mb-quote" role="status">{move || now.with(|now| now.as_ref().map(format::if_then))}</p>
        {own_words(is_own, kept.around(field))}
    }
    .into_any()
}
