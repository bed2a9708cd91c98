//! Form fields: a label, a hint, the input, and an error that says what to do.

use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use mijn_brug_plan::rules::{NOTE_MAX, TITLE_MAX};

use super::busy::Busy;
use super::icon::Icon;
use super::texts::{t, tf};
use crate::device::page::{self, Event};

/// An error that disappears once its cause is edited.
#[derive(Clone, Copy)]
struct UntilEdited {
    error: Signal<Option<String>>,
    is_over: RwSignal<bool>,
}

impl UntilEdited {
    fn new(error: Signal<Option<String>>) -> Self {
        let is_over = RwSignal::new(false);
        Effect::new(move |_| {
            error.track();
            is_over.set(false);
        });
        Self { error, is_over }
    }

    /// Ends the error at each change of `about`.
    fn ends_with(self, about: Signal<String>) {
        Effect::new(move |before: Option<()>| {
            about.track();
            if before.is_some() {
                self.end();
            }
        });
    }

    fn end(self) {
        self.is_over.try_set(true);
    }

    /// The error to show now. Reactive.
    fn get(self) -> Option<String> {
        self.error.get().filter(|_| !self.is_over.get())
    }
}

/// The element for an error. It is always present, so that a screen reader announces what appears in it.
fn region(id: String, place: NodeRef<Div>, said: impl Fn() -> Option<String> + Send + 'static) -> AnyView {
    view! {
        <div id=id role="alert" node_ref=place>
            {move || said().map(|text| view! { <p class="mb-error"><Icon name="info" />{text}</p> }.into_any())}
        </div>
    }
    .into_any()
}

/// An error under a field or form, in a calm tone. It disappears when the person edits something in the same part of
/// the screen, or the value that it is about.
#[component]
pub fn FieldError(
    /// The element's id.
    id: String,
    /// The error; `None` if all is well.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// The value that it is about; by default everything in the same field, card, form or screen.
    #[prop(optional, into)]
    about: Option<Signal<String>>,
) -> impl IntoView {
    let error = UntilEdited::new(error);
    let place = NodeRef::<Div>::new();
    if let Some(about) = about {
        error.ends_with(about);
    } else {
        let hearing = window_event_listener(ev::input, move |event| {
            let place = place.try_get_untracked().flatten();
            if place.is_some_and(|place| page::is_beside(&place, &event)) {
                error.end();
            }
        });
        on_cleanup(move || hearing.remove());
    }
    region(id, place, move || error.get())
}

/// The kind of input of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// A few lines, for a title that may be a whole sentence.
    FewLines,
    /// Several codes made by others: a keyboard must not correct them.
    Codes,
    /// A date.
    Date,
    /// A time.
    Time,
}

impl Kind {
    /// The size limits: what the plan's rules accept, and a much higher limit for typing, so that somebody who pastes
    /// too much can choose what to remove.
    fn limits(self) -> Limits {
        let fits = match self {
            Self::Line | Self::FewLines | Self::Date | Self::Time => TITLE_MAX,
            Self::Lines => NOTE_MAX,
            Self::Codes => 5 * NOTE_MAX,
        };
        let most = 10 * NOTE_MAX;
        Limits { fits, most }
    }
}

/// The size limits of a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// The maximum number of characters that can be saved.
    pub fits: usize,
    /// The maximum that can be typed, in UTF-16 units as a browser counts them. The rest is cut off.
    pub most: usize,
}

impl Limits {
    /// The error for a text that is too long.
    fn objection(self, text: &str) -> Option<String> {
        // A text never has more characters or UTF-16 units than bytes, and the byte length is free.
        if text.len() <= self.fits.min(self.most.saturating_sub(1)) {
            return None;
        }
        if text.encode_utf16().count() >= self.most {
            return Some(t("form.full"));
        }
        let length = text.chars().count();
        (length > self.fits).then(|| {
            let [length, max] = [length, self.fits].map(|n| n.to_string());
            tf("failure.text_too_long", &[("length", &length), ("max", &max)])
        })
    }
}

/// Keyboard and autofill settings of an input.
#[derive(Debug, Clone, Copy)]
pub(super) struct InputSettings {
    /// The `inputmode`: which keys the keyboard shows.
    pub mode: Option<&'static str>,
    /// The `autocomplete` value: what the browser may fill in.
    pub fills: &'static str,
    /// The `autocapitalize` value; `None` for the keyboard's default.
    pub capitals: Option<&'static str>,
    /// Whether every character counts, so that nothing may be corrected.
    pub is_exact: bool,
    /// The size limits.
    pub limits: Limits,
}

/// The parts that every field has around its input.
pub(super) struct FieldFrame {
    /// The input's id.
    pub id: String,
    /// The label.
    pub label: String,
    /// A hint under the label.
    pub hint: Option<String>,
    /// The text.
    pub value: RwSignal<String>,
    /// The error, if there is one.
    pub error: Signal<Option<String>>,
}

/// Copies the text of the field to `value`, up to the limit. `maxlength` stops a person who types or pastes, but
/// software such as a keyboard extension may still insert megabytes, which take a browser half a minute to lay out.
fn take(event: &Event, value: RwSignal<String>, most: usize) {
    // A partly entered time has no value: keep the previous one until the time is complete or empty.
    if page::is_of_half_filled(event) {
        return;
    }
    let mut text = event_target_value(event);
    if text.len() > most && text.encode_utf16().count() > most {
        let mut units = 0;
        let fits = |character: &char| {
            units += character.len_utf16();
            units <= most
        };
        text = text.chars().take_while(fits).collect();
        page::write_field(event, &text);
    }
    value.set(text);
}

impl FieldFrame {
    /// The error, until the text changes.
    fn until_edited(&self) -> UntilEdited {
        let error = UntilEdited::new(self.error);
        error.ends_with(self.value.into());
        error
    }

    /// Draws the label, hint and input, with the error or else a message that the text is too long.
    fn framed(self, input: AnyView, error: UntilEdited, limits: Limits) -> AnyView {
        let Self {
            id,
            label,
            hint,
            value,
            ..
        } = self;
        let objection = Memo::new(move |_| value.with(|text| limits.objection(text)));
        let error_id = format!("{id}-error");
        let hint_id = format!("{id}-hint");
        let no_hint = hint.is_none();
        view! {
            <div class="utrecht-form-field mb-field">
                <label class="utrecht-form-label" for=id>{label}</label>
                <p class="mb-hint" id=hint_id hidden=no_hint>{hint}</p>
                {input}
                {region(error_id, NodeRef::new(), move || error.get().or_else(|| objection.get()))}
            </div>
        }
        .into_any()
    }

    /// Draws the field with a single-line input.
    pub fn line(self, input_type: Signal<&'static str>, settings: InputSettings) -> AnyView {
        let (id, value, error) = (self.id.clone(), self.value, self.until_edited());
        let typed = move |event: Event| {
            error.end();
            take(&event, value, settings.limits.most);
        };
        let exact = settings.is_exact.then_some("off");
        // Browsers store text fields unencrypted in their session files, and that includes a password that is shown.
        let fills = move || {
            if input_type.get() == "text" {
                "off"
            } else {
                settings.fills
            }
        };
        let input = view! {
            <input
                id=id.clone()
                class="utrecht-textbox utrecht-textbox--html-input"
                type=input_type
                inputmode=settings.mode
                autocomplete=fills
                autocapitalize=settings.capitals
                spellcheck=settings.is_exact.then_some("false")
                maxlength=settings.limits.most.to_string()
                dir="auto"
                {..custom_attribute("autocorrect", exact)}
                aria-describedby=format!("{id}-hint {id}-error")
                aria-invalid=move || error.get().map(|_| "true")
                prop:value=value
                on:input=typed
                // Some form-filling software only fires `change`.
                on:change=typed
            />
        };
        self.framed(input.into_any(), error, settings.limits)
    }

    /// Draws the field with a multi-line input. If `is_exact`, the keyboard must not correct anything.
    fn lines(self, is_exact: bool, limits: Limits) -> AnyView {
        let (id, value, error) = (self.id.clone(), self.value, self.until_edited());
        let typed = move |event: Event| {
            error.end();
            take(&event, value, limits.most);
        };
        let exact = is_exact.then_some("off");
        let input = view! {
            <textarea
                id=id.clone()
                class="utrecht-textarea utrecht-textarea--html-textarea"
                dir="auto"
                rows="3"
                {..custom_attribute("autocorrect", exact)}
                autocomplete="off"
                maxlength=limits.most.to_string()
                autocapitalize=exact
                spellcheck=is_exact.then_some("false")
                aria-describedby=format!("{id}-hint {id}-error")
                aria-invalid=move || error.get().map(|_| "true")
                prop:value=value
                on:input=typed
                // Some form-filling software only fires `change`.
                on:change=typed
            ></textarea>
        };
        self.framed(input.into_any(), error, limits)
    }
}

/// A field with its label.
#[component]
pub fn Field(
    /// The input's id.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// A hint under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The text.
    value: RwSignal<String>,
    /// The kind of input; one line by default.
    #[prop(default = Kind::Line)]
    kind: Kind,
    /// The error, if there is one.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let frame = FieldFrame {
        id,
        label,
        hint,
        value,
        error,
    };
    let input_type = match kind {
        Kind::Lines | Kind::FewLines => return frame.lines(false, kind.limits()),
        Kind::Codes => return frame.lines(true, kind.limits()),
        Kind::Date => "date",
        Kind::Time => "time",
        Kind::Line => "text",
    };
    let settings = InputSettings {
        mode: None,
        fills: "off",
        capitals: None,
        is_exact: false,
        limits: kind.limits(),
    };
    frame.line(Signal::stored(input_type), settings)
}

/// A checkbox.
#[component]
pub fn Checkbox(
    /// The input's id.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// Whether it is checked.
    value: RwSignal<bool>,
) -> impl IntoView {
    let label_for = id.clone();
    view! {
        <label class="mb-check" for=label_for>
            <input
                id=id
                class="utrecht-checkbox utrecht-checkbox--html-input"
                type="checkbox"
                prop:checked=value
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
}

/// A switch for a setting that takes effect at once.
#[component]
pub fn Switch(
    /// The label.
    #[prop(into)]
    label: String,
    /// A smaller line under the label.
    #[prop(optional, into)]
    detail: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    value: Signal<bool>,
    /// Called with the requested value.
    on_change: Callback<bool>,
) -> impl IntoView {
    let busy = Busy::new();
    let wanted = RwSignal::new(false);
    // Show the requested value while the work runs and the actual one afterwards: a switch must not look changed if
    // saving failed.
    let shown = move || if busy.get() { wanted.get() } else { value.get() };
    let changed = move |event: Event| {
        wanted.set(event_target_checked(&event));
        busy.follow(|| on_change.run(wanted.get_untracked()));
        page::write_checked(&event, untrack(shown));
    };
    view! {
        <label class="mb-switch">
            <span>
                {label}
                {move || {
                    let detail = detail.get();
                    (!detail.is_empty()).then(|| view! { <small>{detail}</small> }.into_any())
                }}
            </span>
            <input
                type="checkbox"
                role="switch"
                prop:checked=shown
                on:change=changed
            />
        </label>
    }
}

/// A segmented control: a row of radio buttons.
#[component]
pub fn Segment(
    /// The label of the group, above the choices and for screen readers.
    #[prop(into)]
    legend: String,
    /// The name of the radio group.
    #[prop(into)]
    name: String,
    /// Values with their labels.
    options: Vec<(String, String)>,
    /// The current value.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the chosen value.
    on_choose: Callback<String>,
    /// Whether the legend is for screen readers only.
    #[prop(optional)]
    quiet: bool,
    /// Whether the values are languages, each labelled in its own language.
    #[prop(optional)]
    of_languages: bool,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(option, words)| {
            let (mine, chosen) = (option.clone(), option.clone());
            let lang = of_languages.then(|| option.clone());
            let translate = of_languages.then_some("no");
            view! {
                <label class="mb-segment__option">
                    <input
                        type="radio"
                        name=name.clone()
                        value=option
                        prop:checked=move || value.get() == mine
                        on:change=move |_| on_choose.run(chosen.clone())
                    />
                    <span lang=lang translate=translate>{words}</span>
                </label>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <fieldset class="mb-fieldset">
            <legend class="utrecht-form-label" class:mb-visually-hidden=quiet>{legend}</legend>
            <div class="mb-segment">{options}</div>
        </fieldset>
    }
}
