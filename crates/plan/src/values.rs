//! Small values, with their bounds.

use std::fmt;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// A level on the bridge, from 1 (hardest) to 5 (stands firm).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Level(u8);

impl Level {
    /// The number of levels of every domain.
    pub const COUNT: u8 = 5;

    /// The level with this number; `None` outside 1 to 5.
    pub const fn new(level: u8) -> Option<Self> {
        if level >= 1 && level <= Self::COUNT {
            Some(Self(level))
        } else {
            None
        }
    }

    /// All levels, lowest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=Self::COUNT).map(Self)
    }

    /// The number, 1 to 5.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Level {
    type Error = &'static str;
    fn try_from(level: u8) -> Result<Self, Self::Error> {
        Self::new(level).ok_or("a level is a number from 1 to 5")
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.0
    }
}

/// An amount of money in whole euro cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub u32);

impl Cents {
    /// The sum, saturating at the largest amount.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// What a link between two domains means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// "This makes that harder."
    Harder,
    /// "This makes that easier."
    Easier,
}

/// What the resident may say about a goal besides the wish itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalAspect {
    /// Why it matters to them.
    Why,
    /// "Hoe weet je dat het gelukt is?"
    Success,
    /// What they do themselves.
    OwnPart,
    /// Who of the people around them can help.
    People,
    /// Which professionals help.
    Professionals,
}

impl GoalAspect {
    /// All aspects, in the order in which they are shown.
    pub const ALL: [Self; 5] = [
        Self::Why,
        Self::Success,
        Self::OwnPart,
        Self::People,
        Self::Professionals,
    ];

    /// Its key in a file of texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Why => "why",
            Self::Success => "success",
            Self::OwnPart => "own_part",
            Self::People => "people",
            Self::Professionals => "professionals",
        }
    }
}

/// When a mini-step is planned, in local wall time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The day; `None` is "some day".
    pub day: Option<NaiveDate>,
    /// The time on that day.
    pub time: Option<NaiveTime>,
    /// The duration in minutes.
    pub minutes: Option<u16>,
}

/// An if-then plan: "als ik mijn koffie op heb, dan bel ik".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IfThen {
    /// The moment, in the resident's own words.
    pub when: String,
    /// What they will do then.
    pub then: String,
}

/// An appointment: with whom, when (local wall time), where, and what to bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentDetails {
    /// With whom, or what it is about.
    pub with: String,
    /// The day.
    pub day: NaiveDate,
    /// The time, if known.
    pub time: Option<NaiveTime>,
    /// Where; may be empty.
    pub place: String,
    /// What to bring; may be empty.
    pub bring: String,
}

impl AppointmentDetails {
    /// The same appointment on another day. Without `time` it keeps the time that it had.
    #[must_use]
    pub fn moved(&self, day: NaiveDate, time: Option<NaiveTime>) -> Self {
        Self {
            day,
            time: time.or(self.time),
            ..self.clone()
        }
    }
}

/// What suits the resident instead of an appointment that they cannot come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alternative {
    /// Another moment, in local wall time.
    Moment {
        /// The day.
        day: NaiveDate,
        /// The time, if it matters.
        time: Option<NaiveTime>,
    },
    /// That somebody calls, to find another moment together.
    Call,
}

/// The skill that a finished mini-step took. The feedback names it (R6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skill {
    /// Started: it was the first mini-step of all.
    Started,
    /// Planned ahead: it had a day.
    PlannedAhead,
    /// Chose a moment: it had an if-then plan.
    ChoseAMoment,
    /// Asked for help.
    AskedForHelp,
    /// Made it smaller: it came from a split.
    MadeItSmaller,
    /// Kept going: it had been moved to another day.
    KeptGoing,
    /// Finished a step: it was the last of several mini-steps.
    FinishedAStep,
    /// Took a step: none of the above.
    TookAStep,
}

/// How somebody confirmed something in a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirmation {
    /// On their own device.
    OwnDevice,
    /// With the confirm gesture on a screen that both look at.
    SharedScreen,
}

/// What a reminder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderTarget {
    /// A mini-step.
    MiniStep(crate::ids::MiniStepId),
    /// An appointment.
    Appointment(crate::ids::AppointmentId),
}

/// A reminder at a wall time. With the zone it stays right across changes to and from summer time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// The day.
    pub day: NaiveDate,
    /// The time.
    pub time: NaiveTime,
    /// The IANA time zone, such as `Europe/Amsterdam`.
    pub zone: String,
    /// The resident's own words; may be empty.
    pub words: String,
}

/// The hours in which no reminder fires. When `from` is later than `until`, they span midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    /// The first quiet minute.
    pub from: NaiveTime,
    /// The first minute that is not quiet.
    pub until: NaiveTime,
}

/// What a choice to share covers (R8). A domain's own choice overrides its pillar's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SharingScope {
    /// All domains of a pillar.
    Pillar(crate::ids::PillarId),
    /// One domain.
    Domain(crate::ids::DomainId),
}

/// An action to agree on: a step or a mini-step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A step. It is done when all its mini-steps are.
    Step(crate::ids::StepId),
    /// A mini-step.
    MiniStep(crate::ids::MiniStepId),
}

/// The eight parts of a review, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewPart {
    /// 1: welcome, and what stands out.
    Welcome,
    /// 2: what went well, and what got in the way.
    LookBack,
    /// 3: the bridge, then and now.
    Bridge,
    /// 4: goals, and the first step.
    Goals,
    /// 5: both confirm.
    Agree,
    /// 6: appreciation, only after agreeing (R2).
    Appreciate,
    /// 7: next appointment and reminders.
    NextTime,
    /// 8: summary.
    Summary,
}

impl ReviewPart {
    /// Its key in a file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::LookBack => "look_back",
            Self::Bridge => "bridge",
            Self::Goals => "goals",
            Self::Agree => "agree",
            Self::Appreciate => "appreciate",
            Self::NextTime => "next_time",
            Self::Summary => "summary",
        }
    }
}

impl Skill {
    /// Its key in a file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::PlannedAhead => "planned_ahead",
            Self::ChoseAMoment => "chose_a_moment",
            Self::AskedForHelp => "asked_for_help",
            Self::MadeItSmaller => "made_it_smaller",
            Self::KeptGoing => "kept_going",
            Self::FinishedAStep => "finished_a_step",
            Self::TookAStep => "took_a_step",
        }
    }
}
