//! Choosing the most urgent of the marked domains, or none yet.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::ids::DomainId;

use crate::resident::context::use_app;
use crate::resident::route::Route;
use crate::ui::bridge::{Answer, overview};
use crate::ui::choice::choice;
use crate::ui::field::FieldError;
use crate::ui::icon::{Dot, Icon};
use crate::ui::saving::Autosaved;
use crate::ui::screen::{Button, LinkButton, Notice, Screen};
use crate::ui::texts::t;

/// The value of "nog niet kiezen".
const NONE: &str = "-";
const DRAFT: &str = "urgency";

/// The screen that asks for the most urgent domain.
pub fn urgency() -> AnyView {
    let app = use_app();
    let bridge = app
        .content
        .with_untracked(|content| app.plan_now(|plan| overview(content.as_ref().ok(), plan, None, false)));
    let mut places: Vec<_> = bridge
        .pillars
        .into_iter()
        .enumerate()
        .flat_map(|(pillar, view)| view.domains.into_iter().map(move |place| (Some(pillar), place)))
        .chain(bridge.earlier.into_iter().map(|place| (None, place)))
        .filter(|(_, place)| place.answer == Answer::Position)
        .collect();
    // Lowest positions first. The sort is stable, so equal positions keep the bridge's order.
    places.sort_by_key(|(_, place)| place.level);
    let is_empty = places.is_empty();
    let current = app.plan_now(|plan| {
        plan.urgency
            .as_ref()
            .map_or_else(|| NONE.to_owned(), |domain| domain.0.clone())
    });
    let (chosen, kept) = Autosaved::text(DRAFT.to_owned(), current, move |chosen| {
        let domain = (chosen != NONE).then(|| DomainId(chosen.to_owned()));
        app.saving(Event::UrgencyChosen { domain })
    });
    let ready =
        Callback::new(move |()| kept.save_then(Callback::new(move |()| app.go_replacing(&Route::Bridge))));
    let choices = places
        .into_iter()
        .map(|(pillar, place)| {
            let dot = match pillar {
                Some(pillar) => view! { <Dot name=place.picture pillar /> }.into_any(),
                None => view! { <span class="mb-dot"><Icon name=place.picture /></span> }.into_any(),
            };
            let words = view! {
                <b>{place.name}</b>
                <small dir="auto">{place.sentence}</small>
            };
            domain_choice(chosen, place.domain.0, dot, words.into_any())
        })
        .collect_view();
    view! {
        <Screen title=t("urgency.title") back=Route::Bridge.path()>
            {if is_empty {
                view! {
                    <Notice kind="info" text=t("urgency.empty") />
                    <div class="mb-actions"><LinkButton label=t("nav.bridge") href=Route::Bridge.path() /></div>
                }
                .into_any()
            } else {
                let choices = view! {
                    <fieldset class="mb-fieldset">
                        <legend class="mb-lead">{t("urgency.lead")}</legend>
                        <div class="mb-choices">
                            {choices}
                            {domain_choice(
                                chosen,
                                NONE.to_owned(),
                                view! { <span class="mb-dot"><Icon name="circle" /></span> }.into_any(),
                                view! { <b>{t("urgency.none")}</b> }.into_any(),
                            )}
                        </div>
                    </fieldset>
                };
                view! {
                    {kept.around(choices)}
                    <FieldError id="urgency-error".to_owned() error=kept.error />
                    <div class="mb-actions"><Button label=t("urgency.save") on_click=ready /></div>
                }
                .into_any()
            }}
        </Screen>
    }
    .into_any()
}

fn domain_choice(chosen: RwSignal<String>, value: String, dot: AnyView, words: AnyView) -> AnyView {
    let shown = view! {
        {dot}
        <span class="mb-choice__words">{words}</span>
    };
    choice("urgency", chosen, value, shown.into_any())
}
