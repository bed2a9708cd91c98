//! The bridge: positions on the domains, the most urgent domain and links between domains, and how the caseworker sees a
//! domain.

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

/// How the caseworker sees a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// 1 to 5.
    pub level: Level,
    /// The caseworker's own words; may be empty.
    pub note: String,
    /// When it was recorded, by the author's clock.
    pub at: DateTime<Utc>,
}

pub(super) fn allowed_roles(event: BridgeEvent<'_>) -> AllowedRoles {
    match event {
        BridgeEvent::PositionMarked { .. }
        | BridgeEvent::UrgencyChosen { .. }
        | BridgeEvent::LinkDrawn { .. }
        | BridgeEvent::LinkRemoved { .. } => AllowedRoles::RESIDENT_OR_PROPOSED,
        BridgeEvent::ViewRecorded { .. } => AllowedRoles::CASEWORKER,
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
        BridgeEvent::ViewRecorded {
            domain,
            level: _,
            note,
        } => {
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
        BridgeEvent::UrgencyChosen { .. }
        | BridgeEvent::LinkRemoved { .. }
        | BridgeEvent::ViewRecorded { .. } => Repetition::No,
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
            let history = plan.positions.entry(domain.clone()).or_default();
            let is_rise = history.last().is_some_and(|last| position.level > last.level);
            if is_rise {
                plan.achieved.push(Achieved::Rise(domain.clone(), history.len()));
            }
            history.push(position);
        }
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
        BridgeEvent::ViewRecorded { domain, level, note } => {
            let view = View {
                level: *level,
                note: note.clone(),
                at: moment.at,
            };
            plan.views.insert(domain.clone(), view);
        }
    }
}

pub(super) fn topic(topics: &mut Topics<'_>, event: BridgeEvent<'_>) -> Topic {
    match event {
        BridgeEvent::PositionMarked { domain, .. } | BridgeEvent::ViewRecorded { domain, .. } => {
            Topic::Domains(vec![domain.clone()])
        }
        BridgeEvent::UrgencyChosen { domain } => Topic::Domains(domain.iter().cloned().collect()),
        BridgeEvent::LinkDrawn { link, from, to, .. } => {
            topics.links.insert(*link, (from.clone(), to.clone()));
            Topic::Domains(vec![from.clone(), to.clone()])
        }
        BridgeEvent::LinkRemoved { link } => topics.of_link(*link),
    }
}
