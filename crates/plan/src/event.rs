//! What happened: an [`Event`], in the past tense, inside an [`Entry`] that says when and by whom.
//!
//! An entry is written as JSON. Fields may be added with a default; a meaning never changes: that needs a new kind.
//! A reader that meets an unknown kind or a higher version keeps the bytes and says so.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{
    AgreementId, AppointmentId, AuthorId, ContentVersion, DomainId, GoalId, LinkId, MiniStepId, PromiseId, ProposalId,
    ReviewId, StepId, VoucherId,
};
use crate::reward::{VoucherCode, VoucherKind};
use crate::values::{
    Action, AppointmentDetails, Cents, Confirmation, Effect, IfThen, Level, QuietHours, Reminder, ReminderTarget,
    ReviewPart, SharingScope, Skill, When,
};

/// Who speaks. A claim: the seal proves it (the entry's HMAC under that role's own key).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The resident, whose plan it is.
    Resident,
    /// The caseworker.
    Caseworker,
}

/// One event with its place in the order of things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The version of this form: [`Entry::VERSION`].
    pub v: u8,
    /// One more than the highest that the author had seen. Orders entries without trusting a clock.
    pub lamport: u64,
    /// The author's clock, for people to read; never for order.
    pub at: DateTime<Utc>,
    /// The device.
    pub author: AuthorId,
    /// In whose name.
    pub role: Role,
    /// What happened.
    pub event: Event,
}

/// A part of a mini-step that was split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The new mini-step's id.
    pub mini_step: MiniStepId,
    /// What to do.
    pub title: String,
}

/// Everything that can happen to a plan. Each variant says who may write it: [`crate::rules::check`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "fields carry the glossary's names; the variants are documented")]
pub enum Event {
    /// The resident said what to be called.
    NameGiven { name: String },

    /// The resident marked a position. It holds the sentence itself, so that it stays readable when the content changes.
    PositionMarked {
        domain: DomainId,
        level: Level,
        sentence: String,
        content: ContentVersion,
        day: NaiveDate,
        #[serde(default)]
        note: String,
        #[serde(default)]
        talk: bool,
    },
    /// The domain to work on first; `None` takes the mark away.
    UrgencyChosen { domain: Option<DomainId> },
    /// The resident drew a connection between two domains.
    LinkDrawn { link: LinkId, from: DomainId, to: DomainId, effect: Effect, note: String },
    LinkRemoved { link: LinkId },

    /// What the resident wants, on one domain.
    GoalSet { goal: GoalId, domain: DomainId, wish: String },
    GoalReworded { goal: GoalId, wish: String },
    GoalReached { goal: GoalId, day: NaiveDate },
    GoalLetGo { goal: GoalId },
    /// Back to work on a goal that was reached or let go.
    GoalReopened { goal: GoalId },

    StepAdded { step: StepId, goal: GoalId, title: String },
    StepReworded { step: StepId, title: String },
    StepRemoved { step: StepId },
    StepsOrdered { goal: GoalId, order: Vec<StepId> },

    /// `fits_in_a_day` is the person's answer to the one-day question (R3).
    MiniStepAdded { mini_step: MiniStepId, step: StepId, title: String, fits_in_a_day: bool },
    MiniStepReworded { mini_step: MiniStepId, title: String },
    MiniStepPlanned { mini_step: MiniStepId, when: When },
    IfThenSet { mini_step: MiniStepId, if_then: Option<IfThen> },
    SupporterSet { mini_step: MiniStepId, supporter: Option<String> },
    MiniStepsOrdered { step: StepId, order: Vec<MiniStepId> },
    /// "Do this one first."
    MiniStepBroughtForward { mini_step: MiniStepId },
    MiniStepDone { mini_step: MiniStepId, day: NaiveDate, skill: Skill },
    /// Back on the list, after done or let go.
    MiniStepReopened { mini_step: MiniStepId },
    /// The first exit of "niet gelukt": smaller parts in its place.
    MiniStepSplit { mini_step: MiniStepId, into: Vec<Part> },
    /// The second exit: another day. `day: None` is "later".
    MiniStepMoved { mini_step: MiniStepId, day: Option<NaiveDate> },
    /// The third exit. `question` may be empty.
    HelpAsked { mini_step: MiniStepId, question: String },
    /// The fourth exit.
    MiniStepLetGo { mini_step: MiniStepId },

    /// *Even rust*: silence, and nothing piles up. `until` is the last day of rest; `None` has no end.
    RestStarted { until: Option<NaiveDate> },
    RestEnded {},

    AppointmentMade { appointment: AppointmentId, details: AppointmentDetails },
    AppointmentChanged { appointment: AppointmentId, details: AppointmentDetails },
    AppointmentRemoved { appointment: AppointmentId },
    /// "Ik kan niet."
    AppointmentDeclined { appointment: AppointmentId },

    ReminderSet { target: ReminderTarget, reminder: Option<Reminder> },
    QuietHoursSet { hours: Option<QuietHours> },

    /// Whether a pillar or domain is shared with the caseworker (R8).
    SharingChosen { scope: SharingScope, shared: bool },
    /// Whether pseudonymous positions may be used for research.
    EvaluationChosen { allowed: bool },

    /// A caseworker proposes events that are the resident's to make (R1).
    Proposed { proposal: ProposalId, events: Vec<Event> },
    /// The resident's answer. From a caseworker's device only with the gesture on the shared screen.
    ProposalAnswered { proposal: ProposalId, accepted: bool, how: Confirmation },
    /// How the caseworker sees a domain. Stands beside the resident's own position, never over it.
    ViewRecorded { domain: DomainId, level: Level, note: String },
    HelpAnswered { mini_step: MiniStepId, answer: String },

    /// A set of actions to agree on.
    AgreementDrafted { agreement: AgreementId, actions: Vec<Action> },
    /// One of the two confirmations.
    AgreementConfirmed { agreement: AgreementId, by: Role, how: Confirmation },

    ReviewStarted { review: ReviewId, day: NaiveDate },
    ReviewPartFinished { review: ReviewId, part: ReviewPart },
    ReviewNoted { review: ReviewId, part: ReviewPart, note: String },
    ReviewClosed { review: ReviewId },

    /// Only on a plan that has a goal with agreed actions (R2).
    RewardsAnnounced {},
    /// Only for actions that were agreed before (R2).
    RewardPromised { promise: PromiseId, actions: Vec<Action>, amount: Cents },
    VoucherGranted {
        voucher: VoucherId,
        kind: VoucherKind,
        amount: Cents,
        reason: String,
        skill: Skill,
        from: String,
        code: VoucherCode,
        valid_until: NaiveDate,
    },
    /// A code that was given twice by two colleagues: the later grant keeps its voucher, with another code.
    VoucherCodeReplaced { voucher: VoucherId, code: VoucherCode },
    VoucherHandedOver { voucher: VoucherId, day: NaiveDate },
    VoucherWithdrawn { voucher: VoucherId, reason: String },
    VoucherUsed { voucher: VoucherId, day: NaiveDate },
}

/// Why bytes are no entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Written by a newer version of the app: keep it, and ask for an update.
    #[error("written by a newer version: {kind}")]
    NewerVersion {
        /// The kind of event, as far as it can be read.
        kind: String,
    },
    /// Not an entry at all.
    #[error("not an entry: {0}")]
    Malformed(String),
}

impl Entry {
    /// The version of the written form that this program makes and reads.
    pub const VERSION: u8 = 1;

    /// The written form: JSON without line breaks.
    ///
    /// # Errors
    /// Never in practice: no map here has keys that are not text.
    pub fn write(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// Reads what [`Entry::write`] wrote. White space after the end is allowed: the seal pads with it.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let error = match serde_json::from_slice::<Self>(bytes) {
            Ok(entry) if entry.v <= Self::VERSION => return Ok(entry),
            Ok(Self { v, .. }) => return Err(ReadError::NewerVersion { kind: format!("version {v}") }),
            Err(error) => error,
        };
        let malformed = ReadError::Malformed(error.to_string());
        let Ok(Envelope { v, event }) = serde_json::from_slice(bytes) else { return Err(malformed) };
        match unknown_kind(&event) {
            Some(kind) => Err(ReadError::NewerVersion { kind: kind.to_owned() }),
            None if v > u64::from(Self::VERSION) => Err(ReadError::NewerVersion { kind: format!("version {v}") }),
            None => Err(malformed),
        }
    }
}

/// As much of an entry as every version shares.
#[derive(Deserialize)]
struct Envelope {
    v: u64,
    #[serde(default)]
    event: Value,
}

/// The first kind that this version does not know: the event's own, or one within a proposal.
fn unknown_kind(event: &Value) -> Option<&str> {
    let (kind, content) = event.as_object()?.iter().next()?;
    if KINDS.contains(&kind.as_str()) {
        content.get("events")?.as_array()?.iter().find_map(unknown_kind)
    } else {
        Some(kind)
    }
}

/// Every kind of event of this version, as written.
pub const KINDS: [&str; 54] = [
    "name_given",
    "position_marked",
    "urgency_chosen",
    "link_drawn",
    "link_removed",
    "goal_set",
    "goal_reworded",
    "goal_reached",
    "goal_let_go",
    "goal_reopened",
    "step_added",
    "step_reworded",
    "step_removed",
    "steps_ordered",
    "mini_step_added",
    "mini_step_reworded",
    "mini_step_planned",
    "if_then_set",
    "supporter_set",
    "mini_steps_ordered",
    "mini_step_brought_forward",
    "mini_step_done",
    "mini_step_reopened",
    "mini_step_split",
    "mini_step_moved",
    "help_asked",
    "mini_step_let_go",
    "rest_started",
    "rest_ended",
    "appointment_made",
    "appointment_changed",
    "appointment_removed",
    "appointment_declined",
    "reminder_set",
    "quiet_hours_set",
    "sharing_chosen",
    "evaluation_chosen",
    "proposed",
    "proposal_answered",
    "view_recorded",
    "help_answered",
    "agreement_drafted",
    "agreement_confirmed",
    "review_started",
    "review_part_finished",
    "review_noted",
    "review_closed",
    "rewards_announced",
    "reward_promised",
    "voucher_granted",
    "voucher_code_replaced",
    "voucher_handed_over",
    "voucher_withdrawn",
    "voucher_used",
];
