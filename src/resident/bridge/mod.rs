//! Mijn brug: the drawing, then and now, and the same content as a list.

use std::cell::RefCell;

use leptos::prelude::*;
use mijn_brug_plan::ids::DomainId;

use super::context::use_app;
use super::route::Route;
use crate::device::page;
use crate::ui::bridge::{Drawing, Overview, overview, then_or_now};
use crate::ui::content;
use crate::ui::icon::Icon;
use crate::ui::screen::{Heading2, LinkButton, Screen, Weight};
use crate::ui::texts::{t, tf};

mod cards;
pub mod links;
mod list;
pub mod position;
pub mod urgency;

thread_local! {
    /// The domain that was just marked. The bridge confirms it once.
    static JUST_MARKED: RefCell<Option<DomainId>> = const { RefCell::new(None) };
}

/// The screen of the bridge.
pub fn bridge() -> AnyView {
    let app = use_app();
    let just_marked = JUST_MARKED.take();
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
            Some(place) if place.is_open => app.go(&Route::Position(place.domain)),
            Some(place) => page::focus(&list::row_id(&place.domain)),
            None => {}
        }
    });
    let offers_next = just_marked.is_none();
    view! {
        <Screen title=t("nav.bridge")>
            {content::broken(app.content)}
            {just_marked.map(|domain| confirmation(bridge, &domain))}
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
                    {move || {
                        bridge.with(|bridge| {
                            if bridge.is_begun() { list::list(bridge, offers_next) } else { invitation(bridge) }
                        })
                    }}
                    {move || {
                        let is_shown = bridge.with(|bridge| bridge.is_begun() && !bridge.shown_day.is_then());
                        if is_shown { cards::cards() } else { ().into_any() }
                    }}
                </div>
            </div>
        </Screen>
    }.into_any()
}

/// Confirms the position that was just marked, and offers the next domain.
fn confirmation(bridge: Memo<Overview>, domain: &DomainId) -> AnyView {
    bridge.with_untracked(|bridge| {
        let name = bridge.domains().find(|place| place.domain == *domain).map_or("", |place| place.name.as_str());
        view! {
            <section class="mb-card" id="said">
                <p class="mb-said"><Icon name="circle-check" /><b>{tf("bridge.marked", &[("domain", name)])}</b></p>
                {next(bridge, Some(domain))}
            </section>
        }
        .into_any()
    })
}

/// How many domains are marked, with an offer to mark the next one. `None` once all are marked.
fn next(bridge: &Overview, after: Option<&DomainId>) -> Option<AnyView> {
    let place = bridge.next_open(after)?;
    Some(
        view! {
            {how_far(bridge)}
            <div class="mb-actions">
                <LinkButton
                    label=tf("bridge.next", &[("domain", &place.name)])
                    href=Route::Position(place.domain.clone()).path()
                    weight=Weight::Secondary
                />
            </div>
        }
        .into_any(),
    )
}

fn how_far(bridge: &Overview) -> AnyView {
    let (marked, all) = (bridge.n_marked.to_string(), bridge.n_domains.to_string());
    view! { <p class="mb-muted">{tf("bridge.progress", &[("marked", &marked), ("all", &all)])}</p> }
        .into_any()
}

/// Nothing is marked yet: offers one domain to begin with, and the others behind a fold.
fn invitation(bridge: &Overview) -> AnyView {
    let Some(place) = bridge.next_open(None) else {
        return ().into_any();
    };
    view! {
        <section class="mb-card mb-card--lifted">
            <Heading2 text=t("bridge.begin_title") />
            <p>{tf("bridge.begin_text", &[("domain", &place.name)])}</p>
            <div class="mb-actions">
                <LinkButton label=t("bridge.begin") href=Route::Position(place.domain.clone()).path() />
            </div>
        </section>
        {list::others(bridge, t("bridge.begin_elsewhere"))}
    }
    .into_any()
}
