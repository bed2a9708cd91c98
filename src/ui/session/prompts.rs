//! Open questions that can be asked in a part, folded away until somebody wants one: they ask, and never tell somebody what to
//! do. Without the file the session goes on without them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::Role;
use mijn_brug_plan::conversation::Conversation;
use mijn_brug_plan::values::ReviewPart;

use crate::device::{page, settings};
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::texts::t;

/// The questions, as far as they have come.
#[derive(Clone, Copy)]
pub struct Prompts {
    together: RwSignal<Conversation>,
    caseworkers: RwSignal<Conversation>,
}

impl Prompts {
    /// Begins to fetch them. The sixth part's come to a caseworker's device only (R2).
    pub fn fetch(role: Role) -> Self {
        let prompts = Self {
            together: RwSignal::default(),
            caseworkers: RwSignal::default(),
        };
        let language = settings::LANGUAGE.get();
        read(
            format!("/conversation/{language}.json"),
            &Conversation::TOGETHER,
            prompts.together,
        );
        if role == Role::Caseworker {
            let path = format!("/begeleider/conversation/{language}.json");
            read(path, &Conversation::CASEWORKERS, prompts.caseworkers);
        }
        prompts
    }

    /// The questions of a part, behind a fold.
    pub fn draw(self, part: ReviewPart) -> Node {
        (move || {
            let found =
                [self.together, self.caseworkers].map(|file| file.with(|file| file.questions(part).to_vec()));
            let rows: Vec<Node> = found
                .into_iter()
                .flatten()
                .map(|question| view! { <li>{question}</li> }.into_node())
                .collect();
            (!rows.is_empty()).then(|| {
                view! {
                    <details class="mb-details mb-prompts mb-no-print">
                        <summary>{t("session.prompts")}</summary>
                        <ul class="mb-prompts__list">{rows}</ul>
                    </details>
                }
            })
        })
        .into_node()
    }
}

fn read(path: String, parts: &'static [ReviewPart], into: RwSignal<Conversation>) {
    spawn_local(async move {
        let json = page::fetch_text(&path).await;
        if let Some(Ok(read)) = json.map(|json| Conversation::read(&json, parts)) {
            into.try_set(read);
        }
    });
}
