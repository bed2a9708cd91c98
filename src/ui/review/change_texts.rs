//! Describes a change to the plan in plain words, for the person who is asked to agree to it.

use mijn_brug_plan::content::Content;
use mijn_brug_plan::event::Event;
use mijn_brug_plan::ids::{AppointmentId, GoalId, MiniStepId, StepId};
use mijn_brug_plan::plan::Plan;
use mijn_brug_plan::values::{AppointmentDetails, Level, When};

use crate::ui::format;
use crate::ui::goal_aspect;
use crate::ui::plan_view::{domain_name, link_words};
use crate::ui::texts::{t, tf};

/// Describes a proposal, with one line for each event.
pub fn changes(events: &[Event], plan: &Plan, content: Option<&Content>) -> Vec<String> {
    let names = NameLookup {
        events,
        plan,
        content,
    };
    events.iter().map(|event| names.words(event)).collect()
}

/// An appointment in one line: with whom and when.
pub fn appointment(details: &AppointmentDetails) -> String {
    let when = format::small(&format::moment(details.day, details.time));
    tf("change.appointment", &[("with", &details.with), ("when", &when)])
}

/// Describes one change.
pub fn change(event: &Event, plan: &Plan, content: Option<&Content>) -> String {
    changes(std::slice::from_ref(event), plan, content).join(" ")
}

/// Where names are looked up: the plan, and things that the same proposal creates.
struct NameLookup<'a> {
    events: &'a [Event],
    plan: &'a Plan,
    content: Option<&'a Content>,
}

impl NameLookup<'_> {
    #[expect(clippy::too_many_lines, reason = "one short arm for each kind of event")]
    fn words(&self, event: &Event) -> String {
        let domain = |id| domain_name(self.content, id);
        let with_title = |key: &str, id: &MiniStepId| tf(key, &[("title", &self.mini_step(*id))]);
        match event {
            Event::NameGiven { name } => tf("change.name", &[("name", name)]),
            Event::PositionMarked {
                domain: id,
                level,
                sentence,
                ..
            } => {
                let sentence = self.sentence(id, *level).unwrap_or(sentence);
                tf(
                    "change.position",
                    &[("domain", &domain(id)), ("sentence", sentence)],
                )
            }
            Event::NotApplicableMarked { domain: id } => {
                tf("change.not_applicable", &[("domain", &domain(id))])
            }
            Event::PositionTakenBack { domain: id } => tf("change.taken_back", &[("domain", &domain(id))]),
            Event::UrgencyChosen { domain: Some(id) } => tf("change.urgency", &[("domain", &domain(id))]),
            Event::UrgencyChosen { domain: None } => t("change.no_urgency"),
            Event::LinkDrawn { from, to, effect, .. } => link_words(self.content, from, to, *effect),
            Event::LinkRemoved { link } => {
                let known = self.plan.links.get(link);
                let [from, to] = [known.map(|link| &link.from), known.map(|link| &link.to)]
                    .map(|id| id.map(domain).unwrap_or_default());
                tf("change.link_removed", &[("from", &from), ("to", &to)])
            }
            Event::GoalSet { domain: id, wish, .. } => {
                tf("change.goal", &[("domain", &domain(id)), ("wish", wish)])
            }
            Event::GoalReworded { wish, .. } => tf("change.goal_reworded", &[("wish", wish)]),
            Event::GoalDescribed { aspect, text, .. } => {
                let question = goal_aspect::question(*aspect);
                tf(
                    "change.goal_described",
                    &[("question", &question), ("text", text)],
                )
            }
            Event::GoalLookBackPlanned { day: Some(day), .. } => {
                tf("change.goal_look_back", &[("day", &format::day(*day))])
            }
            Event::GoalLookBackPlanned { goal, day: None } => {
                tf("change.goal_no_look_back", &[("wish", &self.wish(*goal))])
            }
            Event::GoalReached { goal, .. } => tf("change.goal_reached", &[("wish", &self.wish(*goal))]),
            Event::GoalLetGo { goal } => tf("change.goal_let_go", &[("wish", &self.wish(*goal))]),
            Event::GoalReopened { goal } => tf("change.goal_reopened", &[("wish", &self.wish(*goal))]),
            Event::StepAdded { title, .. } | Event::StepReworded { title, .. } => {
                tf("change.step", &[("title", title)])
            }
            Event::StepRemoved { step } => tf("change.step_removed", &[("title", &self.step(*step))]),
            Event::StepsOrdered { goal, .. } => tf("change.steps_ordered", &[("wish", &self.wish(*goal))]),
            Event::AppointmentMade { details, .. } | Event::AppointmentChanged { details, .. } => {
                appointment(details)
            }
            Event::AppointmentRemoved { appointment } => {
                tf("change.appointment_removed", &[("with", self.with(*appointment))])
            }
            Event::AppointmentDeclined { appointment, .. } => tf(
                "change.appointment_declined",
                &[("with", self.with(*appointment))],
            ),
            Event::MiniStepAdded { title, .. } | Event::MiniStepReworded { title, .. } => {
                tf("change.mini_step", &[("title", title)])
            }
            Event::MiniStepPlanned { mini_step, when } => self.planned(*mini_step, *when),
            Event::MiniStepMoved { mini_step, day } => {
                let when = When {
                    day: *day,
                    ..When::default()
                };
                self.planned(*mini_step, when)
            }
            Event::MiniStepsOrdered { step, .. } => {
                tf("change.mini_steps_ordered", &[("title", &self.step(*step))])
            }
            Event::IfThenSet {
                if_then: Some(if_then),
                ..
            } => format::if_then(if_then),
            Event::IfThenSet {
                mini_step,
                if_then: None,
            } => with_title("change.no_if_then", mini_step),
            Event::SupporterSet {
                supporter: Some(name),
                ..
            } => tf("today.supporter", &[("name", name)]),
            Event::SupporterSet {
                mini_step,
                supporter: None,
            } => with_title("change.no_supporter", mini_step),
            Event::HelpAsked { mini_step, .. } => with_title("change.help", mini_step),
            Event::MiniStepBroughtForward { mini_step } => with_title("change.first", mini_step),
            Event::MiniStepDone { mini_step, .. } => with_title("change.done", mini_step),
            Event::MiniStepLetGo { mini_step } => with_title("change.let_go", mini_step),
            Event::MiniStepReopened { mini_step } => with_title("change.reopened", mini_step),
            Event::MiniStepSplit { mini_step, into } => {
                let parts: Vec<&str> = into.iter().map(|part| part.title.as_str()).collect();
                let title = self.mini_step(*mini_step);
                tf("change.split", &[("title", &title), ("parts", &parts.join(", "))])
            }
            // Nobody can propose these.
            Event::SharingChosen { .. }
            | Event::DoctorGiven { .. }
            | Event::Paired { .. }
            | Event::Unpaired {}
            | Event::EvaluationChosen { .. }
            | Event::ObservationRecorded { .. }
            | Event::HelpAnswered { .. }
            | Event::ReminderSet { .. }
            | Event::ReminderSnoozed { .. }
            | Event::QuietHoursSet { .. }
            | Event::RestStarted { .. }
            | Event::RestEnded {}
            | Event::Proposed { .. }
            | Event::ProposalAnswered { .. }
            | Event::AgreementDrafted { .. }
            | Event::AgreementConfirmed { .. }
            | Event::ConfirmationTakenBack { .. }
            | Event::ReviewStarted { .. }
            | Event::ReviewPartFinished { .. }
            | Event::ReviewNoted { .. }
            | Event::ReviewClosed { .. }
            | Event::RewardsAnnounced {}
            | Event::RewardPromised { .. }
            | Event::VoucherGranted { .. }
            | Event::VoucherCodeReplaced { .. }
            | Event::VoucherHandedOver { .. }
            | Event::VoucherWithdrawn { .. }
            | Event::VoucherUsed { .. } => t("change.other"),
        }
    }

    /// The sentence in the language of the user interface.
    fn sentence(&self, domain: &mijn_brug_plan::ids::DomainId, level: Level) -> Option<&String> {
        let (.., known) = self.content?.domain(domain)?;
        known.sentences.get(usize::from(level.get()).saturating_sub(1))
    }

    fn planned(&self, mini_step: MiniStepId, when: When) -> String {
        let when = format::when(when).unwrap_or_else(|| t("mini.no_day"));
        let title = self.mini_step(mini_step);
        tf("change.planned", &[("title", &title), ("when", &when)])
    }

    /// With whom an appointment is.
    fn with(&self, id: AppointmentId) -> &str {
        let known = self.plan.appointments.get(&id);
        known.map_or("", |known| &known.details.with)
    }

    fn wish(&self, id: GoalId) -> String {
        let made = self.events.iter().find_map(|event| {
            if let Event::GoalSet { goal, wish, .. } = event {
                (*goal == id).then_some(wish)
            } else {
                None
            }
        });
        let known = || self.plan.goal(id).map(|goal| &goal.wish);
        made.or_else(known).cloned().unwrap_or_default()
    }

    fn step(&self, id: StepId) -> String {
        let made = self.events.iter().find_map(|event| {
            if let Event::StepAdded { step, title, .. } = event {
                (*step == id).then_some(title)
            } else {
                None
            }
        });
        let known = || self.plan.steps.get(&id).map(|step| &step.title);
        made.or_else(known).cloned().unwrap_or_default()
    }

    fn mini_step(&self, id: MiniStepId) -> String {
        let made = self.events.iter().find_map(|event| {
            if let Event::MiniStepAdded { mini_step, title, .. } = event {
                (*mini_step == id).then_some(title)
            } else {
                None
            }
        });
        let known = || self.plan.mini_steps.get(&id).map(|mini_step| &mini_step.title);
        made.or_else(known).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
