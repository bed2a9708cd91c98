//! The events of a resident's story: the start, the weeks, the joint reviews, and the current situation.

use anyhow::{Context as _, Result};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use mijn_brug_plan::ids::{
    AgreementId, AppointmentId, DomainId, GoalId, MiniStepId, PromiseId, ReviewId, StepId, VoucherId,
};
use mijn_brug_plan::reward::{Symbology, VoucherCode, VoucherKind};
use mijn_brug_plan::values::{
    Action, AppointmentDetails, Cents, Confirmation, Level, ReviewPart, SharingScope, Skill, When,
};
use mijn_brug_plan::{Command, Event, Role, query};

use super::{Life, PLACE, moment};

impl Life<'_> {
    /// Pairs, marks the bridge, and sets the goal.
    pub(super) fn begin(&mut self, name: &str, day: NaiveDate) -> Result<GoalId> {
        let at = moment(day, 9)?;
        self.resident(
            at,
            Event::NameGiven {
                name: name.to_owned(),
            },
        )?;
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
        self.mark(day, 0)?;
        let domain = DomainId::from(self.story.domain);
        let urgent = Some(domain.clone());
        self.resident(at, Event::UrgencyChosen { domain: urgent })?;
        let goal = GoalId::from_random(self.id());
        let wish = self.story.wish.to_owned();
        self.resident(at, Event::GoalSet { goal, domain, wish })?;
        let step = StepId::from_random(self.id());
        let title = self.story.step.to_owned();
        self.resident(at, Event::StepAdded { step, goal, title })?;
        Ok(goal)
    }

    /// Marks all domains. The goal's domain rises with each review, and every third other domain with every second
    /// review.
    fn mark(&mut self, day: NaiveDate, nth: u64) -> Result<()> {
        let at = moment(day, 10)?;
        let content = self.content;
        for (number, (_, _, domain)) in (0_u64..).zip(content.domains()) {
            let rise = if domain.id.as_str() == self.story.domain {
                nth
            } else if number.is_multiple_of(3) {
                nth / 2
            } else {
                0
            };
            let start = u64::from(self.story.level) + number % 2;
            let level = u8::try_from((start + rise).min(5))?;
            let level = Level::new(level).context("a level is out of range")?;
            let marked = Event::PositionMarked {
                domain: domain.id.clone(),
                level,
                sentence: domain.sentence(level).to_owned(),
                content: content.version.clone(),
                day,
                note: String::new(),
                talk: number == nth % 8,
            };
            self.resident(at, marked)?;
        }
        Ok(())
    }

    /// A week between reviews: a mini-step is added and planned, and in most weeks last week's one gets done.
    pub(super) fn week(&mut self, goal: GoalId, week: u64, day: NaiveDate) -> Result<()> {
        let open = self.open_mini_step();
        let is_hard_week = week % 5 == 3;
        if let Some(mini_step) = open.filter(|_| !is_hard_week) {
            self.resident(moment(day, 12)?, Command::Finish(mini_step))?;
        }
        let words = usize::try_from(week)
            .ok()
            .and_then(|week| self.story.mini_steps.get(week));
        let step = self
            .plan()
            .goal(goal)
            .and_then(|goal| goal.steps.first().copied());
        let (Some(title), Some(step)) = (words, step) else {
            return Ok(());
        };
        let mini_step = MiniStepId::from_random(self.id());
        let added = Event::MiniStepAdded {
            mini_step,
            step,
            title: (*title).to_owned(),
            fits_in_a_day: true,
        };
        let when = When {
            day: day.checked_add_days(Days::new(6)),
            time: NaiveTime::from_hms_opt(10, 0, 0),
            minutes: Some(20),
        };
        let planned = Event::MiniStepPlanned { mini_step, when };
        let both = Command::All(vec![added.into(), planned.into()]);
        self.resident(moment(day, 13)?, both)
    }

    fn open_mini_step(&self) -> Option<MiniStepId> {
        query::next_mini_step(self.plan(), NaiveDate::MAX).map(|(id, _)| id)
    }

    /// A joint review: the bridge again, then an agreement, and only then promises and vouchers (R2).
    pub(super) fn review(&mut self, number: u64, day: NaiveDate) -> Result<()> {
        let at = moment(day, 14)?;
        let review = ReviewId::from_random(self.id());
        self.caseworker(at, Event::ReviewStarted { review, day })?;
        self.mark(day, number + 1)?;
        let note = Event::ReviewNoted {
            review,
            part: ReviewPart::LookBack,
            note: "Het helpt om op een vaste dag te beginnen.".to_owned(),
        };
        self.resident(at, note)?;
        if let Some(mini_step) = self.open_mini_step() {
            let agreement = AgreementId::from_random(self.id());
            let actions = vec![Action::MiniStep(mini_step)];
            let drafted = Event::AgreementDrafted { agreement, actions };
            self.caseworker(at, drafted)?;
            for by in [Role::Caseworker, Role::Resident] {
                let how = Confirmation::OwnDevice;
                self.say(by, at, Event::AgreementConfirmed { agreement, by, how }.into())?;
            }
            self.appreciate(number, at, Action::MiniStep(mini_step))?;
        }
        for part in [
            ReviewPart::Welcome,
            ReviewPart::LookBack,
            ReviewPart::Bridge,
            ReviewPart::Goals,
            ReviewPart::Agree,
            ReviewPart::NextTime,
            ReviewPart::Summary,
        ] {
            self.caseworker(at, Event::ReviewPartFinished { review, part })?;
        }
        self.caseworker(at, Event::ReviewClosed { review })
    }

    /// Announces rewards the first time. Then keeps the promises whose actions are done, in every third review also
    /// appreciates, and makes a new promise.
    fn appreciate(&mut self, nth: u64, at: DateTime<Utc>, agreed: Action) -> Result<()> {
        if self.plan().rewards().is_none() {
            self.caseworker(at, Event::RewardsAnnounced {})?;
        }
        let promised: Vec<_> = self.plan().rewards().map_or_else(Vec::new, |rewards| {
            let all = rewards.promises.iter();
            let done = all.filter(|(id, promise)| {
                !rewards.is_kept(**id) && promise.actions.iter().all(|it| self.plan().is_done(*it))
            });
            done.map(|(id, promise)| (*id, promise.amount)).collect()
        });
        for (promise, amount) in promised {
            let kind = VoucherKind::Compensation { promise };
            self.grant(
                at,
                kind,
                amount,
                "Voor wat we hadden afgesproken, en jij hebt gedaan.",
            )?;
        }
        if nth.is_multiple_of(3) {
            let kind = VoucherKind::Appreciation {};
            self.grant(
                at,
                kind,
                Cents(2_000),
                "Omdat je er was, ook toen het moeilijk ging.",
            )?;
        }
        let promised = Event::RewardPromised {
            promise: PromiseId::from_random(self.id()),
            actions: vec![agreed],
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
            valid_until: day
                .checked_add_days(Days::new(180))
                .context("a day is out of range")?,
            day: Some(day),
        };
        self.caseworker(at, granted)?;
        self.caseworker(at, Event::VoucherHandedOver { voucher, day })?;
        // About half of them are used at once.
        if self.turn.is_multiple_of(2) {
            self.resident(at, Event::VoucherUsed { voucher, day })?;
        }
        Ok(())
    }

    /// The current situation: the next appointment, a question, a pause.
    pub(super) fn now(&mut self, today: NaiveDate) -> Result<()> {
        let at = moment(today.pred_opt().context("a day is out of range")?, 16)?;
        if let Some(days) = self.story.next {
            let details = AppointmentDetails {
                with: "Mijn begeleider".to_owned(),
                day: today
                    .checked_add_days(Days::new(days))
                    .context("a day is out of range")?,
                time: NaiveTime::from_hms_opt(10, 30, 0),
                place: PLACE.to_owned(),
                bring: "De brieven van deze week".to_owned(),
            };
            let appointment = AppointmentId::from_random(self.id());
            self.resident(at, Event::AppointmentMade { appointment, details })?;
        }
        if let (Some(question), Some(mini_step)) = (self.story.help, self.open_mini_step()) {
            let question = question.to_owned();
            self.resident(at, Event::HelpAsked { mini_step, question })?;
        }
        if self.story.rests {
            let until = today.checked_add_days(Days::new(7));
            self.resident(at, Event::RestStarted { until })?;
        }
        Ok(())
    }
}
