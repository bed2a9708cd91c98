//! What a session needs of the program that it stands in.

use std::rc::Rc;

use leptos::prelude::*;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::{ProposalId, ReviewId};
use mijn_brug_plan::values::Confirmation;
use mijn_brug_plan::{Command, Event, Plan, Role};

use super::waiting;
use crate::ui::saving::Change;

/// Does a command, tells in the signal what went wrong, and goes on when it is on the disk.
pub type Act = Box<dyn Fn(Command, RwSignal<Option<String>>, Box<dyn FnOnce()>)>;

/// The sixth part. The program brings its words: the resident's has none before it may (R2).
pub struct Sixth {
    /// Its name in the list of parts.
    pub title: String,
    /// Draws it.
    pub draw: Box<dyn Fn(ReviewId) -> AnyView>,
}

/// What each program gives.
pub struct Seat {
    /// The plan, as far as this side sees it.
    pub plan: Signal<Plan>,
    /// The bridge's content, or what is wrong with its file.
    pub content: RwSignal<Result<Content, String>>,
    /// In whose name this device speaks.
    pub role: Role,
    /// What the resident is called; may be empty.
    pub resident: String,
    /// The one way to do something.
    pub act: Act,
    /// How the sync goes: a pictogram and a text. `None` when the plan is not linked.
    pub status: Signal<Option<(&'static str, String)>>,
    /// Where "Later verder" leads.
    pub leave: String,
    /// How the keys of its drafts begin: what is half typed with one resident is not there with another.
    pub drafts: String,
    /// The sixth part, if this program has it.
    pub sixth: Option<Sixth>,
}

struct Rest {
    resident: String,
    act: Act,
    leave: String,
    drafts: String,
    sixth: Option<Sixth>,
}

/// A proposal of these events, for the resident to answer. It has the id of what it would make.
pub fn proposed(id: [u8; 8], events: Vec<Event>) -> Event {
    Event::Proposed {
        proposal: ProposalId::from_random(id),
        events,
    }
}

/// The table at which two people sit.
#[derive(Clone, Copy)]
pub struct Table {
    plan: Signal<Plan>,
    /// The bridge's content, or what is wrong with its file.
    pub content: RwSignal<Result<Content, String>>,
    /// In whose name this device speaks.
    pub role: Role,
    /// How the sync goes: a pictogram and a text.
    pub status: Signal<Option<(&'static str, String)>>,
    rest: StoredValue<Rc<Rest>, LocalStorage>,
}

impl Table {
    /// A table in the program that gives this.
    pub fn new(seat: Seat) -> Self {
        let rest = Rest {
            resident: seat.resident,
            act: seat.act,
            leave: seat.leave,
            drafts: seat.drafts,
            sixth: seat.sixth,
        };
        Self {
            plan: seat.plan,
            content: seat.content,
            role: seat.role,
            status: seat.status,
            rest: StoredValue::new_local(Rc::new(rest)),
        }
    }

    /// Asks something of the plan, and follows its changes.
    pub fn plan<T>(self, ask: impl FnOnce(&Plan) -> T) -> T {
        self.plan.with(ask)
    }

    /// Asks something of the plan once.
    pub fn plan_now<T>(self, ask: impl FnOnce(&Plan) -> T) -> T {
        self.plan.with_untracked(ask)
    }

    /// Whether this is a caseworker's device.
    pub fn is_caseworkers(self) -> bool {
        self.role == Role::Caseworker
    }

    /// What the resident is called; empty when nobody said.
    pub fn resident(self) -> String {
        self.rest.get_value().resident.clone()
    }

    /// Where "Later verder" leads.
    pub fn leave(self) -> String {
        self.rest.get_value().leave.clone()
    }

    /// The key of a draft of this session.
    pub fn draft(self, name: &str) -> String {
        format!("{}{name}", self.rest.get_value().drafts)
    }

    /// A change of something that is there: see [`Kept`](crate::ui::saving::Kept).
    pub fn saving(self, command: impl Into<Command>) -> Change {
        let (act, command) = (self.rest.get_value(), command.into());
        Change::save(move |error, then| (act.act)(command, error, then))
    }

    /// The name of the sixth part, if this program has it.
    pub fn sixth_title(self) -> Option<String> {
        self.rest
            .get_value()
            .sixth
            .as_ref()
            .map(|sixth| sixth.title.clone())
    }

    /// The sixth part.
    pub fn sixth(self, review: ReviewId) -> Option<AnyView> {
        self.rest
            .get_value()
            .sixth
            .as_ref()
            .map(|sixth| (sixth.draw)(review))
    }

    /// How this role confirms: on its own device when this is it, else on the shared screen.
    pub fn how(self, who: Role) -> Confirmation {
        if who == self.role {
            Confirmation::OwnDevice
        } else {
            Confirmation::SharedScreen
        }
    }

    /// Does something in the name of who holds the device. `then` runs when it is on the disk. The screen may be gone by then: it
    /// asks nothing of the table.
    pub fn act(
        self,
        command: impl Into<Command>,
        error: RwSignal<Option<String>>,
        then: impl FnOnce() + 'static,
    ) {
        (self.rest.get_value().act)(command.into(), error, Box::new(then));
    }

    /// Says what is the resident's to say: on their own phone it is said, on a caseworker's device it is proposed (R1), with
    /// the form's id.
    pub fn say(
        self,
        id: [u8; 8],
        events: Vec<Event>,
        error: RwSignal<Option<String>>,
        then: impl FnOnce() + 'static,
    ) {
        let is_proposed = self.is_caseworkers();
        self.act(self.said(id, events), error, move || {
            then();
            if is_proposed {
                waiting::stay();
            }
        });
    }

    /// The command of [`say`](Self::say).
    pub fn said(self, id: [u8; 8], events: Vec<Event>) -> Command {
        match self.role {
            Role::Resident => Command::All(events.into_iter().map(Command::Record).collect()),
            Role::Caseworker => proposed(id, events).into(),
        }
    }
}
