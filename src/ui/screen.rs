//! The frame of a screen (back link, read-aloud button, heading) and small components that every screen uses.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::busy::Busy;
use super::icon::{Icon, Picture};
use super::texts::t;
use crate::device::{page, speech};

/// Skips the navigation for keyboard users. Moves the focus without changing the address: a link may carry a code in
/// its fragment, and going back must not lead to the same screen.
#[component]
pub fn SkipLink() -> impl IntoView {
    let skip = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        page::focus("main");
    };
    view! {
        <a class="nl-skip-link nl-skip-link--visible-on-focus" href="#main" on:click=skip>{t("app.skip")}</a>
    }
}

/// The frame of a screen.
#[component]
pub fn Screen(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// A small greeting or location above the heading.
    #[prop(optional, into)]
    above: Option<String>,
    /// Where "Terug" leads; `None` for the screens of the bottom navigation.
    #[prop(optional, into)]
    back: Option<String>,
    /// The content of the screen.
    children: Children,
) -> impl IntoView {
    let back = back.map(|path| {
        view! {
            <a class="mb-back" href=path>
                <Icon name="arrow-left" />
                {t("screen.back")}
            </a>
        }
        .into_any()
    });
    let is_mute = RwSignal::new(false);
    let speak = move || {
        let heard = speech::toggle();
        spawn_local(async move { _ = is_mute.try_set(!heard.await) });
    };
    let read_aloud = speech::can_speak().then(|| {
        view! {
            <button
                type="button"
                class="mb-read-aloud"
                aria-label=t("screen.read_aloud")
                on:click=move |_| speak()
            >
                <Icon name="volume-2" />
            </button>
        }
        .into_any()
    });
    view! {
        <div class="mb-screen">
            <div class="mb-toolbar mb-no-print">{back}<span class="mb-toolbar__space"></span>{read_aloud}</div>
            <header class="mb-header">
                {above.map(|above| view! { <p class="mb-hello">{above}</p> }.into_any())}
                <h1 class="nl-heading nl-heading--level-1" tabindex="-1">{move || title.get()}</h1>
            </header>
            <div class="mb-no-print" role="status">
                {move || is_mute.get().then(|| view! { <p class="mb-hint">{t("screen.no_voice")}</p> }.into_any())}
            </div>
            {children()}
        </div>
    }
}

/// A second-level heading.
#[component]
pub fn Heading2(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <h2 class="nl-heading nl-heading--level-2">{text}</h2> }
}

/// The weight of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The action that most people want.
    Primary,
    /// An alternative.
    Secondary,
    /// An action that should not attract attention.
    Subtle,
}

impl Weight {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "nl-button nl-button--primary",
            Self::Secondary => "nl-button nl-button--secondary",
            Self::Subtle => "nl-button nl-button--subtle",
        }
    }
}

/// A form: fields, and the button that submits them, which is the first [`Button`] with `submits`. Enter in a single-line
/// field presses it, and so does the "Go" key of a phone's keyboard.
#[component]
pub fn EntryForm(
    /// The style; plain by default.
    #[prop(default = "mb-form")]
    class: &'static str,
    /// The id of its heading, if there is one.
    #[prop(optional)]
    named_by: Option<&'static str>,
    /// The fields and the buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <form class=class novalidate aria-labelledby=named_by on:submit=|event| event.prevent_default()>
            {children()}
        </form>
    }
}

/// A button that ignores further presses while its action is running.
#[component]
pub fn Button(
    /// The label.
    #[prop(into)]
    label: String,
    /// A pictogram before the label.
    #[prop(optional, into)]
    icon: Option<String>,
    /// Primary by default.
    #[prop(default = Weight::Primary)]
    weight: Weight,
    /// Whether it is disabled, because something else is running.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether Enter in a field of its [`EntryForm`] presses it too.
    #[prop(optional)]
    submits: bool,
    /// The action.
    on_click: Callback<()>,
) -> impl IntoView {
    let busy = Busy::new();
    let press = move |_| {
        if !disabled.get_untracked() {
            busy.press(|| on_click.run(()));
        }
    };
    view! {
        // Not `disabled`, because that would lose the focus.
        <button
            type=if submits { "submit" } else { "button" }
            class=weight.class()
            aria-disabled=move || (disabled.get() || busy.get()).then_some("true")
            on:click=press
        >
            {icon.map(|name| view! { <Icon name /> }.into_any())}
            <span>{label}</span>
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// The label.
    #[prop(into)]
    label: String,
    /// The target.
    #[prop(into)]
    href: String,
    /// A pictogram before the label.
    #[prop(optional, into)]
    icon: Option<String>,
    /// Primary by default.
    #[prop(default = Weight::Primary)]
    weight: Weight,
) -> impl IntoView {
    view! {
        <a class=weight.class() href=href>
            {icon.map(|name| view! { <Icon name /> }.into_any())}
            <span>{label}</span>
        </a>
    }
}

/// A row of a list that links to a screen.
#[component]
pub fn LinkRow(
    /// The target.
    #[prop(into)]
    href: String,
    /// A pictogram.
    #[prop(into)]
    icon: String,
    /// The label.
    #[prop(into)]
    title: String,
    /// A smaller line under the label.
    #[prop(optional, into)]
    detail: Option<String>,
) -> impl IntoView {
    view! {
        <li>
            <a class="mb-row" href=href>
                <Picture name=icon small=true />
                <span class="mb-row__text">
                    <b dir="auto">{title}</b>
                    {detail.map(|detail| view! { <small dir="auto">{detail}</small> }.into_any())}
                </span>
                <Icon name="chevron-right" />
            </a>
        </li>
    }
}

/// A calm message in the page. A message that appears later belongs in an element with `role="status"` that is already
/// present: a screen reader announces what is added to such an element, but not an element that is added together with
/// its text.
#[component]
pub fn Notice(
    /// `info` or `warn`.
    kind: &'static str,
    /// The text.
    #[prop(into)]
    text: String,
    /// What can be done about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon = if kind == "warn" { "triangle-alert" } else { "info" };
    view! {
        <div class=format!("mb-notice mb-notice--{kind}")>
            <Icon name=icon />
            <div class="mb-notice__text"><p>{text}</p>{children.map(|children| children())}</div>
        </div>
    }
}

/// Delays the text of a `role="status"` element that is drawn together with it until after the first paint, so that a
/// screen reader announces it.
pub fn later(words: impl Fn() -> String + 'static) -> impl Fn() -> Option<String> + 'static {
    let is_drawn = RwSignal::new(false);
    page::after_paint(move || {
        is_drawn.try_set(true);
    });
    move || is_drawn.get().then(&words)
}

/// An error about a change that could not be saved after its screen was closed.
#[component]
pub fn LateError(
    /// The reason; `None` if all is well.
    words: RwSignal<Option<String>>,
) -> impl IntoView {
    let draw = move || {
        words.get().map(|words| {
            view! {
                <div class="mb-notice mb-notice--warn">
                    <Icon name="triangle-alert" />
                    <div class="mb-notice__text"><p>{words}" "{t("failure.still_there")}</p></div>
                </div>
            }
            .into_any()
        })
    };
    view! { <div role="alert">{draw}</div> }
}

/// Announces a newer version of the app, and loads it when the person accepts.
#[component]
pub fn Update(
    /// Whether a newer version is ready.
    waits: RwSignal<bool>,
    /// Loads the newer version.
    on_take: Callback<()>,
) -> impl IntoView {
    let draw = move || {
        waits.get().then(|| {
            view! {
                <div class="mb-update">
                    <p>{t("update.text")}</p>
                    <Button label=t("update.take") weight=Weight::Secondary on_click=on_take />
                </div>
            }
            .into_any()
        })
    };
    view! { <div role="status">{draw}</div> }
}
