//! The frame of an open review: the list of its parts, the current part, and the buttons to continue.

use leptos::prelude::*;
use mijn_brug_plan::ids::ReviewId;
use mijn_brug_plan::plan::Review;
use mijn_brug_plan::values::ReviewPart;
use mijn_brug_plan::{Command, Event};

use super::next_time::NewAppointment;
use super::notes::{self, Notes};
use super::open_proposals::decided;
use super::prompts::Prompts;
use super::{
    ReviewContext, agree, bridge, goals, look_back, next_time, open_proposals, parts, summary, welcome,
};
use crate::device::{draft, overlay, page};
use crate::ui::field::FieldError;
use crate::ui::icon::Icon;
use crate::ui::keyed::keyed;
use crate::ui::screen::{Button, LinkButton, Notice, Screen, Weight};
use crate::ui::texts::{t, tf};

/// An open review, shared by its parts.
#[derive(Clone, Copy)]
pub struct OpenReview {
    context: ReviewContext,
    review: ReviewId,
    prompts: Prompts,
    /// The parts that may be named now.
    parts: Memo<Vec<ReviewPart>>,
    /// The number of the current part. A draft, so that it survives a reload.
    kept: RwSignal<String>,
    /// Whether the list of parts is open, on a screen where it is not beside the part.
    is_open: RwSignal<bool>,
    /// Goes to another part after saving what was typed in this one.
    leave: StoredValue<Option<Callback<ReviewPart>>>,
}

impl OpenReview {
    fn new(context: ReviewContext, review: ReviewId, prompts: Prompts) -> Self {
        let parts = Memo::new(move |_| {
            context.plan(|plan| {
                let review = plan.reviews.get(&review);
                let mut parts =
                    review.map_or_else(Vec::new, |review| parts::parts(plan, review, context.role));
                // A program without texts for part 6 does not have that part.
                parts.retain(|part| *part != ReviewPart::Appreciate || context.rewards_title().is_some());
                parts
            })
        });
        let kept = draft::text(context.draft(&format!("{review}.part")), String::new());
        if kept.with_untracked(String::is_empty) {
            let part = of(context, review, |review| {
                parts::to_go_on(&parts.get_untracked(), review)
            });
            kept.set(part.map(parts::number).unwrap_or_default());
        }
        Self {
            context,
            review,
            prompts,
            parts,
            kept,
            is_open: RwSignal::new(false),
            leave: StoredValue::new(None),
        }
    }

    /// The current part.
    fn part(self) -> ReviewPart {
        let kept = self.kept.with(|kept| parts::read(kept));
        let is_there = |part: &ReviewPart| self.parts.with(|parts| parts.contains(part));
        kept.filter(is_there).unwrap_or(ReviewPart::Welcome)
    }

    /// Opens or closes the list of parts. The phone's back button closes it too.
    fn unfold(self) {
        let is_open = !self.is_open.get_untracked();
        self.is_open.set(is_open);
        if is_open {
            overlay::opened(move || {
                self.is_open.try_set(false);
            });
        } else {
            overlay::closed(|| ());
        }
    }

    fn go(self, part: ReviewPart) {
        if self.is_open.try_set(false).is_none() {
            overlay::closed(|| ());
        }
        if self.kept.try_set(parts::number(part)).is_none() {
            page::after_paint(|| page::begin_screen(&t("review.title")));
        }
    }
}

fn of<T>(context: ReviewContext, review: ReviewId, ask: impl FnOnce(&Review) -> T) -> Option<T> {
    context.plan_now(|plan| plan.reviews.get(&review).map(ask))
}

/// The screen of an open review.
pub fn frame(context: ReviewContext, review: ReviewId, prompts: Prompts) -> AnyView {
    let open = OpenReview::new(context, review, prompts);
    let shown = Memo::new(move |_| open.part());
    page::after_paint(|| page::begin_screen(&t("review.title")));
    view! {
        <div class="mb-review">
            {list(open, shown)}
            {keyed(shown, move |shown| part(open, *shown))}
        </div>
    }
    .into_any()
}

/// The list of parts, beside the part or collapsed above it.
fn list(open: OpenReview, shown: Memo<ReviewPart>) -> AnyView {
    let context = open.context;
    let place = move || {
        let (n, all) = place(&open.parts.get(), shown.get());
        tf("review.place", &[("n", &n), ("all", &all)])
    };
    let here = move || parts::name(context, shown.get());
    let rows = move || {
        let finished = context.plan(|plan| {
            let review = plan.reviews.get(&open.review);
            review.map(|review| review.finished.clone()).unwrap_or_default()
        });
        let rows = open.parts.get().into_iter().enumerate();
        rows.map(|(place, part)| row(open, shown, place, part, finished.contains(&part)))
            .collect_view()
    };
    let status = move || {
        let status = context.status.get();
        status.map(|(icon, text)| view! { <li><Icon name=icon /><span>{text}</span></li> }.into_any())
    };
    view! {
        <nav class="mb-parts mb-no-print" aria-label=t("review.parts")>
            <p class="mb-parts__title"><Icon name="route" />{t("review.title")}</p>
            <button
                type="button"
                class="mb-parts__toggle"
                aria-expanded=move || if open.is_open.get() { "true" } else { "false" }
                on:click=move |_| open.unfold()
            >
                <span class="mb-muted">{place}</span>
                <b>{here}</b>
                <Icon name="arrow-down" />
            </button>
            <ol class="mb-parts__list" class:mb-parts__list--open=move || open.is_open.get()>{rows}</ol>
            <div class="mb-parts__status" role="status"><ul class="mb-facts">{status}</ul></div>
        </nav>
    }
    .into_any()
}

fn row(open: OpenReview, shown: Memo<ReviewPart>, place: usize, part: ReviewPart, is_done: bool) -> AnyView {
    let mark = if is_done {
        view! { <Icon name="check" /><span class="mb-visually-hidden">{t("review.done")}" "</span> }
            .into_any()
    } else {
        place.saturating_add(1).to_string().into_any()
    };
    view! {
        <li>
            <button
                type="button"
                class="mb-part"
                class:mb-part--done=is_done
                aria-current=move || (shown.get() == part).then_some("step")
                on:click=move |_| {
                    match open.leave.get_value().filter(|_| shown.get_untracked() != part) {
                        Some(leave) => drop(leave.try_run(part)),
                        None => open.go(part),
                    }
                }
            >
                <span class="mb-part__mark">{mark}</span>
                <span>{parts::name(open.context, part)}</span>
            </button>
        </li>
    }
    .into_any()
}

/// A part's number in the list, and the number of parts.
fn place(parts: &[ReviewPart], part: ReviewPart) -> (String, String) {
    let place = parts.iter().position(|candidate| *candidate == part);
    let n = place.unwrap_or_default().saturating_add(1);
    (n.to_string(), parts.len().to_string())
}

/// A part: its prompts, the proposals that wait for an answer, its content, its notes, and the buttons to continue.
fn part(open: OpenReview, part: ReviewPart) -> AnyView {
    let OpenReview { context, review, .. } = open;
    let notes = Notes::new(context, review, part);
    let appointment = (part == ReviewPart::NextTime).then(|| NewAppointment::new(context));
    let body = match part {
        ReviewPart::Welcome => welcome::welcome(context, review),
        ReviewPart::LookBack => look_back::look_back(context),
        ReviewPart::Bridge => bridge::bridge(context, review),
        ReviewPart::Goals => goals::goals(context),
        ReviewPart::Agree => agree::agree(context, review),
        ReviewPart::NextTime => appointment
            .clone()
            .map(|appointment| next_time::next_time(context, appointment))
            .into_any(),
        ReviewPart::Summary => view! { {unsaved(open)}{summary::summary(context, review)} }.into_any(),
        ReviewPart::Appreciate => context.rewards_part(review).into_any(),
    };
    let prompts = open.prompts.draw(part);
    let has_notes = part != ReviewPart::Summary;
    view! {
        <Screen title=parts::name(context, part)>
            {prompts}
            <div class="mb-review__waits mb-no-print">{open_proposals(context)}</div>
            {body}
            {has_notes.then(|| notes.draw())}
            <div class="mb-no-print">{move || decided(context)}</div>
            {way_on(open, part, notes, appointment)}
        </Screen>
    }
    .into_any()
}

/// A notice about half-filled forms other than notes, shown before printing, with a button to each.
fn unsaved(open: OpenReview) -> Option<AnyView> {
    let OpenReview { context, review, .. } = open;
    let actions = format!("{review}.actions");
    let begun: [(ReviewPart, &[&str]); 4] = [
        (ReviewPart::Bridge, &["position.", "view.", "urgency"]),
        (ReviewPart::Goals, &["goal.wish", "step.", "mini.", "smaller."]),
        (ReviewPart::Agree, &[actions.as_str()]),
        (ReviewPart::NextTime, &[next_time::DRAFTS]),
    ];
    let begun = begun.into_iter().filter(|(_, keys)| {
        let mut keys = keys.iter();
        keys.any(|key| draft::has(&context.draft(key)))
    });
    let ways: Vec<_> = begun
        .map(|(part, _)| {
            let go = Callback::new(move |()| open.go(part));
            view! { <Button label=parts::name(context, part) weight=Weight::Secondary on_click=go /> }
                .into_any()
        })
        .collect();
    (!ways.is_empty()).then(|| {
        view! {
            <div class="mb-no-print">
                <Notice kind="info" text=t("review.unsaved")>
                    <div class="mb-actions">{ways}</div>
                </Notice>
            </div>
        }
        .into_any()
    })
}

/// The buttons to the next part or the end. First saves the notes that were typed, and creates an appointment that is
/// complete.
fn way_on(open: OpenReview, part: ReviewPart, notes: Notes, appointment: Option<NewAppointment>) -> AnyView {
    let OpenReview { context, review, .. } = open;
    let error = RwSignal::new(None);
    let on = move |then: Option<Command>, go: Box<dyn FnOnce()>| {
        let kept = notes.clone();
        let made = appointment.as_ref().and_then(NewAppointment::command);
        let filled_in = made.is_some().then(|| appointment.clone()).flatten();
        let commands: Vec<Command> = notes.commands().into_iter().chain(made).chain(then).collect();
        if commands.is_empty() {
            return go();
        }
        context.act(Command::All(commands), error, move || {
            kept.clear();
            if let Some(appointment) = filled_in {
                appointment.clear();
            }
            go();
        });
    };
    let on = StoredValue::new_local(on);
    let leave = Callback::new(move |to| {
        let go = move || {
            // Do not navigate if the person chose another part in the meantime.
            let is_there = open.kept.try_get_untracked().is_some();
            if is_there && untrack(|| open.part()) == part {
                open.go(to);
            }
        };
        on.with_value(|on| on(None, Box::new(go)));
    });
    open.leave.set_value(Some(leave));
    let next = move || {
        let next = parts::after(&open.parts.get(), part);
        let act = Callback::new(move |()| {
            let finished = Event::ReviewPartFinished { review, part };
            let from = open.kept.get_untracked();
            on.with_value(|on| {
                let Some(next) = next else {
                    let mut all = notes::unsaved(context, review);
                    all.push(finished.into());
                    all.push(Event::ReviewClosed { review }.into());
                    let drafts = context.draft(&format!("{review}."));
                    let forget = move || draft::clear(&drafts);
                    return on(Some(Command::All(all)), Box::new(forget));
                };
                // Do not navigate if the person chose another part in the meantime.
                let go = move || {
                    if open.kept.try_get_untracked() == Some(from) {
                        open.go(next);
                    }
                };
                on(Some(finished.into()), Box::new(go));
            });
        });
        let label = match next {
            Some(next) => tf("review.to", &[("part", &parts::name(context, next))]),
            None => t("review.close"),
        };
        let icon = if next.is_some() {
            "arrow-right"
        } else {
            "circle-check"
        };
        view! { <Button label icon on_click=act /> }
    };
    view! {
        <FieldError id="review-error".to_owned() error />
        <div class="mb-actions mb-review__on mb-no-print">
            <LinkButton label=t("review.later") href=context.leave() weight=Weight::Secondary />
            {next}
        </div>
    }
    .into_any()
}
