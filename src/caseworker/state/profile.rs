//! What a team's device keeps beside records: the team's key locked under the passphrase, and after it a [`Profile`] as JSON.
//! Both lie in one value, so that they change together.

use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use crate::device::store::{Change, Store, StoreError};
use crate::device::{draft, settings, tabs, worker};

/// The database of a team's device: the team's own log, and one for each resident.
pub(super) const DATABASE: &str = "mijn-brug-begeleider";

/// The team's own log in it. No resident's has this name: theirs are hexadecimal digits.
pub(super) const TEAM: &str = "team";

/// What the device remembers beside the locked key. Nothing of a resident.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Profile {
    pub caseworker: String,
    /// The team's name, once the service has enrolled it.
    pub team: Option<String>,
    /// The secret of the link, until then.
    pub grant: Option<String>,
    /// The team's log says that this colleague joined.
    #[serde(default)]
    pub has_joined: bool,
}

/// What a device writes about itself after its first sync.
pub(super) struct Joining {
    pub locked: Vec<u8>,
    pub profile: RefCell<Profile>,
}

impl Joining {
    /// As a device keeps it.
    pub fn new(locked: Vec<u8>, profile: Profile) -> Self {
        Self {
            locked,
            profile: RefCell::new(profile),
        }
    }
}

pub(super) async fn forget(store: &Store) -> Result<(), StoreError> {
    // First: one that is written later would make the database anew.
    draft::forget();
    store.erase().await?;
    forget_outside().await;
    Ok(())
}

/// Forgets what lies outside the database.
pub(super) async fn forget_outside() {
    settings::forget_held(DATABASE);
    worker::forget().await;
    tabs::tell(tabs::Word::Anew);
}

pub(super) async fn keep_profile(store: &Store, locked: &[u8], profile: &Profile) -> Result<(), StoreError> {
    let mut keyring = locked.to_vec();
    // A profile of texts always has a written form; an empty one reads as "not enrolled yet".
    keyring.extend(serde_json::to_vec(profile).unwrap_or_default());
    let change = Change {
        keyring: Some(&keyring),
        ..Change::default()
    };
    store.change(&change).await?;
    settings::note_held(DATABASE, true);
    Ok(())
}
