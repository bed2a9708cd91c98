//! The bridge as a list: the same content as the drawing, in words.

use leptos::prelude::*;
use mijn_brug_plan::ids::DomainId;
use mijn_brug_plan::query::Change;

use super::overview::{Look, Overview, Place};
use crate::resident::route::Route;
use crate::ui::icon::{Dot, Icon, Picture};
use crate::ui::texts::{t, tf, tn};

/// The id of a domain's row, to move the focus to.
pub fn row_id(domain: &DomainId) -> String {
    format!("plek-{domain}")
}

/// Every domain that is marked, by pillar; what the content does not know; and behind a fold what is not marked yet.
pub fn list(bridge: Memo<Overview>, look: Memo<Look>) -> impl IntoView {
    move || {
        let look = look.get();
        bridge.with(|bridge| {
            let marked = bridge.pillars.iter().enumerate().map(|(place, pillar)| {
                let marked = pillar.places.iter().filter(|place| place.sentence.is_some()).collect();
                section(pillar.name.clone(), marked, Some(place), look)
            });
            let marked = marked.collect_view();
            let earlier = section(t("bridge.earlier"), bridge.earlier.iter().collect(), None, look);
            let n_open = bridge.places().filter(|place| place.is_open).count();
            let open = (n_open > 0 && !look.is_then()).then(|| fold(bridge, tn("bridge.others", n_open)));
            view! { {marked}{earlier}{open} }
        })
    }
}

/// Every domain that is not marked yet, behind a fold: never ten empty boxes at once.
pub fn others(bridge: Memo<Overview>, title: String) -> impl IntoView {
    bridge.with(|bridge| fold(bridge, title))
}

fn fold(bridge: &Overview, title: String) -> AnyView {
    let rows = bridge
        .pillars
        .iter()
        .enumerate()
        .flat_map(|(pillar, view)| view.places.iter().map(move |place| (pillar, place)))
        .filter(|(_, place)| place.is_open)
        .map(|(pillar, place)| row(place, Some(pillar), Look::Now))
        .collect_view();
    view! {
        <details class="mb-fold">
            <summary>{title}</summary>
            <ul class="mb-list">{rows}</ul>
        </details>
    }
    .into_any()
}

fn section(title: String, places: Vec<&Place>, pillar: Option<usize>, look: Look) -> Option<AnyView> {
    if places.is_empty() {
        return None;
    }
    let rows = places.into_iter().map(|place| row(place, pillar, look)).collect_view();
    Some(
        view! {
            <section class="mb-pillar">
                <h2 class="mb-pillar__name">{title}</h2>
                <ul class="mb-list">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn row(place: &Place, pillar: Option<usize>, look: Look) -> AnyView {
    let picture = place.picture.clone();
    let picture = match pillar {
        Some(pillar) => view! { <Dot name=picture pillar /> }.into_any(),
        None => view! { <Picture name=picture small=true /> }.into_any(),
    };
    let sentence = place.sentence.clone().unwrap_or_else(|| t("bridge.choose_place"));
    let talk = place.talk.then(|| view! { <small class="mb-row__mark"><Icon name="message-circle" />{t("position.talk")}</small> });
    let view = place.view.as_ref().map(|view| {
        view! { <small class="mb-row__mark" dir="auto"><Icon name="users" />{tf("bridge.view", &[("view", view)])}</small> }
    });
    view! {
        <li>
            <a class="mb-row" id=row_id(&place.domain) href=Route::Position(place.domain.clone()).path()>
                {picture}
                <span class="mb-row__text">
                    <b>{place.name.clone()}</b>
                    <small dir="auto">{sentence}</small>
                    {talk}
                    {view}
                    {badges(place, look).into_iter().map(|(class, words)| view! { <span class=class>{words}</span> }).collect_view()}
                </span>
                <Icon name="chevron-right" />
            </a>
        </li>
    }
    .into_any()
}

/// The short words at the end of a row. What went lower has no colour and no word of blame (R4).
fn badges(place: &Place, look: Look) -> Vec<(&'static str, String)> {
    let change = match place.change {
        _ if !matches!(look, Look::Over(_)) => None,
        Change::Open => None,
        Change::New => Some(("mb-badge mb-badge--quiet", t("bridge.new"))),
        Change::Up(levels) => Some(("mb-badge mb-badge--up", tn("bridge.up", usize::from(levels)))),
        Change::Held => Some(("mb-badge mb-badge--held", t("bridge.held"))),
        Change::Down(_) => Some(("mb-badge mb-badge--quiet", t("bridge.different"))),
    };
    let urgent = (place.is_urgent && !look.is_then()).then(|| ("mb-badge mb-badge--urgent", t("bridge.urgent")));
    urgent.into_iter().chain(change).collect()
}
