//! "Nu hulp nodig": telephone numbers of people who help at once, as a data file of the municipality (R9).

use serde::{Deserialize, Serialize};

use crate::content::{ContentError, Fault, count, invalid, text};
use crate::ids::DomainId;

/// The numbers of one language, in the order in which they are shown: danger first, then the municipality's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpNumbers {
    /// Changes whenever a number or a wording changes.
    pub version: String,
    /// BCP 47, such as `nl`.
    pub language: String,
    /// One to twenty numbers.
    pub numbers: Vec<HelpNumber>,
}

/// One number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpNumber {
    /// Its id, the same in every language.
    pub id: String,
    /// Who answers.
    pub name: String,
    /// When to call.
    #[serde(rename = "for")]
    pub reason: String,
    /// The number as people read it. Empty for the resident's own doctor, whose number the resident fills in.
    pub number: String,
    /// The number as a phone dials it: digits, and a plus at the start if need be. Empty when `number` is.
    pub dial: String,
    /// When somebody answers, if that is worth saying: "dag en nacht".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The domain on which it helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<DomainId>,
    /// Whether it is for danger now: it stands apart, first.
    #[serde(default)]
    pub danger: bool,
    /// Whether it is the municipality's own.
    #[serde(default)]
    pub own: bool,
}

impl HelpNumbers {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// The first thing that is wrong with the file, and where.
    pub fn read(json: &str) -> Result<Self, ContentError> {
        let numbers: Self = serde_json::from_slice(json.as_bytes())
            .map_err(|error| ContentError::Unreadable(error.to_string()))?;
        numbers.check()?;
        Ok(numbers)
    }

    fn check(&self) -> Result<(), ContentError> {
        text("version", &self.version)?;
        text("language", &self.language)?;
        count("numbers", self.numbers.len(), 1, 20)?;
        for (n, number) in self.numbers.iter().enumerate() {
            let at = format!("numbers[{n}]");
            text(&format!("{at}.id"), &number.id)?;
            text(&format!("{at}.name"), &number.name)?;
            text(&format!("{at}.for"), &number.reason)?;
            if !can_dial(&number.dial) || number.dial.is_empty() != number.number.trim().is_empty() {
                return Err(invalid(
                    &format!("{at}.dial"),
                    Fault::NotANumber(number.dial.clone()),
                ));
            }
        }
        Ok(())
    }
}

/// Whether a phone can dial this: digits, with a plus at the start if need be. An empty text is no number yet.
pub fn can_dial(dial: &str) -> bool {
    let digits = dial.strip_prefix('+').unwrap_or(dial);
    digits.len() <= 15 && digits.chars().all(|digit| digit.is_ascii_digit())
}

/// What a phone dials for a number as people write it: "088 - 000 00 00" becomes "0880000000". `None` if it is not a
/// number.
pub fn dialled(number: &str) -> Option<String> {
    let dial: String = number
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '-' | '.' | '(' | ')' | '/'))
        .collect();
    let n_digits = dial.trim_start_matches('+').len();
    (can_dial(&dial) && n_digits >= 3).then_some(dial)
}
