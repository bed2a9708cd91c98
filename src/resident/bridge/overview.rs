//! What the bridge shows: the plan's positions laid over the content's pillars. Pure, so it is tested without a browser.

use chrono::NaiveDate;
use mijn_brug_plan::Plan;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::DomainId;
use mijn_brug_plan::plan::Position;
use mijn_brug_plan::query::{self, Change};

use crate::ui::format;

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

/// The sentence of a position. While the content is the version that it came from, in the language of the screen; else
/// as it read when it was chosen.
pub fn sentence(content: Option<&Content>, domain: &DomainId, position: &Position) -> String {
    content
        .filter(|content| content.version == position.content)
        .and_then(|content| content.domain(domain))
        .map_or(position.sentence.as_str(), |(.., known)| known.sentence(position.level))
        .to_owned()
}

/// The name of a domain. One that the content does not know is called by the last word of its id.
pub fn domain_name(content: Option<&Content>, domain: &DomainId) -> String {
    content.and_then(|content| content.domain(domain)).map_or_else(
        || {
            let id = domain.as_str();
            format::capital(&id.rsplit('.').next().unwrap_or(id).replace('-', " "))
        },
        |(.., known)| known.name.clone(),
    )
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use chrono::DateTime;
    use mijn_brug_plan::event::{Entry, Event, Role};
    use mijn_brug_plan::fold;
    use mijn_brug_plan::ids::{AuthorId, ContentVersion, RecordId};
    use mijn_brug_plan::values::Level;

    use super::*;

    fn content() -> Content {
        let domain = |id: &str| {
            let sentences: Vec<String> = (1..=5).map(|level| format!("{id} {level}")).collect();
            serde_json::json!({ "id": id, "name": format!("N {id}"), "picture": "sun", "question": "?", "sentences": sentences })
        };
        let json = serde_json::json!({
            "version": "v1", "language": "nl", "name": "Brug",
            "pillars": [
                { "id": "a", "name": "A", "picture": "sun", "domains": [domain("a.een"), domain("a.twee")] },
                { "id": "b", "name": "B", "picture": "sun", "domains": [domain("b.drie")] },
            ],
        });
        Content::read(&json.to_string()).unwrap()
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, day).unwrap()
    }

    /// A plan with these positions: domain, level, day of September, version of the content.
    fn plan(marks: &[(&str, u8, u32, &str)]) -> Plan {
        let entries = marks
            .iter()
            .zip(1_u64..)
            .map(|((domain, level, on, version), lamport)| {
                let event = Event::PositionMarked {
                    domain: DomainId::from(*domain),
                    level: Level::new(*level).unwrap(),
                    sentence: format!("toen {level}"),
                    content: ContentVersion::from(*version),
                    day: day(*on),
                    note: String::new(),
                    talk: false,
                };
                let author = AuthorId::from_random([1; 8]);
                let entry = Entry {
                    v: Entry::VERSION,
                    lamport,
                    at: DateTime::UNIX_EPOCH,
                    author,
                    role: Role::Resident,
                    event,
                };
                (RecordId(u128::from(lamport).to_be_bytes()), entry)
            });
        fold(entries).0
    }

    fn check(
        marks: &[(&str, u8, u32, &str)],
        shows_then: bool,
        look: Look,
        expected: &[(&str, u8, Option<u8>, Change)],
    ) {
        let content = content();
        let overview = overview(Some(&content), &plan(marks), None, shows_then);
        assert_eq!(overview.look, look);
        let found: Vec<_> = overview
            .places()
            .map(|place| (place.domain.as_str(), place.level, place.then, place.change))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn nothing_is_marked() {
        let none = [
            ("a.een", 0, None, Change::Open),
            ("a.twee", 0, None, Change::Open),
            ("b.drie", 0, None, Change::Open),
        ];
        check(&[], true, Look::Now, &none);
    }

    const STORY: [(&str, u8, u32, &str); 4] = [
        ("a.een", 2, 1, "v1"),
        ("b.drie", 4, 1, "v1"),
        ("a.een", 3, 9, "v1"),
        ("a.twee", 1, 9, "v1"),
    ];

    #[test]
    fn now_over_then() {
        let over = [
            ("a.een", 3, Some(2), Change::Up(1)),
            ("a.twee", 1, None, Change::New),
            ("b.drie", 4, Some(4), Change::Held),
        ];
        check(&STORY, false, Look::Over(day(1)), &over);
    }

    #[test]
    fn as_it_was_then() {
        let then = [
            ("a.een", 2, None, Change::Up(1)),
            ("a.twee", 0, None, Change::New),
            ("b.drie", 4, None, Change::Held),
        ];
        check(&STORY, true, Look::Then(day(1)), &then);
    }

    #[test]
    fn one_day_has_nothing_to_compare_with() {
        let one = [
            ("a.een", 2, None, Change::New),
            ("a.twee", 0, None, Change::Open),
            ("b.drie", 4, None, Change::New),
        ];
        check(STORY.get(..2).unwrap(), true, Look::Now, &one);
    }

    #[test]
    fn the_day_that_was_chosen_else_the_first() {
        let days = [day(1), day(9)];
        assert_eq!(Look::of(&days, None, false), Look::Over(day(1)));
        assert_eq!(Look::of(&days, Some(day(9)), true), Look::Then(day(9)));
        assert_eq!(Look::of(&days, Some(day(30)), true), Look::Then(day(1)));
        assert_eq!(Look::of(&[], Some(day(9)), true), Look::Now);
    }

    #[test]
    fn the_sentence_follows_the_language_only_within_its_version() {
        let content = content();
        let plan = plan(&[("a.een", 2, 1, "v1"), ("b.drie", 4, 1, "v0")]);
        let overview = overview(Some(&content), &plan, None, false);
        let sentences: Vec<_> = overview
            .places()
            .filter_map(|place| place.sentence.as_deref())
            .collect();
        assert_eq!(sentences, ["a.een 2", "toen 4"]);
    }

    #[test]
    fn what_the_content_does_not_know_is_still_listed() {
        let plan = plan(&[("geld.oude-schuld", 2, 1, "v0")]);
        for content in [Some(content()), None] {
            let overview = overview(content.as_ref(), &plan, None, false);
            let earlier: Vec<_> = overview
                .earlier
                .iter()
                .map(|place| (place.name.as_str(), place.sentence.as_deref()))
                .collect();
            assert_eq!(earlier, [("Oude schuld", Some("toen 2"))]);
        }
    }

    #[test]
    fn the_next_one_comes_after_the_last_and_begins_anew_at_the_end() {
        let content = content();
        let next = |marks: &[(&str, u8, u32, &str)], after: Option<&str>| {
            let overview = overview(Some(&content), &plan(marks), None, false);
            overview
                .next_open(after.map(DomainId::from).as_ref())
                .map(|place| place.domain.0.clone())
        };
        assert_eq!(next(&[], None).as_deref(), Some("a.een"));
        assert_eq!(
            next(&[("a.een", 1, 1, "v1")], Some("a.een")).as_deref(),
            Some("a.twee")
        );
        assert_eq!(
            next(&[("b.drie", 1, 1, "v1")], Some("b.drie")).as_deref(),
            Some("a.een")
        );
        assert_eq!(next(&STORY, None), None);
    }
}
