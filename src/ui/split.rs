//! Splits something large into parts: fields, and worked examples that fill them in (R3).

use leptos::prelude::*;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::DomainId;

use crate::device::draft;
use crate::ui::field::Field;
use crate::ui::icon::Icon;
use crate::ui::texts::{t, tf};

/// The number of parts that can be filled in: as many as the longest example has.
const FIELDS: usize = 5;
/// The number of fields that are shown empty. More would be another pile of work.
const SHOWN: usize = 3;

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

    /// Puts texts in the first empty fields. What was typed stays; what does not fit is left out.
    fn fill(self, texts: &[String]) {
        let is_empty = |field: &&RwSignal<String>| field.with_untracked(|text| text.trim().is_empty());
        for (field, text) in self.0.iter().filter(is_empty).zip(texts) {
            field.set(text.clone());
        }
    }

    /// Whether a field shows: the first ones always, the others once they are filled in.
    fn is_shown(self, place: usize) -> bool {
        place < SHOWN
            || self
                .0
                .get(place)
                .is_some_and(|text| text.with(|text| !text.is_empty()))
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
            let is_shown = Memo::new(move |_| parts.is_shown(place));
            move || {
                let label = tf("parts.label", &[("n", &number)]);
                is_shown
                    .get()
                    .then(|| view! { <Field id=format!("part-{number}") label value /> }.into_any())
            }
        })
        .collect_view()
        .into_any()
}

/// Worked examples from the content: ways round an obstacle, and large things with their parts, those of `domain` first.
/// A tap fills them in.
pub fn examples(
    content: RwSignal<Result<Content, String>>,
    domain: Option<&DomainId>,
    parts: SplitFields,
) -> AnyView {
    let domain = domain.cloned();
    let obstacles = move || {
        content.with(|content| {
            let known = content.as_ref().map_or(&[][..], |content| &content.obstacles);
            known
                .iter()
                .map(|example| {
                    let step = vec![example.step.clone()];
                    option(example.obstacle.clone(), &step, parts)
                })
                .collect_view()
        })
    };
    let splits = move || {
        content.with(|content| {
            let known = content.as_ref().map_or(&[][..], |content| &content.splits);
            let mut known: Vec<_> = known.iter().collect();
            known.sort_by_key(|split| domain.is_none() || split.domain != domain);
            known
                .into_iter()
                .map(|split| option(split.big.clone(), &split.small, parts))
                .collect_view()
        })
    };
    view! {
        <details class="mb-details">
            <summary>{t("parts.obstacles")}</summary>
            <ul class="mb-options">{obstacles}</ul>
        </details>
        <details class="mb-details">
            <summary>{t("parts.splits")}</summary>
            <ul class="mb-options">{splits}</ul>
        </details>
    }
    .into_any()
}

/// An example, as a button that fills in its parts.
fn option(title: String, small: &[String], parts: SplitFields) -> AnyView {
    let small = small.to_vec();
    let words = small.join(" · ");
    view! {
        <li>
            <button type="button" class="mb-option" on:click=move |_| parts.fill(&small)>
                <span><b>{title}</b><small>{words}</small></span>
                <Icon name="plus" />
            </button>
        </li>
    }
    .into_any()
}
