//! What the team may give: kinds, amounts, the most for one resident in a year, the budget (R5).

use leptos::prelude::*;
use mijn_brug_plan::team::{TeamEvent, TeamPolicy};
use mijn_brug_plan::values::Cents;

use super::money;
use crate::caseworker::messages;
use crate::caseworker::route::Route;
use crate::caseworker::state::use_app;
use crate::ui::busy;
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::field::{Checkbox, FieldError, Kind};
use crate::ui::screen::{Act, Screen};
use crate::ui::texts::t;
use crate::ui::typed::{Typed, Wrong};

/// The fields.
#[derive(Clone, Copy)]
struct Form {
    compensation: RwSignal<bool>,
    appreciation: RwSignal<bool>,
    min: Typed<Cents>,
    max: Typed<Cents>,
    yearly_max: Typed<Cents>,
    budget: Typed<Cents>,
    valid_days: Typed<u16>,
}

impl Form {
    fn new(policy: TeamPolicy) -> Self {
        let amount = |id, amount: Option<Cents>| {
            money::amount(id, RwSignal::new(amount.map(money::field).unwrap_or_default()))
        };
        let days = RwSignal::new(policy.valid_days.to_string());
        Self {
            compensation: RwSignal::new(policy.compensation),
            appreciation: RwSignal::new(policy.appreciation),
            min: amount("policy-min", Some(policy.min)),
            max: amount("policy-max", Some(policy.max)),
            yearly_max: amount("policy-year", Some(policy.yearly_max)),
            budget: amount("policy-budget", policy.budget),
            valid_days: Typed::new("policy-days", days, Kind::Line, read_days, "reward.policy_days"),
        }
    }

    /// The policy as it was typed, or what is wrong with it.
    fn read(self) -> Result<TeamPolicy, Wrong> {
        let [min, max, yearly_max] =
            [self.min, self.max, self.yearly_max].map(|amount| amount.required("reward.no_amount"));
        let (budget, valid_days) = (
            self.budget.optional(),
            self.valid_days.required("reward.policy_days"),
        );
        let policy = TeamPolicy {
            compensation: self.compensation.get_untracked(),
            appreciation: self.appreciation.get_untracked(),
            min: min?,
            max: max?,
            yearly_max: yearly_max?,
            budget: budget?,
            valid_days: valid_days?,
        };
        Ok(policy.checked().map_err(money::bad_policy)?)
    }
}

fn read_days(text: &str) -> Option<u16> {
    text.trim().parse().ok()
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
            Err(wrong) => return error.set(wrong.words()),
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
            {form.min.draw(t("reward.min"))}
            {form.max.draw(t("reward.max"))}
            {form.yearly_max.draw(t("reward.yearly_max"))}
            {form.budget.draw_with(t("reward.budget"), t("reward.budget_hint"))}
            {form.valid_days.draw_with(t("reward.valid_days"), t("reward.valid_hint"))}
            <FieldError id="policy-error".to_owned() error />
            <p class="mb-muted" role="status">{move || said.get()}</p>
            <div class="mb-actions"><Act label=t("form.save") on_click=keep /></div>
        </Screen>
    }
    .into_node()
}
