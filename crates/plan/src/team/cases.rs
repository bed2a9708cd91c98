//! The residents, as the team's log knows them.

use chrono::{DateTime, Utc};

/// One resident, as the team's log knows them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Case {
    /// The shared key, in hexadecimal digits.
    pub key: String,
    /// What the resident wants to be called.
    pub name: String,
    /// The team's own label; may be empty.
    pub label: String,
    /// Their caseworker's name; empty for a case from before names were recorded.
    pub caseworker: String,
    /// When it was opened, by the author's clock.
    pub since: DateTime<Utc>,
    /// Whether the work together has ended.
    pub is_closed: bool,
}

impl Case {
    /// Opens a case. When it was known already, the team's label stays.
    pub(super) fn opened(
        known: Option<Self>,
        key: String,
        name: String,
        by: String,
        since: DateTime<Utc>,
    ) -> Self {
        let (label, former) = known
            .map(|known| (known.label, known.caseworker))
            .unwrap_or_default();
        Self {
            key,
            name,
            label,
            caseworker: if by.is_empty() { former } else { by },
            since,
            is_closed: false,
        }
    }
}
