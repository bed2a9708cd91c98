//! From nothing to the state: texts, content, records, and the pin code when one is set.

use futures_util::future;
use leptos::prelude::{Callback, GetValue, Set, Update};
use leptos::task::spawn_local;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::{Entry, Log};
use mijn_brug_seal::{Keyring, Passphrase, RootKey, Visibility, lock};
use serde::Deserialize;

use super::{App, Known, Unread, new_device, read_records};
use crate::device::store::{self, Kept, SealedRow, Store};
use crate::device::{clock, draft, page, rng, settings};

/// What the start of the app found.
pub enum Opened {
    /// The plan is open.
    Ready(App),
    /// A pin code is needed.
    Locked(Locked),
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

/// Loads everything that the first screen needs.
pub async fn open() -> Opened {
    if page::is_demo() {
        return Opened::Ready(example().await);
    }
    let new_key = rng::bytes::<32>();
    let ((store, kept), content) = future::join(load_records(&new_key), load_content()).await;
    let keyring = kept.keyring.unwrap_or_else(|| new_key.to_vec());
    match <[u8; 32]>::try_from(keyring.as_slice()) {
        Ok(root) => {
            let app = ready(store, RootKey::from_random(root), &kept.records, content);
            app.begin_drafts().await;
            Opened::Ready(app)
        }
        Err(_) => Opened::Locked(Locked {
            store,
            keyring,
            records: kept.records.into(),
            content,
        }),
    }
}

/// Opens the store and reads what it holds; where the browser keeps nothing, in memory.
async fn load_records(new_key: &[u8; 32]) -> (Store, Kept) {
    if let Ok(store) = Store::open(store::RESIDENT).await
        && let Ok(kept) = store.load(Some(new_key)).await
    {
        return (store, kept);
    }
    let kept = Kept {
        keyring: Some(new_key.to_vec()),
        records: Vec::new(),
    };
    (Store::memory(), kept)
}

impl Locked {
    /// Opens the plan with a pin code; `None` when it is not the right one.
    pub async fn unlock(&self, pin: &Passphrase) -> Option<App> {
        let root = lock::unlock::<RootKey>(&self.keyring, pin).ok()?;
        let app = ready(self.store.clone(), root, &self.records, self.content.clone());
        app.begin_drafts().await;
        Some(app)
    }

    /// Where the records are, to erase them when the pin code is lost.
    pub fn store(&self) -> &Store {
        &self.store
    }
}

fn ready(store: Store, root: RootKey, records: &[SealedRow], content: Result<Content, String>) -> App {
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
    App::new(new_device(store, keyring, known), log, unread, content, false)
}

/// Loads the bridge's content, or says what is wrong with its file.
async fn load_content() -> Result<Content, String> {
    let path = format!("/bridge/{}.json", settings::LANGUAGE.get());
    let Some(json) = page::fetch_text(&path).await else {
        return Err(path);
    };
    Content::read(&json).map_err(|error| error.to_string())
}

async fn example() -> App {
    let content = load_content().await;
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
    App::new(device, log, Unread::default(), content, true)
}

impl App {
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

    /// Shows everything in the language that was just chosen.
    pub fn on_language(self) -> Callback<()> {
        Callback::new(move |()| {
            spawn_local(async move {
                let content = load_content().await;
                self.content.set(content);
                self.language_turn.update(|turn| *turn = turn.wrapping_add(1));
            });
        })
    }
}
