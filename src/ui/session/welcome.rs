//! Part 1: welcome, and what stands out since the last time. Only what is good to know: nothing that was missed (R4).

use leptos::prelude::*;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::{DomainId, ReviewId};
use mijn_brug_plan::plan::{MiniStepState, Plan};
use mijn_brug_plan::query::{self, Change};

use super::Table;
use super::look_back::last_time;
use crate::device::clock;
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::plan_view::domain_name;
use crate::ui::screen::Heading2;
use crate::ui::texts::{t, tf, tn};

/// The part.
pub fn welcome(table: Table, review: ReviewId) -> Node {
    let began = table.plan_now(|plan| plan.reviews.get(&review).map(|review| review.day));
    let resumed = began.filter(|day| *day != clock::today()).map(
        |day| view! { <p class="mb-muted">{tf("session.resumed", &[("day", &format::short_day(day))])}</p> },
    );
    let greeting = match table.resident() {
        name if name.is_empty() => t("session.hello"),
        name => tf("session.hello_name", &[("name", &name)]),
    };
    view! {
        <p class="mb-lead" dir="auto">{greeting}</p>
        {resumed}
        {move || standing_out(table, review)}
    }
    .into_node()
}

fn standing_out(table: Table, review: ReviewId) -> Node {
    let facts = table
        .content
        .with(|content| table.plan(|plan| facts(plan, content.as_ref().ok(), review)));
    if facts.is_empty() {
        return view! { <p>{t("welcome_part.nothing")}</p> }.into_node();
    }
    let rows: Vec<Node> = facts
        .into_iter()
        .map(|(icon, words)| view! { <li><Icon name=icon /><span dir="auto">{words}</span></li> }.into_node())
        .collect();
    view! {
        <section class="mb-card">
            <Heading2 text=t("welcome_part.title") />
            <ul class="mb-facts mb-session__facts">{rows}</ul>
        </section>
    }
    .into_node()
}

/// What stands out, most telling first: a pictogram and a sentence each.
fn facts(plan: &Plan, content: Option<&Content>, review: ReviewId) -> Vec<(&'static str, String)> {
    let since = last_time(plan, review);
    let names = |which: &dyn Fn(&DomainId) -> bool| {
        let found: Vec<String> = plan
            .positions
            .keys()
            .filter(|domain| which(domain))
            .map(|domain| domain_name(content, domain))
            .collect();
        (!found.is_empty()).then(|| found.join(", "))
    };
    let is_new = |state: &MiniStepState| matches!(state, MiniStepState::Done(day, _) if since.is_none_or(|since| *day >= since));
    let n_done = plan.mini_steps.values().filter(|it| is_new(&it.state)).count();
    let change = |domain: &DomainId| query::then_and_now(plan, domain, since).change;
    let asked = plan
        .mini_steps
        .values()
        .filter(|it| it.is_open() && it.help_asked.is_some());
    let asked: Vec<&str> = asked.map(|it| it.title.as_str()).collect();
    let talk = |domain: &DomainId| plan.position(domain).is_some_and(|position| position.talk);
    let facts = [
        (n_done > 0).then(|| ("circle-check", tn("welcome_part.done", n_done))),
        names(&|domain| matches!(change(domain), Change::Up(_)))
            .map(|names| ("sprout", tf("bridge.up_names", &[("names", &names)]))),
        names(&talk).map(|names| ("message-circle", tf("welcome_part.talk", &[("names", &names)]))),
        (!asked.is_empty()).then(|| {
            (
                "life-buoy",
                tf("welcome_part.help", &[("titles", &asked.join(", "))]),
            )
        }),
        since
            .and_then(|_| names(&|domain| change(domain) == Change::Held))
            .map(|names| ("shield", tf("bridge.held_names", &[("names", &names)]))),
    ];
    facts.into_iter().flatten().collect()
}
