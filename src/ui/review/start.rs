//! The screen without a review of today: begin one, resume one that was left open, or read an earlier one.

use chrono::NaiveDate;
use leptos::prelude::*;
use mijn_brug_plan::ids::ReviewId;
use mijn_brug_plan::{Command, Event, query};

use super::{ReviewContext, notes, open_proposals, summary};
use crate::device::{clock, draft, page, rng};
use crate::ui::field::FieldError;
use crate::ui::format;
use crate::ui::icon::Picture;
use crate::ui::keyed::keyed;
use crate::ui::screen::{Button, Heading2, Screen, Weight};
use crate::ui::texts::{t, tf};

/// A review that was left open on an earlier day.
#[derive(Clone, Copy)]
pub struct Left {
    /// Its id.
    pub review: ReviewId,
    /// The day on which it began.
    pub day: NaiveDate,
    /// Resumes it.
    pub resume: Callback<()>,
}

/// Draws the screen.
pub fn start(context: ReviewContext, left: Option<Left>) -> AnyView {
    let shown = RwSignal::new(None::<ReviewId>);
    page::after_paint(|| page::begin_screen(&t("review.title")));
    keyed(
        Memo::new(move |_| shown.get()),
        move |shown_review| match shown_review {
            Some(review) => earlier(context, *review, shown),
            None => begin(context, left, shown),
        },
    )
}

fn begin(context: ReviewContext, left: Option<Left>, shown: RwSignal<Option<ReviewId>>) -> AnyView {
    let error = RwSignal::new(None);
    let review = ReviewId::from_random(rng::bytes());
    let begin = Callback::new(move |()| {
        let started = Event::ReviewStarted {
            review,
            day: clock::today(),
        };
        let mut all = left.map_or_else(Vec::new, |left| closing(context, left.review));
        all.push(started.into());
        let drafts = left.map(|left| context.draft(&format!("{}.", left.review)));
        context.act(Command::All(all), error, move || {
            if let Some(drafts) = drafts {
                draft::clear(&drafts);
            }
        });
    });
    let (promise, ways) = match left {
        None => {
            let ways = view! { <Button label=t("review.begin") icon="message-circle" on_click=begin /> };
            (t("review.promise"), ways.into_any())
        }
        Some(Left { day, resume, .. }) => {
            let ways = view! {
                <Button label=t("review.go_on") icon="arrow-right" on_click=resume />
                <Button label=t("review.begin_new") icon="message-circle" weight=Weight::Secondary on_click=begin />
            };
            (
                tf("review.left_open", &[("day", &format::short_day(day))]),
                ways.into_any(),
            )
        }
    };
    view! {
        <Screen title=t("review.title") back=context.leave()>
            <p class="mb-lead">{t("review.lead")}</p>
            <section class="mb-card mb-card--lifted">
                <Picture name="users" />
                <p>{promise}</p>
                <FieldError id="review-error".to_owned() error />
                <div class="mb-actions">
                    {ways}
                </div>
            </section>
            {open_proposals(context)}
            {move || over(context, shown)}
        </Screen>
    }
    .into_any()
}

/// The commands that close a review, including its unsaved notes, so that no word is lost.
fn closing(context: ReviewContext, review: ReviewId) -> Vec<Command> {
    let mut all = notes::unsaved(context, review);
    all.push(Event::ReviewClosed { review }.into());
    all
}

/// The closed reviews, newest first.
fn over(context: ReviewContext, shown: RwSignal<Option<ReviewId>>) -> AnyView {
    let reviews = context.plan(|plan| {
        let over = query::earlier_reviews(plan).into_iter();
        over.map(|(id, review)| (review.day, id)).collect::<Vec<_>>()
    });
    if reviews.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = reviews
        .into_iter()
        .map(|(day, id)| {
            let label = tf("review.of_day", &[("day", &format::short_day(day))]);
            let show = Callback::new(move |()| {
                shown.set(Some(id));
                page::after_paint(|| page::begin_screen(&t("review.title")));
            });
            view! { <li><Button label weight=Weight::Subtle icon="history" on_click=show /></li> }.into_any()
        })
        .collect();
    view! {
        <section>
            <Heading2 text=t("review.earlier") />
            <ul>{rows}</ul>
        </section>
    }
    .into_any()
}

/// The summary of a closed review.
fn earlier(context: ReviewContext, review: ReviewId, shown: RwSignal<Option<ReviewId>>) -> AnyView {
    let back = Callback::new(move |()| {
        shown.set(None);
        page::after_paint(|| page::begin_screen(&t("review.title")));
    });
    view! {
        <Screen title=t("review.summary")>
            {summary::summary(context, review)}
            <div class="mb-actions"><Button label=t("review.back") weight=Weight::Secondary on_click=back /></div>
        </Screen>
    }.into_any()
}
