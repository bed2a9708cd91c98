//! Gesprek: the joint review with one resident.

use leptos::prelude::*;
use mijn_brug_plan::{Plan, Role};

use super::case_name::called;
use super::context::{App, use_app};
use super::rewards;
use super::route::{CaseId, Route};
use super::store::CaseLog;
use super::sync_status;
use crate::device::{draft, page};
use crate::ui::content;
use crate::ui::review::{ReviewContext, ReviewHost, RewardsPart, review as joint_review};
use crate::ui::screen::{LinkButton, Screen};
use crate::ui::texts::{t, tf};

/// The screen of the review.
pub fn review(id: String) -> AnyView {
    let app = use_app();
    let (known, is_open) = app.follow(&id);
    // Kept for when the case is gone, and everything known of it.
    let name = StoredValue::new(None::<String>);
    let is_broken = Memo::new(move |_| app.content.with(Result::is_err));
    (move || {
        // Not tracked: another resident's log that opens would restart this review.
        let opened = is_open.get().then(|| untrack(|| app.log(&id))).flatten();
        match (known.get(), opened) {
            // A review on a plan that only looks empty would begin anew.
            (Some(case), Some(_)) if is_broken.get() => view! {
                <Screen title=t("review.title") above=called(&case) back=Route::Case(CaseId(id.clone())).path()>
                    {content::broken(app.content)}
                </Screen>
            }
            .into_any(),
            (Some(case), Some(log)) => {
                name.set_value(Some(called(&case)));
                joint_review(context(app, &id, case.name, log))
            }
            // The log is being opened.
            (Some(_), None) => view! { <p class="mb-muted">{t("form.busy_hint")}</p> }.into_any(),
            (None, _) => sharing_stopped(&id, name.get_value()),
        }
    })
    .into_any()
}

/// Common prefix of the draft keys of a review with this resident.
fn drafts(id: &str) -> String {
    format!("review.{id}.")
}

/// The resident stopped sharing, perhaps during the review.
fn sharing_stopped(id: &str, name: Option<String>) -> AnyView {
    // Drafts are about the resident, so they are erased with the plan.
    draft::clear(&drafts(id));
    page::after_paint(|| page::begin_screen(&t("team.app")));
    let text = match name {
        Some(name) => tf("review.stopped", &[("name", &name)]),
        None => t("cases.gone_text"),
    };
    view! {
        <Screen title=t("review.ended") back=Route::Cases.path()>
            <p class="nl-paragraph" id="said">{text}</p>
            <p class="nl-paragraph">{t("review.stopped_kept")}</p>
            <div class="mb-actions"><LinkButton label=t("cases.to_list") href=Route::Cases.path() /></div>
        </Screen>
    }
    .into_any()
}

fn context(app: App, id: &str, resident: String, log: CaseLog) -> ReviewContext {
    let plan = Memo::new(move |_| {
        app.content.with(|content| match content {
            Ok(content) => log.projection.with(|projection| projection.visible_plan(content)),
            Err(_) => Plan::default(),
        })
    });
    let case = id.to_owned();
    ReviewContext::new(ReviewHost {
        plan: plan.into(),
        content: app.content,
        role: Role::Caseworker,
        resident,
        act: Box::new(move |command, error, then| app.act(case.clone(), command, error, then)),
        status: Signal::derive(move || Some(sync_status::case_status(app, log))),
        leave: Route::Case(CaseId(id.to_owned())).path(),
        drafts: drafts(id),
        rewards_part: Some(RewardsPart {
            title: t("reward.part"),
            draw: {
                let id = id.to_owned();
                Box::new(move |_| rewards::case_rewards(app, &id, plan))
            },
        }),
    })
}
