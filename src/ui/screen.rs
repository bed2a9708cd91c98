//! The frame of a screen: the way back, read-aloud, the heading; and a few pieces that every screen uses.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::busy::Busy;
use super::icon::{Icon, Picture};
use super::texts::t;
use crate::device::{page, speech};

/// Leads the keyboard past the navigation. It moves the focus and leaves the address as it is: a link with a code keeps that
/// behind the `#`, and a step back must not lead to the same screen.
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
    /// A small greeting or place above the heading.
    #[prop(optional, into)]
    above: Option<String>,
    /// Where "Terug" leads; none on the screens of the bottom navigation.
    #[prop(optional, into)]
    back: Option<String>,
    /// What the screen shows.
    children: Children,
) -> impl IntoView {
    let back = back.map(|path| {
        view! {
            <a class="mb-back" href=path>
                <Icon name="arrow-left" />
                {t("screen.back")}
            </a>
        }
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
    });
    view! {
        <div class="mb-screen">
            <div class="mb-toolbar mb-no-print">{back}<span class="mb-toolbar__space"></span>{read_aloud}</div>
            <header class="mb-header">
                {above.map(|above| view! { <p class="mb-hello">{above}</p> })}
                <h1 class="nl-heading nl-heading--level-1" tabindex="-1">{move || title.get()}</h1>
            </header>
            <div class="mb-no-print" role="status">
                {move || is_mute.get().then(|| view! { <p class="mb-hint">{t("screen.no_voice")}</p> })}
            </div>
            {children()}
        </div>
    }
}

/// A second heading.
#[component]
pub fn Heading2(
    /// Its text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <h2 class="nl-heading nl-heading--level-2">{text}</h2> }
}

/// The weight of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The one that most people want.
    Primary,
    /// The other one.
    Secondary,
    /// One that does not ask for attention.
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

/// Fields, and the button that sends them: the first [`Act`] with `submits`. Enter in a field of one line presses it, and so does
/// the key of a phone's keyboard that says "Go".
#[component]
pub fn EntryForm(
    /// How it looks: plain unless it stands on a card.
    #[prop(default = "mb-form")]
    class: &'static str,
    /// The id of its heading, if it has one.
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

/// A button that does something, and nothing more while that is under way.
#[component]
pub fn Act(
    /// What it says.
    #[prop(into)]
    label: String,
    /// A pictogram before the words.
    #[prop(optional, into)]
    icon: Option<String>,
    /// Primary unless said otherwise.
    #[prop(default = Weight::Primary)]
    weight: Weight,
    /// Cannot be pressed while something else is under way.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Enter in a field of its [`EntryForm`] presses it too.
    #[prop(optional)]
    submits: bool,
    /// What it does.
    on_click: Callback<()>,
) -> impl IntoView {
    let busy = Busy::new();
    let press = move |_| {
        if !disabled.get_untracked() {
            busy.press(|| on_click.run(()));
        }
    };
    view! {
        // Not `disabled`: the focus would be lost.
        <button
            type=if submits { "submit" } else { "button" }
            class=weight.class()
            aria-disabled=move || (disabled.get() || busy.get()).then_some("true")
            on:click=press
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span>{label}</span>
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn GoTo(
    /// What it says.
    #[prop(into)]
    label: String,
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// A pictogram before the words.
    #[prop(optional, into)]
    icon: Option<String>,
    /// Primary unless said otherwise.
    #[prop(default = Weight::Primary)]
    weight: Weight,
) -> impl IntoView {
    view! {
        <a class=weight.class() href=href>
            {icon.map(|name| view! { <Icon name /> })}
            <span>{label}</span>
        </a>
    }
}

/// A row of a list that leads somewhere.
#[component]
pub fn LinkRow(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// A pictogram.
    #[prop(into)]
    icon: String,
    /// What it says.
    #[prop(into)]
    title: String,
    /// A smaller line under it.
    #[prop(optional, into)]
    detail: Option<String>,
) -> impl IntoView {
    view! {
        <li>
            <a class="mb-row" href=href>
                <Picture name=icon small=true />
                <span class="mb-row__text">
                    <b dir="auto">{title}</b>
                    {detail.map(|detail| view! { <small dir="auto">{detail}</small> })}
                </span>
                <Icon name="chevron-right" />
            </a>
        </li>
    }
}

/// A calm message in the page. One that comes while the screen stands, comes into a place with `role="status"` that was there
/// before it: a screen reader hears what comes into such a place, and not the place that comes with its words.
#[component]
pub fn Notice(
    /// `info` or `warn`.
    kind: &'static str,
    /// What it says.
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

/// Words for a place with `role="status"` that is drawn together with them: they come a moment after it, so that a screen reader
/// hears them.
pub fn later(words: impl Fn() -> String + 'static) -> impl Fn() -> Option<String> + 'static {
    let is_drawn = RwSignal::new(false);
    page::after_paint(move || {
        is_drawn.try_set(true);
    });
    move || is_drawn.get().then(&words)
}

/// What was not saved of a screen that is gone.
#[component]
pub fn Trouble(
    /// Why; nothing when all is well.
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
        })
    };
    view! { <div role="alert">{draw}</div> }
}

/// A newer version of the app is ready; it comes when the person says so.
#[component]
pub fn Update(
    /// Whether it is.
    waits: RwSignal<bool>,
    /// Takes it.
    on_take: Callback<()>,
) -> impl IntoView {
    let draw = move || {
        waits.get().then(|| {
            view! {
                <div class="mb-update">
                    <p>{t("update.text")}</p>
                    <Act label=t("update.take") weight=Weight::Secondary on_click=on_take />
                </div>
            }
        })
    };
    view! { <div role="status">{draw}</div> }
}
