//! Pictograms: SVG symbols that the build embeds in the page, from the names in `style/icons.txt`.
use leptos::prelude::*;

/// A pictogram beside a text. Screen readers skip it.
#[component]
pub fn Icon(
    /// Its name in `style/icons.txt`.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    view! {
        <svg class="mb-icon" viewBox="0 0 24 24" aria-hidden="true">
            <use href=format!("#i-{name}")></use>
        </svg>
    }
}

/// A pictogram in a rounded tile.
#[component]
pub fn Picture(
    /// Its name in `style/icons.txt`.
    #[prop(into)]
    name: String,
    /// Whether to use the smaller tile.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <span class="mb-pic" class:mb-pic--small=small>
            <Icon name />
        </span>
    }
}

/// The pictogram of a domain, in its pillar's colour.
#[component]
pub fn Dot(
    /// Its name in `style/icons.txt`.
    #[prop(into)]
    name: String,
    /// The index of the pillar, from 0.
    pillar: usize,
) -> impl IntoView {
    view! {
        <span class="mb-dot" data-pillar=pillar.saturating_add(1).to_string()>
            <Icon name />
        </span>
    }
}
