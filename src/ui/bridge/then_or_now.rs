//! The switch between then and now, and what held.

use leptos::prelude::*;
use mijn_brug_plan::query::Change;

use super::overview::Overview;
use crate::ui::field::Segment;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::select::Select;
use crate::ui::texts::{t, tf};

/// The switch between then and now, and what held. Empty if there is no earlier day.
pub fn then_or_now(bridge: &Overview, shows_then: RwSignal<bool>, chosen: RwSignal<String>) -> AnyView {
    let Some(day) = bridge.shown_day.day() else {
        return ().into_any();
    };
    let value = if bridge.shown_day.is_then() { "then" } else { "now" };
    let beside = if bridge.shown_day.is_then() {
        let select = (bridge.earlier_days.len() > 1).then(|| {
            let days = bridge.earlier_days.iter();
            let options = days
                .map(|day| (day.to_string(), format::short_day(*day)))
                .collect();
            view! { <Select id="then-day" label=t("bridge.then_day") options value=chosen /> }.into_any()
        });
        view! { {select}{what_held(bridge)} }.into_any()
    } else {
        ().into_any()
    };
    view! {
        <Segment
            legend=t("bridge.then_or_now")
            name="then-or-now"
            options=vec![
                ("then".to_owned(), tf("bridge.then", &[("day", &format::short_day(day))])),
                ("now".to_owned(), t("bridge.now")),
            ]
            value=value.to_owned()
            on_choose=Callback::new(move |value: String| shows_then.set(value == "then"))
            quiet=true
        />
        {beside}
    }
    .into_any()
}

/// A list beside the earlier bridge: the domains that held, and those that rose since.
fn what_held(bridge: &Overview) -> AnyView {
    let line = |icon: &'static str, text: String| {
        view! { <li><Icon name=icon /><span>{text}</span></li> }.into_any()
    };
    let mut lines = Vec::new();
    let held = bridge.names(|place| matches!(place.change, Change::Held));
    if !held.is_empty() {
        lines.push(line("shield", tf("bridge.held_names", &[("names", &held)])));
    }
    let risen = bridge.names(|place| matches!(place.change, Change::Up(_)));
    if !risen.is_empty() {
        lines.push(line("sprout", tf("bridge.up_names", &[("names", &risen)])));
    }
    view! { <ul class="mb-facts">{lines}</ul> }.into_any()
}
