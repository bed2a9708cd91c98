//! What was promised for agreed actions, and a form to promise.

use leptos::prelude::*;
use mijn_brug_plan::ids::PromiseId;
use mijn_brug_plan::values::Action;
use mijn_brug_plan::{Event, Plan};

use super::context::{RewardContext, RewardForm, amount_hint, heading, open_grant_form};
use super::money;
use crate::device::draft;
use crate::ui::busy;
use crate::ui::field::{Checkbox, FieldError};
use crate::ui::format;
use crate::ui::new_id::NewId;
use crate::ui::screen::{Button, EntryForm, Weight};
use crate::ui::texts::{t, tf};

/// The title of an action, as far as the resident shares it.
pub fn title(plan: &Plan, action: Action) -> String {
    match action {
        Action::Step(id) => plan.steps.get(&id).map(|step| step.title.clone()),
        Action::MiniStep(id) => plan.mini_steps.get(&id).map(|it| it.title.clone()),
    }
    .unwrap_or_else(|| t("reward.not_shared"))
}

/// The open promises. One whose actions are done has a button to keep it.
pub fn promises(context: RewardContext) -> AnyView {
    let open = Memo::new(move |_| context.plan.with(open_promises));
    view! {
        <Show when=move || !open.with(Vec::is_empty)>
            {heading(t("reward.promised"))}
            <ul class="mb-list">
                <For each=move || open.get() key=Clone::clone let(promise)>{row(context, promise)}</For>
            </ul>
        </Show>
    }
    .into_any()
}

/// A promise that is not kept yet, as its row shows it.
#[derive(Clone, PartialEq, Eq, Hash)]
struct OpenPromise {
    id: PromiseId,
    amount: String,
    titles: Vec<String>,
    /// All its actions are done.
    is_done: bool,
}

fn open_promises(plan: &Plan) -> Vec<OpenPromise> {
    let Some(rewards) = plan.rewards() else {
        return Vec::new();
    };
    let open = rewards.promises.iter().filter(|(id, _)| !rewards.is_kept(**id));
    open.map(|(id, promise)| OpenPromise {
        id: *id,
        amount: format::euro(promise.amount),
        titles: promise
            .actions
            .iter()
            .map(|action| title(plan, *action))
            .collect(),
        is_done: promise.actions.iter().all(|action| plan.is_done(*action)),
    })
    .collect()
}

fn row(context: RewardContext, promise: OpenPromise) -> AnyView {
    let (id, is_done) = (promise.id, promise.is_done);
    let actions = promise
        .titles
        .into_iter()
        .map(|title| view! { <li dir="auto">{title}</li> }.into_any())
        .collect_view();
    let give = move || {
        // One thing at a time: hidden while a form is open.
        let is_free = context.open_form.with(Option::is_none);
        (is_done && is_free).then(|| {
            let give = Callback::new(move |()| open_grant_form(context, id));
            view! { <div class="mb-actions"><Button label=t("reward.keep") icon="ticket" on_click=give /></div> }.into_any()
        })
    };
    let state = if is_done {
        t("reward.is_done")
    } else {
        t("reward.is_open")
    };
    view! {
        <li class="mb-card mb-card--quiet">
            <div>
                <h3>{tf("reward.for", &[("amount", &promise.amount)])}</h3>
                <ul>{actions}</ul>
                <p class="mb-muted">{state}</p>
                {give}
            </div>
        </li>
    }
    .into_any()
}

/// The agreed actions that are not done, and for which nothing is promised yet.
fn to_promise(plan: &Plan) -> Vec<(Action, String)> {
    let promises = plan
        .rewards()
        .into_iter()
        .flat_map(|rewards| rewards.promises.values());
    let taken: Vec<Action> = promises
        .flat_map(|promise| promise.actions.iter().copied())
        .collect();
    let agreed = plan.agreements.values().filter(|agreement| agreement.is_agreed());
    let mut actions: Vec<(Action, String)> = Vec::new();
    for action in agreed.flat_map(|agreement| agreement.actions.iter().copied()) {
        let is_new = !taken.contains(&action) && !actions.iter().any(|(known, _)| *known == action);
        if is_new && !plan.is_done(action) {
            actions.push((action, title(plan, action)));
        }
    }
    actions
}

/// The form to promise.
pub fn form(context: RewardContext) -> AnyView {
    let choices: Vec<_> = context
        .plan
        .with_untracked(to_promise)
        .into_iter()
        .map(|(action, title)| (action, title, RwSignal::new(false)))
        .collect();
    let close = Callback::new(move |()| context.open_form.set(None));
    if choices.is_empty() {
        return view! {
            <section class="mb-card">
                <p class="nl-paragraph">{t("reward.nothing_to_promise")}</p>
                <div class="mb-actions">
                    <Button label=t("reward.back") weight=Weight::Secondary on_click=close />
                </div>
            </section>
        }
        .into_any();
    }
    let key = format!("{}promise.", context.draft());
    let amount = money::amount(
        "promise-amount",
        draft::text(format!("{key}amount"), String::new()),
    );
    let new = NewId::new(&key);
    let error = RwSignal::new(None::<String>);
    let boxes = choices
        .iter()
        .enumerate()
        .map(|(place, (_, title, chosen))| {
            view! { <Checkbox id=format!("promise-{place}") label=title.clone() value=*chosen /> }.into_any()
        })
        .collect_view();
    let promise = Callback::new(move |()| {
        let chosen = choices.iter().filter(|(.., chosen)| chosen.get_untracked());
        let actions: Vec<Action> = chosen.map(|(action, ..)| *action).collect();
        error.set(None);
        let Ok(amount) = amount.required("reward.no_amount") else {
            return;
        };
        if actions.is_empty() {
            return error.set(Some(t("reward.choose_action")));
        }
        let event = Event::RewardPromised {
            promise: PromiseId::from_random(new.get()),
            actions,
            amount,
        };
        let key = key.clone();
        busy::work(async move {
            let policy = context.app.policy_now();
            match context
                .app
                .dispatch(&context.case.get_value(), event.into(), Some(&policy))
                .await
            {
                Ok(()) => {
                    draft::clear(&key);
                    context.close(RewardForm::Promise);
                }
                Err(failure) => {
                    error.try_set(Some(money::dispatch_error(&failure)));
                }
            }
        });
    });
    view! {
        <EntryForm class="mb-card">
            <fieldset class="mb-fieldset">
                <legend class="utrecht-form-label">{t("reward.which")}</legend>
                {boxes}
            </fieldset>
            {amount.draw_with(t("reward.amount"), amount_hint(context))}
            <FieldError id="promise-error".to_owned() error />
            <div class="mb-actions">
                <Button label=t("reward.promise_yes") icon="handshake" submits=true on_click=promise />
                <Button label=t("reward.cancel") weight=Weight::Secondary on_click=close />
            </div>
        </EntryForm>
    }
    .into_any()
}
