//! The drawings of a domain, which belong to the content (R9): a scene, and a situation for each of its sentences.

use leptos::prelude::*;
use mijn_brug_plan::content::Domain;
use mijn_brug_plan::values::Level;

use super::icon::Icon;

/// Draws a domain's scene, or its pictogram where the content has no drawing. Decoration: the words stand beside it.
pub fn scene(domain: &Domain, pillar: usize) -> AnyView {
    picture(domain.drawing.as_deref(), "scene", &domain.picture, Some(pillar))
}

/// Draws the situation of a domain's sentence, or the domain's pictogram.
pub fn situation(domain: &Domain, level: Level, pillar: usize) -> AnyView {
    let symbol = format!("level-{}", level.get());
    picture(domain.drawing.as_deref(), &symbol, &domain.picture, Some(pillar))
}

/// Draws the scene of "weet ik niet".
pub fn unknown() -> AnyView {
    picture(Some("unknown"), "scene", "route", None)
}

fn picture(drawing: Option<&str>, symbol: &str, icon: &str, pillar: Option<usize>) -> AnyView {
    let pillar = pillar.map(|pillar| pillar.saturating_add(1).to_string());
    let inside = match drawing {
        Some(drawing) => {
            let href = format!("/bridge/drawings/{drawing}.svg#{symbol}");
            view! { <svg class="mb-scene__drawing" aria-hidden="true"><use href=href></use></svg> }.into_any()
        }
        None => view! { <Icon name=icon /> }.into_any(),
    };
    view! { <span class="mb-scene" data-pillar=pillar>{inside}</span> }.into_any()
}
