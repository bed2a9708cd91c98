//! The one rule of saving (docs/decisions/0040): a new thing is made by one button; on what is there already a tap on a choice
//! saves at once, a text saves when it is left, and both say so.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use super::icon::Icon;
use super::screen::Act;
use super::texts::t;
use super::typed::Typed;
use crate::device::{draft, page, press};

/// A day or a time is saved a while after it changed: digit by digit each of them is one in between.
const SETTLES_AFTER: Duration = Duration::from_millis(700);

/// Saves, tells in the signal what went wrong, and goes on when it is on the disk.
type Save = Box<dyn FnOnce(RwSignal<Option<String>>, Box<dyn FnOnce()>)>;

/// What a value comes to when it is left.
pub type ToChange = Box<dyn Fn(&str) -> Change>;

/// What a changed value comes to.
pub enum Change {
    /// It cannot be kept, and why. What is stored stays.
    Wrong(String),
    /// It is not whole yet, and nobody is asked before they could fill it in.
    Later,
    /// This saves it.
    Save(Save),
}

impl Change {
    /// Saves in this way.
    pub fn save(save: impl FnOnce(RwSignal<Option<String>>, Box<dyn FnOnce()>) + 'static) -> Self {
        Self::Save(Box::new(save))
    }
}

/// A value of something that is there already: it saves itself.
#[derive(Clone, Copy)]
pub struct Kept {
    /// Why it was not saved.
    pub error: RwSignal<Option<String>>,
    said: RwSignal<bool>,
    parts: StoredValue<Rc<Parts>, LocalStorage>,
}

struct Parts {
    /// How the keys of its drafts begin.
    drafts: String,
    value: Box<dyn Fn() -> Option<String>>,
    change: ToChange,
    /// What is stored, as the fields say it.
    stored: RefCell<String>,
    /// What is being stored.
    sent: RefCell<Option<String>>,
    /// It was stored since the form is there.
    is_saved: Cell<bool>,
    /// What comes once it is stored.
    go: Cell<Option<Callback<()>>>,
}

impl Kept {
    /// A value with drafts whose keys begin so. `value` is what the fields say, as one text; `change` what that comes to.
    pub fn new(
        drafts: String,
        stored: String,
        value: impl Fn() -> Option<String> + 'static,
        change: impl Fn(&str) -> Change + 'static,
    ) -> Self {
        let kept = Self::by_hand(drafts, stored, value, change);
        kept.by_itself();
        kept
    }

    /// A field for a day, a time or a number, which says itself what is the matter with it.
    pub fn typed<T>(
        drafts: String,
        stored: String,
        field: Typed<T>,
        change: impl Fn(&str) -> Change + 'static,
    ) -> Self {
        let kept = Self::saying(field.error(), drafts, stored, move || field.try_text(), change);
        kept.by_itself();
        kept
    }

    /// As [`new`](Self::new), saved by a button only.
    pub fn by_hand(
        drafts: String,
        stored: String,
        value: impl Fn() -> Option<String> + 'static,
        change: impl Fn(&str) -> Change + 'static,
    ) -> Self {
        Self::saying(RwSignal::new(None), drafts, stored, value, change)
    }

    fn saying(
        error: RwSignal<Option<String>>,
        drafts: String,
        stored: String,
        value: impl Fn() -> Option<String> + 'static,
        change: impl Fn(&str) -> Change + 'static,
    ) -> Self {
        let parts = Parts {
            drafts,
            value: Box::new(value),
            change: Box::new(change),
            stored: RefCell::new(stored),
            sent: RefCell::default(),
            is_saved: Cell::new(false),
            go: Cell::new(None),
        };
        Self {
            error,
            said: RwSignal::new(false),
            parts: StoredValue::new_local(Rc::new(parts)),
        }
    }

    /// Saves it when the screen is left, by whatever way. What cannot be saved then is still a draft.
    pub fn by_itself(self) {
        let is_left_over = self
            .now()
            .is_some_and(|(parts, value)| value != *parts.stored.borrow());
        if is_left_over {
            // The browser was ended before it could be saved.
            page::after_paint(move || self.leave());
        }
        let hook = page::when_hidden(move || self.leave());
        on_cleanup(move || {
            page::forget_hidden(hook);
            self.leave();
        });
    }

    /// A text with its field's signal: a draft of this key, that begins with what is stored.
    pub fn text(
        key: String,
        stored: String,
        change: impl Fn(&str) -> Change + 'static,
    ) -> (RwSignal<String>, Self) {
        let text = draft::text(key.clone(), stored.clone());
        let kept = Self::new(key, stored, move || text.try_get_untracked(), change);
        (text, kept)
    }

    /// Saves what changed.
    pub fn leave(self) {
        let Some((parts, value)) = self.now() else { return };
        if value == *parts.stored.borrow() {
            self.error.try_set(None);
        } else if !self.is_under_way(&parts, &value) {
            parts.go.take();
            self.store(&parts, value);
        }
    }

    /// Saves it, and goes on when it is on the disk. What was not saved since the form is there is saved also when it is
    /// unchanged.
    pub fn leave_then(self, go: Callback<()>) {
        let Some((parts, value)) = self.now() else { return };
        if parts.is_saved.get() && value == *parts.stored.borrow() {
            go.run(());
            return;
        }
        parts.go.set(Some(go));
        if !self.is_under_way(&parts, &value) {
            self.store(&parts, value);
        }
    }

    fn now(self) -> Option<(Rc<Parts>, String)> {
        let parts = self.parts.try_get_value()?;
        let value = (parts.value)()?;
        Some((parts, value))
    }

    fn is_under_way(self, parts: &Parts, value: &str) -> bool {
        let has_failed = self.error.try_get_untracked().flatten().is_some();
        !has_failed && parts.sent.borrow().as_deref() == Some(value)
    }

    fn store(self, parts: &Rc<Parts>, value: String) {
        self.error.try_set(None);
        match (parts.change)(&value) {
            Change::Wrong(words) => {
                self.error.try_set(Some(words));
            }
            Change::Later => {}
            Change::Save(save) => {
                parts.sent.replace(Some(value.clone()));
                let parts = parts.clone();
                let saved = Box::new(move || self.is_stored(&parts, value));
                save(self.error, saved);
            }
        }
    }

    fn is_stored(self, parts: &Parts, value: String) {
        // What was typed meanwhile is another change.
        if (parts.value)().is_none_or(|now| now == value) {
            draft::clear(&parts.drafts);
            self.said.try_set(true);
        }
        if parts.sent.borrow().as_ref() == Some(&value) {
            parts.sent.take();
        }
        parts.stored.replace(value);
        parts.is_saved.set(true);
        if let Some(go) = parts.go.take() {
            go.try_run(());
        }
    }

    /// The fields, and beside them that they were saved.
    pub fn around(self, fields: impl IntoView) -> AnyView {
        self.drawn(fields.into_any())
    }

    fn drawn(self, fields: AnyView) -> AnyView {
        let changed = move |event| {
            if page::is_choice(&event) {
                self.leave();
            } else {
                set_timeout(move || self.leave(), SETTLES_AFTER);
            }
        };
        view! {
            <div
                class="mb-kept"
                on:input=move |_| self.said.set(false)
                on:change=changed
                on:focusout=move |_| press::after(move || self.leave())
            >
                {fields}
                <p class="mb-kept__said" role="status">
                    {move || self.said.get().then(|| view! { <Icon name="check" />{t("form.saved")} })}
                </p>
            </div>
        }
        .into_any()
    }
}

/// The way on from a screen whose fields save themselves. Not past a field that cannot be kept: it has the focus.
pub fn ready(go: impl Fn() + Clone + Send + Sync + 'static) -> AnyView {
    let on_click = Callback::new(move |()| {
        let (go, screen) = (go.clone(), page::path());
        // The field that was left just now has said what is the matter with it by then.
        press::after(move || {
            page::after_paint(move || {
                if page::has_invalid() {
                    page::focus_invalid();
                } else if page::path() == screen {
                    go();
                }
            });
        });
    });
    view! { <Act label=t("form.ready") on_click /> }.into_any()
}
