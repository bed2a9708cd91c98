//! Asks the area that an event belongs to. Every `match` here names every area, and every area's file names every event of
//! its own, so a new area or event does not compile before all of it is decided.

use super::authorization::AllowedRoles;
use super::repetition::Repetition;
use super::topics::{Topic, Topics, all_of};
use super::{
    Decision, Moment, Plan, agreements, appointments, bridge, goals, mini_steps, proposals, reminders,
    resident, reviews, rewards,
};
use crate::Event;
use crate::event::{Area, Role};
use crate::refusal::Refusal;

impl Plan {
    /// Whether an event may take effect on this plan when it comes from that role. `decide` asks it before an event is
    /// recorded and `fold` before it takes effect, so nothing bypasses it: not another device, an older version or a forged
    /// entry.
    ///
    /// # Errors
    /// The rule or limit that the event breaks.
    pub fn check(&self, event: &Event, role: Role) -> Result<(), Refusal> {
        self.allowed_roles_of(event).require_role(role)?;
        match event.area() {
            Area::Resident(event) => resident::check(event),
            Area::Bridge(event) => bridge::check(self, event),
            Area::Goals(event) => goals::check(self, event),
            Area::MiniSteps(event) => mini_steps::check(self, event),
            Area::Appointments(event) => appointments::check(self, event),
            Area::Reminders(event) => reminders::check(self, event),
            Area::Proposals(event) => proposals::check(self, event),
            Area::Agreements(event) => agreements::check(self, event),
            Area::Reviews(event) => reviews::check(self, event),
            Area::Rewards(event) => rewards::check(self, event),
        }
    }

    /// Who may record an event (R1).
    pub(super) fn allowed_roles_of(&self, event: &Event) -> AllowedRoles {
        match event.area() {
            Area::Resident(event) => resident::allowed_roles(event),
            Area::Bridge(event) => bridge::allowed_roles(event),
            Area::Goals(event) => goals::allowed_roles(event),
            Area::MiniSteps(event) => mini_steps::allowed_roles(event),
            Area::Appointments(event) => appointments::allowed_roles(event),
            Area::Reminders(event) => reminders::allowed_roles(event),
            Area::Proposals(event) => proposals::allowed_roles(event),
            Area::Agreements(event) => agreements::allowed_roles(self, event),
            Area::Reviews(event) => reviews::allowed_roles(event),
            Area::Rewards(event) => rewards::allowed_roles(event),
        }
    }

    /// Checks made only when deciding, because they depend on the clock or on the team's current policy.
    pub(crate) fn check_decision(&self, event: &Event, decision: &Decision<'_>) -> Result<(), Refusal> {
        match event.area() {
            Area::Goals(event) => goals::check_decision(self, event),
            Area::Agreements(event) => agreements::check_decision(self, event, decision.now),
            Area::Rewards(event) => rewards::check_decision(self, event, decision),
            Area::Resident(_)
            | Area::Bridge(_)
            | Area::MiniSteps(_)
            | Area::Appointments(_)
            | Area::Reminders(_)
            | Area::Proposals(_)
            | Area::Reviews(_) => Ok(()),
        }
    }

    /// What is new in an event: nothing when the plan says it already, and the event that changes the words when the thing
    /// exists with other words.
    pub(crate) fn unless_repeated(&self, event: Event, role: Role) -> Option<Event> {
        if self.allowed_roles_of(&event).require_role(role).is_err() {
            return Some(event);
        }
        let repetition = match event.area() {
            Area::Resident(event) => resident::repetition(event),
            Area::Bridge(event) => bridge::repetition(self, event),
            Area::Goals(event) => goals::repetition(self, event),
            Area::MiniSteps(event) => mini_steps::repetition(self, event),
            Area::Appointments(event) => appointments::repetition(self, event),
            Area::Reminders(event) => reminders::repetition(event),
            Area::Proposals(event) => proposals::repetition(self, event),
            Area::Agreements(event) => agreements::repetition(self, event),
            Area::Reviews(event) => reviews::repetition(self, event, role),
            Area::Rewards(event) => rewards::repetition(self, event),
        };
        match repetition {
            Repetition::No => Some(event),
            Repetition::Same => None,
            Repetition::Reworded(event) => Some(event),
        }
    }

    /// Applies an event if `check` allows it. The only way in which a plan changes.
    pub(crate) fn try_apply(&mut self, event: &Event, moment: Moment) -> Result<(), Refusal> {
        self.check(event, moment.role)?;
        self.apply(event, moment);
        Ok(())
    }

    fn apply(&mut self, event: &Event, moment: Moment) {
        match event.area() {
            Area::Resident(event) => resident::apply(self, event),
            Area::Bridge(event) => bridge::apply(self, event, moment),
            Area::Goals(event) => goals::apply(self, event),
            Area::MiniSteps(event) => mini_steps::apply(self, event, moment),
            Area::Appointments(event) => appointments::apply(self, event),
            Area::Reminders(event) => reminders::apply(self, event, moment),
            Area::Proposals(event) => proposals::apply(self, event, moment),
            Area::Agreements(event) => agreements::apply(self, event, moment),
            Area::Reviews(event) => reviews::apply(self, event, moment),
            Area::Rewards(event) => rewards::apply(self, event, moment),
        }
        if moment.role == Role::Resident {
            self.last_activity = Some(moment.at);
            if let Some(ended) = &mut self.rest_ended {
                ended.at = ended.at.min(moment.at);
            }
        }
    }
}

impl Topics<'_> {
    /// What an event is about, whoever recorded it. The events of one command are asked about in their order, because a
    /// later one may name what an earlier one made.
    pub fn of(&mut self, event: &Event) -> Topic {
        match event.area() {
            Area::Resident(event) => resident::topic(self, event),
            Area::Bridge(event) => bridge::topic(self, event),
            Area::Goals(event) => goals::topic(self, event),
            Area::MiniSteps(event) => mini_steps::topic(self, event),
            Area::Appointments(event) => appointments::topic(event),
            Area::Reminders(event) => reminders::topic(event),
            Area::Proposals(event) => proposals::topic(self, event),
            Area::Agreements(event) => agreements::topic(self, event),
            Area::Reviews(event) => reviews::topic(event),
            Area::Rewards(event) => rewards::topic(self, event),
        }
    }

    pub(super) fn of_events(&mut self, events: &[Event]) -> Topic {
        let topics: Vec<Topic> = events.iter().map(|event| self.of(event)).collect();
        all_of(topics)
    }
}
