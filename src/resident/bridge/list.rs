//! The bridge as a list: the same content as the drawing, in words.

use leptos::prelude::*;
use mijn_brug_plan::ids::DomainId;
use mijn_brug_plan::query::Change;

use crate::resident::route::Route;
use crate::ui::bridge::{Answer, DomainView, Overview, ShownDay};
use crate::ui::icon::{Dot, Icon, Picture};
use crate::ui::texts::{t, tf, tn};

/// The element id of a domain's row, to move the focus to it.
pub fn row_id(domain: &DomainId) -> String {
    format!("domain-{domain}")
}

/// The answered domains by pillar, then domains that the content no longer has, then the others behind a fold.
pub fn list(bridge: &Overview) -> AnyView {
    let shown_day = bridge.shown_day;
    let mut sections = Vec::new();
    for (place, pillar) in bridge.pillars.iter().enumerate() {
        let marked: Vec<&DomainView> = pillar
            .domains
            .iter()
            .filter(|place| place.sentence.is_some() || place.answer == Answer::NotApplicable)
            .collect();
        sections.extend(section(pillar.name.clone(), &marked, Some(place), shown_day));
    }
    let earlier: Vec<&DomainView> = bridge.earlier.iter().collect();
    sections.extend(section(t("bridge.earlier"), &earlier, None, shown_day));
    let n_open = bridge.n_domains.saturating_sub(bridge.n_marked);
    if n_open > 0 && !shown_day.is_then() {
        let others = others(bridge, tn("bridge.others", n_open));
        sections.push(view! { <section class="mb-pillar">{others}</section> }.into_any());
    }
    sections.into_any()
}

/// The unmarked domains, behind a fold so that nobody faces ten empty boxes at once.
fn others(bridge: &Overview, title: String) -> AnyView {
    let mut rows = Vec::new();
    for (pillar, view) in bridge.pillars.iter().enumerate() {
        rows.extend(
            view.domains
                .iter()
                .filter(|place| place.answer == Answer::None)
                .map(|place| row(place, Some(pillar), ShownDay::Now)),
        );
    }
    view! {
        <details class="mb-details">
            <summary>{title}</summary>
            <ul class="mb-list">{rows}</ul>
        </details>
    }
    .into_any()
}

fn section(
    title: String,
    places: &[&DomainView],
    pillar: Option<usize>,
    shown_day: ShownDay,
) -> Option<AnyView> {
    if places.is_empty() {
        return None;
    }
    let rows: Vec<AnyView> = places.iter().map(|place| row(place, pillar, shown_day)).collect();
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

fn row(place: &DomainView, pillar: Option<usize>, shown_day: ShownDay) -> AnyView {
    let picture = place.picture.clone();
    let picture = match pillar {
        Some(pillar) => view! { <Dot name=picture pillar /> }.into_any(),
        None => view! { <Picture name=picture small=true /> }.into_any(),
    };
    let sentence = place.sentence.clone().unwrap_or_else(|| {
        if place.answer == Answer::NotApplicable {
            t("position.not_applicable")
        } else {
            t("bridge.choose_place")
        }
    });
    let talk = place.talk.then(|| {
        view! { <small class="mb-row__mark"><Icon name="message-circle" />{t("position.talk")}</small> }
            .into_any()
    });
    let observation = place.observation.as_ref().map(|note| {
        view! { <small class="mb-row__mark" dir="auto"><Icon name="users" />{tf("bridge.observation", &[("note", note)])}</small> }.into_any()
    });
    view! {
        <li>
            <a class="mb-row" id=row_id(&place.domain) href=Route::Position(place.domain.clone()).path()>
                {picture}
                <span class="mb-row__text">
                    <b>{place.name.clone()}</b>
                    <small dir="auto">{sentence}</small>
                    {talk}
                    {observation}
                    {badges(place, shown_day).into_iter().map(|(class, words)| view! { <span class=class>{words}</span> }.into_any()).collect_view()}
                </span>
                <Icon name="chevron-right" />
            </a>
        </li>
    }
    .into_any()
}

/// The badges at the end of a row. A lower position gets no colour and no word of blame (R4).
fn badges(place: &DomainView, shown_day: ShownDay) -> Vec<(&'static str, String)> {
    let change = match place.change {
        _ if !matches!(shown_day, ShownDay::Over(_)) => None,
        Change::Open | Change::Down(_) => None,
        Change::New => Some(("mb-badge mb-badge--quiet", t("bridge.new"))),
        Change::Up(levels) => Some(("mb-badge mb-badge--up", tn("bridge.up", usize::from(levels)))),
        Change::Held => Some(("mb-badge mb-badge--held", t("bridge.held"))),
        Change::Same => Some(("mb-badge mb-badge--quiet", t("bridge.same"))),
    };
    let urgent =
        (place.is_urgent && !shown_day.is_then()).then(|| ("mb-badge mb-badge--urgent", t("bridge.urgent")));
    urgent.into_iter().chain(change).collect()
}
