//! Choosing per pillar and domain what the caseworker sees, with an exact preview (R8).

use leptos::prelude::*;
use mijn_brug_plan::content::{Content, Pillar};
use mijn_brug_plan::ids::DomainId;
use mijn_brug_plan::values::SharingScope;

use crate::resident::context::App;
use crate::ui::content;
use crate::ui::field::Switch;
use crate::ui::plan_view::plan_view;
use crate::ui::texts::{t, tf};

/// Sharing choices. No scope occurs twice; see [`add`].
pub type Choices = Vec<(SharingScope, bool)>;

/// What to share until the resident changes it: their earlier choice, or else the content's proposal.
pub fn proposed(app: App) -> Choices {
    let of_pillar = |pillar: &Pillar| {
        let scope = SharingScope::Pillar(pillar.id.clone());
        let before = app.plan_now(|plan| plan.sharing.get(&scope).copied());
        (scope, before.unwrap_or(pillar.shared))
    };
    let content = app.content.read_untracked();
    content
        .as_ref()
        .map(|content| content.pillars.iter().map(of_pillar).collect())
        .unwrap_or_default()
}

/// Adds choices, replacing earlier ones of the same scope.
pub fn add(all: &mut Choices, new: Choices) {
    all.retain(|(scope, _)| new.iter().all(|(other, _)| other != scope));
    all.extend(new);
}

/// A switch for each pillar, with one for each of its domains behind a fold. `tried` overrides the choices in the plan.
pub fn switches(app: App, tried: RwSignal<Choices>, choose: Callback<Choices>) -> AnyView {
    let draw = move |content: &Content| {
        let rows = content.pillars.iter();
        rows.map(|pillar| row(app, pillar, tried, choose))
            .collect::<Vec<_>>()
    };
    // Drawn again when the content is there after all.
    let rows = move || {
        app.content(draw)
            .map(|rows| view! { <ul class="mb-list">{rows}</ul> }.into_any())
    };
    view! {
        {content::broken(app.content)}
        {rows}
    }
    .into_any()
}

/// What the caseworker sees with these choices.
pub fn preview(app: App, tried: RwSignal<Choices>) -> AnyView {
    let draw = move || {
        let seen = app.seen_by_caseworker(&tried.get());
        app.content(|content| plan_view(&seen, content))
    };
    view! {
        <p class="nl-paragraph">{t("sharing.always")}</p>
        <div class="mb-seen">{draw}</div>
    }
    .into_any()
}

/// The choice for exactly this scope, not for a wider one.
fn chosen(app: App, tried: &Choices, scope: &SharingScope) -> Option<bool> {
    let now = tried.iter().find(|(other, _)| other == scope).map(|(_, on)| *on);
    now.or_else(|| app.plan(|plan| plan.sharing.get(scope).copied()))
}

fn is_shared(app: App, tried: &Choices, pillar: &Pillar, domain: &DomainId) -> bool {
    chosen(app, tried, &SharingScope::Domain(domain.clone()))
        .or_else(|| chosen(app, tried, &SharingScope::Pillar(pillar.id.clone())))
        .unwrap_or(false)
}

fn row(app: App, pillar: &Pillar, tried: RwSignal<Choices>, choose: Callback<Choices>) -> AnyView {
    let (name, pillar) = (pillar.name.clone(), StoredValue::new(pillar.clone()));
    let shared = Memo::new(move |_| {
        let tried = tried.read();
        pillar.with_value(|pillar| {
            let domains = pillar.domains.iter();
            domains
                .map(|domain| is_shared(app, &tried, pillar, &domain.id))
                .collect::<Vec<_>>()
        })
    });
    let detail = move || {
        let shared = shared.get();
        let names = pillar.with_value(|pillar| {
            let domains = pillar.domains.iter().zip(&shared).filter(|(_, on)| **on);
            domains.map(|(domain, _)| domain.name.clone()).collect::<Vec<_>>()
        });
        if names.is_empty() {
            t("sharing.nothing_of")
        } else {
            tf("sharing.these", &[("names", &names.join(", "))])
        }
    };
    // A pillar's switch sets the whole pillar, including domains that had a choice of their own.
    let set_all = Callback::new(move |on: bool| {
        let mut new = vec![(
            SharingScope::Pillar(pillar.with_value(|pillar| pillar.id.clone())),
            on,
        )];
        let scopes = pillar.with_value(|pillar| {
            let domains = pillar.domains.iter();
            domains
                .map(|domain| SharingScope::Domain(domain.id.clone()))
                .collect::<Vec<_>>()
        });
        let now = tried.get_untracked();
        new.extend(
            scopes
                .into_iter()
                .filter(|scope| untrack(|| chosen(app, &now, scope)) == Some(!on))
                .map(|scope| (scope, on)),
        );
        choose.run(new);
    });
    let domains: Vec<AnyView> = pillar.with_value(|pillar| {
        let domains = pillar.domains.iter().enumerate();
        domains
            .map(|(place, domain)| {
                let scope = SharingScope::Domain(domain.id.clone());
                let is_on = move || shared.with(|shared| shared.get(place).copied().unwrap_or(false));
                let set = Callback::new(move |on: bool| choose.run(vec![(scope.clone(), on)]));
                view! {
                    <li><Switch label=domain.name.clone() value=Signal::derive(is_on) on_change=set /></li>
                }
                .into_any()
            })
            .collect()
    });
    let is_all_on = move || shared.with(|shared| shared.iter().all(|on| *on));
    let fold = (domains.len() > 1).then(|| {
        view! {
            <details class="mb-details mb-details--inside">
                <summary>{tf("sharing.by_domain", &[("pillar", &name)])}</summary>
                <ul>{domains}</ul>
            </details>
        }
        .into_any()
    });
    view! {
        <li>
            <Switch
                label=name.clone()
                detail=Signal::derive(detail)
                value=Signal::derive(is_all_on)
                on_change=set_all
            />
            {fold}
        </li>
    }
    .into_any()
}
