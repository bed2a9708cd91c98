//! The one rule of saving (docs/decisions/0040): a new thing is created by one button. On an existing thing, tapping a
//! choice saves at once, leaving a text field saves it, and both show that it was saved.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use super::icon::Icon;
use super::parsed_field::ParsedField;
use super::screen::Button;
use super::texts::t;
use crate::device::{draft, page, press, visibility};

/// Delay before a changed date or time is saved: while it is typed digit by digit, every digit may make a valid value.
const SETTLES_AFTER: Duration = Duration::from_millis(700);

/// Saves, puts an error in the signal, and calls the function once the change is on disk.
type Save = Box<dyn FnOnce(RwSignal<Option<String>>, Box<dyn FnOnce()>)>;

/// Turns the current value into a [`SaveAction`].
pub type ToSaveAction = Box<dyn Fn(&str) -> SaveAction>;

/// What to do with a changed value.
pub enum SaveAction {
    /// The value is invalid, for this reason. The stored value stays.
    Invalid(String),
    /// The value is incomplete, and it is too early to show an error.
    Incomplete,
    /// Save it with this function.
    Save(Save),
}

impl SaveAction {
    /// Saves with this function.
    pub fn save(save: impl FnOnce(RwSignal<Option<String>>, Box<dyn FnOnce()>) + 'static) -> Self {
        Self::Save(Box::new(save))
    }
}

/// A value of an existing thing, which saves itself.
#[derive(Clone, Copy)]
pub struct Autosaved {
    /// Why it was not saved.
    pub error: RwSignal<Option<String>>,
    said: RwSignal<bool>,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

struct Inner {
    /// Key prefix of its drafts.
    drafts: String,
    value: Box<dyn Fn() -> Option<String>>,
    change: ToSaveAction,
    /// The stored value, in the format of `value`.
    stored: RefCell<String>,
    /// The value that is being stored.
    sent: RefCell<Option<String>>,
    /// Whether it was stored since the form was opened.
    is_saved: Cell<bool>,
    /// Called once it is stored.
    go: Cell<Option<Callback<()>>>,
}

impl Autosaved {
    /// A value that saves itself. `drafts` is the key prefix of its drafts, `value` returns the contents of the fields
    /// as one text, and `change` decides what to do with that.
    pub fn new(
        drafts: String,
        stored: String,
        value: impl Fn() -> Option<String> + 'static,
        change: impl Fn(&str) -> SaveAction + 'static,
    ) -> Self {
        let autosaved = Self::saved_by_button(drafts, stored, value, change);
        autosaved.save_on_leave();
        autosaved
    }

    /// A date, time or number field, which shows its own errors.
    pub fn parsed<T>(
        drafts: String,
        stored: String,
        field: ParsedField<T>,
        change: impl Fn(&str) -> SaveAction + 'static,
    ) -> Self {
        let autosaved = Self::saying(field.error(), drafts, stored, move || field.try_text(), change);
        autosaved.save_on_leave();
        autosaved
    }

    /// Like [`new`](Self::new), but only saved by a button.
    pub fn saved_by_button(
        drafts: String,
        stored: String,
        value: impl Fn() -> Option<String> + 'static,
        change: impl Fn(&str) -> SaveAction + 'static,
    ) -> Self {
        Self::saying(RwSignal::new(None), drafts, stored, value, change)
    }

    fn saying(
        error: RwSignal<Option<String>>,
        drafts: String,
        stored: String,
        value: impl Fn() -> Option<String> + 'static,
        change: impl Fn(&str) -> SaveAction + 'static,
    ) -> Self {
        let inner = Inner {
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
            inner: StoredValue::new_local(Rc::new(inner)),
        }
    }

    /// Saves the value whenever the screen is left, in any way. What cannot be saved then remains a draft.
    pub fn save_on_leave(self) {
        let is_left_over = self
            .now()
            .is_some_and(|(inner, value)| value != *inner.stored.borrow());
        if is_left_over {
            // A draft remains because the browser was ended before it could be saved.
            page::after_paint(move || self.leave());
        }
        let hook = visibility::on_hidden(move || self.leave());
        on_cleanup(move || {
            visibility::remove_on_hidden(hook);
            self.leave();
        });
    }

    /// A text and the signal for its field. The draft is saved under `key`; without one the text is `stored`.
    pub fn text(
        key: String,
        stored: String,
        change: impl Fn(&str) -> SaveAction + 'static,
    ) -> (RwSignal<String>, Self) {
        let text = draft::text(key.clone(), stored.clone());
        let autosaved = Self::new(key, stored, move || text.try_get_untracked(), change);
        (text, autosaved)
    }

    /// Saves the value if it changed.
    pub fn leave(self) {
        let Some((inner, value)) = self.now() else { return };
        if value == *inner.stored.borrow() {
            self.error.try_set(None);
        } else if !self.is_under_way(&inner, &value) {
            inner.go.take();
            self.store(&inner, value);
        }
    }

    /// Saves the value and calls `go` once it is on disk. A value that was not saved since the form was opened is
    /// saved even if it is unchanged.
    pub fn save_then(self, go: Callback<()>) {
        let Some((inner, value)) = self.now() else { return };
        if inner.is_saved.get() && value == *inner.stored.borrow() {
            go.run(());
            return;
        }
        inner.go.set(Some(go));
        if !self.is_under_way(&inner, &value) {
            self.store(&inner, value);
        }
    }

    fn now(self) -> Option<(Rc<Inner>, String)> {
        let inner = self.inner.try_get_value()?;
        let value = (inner.value)()?;
        Some((inner, value))
    }

    fn is_under_way(self, inner: &Inner, value: &str) -> bool {
        let has_failed = self.error.try_get_untracked().flatten().is_some();
        !has_failed && inner.sent.borrow().as_deref() == Some(value)
    }

    fn store(self, inner: &Rc<Inner>, value: String) {
        self.error.try_set(None);
        match (inner.change)(&value) {
            SaveAction::Invalid(words) => {
                self.error.try_set(Some(words));
            }
            SaveAction::Incomplete => {}
            SaveAction::Save(save) => {
                inner.sent.replace(Some(value.clone()));
                let inner = inner.clone();
                let saved = Box::new(move || self.is_stored(&inner, value));
                save(self.error, saved);
            }
        }
    }

    fn is_stored(self, inner: &Inner, value: String) {
        // Text typed in the meantime is a new change.
        if (inner.value)().is_none_or(|now| now == value) {
            draft::clear(&inner.drafts);
            self.said.try_set(true);
        }
        if inner.sent.borrow().as_ref() == Some(&value) {
            inner.sent.take();
        }
        inner.stored.replace(value);
        inner.is_saved.set(true);
        if let Some(go) = inner.go.take() {
            go.try_run(());
        }
    }

    /// The fields, with a message below them when they were saved.
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
                class="mb-autosaved"
                on:input=move |_| self.said.set(false)
                on:change=changed
                on:focusout=move |_| press::after(move || self.leave())
            >
                {fields}
                <p class="mb-autosaved__said" role="status">
                    {move || self.said.get().then(|| view! { <Icon name="check" />{t("form.saved")} }.into_any())}
                </p>
            </div>
        }
        .into_any()
    }
}

/// The button that leaves a screen whose fields save themselves. If a field is invalid, focuses it instead.
pub fn ready(go: impl Fn() + Clone + Send + Sync + 'static) -> AnyView {
    let on_click = Callback::new(move |()| {
        let (go, screen) = (go.clone(), page::path());
        // By then, the field that was just left has shown its error.
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
    view! { <Button label=t("form.ready") on_click /> }.into_any()
}
