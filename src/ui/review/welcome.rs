//! Part 1: welcome, and what stands out since the last review. Only what is good to know, and nothing that was missed
//! (R4).

use leptos::prelude::*;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::{DomainId, ReviewId};
use mijn_brug_plan::plan::Plan;
use mijn_brug_plan::query::{self, Achievement};

use super::ReviewContext;
use crate::device::clock;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::plan_view::domain_name;
use crate::ui::screen::Heading2;
use crate::ui::texts::{t, tf, tn};

/// Draws part 1.
pub fn welcome(context: ReviewContext, review: ReviewId) -> AnyView {
    let began = context.plan_now(|plan| plan.reviews.get(&review).map(|review| review.day));
    let resumed = began.filter(|day| *day != clock::today()).map(|day| {
        view! { <p class="mb-muted">{tf("review.resumed", &[("day", &format::short_day(day))])}</p> }
            .into_any()
    });
    let greeting = match context.resident() {
        name if name.is_empty() => t("review.hello"),
        name => tf("review.hello_name", &[("name", &name)]),
    };
    view! {
        <p class="mb-lead" dir="auto">{greeting}</p>
        {resumed}
        {move || standing_out(context)}
    }
    .into_any()
}

fn standing_out(context: ReviewContext) -> AnyView {
    let facts = context
        .content
        .with(|content| context.plan(|plan| facts(plan, content.as_ref().ok())));
    if facts.is_empty() {
        return view! { <p>{t("welcome_part.nothing")}</p> }.into_any();
    }
    let rows: Vec<AnyView> = facts
        .into_iter()
        .map(|(icon, words)| view! { <li><Icon name=icon /><span dir="auto">{words}</span></li> }.into_any())
        .collect();
    view! {
        <section class="mb-card">
            <Heading2 text=t("welcome_part.title") />
            <ul class="mb-facts mb-review__facts">{rows}</ul>
        </section>
    }
    .into_any()
}

/// What stands out, successes first: a pictogram and a sentence for each.
fn facts(plan: &Plan, content: Option<&Content>) -> Vec<(&'static str, String)> {
    let out = query::highlights(plan, clock::today());
    let name = |domain: &DomainId| domain_name(content, domain);
    let names = |domains: Vec<&DomainId>| domains.into_iter().map(name).collect::<Vec<_>>().join(", ");
    let n_done = out
        .achieved
        .iter()
        .filter(|(_, it)| matches!(it, Achievement::MiniStep(..)))
        .count();
    let done = if out.has_earlier {
        tn("welcome_part.done", n_done)
    } else {
        tn("welcome_part.done_first", n_done)
    };
    let mut risen: Vec<&DomainId> = Vec::new();
    for (_, it) in &out.achieved {
        if let Achievement::Rise(domain, ..) = it
            && !risen.contains(domain)
        {
            risen.push(domain);
        }
    }
    let asked: Vec<&str> = out.questions.iter().map(|asked| asked.title.as_str()).collect();
    let with_names = |icon, key: &str, domains: Vec<&DomainId>| {
        (!domains.is_empty()).then(|| (icon, tf(key, &[("names", &names(domains))])))
    };
    let facts = [
        (n_done > 0).then_some(("circle-check", done)),
        with_names("sprout", "bridge.up_names", risen),
        with_names("message-circle", "welcome_part.talk", out.to_talk_about),
        with_names("flag", "welcome_part.urgent", out.urgency.into_iter().collect()),
        (!asked.is_empty()).then(|| {
            (
                "life-buoy",
                tf("welcome_part.help", &[("titles", &asked.join(", "))]),
            )
        }),
        out.declined.map(|it| {
            let day = format::short_day(it.details.day);
            let declined = tf("welcome_part.declined", &[("day", &day)]);
            let words = [Some(declined), it.instead.map(format::instead)];
            (
                "calendar",
                words.into_iter().flatten().collect::<Vec<_>>().join(" "),
            )
        }),
    ];
    facts.into_iter().flatten().collect()
}
