//! Codes: one to read from the screen, in its groups so that one can compare them one by one, and that no translation
//! changes; and one to type.

use leptos::prelude::*;

use super::field::{Frame, Room, Typing};

/// The most characters of a typed code: a recovery card, or a whole link with a code, several times over.
const ROOM: Room = Room { fits: 500, most: 500 };

/// Draws a code whose groups are parted by hyphens; `class` sets its size.
pub fn code(code: &str, class: &'static str) -> AnyView {
    let groups = code
        .split('-')
        .map(|group| view! { <span>{group.to_owned()} " "</span> })
        .collect_view();
    view! { <p class=class dir="ltr" translate="no">{groups}</p> }.into_any()
}

/// Whose code it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// Ours: letters in either case, for one use or on a recovery card.
    Own,
    /// A shop's: capitals may count.
    Shops,
}

/// A field for a code: no keyboard corrects it, and no browser keeps it. What reads the code forgives the rest, such as an O
/// for a 0, spaces and dashes.
#[component]
pub fn CodeField(
    /// The input's id.
    #[prop(into)]
    id: String,
    /// What it asks.
    #[prop(into)]
    label: String,
    /// A hint under the label.
    #[prop(into)]
    hint: String,
    /// What was typed.
    value: RwSignal<String>,
    /// Ours unless said otherwise.
    #[prop(default = Code::Own)]
    kind: Code,
    /// What is the matter with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let typing = Typing {
        mode: None,
        fills: "off",
        capitals: Some(match kind {
            Code::Own => "characters",
            Code::Shops => "none",
        }),
        is_exact: true,
        room: ROOM,
    };
    let frame = Frame {
        id,
        label,
        hint: Some(hint),
        value,
        error,
    };
    frame.line(Signal::stored("text"), typing)
}
