//! What the bridge shows: the plan's positions on the content's pillars. Pure, so that it can be tested without a
//! browser.

use chrono::NaiveDate;
use mijn_brug_plan::Plan;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::DomainId;
use mijn_brug_plan::query::{self, Change};

use crate::ui::plan_view::{domain_name, sentence};

/// Which day of the bridge is shown, and what it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownDay {
    /// Now, without a comparison.
    Now,
    /// Now, compared with the end of an earlier day.
    Over(NaiveDate),
    /// The end of an earlier day.
    Then(NaiveDate),
}

impl ShownDay {
    /// Determines the day. `earlier` are the days to compare with; the default is the first if `chosen` is not among
    /// them.
    fn of(earlier: &[NaiveDate], chosen: Option<NaiveDate>, shows_then: bool) -> Self {
        let chosen = chosen
            .filter(|day| earlier.contains(day))
            .or_else(|| earlier.first().copied());
        match chosen {
            None => Self::Now,
            Some(day) if shows_then => Self::Then(day),
            Some(day) => Self::Over(day),
        }
    }

    /// The earlier day, if there is one.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Now => None,
            Self::Over(day) | Self::Then(day) => Some(day),
        }
    }

    /// Whether the earlier day itself is shown.
    pub fn is_then(self) -> bool {
        matches!(self, Self::Then(_))
    }
}

/// What the resident answered on a domain, as it stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing.
    None,
    /// "Geldt niet voor mij": it has no stones.
    NotApplicable,
    /// A position.
    Position,
}

/// One domain of the bridge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainView {
    /// The domain.
    pub domain: DomainId,
    /// Its name.
    pub name: String,
    /// Its pictogram.
    pub picture: String,
    /// The number of stones shown, 0 (nothing marked) to 5.
    pub level: u8,
    /// The sentence of that level; `None` if nothing was marked.
    pub sentence: Option<String>,
    /// The number of stones on the earlier day, if two days are compared and the domain was marked then.
    pub then: Option<u8>,
    /// The change since the earlier day.
    pub change: Change,
    /// Whether it was chosen as the most urgent.
    pub is_urgent: bool,
    /// Whether the resident wants to talk about it ("hier wil ik over praten").
    pub talk: bool,
    /// What the caseworker sees ("wat ik zie").
    pub observation: Option<String>,
    /// What the resident answered on it.
    pub answer: Answer,
}

/// One pillar with its domains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PillarView {
    /// Its name.
    pub name: String,
    /// Its domains, in the content's order.
    pub domains: Vec<DomainView>,
}

/// The whole bridge, as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Which day is shown, and what it is compared with.
    pub shown_day: ShownDay,
    /// The days to compare with, oldest first: all days on which something was marked, except the last one.
    pub earlier_days: Vec<NaiveDate>,
    /// The pillars in the content's order; empty if the content cannot be used.
    pub pillars: Vec<PillarView>,
    /// Marked domains that are not (or no longer) in the content, with the sentence that was chosen at the time.
    pub earlier: Vec<DomainView>,
    /// The number of domains in the content with an answer now.
    pub n_marked: usize,
    /// The number of domains in the content.
    pub n_domains: usize,
}

impl Overview {
    /// Whether anything was ever marked.
    pub fn is_begun(&self) -> bool {
        self.n_marked > 0 || !self.earlier.is_empty()
    }

    /// All domains in the content's order.
    pub fn domains(&self) -> impl Iterator<Item = &DomainView> {
        self.pillars.iter().flat_map(|pillar| &pillar.domains)
    }

    /// The names of the domains that match `which`, separated by commas.
    pub fn names(&self, which: fn(&DomainView) -> bool) -> String {
        let names: Vec<&str> = self
            .domains()
            .filter(|place| which(place))
            .map(|place| place.name.as_str())
            .collect();
        names.join(", ")
    }
}

/// The bridge of a plan on the content's pillars: now compared with an earlier day, or that day itself. The earlier
/// day is `chosen`, or else the first; without one only now is shown.
pub fn overview(
    content: Option<&Content>,
    plan: &Plan,
    chosen: Option<NaiveDate>,
    shows_then: bool,
) -> Overview {
    let mut earlier_days = query::bridge_days(plan);
    earlier_days.pop();
    let shown_day = ShownDay::of(&earlier_days, chosen, shows_then);
    let mut pillars = Vec::new();
    for pillar in content.map_or(&[][..], |content| &content.pillars) {
        let domains = pillar
            .domains
            .iter()
            .map(|domain| domain_view(content, plan, &domain.id, shown_day))
            .collect();
        pillars.push(PillarView {
            name: pillar.name.clone(),
            domains,
        });
    }
    let unknown = |domain: &&DomainId| content.is_none_or(|content| content.domain(domain).is_none());
    let earlier = plan
        .positions
        .keys()
        .filter(unknown)
        .map(|domain| domain_view(content, plan, domain, shown_day));
    let earlier = earlier.filter(|place| place.sentence.is_some()).collect();
    let mut overview = Overview {
        shown_day,
        earlier_days,
        pillars,
        earlier,
        n_marked: 0,
        n_domains: 0,
    };
    overview.n_marked = overview
        .domains()
        .filter(|place| place.answer != Answer::None)
        .count();
    overview.n_domains = overview.domains().count();
    overview
}

fn domain_view(content: Option<&Content>, plan: &Plan, domain: &DomainId, shown_day: ShownDay) -> DomainView {
    let found = query::then_and_now(plan, domain, shown_day.day());
    let shown = if shown_day.is_then() {
        found.then
    } else {
        found.now
    };
    let known = content
        .and_then(|content| content.domain(domain))
        .map(|(.., known)| known);
    DomainView {
        domain: domain.clone(),
        name: domain_name(content, domain),
        picture: known.map_or_else(|| "history".to_owned(), |known| known.picture.clone()),
        level: shown.map_or(0, |position| position.level.get()),
        sentence: shown.map(|position| sentence(content, domain, position)),
        then: if shown_day.is_then() {
            None
        } else {
            found.then.map(|position| position.level.get())
        },
        change: found.change,
        is_urgent: plan.urgency.as_ref() == Some(domain),
        talk: shown.is_some_and(|position| position.talk),
        observation: plan
            .observations
            .get(domain)
            .filter(|_| !shown_day.is_then())
            .map(|observation| observation.note.clone()),
        answer: if plan.is_not_applicable(domain) {
            Answer::NotApplicable
        } else if found.now.is_none() {
            Answer::None
        } else {
            Answer::Position
        },
    }
}

#[cfg(test)]
mod tests;
