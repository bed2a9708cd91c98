//! The editor of one domain in a review: the resident's position, and what the caseworker sees.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::content::Domain;
use mijn_brug_plan::ids::{ContentVersion, DomainId};

use super::ReviewContext;
use crate::ui::field::{Field, Kind};
use crate::ui::new_id::NewId;
use crate::ui::position_form::{PositionSubject, position_form};
use crate::ui::saving::{Autosaved, SaveAction};
use crate::ui::screen::{Button, Weight};
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
        .then(|| observation_form(context, &domain.id));
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

/// "Wat ik zie": the caseworker's words, which the resident reads. They need no consent and change nothing in the plan.
fn observation_form(context: ReviewContext, domain: &DomainId) -> AnyView {
    let stored = context
        .plan_now(|plan| {
            plan.observations
                .get(domain)
                .map(|observation| observation.note.clone())
        })
        .unwrap_or_default();
    let id = domain.clone();
    let key = context.draft(&format!("observation.{domain}"));
    let (note, kept) = Autosaved::text(key, stored, move |note| {
        context.saving(Event::ObservationRecorded {
            domain: id.clone(),
            note: note.trim().to_owned(),
        })
    });
    kept.around(view! {
        <Field
            id="review-observation"
            label=t("observation.title")
            hint=t("observation.hint")
            value=note
            kind=Kind::Lines
            error=kept.error
        />
    })
}
