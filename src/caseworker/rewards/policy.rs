//! What the team may give: kinds, amounts, the yearly maximum per resident, and the budget (R5).

use leptos::prelude::*;
use mijn_brug_plan::team::{TeamEvent, TeamPolicy};
use mijn_brug_plan::values::Cents;

use super::money;
use crate::caseworker::case::case_settings::saving;
use crate::caseworker::context::{App, use_app};
use crate::caseworker::route::Route;
use crate::device::draft;
use crate::ui::field::{Checkbox, FieldError, Kind};
use crate::ui::parsed_field::ParsedField;
use crate::ui::saving::{Autosaved, SaveAction, ready};
use crate::ui::screen::Screen;
use crate::ui::texts::t;

/// The fields.
#[derive(Clone, Copy)]
struct Form {
    compensation: RwSignal<bool>,
    appreciation: RwSignal<bool>,
    min: ParsedField<Cents>,
    max: ParsedField<Cents>,
    yearly_max: ParsedField<Cents>,
    budget: ParsedField<Cents>,
    valid_days: ParsedField<u16>,
}

/// Common prefix of the names of the three amounts.
const AMOUNTS: &str = "amount.";
const BUDGET: &str = "budget";
const DAYS: &str = "days";

impl Form {
    fn new(policy: TeamPolicy) -> Self {
        let amount = |id, name: &str, start| money::amount(id, draft::text(key(name), start));
        let days = draft::text(key(DAYS), policy.valid_days.to_string());
        Self {
            compensation: RwSignal::new(policy.compensation),
            appreciation: RwSignal::new(policy.appreciation),
            min: amount("policy-min", "amount.min", money::field(policy.min)),
            max: amount("policy-max", "amount.max", money::field(policy.max)),
            yearly_max: amount("policy-year", "amount.year", money::field(policy.yearly_max)),
            budget: amount("policy-budget", BUDGET, budget_field(policy)),
            valid_days: ParsedField::new("policy-days", days, Kind::Line, read_days, "reward.policy_days"),
        }
    }
}

fn key(name: &str) -> String {
    format!("policy.{name}")
}

fn budget_field(policy: TeamPolicy) -> String {
    policy.budget.map(money::field).unwrap_or_default()
}

fn read_days(text: &str) -> Option<u16> {
    text.trim().parse().ok()
}

/// Changes one part of the stored policy, and checks the whole.
fn changed(app: App, change: impl FnOnce(&mut TeamPolicy) -> Result<(), String>) -> SaveAction {
    let mut policy = untrack(|| app.team(|team| team.policy));
    let checked = change(&mut policy).and_then(|()| policy.checked().map_err(money::bad_policy));
    match checked {
        Ok(policy) => saving(app, TeamEvent::PolicySet { policy }),
        Err(words) => SaveAction::Invalid(words),
    }
}

/// The three amounts, which are only valid together.
fn amounts(app: App, form: &Form, now: TeamPolicy) -> Autosaved {
    let Form {
        min, max, yearly_max, ..
    } = *form;
    let stored = [now.min, now.max, now.yearly_max].map(money::field).join("\n");
    let value = move || {
        let texts = [min.try_text()?, max.try_text()?, yearly_max.try_text()?];
        Some(texts.join("\n"))
    };
    Autosaved::new(key(AMOUNTS), stored, value, move |_| {
        changed(app, |policy| {
            policy.min = min.required_now("reward.no_amount")?;
            policy.max = max.required_now("reward.no_amount")?;
            policy.yearly_max = yearly_max.required_now("reward.no_amount")?;
            Ok(())
        })
    })
}

/// Whether a kind may be given.
fn kind(app: App, ticked: RwSignal<bool>, set: fn(&mut TeamPolicy, bool)) -> Autosaved {
    let value = move || Some(ticked.try_get_untracked()?.to_string());
    let stored = ticked.get_untracked().to_string();
    Autosaved::new(key("kind"), stored, value, move |_| {
        changed(app, |policy| {
            set(policy, ticked.get_untracked());
            Ok(())
        })
    })
}

/// The screen of the policy.
pub fn policy() -> AnyView {
    let app = use_app();
    let now = untrack(|| app.team(|team| team.policy));
    let form = Form::new(now);
    let compensation = kind(app, form.compensation, |policy, is_on| {
        policy.compensation = is_on;
    });
    let appreciation = kind(app, form.appreciation, |policy, is_on| {
        policy.appreciation = is_on;
    });
    let amounts = amounts(app, &form, now);
    let budget = Autosaved::parsed(key(BUDGET), budget_field(now), form.budget, move |_| {
        changed(app, |policy| {
            policy.budget = form.budget.optional_now()?;
            Ok(())
        })
    });
    let days = Autosaved::parsed(
        key(DAYS),
        now.valid_days.to_string(),
        form.valid_days,
        move |_| {
            changed(app, |policy| {
                policy.valid_days = form.valid_days.required_now("reward.policy_days")?;
                Ok(())
            })
        },
    );
    view! {
        <Screen title=t("reward.policy") back=Route::Vouchers.path()>
            <p class="nl-paragraph">{t("reward.policy_text")}</p>
            <fieldset class="mb-fieldset">
                <legend class="utrecht-form-label">{t("reward.kinds")}</legend>
                {compensation.around(view! {
                    <Checkbox
                        id="policy-compensation"
                        label=t("reward.compensation_means")
                        value=form.compensation
                    />
                })}
                {appreciation.around(view! {
                    <Checkbox
                        id="policy-appreciation"
                        label=t("reward.appreciation_means")
                        value=form.appreciation
                    />
                })}
                <FieldError id="policy-compensation-error".to_owned() error=compensation.error />
                <FieldError id="policy-appreciation-error".to_owned() error=appreciation.error />
            </fieldset>
            {amounts.around(view! {
                {form.min.draw(t("reward.min"))}
                {form.max.draw(t("reward.max"))}
                {form.yearly_max.draw(t("reward.yearly_max"))}
            })}
            <FieldError id="policy-amounts-error".to_owned() error=amounts.error />
            {budget.around(form.budget.draw_with(t("reward.budget"), t("reward.budget_hint")))}
            {days.around(form.valid_days.draw_with(t("reward.valid_days"), t("reward.valid_hint")))}
            <div class="mb-actions">{ready(move || app.go(&Route::Vouchers))}</div>
        </Screen>
    }
    .into_any()
}
