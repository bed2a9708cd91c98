//! The joint review on the resident's phone, what Vandaag shows while one is open, and the answers to questions.

use leptos::prelude::*;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::{Plan, Role, query};

use super::context::{App, use_app};
use super::more::status;
use super::route::Route;
use super::vouchers;
use crate::device::settings;
use crate::ui::icon::Picture;
use crate::ui::review::{self as joint, ReviewContext, ReviewHost, RewardsPart, proposals};
use crate::ui::screen::{Button, LinkButton, Weight};
use crate::ui::texts::{t, tf};

/// The screen of the review. It is the same as on the caseworker's tablet, for when the resident's phone is the only
/// device.
pub fn review() -> AnyView {
    let app = use_app();
    // Redrawn when part 6 becomes available. Drafts and the current part survive that.
    (move || {
        app.has_vouchers.track();
        // Also redrawn at midnight, because the screen then asks whether this is still the same review.
        app.today();
        joint::review(context(app))
    })
    .into_any()
}

/// The resident's context for the review.
fn context(app: App) -> ReviewContext {
    let plan = Memo::new(move |_| app.plan(Plan::clone));
    let status = move || status::words(app.sync.get()).map(|(icon, title, _)| (icon, title));
    ReviewContext::new(ReviewHost {
        plan: plan.into(),
        content: app.content,
        role: Role::Resident,
        resident: app.plan_now(|plan| plan.name.clone()),
        act: Box::new(move |command, error, then| app.act_then(command, error, then)),
        status: Signal::derive(status),
        leave: Route::Today.path(),
        drafts: "review.".to_owned(),
        rewards_part: app.has_vouchers.get_untracked().then(|| RewardsPart {
            title: t("slip.nav"),
            draw: Box::new(move |_| vouchers::part(app)),
        }),
    })
}

/// Cards on Vandaag: an open review, and the caseworker's open proposals with yes and no.
pub fn today(app: App) -> AnyView {
    let is_open = Memo::new(move |_| app.plan(|plan| query::is_review_under_way(plan, app.today())));
    let is_asked = Memo::new(move |_| app.plan(|plan| !proposals(plan).is_empty()));
    let opened = move || {
        is_open.get().then(|| {
            view! {
                <section class="mb-card mb-card--quiet">
                    <Picture name="message-circle" small=true />
                    <div>
                        <h2 class="nl-heading nl-heading--level-3">{t("today.review")}</h2>
                        <p>{t("today.review_text")}</p>
                        <a class="nl-link" href=Route::Review.path()>{t("today.to_review")}</a>
                    </div>
                </section>
            }
            .into_any()
        })
    };
    view! {
        <div role="status">{opened}</div>
        {move || is_asked.get().then(|| joint::open_proposals(context(app)))}
    }
    .into_any()
}

/// A mini-step with an answer not yet shown on this device: id, title, answer, and the mark that records it as shown.
fn unseen(app: App, plan: &Plan) -> Option<(MiniStepId, String, String, String)> {
    plan.mini_steps.iter().find_map(|(id, it)| {
        let answer = it.help_answer.clone().filter(|_| plan.is_to_do(*id))?;
        // The number of answers makes a second answer a new one, even with the same words. The mark is a keyed hash, so
        // that none of the text leaves the records.
        let mark = app.opaque_name(&format!("answer/{id}/{}/{answer}", it.help_answers));
        (!settings::has_seen(&mark)).then(|| (*id, it.title.clone(), answer, mark))
    })
}

/// The caseworker's answer to a question, shown once. It stays with the mini-step.
pub fn answers(app: App) -> AnyView {
    let revision = RwSignal::new(0_u32);
    (move || {
        revision.track();
        let Some((id, title, answer, mark)) = app.plan(|plan| unseen(app, plan)) else {
            return ().into_any();
        };
        let read = Callback::new(move |()| {
            settings::see(&mark);
            revision.update(|revision| *revision = revision.wrapping_add(1));
        });
        view! {
            <section class="mb-card">
                <h2 class="nl-heading nl-heading--level-3">{t("today.answered")}</h2>
                <p class="mb-muted" dir="auto">{tf("today.answered_about", &[("title", &title)])}</p>
                <blockquote class="mb-quote" dir="auto">{answer}</blockquote>
                <div class="mb-actions">
                    <Button label=t("today.answered_read") icon="check" on_click=read />
                    <LinkButton
                        label=t("today.answered_step")
                        href=Route::MiniStep(id).path()
                        weight=Weight::Secondary
                    />
                </div>
            </section>
        }
        .into_any()
    })
    .into_any()
}
