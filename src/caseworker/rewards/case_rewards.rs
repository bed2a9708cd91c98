//! The rewards of one resident: part 6 of a review, and a screen of its own between reviews.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::Plan;
use mijn_brug_plan::plan::Agreement;

use super::context::{RewardContext, RewardForm};
use super::{announce, given, grant, promise};
use crate::caseworker::case_name::called;
use crate::caseworker::context::{App, use_app};
use crate::caseworker::route::{CaseId, Route};
use crate::ui::content;
use crate::ui::screen::{Button, LinkButton, Screen, Weight};
use crate::ui::texts::t;

/// The screen of one resident's vouchers.
pub fn screen(id: String) -> AnyView {
    let app = use_app();
    let (known, is_open) = app.follow(&id);
    let name = Memo::new(move |_| known.with(|case| case.as_ref().map(called)));
    let is_broken = Memo::new(move |_| app.content.with(Result::is_err));
    (move || {
        let Some(name) = name.get() else {
            return view! {
                <Screen title=t("cases.gone") back=Route::Cases.path()>
                    <p class="nl-paragraph">{t("cases.gone_text")}</p>
                    <div class="mb-actions"><LinkButton label=t("cases.to_list") href=Route::Cases.path() /></div>
                </Screen>
            }
            .into_any();
        };
        let log = is_open.get().then(|| app.log(&id)).flatten();
        let body = match log {
            None => view! { <p class="mb-muted">{t("form.busy_hint")}</p> }.into_any(),
            // A plan that only looks empty would be too early for rewards.
            Some(_) if is_broken.get() => content::broken(app.content),
            Some(log) => {
                let plan = Memo::new(move |_| {
                    app.content.with(|content| match content {
                        Ok(content) => log.projection.with(|projection| projection.visible_plan(content)),
                        Err(_) => Plan::default(),
                    })
                });
                case_rewards(app, &id, plan)
            }
        };
        view! {
            <Screen title=t("reward.nav") above=name back=Route::Case(CaseId(id.clone())).path()>{body}</Screen>
        }.into_any()
    })
    .into_any()
}

/// How close a plan is to having rewards (R2).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing is agreed yet: too early (R2).
    Early,
    /// Something is agreed, and nothing announced.
    Agreed,
    /// Rewards are announced.
    Announced,
}

/// The rewards of one resident.
pub fn case_rewards(app: App, case: &str, plan: Memo<Plan>) -> AnyView {
    let context = RewardContext {
        app,
        case: StoredValue::new(case.to_owned()),
        plan,
        open_form: RwSignal::new(None),
        said: RwSignal::new(None),
    };
    let stage = Memo::new(move |_| {
        plan.with(|plan| {
            if plan.rewards().is_some() {
                Stage::Announced
            } else if plan.agreements.values().any(Agreement::is_agreed) {
                Stage::Agreed
            } else {
                Stage::Early
            }
        })
    });
    let reconcile = move |_| {
        let (case, plan) = (context.case.get_value(), plan.get());
        spawn_local(async move {
            // What cannot be written now is found again at the next change.
            drop(app.reconcile(&case, &plan).await);
        });
    };
    Effect::new(reconcile);
    let body = move || match stage.get() {
        Stage::Early => view! { <p class="nl-paragraph">{t("reward.early")}</p> }.into_any(),
        Stage::Agreed => announce::announce(context),
        Stage::Announced => announced(context),
    };
    body.into_any()
}

fn announced(context: RewardContext) -> AnyView {
    let form = move || match context.open_form.get() {
        None => start(context),
        Some(open_form) => grant::grant(context, open_form),
    };
    view! {
        {promise::promises(context)}
        <p class="mb-muted" role="status">{move || context.said.get()}</p>
        {form}
        {given::given(context)}
    }
    .into_any()
}

/// The buttons to appreciate or to promise.
fn start(context: RewardContext) -> AnyView {
    let may = Memo::new(move |_| {
        context
            .app
            .team(|team| (team.policy.compensation, team.policy.appreciation))
    });
    let appreciate = Callback::new(move |()| context.open_form.set(Some(RewardForm::Freely)));
    let promise = Callback::new(move |()| context.open_form.set(Some(RewardForm::Promise)));
    view! {
        <div class="mb-actions">
            <Show when=move || may.get().1>
                <Button label=t("reward.appreciate") icon="heart" on_click=appreciate />
            </Show>
            <Show when=move || may.get().0>
                <Button label=t("reward.promise") icon="handshake" weight=Weight::Secondary on_click=promise />
            </Show>
        </div>
    }
    .into_any()
}
