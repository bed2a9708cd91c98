//! Proposals of the caseworker that the resident has not answered, in plain words, with yes and no beside each other.

use leptos::prelude::*;
use mijn_brug_plan::ids::ProposalId;
use mijn_brug_plan::plan::{Plan, Proposal};
use mijn_brug_plan::values::Confirmation;
use mijn_brug_plan::{Command, Event, Role};

use super::change_texts::changes;
use super::context::{OPEN_PROPOSALS, focus_open_proposals};
use super::{HoldButton, ReviewContext};
use crate::device::clock;
use crate::ui::field::FieldError;
use crate::ui::screen::{Button, Heading2, Weight};
use crate::ui::texts::t;

/// The unanswered proposals, oldest first.
pub fn proposals(plan: &Plan) -> Vec<(ProposalId, &Proposal)> {
    let waiting = plan
        .proposals
        .iter()
        .filter(|(_, proposal)| proposal.answer.is_none());
    let mut waiting: Vec<_> = waiting.map(|(id, proposal)| (*id, proposal)).collect();
    waiting.sort_by_key(|(_, proposal)| proposal.number);
    waiting
}

/// The event that answers a proposal: given on the resident's own phone or on the shared screen.
pub fn answer(proposal: ProposalId, accepted: bool, how: Confirmation) -> Event {
    Event::ProposalAnswered {
        proposal,
        accepted,
        how,
    }
}

/// The open proposals; empty if there are none.
pub fn open_proposals(context: ReviewContext) -> AnyView {
    let error = RwSignal::new(None);
    // Redrawn only when it changes: a button that somebody is holding must not disappear because of a sync.
    let waiting = Memo::new(move |_| {
        context.content.with(|content| {
            context.plan(|plan| {
                let words = |(id, proposal): (ProposalId, &Proposal)| {
                    (id, changes(&proposal.events, plan, content.as_ref().ok()))
                };
                proposals(plan).into_iter().map(words).collect::<Vec<_>>()
            })
        })
    });
    let list = move || {
        let waiting = waiting.get();
        let all: Vec<ProposalId> = waiting.iter().map(|(id, _)| *id).collect();
        if all.is_empty() {
            return ().into_any();
        }
        let together = (all.len() > 1).then(|| yes_to_all(context, all, error));
        let rows: Vec<AnyView> = waiting
            .into_iter()
            .map(|(id, lines)| row(context, id, lines, error))
            .collect();
        let lead = if context.is_caseworkers() {
            t("open_proposal.lead")
        } else {
            t("open_proposal.lead_own")
        };
        view! {
            <Heading2 text=t("open_proposal.title") />
            <p class="mb-muted">{lead}</p>
            <ul class="mb-waiting">{rows}</ul>
            {together}
        }
        .into_any()
    };
    view! {
        // The element is always present, so that a screen reader announces what appears in it.
        <section class="mb-review__waiting" id=OPEN_PROPOSALS tabindex="-1" aria-live="polite">{list}</section>
        <FieldError id="waiting-error".to_owned() error />
    }
    .into_any()
}

/// The proposals that were made today and have been answered, with how they were confirmed, collapsed.
pub fn decided(context: ReviewContext) -> AnyView {
    let today = clock::today();
    let mut answered = context.content.with(|content| {
        context.plan(|plan| {
            let of_today = plan
                .proposals
                .values()
                .filter(|proposal| clock::day_of(proposal.at) == today);
            let words = |proposal: &Proposal| {
                let (accepted, how) = proposal.answer?;
                let lines = changes(&proposal.events, plan, content.as_ref().ok());
                Some((proposal.number, lines.join(" · "), confirmed(accepted, how)))
            };
            of_today.filter_map(words).collect::<Vec<_>>()
        })
    });
    answered.sort_by_key(|(number, ..)| *number);
    let rows: Vec<AnyView> = answered
        .into_iter()
        .map(|(_, words, how)| {
            view! { <li dir="auto">{words}" "<small class="mb-muted">{how}</small></li> }.into_any()
        })
        .collect();
    (!rows.is_empty())
        .then(|| {
            view! {
                <details class="mb-details">
                    <summary>{t("open_proposal.decided")}</summary>
                    <ul class="mb-lines">{rows}</ul>
                </details>
            }
            .into_any()
        })
        .into_any()
}

/// The answer, and how it was given.
fn confirmed(accepted: bool, how: Confirmation) -> String {
    match (accepted, how) {
        (true, Confirmation::OwnDevice) => t("open_proposal.yes_own"),
        (true, Confirmation::SharedScreen) => t("open_proposal.yes_shared"),
        (false, _) => t("open_proposal.was_no"),
    }
}

fn row(
    context: ReviewContext,
    id: ProposalId,
    lines: Vec<String>,
    error: RwSignal<Option<String>>,
) -> AnyView {
    let how = context.confirmation_by(Role::Resident);
    let yes = Callback::new(move |()| context.act(answer(id, true, how), error, focus_open_proposals));
    let no = Callback::new(move |()| context.act(answer(id, false, how), error, focus_open_proposals));
    let lines: Vec<AnyView> = lines
        .into_iter()
        .map(|words| view! { <p dir="auto">{words}</p> }.into_any())
        .collect();
    let yes = if context.is_caseworkers() {
        view! { <HoldButton label=t("open_proposal.together") on_confirm=yes /> }.into_any()
    } else {
        view! { <Button label=t("open_proposal.yes") icon="check" on_click=yes /> }.into_any()
    };
    let no_words = if context.is_caseworkers() {
        t("open_proposal.not")
    } else {
        t("open_proposal.no")
    };
    view! {
        <li class="mb-card">
            <div>{lines}</div>
            <div class="mb-actions mb-waiting__answers">
                {yes}
                <Button label=no_words weight=Weight::Secondary on_click=no />
            </div>
        </li>
    }
    .into_any()
}

/// One button that accepts all of them, in the order in which they are listed.
fn yes_to_all(context: ReviewContext, all: Vec<ProposalId>, error: RwSignal<Option<String>>) -> AnyView {
    let how = context.confirmation_by(Role::Resident);
    let yes = Callback::new(move |()| {
        let answers = all.iter().map(|id| Command::Record(answer(*id, true, how)));
        context.act(Command::All(answers.collect()), error, focus_open_proposals);
    });
    if context.is_caseworkers() {
        view! { <HoldButton label=t("open_proposal.all_together") on_confirm=yes /> }.into_any()
    } else {
        view! { <Button label=t("open_proposal.all_yes") icon="check" on_click=yes /> }.into_any()
    }
}
