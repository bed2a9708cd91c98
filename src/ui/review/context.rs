//! What a review needs from the program that contains it.

use std::rc::Rc;

use leptos::prelude::*;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::{ProposalId, ReviewId};
use mijn_brug_plan::values::Confirmation;
use mijn_brug_plan::{Command, Event, Plan, Role};

use crate::device::page;
use crate::ui::saving::SaveAction;

/// The id of the element with the open proposals.
pub const OPEN_PROPOSALS: &str = "open-proposals";

/// Focuses the open proposals, because one was added or the pressed button is gone. Does nothing if a button there has
/// the focus already, as while it is held.
pub fn focus_open_proposals() {
    page::after_paint(|| page::focus_near(OPEN_PROPOSALS));
}

/// Runs a command, puts an error in the signal, and calls the function once the change is on disk.
pub type RunCommand = Box<dyn Fn(Command, RwSignal<Option<String>>, Box<dyn FnOnce()>)>;

/// Part 6 (rewards). The program provides its texts: the resident's program has none before it may (R2).
pub struct RewardsPart {
    /// Its title in the list of parts.
    pub title: String,
    /// Draws it for a review.
    pub draw: Box<dyn Fn(ReviewId) -> AnyView>,
}

/// What each program provides.
pub struct ReviewHost {
    /// The plan, as far as this device may see it.
    pub plan: Signal<Plan>,
    /// The bridge's content, or what is wrong with its file.
    pub content: RwSignal<Result<Content, String>>,
    /// The role in whose name this device acts.
    pub role: Role,
    /// The name of the resident; may be empty.
    pub resident: String,
    /// Runs every command of the review.
    pub act: RunCommand,
    /// The state of the sync: a pictogram and a text. `None` if the plan is not paired.
    pub status: Signal<Option<(&'static str, String)>>,
    /// Where "Later verder" leads.
    pub leave: String,
    /// Key prefix of the drafts, which keeps the drafts of different residents apart.
    pub drafts: String,
    /// Part 6, if this program has it.
    pub rewards_part: Option<RewardsPart>,
}

struct HostFields {
    resident: String,
    act: RunCommand,
    leave: String,
    drafts: String,
    rewards_part: Option<RewardsPart>,
}

/// A proposal of these events, for the resident to answer. It reuses the id of the thing that it would create.
pub fn proposed(id: [u8; 8], events: Vec<Event>) -> Event {
    Event::Proposed {
        proposal: ProposalId::from_random(id),
        events,
    }
}

/// The context of a review: the plan, the role of this device, and the way to act.
#[derive(Clone, Copy)]
pub struct ReviewContext {
    plan: Signal<Plan>,
    /// The bridge's content, or what is wrong with its file.
    pub content: RwSignal<Result<Content, String>>,
    /// The role in whose name this device acts.
    pub role: Role,
    /// The state of the sync: a pictogram and a text.
    pub status: Signal<Option<(&'static str, String)>>,
    host: StoredValue<Rc<HostFields>, LocalStorage>,
}

impl ReviewContext {
    /// Creates the context from what the program provides.
    pub fn new(host: ReviewHost) -> Self {
        let rest = HostFields {
            resident: host.resident,
            act: host.act,
            leave: host.leave,
            drafts: host.drafts,
            rewards_part: host.rewards_part,
        };
        Self {
            plan: host.plan,
            content: host.content,
            role: host.role,
            status: host.status,
            host: StoredValue::new_local(Rc::new(rest)),
        }
    }

    /// Reads from the plan. Reactive.
    pub fn plan<T>(self, ask: impl FnOnce(&Plan) -> T) -> T {
        self.plan.with(ask)
    }

    /// Reads from the plan once. Not reactive.
    pub fn plan_now<T>(self, ask: impl FnOnce(&Plan) -> T) -> T {
        self.plan.with_untracked(ask)
    }

    /// Whether this is a caseworker's device.
    pub fn is_caseworkers(self) -> bool {
        self.role == Role::Caseworker
    }

    /// The name of the resident; empty if unknown.
    pub fn resident(self) -> String {
        self.host.get_value().resident.clone()
    }

    /// Where "Later verder" leads.
    pub fn leave(self) -> String {
        self.host.get_value().leave.clone()
    }

    /// The key of a draft of this review.
    pub fn draft(self, name: &str) -> String {
        format!("{}{name}", self.host.get_value().drafts)
    }

    /// A change of an existing thing: see [`Autosaved`](crate::ui::saving::Autosaved).
    pub fn saving(self, command: impl Into<Command>) -> SaveAction {
        let (act, command) = (self.host.get_value(), command.into());
        SaveAction::save(move |error, then| (act.act)(command, error, then))
    }

    /// The title of part 6, if this program has it.
    pub fn rewards_title(self) -> Option<String> {
        self.host
            .get_value()
            .rewards_part
            .as_ref()
            .map(|rewards_part| rewards_part.title.clone())
    }

    /// Draws part 6, if this program has it.
    pub fn rewards_part(self, review: ReviewId) -> Option<AnyView> {
        self.host
            .get_value()
            .rewards_part
            .as_ref()
            .map(|rewards_part| (rewards_part.draw)(review))
    }

    /// How `who` confirms on this device: on their own device if it is theirs, or else on the shared screen.
    pub fn confirmation_by(self, who: Role) -> Confirmation {
        if who == self.role {
            Confirmation::OwnDevice
        } else {
            Confirmation::SharedScreen
        }
    }

    /// Runs a command in the name of whoever holds the device. `then` runs once it is on disk; the screen may be gone
    /// by then, so it must not use the context.
    pub fn act(
        self,
        command: impl Into<Command>,
        error: RwSignal<Option<String>>,
        then: impl FnOnce() + 'static,
    ) {
        (self.host.get_value().act)(command.into(), error, Box::new(then));
    }

    /// Acts for the resident: recorded on their own phone, proposed on a caseworker's device (R1). The proposal has
    /// the id of the form.
    pub fn act_for_resident(
        self,
        id: [u8; 8],
        events: Vec<Event>,
        error: RwSignal<Option<String>>,
        then: impl FnOnce() + 'static,
    ) {
        let is_proposed = self.is_caseworkers();
        self.act(self.command_for_resident(id, events), error, move || {
            then();
            if is_proposed {
                focus_open_proposals();
            }
        });
    }

    /// The command that [`act_for_resident`](Self::act_for_resident) runs.
    pub fn command_for_resident(self, id: [u8; 8], events: Vec<Event>) -> Command {
        match self.role {
            Role::Resident => Command::All(events.into_iter().map(Command::Record).collect()),
            Role::Caseworker => proposed(id, events).into(),
        }
    }
}
