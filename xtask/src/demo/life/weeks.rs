//! The events of a resident's story: the start, the weeks, the joint reviews, and the current situation.

use anyhow::{Context as _, Result};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use mijn_brug_plan::ids::{
    AgreementId, AppointmentId, DomainId, GoalId, LinkId, MiniStepId, PromiseId, ReviewId, StepId, VoucherId,
};
use mijn_brug_plan::reward::{Symbology, VoucherCode, VoucherKind};
use mijn_brug_plan::team::TeamPolicy;
use mijn_brug_plan::values::{
    Action, Alternative, AppointmentDetails, Cents, Confirmation, GoalAspect, Level, ReviewPart,
    SharingScope, Skill, When,
};
use mijn_brug_plan::{Command, Event, Role, query};

use super::super::story::{Goal, Now, Review};
use super::{Life, PLACE, later, moment};

/// For which day after it begins each mini-step of a step is planned, and on which day it is done. The third is moved by a
/// week.
const DAYS: [(i64, i64); 4] = [(1, 1), (8, 8), (15, 22), (29, 29)];

impl Life<'_> {
    /// Pairs, marks the bridge, sets the first goal and begins the first step.
    pub(super) fn begin(&mut self, day: NaiveDate) -> Result<()> {
        let at = moment(day, 9)?;
        let name = self.name.to_owned();
        self.resident(at, Event::NameGiven { name })?;
        let paired = Event::Paired {
            pairing: 0,
            team: self.team.to_owned(),
            caseworker: String::new(),
        };
        self.resident(at, paired)?;
        let content = self.content;
        for pillar in content.pillars.iter().filter(|pillar| pillar.shared) {
            let scope = SharingScope::Pillar(pillar.id.clone());
            self.resident(at, Event::SharingChosen { scope, shared: true })?;
        }
        let allowed = self.story.research;
        self.resident(at, Event::EvaluationChosen { allowed })?;
        self.mark(0, at)?;
        self.next_step(0, at)?;
        self.meet_again(0, at)
    }

    /// Marks the bridge after a number of reviews. The last time it is as it is now, with the links and what to talk about.
    fn mark(&mut self, n_reviews: usize, at: DateTime<Utc>) -> Result<()> {
        let (story, content) = (self.story, self.content);
        let is_last = n_reviews == story.reviews.len();
        for (id, levels) in story.bridge {
            let domain = DomainId::from(*id);
            let (.., known) = content.domain(&domain).context(*id)?;
            let note = story.talk.filter(|(about, _)| is_last && about == id);
            let level = levels.get(n_reviews).or_else(|| note.and(levels.last()));
            let event = if let Some(level) = level {
                let level = Level::new(*level).context("a level is out of range")?;
                Event::PositionMarked {
                    domain,
                    level,
                    sentence: known.sentence(level).to_owned(),
                    content: content.version.clone(),
                    day: at.date_naive(),
                    note: note.map_or_else(String::new, |(_, words)| words.to_owned()),
                    talk: note.is_some(),
                }
            } else if levels.is_empty() && n_reviews == 0 {
                Event::NotApplicableMarked { domain }
            } else {
                continue;
            };
            self.resident(at, event)?;
        }
        for (from, to, effect) in story.links.iter().filter(|_| is_last) {
            let drawn = Event::LinkDrawn {
                link: LinkId::from_random(self.id()),
                from: DomainId::from(*from),
                to: DomainId::from(*to),
                effect: *effect,
                note: String::new(),
            };
            self.resident(at, drawn)?;
        }
        Ok(())
    }

    /// Begins the story's next step, and its goal if that is another one; then the goal before it is reached. `None` if the
    /// last goal is reached.
    fn next_step(&mut self, nth: usize, at: DateTime<Utc>) -> Result<Option<StepId>> {
        let next = self.story.step(nth);
        let before = self.plan().goals.last();
        let same = before.filter(|before| next.is_some_and(|(goal, _)| goal.wish == before.wish));
        let (before, same) = (before.map(|goal| goal.id), same.map(|goal| goal.id));
        if let Some(goal) = before.filter(|_| same.is_none()) {
            let day = at.date_naive();
            self.resident(at, Event::GoalReached { goal, day })?;
        }
        let Some((goal, step)) = next else {
            self.resident(at, Event::UrgencyChosen { domain: None })?;
            return Ok(None);
        };
        let goal = match same {
            Some(goal) => goal,
            None => self.set_goal(goal, at)?,
        };
        let id = StepId::from_random(self.id());
        let added = Event::StepAdded {
            step: id,
            goal,
            title: step.title.to_owned(),
        };
        self.resident(at, added)?;
        for (title, (planned, _)) in step.mini_steps.iter().zip(DAYS) {
            let mini_step = MiniStepId::from_random(self.id());
            let added = Event::MiniStepAdded {
                mini_step,
                step: id,
                title: (*title).to_owned(),
                fits_in_a_day: true,
            };
            let when = When {
                day: Some(later(at.date_naive(), planned)?),
                ..When::default()
            };
            let planned = Event::MiniStepPlanned { mini_step, when };
            self.resident(at, Command::All(vec![added.into(), planned.into()]))?;
        }
        Ok(Some(id))
    }

    /// Sets a goal on the domain that is the most urgent one from then on.
    fn set_goal(&mut self, new: &Goal, at: DateTime<Utc>) -> Result<GoalId> {
        let domain = DomainId::from(new.domain);
        let urgent = Some(domain.clone());
        self.resident(at, Event::UrgencyChosen { domain: urgent })?;
        let goal = GoalId::from_random(self.id());
        let wish = new.wish.to_owned();
        self.resident(at, Event::GoalSet { goal, domain, wish })?;
        let why = Event::GoalDescribed {
            goal,
            aspect: GoalAspect::Why,
            text: new.why.to_owned(),
        };
        self.resident(at, why)?;
        Ok(goal)
    }

    /// The weeks up to a day: the mini-steps of the step are done, one after the other.
    pub(super) fn live(&mut self, since: NaiveDate, until: NaiveDate) -> Result<()> {
        for (mini_step, (planned, done)) in self.to_do().into_iter().zip(DAYS) {
            let (planned, done) = (later(since, planned)?, later(since, done)?);
            if planned < done.min(until) {
                let day = Some(done);
                self.resident(moment(planned, 18)?, Event::MiniStepMoved { mini_step, day })?;
            }
            if done < until {
                self.resident(moment(done, 12)?, Command::Finish(mini_step))?;
            }
        }
        Ok(())
    }

    /// The mini-steps to do, in the order in which they were added.
    fn to_do(&self) -> Vec<MiniStepId> {
        let last = self.plan().goals.last().and_then(|goal| goal.steps.last());
        let step = last.and_then(|step| self.plan().steps.get(step));
        let all = step.into_iter().flat_map(|step| &step.mini_steps).copied();
        all.filter(|id| self.plan().is_to_do(*id)).collect()
    }

    /// A joint review: the bridge again and the next step, then an agreement, and only then promises and vouchers (R2).
    pub(super) fn review(&mut self, nth: usize, special: &Review, day: NaiveDate) -> Result<()> {
        let at = moment(day, 14)?;
        let n_reviews = nth + 1;
        let review = ReviewId::from_random(self.id());
        self.use_vouchers(day)?;
        self.caseworker(at, Event::ReviewStarted { review, day })?;
        self.finish(review, ReviewPart::Welcome, at)?;
        let note = Event::ReviewNoted {
            review,
            part: ReviewPart::LookBack,
            note: special.look_back.to_owned(),
        };
        self.resident(at, note)?;
        self.finish(review, ReviewPart::LookBack, at)?;
        self.mark(n_reviews, at)?;
        if let Some((domain, note)) = self
            .story
            .observation
            .filter(|_| n_reviews == self.story.reviews.len())
        {
            let (domain, note) = (DomainId::from(domain), note.to_owned());
            self.caseworker(at, Event::ObservationRecorded { domain, note })?;
        }
        self.finish(review, ReviewPart::Bridge, at)?;
        let step = self.next_step(n_reviews, at)?.map(Action::Step);
        self.finish(review, ReviewPart::Goals, at)?;
        if let Some(action) = step {
            self.agree(action, at)?;
        }
        self.finish(review, ReviewPart::Agree, at)?;
        self.appreciate(special, step, at)?;
        self.finish(review, ReviewPart::Appreciate, at)?;
        self.meet_again(n_reviews, at)?;
        self.finish(review, ReviewPart::NextTime, at)?;
        self.finish(review, ReviewPart::Summary, at)?;
        self.caseworker(at, Event::ReviewClosed { review })
    }

    fn finish(&mut self, review: ReviewId, part: ReviewPart, at: DateTime<Utc>) -> Result<()> {
        self.caseworker(at, Event::ReviewPartFinished { review, part })
    }

    fn agree(&mut self, action: Action, at: DateTime<Utc>) -> Result<()> {
        let agreement = AgreementId::from_random(self.id());
        let actions = vec![action];
        self.caseworker(at, Event::AgreementDrafted { agreement, actions })?;
        for by in [Role::Caseworker, Role::Resident] {
            let how = Confirmation::OwnDevice;
            self.say(by, at, Event::AgreementConfirmed { agreement, by, how }.into())?;
        }
        Ok(())
    }

    /// Announces rewards the first time. Then keeps the promises whose actions are done, appreciates, and makes a new
    /// promise.
    fn appreciate(&mut self, special: &Review, agreed: Option<Action>, at: DateTime<Utc>) -> Result<()> {
        if self.plan().rewards().is_none() {
            self.caseworker(at, Event::RewardsAnnounced {})?;
        }
        let plan = self.plan();
        let due: Vec<_> = plan.rewards().map_or_else(Vec::new, |rewards| {
            let all = rewards.promises.iter();
            let due = all.filter(|(id, promise)| {
                !rewards.is_kept(**id) && promise.actions.iter().all(|it| plan.is_done(*it))
            });
            due.map(|(id, promise)| (*id, promise.amount)).collect()
        });
        for (promise, amount) in due {
            let kind = VoucherKind::Compensation { promise };
            self.grant(at, kind, amount, "Je hebt gedaan wat we hebben afgesproken.")?;
        }
        if let Some(reason) = special.appreciation {
            self.grant(at, VoucherKind::Appreciation {}, Cents(2_000), reason)?;
        }
        let Some(action) = agreed else {
            return Ok(());
        };
        let promised = Event::RewardPromised {
            promise: PromiseId::from_random(self.id()),
            actions: vec![action],
            amount: Cents(2_500),
        };
        self.caseworker(at, promised)
    }

    fn grant(&mut self, at: DateTime<Utc>, kind: VoucherKind, amount: Cents, reason: &str) -> Result<()> {
        let voucher = VoucherId::from_random(self.id());
        let day = at.date_naive();
        let [.., a, b] = *self.keyring.log_id().as_bytes();
        let granted = Event::VoucherGranted {
            voucher,
            kind,
            amount,
            reason: reason.to_owned(),
            skill: Skill::KeptGoing,
            from: self.team.to_owned(),
            code: VoucherCode {
                text: format!("MB{a:03}{b:03}{:04}", self.turn),
                symbology: [Symbology::Qr, Symbology::Code128, Symbology::Plain]
                    .into_iter()
                    .nth(usize::from(a % 3))
                    .unwrap_or(Symbology::Plain),
                shop_line: "Scan dit als cadeaukaart.".to_owned(),
            },
            valid_until: TeamPolicy::default().valid_until(day),
            day: Some(day),
        };
        self.caseworker(at, granted)?;
        self.caseworker(at, Event::VoucherHandedOver { voucher, day })
    }

    /// Uses what was given before, except for the first voucher.
    fn use_vouchers(&mut self, day: NaiveDate) -> Result<()> {
        let rewards = self.plan().rewards();
        let given = rewards.into_iter().flat_map(|rewards| &rewards.vouchers);
        let usable = given.skip(1).filter(|(_, voucher)| voucher.is_usable());
        let usable: Vec<VoucherId> = usable.map(|(id, _)| *id).collect();
        for voucher in usable {
            self.resident(moment(day, 9)?, Event::VoucherUsed { voucher, day })?;
        }
        Ok(())
    }

    /// Makes the next appointment, on which they also look back at the goal.
    fn meet_again(&mut self, n_reviews: usize, at: DateTime<Utc>) -> Result<()> {
        let day = self.next_meeting(n_reviews)?;
        let goal = self.plan().goals.last().context("there is no goal")?.id;
        self.resident(at, Event::GoalLookBackPlanned { goal, day })?;
        let Some(day) = day else {
            return Ok(());
        };
        let details = AppointmentDetails {
            with: "Mijn begeleider".to_owned(),
            day,
            time: NaiveTime::from_hms_opt(10, 30, 0),
            place: PLACE.to_owned(),
            bring: self.story.bring.to_owned(),
        };
        let appointment = AppointmentId::from_random(self.id());
        self.resident(at, Event::AppointmentMade { appointment, details })
    }

    /// The current situation.
    pub(super) fn now(&mut self) -> Result<()> {
        let at = moment(later(self.today, -1)?, 20)?;
        let event = match self.story.now {
            Now::Going | Now::Ended => return Ok(()),
            Now::Asks(question) => Event::HelpAsked {
                mini_step: *self.to_do().first().context("nothing is to do")?,
                question: question.to_owned(),
            },
            Now::CannotCome => {
                let next = query::next_appointment(self.plan(), self.today);
                Event::AppointmentDeclined {
                    appointment: next.context("there is no appointment")?.0,
                    instead: Some(Alternative::Call),
                }
            }
            Now::Rests => Event::RestStarted {
                until: Some(later(self.today, 7)?),
            },
        };
        self.resident(at, event)
    }
}
