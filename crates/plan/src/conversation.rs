//! Open questions for each part of a review, as a data file of the municipality (R9). They follow *Sturen op Zelfsturing*: they
//! ask, and never tell somebody what to do. The shipped ones are in our own words.
//!
//! The questions about appreciation have a file of their own, which only the caseworker's page fetches (R2).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::content::{ContentError, Fault, count, invalid, text};
use crate::values::ReviewPart;

/// The questions of one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// BCP 47, such as `nl`.
    pub language: String,
    /// Three to five questions for each part.
    pub parts: BTreeMap<ReviewPart, Vec<String>>,
}

impl Conversation {
    /// The parts in the file that both pages fetch.
    pub const SHARED_PARTS: [ReviewPart; 7] = [
        ReviewPart::Welcome,
        ReviewPart::LookBack,
        ReviewPart::Bridge,
        ReviewPart::Goals,
        ReviewPart::Agree,
        ReviewPart::NextTime,
        ReviewPart::Summary,
    ];
    /// The part in the caseworker's own file.
    pub const CASEWORKER_PARTS: [ReviewPart; 1] = [ReviewPart::Appreciate];

    /// Reads and checks a file that has exactly these parts: [`Conversation::SHARED_PARTS`] or
    /// [`Conversation::CASEWORKER_PARTS`].
    ///
    /// # Errors
    /// The first thing that is wrong with the file, and where.
    pub fn read(json: &str, parts: &[ReviewPart]) -> Result<Self, ContentError> {
        let conversation: Self = serde_json::from_slice(json.as_bytes())
            .map_err(|error| ContentError::Unreadable(error.to_string()))?;
        conversation.check(parts)?;
        Ok(conversation)
    }

    /// The questions of a part; none if the file does not have the part.
    pub fn questions(&self, part: ReviewPart) -> &[String] {
        self.parts.get(&part).map_or(&[], Vec::as_slice)
    }

    fn check(&self, parts: &[ReviewPart]) -> Result<(), ContentError> {
        text("language", &self.language)?;
        count("parts", self.parts.len(), parts.len(), parts.len())?;
        for part in parts {
            let questions = self.questions(*part);
            let at = format!("parts.{}", part.key());
            count(&at, questions.len(), 3, 5)?;
            for (q, question) in questions.iter().enumerate() {
                let at = format!("{at}[{q}]");
                text(&at, question)?;
                if !question.trim_end().ends_with('?') {
                    return Err(invalid(&at, Fault::NotAQuestion));
                }
            }
        }
        Ok(())
    }
}
