//! What happened: an [`Event`], in the past tense, in an [`Entry`] that says when and by whom.
//!
//! An entry is written as JSON. A field may be added with a default, but the meaning of a kind never changes: that needs a new
//! kind. A reader that meets an unknown kind or a higher version reports it and keeps the bytes.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use self::json::{Tagged, events};

use crate::ids::{
    AgreementId, AppointmentId, AuthorId, ContentVersion, DomainId, GoalId, LinkId, MiniStepId, PromiseId,
    ProposalId, ReviewId, StepId, VoucherId,
};
use crate::reward::{VoucherCode, VoucherKind};
use crate::values::{
    Action, Alternative, AppointmentDetails, Cents, Confirmation, Effect, GoalAspect, IfThen, Level,
    QuietHours, Reminder, ReminderTarget, ReviewPart, SharingScope, Skill, When,
};

mod json;

/// In whose name an entry was recorded. It is a claim; the seal proves it, by the entry's HMAC under that role's own key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The resident, whose plan it is.
    Resident,
    /// The caseworker.
    Caseworker,
}

/// One event, with its place in the order of entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The version of the written form: [`Entry::VERSION`].
    pub v: u8,
    /// The logical clock: one more than the highest that the author had seen. It orders entries without trusting a clock.
    pub lamport: u64,
    /// The author's wall clock, for people to read. It never orders entries.
    pub at: DateTime<Utc>,
    /// Who recorded it: a random id for each start of the page.
    pub author: AuthorId,
    /// In whose name it was recorded.
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

events! {
    /// Everything that can happen to a plan, with the kind that stands for it in the written form. Each area's file in
    /// `plan/` says who may record it, what it requires, does and is about.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    #[expect(missing_docs, reason = "fields carry the glossary's names; the variants are documented")]
    pub enum Event {
        /// The resident: what they are called, whom the plan is paired with, and what others may see.
        Resident: ResidentEvent {
            /// The resident said what they want to be called.
            "name_given" => NameGiven { name: String },
            /// Whether a pillar or domain is shared with the caseworker (R8).
            "sharing_chosen" => SharingChosen { scope: SharingScope, shared: bool },
            /// The resident paired the plan with a caseworker. `pairing` is its number, from 0; it names the key that was handed
            /// over.
            "paired" => Paired { pairing: u32, team: String, caseworker: String },
            /// The resident stopped sharing.
            "unpaired" => Unpaired {},
            /// The telephone number of the resident's own doctor; empty forgets it.
            "doctor_given" => DoctorGiven { number: String },
            /// Whether research may use pseudonymous positions.
            "evaluation_chosen" => EvaluationChosen { allowed: bool },
        }

        /// The bridge: positions, urgency and links, and what the caseworker sees.
        Bridge: BridgeEvent {
            /// The resident marked a position. It holds the sentence, so that it stays readable when the content changes.
            "position_marked" => PositionMarked {
                domain: DomainId,
                level: Level,
                sentence: String,
                content: ContentVersion,
                day: NaiveDate,
                note: String = String::new(),
                talk: bool = false,
            },
            /// "Geldt niet voor mij": the domain has no position, and no goal is expected on it.
            "not_applicable_marked" => NotApplicableMarked { domain: DomainId },
            /// "Ongedaan maken": the last answer on a domain, a position or "geldt niet voor mij", no longer counts, and the
            /// one before it does.
            "position_taken_back" => PositionTakenBack { domain: DomainId },
            /// The domain to work on first; `None` clears it.
            "urgency_chosen" => UrgencyChosen { domain: Option<DomainId> },
            /// The resident drew a link between two domains.
            "link_drawn" => LinkDrawn { link: LinkId, from: DomainId, to: DomainId, effect: Effect, note: String },
            "link_removed" => LinkRemoved { link: LinkId },
            /// "Wat ik zie": the caseworker's words about a domain, which the resident reads. It has no level, because the
            /// caseworker does not judge (R1). An empty note clears it.
            "observation_recorded" => ObservationRecorded { domain: DomainId, note: String },
        }

        /// Goals and their steps.
        Goals: GoalEvent {
            /// The resident set a goal on a domain.
            "goal_set" => GoalSet { goal: GoalId, domain: DomainId, wish: String },
            "goal_reworded" => GoalReworded { goal: GoalId, wish: String },
            /// What the resident says about a goal, by aspect. An empty text clears it.
            "goal_described" => GoalDescribed { goal: GoalId, aspect: GoalAspect, text: String },
            /// The day on which to look back at a goal; `None` clears it.
            "goal_look_back_planned" => GoalLookBackPlanned { goal: GoalId, day: Option<NaiveDate> },
            "goal_reached" => GoalReached { goal: GoalId, day: NaiveDate },
            "goal_let_go" => GoalLetGo { goal: GoalId },
            /// A goal that was reached or let go is being worked on again.
            "goal_reopened" => GoalReopened { goal: GoalId },
            "step_added" => StepAdded { step: StepId, goal: GoalId, title: String },
            "step_reworded" => StepReworded { step: StepId, title: String },
            "step_removed" => StepRemoved { step: StepId },
            "steps_ordered" => StepsOrdered { goal: GoalId, order: Vec<StepId> },
        }

        /// Mini-steps, and help with them.
        MiniSteps: MiniStepEvent {
            /// `fits_in_a_day` is the person's answer to the one-day question (R3).
            "mini_step_added" => MiniStepAdded { mini_step: MiniStepId, step: StepId, title: String, fits_in_a_day: bool },
            "mini_step_reworded" => MiniStepReworded { mini_step: MiniStepId, title: String },
            "mini_step_planned" => MiniStepPlanned { mini_step: MiniStepId, when: When },
            "if_then_set" => IfThenSet { mini_step: MiniStepId, if_then: Option<IfThen> },
            "supporter_set" => SupporterSet { mini_step: MiniStepId, supporter: Option<String> },
            "mini_steps_ordered" => MiniStepsOrdered { step: StepId, order: Vec<MiniStepId> },
            /// "Do this one first."
            "mini_step_brought_forward" => MiniStepBroughtForward { mini_step: MiniStepId },
            "mini_step_done" => MiniStepDone { mini_step: MiniStepId, day: NaiveDate, skill: Skill },
            /// It was reopened after it was done or let go.
            "mini_step_reopened" => MiniStepReopened { mini_step: MiniStepId },
            /// The first exit of "niet gelukt": smaller parts take its place.
            "mini_step_split" => MiniStepSplit { mini_step: MiniStepId, into: Vec<Part> },
            /// The second exit: another day. `day: None` is "later".
            "mini_step_moved" => MiniStepMoved { mini_step: MiniStepId, day: Option<NaiveDate> },
            /// The third exit. `question` may be empty.
            "help_asked" => HelpAsked { mini_step: MiniStepId, question: String },
            "help_answered" => HelpAnswered { mini_step: MiniStepId, answer: String },
            /// The fourth exit.
            "mini_step_let_go" => MiniStepLetGo { mini_step: MiniStepId },
        }

        /// Appointments.
        #[expect(clippy::enum_variant_names, reason = "the names are those of `Event`")]
        Appointments: AppointmentEvent {
            "appointment_made" => AppointmentMade { appointment: AppointmentId, details: AppointmentDetails },
            "appointment_changed" => AppointmentChanged { appointment: AppointmentId, details: AppointmentDetails },
            "appointment_removed" => AppointmentRemoved { appointment: AppointmentId },
            /// "Ik kan niet." When it is declined again, the last `instead` counts.
            "appointment_declined" => AppointmentDeclined {
                appointment: AppointmentId,
                #[serde(skip_serializing_if = "Option::is_none")]
                instead: Option<Alternative>,
            },
        }

        /// Reminders, quiet hours and *even rust*.
        Reminders: ReminderEvent {
            "reminder_set" => ReminderSet { target: ReminderTarget, reminder: Option<Reminder> },
            /// "Straks", "vandaag niet": what would fire before `until` (local wall time) fires then. `None` is "niet meer".
            "reminder_snoozed" => ReminderSnoozed { target: ReminderTarget, until: Option<NaiveDateTime> },
            "quiet_hours_set" => QuietHoursSet { hours: Option<QuietHours> },
            /// *Even rust*: reminders are silent, and nothing piles up. `until` is the last day; `None` has no end.
            "rest_started" => RestStarted { until: Option<NaiveDate> },
            "rest_ended" => RestEnded {},
        }

        /// What a caseworker proposes, and the resident's answer (R1).
        Proposals: ProposalEvent {
            /// A caseworker proposes events that only the resident may record (R1).
            "proposed" => Proposed { proposal: ProposalId, events: Vec<Event> },
            /// The resident's answer. From a caseworker's device, only with the confirm gesture on a shared screen.
            "proposal_answered" => ProposalAnswered { proposal: ProposalId, accepted: bool, how: Confirmation },
        }

        /// Actions that both confirm.
        Agreements: AgreementEvent {
            /// A set of actions to agree on was drafted.
            "agreement_drafted" => AgreementDrafted { agreement: AgreementId, actions: Vec<Action> },
            /// One of the two confirmations.
            "agreement_confirmed" => AgreementConfirmed { agreement: AgreementId, by: Role, how: Confirmation },
            /// A confirmation that was given on the other person's device was taken back, within seconds.
            "confirmation_taken_back" => ConfirmationTakenBack { agreement: AgreementId, by: Role },
        }

        /// Joint reviews.
        #[expect(clippy::enum_variant_names, reason = "the names are those of `Event`")]
        Reviews: ReviewEvent {
            "review_started" => ReviewStarted { review: ReviewId, day: NaiveDate },
            "review_part_finished" => ReviewPartFinished { review: ReviewId, part: ReviewPart },
            "review_noted" => ReviewNoted { review: ReviewId, part: ReviewPart, note: String },
            "review_closed" => ReviewClosed { review: ReviewId },
        }

        /// Promises and vouchers (R2, R5).
        Rewards: RewardEvent {
            /// Only on a plan that has a goal with agreed actions (R2).
            "rewards_announced" => RewardsAnnounced {},
            /// Only for actions that were agreed on before (R2).
            "reward_promised" => RewardPromised { promise: PromiseId, actions: Vec<Action>, amount: Cents },
            "voucher_granted" => VoucherGranted {
                voucher: VoucherId,
                kind: VoucherKind,
                amount: Cents,
                reason: String,
                skill: Skill,
                from: String,
                code: VoucherCode,
                valid_until: NaiveDate,
                /// The local day on which it was granted. The first records have `None`: then it is the day of the entry's
                /// clock.
                #[serde(skip_serializing_if = "Option::is_none")]
                day: Option<NaiveDate>,
            },
            /// Two colleagues gave the same code: the later voucher stays, with another code.
            "voucher_code_replaced" => VoucherCodeReplaced { voucher: VoucherId, code: VoucherCode },
            "voucher_handed_over" => VoucherHandedOver { voucher: VoucherId, day: NaiveDate },
            "voucher_withdrawn" => VoucherWithdrawn { voucher: VoucherId, reason: String },
            "voucher_used" => VoucherUsed { voucher: VoucherId, day: NaiveDate },
        }
    }
}

/// Why bytes cannot be read as an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// A newer version of the app wrote it. Keep the bytes, and ask for an update.
    #[error("a newer version of the app wrote this entry ({kind}); keep it and update the app")]
    NewerVersion {
        /// The kind of event, as far as it can be read.
        kind: String,
    },
    /// It is not an entry.
    #[error("not an entry: {0}")]
    Malformed(String),
}

impl Entry {
    /// The version of the written form that this program writes, and the highest that it reads.
    pub const VERSION: u8 = 1;

    /// Writes the entry as JSON without line breaks.
    ///
    /// # Errors
    /// Fails only if an entry holds a map with keys that are not text; none does.
    pub fn write(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// Reads what [`Entry::write`] wrote. White space after the end is allowed, because the seal pads with it.
    ///
    /// # Errors
    /// [`ReadError::NewerVersion`] for an unknown kind or a higher version, [`ReadError::Malformed`] for anything else.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let error = match serde_json::from_slice::<Self>(bytes) {
            Ok(entry) if entry.v <= Self::VERSION => return Ok(entry),
            Ok(Self { v, .. }) => {
                return Err(ReadError::NewerVersion {
                    kind: format!("version {v}"),
                });
            }
            Err(error) => error,
        };
        let malformed = ReadError::Malformed(error.to_string());
        let Ok(Envelope { v, event }) = serde_json::from_slice(bytes) else {
            return Err(malformed);
        };
        match event.and_then(unknown_kind) {
            Some(kind) => Err(ReadError::NewerVersion { kind }),
            None if v > u64::from(Self::VERSION) => Err(ReadError::NewerVersion {
                kind: format!("version {v}"),
            }),
            None => Err(malformed),
        }
    }
}

/// The part of an entry that all versions share.
#[derive(Deserialize)]
struct Envelope<'a> {
    v: u64,
    #[serde(borrow, default)]
    event: Option<&'a RawValue>,
}

/// The first kind that this version does not know: the event's own, or that of an event in a proposal.
fn unknown_kind(event: &RawValue) -> Option<String> {
    let tagged = Tagged::read(event).ok()?;
    if !KINDS.contains(&tagged.kind.as_str()) {
        return Some(tagged.kind);
    }
    let within: Vec<&RawValue> = tagged.fields().ok()?.get("events").ok()?;
    within.into_iter().find_map(unknown_kind)
}
