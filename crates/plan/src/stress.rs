//! "Wat stress doet": the cards of the first conversation, as a data file of the municipality (R9).

use serde::{Deserialize, Serialize};

use crate::content::{ContentError, count, file_name, text};

/// The cards of one language, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StressCards {
    /// Changes whenever a wording changes.
    pub version: String,
    /// BCP 47, such as `nl`.
    pub language: String,
    /// One to ten cards.
    pub cards: Vec<StressCard>,
}

/// One thought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StressCard {
    /// Its id, the same in every language.
    pub id: String,
    /// The thought.
    pub title: String,
    /// What it means.
    pub text: String,
    /// The file in `stress/drawings/` with the symbol `card`.
    pub drawing: String,
}

impl StressCards {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// The first thing that is wrong with the file, and where.
    pub fn read(json: &str) -> Result<Self, ContentError> {
        let cards: Self = serde_json::from_slice(json.as_bytes())
            .map_err(|error| ContentError::Unreadable(error.to_string()))?;
        cards.check()?;
        Ok(cards)
    }

    fn check(&self) -> Result<(), ContentError> {
        text("version", &self.version)?;
        text("language", &self.language)?;
        count("cards", self.cards.len(), 1, 10)?;
        for (c, card) in self.cards.iter().enumerate() {
            let at = format!("cards[{c}]");
            text(&format!("{at}.id"), &card.id)?;
            text(&format!("{at}.title"), &card.title)?;
            text(&format!("{at}.text"), &card.text)?;
            file_name(&format!("{at}.drawing"), &card.drawing)?;
        }
        Ok(())
    }
}
