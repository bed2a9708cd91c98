//! "Wat stress doet": the cards, one at a time.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::stress::{StressCard, StressCards};

use crate::device::{error_log, page, settings};
use crate::resident::route::Route;
use crate::ui::screen::{Button, LinkButton, Notice, Screen, Weight};
use crate::ui::texts::{t, tf};

/// The screen of the cards.
pub fn stress() -> AnyView {
    let cards = RwSignal::new(None::<Vec<StressCard>>);
    spawn_local(async move {
        let path = format!("/stress/{}.json", settings::LANGUAGE.get());
        let json = page::fetch_text(&path).await;
        let read = json.and_then(|json| StressCards::read(&json).ok());
        if read.is_none() {
            error_log::note("stress cards", "unreadable file");
        }
        cards.try_set(Some(read.map(|read| read.cards).unwrap_or_default()));
    });
    let place = RwSignal::new(0_usize);
    let draw = move || match cards.get() {
        None => view! { <p class="mb-muted" role="status">{t("app.loading")}</p> }.into_any(),
        Some(cards) => match cards.get(place.get()) {
            Some(it) => card(it, place, cards.len()),
            None => view! { <Notice kind="info" text=t("stress.none") /> }.into_any(),
        },
    };
    view! { <Screen title=t("stress.title") back=Route::More.path()>{draw}</Screen> }.into_any()
}

fn card(card: &StressCard, place: RwSignal<usize>, n_cards: usize) -> AnyView {
    let number = place.get_untracked().saturating_add(1);
    let count = [("n", number.to_string()), ("all", n_cards.to_string())];
    let count = count.each_ref().map(|(name, value)| (*name, value.as_str()));
    let next = Callback::new(move |()| {
        place.set(number);
        page::after_paint(|| page::focus("stress-card"));
    });
    let on = if number < n_cards {
        view! { <Button label=t("stress.next") on_click=next /> }.into_any()
    } else {
        view! { <LinkButton label=t("stress.done") href=Route::More.path() weight=Weight::Primary /> }
            .into_any()
    };
    let href = format!("/stress/drawings/{}.svg#card", card.drawing);
    view! {
        <section class="mb-card mb-card--lifted">
            <svg class="mb-stress-card" viewBox="0 0 328 268" aria-hidden="true"><use href=href></use></svg>
            <h2 class="nl-heading nl-heading--level-2" id="stress-card" tabindex="-1">{card.title.clone()}</h2>
            <p class="nl-paragraph">{card.text.clone()}</p>
        </section>
        <p class="mb-muted">{tf("stress.count", &count)}</p>
        <div class="mb-actions">{on}</div>
    }
    .into_any()
}
