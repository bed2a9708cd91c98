//! Part 3: the bridge again, then and now. Beside the resident's sentence stands what the caseworker sees, in words and
//! without a level (R1).

use chrono::NaiveDate;
use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::{DomainId, ReviewId};
use mijn_brug_plan::plan::Plan;
use mijn_brug_plan::query::{self, Change};

use super::ReviewContext;
use super::position::{EDITOR, editor};
use crate::device::{clock, draft, page, rng};
use crate::ui::bridge::{Answer, DomainView, Drawing, Overview, PillarView, overview, then_or_now};
use crate::ui::content;
use crate::ui::field::FieldError;
use crate::ui::icon::{Dot, Icon};
use crate::ui::saving::{self, Autosaved};
use crate::ui::screen::{Button, Weight};
use crate::ui::select::Select;
use crate::ui::texts::{t, tf, tn};

/// Draws part 3.
pub fn bridge(context: ReviewContext, review: ReviewId) -> AnyView {
    let shows_then = RwSignal::new(false);
    let then = context.plan_now(|plan| day_then(plan, review));
    let chosen = RwSignal::new(then.map_or_else(String::new, |day| day.to_string()));
    let seen = Memo::new(move |_| {
        let chosen = chosen.get().parse().ok();
        context.content.with(|content| {
            context.plan(|plan| overview(content.as_ref().ok(), plan, chosen, shows_then.get()))
        })
    });
    let editing = RwSignal::new(None::<DomainId>);
    let edit = Callback::new(move |domain: DomainId| {
        editing.set(Some(domain));
        page::after_paint(|| page::focus(EDITOR));
    });
    let tap = Callback::new(move |pillar: usize| {
        let first = seen.with_untracked(|seen| {
            let places = &seen.pillars.get(pillar)?.domains;
            places
                .iter()
                .map(|place| place.domain.clone())
                .find(|domain| may_edit(context, domain))
        });
        if let Some(domain) = first {
            edit.run(domain);
        }
    });
    view! {
        {content::broken(context.content)}
        <Drawing overview=seen on_tap=tap />
        {move || seen.with(|seen| then_or_now(seen, shows_then, chosen))}
        {move || editing.get().map(|domain| editor(context, domain, editing))}
        {move || seen.with(|seen| views(context, seen, edit))}
        {urgency(context)}
    }
    .into_any()
}

/// The day to compare with: the last one before this review on which something was marked.
pub fn day_then(plan: &Plan, review: ReviewId) -> Option<NaiveDate> {
    let then = query::review_summary(plan, review, clock::today())?.then?;
    query::bridge_days(plan).into_iter().rfind(|day| *day <= then)
}

/// Whether the domain can be marked here. A caseworker's device only offers what the resident shares (R8).
fn may_edit(context: ReviewContext, domain: &DomainId) -> bool {
    if !context.is_caseworkers() {
        return true;
    }
    context.content.with_untracked(|content| {
        let found = content.as_ref().ok().and_then(|content| content.domain(domain));
        found.is_some_and(|(_, pillar, _)| context.plan_now(|plan| plan.is_shared(&pillar.id, domain, false)))
    })
}

/// Every answered domain with what both say of it; the other domains are collapsed.
fn views(context: ReviewContext, seen: &Overview, edit: Callback<DomainId>) -> AnyView {
    let rows = |which: fn(&DomainView) -> bool| {
        let rows = seen
            .pillars
            .iter()
            .enumerate()
            .flat_map(move |(pillar, view): (usize, &PillarView)| {
                view.domains
                    .iter()
                    .filter(move |place| which(place))
                    .map(move |place| (pillar, place))
            });
        rows.filter(|(_, place)| place.sentence.is_some() || may_edit(context, &place.domain))
            .map(|(pillar, place)| row(context, pillar, place, edit))
            .collect_view()
    };
    let (marked, open) = (
        rows(|place| place.answer != Answer::None || place.observation.is_some()),
        rows(|place| place.answer == Answer::None && place.observation.is_none()),
    );
    let n_open = open.len();
    view! {
        <ul class="mb-views">{marked}</ul>
        {(n_open > 0).then(|| view! {
            <details class="mb-details">
                <summary>{tn("bridge.others", n_open)}</summary>
                <ul class="mb-views">{open}</ul>
            </details>
        }.into_any())}
    }
    .into_any()
}

fn row(context: ReviewContext, pillar: usize, place: &DomainView, edit: Callback<DomainId>) -> AnyView {
    let domain = place.domain.clone();
    let change = match place.change {
        Change::Up(levels) => Some(("mb-badge mb-badge--up", tn("bridge.up", usize::from(levels)))),
        Change::Held => Some(("mb-badge mb-badge--held", t("bridge.held"))),
        Change::Same => Some(("mb-badge mb-badge--quiet", t("bridge.same"))),
        Change::Open | Change::New | Change::Down(_) => None,
    };
    let urgent = place
        .is_urgent
        .then(|| ("mb-badge mb-badge--urgent", t("bridge.urgent")));
    let badges: Vec<AnyView> = urgent
        .into_iter()
        .chain(change)
        .map(|(class, words)| view! { <span class=class>{words}</span> }.into_any())
        .collect();
    let talk = place.talk.then(|| {
        view! { <p class="mb-views__talk"><Icon name="message-circle" />{t("position.talk")}</p> }.into_any()
    });
    let not_applicable = (place.answer == Answer::NotApplicable).then(|| t("position.not_applicable"));
    let theirs = place.sentence.clone().or(not_applicable);
    let ours = place.observation.clone();
    let ours = (ours.is_some() || context.is_caseworkers()).then(|| {
        view! {
            <div>
                <small>{t("views.caseworker")}</small>
                {note_text(ours)}
            </div>
        }
        .into_any()
    });
    let label = tf("views.change", &[("domain", &place.name)]);
    let change = may_edit(context, &place.domain).then(|| {
        let act = Callback::new(move |()| edit.run(domain.clone()));
        view! { <Button label weight=Weight::Subtle on_click=act /> }.into_any()
    });
    view! {
        <li>
            <div class="mb-views__head">
                <Dot name=place.picture.clone() pillar />
                <b>{place.name.clone()}</b>
                {badges}
            </div>
            <div class="mb-views__pair">
                <div>
                    <small>{t("views.resident")}</small>
                    {note_text(theirs)}
                    {talk}
                </div>
                {ours}
            </div>
            {change}
        </li>
    }
    .into_any()
}

/// What one person says of a domain, or a text that they said nothing yet.
fn note_text(words: Option<String>) -> AnyView {
    match words {
        Some(words) => view! { <p dir="auto">{words}</p> }.into_any(),
        None => view! { <p class="mb-muted">{t("views.none")}</p> }.into_any(),
    }
}

/// The resident's choice of the domain to work on first.
fn urgency(context: ReviewContext) -> AnyView {
    let now = context.plan_now(|plan| plan.urgency.clone());
    let now = now.map_or_else(String::new, |domain| domain.0);
    let key = context.draft("urgency");
    let chosen = draft::text(key.clone(), now.clone());
    let value = move || chosen.try_get_untracked();
    let kept = Autosaved::saved_by_button(key, now, value, move |chosen| {
        let domain = (!chosen.is_empty()).then(|| DomainId(chosen.to_owned()));
        saving::SaveAction::save(move |error, then| {
            context.act_for_resident(rng::bytes(), vec![Event::UrgencyChosen { domain }], error, then);
        })
    });
    // A proposal is a new thing, created by its button.
    let is_proposed = context.is_caseworkers();
    if !is_proposed {
        kept.save_on_leave();
    }
    let options = move || {
        context.content.with(|content| {
            let known = content.as_ref().map_or_else(|_| Vec::new(), domains);
            let mut options = vec![(String::new(), t("urgency.none"))];
            options.extend(
                known
                    .into_iter()
                    .filter(|(id, _)| may_edit(context, &DomainId(id.clone()))),
            );
            options
        })
    };
    let save = Callback::new(move |()| kept.save_then(Callback::new(|()| ())));
    let select = move || {
        view! { <Select id="review-urgency" label=t("urgency.lead") options=options() value=chosen /> }
            .into_any()
    };
    let select = if is_proposed {
        select.into_any()
    } else {
        kept.around(select)
    };
    view! {
        <details class="mb-details">
            <summary>{t("urgency.title")}</summary>
            {select}
            <FieldError id="review-urgency-error".to_owned() error=kept.error />
            {is_proposed.then(|| view! {
                <div><Button label=t("urgency.save") weight=Weight::Secondary on_click=save /></div>
            }.into_any())}
        </details>
    }
    .into_any()
}

fn domains(content: &Content) -> Vec<(String, String)> {
    let named = content
        .domains()
        .map(|(.., domain)| (domain.id.0.clone(), domain.name.clone()));
    named.collect()
}
