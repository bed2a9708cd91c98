//! The five sentences of a domain as radio buttons, each with a drawing of its stones.

use leptos::prelude::*;
use mijn_brug_plan::content::Domain;
use mijn_brug_plan::values::Level;

use super::choice::choice;

/// The radio buttons of a domain. `name` is the radio group, `chosen` the level as a number or empty.
pub fn level_choices(
    name: &'static str,
    chosen: RwSignal<String>,
    pillar: usize,
    domain: &Domain,
) -> AnyView {
    Level::all()
        .map(|level| level_choice(name, chosen, level, pillar, domain.sentence(level).to_owned()))
        .collect_view()
        .into_any()
}

/// The chosen level; `None` if there is none.
pub fn read_level(chosen: RwSignal<String>) -> Option<Level> {
    chosen.get_untracked().parse::<u8>().ok().and_then(Level::new)
}

fn level_choice(
    name: &'static str,
    chosen: RwSignal<String>,
    level: Level,
    pillar: usize,
    sentence: String,
) -> AnyView {
    let value = level.get().to_string();
    let shown = view! {
        <span
            class="mb-stones"
            data-level=value.clone()
            data-pillar=pillar.saturating_add(1).to_string()
            aria-hidden="true"
        >
            <i></i><i></i><i></i><i></i><i></i>
        </span>
        <span dir="auto">{sentence}</span>
    };
    choice(name, chosen, value, shown.into_any())
}
