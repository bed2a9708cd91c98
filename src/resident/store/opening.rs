//! Opening the plan at startup: the records, the bridge's content, and the pin code if one is set.

use futures_util::future;
use leptos::prelude::GetValue;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::{Entry, Log};
use mijn_brug_seal::card::{self, CardError};
use mijn_brug_seal::{Keyring, Passphrase, RootKey, Visibility, lock};
use serde::Deserialize;

use super::moving::records_at_service;
use super::{PlanStore, RecordIndex, Unreadable, new_device, read_records};
use crate::device::store::start::{self, DiskContent, StartFailure, Started};
use crate::device::store::{self, Change, SealedRow, Store, StoreError, StoredLog};
use crate::device::{clock, draft, page, rng, settings};

/// The result of opening the plan.
pub enum Opened {
    /// The plan is open.
    Ready(PlanStore),
    /// A pin code is needed.
    Locked(Locked),
    /// The plan could not be opened, and nothing on the disk was changed.
    Failed(StartFailure),
}

/// Records behind a pin code.
#[derive(Clone)]
pub struct Locked {
    store: Store,
    keyring: Vec<u8>,
    records: std::rc::Rc<Vec<SealedRow>>,
    content: Result<Content, String>,
}

/// The demo plan: entries, and the moment it is viewed at.
#[derive(Deserialize)]
struct Example {
    now: chrono::DateTime<chrono::Utc>,
    entries: Vec<Entry>,
}

/// Opens the plan, with the bridge's `content`. `slow` is called if that takes long.
pub async fn open(
    content: impl Future<Output = Result<Content, String>>,
    slow: impl Fn(StartFailure) + 'static,
) -> Opened {
    if page::is_demo() {
        return Opened::Ready(example(content.await).await);
    }
    let new_key = rng::bytes::<32>();
    let had_records = settings::held(store::RESIDENT) == Some(true);
    let records = start::start(store::RESIDENT, slow, async || {
        load_records(&new_key, had_records).await
    });
    let (records, content) = future::join(records, content).await;
    let (store, keyring, records) = match records {
        Started::Opened(Ok(found)) => found,
        Started::Opened(Err(failure)) | Started::Failed(failure) => return Opened::Failed(failure),
        Started::InMemory => (Store::memory(), new_key.to_vec(), Vec::new()),
    };
    settings::note_held(store::RESIDENT, !records.is_empty());
    match <[u8; 32]>::try_from(keyring.as_slice()) {
        Ok(root) => {
            let plan = ready(store, RootKey::from_random(root), &records, content);
            plan.begin_drafts().await;
            Opened::Ready(plan)
        }
        Err(_) => Opened::Locked(Locked {
            store,
            keyring,
            records: records.into(),
            content,
        }),
    }
}

/// The store with its keyring and records.
type Records = (Store, Vec<u8>, Vec<SealedRow>);

/// Opens the store and reads its contents. A key is made only if nothing is stored and nothing ever was.
async fn load_records(
    new_key: &[u8; 32],
    had_records: bool,
) -> Result<Result<Records, StartFailure>, StoreError> {
    let store = Store::open(store::RESIDENT).await?;
    let StoredLog { keyring, records } = store.load().await?;
    let is_keyring = keyring
        .as_ref()
        .map(|keyring| matches!(keyring.len(), ROOT_LEN | lock::LOCKED_LEN));
    let keyring_or_none = keyring.unwrap_or_default();
    Ok(match start::found(is_keyring, records.len(), had_records) {
        Ok(DiskContent::Keyring) => Ok((store, keyring_or_none, records)),
        Ok(DiskContent::Nothing) => {
            let keyring = store.first_keyring(new_key).await?;
            Ok((store, keyring, records))
        }
        Err(StartFailure::Erased) => match from_service(&store, &keyring_or_none).await {
            Some(records) => Ok((store, keyring_or_none, records)),
            None => Err(StartFailure::Erased),
        },
        Err(failure) => Err(failure),
    })
}

/// Length of a keyring without a pin code, in bytes.
const ROOT_LEN: usize = 32;

/// How many pairing numbers to try. The records that say which number it was are gone.
const PAIRINGS_TO_TRY: u32 = 3;

/// The records of a paired plan of which only the key is left here. Fetches them from the service and stores them.
async fn from_service(store: &Store, keyring: &[u8]) -> Option<Vec<SealedRow>> {
    let root = <[u8; ROOT_LEN]>::try_from(keyring).ok()?;
    // Newest first: the log of the newest pairing has everything that earlier ones had.
    for number in (0..PAIRINGS_TO_TRY).rev() {
        let keyring = Keyring::resident(RootKey::from_random(root), number);
        let Ok((records, cursor)) = records_at_service(&keyring).await else {
            continue;
        };
        let change = Change {
            put: &records,
            cursor: Some(cursor),
            ..Change::default()
        };
        if !records.is_empty() && store.change(&change).await.is_ok() {
            return Some(records);
        }
    }
    None
}

/// Accepts [`StartFailure::Erased`]: the next start begins with an empty plan, with the key that is left or a new one.
pub fn accept_erased() {
    settings::note_held(store::RESIDENT, false);
}

/// Why a recovery card could not restore the key. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyError {
    /// Not the length of a card. Holds the number of letters and digits that were typed.
    Length(usize),
    /// A character is wrong.
    Mistyped,
    /// The card was made by a newer version of the app.
    Newer,
    /// The key opens none of the records.
    OtherPlan,
    /// It could not be stored.
    NotStored(StoreError),
}

/// Restores the key from a recovery card after [`StartFailure::KeyGone`].
///
/// # Errors
/// Fails if the text is not a valid card, its key opens none of the stored records, or it cannot be stored.
pub async fn restore_key(text: &str) -> Result<(), KeyError> {
    let (root, pairing) = card::read(text).map_err(|error| match error {
        CardError::NotACard => {
            KeyError::Length(text.chars().filter(|letter| letter.is_alphanumeric()).count())
        }
        CardError::Mistyped => KeyError::Mistyped,
        CardError::NewerVersion { .. } => KeyError::Newer,
    })?;
    let store = Store::open(store::RESIDENT).await.map_err(KeyError::NotStored)?;
    let kept = store.load().await.map_err(KeyError::NotStored)?;
    let keyring = Keyring::resident(root, pairing);
    if !kept
        .records
        .iter()
        .any(|(_, sealed)| keyring.open(sealed).is_ok())
    {
        return Err(KeyError::OtherPlan);
    }
    let change = Change {
        keyring: Some(keyring.root_key().expose()),
        ..Change::default()
    };
    store.change(&change).await.map_err(KeyError::NotStored)
}

impl Locked {
    /// Opens the plan with a pin code. `None` if the pin code is wrong.
    pub async fn unlock(&self, pin: &Passphrase) -> Option<PlanStore> {
        let root = lock::unlock::<RootKey>(&self.keyring, pin).ok()?;
        let plan = ready(self.store.clone(), root, &self.records, self.content.clone());
        plan.begin_drafts().await;
        Some(plan)
    }

    /// The store, to erase it when the pin code is forgotten.
    pub fn store(&self) -> &Store {
        &self.store
    }
}

fn ready(store: Store, root: RootKey, records: &[SealedRow], content: Result<Content, String>) -> PlanStore {
    let mut keyring = Keyring::resident(root, 0);
    let mut index = RecordIndex::default();
    let mut log = Log::default();
    let (entries, mut unreadable) = read_records(&keyring, records, &mut index.shared);
    log.extend(entries);
    // The number of the pairing is in the resident's private records, which the keyring of any number opens.
    let pairing = log.plan().pairing.as_ref().map_or(0, |pairing| pairing.number);
    if pairing > 0 {
        keyring = Keyring::resident(RootKey::from_random(*keyring.root_key().expose()), pairing);
        let (entries, again) = read_records(&keyring, records, &mut index.shared);
        log.extend(entries);
        unreadable = again;
    }
    for (id, _) in records {
        index.ids.insert(id.clone());
    }
    PlanStore::new(new_device(store, keyring, index), log, unreadable, content, false)
}

async fn example(content: Result<Content, String>) -> PlanStore {
    let json = page::fetch_text(&format!("/demo/{}.json", settings::LANGUAGE.get()))
        .await
        .unwrap_or_default();
    let mut log = Log::default();
    if let Ok(example) = serde_json::from_slice::<Example>(json.as_bytes()) {
        clock::start_from(example.now);
        // The demo is not sealed, so its records are numbered instead of hashed.
        let numbered = (0_u128..).map(|number| mijn_brug_plan::ids::RecordId(number.to_be_bytes()));
        log.extend(numbered.zip(example.entries));
    }
    let keyring = Keyring::resident(RootKey::from_random(rng::bytes()), 0);
    let device = new_device(Store::memory(), keyring, RecordIndex::default());
    PlanStore::new(device, log, Unreadable::default(), content, true)
}

impl PlanStore {
    /// Restores the drafts. They are sealed with the resident's private key.
    async fn begin_drafts(self) {
        let device = self.device.get_value();
        let sealing = device.clone();
        let seal = move |text: &[u8]| {
            let sealed = sealing.keyring().seal(text, Visibility::Private, rng::bytes());
            Some(sealed.ok()?.into_bytes())
        };
        let open = |sealed: &[u8]| Some(device.keyring().open(sealed).ok()?.into_body());
        draft::restore(device.store.clone(), seal, open).await;
    }
}
