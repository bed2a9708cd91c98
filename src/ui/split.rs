//! Splits something large into parts: fields, and worked examples (R3).

use leptos::prelude::*;
use mijn_brug_plan::content::Content;

use crate::device::draft;
use crate::ui::field::Field;
use crate::ui::icon::Icon;
use crate::ui::texts::{t, tf};

/// The number of fields. More parts would be another pile of work.
const FIELDS: usize = 3;

/// The texts of the parts. Drafts, so that they survive a reload.
#[derive(Clone, Copy)]
pub struct SplitFields([RwSignal<String>; FIELDS]);

impl SplitFields {
    /// Creates texts whose draft keys begin with `key`.
    pub fn new(key: &str) -> Self {
        Self(std::array::from_fn(|place| {
            draft::text(format!("{key}.{place}"), String::new())
        }))
    }

    /// The texts that were filled in.
    pub fn texts(self) -> Vec<String> {
        self.0
            .iter()
            .map(|text| text.get_untracked().trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect()
    }
}

/// The fields of the parts.
pub fn fields(parts: SplitFields) -> AnyView {
    parts
        .0
        .into_iter()
        .enumerate()
        .map(|(place, value)| {
            let number = place.saturating_add(1).to_string();
            view! { <Field id=format!("part-{number}") label=tf("parts.label", &[("n", &number)]) value /> }
                .into_any()
        })
        .collect_view()
        .into_any()
}

/// Worked examples from the bridge's content: ways around an obstacle, and large things split into parts.
pub fn examples(content: RwSignal<Result<Content, String>>) -> AnyView {
    let obstacles = move || {
        content.with(|content| {
            let known = content.as_ref().map_or(&[][..], |content| &content.obstacles);
            known
                .iter()
                .map(|example| {
                    view! {
                        <li>
                            <span>{example.obstacle.clone()}</span>
                            <span class="mb-example__way"><Icon name="arrow-right" />{example.step.clone()}</span>
                        </li>
                    }.into_any()
                })
                .collect_view()
        })
    };
    let splits = move || {
        content.with(|content| {
            let known = content.as_ref().map_or(&[][..], |content| &content.splits);
            known
                .iter()
                .map(|split| {
                    let parts = split
                        .small
                        .iter()
                        .map(|part| view! { <li>{part.clone()}</li> }.into_any())
                        .collect_view();
                    view! { <li><b>{split.big.clone()}</b><ol>{parts}</ol></li> }.into_any()
                })
                .collect_view()
        })
    };
    view! {
        <details class="mb-details">
            <summary>{t("parts.obstacles")}</summary>
            <ul class="mb-example">{obstacles}</ul>
        </details>
        <details class="mb-details">
            <summary>{t("parts.splits")}</summary>
            <ul class="mb-example">{splits}</ul>
        </details>
    }
    .into_any()
}
