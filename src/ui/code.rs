//! Codes: one to read from the screen, in groups that are easy to compare and that no translation changes, and a field
//! to type one.

use leptos::prelude::*;

use super::field::{FieldFrame, InputSettings, Limits};

/// The maximum length of a typed code: enough for a recovery card, or a whole link with a code, several times over.
const LIMITS: Limits = Limits { fits: 500, most: 500 };

/// Draws a code whose groups are separated by hyphens; `class` sets its size.
pub fn code(code: &str, class: &'static str) -> AnyView {
    let groups = code
        .split('-')
        .map(|group| view! { <span>{group.to_owned()} " "</span> }.into_any())
        .collect_view();
    view! { <p class=class dir="ltr" translate="no">{groups}</p> }.into_any()
}

/// The kind of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// Ours, for one use or on a recovery card: case does not matter.
    Own,
    /// A shop's: case may matter.
    Shops,
}

/// A field for a code: no keyboard corrects it, and no browser stores it. The parser of the code tolerates the rest,
/// such as an O for a 0, spaces and dashes.
#[component]
pub fn CodeField(
    /// The input's id.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// A hint under the label.
    #[prop(into)]
    hint: String,
    /// The text.
    value: RwSignal<String>,
    /// The kind of code; ours by default.
    #[prop(default = Code::Own)]
    kind: Code,
    /// The error, if there is one.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let settings = InputSettings {
        mode: None,
        fills: "off",
        capitals: Some(match kind {
            Code::Own => "characters",
            Code::Shops => "none",
        }),
        is_exact: true,
        limits: LIMITS,
    };
    let frame = FieldFrame {
        id,
        label,
        hint: Some(hint),
        value,
        error,
    };
    frame.line(Signal::stored("text"), settings)
}
