//! The keyring of a team's device: the team's key, locked with the passphrase, followed by a [`Profile`] as JSON. They
//! are one value, so that they change together.

use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use crate::device::store::{Change, Store, StoreError};
use crate::device::{draft, settings, tabs, worker};

/// The database of a team's device, with the team's own log and one log for each resident.
pub(super) const DATABASE: &str = "mijn-brug-begeleider";

/// The team's own log in the database. No resident's log can have this name: theirs are hexadecimal.
pub(super) const TEAM: &str = "team";

/// What the device stores next to the locked key. Nothing about residents.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Profile {
    pub caseworker: String,
    /// The team's name, once the service has enrolled it.
    pub team: Option<String>,
    /// The secret of the enrolment link, until then.
    pub grant: Option<String>,
    /// Whether the team's log says that this colleague joined.
    #[serde(default)]
    pub has_joined: bool,
}

/// What is needed to update the profile after the first sync.
pub(super) struct Joining {
    pub locked: Vec<u8>,
    pub profile: RefCell<Profile>,
}

impl Joining {
    /// The stored key and profile of a device.
    pub fn new(locked: Vec<u8>, profile: Profile) -> Self {
        Self {
            locked,
            profile: RefCell::new(profile),
        }
    }
}

pub(super) async fn forget(store: &Store) -> Result<(), StoreError> {
    // First, because a draft written later would recreate the database.
    draft::forget();
    store.erase().await?;
    forget_outside().await;
    Ok(())
}

/// Erases what is stored outside the database.
pub(super) async fn forget_outside() {
    settings::forget_held(DATABASE);
    worker::forget().await;
    tabs::broadcast(tabs::Broadcast::Reset);
}

pub(super) async fn keep_profile(store: &Store, locked: &[u8], profile: &Profile) -> Result<(), StoreError> {
    let mut keyring = locked.to_vec();
    // Serialising a profile of strings cannot fail. An empty one would read as "not enrolled yet".
    keyring.extend(serde_json::to_vec(profile).unwrap_or_default());
    let change = Change {
        keyring: Some(&keyring),
        ..Change::default()
    };
    store.change(&change).await?;
    settings::note_held(DATABASE, true);
    Ok(())
}
