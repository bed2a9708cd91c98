//! The bridge: positions on the domains, the most urgent domain and links between domains, and what the caseworker sees.

use chrono::{DateTime, NaiveDate, Utc};

use super::authorization::AllowedRoles;
use super::repetition::Repetition;
use super::topics::{Topic, Topics};
use super::{Achieved, Moment, Plan};
use crate::event::BridgeEvent;
use crate::ids::{ContentVersion, DomainId};
use crate::limits::{require_absent, require_content_id, require_exists, require_note, require_title};
use crate::refusal::{Refusal, Thing};
use crate::values::{Effect, Level};

/// A position on one domain, as it was marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// 1 to 5.
    pub level: Level,
    /// The sentence that was chosen, as it read then.
    pub sentence: String,
    /// The version of the content that the sentence came from.
    pub content: ContentVersion,
    /// The local day on which it was marked.
    pub day: NaiveDate,
    /// The resident's own words; may be empty.
    pub note: String,
    /// "Hier wil ik over praten."
    pub talk: bool,
}

impl Position {
    /// Whether another position is the same answer on the same day, whatever was written with it.
    fn is_same_answer(&self, other: &Self) -> bool {
        (self.level, self.day) == (other.level, other.day)
            && (&self.sentence, &self.content) == (&other.sentence, &other.content)
    }
}

/// "This makes that harder or easier."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The domain that affects the other.
    pub from: DomainId,
    /// The domain that is affected.
    pub to: DomainId,
    /// Harder or easier.
    pub effect: Effect,
    /// The resident's own words; may be empty.
    pub note: String,
}

/// "Wat ik zie": what the caseworker sees on a domain. It has no level (R1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// The caseworker's own words, not empty.
    pub note: String,
    /// When it was recorded, by the author's clock.
    pub at: DateTime<Utc>,
}

pub(super) fn allowed_roles(event: BridgeEvent<'_>) -> AllowedRoles {
    match event {
        BridgeEvent::PositionMarked { .. }
        | BridgeEvent::NotApplicableMarked { .. }
        | BridgeEvent::PositionTakenBack { .. }
        | BridgeEvent::UrgencyChosen { .. }
        | BridgeEvent::LinkDrawn { .. }
        | BridgeEvent::LinkRemoved { .. } => AllowedRoles::RESIDENT_OR_PROPOSED,
        BridgeEvent::ObservationRecorded { .. } => AllowedRoles::CASEWORKER,
    }
}

pub(super) fn check(plan: &Plan, event: BridgeEvent<'_>) -> Result<(), Refusal> {
    let require_domain = |domain: &DomainId| require_content_id(domain.as_str(), Thing::Domain);
    match event {
        BridgeEvent::PositionMarked {
            domain,
            level: _,
            sentence,
            content,
            day: _,
            note,
            talk: _,
        } => {
            require_domain(domain)?;
            require_title(content.as_str())?;
            require_title(sentence)?;
            require_note(note)
        }
        BridgeEvent::NotApplicableMarked { domain } => require_domain(domain),
        BridgeEvent::PositionTakenBack { domain } => {
            let has_answer = plan.is_not_applicable(domain) || plan.position(domain).is_some();
            require_exists(has_answer, Thing::Position)
        }
        BridgeEvent::UrgencyChosen { domain } => domain.as_ref().map_or(Ok(()), require_domain),
        BridgeEvent::LinkDrawn {
            link,
            from,
            to,
            effect: _,
            note,
        } => {
            require_domain(from)?;
            require_domain(to)?;
            require_note(note)?;
            require_absent(!plan.links.contains_key(link), Thing::Link)?;
            if from == to {
                Err(Refusal::SameDomain)
            } else {
                Ok(())
            }
        }
        BridgeEvent::LinkRemoved { link } => require_exists(plan.links.contains_key(link), Thing::Link),
        BridgeEvent::ObservationRecorded { domain, note } => {
            require_domain(domain)?;
            require_note(note)
        }
    }
}

pub(super) fn repetition(plan: &Plan, event: BridgeEvent<'_>) -> Repetition {
    match event {
        BridgeEvent::PositionMarked {
            domain,
            level,
            sentence,
            content,
            day,
            note,
            talk,
        } => Repetition::same_if(plan.position(domain).is_some_and(|known| {
            (&known.sentence, &known.content, &known.note) == (sentence, content, note)
                && (known.level, known.day, known.talk) == (*level, *day, *talk)
        })),
        BridgeEvent::LinkDrawn {
            link,
            from,
            to,
            effect,
            note,
        } => Repetition::same_if(plan.links.get(link).is_some_and(|known| {
            (&known.from, &known.to, &known.effect, &known.note) == (from, to, effect, note)
        })),
        BridgeEvent::NotApplicableMarked { domain } => Repetition::same_if(plan.is_not_applicable(domain)),
        BridgeEvent::PositionTakenBack { .. }
        | BridgeEvent::UrgencyChosen { .. }
        | BridgeEvent::LinkRemoved { .. }
        | BridgeEvent::ObservationRecorded { .. } => Repetition::No,
    }
}

pub(super) fn apply(plan: &mut Plan, event: BridgeEvent<'_>, moment: Moment) {
    match event {
        BridgeEvent::PositionMarked {
            domain,
            level,
            sentence,
            content,
            day,
            note,
            talk,
        } => {
            let position = Position {
                level: *level,
                sentence: sentence.clone(),
                content: content.clone(),
                day: *day,
                note: note.clone(),
                talk: *talk,
            };
            let is_amended = plan
                .position(domain)
                .is_some_and(|last| last.is_same_answer(&position));
            let history = plan.positions.entry(domain.clone()).or_default();
            if is_amended {
                // Only the note or the wish to talk about it changed.
                history.pop();
                history.push(position);
                return;
            }
            let is_rise = history.last().is_some_and(|last| position.level > last.level);
            if is_rise {
                plan.achieved.push(Achieved::Rise(domain.clone(), history.len()));
            }
            history.push(position);
        }
        BridgeEvent::NotApplicableMarked { domain } => {
            let n_before = plan.positions.get(domain).map_or(0, Vec::len);
            plan.not_applicable.insert((domain.clone(), n_before));
        }
        BridgeEvent::PositionTakenBack { domain } => plan.take_back_answer(domain),
        BridgeEvent::UrgencyChosen { domain } => plan.urgency.clone_from(domain),
        BridgeEvent::LinkDrawn {
            link,
            from,
            to,
            effect,
            note,
        } => {
            let new = Link {
                from: from.clone(),
                to: to.clone(),
                effect: *effect,
                note: note.clone(),
            };
            plan.links.insert(*link, new);
        }
        BridgeEvent::LinkRemoved { link } => {
            plan.links.remove(link);
        }
        BridgeEvent::ObservationRecorded { domain, note } if note.trim().is_empty() => {
            plan.observations.remove(domain);
        }
        BridgeEvent::ObservationRecorded { domain, note } => {
            let observation = Observation {
                note: note.clone(),
                at: moment.at,
            };
            plan.observations.insert(domain.clone(), observation);
        }
    }
}

pub(super) fn topic(topics: &mut Topics<'_>, event: BridgeEvent<'_>) -> Topic {
    match event {
        BridgeEvent::PositionMarked { domain, .. }
        | BridgeEvent::NotApplicableMarked { domain }
        | BridgeEvent::PositionTakenBack { domain }
        | BridgeEvent::ObservationRecorded { domain, .. } => Topic::Domains(vec![domain.clone()]),
        BridgeEvent::UrgencyChosen { domain } => Topic::Domains(domain.iter().cloned().collect()),
        BridgeEvent::LinkDrawn { link, from, to, .. } => {
            topics.links.insert(*link, (from.clone(), to.clone()));
            Topic::Domains(vec![from.clone(), to.clone()])
        }
        BridgeEvent::LinkRemoved { link } => topics.of_link(*link),
    }
}

impl Plan {
    /// Whether the resident said of a domain "geldt niet voor mij", and marked no position since.
    pub fn is_not_applicable(&self, domain: &DomainId) -> bool {
        let n_positions = self.positions.get(domain).map_or(0, Vec::len);
        self.not_applicable.contains(&(domain.clone(), n_positions))
    }

    /// The position on a domain now. `None` also for a domain that does not apply.
    pub fn position(&self, domain: &DomainId) -> Option<&Position> {
        let last = self.positions.get(domain).and_then(|history| history.last());
        last.filter(|_| !self.is_not_applicable(domain))
    }

    fn take_back_answer(&mut self, domain: &DomainId) {
        let n_positions = self.positions.get(domain).map_or(0, Vec::len);
        if self.not_applicable.remove(&(domain.clone(), n_positions)) {
            return;
        }
        // A rise that is taken back stays in `achieved`, because reviews count its places; the look-back passes over what
        // the history no longer has.
        if let Some(history) = self.positions.get_mut(domain) {
            history.pop();
            if history.is_empty() {
                self.positions.remove(domain);
            }
        }
    }
}
