//! What the bridge shows: the plan's positions laid over the content's pillars. Pure, so it is tested without a browser.

use chrono::NaiveDate;
use mijn_brug_plan::Plan;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::DomainId;
use mijn_brug_plan::query::{self, Change};

use crate::ui::plan_view::{domain_name, sentence};

/// How the bridge is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// As it is now, with nothing to compare it with.
    Now,
    /// As it is now, laid over how it was at the end of an earlier day.
    Over(NaiveDate),
    /// As it was at the end of an earlier day.
    Then(NaiveDate),
}

impl Look {
    /// How to look: `earlier` holds the days that can be compared with, `chosen` the one that the person chose, else it
    /// is the first.
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

/// One domain, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The domain.
    pub domain: DomainId,
    /// Its name.
    pub name: String,
    /// Its pictogram.
    pub picture: String,
    /// The stones that are shown, 0 (nothing marked) to 5.
    pub level: u8,
    /// The sentence that belongs to them; `None` when nothing was marked.
    pub sentence: Option<String>,
    /// The stones of the earlier day, when both days are laid over each other and it was marked then.
    pub then: Option<u8>,
    /// What became of it since the earlier day.
    pub change: Change,
    /// It was chosen as the most urgent.
    pub is_urgent: bool,
    /// "Hier wil ik over praten."
    pub talk: bool,
    /// The sentence and the words of the caseworker.
    pub view: Option<String>,
    /// Nothing is marked on it today.
    pub is_open: bool,
}

/// One pillar with its domains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PillarView {
    /// Its name.
    pub name: String,
    /// Its domains, in the content's order.
    pub places: Vec<Place>,
}

/// The whole bridge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// How it is looked at.
    pub look: Look,
    /// The days to compare with, oldest first: those on which something was marked, without the last one.
    pub earlier_days: Vec<NaiveDate>,
    /// The pillars of the content, in their order; none when its file cannot be used.
    pub pillars: Vec<PillarView>,
    /// Domains that were marked and that the content does not know (any more), with the sentences of then.
    pub earlier: Vec<Place>,
    /// Domains of the content on which a position is marked now.
    pub n_marked: usize,
    /// Domains of the content.
    pub n_domains: usize,
}

impl Overview {
    /// Whether anything is marked.
    pub fn is_begun(&self) -> bool {
        self.n_marked > 0 || !self.earlier.is_empty()
    }

    /// All domains of the content, in their order.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.pillars.iter().flat_map(|pillar| &pillar.places)
    }

    /// The domain to offer next: the first one without a position after `after`, else the first one at all.
    pub fn next_open(&self, after: Option<&DomainId>) -> Option<&Place> {
        let start = after
            .and_then(|after| self.places().position(|place| place.domain == *after))
            .unwrap_or_default();
        self.places()
            .skip(start)
            .chain(self.places())
            .find(|place| place.is_open)
    }

    /// The names of the domains of which this is true, with commas.
    pub fn names(&self, which: fn(&Place) -> bool) -> String {
        let names: Vec<&str> = self
            .places()
            .filter(|place| which(place))
            .map(|place| place.name.as_str())
            .collect();
        names.join(", ")
    }
}

/// The bridge of a plan, over the content's pillars: as it is now beside an earlier day, or that day itself. The earlier
/// day is `chosen`, else the first one; without one there is only now.
pub fn overview(
    content: Option<&Content>,
    plan: &Plan,
    chosen: Option<NaiveDate>,
    shows_then: bool,
) -> Overview {
    let mut earlier_days = query::bridge_days(plan);
    earlier_days.pop();
    let look = Look::of(&earlier_days, chosen, shows_then);
    let mut pillars = Vec::new();
    for pillar in content.map_or(&[][..], |content| &content.pillars) {
        let places = pillar
            .domains
            .iter()
            .map(|domain| place(content, plan, &domain.id, look))
            .collect();
        pillars.push(PillarView {
            name: pillar.name.clone(),
            places,
        });
    }
    let unknown = |domain: &&DomainId| content.is_none_or(|content| content.domain(domain).is_none());
    let earlier = plan
        .positions
        .keys()
        .filter(unknown)
        .map(|domain| place(content, plan, domain, look));
    let earlier = earlier.filter(|place| place.sentence.is_some()).collect();
    let mut overview = Overview {
        look,
        earlier_days,
        pillars,
        earlier,
        n_marked: 0,
        n_domains: 0,
    };
    overview.n_marked = overview.places().filter(|place| !place.is_open).count();
    overview.n_domains = overview.places().count();
    overview
}

fn place(content: Option<&Content>, plan: &Plan, domain: &DomainId, look: Look) -> Place {
    let found = query::then_and_now(plan, domain, look.day());
    let shown = if look.is_then() { found.then } else { found.now };
    let known = content
        .and_then(|content| content.domain(domain))
        .map(|(.., known)| known);
    Place {
        domain: domain.clone(),
        name: domain_name(content, domain),
        picture: known.map_or_else(|| "history".to_owned(), |known| known.picture.clone()),
        level: shown.map_or(0, |position| position.level.get()),
        sentence: shown.map(|position| sentence(content, domain, position)),
        then: if look.is_then() {
            None
        } else {
            found.then.map(|position| position.level.get())
        },
        change: found.change,
        is_urgent: plan.urgency.as_ref() == Some(domain),
        talk: shown.is_some_and(|position| position.talk),
        view: plan.views.get(domain).filter(|_| !look.is_then()).map(|view| {
            let sentence = known.map_or("", |known| known.sentence(view.level));
            [sentence, view.note.as_str()]
                .iter()
                .filter(|part| !part.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join(" ")
        }),
        is_open: found.now.is_none(),
    }
}

#[cfg(test)]
mod tests;
