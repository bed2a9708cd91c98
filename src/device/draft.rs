//! Drafts of half-filled forms, sealed in the database: what was typed survives when the phone ends the browser, but for
//! the last [`WRITE_AFTER`], and nobody who has the browser's files can read it.
//!
//! A draft belongs to the tab it was typed in. When that tab is gone, the next tab that starts takes it over. While
//! that tab is open it keeps its drafts, so two tabs with the same form do not overwrite each other. In the example,
//! and where the browser stores nothing, drafts last as long as the page.

use std::cell::RefCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::Duration;

use futures_util::future;
use js_sys::{Array, Promise};
use leptos::prelude::*;
use leptos::web_sys;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::service::hex;
use super::store::{SealedRow, Store};
use super::{clock, js, rng, visibility};

/// Delay between a keystroke and the write, which includes everything typed in between.
const WRITE_AFTER: Duration = Duration::from_millis(400);

/// Lifetime of a draft that nobody continues, in milliseconds: thirty days.
const MAX_AGE: i64 = 30 * 24 * 3_600_000;

/// `sessionStorage` key under which a tab that is hidden or reloads leaves its name for itself. It is absent while the
/// tab is visible: a duplicated tab would otherwise copy the name.
const TAB: &str = "mijn-brug.tab";

/// Suffix of the name of a draft that nobody typed: the id of what the form creates.
pub const NEW_ID: &str = ".new-id";

/// Prefix of the name of the lock that a tab holds as long as it is open.
const LOCK: &str = "mijn-brug.tab.";

/// How long the browser may take to list the open tabs.
const LOCKS_WITHIN: Duration = Duration::from_millis(300);

/// Seals or opens bytes; `None` if that fails.
type SealFn = Box<dyn Fn(&[u8]) -> Option<Vec<u8>>>;

/// Where drafts are written and how they are sealed.
struct SealedStore {
    store: Store,
    seal: SealFn,
}

/// The plain text of a draft, before it is sealed.
#[derive(Serialize, Deserialize)]
struct StoredDraft {
    /// The tab it was typed in.
    tab: String,
    /// In milliseconds since 1970.
    at: i64,
    /// The name of the field. It is not the name of the row, because it reveals what somebody writes about.
    name: String,
    text: String,
}

/// A draft in memory.
struct Draft {
    text: String,
    /// The name of its row.
    row: String,
}

#[derive(Default)]
struct Drafts {
    /// Drafts by the name of the field.
    by_field: BTreeMap<String, Draft>,
    /// Fields whose draft is not on disk yet.
    changed: BTreeSet<String>,
    /// Rows to delete.
    gone: Vec<String>,
    /// Older rows for the same fields, left by closed tabs, as (field, row). They are deleted with the draft.
    older: Vec<(String, String)>,
    store: Option<Rc<SealedStore>>,
    tab: String,
    /// Whether a write is scheduled.
    is_due: bool,
}

/// Changes to write to disk.
struct PendingWrites {
    store: Rc<SealedStore>,
    /// The names of the fields.
    names: Vec<String>,
    /// Their sealed rows.
    put: Vec<SealedRow>,
    /// The rows to delete.
    gone: Vec<String>,
}

thread_local! {
    static DRAFTS: RefCell<Drafts> = RefCell::default();
}

/// Restores the drafts and saves new ones from now on. Await this before drawing a form.
pub async fn restore(
    store: Store,
    seal: impl Fn(&[u8]) -> Option<Vec<u8>> + 'static,
    open: impl Fn(&[u8]) -> Option<Vec<u8>>,
) {
    if !matches!(store, Store::Disk(_)) {
        return;
    }
    let tab = take_tab_name().unwrap_or_else(|| hex(&rng::bytes::<8>()));
    hold_tab_lock(&tab);
    // Unreadable drafts are no reason to keep somebody from their plan.
    let (rows, open_tabs) = future::join(store.drafts(), open_tabs()).await;
    DRAFTS.with_borrow_mut(|drafts| {
        drafts.tab = tab;
        drafts.load_rows(rows.unwrap_or_default(), &open_tabs, open);
        drafts.store = Some(Rc::new(SealedStore {
            store,
            seal: Box::new(seal),
        }));
    });
    flush();
    watch();
}

/// A text signal that is saved as a draft until [`clear`]. `start` is the text when there is no draft.
pub fn text(key: String, start: String) -> RwSignal<String> {
    let stored = DRAFTS.with_borrow(|drafts| drafts.by_field.get(&key).map(|draft| draft.text.clone()));
    let signal = RwSignal::new(stored.unwrap_or_else(|| start.clone()));
    Effect::new(move |_| signal.with(|text| DRAFTS.with_borrow_mut(|drafts| drafts.put(&key, text, &start))));
    signal
}

/// The draft under `key`; `None` if there is none.
pub fn get(key: &str) -> Option<String> {
    DRAFTS.with_borrow(|drafts| drafts.by_field.get(key).map(|draft| draft.text.clone()))
}

/// Whether there is a draft with visible text whose key begins with `key`.
pub fn has(key: &str) -> bool {
    DRAFTS.with_borrow(|drafts| {
        let mut drafts = drafts.by_field.iter();
        drafts.any(|(name, draft)| {
            name.starts_with(key) && !name.ends_with(NEW_ID) && !draft.text.trim().is_empty()
        })
    })
}

/// Deletes the drafts whose key begins with `key`, because their form was saved.
pub fn clear(key: &str) {
    DRAFTS.with_borrow_mut(|drafts| drafts.remove(|name| name.starts_with(key)));
    flush();
}

/// Forgets all drafts in memory and cancels everything else that would be saved when the page is left. Drafts on disk
/// are deleted with the database.
pub fn forget() {
    visibility::clear_on_hidden();
    DRAFTS.with_borrow_mut(|drafts| {
        drafts.by_field.clear();
        drafts.changed.clear();
        drafts.gone.clear();
        drafts.older.clear();
        drafts.tab.clear();
    });
}

/// Writes all pending changes at once, because the page may be about to close.
pub fn flush() {
    let Some(unwritten) = DRAFTS.with_borrow_mut(Drafts::take_pending_writes) else {
        return;
    };
    let PendingWrites {
        store,
        names,
        put,
        gone,
    } = unwritten;
    // The write starts before this function returns: a page that is closing gets no other chance.
    let written = store.store.keep_drafts(&put, &gone);
    spawn_local(async move {
        let written = match written {
            Ok(written) => written.await,
            Err(error) => Err(error),
        };
        if let Err(error) = written {
            error.note("drafts");
            // Retry at the next keystroke or when the page is left.
            DRAFTS.with_borrow_mut(|drafts| {
                drafts.gone.extend(gone);
                let left = names
                    .into_iter()
                    .filter(|name| drafts.by_field.contains_key(name));
                let left: Vec<String> = left.collect();
                drafts.changed.extend(left);
            });
        }
    });
}

impl Drafts {
    /// Loads the rows from disk. Rows that do not open (sealed with another key) or are too old will be deleted.
    fn load_rows(
        &mut self,
        rows: Vec<SealedRow>,
        open_tabs: &BTreeSet<String>,
        open: impl Fn(&[u8]) -> Option<Vec<u8>>,
    ) {
        let now = clock::now().timestamp_millis();
        let mut found: Vec<(String, StoredDraft)> = Vec::new();
        for (row, sealed) in rows {
            let written = open(&sealed).and_then(|body| serde_json::from_slice::<StoredDraft>(&body).ok());
            match written.filter(|written| now.saturating_sub(written.at) <= MAX_AGE) {
                Some(written) => found.push((row, written)),
                None => self.gone.push(row),
            }
        }
        found.retain(|(_, written)| written.tab == self.tab || !open_tabs.contains(&written.tab));
        // This tab's own first, then the newest.
        found.sort_by_key(|(_, written)| (written.tab != self.tab, std::cmp::Reverse(written.at)));
        for (row, StoredDraft { name, text, .. }) in found {
            match self.by_field.entry(name) {
                Entry::Occupied(newer) => self.older.push((newer.key().clone(), row)),
                Entry::Vacant(free) => drop(free.insert(Draft { text, row })),
            }
        }
    }

    /// Updates the draft of a field with its current text.
    fn put(&mut self, name: &str, text: &str, start: &str) {
        match self.by_field.get_mut(name) {
            Some(draft) if draft.text == text => return,
            _ if text == start => self.remove(|other| other == name),
            Some(draft) => {
                text.clone_into(&mut draft.text);
                self.changed.insert(name.to_owned());
            }
            None => {
                let row = hex(&rng::bytes::<8>());
                let text = text.to_owned();
                self.by_field.insert(name.to_owned(), Draft { text, row });
                self.changed.insert(name.to_owned());
            }
        }
        // The id of a new item is written only together with typed text: opening a form writes nothing.
        let is_typed = |name: &String| !name.ends_with(NEW_ID);
        let has_more = self.changed.iter().any(is_typed) || !self.gone.is_empty();
        if !self.is_due && self.store.is_some() && has_more {
            self.is_due = true;
            set_timeout(flush, WRITE_AFTER);
        }
    }

    fn remove(&mut self, is_it: impl Fn(&str) -> bool) {
        let Self { by_field, gone, .. } = self;
        by_field.retain(|name, draft| {
            let goes = is_it(name);
            if goes {
                gone.push(std::mem::take(&mut draft.row));
            }
            !goes
        });
        self.older.retain(|(name, row)| {
            let goes = is_it(name);
            if goes {
                gone.push(row.clone());
            }
            !goes
        });
        self.changed.retain(|name| !is_it(name));
    }

    /// Takes the pending changes, sealed.
    fn take_pending_writes(&mut self) -> Option<PendingWrites> {
        self.is_due = false;
        let store = self.store.clone()?;
        let gone = std::mem::take(&mut self.gone);
        let names: Vec<String> = std::mem::take(&mut self.changed).into_iter().collect();
        let at = clock::now().timestamp_millis();
        let sealed = |name: &String| {
            let draft = self.by_field.get(name)?;
            let written = StoredDraft {
                tab: self.tab.clone(),
                at,
                name: name.clone(),
                text: draft.text.clone(),
            };
            let body = serde_json::to_vec(&written).ok()?;
            // A text that is too long to seal stays on the screen only; it would be too long to save as well.
            Some((draft.row.clone(), (store.seal)(&body)?))
        };
        let put: Vec<SealedRow> = names.iter().filter_map(sealed).collect();
        (!put.is_empty() || !gone.is_empty()).then_some(PendingWrites {
            store,
            names,
            put,
            gone,
        })
    }
}

/// Saves drafts whenever the page is left or hidden, for the life of the page.
fn watch() {
    visibility::on_hidden(|| {
        store_tab_name();
        flush();
    });
    visibility::on_resume(|| drop(take_tab_name()));
}

fn session() -> Option<web_sys::Storage> {
    web_sys::window().and_then(|window| window.session_storage().ok().flatten())
}

fn take_tab_name() -> Option<String> {
    let storage = session()?;
    let name = storage.get_item(TAB).ok().flatten();
    storage.remove_item(TAB).ok();
    name
}

fn store_tab_name() {
    let tab = DRAFTS.with_borrow(|drafts| drafts.tab.clone());
    if let Some(storage) = session().filter(|_| !tab.is_empty()) {
        storage.set_item(TAB, &tab).ok();
    }
}

fn locks() -> JsValue {
    js::get(&window().navigator(), "locks")
}

/// Holds a lock named after this tab for as long as it is open.
fn hold_tab_lock(tab: &str) {
    let for_ever = Closure::<dyn FnMut() -> Promise>::new(|| Promise::new(&mut |_, _| ())).into_js_value();
    let name = format!("{LOCK}{tab}");
    if let Ok(held) = js::call(&locks(), "request", &[name.into(), for_ever]) {
        // If the lock is refused, other tabs may take over this tab's drafts, as in a browser without locks.
        spawn_local(async move { drop(JsFuture::from(Promise::resolve(&held)).await) });
    }
}

/// The names of the open tabs; empty if the browser cannot tell.
async fn open_tabs() -> BTreeSet<String> {
    let Ok(asked) = js::call(&locks(), "query", &[]) else {
        return BTreeSet::new();
    };
    let held = js::with_timeout(asked, LOCKS_WITHIN)
        .await
        .map(|found| js::get(&found, "held"))
        .ok()
        .and_then(|held| held.dyn_into::<Array>().ok())
        .unwrap_or_default();
    let name = |lock: JsValue| {
        let name = js::get(&lock, "name").as_string()?;
        name.strip_prefix(LOCK).map(str::to_owned)
    };
    held.iter().filter_map(name).collect()
}
