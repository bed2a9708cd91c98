//! Small values with their bounds.

use std::fmt;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// A place on the bridge: 1 (hardest) to 5 (stands firm).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Level(u8);

impl Level {
    /// The number of levels of every domain.
    pub const COUNT: u8 = 5;

    /// A level from 1 to 5; anything else is `None`.
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
    /// The sum, at most the largest amount that fits.
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

/// How a link between two domains works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// "This makes that harder."
    Harder,
    /// "This makes that easier."
    Easier,
}

/// When somebody means to do a mini-step. Local wall time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The day; `None` is "some day".
    pub day: Option<NaiveDate>,
    /// The time on that day.
    pub time: Option<NaiveTime>,
    /// How long it takes, in minutes.
    pub minutes: Option<u16>,
}

/// An if-then plan: "als ik mijn koffie op heb, dan bel ik".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IfThen {
    /// The moment, in the resident's own words.
    pub when: String,
    /// What they do then.
    pub then: String,
}

/// A meeting: with whom, when, where, what to bring. Local wall time.
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
    /// The same at another moment; without a time of its own it keeps the time that it had.
    #[must_use]
    pub fn moved(&self, day: NaiveDate, time: Option<NaiveTime>) -> Self {
        Self {
            day,
            time: time.or(self.time),
            ..self.clone()
        }
    }
}

/// What the resident would rather have than a meeting that they can't come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Instead {
    /// Another moment, in local wall time.
    Moment {
        /// The day.
        day: NaiveDate,
        /// The time, if it matters.
        time: Option<NaiveTime>,
    },
    /// That somebody calls, to find one together.
    Call,
}

/// The skill that a finished mini-step took, named in the feedback (R6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skill {
    /// Started: the first mini-step of all.
    Started,
    /// Planned ahead: it had a day.
    PlannedAhead,
    /// Chose a moment: it had an if-then plan.
    ChoseAMoment,
    /// Asked somebody along.
    AskedForHelp,
    /// Made something large small.
    MadeItSmaller,
    /// Kept going after it went otherwise.
    KeptGoing,
    /// Finished a step.
    FinishedAStep,
    /// Took a step.
    TookAStep,
}

/// How somebody confirmed something in a joint session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirmation {
    /// On their own device.
    OwnDevice,
    /// With the confirm gesture, on a screen that both look at.
    SharedScreen,
}

/// What a reminder belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderTarget {
    /// A mini-step.
    MiniStep(crate::ids::MiniStepId),
    /// A meeting.
    Appointment(crate::ids::AppointmentId),
}

/// A reminder at a local wall time; the zone makes it right across summer time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// The day.
    pub day: NaiveDate,
    /// The time.
    pub time: NaiveTime,
    /// The IANA time zone, such as `Europe/Amsterdam`.
    pub zone: String,
    /// The person's own words; may be empty.
    pub words: String,
}

/// Hours in which nothing rings. `from` may be later than `until`: over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    /// The first quiet minute.
    pub from: NaiveTime,
    /// The first minute that is not quiet.
    pub until: NaiveTime,
}

/// What a choice about sharing is about (R8). The narrower one wins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SharingScope {
    /// All domains of a pillar.
    Pillar(crate::ids::PillarId),
    /// One domain.
    Domain(crate::ids::DomainId),
}

/// An agreed action: a step, or one mini-step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A step: done when all its mini-steps are.
    Step(crate::ids::StepId),
    /// A mini-step.
    MiniStep(crate::ids::MiniStepId),
}

/// The eight parts of a joint session, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewPart {
    /// 1: welcome, what stands out.
    Welcome,
    /// 2: what went well, what got in the way.
    LookBack,
    /// 3: the bridge again, then and now.
    Bridge,
    /// 4: goals and the first step.
    Goals,
    /// 5: both confirm.
    Agree,
    /// 6: only then, appreciation.
    Appreciate,
    /// 7: next appointment and reminders.
    NextTime,
    /// 8: summary.
    Summary,
}

impl ReviewPart {
    /// The word that stands for it in a file.
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
    /// The word that stands for it in a file.
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
