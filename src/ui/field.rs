//! Form fields: a label, a hint, the input, and an error that says what to do.

use crate::ui::dom::{IntoNode, Node, component, view};
use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::web_sys::Event;

use super::icon::Icon;
use crate::device::page;

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

    // The region is always there, so that a screen reader hears what comes into it.
    fn draw(self, id: String, region: NodeRef<Div>) -> Node {
        view! {
            <div id=id role="alert" node_ref=region>
                {move || self.get().map(|text| view! { <p class="mb-error"><Icon name="info" />{text}</p> })}
            </div>
        }
    }
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
) -> Node {
    let error = Lasting::new(error);
    let region = NodeRef::<Div>::new();
    if let Some(about) = about {
        error.ends_with(about);
    } else {
        let hearing = window_event_listener(ev::input, move |event| {
            let region = region.try_get_untracked().flatten();
            if region.is_some_and(|region| page::is_beside(&region, &event)) {
                error.end();
            }
        });
        on_cleanup(move || hearing.remove());
    }
    error.draw(id, region)
}

/// What kind of input a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// A day.
    Date,
    /// A time.
    Time,
    /// Digits that are not shown.
    Pin,
    /// A passphrase that is not shown.
    Passphrase,
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
    /// A pin or passphrase is shown as it is typed.
    #[prop(optional, into)]
    revealed: Signal<bool>,
    /// What is the matter with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> Node {
    let label_for = id.clone();
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described = format!("{hint_id} {error_id}");
    let no_hint = hint.is_none();
    let error = Lasting::new(error);
    error.ends_with(value.into());
    let invalid = move || error.get().map(|_| "true");
    let typed = move |event: Event| {
        error.end();
        // Half a time has no value: what was there stays until there is a whole one, or none.
        if !page::is_of_half_filled(&event) {
            value.set(event_target_value(&event));
        }
    };
    let input = if kind == Kind::Lines {
        view! {
            <textarea
                id=id.clone()
                class="utrecht-textarea utrecht-textarea--html-textarea"
                dir="auto"
                rows="3"
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input=typed
                on:change=typed
            ></textarea>
        }
        .into_node()
    } else {
        let (input_type, mode) = match kind {
            Kind::Date => ("date", None),
            Kind::Time => ("time", None),
            Kind::Pin => ("password", Some("numeric")),
            Kind::Passphrase => ("password", None),
            Kind::Line | Kind::Lines => ("text", None),
        };
        view! {
            <input
                id=id.clone()
                class="utrecht-textbox utrecht-textbox--html-input"
                type=move || if revealed.get() { "text" } else { input_type }
                inputmode=mode
                autocomplete="off"
                dir="auto"
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input=typed
                // Some software that fills in forms says only this.
                on:change=typed
            />
        }
        .into_node()
    };
    view! {
        <div class="utrecht-form-field mb-field">
            <label class="utrecht-form-label" for=label_for>{label}</label>
            <p class="mb-hint" id=hint_id hidden=no_hint>{hint}</p>
            {input}
            {error.draw(error_id, NodeRef::new())}
        </div>
    }
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
) -> Node {
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
) -> Node {
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
                prop:checked=value
                on:change=move |event| on_change.run(event_target_checked(&event))
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
) -> Node {
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
        .collect::<Node>();
    view! {
        <fieldset class="mb-fieldset">
            <legend class="utrecht-form-label" class:mb-visually-hidden=quiet>{legend}</legend>
            <div class="mb-segment">{options}</div>
        </fieldset>
    }
}
