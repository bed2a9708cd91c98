//! No session is under way: begin one, or read what came of an earlier one.

use leptos::prelude::*;
use mijn_brug_plan::ids::ReviewId;
use mijn_brug_plan::{Event, query};

use super::{Table, summary, waiting};
use crate::device::{clock, page, rng};
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::field::FieldError;
use crate::ui::format;
use crate::ui::icon::Picture;
use crate::ui::screen::{Act, Heading2, Screen, Weight};
use crate::ui::texts::{t, tf};

/// The screen.
pub fn start(table: Table) -> Node {
    let shown = RwSignal::new(None::<ReviewId>);
    page::after_paint(|| page::begin_screen(&t("session.title")));
    (move || match shown.get() {
        Some(review) => earlier(table, review, shown).keyed(review.to_string()),
        None => begin(table, shown).keyed("begin"),
    })
    .into_node()
}

fn begin(table: Table, shown: RwSignal<Option<ReviewId>>) -> Node {
    let error = RwSignal::new(None);
    let review = ReviewId::from_random(rng::bytes());
    let begin = Callback::new(move |()| {
        let event = Event::ReviewStarted {
            review,
            day: clock::today(),
        };
        table.act(event, error, || ());
    });
    view! {
        <Screen title=t("session.title") back=table.leave()>
            <p class="mb-lead">{t("session.lead")}</p>
            <section class="mb-card mb-card--lifted">
                <Picture name="users" />
                <p>{t("session.promise")}</p>
                <FieldError id="session-error".to_owned() error />
                <div class="mb-actions">
                    <Act label=t("session.begin") icon="message-circle" on_click=begin />
                </div>
            </section>
            {waiting(table)}
            {move || over(table, shown)}
        </Screen>
    }
}

/// The sessions that are over, newest first.
fn over(table: Table, shown: RwSignal<Option<ReviewId>>) -> Node {
    let reviews = table.plan(|plan| {
        let over = query::earlier_reviews(plan).into_iter();
        over.map(|(id, review)| (review.day, id)).collect::<Vec<_>>()
    });
    if reviews.is_empty() {
        return ().into_node();
    }
    let rows: Vec<Node> = reviews
        .into_iter()
        .map(|(day, id)| {
            let label = tf("session.of_day", &[("day", &format::short_day(day))]);
            let show = Callback::new(move |()| {
                shown.set(Some(id));
                page::after_paint(|| page::begin_screen(&t("session.title")));
            });
            view! { <li><Act label weight=Weight::Subtle icon="history" on_click=show /></li> }.into_node()
        })
        .collect();
    view! {
        <section>
            <Heading2 text=t("session.earlier") />
            <ul>{rows}</ul>
        </section>
    }
    .into_node()
}

/// The summary of a session that is over.
fn earlier(table: Table, review: ReviewId, shown: RwSignal<Option<ReviewId>>) -> Node {
    let back = Callback::new(move |()| {
        shown.set(None);
        page::after_paint(|| page::begin_screen(&t("session.title")));
    });
    view! {
        <Screen title=t("session.summary")>
            {summary::summary(table, review)}
            <div class="mb-actions"><Act label=t("session.back") weight=Weight::Secondary on_click=back /></div>
        </Screen>
    }
}
