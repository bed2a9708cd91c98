//! Mijn brug: the drawing, then and now, and the same content as a list.

use std::cell::RefCell;

use leptos::prelude::*;
use mijn_brug_plan::ids::DomainId;

use super::context::use_app;
use super::route::Route;
use crate::device::page;
use crate::ui::bridge::{Drawing, overview, then_or_now};
use crate::ui::content;
use crate::ui::screen::Screen;
use crate::ui::texts::t;

mod cards;
pub mod choose;
pub mod links;
mod list;
pub mod placed;
pub mod position;
pub mod urgency;
mod way_on;

thread_local! {
    /// The domain that was answered by the last tap. Its answer can be taken back once.
    static JUST_ANSWERED: RefCell<Option<DomainId>> = const { RefCell::new(None) };
}

/// The screen of the bridge.
pub fn bridge() -> AnyView {
    let app = use_app();
    let shows_then = RwSignal::new(false);
    // The day to compare with. Empty means the first day.
    let chosen = RwSignal::new(String::new());
    let bridge = Memo::new(move |_| {
        let chosen = chosen.get().parse().ok();
        app.content
            .with(|content| app.plan(|plan| overview(content.as_ref().ok(), plan, chosen, shows_then.get())))
    });
    let tap = Callback::new(move |pillar: usize| {
        let first = bridge.with_untracked(|bridge| {
            let places = &bridge.pillars.get(pillar)?.domains;
            places
                .iter()
                .find(|place| place.sentence.is_some())
                .or_else(|| places.first())
                .cloned()
        });
        match first {
            Some(place) if place.sentence.is_none() => app.go(&Route::Position(place.domain)),
            Some(place) => page::focus(&list::row_id(&place.domain)),
            None => {}
        }
    });
    view! {
        <Screen title=t("nav.bridge")>
            {content::broken(app.content)}
            <div class="columns">
                <div class="mb-stays">
                    {move || {
                        if app.content.with(Result::is_ok) {
                            view! { <Drawing overview=bridge on_tap=tap /> }.into_any()
                        } else {
                            ().into_any()
                        }
                    }}
                    {move || bridge.with(|bridge| then_or_now(bridge, shows_then, chosen))}
                </div>
                <div>
                    {move || way_on::way_on(app)}
                    {move || bridge.with(list::list)}
                    {move || {
                        let is_shown = bridge.with(|bridge| bridge.is_begun() && !bridge.shown_day.is_then());
                        if is_shown { cards::cards() } else { ().into_any() }
                    }}
                </div>
            </div>
        </Screen>
    }
    .into_any()
}
