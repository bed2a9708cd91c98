//! The residents, as the team's log knows them.

use chrono::{DateTime, Utc};

/// One resident, as the team's log knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The shared key, in hexadecimal digits.
    pub key: String,
    /// What the resident wants to be called.
    pub name: String,
    /// The team's own label; may be empty.
    pub label: String,
    /// Which colleague cares for them; empty for a case of before there were names.
    pub caseworker: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The work together has ended.
    pub is_closed: bool,
}

impl Case {
    /// A case that is opened, anew perhaps: then the team's own words about it stay.
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
