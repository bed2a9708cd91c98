//! Mijn brug: the drawing, then and now, and the same content as a list.

use std::cell::RefCell;

use chrono::NaiveDate;
use leptos::prelude::*;
use mijn_brug_plan::ids::DomainId;
use mijn_brug_plan::query::{self, Change};

use self::drawing::Drawing;
use self::overview::{Look, Overview, overview};
use self::select::Select;
use super::route::Route;
use super::state::use_app;
use crate::device::page;
use crate::ui::field::Segment;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::screen::{GoTo, Heading2, Notice, Screen, Weight};
use crate::ui::texts::{t, tf};

mod cards;
mod drawing;
mod list;
pub mod links;
mod overview;
pub mod position;
mod select;
pub mod urgency;

thread_local! {
    /// The domain that was marked just now: the bridge confirms it once.
    static JUST_MARKED: RefCell<Option<DomainId>> = const { RefCell::new(None) };
}

/// The screen.
pub fn bridge() -> impl IntoView {
    let app = use_app();
    let just_marked = JUST_MARKED.take();
    let shows_then = RwSignal::new(false);
    // The day that was chosen to compare with; empty is the first one.
    let chosen = RwSignal::new(String::new());
    let earlier_days = Memo::new(move |_| {
        let mut days = app.plan(query::bridge_days);
        days.pop();
        days
    });
    let look = Memo::new(move |_| {
        let day = earlier_days.with(|days| {
            let chosen = chosen.get().parse::<NaiveDate>().ok().filter(|day| days.contains(day));
            chosen.or_else(|| days.first().copied())
        });
        match day {
            None => Look::Now,
            Some(day) if shows_then.get() => Look::Then(day),
            Some(day) => Look::Over(day),
        }
    });
    let bridge = Memo::new(move |_| {
        app.content.with(|content| app.plan(|plan| overview(content.as_ref().ok(), plan, look.get())))
    });
    let tap = Callback::new(move |pillar: usize| {
        let first = bridge.with_untracked(|bridge| {
            let places = &bridge.pillars.get(pillar)?.places;
            places.iter().find(|place| !place.is_open).or_else(|| places.first()).cloned()
        });
        match first {
            Some(place) if place.is_open => app.go(&Route::Position(place.domain)),
            Some(place) => page::focus(&list::row_id(&place.domain)),
            None => {}
        }
    });
    let is_broken = move || app.content.with(Result::is_err);
    let has_any = Memo::new(move |_| bridge.with(|bridge| bridge.n_marked > 0));
    let offers_next = just_marked.is_none();
    view! {
        <Screen title=t("nav.bridge")>
            {move || app.content.with(|content| content.as_ref().err().cloned()).map(broken)}
            {just_marked.map(|domain| confirmation(bridge, domain))}
            <div class="columns">
                <div>
                    {move || (!is_broken()).then(|| view! { <Drawing overview=bridge on_tap=tap /> })}
                    {move || then_or_now(look.get(), earlier_days, shows_then, chosen)}
                    {move || look.get().is_then().then(|| what_held(bridge))}
                    {move || (has_any.get() && offers_next && !look.get().is_then()).then(|| progress(bridge))}
                </div>
                <div>
                    {move || {
                        if has_any.get() || is_broken() {
                            list::list(bridge, look).into_any()
                        } else {
                            invitation(bridge).into_any()
                        }
                    }}
                    {move || (has_any.get() && !look.get().is_then()).then(cards::cards)}
                </div>
            </div>
        </Screen>
    }
}

/// The content's file cannot be used: what that means, and the place in the file for who keeps it.
fn broken(place: String) -> impl IntoView {
    view! {
        <Notice kind="warn" text=t("bridge.broken")>
            <p><small>{tf("bridge.broken_place", &[("place", &place)])}</small></p>
        </Notice>
    }
}

/// A position was marked just now: that it was kept, and an offer to go on.
fn confirmation(bridge: Memo<Overview>, domain: DomainId) -> impl IntoView {
    let (name, next) = bridge.with_untracked(|bridge| {
        let name = bridge.places().find(|place| place.domain == domain).map(|place| place.name.clone());
        (name.unwrap_or_default(), bridge.next_open(Some(&domain)).cloned())
    });
    view! {
        <section class="mb-card" role="status">
            <p class="mb-lead"><Icon name="circle-check" />" "{tf("bridge.marked", &[("domain", &name)])}</p>
            {next.map(|place| view! {
                <p class="mb-muted">{how_far(bridge)}</p>
                <div class="mb-actions">
                    <GoTo
                        label=tf("bridge.next", &[("domain", &place.name)])
                        href=Route::Position(place.domain).path()
                        weight=Weight::Secondary
                    />
                </div>
            })}
        </section>
    }
}

fn how_far(bridge: Memo<Overview>) -> String {
    let (marked, all) = bridge.with(|bridge| (bridge.n_marked, bridge.n_domains));
    tf("bridge.progress", &[("marked", &marked.to_string()), ("all", &all.to_string())])
}

/// How many domains are marked, and the next one as an offer; nothing once all are.
fn progress(bridge: Memo<Overview>) -> impl IntoView {
    bridge.with(|bridge| bridge.next_open(None).cloned()).map(|place| {
        view! {
            <section class="mb-card">
                <p class="mb-muted">{how_far(bridge)}</p>
                <div class="mb-actions">
                    <GoTo
                        label=tf("bridge.next", &[("domain", &place.name)])
                        href=Route::Position(place.domain).path()
                        weight=Weight::Secondary
                    />
                </div>
            </section>
        }
    })
}

/// Nothing is marked yet: one domain to begin with, and the others for who wants to choose.
fn invitation(bridge: Memo<Overview>) -> impl IntoView {
    let first = bridge.with(|bridge| bridge.next_open(None).cloned());
    first.map(|place| {
        view! {
            <section class="mb-card mb-card--lifted">
                <Heading2 text=t("bridge.begin_title") />
                <p>{tf("bridge.begin_text", &[("domain", &place.name)])}</p>
                <div class="mb-actions">
                    <GoTo label=t("bridge.begin") href=Route::Position(place.domain).path() />
                </div>
            </section>
            {list::others(bridge, t("bridge.begin_elsewhere"))}
        }
    })
}

/// The choice between then and now; nothing without an earlier day.
fn then_or_now(
    look: Look,
    earlier_days: Memo<Vec<NaiveDate>>,
    shows_then: RwSignal<bool>,
    chosen: RwSignal<String>,
) -> Option<impl IntoView> {
    let day = look.day()?;
    let value = if look.is_then() { "then" } else { "now" };
    let days = earlier_days.get();
    let select = (days.len() > 1).then(|| {
        let options = days.into_iter().map(|day| (day.to_string(), format::short_day(day))).collect();
        view! { <Select id="toen" label=t("bridge.then_day") options value=chosen /> }
    });
    Some(view! {
        <Segment
            legend=t("bridge.then_or_now")
            name="toen-of-nu"
            options=vec![
                ("then".to_owned(), tf("bridge.then", &[("day", &format::short_day(day))])),
                ("now".to_owned(), t("bridge.now")),
            ]
            value=value.to_owned()
            on_choose=Callback::new(move |value: String| shows_then.set(value == "then"))
            quiet=true
        />
        {select}
    })
}

/// Beside the bridge of then: what of it still stands, and what came since.
fn what_held(bridge: Memo<Overview>) -> impl IntoView {
    let (held, risen) = bridge.with(|bridge| {
        let held = bridge.names(|place| matches!(place.change, Change::Held | Change::Up(_))).join(", ");
        let risen = bridge.names(|place| matches!(place.change, Change::Up(_))).join(", ");
        (held, risen)
    });
    let line = |icon: &'static str, key: &'static str, names: String| {
        (!names.is_empty()).then(|| view! { <li><Icon name=icon /><span>{tf(key, &[("names", &names)])}</span></li> })
    };
    view! { <ul class="mb-facts">{line("shield", "bridge.held_names", held)}{line("sprout", "bridge.up_names", risen)}</ul> }
}
