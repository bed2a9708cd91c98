//! The twelve residents of the demo team: what each works on, and how it went. All are fictitious.

use chrono::Weekday;
use mijn_brug_plan::values::Effect;

mod home;
mod learning_and_work;
mod money;

/// The life of one resident since they began.
pub struct Story {
    /// The team's label.
    pub label: &'static str,
    /// The weekday on which resident and caseworker meet.
    pub weekday: Weekday,
    /// How many weeks ago it began, and a few days more: it began on that weekday.
    pub weeks: i64,
    /// The level on each domain: at the start, and at the reviews as long as it is marked again. Without any level the
    /// domain does not apply, and a domain that is not here was not answered.
    pub bridge: &'static [(&'static str, &'static [u8])],
    /// The links between domains, as the resident sees them now.
    pub links: &'static [(&'static str, &'static str, Effect)],
    /// The goals, one after the other.
    pub goals: &'static [Goal],
    /// The reviews, two weeks after the start and then every six weeks. Each ends one step and begins the next.
    pub reviews: &'static [Review],
    /// The domain that the resident now wants to talk about, and their words.
    pub talk: Option<(&'static str, &'static str)>,
    /// What the caseworker sees on a domain.
    pub observation: Option<(&'static str, &'static str)>,
    /// What to bring to an appointment.
    pub bring: &'static str,
    /// In how many weeks they meet again; 0 is within a week.
    pub next: Option<i64>,
    /// What is the matter today.
    pub now: Now,
    /// Whether the resident agreed to research.
    pub research: bool,
}

/// What a resident wants on one domain.
pub struct Goal {
    /// The domain, which is the most urgent one then.
    pub domain: &'static str,
    /// What they want.
    pub wish: &'static str,
    /// Why they want it.
    pub why: &'static str,
    /// The steps towards it, one between two reviews.
    pub steps: &'static [Step],
}

/// A step, with its mini-steps: at most two before the first review, and at most four between two reviews.
pub struct Step {
    /// Its title.
    pub title: &'static str,
    /// Its mini-steps.
    pub mini_steps: &'static [&'static str],
}

/// What is special about a review.
pub struct Review {
    /// What the resident says, looking back.
    pub look_back: &'static str,
    /// What the team gives a voucher for, apart from what was promised.
    pub appreciation: Option<&'static str>,
}

/// What is the matter with a resident today.
pub enum Now {
    /// Nothing out of the ordinary.
    Going,
    /// They ask help with the next mini-step. The question may be empty.
    Asks(&'static str),
    /// They cannot come to the next appointment.
    CannotCome,
    /// They rest.
    Rests,
    /// The work together has ended.
    Ended,
}

impl Story {
    /// The step between two reviews, counted from 0, with its goal. `None` when all is done.
    pub fn step(&self, nth: usize) -> Option<(&'static Goal, &'static Step)> {
        let all = self.goals.iter();
        all.flat_map(|goal| goal.steps.iter().map(move |step| (goal, step)))
            .nth(nth)
    }
}

impl Review {
    const fn said(look_back: &'static str) -> Self {
        Self {
            look_back,
            appreciation: None,
        }
    }

    const fn thanked(self, appreciation: &'static str) -> Self {
        Self {
            appreciation: Some(appreciation),
            ..self
        }
    }
}

/// All twelve stories.
pub const STORIES: [Story; 12] = [
    money::LETTERS,
    home::LEAK,
    learning_and_work::WORK,
    money::BENEFITS,
    learning_and_work::READING,
    money::SAVING,
    home::CARE,
    learning_and_work::DIPLOMA,
    money::BAILIFF,
    learning_and_work::NEIGHBOURHOOD,
    home::OWN_HOME,
    learning_and_work::DIGID,
];
