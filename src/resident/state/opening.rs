//! From nothing to the state: texts, content, records, and the pin code when one is set.

use std::collections::BTreeSet;

use leptos::prelude::{Set, Update};
use mijn_brug_plan::content::Content;
use mijn_brug_plan::{Entry, Log};
use mijn_brug_seal::{RootKey, lock};
use serde::Deserialize;

use super::{App, Unread, new_device, read_records};
use crate::device::store::{Kept, Store};
use crate::device::{clock, page, rng, settings};
use crate::ui::texts;

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
    records: std::rc::Rc<Vec<(String, Vec<u8>)>>,
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
    let language = settings::LANGUAGE.get();
    if page::is_demo() {
        load_texts(language).await;
        return Opened::Ready(example(language).await);
    }
    let new_key = rng::bytes::<32>();
    let store = Store::open().await;
    let (store, kept) = match store {
        Ok(store) => match store.load(Some(&new_key)).await {
            Ok(kept) => (store, kept),
            Err(_) => (
                Store::memory(),
                Kept {
                    keyring: Some(new_key.to_vec()),
                    records: Vec::new(),
                },
            ),
        },
        Err(_) => (
            Store::memory(),
            Kept {
                keyring: Some(new_key.to_vec()),
                records: Vec::new(),
            },
        ),
    };
    load_texts(language).await;
    let content = load_content(language).await;
    let keyring = kept.keyring.unwrap_or_else(|| new_key.to_vec());
    match <[u8; 32]>::try_from(keyring.as_slice()) {
        Ok(root) => Opened::Ready(ready(store, RootKey::from_random(root), &kept.records, content)),
        Err(_) => Opened::Locked(Locked {
            store,
            keyring,
            records: kept.records.into(),
            content,
        }),
    }
}

impl Locked {
    /// Opens the plan with a pin code; `None` when it is not the right one.
    pub fn unlock(&self, pin: &str) -> Option<App> {
        let root = lock::unlock(&self.keyring, pin).ok()?;
        Some(ready(
            self.store.clone(),
            root,
            &self.records,
            self.content.clone(),
        ))
    }

    /// Where the records are, to erase them when the pin code is lost.
    pub fn store(&self) -> &Store {
        &self.store
    }
}

fn ready(
    store: Store,
    root: RootKey,
    records: &[(String, Vec<u8>)],
    content: Result<Content, String>,
) -> App {
    let known = records.iter().map(|(id, _)| id.clone()).collect();
    let device = new_device(store, root, known);
    let (entries, unread) = read_records(&device.keyring, records);
    let mut log = Log::default();
    log.extend(entries);
    App::new(device, log, unread, content, false)
}

/// Loads the texts of a language: those that the page began to fetch early, else anew.
async fn load_texts(language: &str) {
    let json = match page::early_text("locale").await {
        Some(json) => Some(json),
        None => page::fetch_text(&format!("/locales/{language}.json")).await,
    };
    if let Some(json) = json {
        texts::take(&json);
    }
}

/// Loads the bridge's content, or says what is wrong with its file.
async fn load_content(language: &str) -> Result<Content, String> {
    let json = match page::early_text("bridge").await {
        Some(json) => Some(json),
        None => page::fetch_text(&format!("/bridge/{language}.json")).await,
    };
    let json = json.ok_or_else(|| format!("/bridge/{language}.json"))?;
    Content::read(&json).map_err(|error| error.to_string())
}

async fn example(language: &str) -> App {
    let content = load_content(language).await;
    let json = page::fetch_text(&format!("/demo/{language}.json"))
        .await
        .unwrap_or_default();
    let mut log = Log::default();
    if let Ok(example) = serde_json::from_slice::<Example>(json.as_bytes()) {
        clock::start_from(example.now);
        // The example is not sealed, so its records have a place and no hash.
        let numbered = (0_u128..).map(|number| mijn_brug_plan::ids::RecordId(number.to_be_bytes()));
        log.extend(numbered.zip(example.entries));
    }
    let device = new_device(
        Store::memory(),
        RootKey::from_random(rng::bytes()),
        BTreeSet::new(),
    );
    App::new(device, log, Unread::default(), content, true)
}

impl App {
    /// Shows the app in another language.
    pub async fn speak(self, language: &str) {
        // Without a network on the very first visit, the language stays as it is.
        let Some(json) = page::fetch_text(&format!("/locales/{language}.json")).await else {
            return;
        };
        if !texts::take(&json) {
            return;
        }
        settings::LANGUAGE.set(language);
        let content = match page::fetch_text(&format!("/bridge/{language}.json")).await {
            Some(json) => Content::read(&json).map_err(|error| error.to_string()),
            None => Err(format!("/bridge/{language}.json")),
        };
        self.content.set(content);
        self.language_turn.update(|turn| *turn = turn.wrapping_add(1));
    }
}
