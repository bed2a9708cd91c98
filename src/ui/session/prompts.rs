//! Open questions that can be asked in a part, folded away until somebody wants one: they ask, and never tell somebody what to
//! do. Without the file the session goes on without them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::Role;
use mijn_brug_plan::conversation::Conversation;
use mijn_brug_plan::values::ReviewPart;

use crate::device::{page, settings};
use crate::ui::texts::t;

/// A file of questions; `None` while it is on its way, empty when it cannot be had.
type File = RwSignal<Option<Conversation>>;

/// The questions, as far as they have come.
#[derive(Clone, Copy)]
pub struct Prompts {
    together: File,
    caseworkers: File,
}

impl Prompts {
    /// Begins to fetch them. The sixth part's come to a caseworker's device only (R2).
    pub fn fetch(role: Role) -> Self {
        let is_caseworker = role == Role::Caseworker;
        let prompts = Self {
            together: RwSignal::new(None),
            caseworkers: RwSignal::new((!is_caseworker).then(Conversation::default)),
        };
        let language = settings::LANGUAGE.get();
        read(
            format!("/conversation/{language}.json"),
            &Conversation::SHARED_PARTS,
            prompts.together,
        );
        if is_caseworker {
            let path = format!("/begeleider/conversation/{language}.json");
            read(path, &Conversation::CASEWORKER_PARTS, prompts.caseworkers);
        }
        prompts
    }

    /// The questions of a part, behind a fold. It stands there while they are on their way, so that nothing moves when they come.
    pub fn draw(self, part: ReviewPart) -> AnyView {
        (move || {
            let questions = |file: &Conversation| file.questions(part).to_vec();
            let found =
                [self.together, self.caseworkers].map(|file| file.with(|file| file.as_ref().map(questions)));
            let is_coming = found.iter().any(Option::is_none);
            let rows: Vec<AnyView> = found
                .into_iter()
                .flatten()
                .flatten()
                .map(|question| view! { <li>{question}</li> }.into_any())
                .collect();
            (is_coming || !rows.is_empty()).then(|| {
                view! {
                    <details class="mb-details mb-prompts mb-no-print">
                        <summary>{t("session.prompts")}</summary>
                        <ul class="mb-prompts__list">{rows}</ul>
                    </details>
                }
            })
        })
        .into_any()
    }
}

fn read(path: String, parts: &'static [ReviewPart], into: File) {
    spawn_local(async move {
        let json = page::fetch_text(&path).await;
        let read = json.and_then(|json| Conversation::read(&json, parts).ok());
        into.try_set(Some(read.unwrap_or_default()));
    });
}
