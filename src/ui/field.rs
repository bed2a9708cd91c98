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

/// An error, until something is changed about its cause.
#[derive(Clone, Copy)]
struct Lasting {
    error: Signal<Option<String>>,
    is_over: RwSignal<bool>,
}

impl Lasting {
    fn new(error: Signal<Option<String>>) -> Self {
        let is_over = RwSignal::new(false);
        Effect::new(move |_| {
            error.track();
            is_over.set(false);
        });
        Self { error, is_over }
    }

    /// It ends with each change of what it is about.
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

    /// What to say now. Follows.
    fn get(self) -> Option<String> {
        self.error.get().filter(|_| !self.is_over.get())
    }
}

/// Where what is the matter is said. It is always there, so that a screen reader hears what comes into it.
fn region(id: String, place: NodeRef<Div>, said: impl Fn() -> Option<String> + Send + 'static) -> AnyView {
    view! {
        <div id=id role="alert" node_ref=place>
            {move || said().map(|text| view! { <p class="mb-error"><Icon name="info" />{text}</p> })}
        </div>
    }
    .into_any()
}

/// An error under a field or form: what is the matter, calmly. It goes when the person changes something beside it, or the
/// one value that it is about.
#[component]
pub fn FieldError(
    /// The element's id.
    id: String,
    /// What to say; nothing when all is well.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// The choice that it is about; else everything in the same card, form or screen.
    #[prop(optional, into)]
    about: Option<Signal<String>>,
) -> impl IntoView {
    let error = Lasting::new(error);
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

/// What kind of input a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// A few lines: a title that may be a whole sentence.
    FewLines,
    /// Several codes that others made: a keyboard leaves them as they are typed.
    Codes,
    /// A day.
    Date,
    /// A time.
    Time,
}

impl Kind {
    /// How much it holds: what the plan's rules let in, and far more before anything is left out, so that who pastes too much
    /// can choose what goes.
    fn room(self) -> Room {
        let fits = match self {
            Self::Line | Self::FewLines | Self::Date | Self::Time => TITLE_MAX,
            Self::Lines => NOTE_MAX,
            Self::Codes => 5 * NOTE_MAX,
        };
        let most = 10 * NOTE_MAX;
        Room { fits, most }
    }
}

/// How much a field holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// The most characters that can be saved.
    pub fits: usize,
    /// The most that can be typed, in UTF-16 units as a browser counts them. What comes behind is left out.
    pub most: usize,
}

impl Room {
    /// What to say of a text that is too long.
    fn objection(self, text: &str) -> Option<String> {
        // Bytes are never fewer than characters or units, and cost nothing to count.
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

/// How a keyboard helps with an input.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typing {
    /// Which keys it shows.
    pub mode: Option<&'static str>,
    /// What the browser may fill in.
    pub fills: &'static str,
    /// Which letters it makes large on its own; the keyboard's own habit otherwise.
    pub capitals: Option<&'static str>,
    /// It corrects nothing: every character counts.
    pub is_exact: bool,
    /// How much it holds.
    pub room: Room,
}

/// What every field has around its input.
pub(super) struct Frame {
    /// The input's id.
    pub id: String,
    /// What it asks.
    pub label: String,
    /// A hint under the label.
    pub hint: Option<String>,
    /// The text.
    pub value: RwSignal<String>,
    /// What is the matter with it.
    pub error: Signal<Option<String>>,
}

/// Takes what is in the field over, but never more than fits. `maxlength` stops who types or pastes; what a program puts
/// there, such as a keyboard's extension, may still be megabytes, which a browser lays out for half a minute.
fn take(event: &Event, value: RwSignal<String>, most: usize) {
    // Half a time has no value: what was there stays until there is a whole one, or none.
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

impl Frame {
    /// The error, until the text changes.
    fn lasting(&self) -> Lasting {
        let error = Lasting::new(self.error);
        error.ends_with(self.value.into());
        error
    }

    /// A label, a hint, an input, and what is the matter with it: an error, else that the text is too long.
    fn around(self, input: AnyView, error: Lasting, room: Room) -> AnyView {
        let Self {
            id,
            label,
            hint,
            value,
            ..
        } = self;
        let objection = Memo::new(move |_| value.with(|text| room.objection(text)));
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

    /// The field with an input of one line.
    pub fn line(self, input_type: Signal<&'static str>, typing: Typing) -> AnyView {
        let (id, value, error) = (self.id.clone(), self.value, self.lasting());
        let typed = move |event: Event| {
            error.end();
            take(&event, value, typing.room.most);
        };
        let exact = typing.is_exact.then_some("off");
        // A browser writes what can be read in a field into its own session files, readable: a password that is shown, too.
        let fills = move || {
            if input_type.get() == "text" {
                "off"
            } else {
                typing.fills
            }
        };
        let input = view! {
            <input
                id=id.clone()
                class="utrecht-textbox utrecht-textbox--html-input"
                type=input_type
                inputmode=typing.mode
                autocomplete=fills
                autocapitalize=typing.capitals
                spellcheck=typing.is_exact.then_some("false")
                maxlength=typing.room.most.to_string()
                dir="auto"
                {..custom_attribute("autocorrect", exact)}
                aria-describedby=format!("{id}-hint {id}-error")
                aria-invalid=move || error.get().map(|_| "true")
                prop:value=value
                on:input=typed
                // Some software that fills in forms says only this.
                on:change=typed
            />
        };
        self.around(input.into_any(), error, typing.room)
    }

    /// The field with an input of several lines; of an exact one a keyboard corrects nothing.
    fn lines(self, is_exact: bool, room: Room) -> AnyView {
        let (id, value, error) = (self.id.clone(), self.value, self.lasting());
        let typed = move |event: Event| {
            error.end();
            take(&event, value, room.most);
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
                maxlength=room.most.to_string()
                autocapitalize=exact
                spellcheck=is_exact.then_some("false")
                aria-describedby=format!("{id}-hint {id}-error")
                aria-invalid=move || error.get().map(|_| "true")
                prop:value=value
                on:input=typed
                // Some software that fills in forms says only this.
                on:change=typed
            ></textarea>
        };
        self.around(input.into_any(), error, room)
    }
}

/// A field with its label.
#[component]
pub fn Field(
    /// The input's id.
    #[prop(into)]
    id: String,
    /// What it asks.
    #[prop(into)]
    label: String,
    /// A hint under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The text.
    value: RwSignal<String>,
    /// One line unless said otherwise.
    #[prop(default = Kind::Line)]
    kind: Kind,
    /// What is the matter with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let frame = Frame {
        id,
        label,
        hint,
        value,
        error,
    };
    let input_type = match kind {
        Kind::Lines | Kind::FewLines => return frame.lines(false, kind.room()),
        Kind::Codes => return frame.lines(true, kind.room()),
        Kind::Date => "date",
        Kind::Time => "time",
        Kind::Line => "text",
    };
    let typing = Typing {
        mode: None,
        fills: "off",
        capitals: None,
        is_exact: false,
        room: kind.room(),
    };
    frame.line(Signal::stored(input_type), typing)
}

/// A box to tick.
#[component]
pub fn Checkbox(
    /// The input's id.
    #[prop(into)]
    id: String,
    /// What it says.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
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

/// A setting that is on or off, and takes effect at once.
#[component]
pub fn Switch(
    /// What it says.
    #[prop(into)]
    label: String,
    /// A smaller line under it.
    #[prop(optional, into)]
    detail: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    value: Signal<bool>,
    /// Called with what the person wants.
    on_change: Callback<bool>,
) -> impl IntoView {
    let busy = Busy::new();
    let wanted = RwSignal::new(false);
    // What is wanted until that is done, and then what holds: a switch must not look off when that could not be kept.
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
                    (!detail.is_empty()).then(|| view! { <small>{detail}</small> })
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

/// A row of choices of which one holds, as radio buttons.
#[component]
pub fn Segment(
    /// What is chosen, for a screen reader and above the choices.
    #[prop(into)]
    legend: String,
    /// The name that the radio buttons share.
    #[prop(into)]
    name: String,
    /// Values with their words.
    options: Vec<(String, String)>,
    /// The value that holds.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value that was chosen.
    on_choose: Callback<String>,
    /// The legend is for screen readers only.
    #[prop(optional)]
    quiet: bool,
    /// The values are languages, and the words of each are in that language.
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
        })
        .collect_view();
    view! {
        <fieldset class="mb-fieldset">
            <legend class="utrecht-form-label" class:mb-visually-hidden=quiet>{legend}</legend>
            <div class="mb-segment">{options}</div>
        </fieldset>
    }
}
