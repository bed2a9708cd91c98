//! The frame of an open review: the list of its parts, the current part, and the buttons to continue.

use leptos::prelude::*;
use mijn_brug_plan::ids::ReviewId;
use mijn_brug_plan::plan::Review;
use mijn_brug_plan::values::ReviewPart;
use mijn_brug_plan::{Command, Event};

use super::next_time::Meeting;
use super::notes::{self, Notes};
use super::prompts::Prompts;
use super::waiting::decided;
use super::{Table, agree, bridge, goals, look_back, next_time, parts, summary, waiting, welcome};
use crate::device::{draft, overlay, page};
use crate::ui::field::FieldError;
use crate::ui::icon::Icon;
use crate::ui::keyed::keyed;
use crate::ui::screen::{Button, LinkButton, Notice, Screen, Weight};
use crate::ui::texts::{t, tf};

/// An open review, shared by its parts.
#[derive(Clone, Copy)]
pub struct Sitting {
    table: Table,
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

impl Sitting {
    fn new(table: Table, review: ReviewId, prompts: Prompts) -> Self {
        let parts = Memo::new(move |_| {
            table.plan(|plan| {
                let review = plan.reviews.get(&review);
                let mut parts = review.map_or_else(Vec::new, |review| parts::parts(plan, review, table.role));
                // A program without texts for part 6 does not have that part.
                parts.retain(|part| *part != ReviewPart::Appreciate || table.sixth_title().is_some());
                parts
            })
        });
        let kept = draft::text(table.draft(&format!("{review}.part")), String::new());
        if kept.with_untracked(String::is_empty) {
            let part = of(table, review, |review| {
                parts::to_go_on(&parts.get_untracked(), review)
            });
            kept.set(part.map(parts::number).unwrap_or_default());
        }
        Self {
            table,
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
            page::after_paint(|| page::begin_screen(&t("session.title")));
        }
    }
}

fn of<T>(table: Table, review: ReviewId, ask: impl FnOnce(&Review) -> T) -> Option<T> {
    table.plan_now(|plan| plan.reviews.get(&review).map(ask))
}

/// The screen of an open review.
pub fn frame(table: Table, review: ReviewId, prompts: Prompts) -> AnyView {
    let sitting = Sitting::new(table, review, prompts);
    let shown = Memo::new(move |_| sitting.part());
    page::after_paint(|| page::begin_screen(&t("session.title")));
    view! {
        <div class="mb-session">
            {list(sitting, shown)}
            {keyed(shown, move |shown| part(sitting, *shown))}
        </div>
    }
    .into_any()
}

/// The list of parts, beside the part or collapsed above it.
fn list(sitting: Sitting, shown: Memo<ReviewPart>) -> AnyView {
    let table = sitting.table;
    let place = move || {
        let (n, all) = place(&sitting.parts.get(), shown.get());
        tf("session.place", &[("n", &n), ("all", &all)])
    };
    let here = move || parts::name(table, shown.get());
    let rows = move || {
        let finished = table.plan(|plan| {
            let review = plan.reviews.get(&sitting.review);
            review.map(|review| review.finished.clone()).unwrap_or_default()
        });
        let rows = sitting.parts.get().into_iter().enumerate();
        rows.map(|(place, part)| row(sitting, shown, place, part, finished.contains(&part)))
            .collect_view()
    };
    let status = move || {
        let status = table.status.get();
        status.map(|(icon, text)| view! { <li><Icon name=icon /><span>{text}</span></li> })
    };
    view! {
        <nav class="mb-parts mb-no-print" aria-label=t("session.parts")>
            <p class="mb-parts__title"><Icon name="route" />{t("session.title")}</p>
            <button
                type="button"
                class="mb-parts__toggle"
                aria-expanded=move || if sitting.is_open.get() { "true" } else { "false" }
                on:click=move |_| sitting.unfold()
            >
                <span class="mb-muted">{place}</span>
                <b>{here}</b>
                <Icon name="arrow-down" />
            </button>
            <ol class="mb-parts__list" class:mb-parts__list--open=move || sitting.is_open.get()>{rows}</ol>
            <div class="mb-parts__status" role="status"><ul class="mb-facts">{status}</ul></div>
        </nav>
    }
    .into_any()
}

fn row(sitting: Sitting, shown: Memo<ReviewPart>, place: usize, part: ReviewPart, is_done: bool) -> AnyView {
    let mark = if is_done {
        view! { <Icon name="check" /><span class="mb-visually-hidden">{t("session.done")}" "</span> }
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
                    match sitting.leave.get_value().filter(|_| shown.get_untracked() != part) {
                        Some(leave) => drop(leave.try_run(part)),
                        None => sitting.go(part),
                    }
                }
            >
                <span class="mb-part__mark">{mark}</span>
                <span>{parts::name(sitting.table, part)}</span>
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
fn part(sitting: Sitting, part: ReviewPart) -> AnyView {
    let Sitting { table, review, .. } = sitting;
    let notes = Notes::new(table, review, part);
    let meeting = (part == ReviewPart::NextTime).then(|| Meeting::new(table));
    let body = match part {
        ReviewPart::Welcome => welcome::welcome(table, review),
        ReviewPart::LookBack => look_back::look_back(table),
        ReviewPart::Bridge => bridge::bridge(table, review),
        ReviewPart::Goals => goals::goals(table),
        ReviewPart::Agree => agree::agree(table, review),
        ReviewPart::NextTime => meeting
            .clone()
            .map(|meeting| next_time::next_time(table, meeting))
            .into_any(),
        ReviewPart::Summary => view! { {unsaved(sitting)}{summary::summary(table, review)} }.into_any(),
        ReviewPart::Appreciate => table.sixth(review).into_any(),
    };
    let prompts = sitting.prompts.draw(part);
    let has_notes = part != ReviewPart::Summary;
    view! {
        <Screen title=parts::name(table, part)>
            {prompts}
            <div class="mb-session__waits mb-no-print">{waiting(table)}</div>
            {body}
            {has_notes.then(|| notes.draw())}
            <div class="mb-no-print">{move || decided(table)}</div>
            {way_on(sitting, part, notes, meeting)}
        </Screen>
    }
    .into_any()
}

/// A notice about half-filled forms other than notes, shown before printing, with a button to each.
fn unsaved(sitting: Sitting) -> Option<AnyView> {
    let Sitting { table, review, .. } = sitting;
    let actions = format!("{review}.actions");
    let begun: [(ReviewPart, &[&str]); 4] = [
        (ReviewPart::Bridge, &["position.", "view.", "urgency"]),
        (ReviewPart::Goals, &["goal.wish", "step.", "mini.", "smaller."]),
        (ReviewPart::Agree, &[actions.as_str()]),
        (ReviewPart::NextTime, &[next_time::DRAFTS]),
    ];
    let begun = begun.into_iter().filter(|(_, keys)| {
        let mut keys = keys.iter();
        keys.any(|key| draft::has(&table.draft(key)))
    });
    let ways: Vec<_> = begun
        .map(|(part, _)| {
            let go = Callback::new(move |()| sitting.go(part));
            view! { <Button label=parts::name(table, part) weight=Weight::Secondary on_click=go /> }
        })
        .collect();
    (!ways.is_empty()).then(|| {
        view! {
            <div class="mb-no-print">
                <Notice kind="info" text=t("session.unsaved")>
                    <div class="mb-actions">{ways}</div>
                </Notice>
            </div>
        }
        .into_any()
    })
}

/// The buttons to the next part or the end. First saves the notes that were typed, and creates an appointment that is
/// complete.
fn way_on(sitting: Sitting, part: ReviewPart, notes: Notes, meeting: Option<Meeting>) -> AnyView {
    let Sitting { table, review, .. } = sitting;
    let error = RwSignal::new(None);
    let on = move |then: Option<Command>, go: Box<dyn FnOnce()>| {
        let kept = notes.clone();
        let made = meeting.as_ref().and_then(Meeting::command);
        let filled_in = made.is_some().then(|| meeting.clone()).flatten();
        let commands: Vec<Command> = notes.commands().into_iter().chain(made).chain(then).collect();
        if commands.is_empty() {
            return go();
        }
        table.act(Command::All(commands), error, move || {
            kept.clear();
            if let Some(meeting) = filled_in {
                meeting.clear();
            }
            go();
        });
    };
    let on = StoredValue::new_local(on);
    let leave = Callback::new(move |to| {
        let go = move || {
            // Do not navigate if the person chose another part in the meantime.
            let is_there = sitting.kept.try_get_untracked().is_some();
            if is_there && untrack(|| sitting.part()) == part {
                sitting.go(to);
            }
        };
        on.with_value(|on| on(None, Box::new(go)));
    });
    sitting.leave.set_value(Some(leave));
    let next = move || {
        let next = parts::after(&sitting.parts.get(), part);
        let act = Callback::new(move |()| {
            let finished = Event::ReviewPartFinished { review, part };
            let from = sitting.kept.get_untracked();
            on.with_value(|on| {
                let Some(next) = next else {
                    let mut all = notes::typed(table, review);
                    all.push(finished.into());
                    all.push(Event::ReviewClosed { review }.into());
                    let drafts = table.draft(&format!("{review}."));
                    let forget = move || draft::clear(&drafts);
                    return on(Some(Command::All(all)), Box::new(forget));
                };
                // Do not navigate if the person chose another part in the meantime.
                let go = move || {
                    if sitting.kept.try_get_untracked() == Some(from) {
                        sitting.go(next);
                    }
                };
                on(Some(finished.into()), Box::new(go));
            });
        });
        let label = match next {
            Some(next) => tf("session.to", &[("part", &parts::name(table, next))]),
            None => t("session.close"),
        };
        let icon = if next.is_some() {
            "arrow-right"
        } else {
            "circle-check"
        };
        view! { <Button label icon on_click=act /> }
    };
    view! {
        <FieldError id="session-error".to_owned() error />
        <div class="mb-actions mb-session__on mb-no-print">
            <LinkButton label=t("session.later") href=table.leave() weight=Weight::Secondary />
            {next}
        </div>
    }
    .into_any()
}
