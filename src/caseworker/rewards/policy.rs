//! What the team may give: kinds, amounts, the most for one resident in a year, the budget (R5).

use leptos::prelude::*;
use mijn_brug_plan::team::{TeamEvent, TeamPolicy};

use super::money;
use crate::caseworker::messages;
use crate::caseworker::route::Route;
use crate::caseworker::state::use_app;
use crate::ui::busy;
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::field::{Checkbox, Field, FieldError};
use crate::ui::screen::{Act, Screen};
use crate::ui::texts::t;

/// The fields.
#[derive(Clone, Copy)]
struct Form {
    compensation: RwSignal<bool>,
    appreciation: RwSignal<bool>,
    min: RwSignal<String>,
    max: RwSignal<String>,
    yearly_max: RwSignal<String>,
    budget: RwSignal<String>,
    valid_days: RwSignal<String>,
}

impl Form {
    fn new(policy: TeamPolicy) -> Self {
        let amount = |amount| RwSignal::new(money::field(amount));
        Self {
            compensation: RwSignal::new(policy.compensation),
            appreciation: RwSignal::new(policy.appreciation),
            min: amount(policy.min),
            max: amount(policy.max),
            yearly_max: amount(policy.yearly_max),
            budget: RwSignal::new(policy.budget.map(money::field).unwrap_or_default()),
            valid_days: RwSignal::new(policy.valid_days.to_string()),
        }
    }

    /// The policy as it was typed, or what is wrong with it.
    fn read(self) -> Result<TeamPolicy, String> {
        let amount =
            |text: RwSignal<String>| money::read(&text.get_untracked()).ok_or_else(|| t("reward.no_amount"));
        let has_budget = !self.budget.get_untracked().trim().is_empty();
        let policy = TeamPolicy {
            compensation: self.compensation.get_untracked(),
            appreciation: self.appreciation.get_untracked(),
            min: amount(self.min)?,
            max: amount(self.max)?,
            yearly_max: amount(self.yearly_max)?,
            budget: if has_budget {
                Some(amount(self.budget)?)
            } else {
                None
            },
            valid_days: self
                .valid_days
                .get_untracked()
                .trim()
                .parse()
                .map_err(|_| t("reward.policy_days"))?,
        };
        policy.checked().map_err(money::bad_policy)
    }
}

/// The screen.
pub fn policy() -> Node {
    let app = use_app();
    let form = Form::new(untrack(|| app.team(|team| team.policy)));
    let error = RwSignal::new(None::<String>);
    let said = RwSignal::new(None::<String>);
    let keep = Callback::new(move |()| {
        said.set(None);
        let policy = match form.read() {
            Ok(policy) => policy,
            Err(words) => return error.set(Some(words)),
        };
        error.set(None);
        busy::work(async move {
            match app.record(TeamEvent::PolicySet { policy }).await {
                Ok(()) => said.try_set(Some(t("reward.policy_kept"))),
                Err(failure) => error.try_set(Some(messages::not_written(&failure))),
            };
        });
    });
    view! {
        <Screen title=t("reward.policy") back=Route::Vouchers.path()>
            <p class="nl-paragraph">{t("reward.policy_text")}</p>
            <fieldset class="mb-fieldset">
                <legend class="utrecht-form-label">{t("reward.kinds")}</legend>
                <Checkbox id="policy-compensation" label=t("reward.compensation_means") value=form.compensation />
                <Checkbox id="policy-appreciation" label=t("reward.appreciation_means") value=form.appreciation />
            </fieldset>
            <Field id="policy-min" label=t("reward.min") value=form.min />
            <Field id="policy-max" label=t("reward.max") value=form.max />
            <Field id="policy-year" label=t("reward.yearly_max") value=form.yearly_max />
            <Field id="policy-budget" label=t("reward.budget") hint=t("reward.budget_hint") value=form.budget />
            <Field id="policy-days" label=t("reward.valid_days") hint=t("reward.valid_hint") value=form.valid_days />
            <FieldError id="policy-error".to_owned() error />
            <p class="mb-muted" role="status">{move || said.get()}</p>
            <div class="mb-actions"><Act label=t("form.save") on_click=keep /></div>
        </Screen>
    }
    .into_node()
}
