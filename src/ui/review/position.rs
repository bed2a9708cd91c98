//! The editor of one domain in a review: the resident's position, and beside it the caseworker's view.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::content::Domain;
use mijn_brug_plan::ids::{ContentVersion, DomainId};

use super::ReviewContext;
use crate::device::draft;
use crate::ui::field::{Field, FieldError, Kind};
use crate::ui::level_choice::{level_choices, read_level};
use crate::ui::new_id::NewId;
use crate::ui::position_form::{PositionSubject, position_form};
use crate::ui::saving::{Autosaved, SaveAction};
use crate::ui::screen::{Button, Heading2, Weight};
use crate::ui::texts::t;

/// The id of the editor's heading.
pub const EDITOR: &str = "review-position";

/// The card with both forms. Drawn once for a domain, so that incoming changes do not move it.
pub fn editor(context: ReviewContext, id: DomainId, editing: RwSignal<Option<DomainId>>) -> AnyView {
    let known = context.content.with_untracked(|content| {
        let domains = content.as_ref().ok()?;
        let (pillar, _, domain) = domains.domain(&id)?;
        Some((pillar, domain.clone(), domains.version.clone()))
    });
    let Some((pillar, domain, version)) = known else {
        return ().into_any();
    };
    let close = Callback::new(move |()| editing.set(None));
    let name = domain.name.clone();
    let own = context
        .is_caseworkers()
        .then(|| view_form(context, pillar, domain.clone()));
    view! {
        <section class="mb-card mb-card--lifted" aria-labelledby=EDITOR>
            <h2 class="nl-heading nl-heading--level-2" id=EDITOR tabindex="-1">{name}</h2>
            {own_position(context, pillar, domain, version, editing)}
            {own}
            <div><Button label=t("views.close") weight=Weight::Subtle on_click=close /></div>
        </section>
    }
    .into_any()
}

/// The form for the resident's own position.
fn own_position(
    context: ReviewContext,
    pillar: usize,
    domain: Domain,
    version: ContentVersion,
    editing: RwSignal<Option<DomainId>>,
) -> AnyView {
    let is_proposed = context.is_caseworkers();
    let subject = PositionSubject {
        drafts: context.draft(&format!("position.{}.", domain.id)),
        pillar,
        current: context.plan_now(|plan| plan.position(&domain.id).cloned()),
        domain,
        version,
    };
    let id = subject.domain.id.clone();
    let new = NewId::new(&subject.drafts);
    let save = move |event: Event| {
        SaveAction::save(move |error, then| {
            let saved = move || {
                then();
                new.renew();
            };
            context.act_for_resident(new.get(), vec![event], error, saved);
        })
    };
    let go = Callback::new(move |()| {
        if !is_proposed && editing.try_get_untracked().flatten().as_ref() == Some(&id) {
            editing.set(None);
        }
    });
    // A proposal is a new thing, created by its button.
    position_form(subject, !is_proposed, save, go, None)
}

/// The form for the caseworker's view, in their own words and name. It needs no consent and changes nothing in the
/// plan.
fn view_form(context: ReviewContext, pillar: usize, domain: Domain) -> AnyView {
    let key = context.draft(&format!("view.{}.", domain.id));
    let known = context.plan_now(|plan| plan.views.get(&domain.id).cloned());
    let [level, said] = known
        .as_ref()
        .map(|view| [view.level.get().to_string(), view.note.clone()])
        .unwrap_or_default();
    let chosen = draft::text(format!("{key}level"), level.clone());
    let note = draft::text(format!("{key}note"), said.clone());
    let choices = level_choices("review-view", chosen, pillar, &domain);
    let value = move || Some([chosen.try_get_untracked()?, note.try_get_untracked()?].join("\n"));
    let kept = Autosaved::saved_by_button(key, [level, said].join("\n"), value, move |_| {
        match read_level(chosen) {
            Some(level) => context.saving(Event::ViewRecorded {
                domain: domain.id.clone(),
                level,
                note: note.get_untracked().trim().to_owned(),
            }),
            None => SaveAction::Invalid(t("position.choose_first")),
        }
    });
    let is_kept = RwSignal::new(false);
    let done = Callback::new(move |()| is_kept.set(true));
    let save = Callback::new(move |()| kept.save_then(done));
    let is_there = known.is_some();
    if is_there {
        kept.save_on_leave();
    }
    let fields = view! {
        <fieldset class="mb-fieldset">
            <legend class="mb-visually-hidden">{t("views.caseworker")}</legend>
            <div class="mb-choices">{choices}</div>
        </fieldset>
        <Field id="review-view-note" label=t("views.own_note") value=note kind=Kind::Lines />
    };
    let fields = if is_there {
        kept.around(fields)
    } else {
        fields.into_any()
    };
    view! {
        <details class="mb-details">
            <summary>{t("views.own")}</summary>
            <Heading2 text=t("views.caseworker") />
            <p class="mb-muted">{t("views.own_lead")}</p>
            {fields}
            <FieldError id="review-view-error".to_owned() error=kept.error />
            <p role="status">{move || is_kept.get().then(|| t("views.kept"))}</p>
            <div><Button label=t("views.save") weight=Weight::Secondary on_click=save /></div>
        </details>
    }
    .into_any()
}
