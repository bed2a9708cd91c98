//! Part 8: the outcome of the review on one sheet, to print or to save as PDF.

use leptos::prelude::*;
use mijn_brug_plan::Role;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::{AppointmentId, ReviewId};
use mijn_brug_plan::plan::{Agreement, Appointment, Goal, Plan, Review};
use mijn_brug_plan::query::{self, Change, FirstStep, ReviewSummary};

use super::agree::{confirmed, title};
use super::bridge::day_then;
use super::notes::who;
use super::{ReviewContext, parts};
use crate::device::{clock, print_fit};
use crate::ui::bridge::{DomainView, Drawing, overview};
use crate::ui::format;
use crate::ui::plan_view::domain_name;
use crate::ui::print_button::PrintButton;
use crate::ui::screen::{Heading2, Weight};
use crate::ui::texts::{t, tf, tn};

/// The sheet of a review, and the button that prints it.
pub fn summary(context: ReviewContext, review: ReviewId) -> AnyView {
    print_fit::fit_when_printed();
    let drawn = Memo::new(move |_| {
        let then = context.plan(|plan| day_then(plan, review));
        context
            .content
            .with(|content| context.plan(|plan| overview(content.as_ref().ok(), plan, then, false)))
    });
    let sheet = move || {
        let is_begun = drawn.with(|drawn| drawn.n_marked > 0);
        context.content.with(|content| {
            context.plan(|plan| {
                let known = query::review_summary(plan, review, clock::today())?;
                let domains = content.as_ref().ok();
                let picture = is_begun
                    .then(|| view! { <Drawing overview=drawn on_tap=Callback::new(|_| ()) /> }.into_any());
                let places = drawn.with(|drawn| drawn.domains().filter_map(domain_view).collect_view());
                Some(
                    view! {
                        <p class="mb-muted">{heading(context, known.review)}</p>
                        {section("review.bridge", view! {
                            <div class="mb-sheet__bridge">{picture}<ul class="mb-lines">{places}</ul></div>
                        }.into_any(), is_begun)}
                        {goals(&known, domains)}
                        {agreed(plan, known.review)}
                        {notes(context, known.review)}
                        {appointments(&known)}
                        <p class="mb-sheet__short">{t("summary.short")}</p>
                    }
                    .into_any(),
                )
            })
        })
    };
    view! {
        <p class="mb-lead mb-no-print">{t("summary.lead")}</p>
        <article class="mb-paper mb-sheet">{sheet}</article>
        <div class="mb-actions mb-no-print">
            <PrintButton label=t("summary.print") instead=t("print.photo") weight=Weight::Secondary />
        </div>
    }
    .into_any()
}

fn heading(context: ReviewContext, review: &Review) -> String {
    let day = format::short_day(review.day);
    match context.resident() {
        name if name.is_empty() => tf("review.of_day", &[("day", &day)]),
        name => tf("summary.with", &[("day", &day), ("name", &name)]),
    }
}

/// A section with its heading; `None` unless `is_there`.
fn section(key: &str, body: AnyView, is_there: bool) -> Option<AnyView> {
    is_there.then(|| view! { <section><Heading2 text=t(key) />{body}</section> }.into_any())
}

fn list(key: &str, lines: Vec<AnyView>) -> Option<AnyView> {
    let is_there = !lines.is_empty();
    section(
        key,
        view! { <ul class="mb-lines">{lines}</ul> }.into_any(),
        is_there,
    )
}

/// One line for a domain, with whether it held or rose. Of a lower position nothing is said (R4).
fn domain_view(place: &DomainView) -> Option<AnyView> {
    let sentence = place.sentence.clone()?;
    let change = match place.change {
        Change::Up(levels) => Some(tn("bridge.up", usize::from(levels))),
        Change::Held => Some(t("bridge.held")),
        Change::Same => Some(t("bridge.same")),
        Change::Open | Change::New | Change::Down(_) => None,
    };
    let change = change.map(|change| format!(" ({change})"));
    let observation = place
        .observation
        .as_ref()
        .map(|note| tf("bridge.observation", &[("note", note)]));
    Some(
        view! {
            <li dir="auto">
                <b>{place.name.clone()}</b>": "{sentence}{change}
                {observation.map(|words| view! { <small>" "{words}</small> }.into_any())}
            </li>
        }
        .into_any(),
    )
}

/// The active goals, each with the first thing to do.
fn goals(summary: &ReviewSummary<'_>, content: Option<&Content>) -> Option<AnyView> {
    let line = |(goal, first): &(&Goal, Option<FirstStep<'_>>)| {
        let first = first.as_ref().map(first_step);
        view! {
            <li dir="auto">
                <b>{goal.wish.clone()}</b>" "<small>{domain_name(content, &goal.domain)}</small>
                {first}
            </li>
        }
        .into_any()
    };
    list("review.goals", summary.goals.iter().map(line).collect())
}

fn first_step(first: &FirstStep<'_>) -> AnyView {
    let title = match first.mini_step {
        Some((_, it)) => {
            let when = format::when(it.when).map(|when| format!(" · {when}"));
            format!("{}{}", it.title, when.unwrap_or_default())
        }
        None => first.step.1.title.clone(),
    };
    view! { <p class="mb-sheet__first"><span aria-hidden="true">"☐ "</span>{title}</p> }.into_any()
}

/// The agreements made in this review or later, with how each person confirmed.
fn agreed(plan: &Plan, review: &Review) -> Option<AnyView> {
    let of_now = |it: &&Agreement| it.is_agreed() && it.number > review.number;
    let line = |it: &Agreement| {
        let actions: Vec<String> = it.actions.iter().map(|action| title(plan, *action)).collect();
        let both = [
            it.resident.map(|how| confirmed(Role::Resident, how)),
            it.caseworker.map(|how| confirmed(Role::Caseworker, how)),
        ];
        let both: Vec<String> = both.into_iter().flatten().collect();
        view! { <li dir="auto">{actions.join(" · ")}<br /><small>{both.join(" · ")}</small></li> }.into_any()
    };
    list(
        "agree.agreed",
        plan.agreements.values().filter(of_now).map(line).collect(),
    )
}

fn notes(context: ReviewContext, review: &Review) -> Option<AnyView> {
    let line = |(part, role, note): &(mijn_brug_plan::values::ReviewPart, Role, String)| {
        let from = format!(
            "{}, {}",
            parts::name(context, *part),
            format::small(&who(context, *role))
        );
        view! { <li dir="auto"><small>{from}": "</small>{note.clone()}</li> }.into_any()
    };
    list("summary.notes", review.notes.iter().map(line).collect())
}

/// The upcoming appointments. One that was made in this review need not be the first.
fn appointments(summary: &ReviewSummary<'_>) -> Option<AnyView> {
    let line = |(_, appointment): &(AppointmentId, &Appointment)| {
        let details = &appointment.details;
        let bring = (!details.bring.is_empty()).then(|| tf("today.bring", &[("things", &details.bring)]));
        let parts = [
            Some(details.with.clone()),
            Some(format::moment(details.day, details.time)),
            Some(details.place.clone()),
            bring,
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        view! { <li dir="auto">{parts.join(" · ")}</li> }.into_any()
    };
    list(
        "review.next_time",
        summary.appointments.iter().map(line).collect(),
    )
}
