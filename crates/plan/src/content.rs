//! The bridge's content (R9): pillars, domains, sentences, pictures and worked examples, as a data file of the
//! municipality. The shipped one is an example in our own words.

use serde::{Deserialize, Serialize};

use crate::ids::{ContentVersion, DomainId, PillarId};
use crate::limits::TITLE_MAX;
use crate::values::Level;

/// The content of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Changes whenever a wording changes; a marked position remembers it.
    pub version: ContentVersion,
    /// BCP 47, such as `nl`.
    pub language: String,
    /// The name of this bridge.
    pub name: String,
    /// One to eight pillars, in the order in which they are shown.
    pub pillars: Vec<Pillar>,
    /// Worked examples of splitting something large (R3).
    #[serde(default)]
    pub splits: Vec<Split>,
    /// Worked examples of getting round an obstacle (R3).
    #[serde(default)]
    pub obstacles: Vec<Obstacle>,
    /// Moments for an if-then plan, as they read in "na mijn koffie bel ik".
    #[serde(default)]
    pub moments: Vec<String>,
}

/// A pillar of the bridge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pillar {
    /// Its id.
    pub id: PillarId,
    /// Its name on screen.
    pub name: String,
    /// The name of a pictogram.
    pub picture: String,
    /// Whether a paired caseworker sees it until the resident says otherwise (R8).
    #[serde(default = "default_true", skip_serializing_if = "is_true")]
    pub shared: bool,
    /// One to four life domains.
    pub domains: Vec<Domain>,
}

/// A life domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// Its id, which is the same in every language.
    pub id: DomainId,
    /// Its name on screen.
    pub name: String,
    /// The name of a pictogram.
    pub picture: String,
    /// The file in `bridge/drawings/` with its drawings: the symbols `scene` and `level-1` to `level-5`. Without it the
    /// pictogram is drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawing: Option<String>,
    /// How it reads within a sentence, such as "mijn schulden". Without it, the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_sentence: Option<String>,
    /// The question shown above its sentences.
    pub question: String,
    /// Five sentences in the first person, hardest first.
    pub sentences: Vec<String>,
    /// Examples of goals. The screen shows the first three.
    #[serde(default)]
    pub goals: Vec<GoalExample>,
    /// Examples of mini-steps.
    #[serde(default)]
    pub ideas: Vec<String>,
}

/// A goal that many people have on a domain, and the first step towards it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalExample {
    /// What the person wants, in the first person: "Ik wil …".
    pub wish: String,
    /// The name of a first step, which is made along with the first mini-step.
    pub step: String,
}

/// Something large, and its small parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// The domain that it belongs to; without it, to all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<DomainId>,
    /// The large thing.
    pub big: String,
    /// Its parts, in order.
    pub small: Vec<String>,
}

/// An obstacle, and the mini-step that gets round it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacle {
    /// What is in the way.
    pub obstacle: String,
    /// The mini-step.
    pub step: String,
}

/// What is wrong with a content file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// It is not JSON of the right shape. The message gives line and column.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    /// A value is missing, duplicate or out of bounds.
    #[error("{place}: {fault}")]
    Invalid {
        /// The place, such as `pillars[2].domains[0].sentences`.
        place: String,
        /// What is wrong there.
        fault: Fault,
    },
}

/// What is wrong at a place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There are too few or too many.
    #[error("has {found}, needs {min} to {max}")]
    Count {
        /// The number that there are.
        found: usize,
        /// The fewest allowed.
        min: usize,
        /// The most allowed.
        max: usize,
    },
    /// An empty text.
    #[error("is empty")]
    Empty,
    /// A text that is too long.
    #[error("has {length} characters; at most {max} are allowed")]
    TooLong {
        /// The characters that it has.
        length: usize,
        /// The most characters allowed.
        max: usize,
    },
    /// A domain that the file does not have.
    #[error("there is no domain `{0}`")]
    UnknownDomain(String),
    /// A name that is no part of a path: letters, digits, dots, dashes and underscores only.
    #[error("`{0}` is not the name of a file")]
    NotAFileName(String),
    /// Not what a phone can dial, or only one of the two forms of a number.
    #[error("`{0}` is not a telephone number that belongs to the one shown")]
    NotANumber(String),
    /// An id that occurs twice.
    #[error("`{0}` occurs twice")]
    Duplicate(String),
    /// A sentence that is not a question. A conversation has open questions and never instructions.
    #[error("does not end with a question mark")]
    NotAQuestion,
}

const fn default_true() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
const fn is_true(value: &bool) -> bool {
    *value
}

impl Content {
    /// Reads and checks a content file.
    ///
    /// # Errors
    /// The first thing that is wrong with the file, and where.
    pub fn read(json: &str) -> Result<Self, ContentError> {
        let content: Self = serde_json::from_slice(json.as_bytes())
            .map_err(|error| ContentError::Unreadable(error.to_string()))?;
        content.check()?;
        Ok(content)
    }

    /// All domains with their pillar and the pillar's index.
    pub fn domains(&self) -> impl Iterator<Item = (usize, &Pillar, &Domain)> {
        self.pillars
            .iter()
            .enumerate()
            .flat_map(|(place, pillar)| pillar.domains.iter().map(move |domain| (place, pillar, domain)))
    }

    /// A domain with its pillar and the pillar's index.
    pub fn domain(&self, id: &DomainId) -> Option<(usize, &Pillar, &Domain)> {
        self.domains().find(|(.., domain)| domain.id == *id)
    }

    fn check(&self) -> Result<(), ContentError> {
        text("version", self.version.as_str())?;
        text("language", &self.language)?;
        text("name", &self.name)?;
        count("pillars", self.pillars.len(), 1, 8)?;
        let mut ids: Vec<&str> = Vec::new();
        for (p, pillar) in self.pillars.iter().enumerate() {
            let at = format!("pillars[{p}]");
            unique(&at, pillar.id.as_str(), &mut ids)?;
            text(&format!("{at}.name"), &pillar.name)?;
            text(&format!("{at}.picture"), &pillar.picture)?;
            count(&format!("{at}.domains"), pillar.domains.len(), 1, 4)?;
            for (d, domain) in pillar.domains.iter().enumerate() {
                let at = format!("{at}.domains[{d}]");
                unique(&at, domain.id.as_str(), &mut ids)?;
                domain.check(&at)?;
            }
        }
        for (s, split) in self.splits.iter().enumerate() {
            if let Some(domain) = split
                .domain
                .as_ref()
                .filter(|domain| self.domain(domain).is_none())
            {
                let unknown = Fault::UnknownDomain(domain.as_str().to_owned());
                return Err(invalid(&format!("splits[{s}].domain"), unknown));
            }
            text(&format!("splits[{s}].big"), &split.big)?;
            count(&format!("splits[{s}].small"), split.small.len(), 2, 8)?;
            texts(&format!("splits[{s}].small"), &split.small)?;
        }
        texts("moments", &self.moments)?;
        for (o, obstacle) in self.obstacles.iter().enumerate() {
            text(&format!("obstacles[{o}].obstacle"), &obstacle.obstacle)?;
            text(&format!("obstacles[{o}].step"), &obstacle.step)?;
        }
        Ok(())
    }
}

impl Domain {
    /// How the domain reads within a sentence.
    pub fn in_sentence(&self) -> &str {
        self.in_sentence.as_deref().unwrap_or(&self.name)
    }

    /// The sentence of a level; empty if the content does not have it.
    pub fn sentence(&self, level: Level) -> &str {
        let place = usize::from(level.get()).saturating_sub(1);
        self.sentences.get(place).map_or("", String::as_str)
    }

    fn check(&self, at: &str) -> Result<(), ContentError> {
        text(&format!("{at}.name"), &self.name)?;
        text(&format!("{at}.picture"), &self.picture)?;
        text(&format!("{at}.question"), &self.question)?;
        let levels = usize::from(Level::COUNT);
        count(&format!("{at}.sentences"), self.sentences.len(), levels, levels)?;
        texts(&format!("{at}.sentences"), &self.sentences)?;
        if let Some(drawing) = &self.drawing {
            file_name(&format!("{at}.drawing"), drawing)?;
        }
        if let Some(in_sentence) = &self.in_sentence {
            text(&format!("{at}.in_sentence"), in_sentence)?;
        }
        for (g, goal) in self.goals.iter().enumerate() {
            text(&format!("{at}.goals[{g}].wish"), &goal.wish)?;
            text(&format!("{at}.goals[{g}].step"), &goal.step)?;
        }
        texts(&format!("{at}.ideas"), &self.ideas)
    }
}

pub(crate) fn invalid(place: &str, fault: Fault) -> ContentError {
    ContentError::Invalid {
        place: place.to_owned(),
        fault,
    }
}

pub(crate) fn text(place: &str, text: &str) -> Result<(), ContentError> {
    let length = text.chars().count();
    if text.trim().is_empty() {
        Err(invalid(place, Fault::Empty))
    } else if length > TITLE_MAX {
        Err(invalid(
            place,
            Fault::TooLong {
                length,
                max: TITLE_MAX,
            },
        ))
    } else {
        Ok(())
    }
}

/// Requires a name that cannot lead out of the folder that it is looked up in.
pub(crate) fn file_name(place: &str, name: &str) -> Result<(), ContentError> {
    text(place, name)?;
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    if name.chars().all(is_plain) && !name.starts_with('.') {
        Ok(())
    } else {
        Err(invalid(place, Fault::NotAFileName(name.to_owned())))
    }
}

fn texts(place: &str, all: &[String]) -> Result<(), ContentError> {
    all.iter()
        .enumerate()
        .try_for_each(|(i, one)| text(&format!("{place}[{i}]"), one))
}

pub(crate) fn count(place: &str, found: usize, min: usize, max: usize) -> Result<(), ContentError> {
    if (min..=max).contains(&found) {
        Ok(())
    } else {
        Err(invalid(place, Fault::Count { found, min, max }))
    }
}

fn unique<'a>(place: &str, id: &'a str, seen: &mut Vec<&'a str>) -> Result<(), ContentError> {
    text(&format!("{place}.id"), id)?;
    if seen.contains(&id) {
        return Err(invalid(&format!("{place}.id"), Fault::Duplicate(id.to_owned())));
    }
    seen.push(id);
    Ok(())
}
