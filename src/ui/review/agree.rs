//! Part 5: select what to agree on, and confirm it together. Each confirmation records how it was given: on one's own
//! device, or with the gesture on the shared screen.

use std::collections::BTreeSet;
use std::time::Duration;

use leptos::prelude::*;
use mijn_brug_plan::ids::{AgreementId, DomainId, ReviewId};
use mijn_brug_plan::plan::{Agreement, Goal, GoalState, Plan};
use mijn_brug_plan::rules::{TAKE_BACK_SECONDS, may_stand_for_other};
use mijn_brug_plan::values::{Action, Confirmation, ReviewPart};
use mijn_brug_plan::{Command, Event, Role, query};

use super::{HoldButton, ReviewContext};
use crate::device::{clock, draft};
use crate::ui::field::FieldError;
use crate::ui::icon::Icon;
use crate::ui::new_id::NewId;
use crate::ui::paginate::{CARDS, LINES, paginate};
use crate::ui::screen::{Button, Heading2, Weight};
use crate::ui::texts::{t, tf};

/// Draws part 5.
pub fn agree(context: ReviewContext, review: ReviewId) -> AnyView {
    let error = RwSignal::new(None);
    // The selected actions, as words separated by spaces. A draft, so that they survive a reload.
    let ticked = draft::text(context.draft(&format!("{review}.actions")), String::new());
    let new = NewId::new(&context.draft(&format!("{review}.agreement")));
    view! {
        <p class="mb-lead">{t("agree.lead")}</p>
        {move || choice(context, ticked)}
        <FieldError id="agree-error".to_owned() error />
        {move || draft_button(context, review, ticked, new, error)}
        <div aria-live="polite">{drafts(context, review, error)}</div>
        {move || agreed(context, error)}
    }
    .into_any()
}

/// What can be agreed on: steps and mini-steps that are to do and not agreed yet.
fn choice(context: ReviewContext, ticked: RwSignal<String>) -> AnyView {
    let groups = context.plan(|plan| {
        let goals = plan
            .goals
            .iter()
            .filter(|goal| may_be_agreed(context, plan, &goal.domain));
        let active = goals.filter(|goal| goal.state == GoalState::Active);
        let rows = |goal: &Goal| {
            let actions = query::steps_of(plan, goal).flat_map(|(id, step)| {
                let mini_steps = step.mini_steps.iter().filter(|id| plan.is_to_do(**id));
                let parts = mini_steps.map(|id| Action::MiniStep(*id));
                std::iter::once(Action::Step(id)).chain(parts)
            });
            let open = actions.filter(|action| !plan.is_agreed(*action) && !plan.is_done(*action));
            open.map(|action| row(plan, action, ticked)).collect_view()
        };
        let group = |goal: &Goal| (goal.wish.clone(), rows(goal));
        active
            .map(group)
            .filter(|(_, rows)| !rows.is_empty())
            .collect::<Vec<_>>()
    });
    if groups.is_empty() {
        return view! { <p class="mb-muted">{t("agree.nothing")}</p> }.into_any();
    }
    let groups = groups
        .into_iter()
        .map(|(wish, rows)| {
            let (rows, more) = paginate(rows, LINES);
            view! {
                <fieldset class="mb-fieldset mb-agree">
                    <legend class="utrecht-form-label" dir="auto">{wish}</legend>
                    {rows}
                    {more}
                </fieldset>
            }
            .into_any()
        })
        .collect();
    let (groups, more) = paginate(groups, CARDS);
    view! { {groups}{more} }.into_any()
}

/// Whether the other person can agree on it. The caseworker of a paired resident never receives what is not shared
/// (R8).
fn may_be_agreed(context: ReviewContext, plan: &Plan, domain: &DomainId) -> bool {
    if may_stand_for_other(plan, context.role) {
        return true;
    }
    context.content.with(|content| {
        let found = content.as_ref().ok().and_then(|content| content.domain(domain));
        found.is_some_and(|(_, pillar, _)| plan.is_shared(&pillar.id, domain, false))
    })
}

fn row(plan: &Plan, action: Action, ticked: RwSignal<String>) -> AnyView {
    let word = word(action);
    let (mine, changed) = (word.clone(), word);
    let is_part = matches!(action, Action::MiniStep(_));
    view! {
        <label class="mb-check" class:mb-agree__part=is_part>
            <input
                class="utrecht-checkbox utrecht-checkbox--html-input"
                type="checkbox"
                prop:checked=move || words(&ticked.get()).contains(mine.as_str())
                on:change=move |_| toggle(ticked, &changed)
            />
            <span dir="auto">{title(plan, action)}</span>
        </label>
    }
    .into_any()
}

/// Encodes an action as a word of a draft.
fn word(action: Action) -> String {
    match action {
        Action::Step(id) => format!("s{id}"),
        Action::MiniStep(id) => format!("m{id}"),
    }
}

/// Parses a word of a draft.
fn read(word: &str) -> Option<Action> {
    if let Some(id) = word.strip_prefix('s') {
        return id.parse().ok().map(Action::Step);
    }
    word.strip_prefix('m')?.parse().ok().map(Action::MiniStep)
}

fn words(ticked: &str) -> BTreeSet<&str> {
    ticked.split_whitespace().collect()
}

fn toggle(ticked: RwSignal<String>, word: &str) {
    ticked.update(|ticked| {
        let mut all: BTreeSet<String> = words(ticked).into_iter().map(str::to_owned).collect();
        if !all.remove(word) {
            all.insert(word.to_owned());
        }
        *ticked = all.into_iter().collect::<Vec<_>>().join(" ");
    });
}

/// The title of an action.
pub fn title(plan: &Plan, action: Action) -> String {
    let title = match action {
        Action::Step(id) => plan.steps.get(&id).map(|step| &step.title),
        Action::MiniStep(id) => plan.mini_steps.get(&id).map(|mini_step| &mini_step.title),
    };
    title.cloned().unwrap_or_default()
}

fn draft_button(
    context: ReviewContext,
    review: ReviewId,
    ticked: RwSignal<String>,
    new: NewId,
    error: RwSignal<Option<String>>,
) -> Option<AnyView> {
    let actions: Vec<Action> = words(&ticked.get()).into_iter().filter_map(read).collect();
    let draft = Callback::new(move |()| {
        let agreement = AgreementId::from_random(new.get());
        let (actions, drafts) = (actions.clone(), context.draft(&format!("{review}.actions")));
        context.act(Event::AgreementDrafted { agreement, actions }, error, move || {
            draft::clear(&drafts);
            ticked.try_set(String::new());
            new.renew();
        });
    });
    (!ticked.with(String::is_empty)).then(|| {
        view! { <div class="mb-actions"><Button label=t("agree.draft") icon="list-checks" on_click=draft /></div> }
            .into_any()
    })
}

/// The drafts that wait for a confirmation. A newer draft replaces older ones that nobody confirmed.
pub fn pending(plan: &Plan) -> Vec<(AgreementId, &Agreement)> {
    let open = || {
        plan.agreements
            .iter()
            .filter(|(_, agreement)| !agreement.is_agreed())
    };
    let latest = open()
        .max_by_key(|(_, agreement)| agreement.number)
        .map(|(id, _)| *id);
    let is_begun = |agreement: &Agreement| agreement.resident.is_some() || agreement.caseworker.is_some();
    let shown = open().filter(|(id, agreement)| latest == Some(**id) || is_begun(agreement));
    shown.map(|(id, agreement)| (*id, agreement)).collect()
}

fn drafts(context: ReviewContext, review: ReviewId, error: RwSignal<Option<String>>) -> AnyView {
    // Redrawn only when they change: a button that somebody is holding must not disappear because of a sync.
    let drafts = Memo::new(move |_| {
        context.plan(|plan| {
            let titles = |agreement: &Agreement| {
                let actions = agreement.actions.iter();
                actions.map(|action| title(plan, *action)).collect::<Vec<_>>()
            };
            let may_stand = may_stand_for_other(plan, context.role);
            let drafts = pending(plan).into_iter();
            drafts
                .map(|(id, agreement)| Draft {
                    id,
                    titles: titles(agreement),
                    agreement: agreement.clone(),
                    may_stand,
                })
                .collect::<Vec<_>>()
        })
    });
    let cards = move || {
        let cards = drafts.get().into_iter();
        cards
            .map(|draft| draft_card(context, review, draft, error))
            .collect_view()
    };
    cards.into_any()
}

/// A draft agreement, as shown.
#[derive(Clone, PartialEq)]
struct Draft {
    id: AgreementId,
    agreement: Agreement,
    /// The titles of its actions.
    titles: Vec<String>,
    /// Whether the gesture on this device may stand for the other person's confirmation.
    may_stand: bool,
}

fn draft_card(
    context: ReviewContext,
    review: ReviewId,
    draft: Draft,
    error: RwSignal<Option<String>>,
) -> AnyView {
    let Draft {
        id,
        agreement,
        titles,
        may_stand,
    } = draft;
    let back = take_back(context, id, &agreement, error);
    let actions: Vec<AnyView> = titles
        .into_iter()
        .map(|title| view! { <li dir="auto">{title}</li> }.into_any())
        .collect();
    let confirm = |by: Role, given: Option<Confirmation>, is_last: bool| {
        let Some(how) = given else {
            if by != context.role && !may_stand {
                return view! {
                    <p class="mb-said"><Icon name="clock" /><span>{t("agree.caseworker_waits")}</span></p>
                }
                .into_any();
            }
            let act = Callback::new(move |()| {
                let how = context.confirmation_by(by);
                let mut commands = vec![Command::Record(Event::AgreementConfirmed {
                    agreement: id,
                    by,
                    how,
                })];
                if is_last {
                    let part = ReviewPart::Agree;
                    commands.push(Event::ReviewPartFinished { review, part }.into());
                }
                context.act(Command::All(commands), error, || ());
            });
            let label = match by {
                Role::Resident => t("agree.resident"),
                Role::Caseworker => t("agree.caseworker"),
            };
            return view! { <HoldButton label on_confirm=act /> }.into_any();
        };
        view! { <p class="mb-said"><Icon name="circle-check" /><span>{confirmed(by, how)}</span></p> }
            .into_any()
    };
    view! {
        <section class="mb-card mb-card--lifted">
            <Heading2 text=t("agree.together") />
            <ul class="mb-lines">{actions}</ul>
            <div class="mb-agree__two">
                {confirm(Role::Resident, agreement.resident, agreement.caseworker.is_some())}
                {confirm(Role::Caseworker, agreement.caseworker, agreement.resident.is_some())}
            </div>
            {back}
        </section>
    }
    .into_any()
}

/// The button that takes back a confirmation that was just given here for the other person, for as long as that is
/// possible.
fn take_back(
    context: ReviewContext,
    id: AgreementId,
    agreement: &Agreement,
    error: RwSignal<Option<String>>,
) -> AnyView {
    let held = agreement
        .on_other_device
        .filter(|held| held.whose != context.role);
    let left = held.map_or(0, |held| {
        let since = clock::now().signed_duration_since(held.at).num_seconds();
        TAKE_BACK_SECONDS.saturating_sub(since.abs())
    });
    let (Some(held), Ok(left @ 1..)) = (held, u64::try_from(left)) else {
        return ().into_any();
    };
    let is_over = RwSignal::new(false);
    set_timeout(
        move || {
            is_over.try_set(true);
        },
        Duration::from_secs(left),
    );
    let back = Callback::new(move |()| {
        let event = Event::ConfirmationTakenBack {
            agreement: id,
            by: held.whose,
        };
        context.act(event, error, || ());
    });
    (move || {
        (!is_over.get()).then(|| {
            view! {
                <div class="mb-actions">
                    <Button label=t("agree.take_back") icon="history" weight=Weight::Subtle on_click=back />
                </div>
            }
            .into_any()
        })
    })
    .into_any()
}

/// Describes who confirmed and how.
pub fn confirmed(by: Role, how: Confirmation) -> String {
    match (by, how) {
        (Role::Resident, Confirmation::OwnDevice) => t("agree.resident_own"),
        (Role::Resident, Confirmation::SharedScreen) => t("agree.resident_shared"),
        (Role::Caseworker, Confirmation::OwnDevice) => t("agree.caseworker_own"),
        (Role::Caseworker, Confirmation::SharedScreen) => t("agree.caseworker_shared"),
    }
}

/// The agreements, with how each person confirmed; newest first.
fn agreed(context: ReviewContext, error: RwSignal<Option<String>>) -> AnyView {
    let mut cards = context.plan(|plan| {
        let agreed = plan.agreements.iter().filter(|(_, it)| it.is_agreed());
        agreed
            .map(|(id, it)| {
                (
                    it.number,
                    agreed_card(plan, it, take_back(context, *id, it, error)),
                )
            })
            .collect::<Vec<_>>()
    });
    if cards.is_empty() {
        return ().into_any();
    }
    cards.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    let (cards, more) = paginate(cards.into_iter().map(|(_, card)| card).collect(), CARDS);
    view! {
        <section class="mb-review__list">
            <Heading2 text=t("agree.agreed") />
            <ul class="mb-review__list">{cards}</ul>
            {more}
        </section>
    }
    .into_any()
}

fn agreed_card(plan: &Plan, agreement: &Agreement, back: AnyView) -> AnyView {
    let actions = agreement.actions.iter().map(|action| {
        let state = if plan.is_done(*action) {
            tf("agree.done", &[("title", &title(plan, *action))])
        } else {
            title(plan, *action)
        };
        view! { <li dir="auto">{state}</li> }.into_any()
    });
    let both = [
        agreement.resident.map(|how| confirmed(Role::Resident, how)),
        agreement.caseworker.map(|how| confirmed(Role::Caseworker, how)),
    ];
    let both: Vec<AnyView> = both
        .into_iter()
        .flatten()
        .map(|words| view! { <li><Icon name="circle-check" /><span>{words}</span></li> }.into_any())
        .collect();
    view! {
        <li class="mb-card">
            <ul class="mb-lines">{actions.collect_view()}</ul>
            <ul class="mb-facts">{both}</ul>
            {back}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests;
