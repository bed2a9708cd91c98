//! From nothing to the state: texts, content, records, and the pin code when one is set.

use futures_util::future;
use leptos::prelude::GetValue;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::{Entry, Log};
use mijn_brug_seal::card::{self, CardError};
use mijn_brug_seal::{Keyring, Passphrase, RootKey, Visibility, lock};
use serde::Deserialize;

use super::moving::records_at_service;
use super::{Known, PlanStore, Unread, new_device, read_records};
use crate::device::store::start::{self, Found, Started, Trouble};
use crate::device::store::{self, Change, Kept, SealedRow, Store, StoreError};
use crate::device::{clock, draft, page, rng, settings};

/// What the start of the app found.
pub enum Opened {
    /// The plan is open.
    Ready(PlanStore),
    /// A pin code is needed.
    Locked(Locked),
    /// The plan is not open, and nothing on the disk was changed.
    Trouble(Trouble),
}

/// Records behind a pin code.
#[derive(Clone)]
pub struct Locked {
    store: Store,
    keyring: Vec<u8>,
    records: std::rc::Rc<Vec<SealedRow>>,
    content: Result<Content, String>,
}

/// The example plan: the entries of six weeks and the moment at which one looks at them.
#[derive(Deserialize)]
struct Example {
    now: chrono::DateTime<chrono::Utc>,
    entries: Vec<Entry>,
}

/// Loads everything that the first screen needs, with the bridge's `content`. `slow` hears when that takes long.
pub async fn open(
    content: impl Future<Output = Result<Content, String>>,
    slow: impl Fn(Trouble) + 'static,
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
        Started::Here(Ok(found)) => found,
        Started::Here(Err(trouble)) | Started::Trouble(trouble) => return Opened::Trouble(trouble),
        Started::Without => (Store::memory(), new_key.to_vec(), Vec::new()),
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

/// Opens the store and reads what it holds. A key is made only where nothing is and nothing was.
async fn load_records(new_key: &[u8; 32], had_records: bool) -> Result<Result<Records, Trouble>, StoreError> {
    let store = Store::open(store::RESIDENT).await?;
    let Kept { keyring, records } = store.load().await?;
    let is_keyring = keyring
        .as_ref()
        .map(|keyring| matches!(keyring.len(), ROOT_LEN | lock::LOCKED_LEN));
    let keyring_or_none = keyring.unwrap_or_default();
    Ok(match start::found(is_keyring, records.len(), had_records) {
        Ok(Found::Keyring) => Ok((store, keyring_or_none, records)),
        Ok(Found::Nothing) => {
            let keyring = store.first_keyring(new_key).await?;
            Ok((store, keyring, records))
        }
        Err(Trouble::Erased) => match from_service(&store, &keyring_or_none).await {
            Some(records) => Ok((store, keyring_or_none, records)),
            None => Err(Trouble::Erased),
        },
        Err(trouble) => Err(trouble),
    })
}

/// The bytes of a keyring without a pin code.
const ROOT_LEN: usize = 32;

/// How many links are tried: which one it was stands in the records that are gone.
const LINKS: u32 = 3;

/// The records of a linked plan, when only the key is left here: from the service, and on the disk.
async fn from_service(store: &Store, keyring: &[u8]) -> Option<Vec<SealedRow>> {
    let root = <[u8; ROOT_LEN]>::try_from(keyring).ok()?;
    // The newest link has everything that the ones before it had.
    for number in (0..LINKS).rev() {
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

/// Begins anew after [`Trouble::Erased`]: with the key that is there, or a new one.
pub fn accept_erased() {
    settings::note_held(store::RESIDENT, false);
}

/// Why a recovery card did not bring the key back. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyError {
    /// A card has more or fewer characters than these.
    Length(usize),
    /// One of the characters is another.
    Mistyped,
    /// The card was made by a newer version of the app.
    Newer,
    /// It opens none of the records.
    OtherPlan,
    /// It could not be stored.
    NotStored(StoreError),
}

/// Puts the key of a recovery card back after [`Trouble::KeyGone`], when it opens the records that are here.
pub async fn put_key_back(text: &str) -> Result<(), KeyError> {
    let (root, pairing) = card::read(text).map_err(|error| match error {
        CardError::NoCard => KeyError::Length(text.chars().filter(|letter| letter.is_alphanumeric()).count()),
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
    /// Opens the plan with a pin code; `None` when it is not the right one.
    pub async fn unlock(&self, pin: &Passphrase) -> Option<PlanStore> {
        let root = lock::unlock::<RootKey>(&self.keyring, pin).ok()?;
        let plan = ready(self.store.clone(), root, &self.records, self.content.clone());
        plan.begin_drafts().await;
        Some(plan)
    }

    /// Where the records are, to erase them when the pin code is lost.
    pub fn store(&self) -> &Store {
        &self.store
    }
}

fn ready(store: Store, root: RootKey, records: &[SealedRow], content: Result<Content, String>) -> PlanStore {
    let mut keyring = Keyring::resident(root, 0);
    let mut known = Known::default();
    let mut log = Log::default();
    let (entries, mut unread) = read_records(&keyring, records, &mut known.shared);
    log.extend(entries);
    // Which key a later pairing uses stands in the resident's own records, which every keyring opens.
    let pairing = log.plan().pairing.as_ref().map_or(0, |pairing| pairing.number);
    if pairing > 0 {
        keyring = Keyring::resident(RootKey::from_random(*keyring.root_key().expose()), pairing);
        let (entries, again) = read_records(&keyring, records, &mut known.shared);
        log.extend(entries);
        unread = again;
    }
    for (id, _) in records {
        known.ids.insert(id.clone());
    }
    PlanStore::new(new_device(store, keyring, known), log, unread, content, false)
}

async fn example(content: Result<Content, String>) -> PlanStore {
    let json = page::fetch_text(&format!("/demo/{}.json", settings::LANGUAGE.get()))
        .await
        .unwrap_or_default();
    let mut log = Log::default();
    if let Ok(example) = serde_json::from_slice::<Example>(json.as_bytes()) {
        clock::start_from(example.now);
        // The example is not sealed, so its records have a place and no hash.
        let numbered = (0_u128..).map(|number| mijn_brug_plan::ids::RecordId(number.to_be_bytes()));
        log.extend(numbered.zip(example.entries));
    }
    let keyring = Keyring::resident(RootKey::from_random(rng::bytes()), 0);
    let device = new_device(Store::memory(), keyring, Known::default());
    PlanStore::new(device, log, Unread::default(), content, true)
}

impl PlanStore {
    /// Brings back what was half typed, sealed with the key of what nobody else reads.
    async fn begin_drafts(self) {
        let device = self.device.get_value();
        let sealing = device.clone();
        let seal = move |text: &[u8]| {
            let sealed = sealing.keyring().seal(text, Visibility::Private, rng::bytes());
            Some(sealed.ok()?.into_bytes())
        };
        let open = |sealed: &[u8]| Some(device.keyring().open(sealed).ok()?.into_body());
        draft::begin(device.store.clone(), seal, open).await;
    }
}
